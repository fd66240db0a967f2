"""The plan contract, version 1: what plansift emits for one document.

Field names, types and meanings are binding for tools that build on them.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

LeadState = Literal["named", "tbc", "vacant"]
OwnerKind = Literal["person", "post", "organisation", "group", "unknown"]
ResolvedBy = Literal["initials", "name", "job_title", "organisation", "reference", "fuzzy"]
WhenKind = Literal[
    "date",
    "month",
    "quarter",
    "term",
    "season",
    "year",
    "range",
    "recurring",
    "ongoing",
    "immediate",
    "relative",
    "complete",
    "tbc",
    "unparsed",
]
OwnerRole = Literal["lead", "support"]
StatusValue = Literal["not_started", "in_progress", "complete", "overdue", "on_hold", "other"]
RagValue = Literal["red", "amber", "green", "blue", "grey", "other"]
Severity = Literal["error", "warning", "info"]


class Model(BaseModel):
    """Base of all contract models: unknown fields are refused."""

    model_config = ConfigDict(extra="forbid")


class Source(Model):
    """A place in the source: page and box, or character offsets, or both."""

    page: int | None = Field(None, description="Page, counted from 1.")
    bbox: tuple[float, float, float, float] | None = Field(
        None, description="[x0, top, x1, bottom] in points from the page's top left."
    )
    span: tuple[int, int] | None = Field(
        None, description="[start, end) character offsets into the extracted text."
    )


class When(Model):
    """A date as worded, and the span of days that its words allow."""

    raw: str
    kind: WhenKind
    earliest: dt.date | None = None
    latest: dt.date | None = None
    edtf: str | None = None
    revised_from: When | None = None
    ocr_confidence: float | None = Field(
        default=None,
        ge=0,
        le=1,
        description="How sure OCR is of the words; null where it read none.",
    )
    ocr_raw: str | None = Field(
        default=None, description="What OCR read, where a misread ordinal was mended (`30tn June`)."
    )
    year_from_context: bool = Field(
        default=False, description="The year is not printed; the document supplied it."
    )
    sources: list[Source] = Field(default_factory=list)


class Owner(Model):
    """Somebody named as owner or lead, resolved against the leads where possible."""

    raw: str
    kind: OwnerKind
    lead_id: str | None = None
    name: str | None = None
    role: OwnerRole | None = Field(
        default=None, description="Where the cell marks it: who answers (`Lead:`), or who helps."
    )
    registered: bool = Field(
        default=False, description="Not the plan's own leads but the house's register explains it."
    )
    resolved_by: ResolvedBy | None = None
    confidence: float = Field(1.0, ge=0, le=1)
    ocr_confidence: float | None = Field(
        default=None,
        ge=0,
        le=1,
        description="How sure OCR is of the words; null where it read none.",
    )
    sources: list[Source] = Field(default_factory=list)


class Lead(Model):
    """One row of the table or list of people and posts who may own actions."""

    id: str
    name: str | None = None
    initials: str | None = None
    job_title: str | None = None
    organisation: str | None = None
    state: LeadState = "named"
    sources: list[Source] = Field(default_factory=list)


class Status(Model):
    """A status in words."""

    value: StatusValue
    raw: str | None = None
    basis: Literal["text", "fill"] = "text"
    sources: list[Source] = Field(default_factory=list)


class Rag(Model):
    """A rating by word, letter or colour."""

    value: RagValue
    raw: str | None = None
    basis: Literal["text", "fill"] = "text"
    sources: list[Source] = Field(default_factory=list)


class Action(Model):
    """One thing to be done, with who does it and by when."""

    id: str
    label: str | None = None
    text: str
    owners: list[Owner] = Field(default_factory=list)
    owner_note: str | None = Field(
        None, description="What stood in the owner's place where it names nobody, such as `TBC`."
    )
    deadline: When | None = None
    milestones: list[When] = Field(default_factory=list)
    status: Status | None = None
    rag: Rag | None = None
    progress: str | None = None
    evidence: str | None = None
    success_measure: str | None = None
    resources: str | None = None
    extra: dict[str, str] = Field(default_factory=dict)
    confidence: float = Field(1.0, ge=0, le=1)
    ocr_confidence: float | None = Field(
        default=None, ge=0, le=1, description="How sure OCR is of the text's least sure word."
    )
    sources: list[Source] = Field(default_factory=list)


class Summary(Model):
    """What a summary table elsewhere in the document says of a recommendation."""

    text: str
    leads: list[Owner] = Field(default_factory=list)
    linked_plans: list[str] = Field(default_factory=list)
    sources: list[Source] = Field(default_factory=list)


class Recommendation(Model):
    """A recommendation, priority, theme or area for improvement, with its actions."""

    id: str
    label: str | None = None
    text: str
    priority: str | None = None
    response: str | None = None
    leads: list[Owner] = Field(default_factory=list)
    linked_plans: list[str] = Field(default_factory=list)
    expected_outcomes: list[str] = Field(default_factory=list)
    success_measures: list[str] = Field(default_factory=list)
    actions: list[Action] = Field(default_factory=list)
    summary: Summary | None = None
    extra: dict[str, str] = Field(default_factory=dict)
    sources: list[Source] = Field(default_factory=list)


class Finding(Model):
    """One thing that reconciliation or a check has to say."""

    code: str
    severity: Severity
    message: str
    recommendation: str | None = None
    action: str | None = None
    field: str | None = None
    suggestion: str | None = Field(
        default=None, description="What may settle it, where that can be told."
    )
    sources: list[Source] = Field(default_factory=list)


class UnclaimedRun(Model):
    """A run of words that no field claimed."""

    page: int | None = None
    text: str
    sources: list[Source] = Field(default_factory=list)


class Accounting(Model):
    """Where every word of the source went; the four classes add up to `words`."""

    words: int
    fields: int
    boilerplate: int
    narrative: int
    unclaimed: int
    unclaimed_text: list[UnclaimedRun] = Field(default_factory=list)


class Stated(Model):
    """A number that the document states of itself: `responds to the seven recommendations`."""

    count: int
    raw: str
    sources: list[Source] = Field(default_factory=list)


class SourceFile(Model):
    """The file that the plan was read from."""

    file: str
    sha256: str
    media_type: str
    pages: int | None = None
    text_source: Literal["native", "ocr", "mixed"] = "native"
    ocr_pages: list[int] = Field(
        default_factory=list, description="The pages whose words were read by OCR."
    )
    unread_pages: list[int] = Field(
        default_factory=list,
        description="Pages that are pictures and were not read (OCR turned off or missing).",
    )
    crowded_pages: list[int] = Field(
        default_factory=list,
        description="Pages with too many lines and boxes to read tables by: these were left out.",
    )


class Producer(Model):
    """What made this JSON."""

    name: str
    version: str


class Plan(Model):
    """One plan, structured, with findings and the account of its words."""

    schema_version: Literal["1.0"] = "1.0"
    source: SourceFile
    producer: Producer
    title: str | None = None
    organisation: str | None = None
    inspectorate: str | None = None
    judgement: str | None = None
    plan_date: When | None = None
    inspection_date: When | None = None
    report_date: When | None = None
    plan_end: When | None = Field(
        default=None,
        description="The end of the time that the plan says it covers: the days that may be meant. "
        "`2026/27` ends from March (a financial year) to September (an academic one).",
    )
    recommendations_stated: Stated | None = Field(
        default=None, description="How many recommendations the document says it answers."
    )
    columns: list[str] = Field(
        default_factory=list,
        description="The fields of an action for which the plan has a column, filled or not.",
    )
    leads: list[Lead] = Field(default_factory=list)
    recommendations: list[Recommendation] = Field(default_factory=list)
    findings: list[Finding] = Field(default_factory=list)
    accounting: Accounting
