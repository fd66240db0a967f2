"""What the report shows: words, links and marks, no HTML.  `build` makes it from a plan."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from .when import DateView

Tone = Literal["plain", "warn"]


@dataclass(slots=True)
class Link:
    """A label, and the anchor it leads to (None where there is none)."""

    label: str
    anchor: str | None = None


@dataclass(slots=True)
class FindingView:
    """One finding with its words: `quotes` are pairs of page and words.

    `recommendation` and `owners` are those that it is about, for filtering.
    """

    anchor: str
    code: str
    severity: str
    message: str
    quotes: list[tuple[int | None, str]]
    at: Link | None
    suggestion: str | None = None
    recommendation: str = ""
    owners: list[str] = field(default_factory=list)


@dataclass(slots=True)
class OwnerView:
    """One owner: the name shown, what was printed where that differs, and notes."""

    shown: str
    printed: str | None
    notes: list[tuple[Tone, str]]
    anchor: str | None


@dataclass(slots=True)
class Mark:
    """A status or rating: its word, what was printed where that differs, and a colour name."""

    word: str
    printed: str | None
    colour: str


@dataclass(slots=True)
class ActionView:
    """One action, ready to show; `details` are pairs of heading and text."""

    anchor: str
    label: str | None
    number: str
    text: str
    owners: list[OwnerView]
    owner_note: str | None
    deadline: DateView | None
    milestones: list[DateView]
    status: Mark | None
    rag: Mark | None
    details: list[tuple[str, str]]
    pages: str
    sure: str | None
    findings: list[FindingView]


@dataclass(slots=True)
class RecommendationView:
    """One recommendation; `findings` are those that stand at none of its actions."""

    anchor: str
    label: str | None
    text: str
    facts: list[tuple[str, str]]
    leads: list[OwnerView]
    linked_plans: list[str]
    summary_text: str | None
    summary_leads: list[OwnerView]
    summary_plans: list[str]
    outcomes: list[str]
    measures: list[str]
    actions: list[ActionView]
    pages: str
    findings: list[FindingView]

    @property
    def has_marks(self) -> bool:
        """True where at least one action has a status or a rating."""
        return any(a.status or a.rag for a in self.actions)


@dataclass(slots=True)
class LeadView:
    """One lead and what it owns; `state` is empty for a named person."""

    anchor: str | None
    name: str
    initials: str
    post: str
    state: str
    recommendations: list[Link] = field(default_factory=list)
    actions: list[Link] = field(default_factory=list)


@dataclass(slots=True)
class Share:
    """How many words of the source went to one class."""

    kind: str
    name: str
    means: str
    words: int
    percent: str


@dataclass(slots=True)
class SeverityGroup:
    """All findings of one severity."""

    severity: str
    name: str
    means: str
    findings: list[FindingView]
