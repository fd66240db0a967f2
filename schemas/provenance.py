"""From a passage back to the places of its words."""

from __future__ import annotations

import math
from collections.abc import Iterator

from .document import Box, Passage, Piece
from .plan import Source

_NAMES = set(Source.model_fields)


def sources_of(passage: Passage) -> list[Source]:
    """The places of a passage: one source for each run of neighbouring words on a line.

    Boxes hold the passage's words and no others (they are rounded outwards to
    hundredths of a point); spans are offsets into `Document.text`.
    """
    return [_source(run) for line in passage.lines for run in _runs(line)]


def _runs(line: tuple[Piece, ...]) -> Iterator[list[Piece]]:
    run: list[Piece] = []
    for piece in line:
        if run and not _neighbours(run[-1], piece):
            yield run
            run = []
        run.append(piece)
    if run:
        yield run


def _neighbours(left: Piece, right: Piece) -> bool:
    if left.word is right.word:
        return right.start >= left.end
    return (
        right.word.page == left.word.page
        and right.word.index == left.word.index + 1
        and right.start == 0
        and left.end == len(left.word.text)
    )


def _source(run: list[Piece]) -> Source:
    boxes = [box for piece in run if (box := piece_box(piece)) is not None]
    bbox = None
    if boxes:
        around = Box.around(boxes)
        bbox = (_down(around.x0), _down(around.top), _up(around.x1), _up(around.bottom))
    first, last = run[0], run[-1]
    span = (first.word.start + first.start, last.word.start + last.end)
    made = Source(page=first.word.page, bbox=bbox, span=span)
    # A long plan has a hundred thousand of them: one set of names for all.
    object.__setattr__(made, "__pydantic_fields_set__", _NAMES)
    return made


def piece_box(piece: Piece) -> Box | None:
    """The box of a part of a word, its width shared out evenly over the characters."""
    box, length = piece.word.box, len(piece.word.text)
    if box is None or (piece.start == 0 and piece.end >= length):
        return box
    step = box.width / length
    return Box(box.x0 + piece.start * step, box.top, box.x0 + piece.end * step, box.bottom)


def _down(value: float) -> float:
    return math.floor(value * 100) / 100


def _up(value: float) -> float:
    return math.ceil(value * 100) / 100
