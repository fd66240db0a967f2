"""Places on pages that were set straight, led back to the pages as they are drawn."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel

from schemas.document import Affine, Box, Document
from schemas.plan import Plan, Source


def put_back(plan: Plan, document: Document) -> None:
    """Lead all places of a plan and the words of its document back.

    Layout needs straight pages, readers the page that they see.
    """
    ways = {page.number: page.back for page in document.pages if page.back is not None}
    if not ways:
        return
    for word in document.words:
        if word.box is not None and word.page in ways:
            word.box = Box(
                *_led(word.box.x0, word.box.top, word.box.x1, word.box.bottom, ways[word.page])
            )
    seen: set[int] = set()
    for source in _sources(plan):
        # Owners of several actions may share one place.
        if id(source) not in seen and source.bbox is not None and source.page in ways:
            seen.add(id(source))
            source.bbox = _led(*source.bbox, ways[source.page])


def _led(
    x0: float, top: float, x1: float, bottom: float, way: Affine
) -> tuple[float, float, float, float]:
    a, b, c, d, e, f = way
    corners = [(x, y) for x in (x0, x1) for y in (top, bottom)]
    xs = [a * x + b * y + c for x, y in corners]
    ys = [d * x + e * y + f for x, y in corners]
    return round(min(xs), 2), round(min(ys), 2), round(max(xs), 2), round(max(ys), 2)


def _sources(held: object) -> Iterator[Source]:
    if isinstance(held, Source):
        yield held
    elif isinstance(held, BaseModel):
        for name in type(held).model_fields:
            yield from _sources(getattr(held, name))
    elif isinstance(held, list):
        for one in held:
            yield from _sources(one)
