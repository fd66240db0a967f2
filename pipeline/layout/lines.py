"""Words -> printed lines."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from schemas.document import Box
from schemas.page import PageWord


@dataclass(slots=True)
class Line:
    """A printed line (or the part of one that stands in a cell or column).

    `room` is how many points were left on the line; None where that is not
    known.  A word that would have fitted there was not wrapped: it begins
    something new.
    """

    words: list[PageWord]
    room: float | None = None

    @property
    def box(self) -> Box:
        return Box.around(w.place for w in self.words)

    @property
    def x0(self) -> float:
        return self.words[0].place.x0

    @property
    def x1(self) -> float:
        return max(w.place.x1 for w in self.words)

    @property
    def page(self) -> int:
        return self.words[0].page or 0

    @property
    def text(self) -> str:
        text = ""
        for word in self.words:
            text += word.text if word.glued or not text else " " + word.text
        return text

    @property
    def size(self) -> float:
        sizes = [w.size or 0.0 for w in self.words if not w.raised]
        return statistics.median(sizes or [w.size or 0.0 for w in self.words])

    @property
    def baseline(self) -> float:
        return max(w.baseline for w in self.words)

    @property
    def bold(self) -> bool:
        return all(w.bold for w in self.words if not w.raised and w.text[0].isalnum()) and any(
            w.bold for w in self.words
        )


def lines_of(words: Iterable[PageWord]) -> list[Line]:
    """The lines that words make, top down, each from left to right.

    Words of text turned by a quarter make lines of their own, read in the
    direction in which they run.
    """
    upright: list[PageWord] = []
    turned: dict[int, list[PageWord]] = {}
    for word in words:
        (upright if word.turn not in (90, 270) else turned.setdefault(word.turn, [])).append(word)
    lines = _rows(upright)
    for turn, some in turned.items():
        lines += _turned(some, turn)
    return lines


def _rows(words: Sequence[PageWord]) -> list[Line]:
    rows: list[list[PageWord]] = []
    for word in sorted(words, key=lambda w: w.baseline):
        last = rows[-1] if rows else None
        size = word.size or 1.0
        if last and word.baseline - last[0].baseline <= 0.3 * max(size, last[0].size or 1.0):
            last.append(word)
        else:
            rows.append([word])
    return [Line(sorted(row, key=lambda w: w.place.x0)) for row in rows]


def _turned(words: Sequence[PageWord], turn: int) -> list[Line]:
    columns: list[list[PageWord]] = []
    for word in sorted(words, key=lambda w: w.baseline, reverse=turn == 270):
        last = columns[-1] if columns else None
        if last and abs(word.baseline - last[0].baseline) <= 0.3 * (word.size or 1.0):
            last.append(word)
        else:
            columns.append([word])
    up = turn == 90
    return [Line(sorted(c, key=lambda w: -w.place.bottom if up else w.place.top)) for c in columns]


def space_of(line: Line) -> float:
    """The width of a space in a line's font, about."""
    return 0.25 * line.size


def wraps_to(left: Line, right: Line) -> bool | None:
    """True where the first word of `right` did not fit on `left`; None where that is not known."""
    if left.room is None:
        return None
    return first_width(right) + space_of(left) > left.room - 0.5


def first_width(line: Line) -> float:
    """The width of a line's first part that can't be broken: up to a hyphen or slash."""
    first = line.words[0]
    width = first.place.width
    text = first.text
    ends = [i + 1 for mark in "-/–" if 0 < (i := text.find(mark)) < len(text) - 1]
    if ends:
        return width * min(ends) / len(text)
    for word in line.words[1:]:
        if not word.glued:
            break
        width = word.place.x1 - first.place.x0
    return width
