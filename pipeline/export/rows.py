"""The row of an action that a tracker has, the same in every sheet."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.checks.base import is_complete
from pipeline.emit.wording import short_action, short_name
from schemas.plan import Action, Lead, Owner, Plan, Rag, Recommendation, Source, Status

from .cells import whole
from .load import Named

STATUSES = {
    "not_started": "Not started",
    "in_progress": "In progress",
    "complete": "Complete",
    "overdue": "Overdue",
    "on_hold": "On hold",
}
RATINGS = ("Red", "Amber", "Green", "Blue", "Grey")


@dataclass(frozen=True, slots=True)
class Row:
    """One action as a tracker's row; `COLUMNS` puts its fields in order."""

    plan: str
    recommendation: str
    recommendation_text: str
    number: str
    action: str
    owners: str
    posts: str
    deadline: str
    due: dt.date | None
    slipped_from: str
    rag: str
    status: str
    progress: str
    findings: str
    page: str
    evidence: str
    success_measure: str
    resources: str
    other: str
    owners_printed: str
    recommendation_id: str
    action_id: str


# The order is documented in docs/exports.md; new columns go to the end.
COLUMNS = {
    "Plan": "plan",
    "Rec.": "recommendation",
    "Recommendation": "recommendation_text",
    "No.": "number",
    "Action": "action",
    "Owners": "owners",
    "Post": "posts",
    "Deadline": "deadline",
    "Due": "due",
    "Slipped from": "slipped_from",
    "RAG": "rag",
    "Status": "status",
    "Progress": "progress",
    "Findings": "findings",
    "Page": "page",
    "Evidence": "evidence",
    "Success measure": "success_measure",
    "Resources": "resources",
    "Other": "other",
    "Owners as printed": "owners_printed",
    "Recommendation id": "recommendation_id",
    "Action id": "action_id",
}


@dataclass(frozen=True, slots=True)
class Place:
    """An action with what it stands in; `n` and `m` count recommendations and its actions."""

    plan: Plan
    recommendation: Recommendation
    n: int
    action: Action
    m: int

    @property
    def number(self) -> str:
        """`2.3`, as the report names it."""
        return short_action(self.recommendation, self.n, self.action, self.m)


def places(plan: Plan) -> Iterator[Place]:
    """Every action of a plan, in document order."""
    for n, recommendation in enumerate(plan.recommendations, 1):
        for m, action in enumerate(recommendation.actions, 1):
            yield Place(plan, recommendation, n, action, m)


def rows(plans: Iterable[Named]) -> Iterator[Row]:
    """A row for each action, plan by plan in document order."""
    for named in plans:
        leads = {lead.id: lead for lead in named.plan.leads}
        findings = findings_at(named.plan)
        for place in places(named.plan):
            at = (place.recommendation.id, place.action.id)
            yield _row(named.name, place, leads, findings.get(at, []))


def _row(name: str, place: Place, leads: dict[str, Lead], findings: list[str]) -> Row:
    r, action = place.recommendation, place.action
    when = action.deadline
    printed = [owner.raw for owner in action.owners] or [action.owner_note or ""]
    return Row(
        plan=name,
        recommendation=whole(short_name(r.label, place.n)),
        recommendation_text=whole(r.text),
        number=whole(place.number),
        action=whole(action.text),
        owners=joined(shown(owner, leads) for owner in action.owners),
        posts=joined(post(owner, leads) for owner in action.owners),
        deadline=whole(when.raw) if when else "",
        due=when.latest if when else None,
        slipped_from=whole(when.revised_from.raw) if when and when.revised_from else "",
        rag=rating(action.rag),
        status=status(action),
        progress=whole(action.progress or ""),
        findings=whole(" ".join(findings)),
        page=pages(action.sources),
        evidence=whole(action.evidence or ""),
        success_measure=whole(action.success_measure or ""),
        resources=whole(action.resources or ""),
        other=joined(f"{heading}: {text}" for heading, text in action.extra.items()),
        owners_printed=joined(printed),
        recommendation_id=whole(r.id),
        action_id=whole(action.id),
    )


def findings_at(plan: Plan) -> dict[tuple[str | None, str | None], list[str]]:
    """What the findings say, by the recommendation and action that they stand on."""
    found: dict[tuple[str | None, str | None], list[str]] = defaultdict(list)
    for finding in plan.findings:
        found[finding.recommendation, finding.action].append(f"{finding.code}: {finding.message}")
    return found


def shown(owner: Owner, leads: dict[str, Lead]) -> str:
    """Who an owner is: the name where it is known, else what is printed."""
    lead = leads.get(owner.lead_id or "")
    return owner.name or (lead.name if lead else None) or owner.raw


def post(owner: Owner, leads: dict[str, Lead]) -> str:
    """An owner's post: the lead's, else what is printed where that is a post."""
    lead = leads.get(owner.lead_id or "")
    told = (lead.job_title if lead else None) or (owner.raw if owner.kind == "post" else None)
    return told or ""


def joined(parts: Iterable[str]) -> str:
    """Values of one cell: semicolons part them, each stands once, empty ones are left out."""
    return whole("; ".join(dict.fromkeys(part for part in parts if part)))


def pages(sources: Iterable[Source]) -> str:
    """`3, 4`; empty where the document has no pages."""
    return ", ".join(map(str, sorted({source.page for source in sources if source.page})))


def rating(rag: Rag | None) -> str:
    """`Red`; what is printed where it is none of the five colours."""
    if rag is None:
        return ""
    return whole(rag.raw or "Other") if rag.value == "other" else rag.value.capitalize()


def status(action: Action) -> str:
    """`In progress`; `Complete` also where the deadline or rating alone says so."""
    if action.status is None:
        return STATUSES["complete"] if is_complete(action) else ""
    return _worded(action.status)


def _worded(told: Status) -> str:
    return STATUSES.get(told.value) or whole(told.raw or "Other")
