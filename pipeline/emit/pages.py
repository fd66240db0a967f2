"""The document itself, beside what was read from it: pages with claims, or marked text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from schemas.document import Document
from schemas.plan import Plan, Source

from .claims import KINDS, Claim, Drawn, Kind, claims_of, drawn_by_page, first_free
from .pictures import Picture
from .view import ActionView, RecommendationView

# Of claims on the same characters, the later of these is what a text shows.
_ORDER: tuple[Kind, ...] = (
    "finding", "unclaimed", "recommendation", "action", "lead", "status", "deadline", "owner",
)  # fmt: skip


@dataclass(slots=True)
class Card:
    """What was read at a place: an action, or a recommendation without its actions."""

    anchor: str
    recommendation: RecommendationView | None = None
    action: ActionView | None = None
    heading: str = ""


@dataclass(slots=True)
class Segment:
    """A run of characters of a text that the same claims cover (or none: plain text)."""

    text: str
    kinds: list[Kind] = field(default_factory=list)
    anchors: list[str] = field(default_factory=list)
    label: str = ""
    place: str | None = None


@dataclass(slots=True)
class PageView:
    """One page: its size in points, its picture, the claims drawn on it, what was read there."""

    number: int
    width: float
    height: float
    picture: Picture | None
    drawn: list[Drawn]
    cards: list[Card]


@dataclass(slots=True)
class DocumentView:
    """The document's pages; or, where it has none, its text with the claims marked."""

    kinds: list[tuple[Kind, str]] = field(default_factory=list)
    pages: list[PageView] = field(default_factory=list)
    segments: list[Segment] = field(default_factory=list)
    cards: list[Card] = field(default_factory=list)
    left_out: int = 0


def document_view(
    plan: Plan,
    document: Document | None,
    pictures: Mapping[int, Picture],
    recommendations: list[RecommendationView],
) -> DocumentView:
    """What the report shows of the document; nothing where that is not at hand."""
    if document is None:
        return DocumentView()
    claims = claims_of(plan)
    cards = _cards(plan, recommendations)
    used = {claim.kind for claim in claims}
    view = DocumentView(kinds=[(kind, name) for kind, name in KINDS.items() if kind in used])
    if not document.pages:
        view.segments = marked(document.text, claims)
        view.cards = [card for _, card in cards]
        return view
    drawn = drawn_by_page(claims)
    by_page: dict[int, list[Card]] = defaultdict(list)
    for sources, card in cards:
        by_page[next((s.page for s in sources if s.page), 0)].append(card)
    for page in document.pages:
        view.pages.append(
            PageView(
                page.number,
                page.width,
                page.height,
                pictures.get(page.number),
                drawn.get(page.number, []),
                by_page.get(page.number, []),
            )
        )
    view.left_out = sum(page.picture is None for page in view.pages) if pictures else 0
    return view


def _cards(
    plan: Plan, recommendations: list[RecommendationView]
) -> list[tuple[list[Source], Card]]:
    cards: list[tuple[list[Source], Card]] = []
    for rec, shown in zip(plan.recommendations, recommendations, strict=True):
        cards.append((rec.sources, Card(shown.anchor, recommendation=shown)))
        for action, view in zip(rec.actions, shown.actions, strict=True):
            card = Card(view.anchor, action=view, heading=view.label or view.number)
            cards.append((action.sources or rec.sources, card))
    return cards


def marked(text: str, claims: list[Claim]) -> list[Segment]:
    """The text cut where claims begin and end, each piece with the claims that cover it."""
    opens: dict[int, list[Claim]] = defaultdict(list)
    closes: dict[int, list[Claim]] = defaultdict(list)
    for claim in claims:
        for source in claim.sources:
            if source.span is not None and source.span[0] < source.span[1]:
                opens[source.span[0]].append(claim)
                closes[source.span[1]].append(claim)
    segments: list[Segment] = []
    held: list[Claim] = []
    cuts = sorted({0, len(text), *opens, *closes})
    taken: set[str] = set()
    for start, end in pairwise(cuts):
        for claim in closes[start]:
            held.remove(claim)
        held += opens[start]
        if piece := text[start:end]:
            segments.append(_segment(piece, held))
            segments[-1].place = first_free(segments[-1].anchors, taken)
    return segments


def _segment(text: str, claims: list[Claim]) -> Segment:
    ordered = sorted(claims, key=lambda claim: -_ORDER.index(claim.kind))
    anchors = dict.fromkeys(anchor for claim in ordered for anchor in claim.anchors)
    label = "; ".join(f"{KINDS[claim.kind]}: {claim.label}" for claim in ordered)
    return Segment(text, [claim.kind for claim in ordered], list(anchors), label)


def placed(view: DocumentView) -> frozenset[str]:
    """The anchors that have a place on a page or in the text."""
    drawn = {d.place for page in view.pages for d in page.drawn}
    return frozenset(p for p in drawn | {s.place for s in view.segments} if p is not None)
