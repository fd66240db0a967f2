"""Values that are lists: linked plans, outcomes, measures; one entry an item."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from schemas.blocks import Cell, TextBlock
from schemas.document import Box, Passage, Piece

from .vocabulary import load

_YEARS = re.compile(r"^\(?(?:19|20)?\d\d(?:\s*[-–/]\s*(?:20)?\d\d)?\)?$")

# What a cell keeps free at its right side, in points.
_MARGIN = 4.0


def items_of(
    blocks: Iterable[TextBlock], right: float | None = None, *, names: bool = False
) -> list[Passage]:
    """The items of a cell or run of blocks.

    Each block is an item; a paragraph parts at a line's end where the next
    line's first word would still have fitted on the line, so that the break
    must have been meant.  `right` is the edge in points up to which lines run
    (None where unknown).  With `names` the items are names of plans, and a line
    that ends with such a name's last word is an item of its own.
    """
    items: list[Passage] = []
    for block in blocks:
        if block.kind == "paragraph" and not block.marker:
            items.extend(_parted(block.passage, right, names=names))
        elif block.passage:
            items.append(block.passage)
    return items


def _parted(passage: Passage, right: float | None, *, names: bool) -> list[Passage]:
    parts: list[list[tuple[Piece, ...]]] = []
    told = False
    for line in passage.lines:
        if not line:
            told = True
            continue
        meant = parts and (
            told
            or (right is not None and _meant(parts[-1][-1], line, right))
            or (names and _ends_name(parts[-1][-1], line))
        )
        told = False
        if parts and not meant:
            parts[-1].append(line)
        else:
            parts.append([line])
    return [Passage(tuple(part)) for part in parts]


def with_breaks(blocks: Iterable[TextBlock], right: float | None) -> Passage:
    """The passage of a cell, with the breaks marked that its width does not explain."""
    parts: list[Passage] = []
    for block in blocks:
        parts.extend(_parted(block.passage, right, names=False))
    return Passage.parted(parts)


@cache
def _nouns() -> frozenset[str]:
    return frozenset(load("lists")["document_nouns"])


def ends_name(text: str) -> bool:
    """True where a line ends like the name of a plan ("… Plan 2016/17")."""
    words = [w.strip(" ,;.").casefold() for w in text.split()]
    while words and _YEARS.match(words[-1]):
        words.pop()
    return bool(words) and words[-1] in _nouns()


def _ends_name(before: tuple[Piece, ...], after: tuple[Piece, ...]) -> bool:
    """True where a line ends like the name of a plan ("… Plan 2016/17") and another begins."""
    return ends_name(" ".join(p.text for p in before)) and after[0].text[:1].isupper()


def _meant(before: tuple[Piece, ...], after: tuple[Piece, ...], right: float) -> bool:
    """True where the break between two lines can't come from the width."""
    last, first = before[-1].word.box, after[0].word.box
    if last is None or first is None or after[0].word.page != before[-1].word.page:
        return False
    text = before[-1].text
    if text.endswith(("-", "/", ",", "&")) or after[0].text[:1].islower():
        return False
    space = last.height * 0.3
    return last.x1 + space + first.width < right - 1


def right_edge(cells: Iterable[Cell | None]) -> float | None:
    """The right edge of some cells' lines, in points; None without boxes.

    It is that of the cells where they have one, else that of the words in them.
    """
    held = [c for c in cells if c is not None]
    edges = [c.box.x1 for c in held if c.box is not None]
    if edges:
        # Cells have a margin, of which nothing is known but that it is small.
        return min(edges) - _MARGIN
    boxes = [b for c in held for p in c.passage if (b := p.word.box) is not None]
    return Box.around(boxes).x1 if boxes else None
