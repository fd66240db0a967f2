"""Pages whose text stands sideways as they are shown: read again, turned so that it is upright.

A table wider than its page is often printed along the page's length, and a page scanned or
exported askew gets a `/Rotate` that turns upright text over.  Layout reads upright text only.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable, Sequence

import pikepdf

from schemas.document import Affine
from schemas.page import PageContent

_QUARTERS = (90, 180, 270)
# So many letters, and this share of the page's, stand the same way: not a label or a watermark.
_LEAST = 40
_SHARE = 0.6


def set_upright(
    pages: Sequence[PageContent], data: bytes, read: Callable[[bytes], list[PageContent] | None]
) -> list[PageContent]:
    """The pages of the PDF `data`, those whose text stands sideways read anew by `read`.

    These lead back to the page as it is shown (`PageContent.back`).
    """
    turns = {page.number: turn for page in pages if page.back is None and (turn := turn_of(page))}
    if not turns:
        return list(pages)
    made = read(_turned(data, turns))
    if made is None or len(made) != len(turns):
        return list(pages)
    by_number = dict(zip(turns, made, strict=True))
    return [_led_back(page, by_number.get(page.number), turns) for page in pages]


def turn_of(page: PageContent) -> int:
    """The quarter turn, in degrees, at which most of a page's letters stand; else 0."""
    letters: Counter[int] = Counter()
    for word in page.words:
        letters[word.turn] += len(word.text)
    turn, most = letters.most_common(1)[0] if letters else (0, 0)
    return turn if turn in _QUARTERS and most >= max(_LEAST, _SHARE * letters.total()) else 0


def _turned(data: bytes, turns: dict[int, int]) -> bytes:
    """A PDF of the pages with these numbers, each turned clockwise by its degrees."""
    held = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf, pikepdf.new() as made:
        for number, turn in turns.items():
            made.pages.append(pdf.pages[number - 1])
            made.pages[-1].rotate(turn, relative=True)
        made.save(held)
    return held.getvalue()


def _led_back(page: PageContent, upright: PageContent | None, turns: dict[int, int]) -> PageContent:
    if upright is None:
        return page
    width, height = page.width, page.height
    ways: dict[int, Affine] = {
        90: (0.0, 1.0, 0.0, -1.0, 0.0, height),
        180: (-1.0, 0.0, width, 0.0, -1.0, height),
        270: (0.0, -1.0, width, 1.0, 0.0, 0.0),
    }
    upright.number, upright.back = page.number, ways[turns[page.number]]
    upright.drawn = (width, height)
    for word in upright.words:
        word.page = page.number
    return upright
