"""What the plan claims of its document's words: which words, for what, to be drawn on them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from schemas.plan import Action, Owner, Plan, Recommendation, Source

from . import anchors

Kind = Literal[
    "recommendation", "action", "owner", "deadline", "status", "lead", "finding", "unclaimed"
]
KINDS: dict[Kind, str] = {
    "recommendation": "Recommendation",
    "action": "Action",
    "owner": "Owner",
    "deadline": "Deadline",
    "status": "Status or rating",
    "lead": "Lead",
    "finding": "Finding",
    "unclaimed": "Words nobody claimed",
}


@dataclass(slots=True)
class Claim:
    """Some words that serve one purpose.

    `anchors` name what they belong to, in the report's anchors: an owner printed
    once for three actions is one claim of three anchors.
    """

    kind: Kind
    label: str
    sources: list[Source]
    anchors: list[str] = field(default_factory=list)


def claims_of(plan: Plan) -> list[Claim]:
    """All claims of a plan; words that are claimed twice for one purpose make one claim."""
    made: dict[tuple[Kind, tuple[object, ...]], Claim] = {}
    for kind, anchor, label, sources in _all(plan):
        if not sources:
            continue
        key = (kind, tuple((s.page, s.bbox, s.span) for s in sources))
        claim = made.setdefault(key, Claim(kind, label, list(sources)))
        if anchor not in claim.anchors:
            claim.anchors.append(anchor)
    return list(made.values())


def _all(plan: Plan) -> Iterator[tuple[Kind, str, str, Sequence[Source]]]:
    for number, lead in enumerate(plan.leads, 1):
        yield "lead", anchors.lead(number), lead.name or lead.job_title or lead.id, lead.sources
    for n, rec in enumerate(plan.recommendations, 1):
        anchor = anchors.recommendation(n)
        yield "recommendation", anchor, rec.text, rec.sources
        if rec.summary is not None:
            yield "recommendation", anchor, rec.summary.text, rec.summary.sources
        for owner in _leads(rec):
            yield "owner", anchor, owner.name or owner.raw, owner.sources
        for m, action in enumerate(rec.actions, 1):
            yield from _of_action(anchors.action(n, m), action)
    for number, finding in enumerate(plan.findings, 1):
        said = f"{finding.code}: {finding.message}"
        yield "finding", anchors.finding(number), said, finding.sources
    for run in plan.accounting.unclaimed_text:
        yield "unclaimed", "words", run.text, run.sources


def _leads(rec: Recommendation) -> Iterator[Owner]:
    yield from rec.leads
    yield from rec.summary.leads if rec.summary else ()


def _of_action(anchor: str, action: Action) -> Iterator[tuple[Kind, str, str, Sequence[Source]]]:
    yield "action", anchor, action.text, action.sources
    for owner in action.owners:
        yield "owner", anchor, owner.name or owner.raw, owner.sources
    for when in (action.deadline, *action.milestones):
        if when is not None:
            yield "deadline", anchor, when.raw, when.sources
    for mark in (action.status, action.rag):
        if mark is not None:
            yield "status", anchor, mark.raw or mark.value, mark.sources


@dataclass(slots=True)
class Drawn:
    """A claim's boxes on one page: `[x0, top, width, height]` in points from its top left.

    `place` is the anchor that this is the first place of; None where another is.
    """

    claim: Claim
    boxes: list[tuple[float, float, float, float]]
    place: str | None = None


def drawn_by_page(claims: Iterable[Claim]) -> dict[int, list[Drawn]]:
    """The claims that have boxes, by page, in the order in which they are drawn."""
    pages: dict[int, list[Drawn]] = defaultdict(list)
    for claim in claims:
        boxes: dict[int, list[tuple[float, float, float, float]]] = defaultdict(list)
        for source in claim.sources:
            if source.page is None or source.bbox is None:
                continue
            x0, top, x1, bottom = source.bbox
            boxes[source.page].append((x0, top, round(x1 - x0, 2), round(bottom - top, 2)))
        for page, held in boxes.items():
            pages[page].append(Drawn(claim, held))
    taken: set[str] = set()
    for page in sorted(pages):
        for drawn in pages[page]:
            drawn.place = first_free(drawn.claim.anchors, taken)
    return dict(pages)


def first_free(anchors: Iterable[str], taken: set[str]) -> str | None:
    """The first of the anchors that has no place yet, which it is then given."""
    free = next((anchor for anchor in anchors if anchor not in taken), None)
    if free is not None:
        taken.add(free)
    return free
