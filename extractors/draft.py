"""The plan while it is put together: values are still passages, nobody is resolved yet."""

from __future__ import annotations

from dataclasses import dataclass, field

from schemas.document import Passage


@dataclass(slots=True)
class DraftAction:
    """An action as its row, card or paragraph gives it.

    A passage that is None stands for a column that the plan does not have, an
    empty one for an empty cell.  `confidence` is layout's, for the row.
    """

    text: Passage
    label: Passage = field(default_factory=Passage)
    label_text: str | None = None
    owners: Passage | None = None
    deadline: Passage | None = None
    original_deadline: Passage | None = None
    revised_deadline: Passage | None = None
    status: Passage | None = None
    status_fill: str | None = None
    rag: Passage | None = None
    rag_fill: str | None = None
    progress: Passage | None = None
    evidence: Passage | None = None
    success_measure: Passage | None = None
    resources: Passage | None = None
    extra: list[tuple[str, Passage]] = field(default_factory=list)
    confidence: float = 1.0


@dataclass(slots=True)
class DraftRecommendation:
    """A recommendation as its heading, row or band gives it."""

    text: Passage
    label: Passage = field(default_factory=Passage)
    label_text: str | None = None
    priority: Passage | None = None
    response: Passage | None = None
    leads: Passage | None = None
    deadline: Passage | None = None
    status: Passage | None = None
    rag: Passage | None = None
    linked_plans: list[Passage] = field(default_factory=list)
    expected_outcomes: list[Passage] = field(default_factory=list)
    success_measures: list[Passage] = field(default_factory=list)
    extra: list[tuple[str, Passage]] = field(default_factory=list)
    actions: list[DraftAction] = field(default_factory=list)


@dataclass(slots=True)
class DraftSummary:
    """One row of a summary table."""

    text: Passage
    label: Passage = field(default_factory=Passage)
    label_text: str | None = None
    leads: Passage | None = None
    linked_plans: list[Passage] = field(default_factory=list)
