"""Values that are lists: linked plans, outcomes, measures; one entry an item."""

from __future__ import annotations

from collections.abc import Iterable

from schemas.blocks import Cell, TextBlock
from schemas.document import Box, Passage, Piece


def items_of(blocks: Iterable[TextBlock], right: float | None = None) -> list[Passage]:
    """The items of a cell or run of blocks.

    Each block is an item; a paragraph parts at a line's end where the next
    line's first word would still have fitted on the line, so that the break
    must have been meant.  `right` is the edge in points up to which lines run;
    without it only blocks part.
    """
    items: list[Passage] = []
    for block in blocks:
        if block.kind == "paragraph" and not block.marker and right is not None:
            items.extend(_parted(block.passage, right))
        elif block.passage:
            items.append(block.passage)
    return items


def _parted(passage: Passage, right: float) -> list[Passage]:
    parts: list[list[tuple[Piece, ...]]] = []
    for line in passage.lines:
        if parts and not _meant(parts[-1][-1], line, right):
            parts[-1].append(line)
        else:
            parts.append([line])
    return [Passage(tuple(part)) for part in parts]


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
    """The right edge of what stands in some cells, in points; None without boxes."""
    boxes = [b for c in cells if c is not None for p in c.passage if (b := p.word.box) is not None]
    return Box.around(boxes).x1 if boxes else None
