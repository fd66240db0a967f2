"""Turned words in a raster of characters, which stand there as if they were upright.

`pdftotext -layout` prints a word that reads upwards (a narrow column's heading, a
theme beside its rows) on a line of its own, with as many blank lines as it is long,
and a word across the page (a watermark) as single letters.  Both tear lines apart
that stand right below each other on the page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from pipeline.layout.lines import Line
from pipeline.layout.raster_page import CHARACTER
from schemas.document import Box
from schemas.page import PageWord

_ACROSS = 45
# A watermark has at least so many letters in lines of their own.
_LEAST_LETTERS = 3
_LONGEST = 16
_MOST_WORDS = 4
# The blank lines that a turned word tears open: at least so many, or so many a character.
_LEAST_BLANK = 3
_BLANK = 0.3
_APART = 1.5 * CHARACTER
_WIDE_GAP = 2.5 * CHARACTER


@dataclass(slots=True)
class _Torn:
    """Lines right above and below a gap that turned words tore open, and these words' lines."""

    above: int
    below: int
    turned: list[int] = field(default_factory=list)


def set_upright(lines: Sequence[list[PageWord]], step: float) -> float:
    """Mark watermarks, put turned words into the line they belong to, close the gaps.

    `lines` are those of one page, top down, `step` points apart where none is blank.
    Returns by how many points the page became shorter.
    """
    kept = [Line(line) for line in lines]
    letters = _watermark(kept, step)
    for number in letters:
        for word in kept[number].words:
            word.turn = _ACROSS
    closed = set()
    for torn in _torn(kept, letters, step):
        if not torn.turned or _moved(torn, kept):
            closed.add((torn.above, torn.below))
    lift = 0.0
    last: Line | None = None
    inside = {n for a, b in closed for n in range(a + 1, b)}
    begins = {b for _, b in closed}
    for number, line in enumerate(kept):
        if number in inside:
            continue
        if last is not None and number in begins:
            lift = _place(line) - _place(last) - step
        _raise(line, lift)
        last = line
    return lift


def _place(line: Line) -> float:
    """Where a line stands, whatever was moved into it."""
    return line.words[0].baseline


def _watermark(lines: Sequence[Line], step: float) -> list[int]:
    """The lines that hold nothing but letters of a word set across the page."""
    alone = [
        n
        for n, line in enumerate(lines)
        if all(len(w.text) == 1 and w.text.isalpha() for w in line.words)
        and len({w.text for w in line.words}) == 1
        and max(_blank(lines, n, step)) >= 2
    ]
    xs = [lines[n].x0 for n in alone]
    if len(alone) < _LEAST_LETTERS:
        return []
    slanted = all(a > b for a, b in pairwise(xs)) or all(a < b for a, b in pairwise(xs))
    return alone if slanted else []


def _blank(lines: Sequence[Line], number: int, step: float) -> tuple[int, int]:
    """How many blank lines stand above and below a line."""
    above = lines[number].baseline - lines[number - 1].baseline if number else 0.0
    below = lines[number + 1].baseline - lines[number].baseline if number + 1 < len(lines) else 0.0
    return round(above / step) - 1, round(below / step) - 1


def _torn(lines: Sequence[Line], letters: Sequence[int], step: float) -> list[_Torn]:
    """The gaps that hold turned words or letters of a watermark."""
    found: list[_Torn] = []
    last: int | None = None
    turned: list[int] = []
    for number, line in enumerate(lines):
        if number in letters:
            continue
        if _may_be_turned(line) and _tears(lines, number, step):
            turned.append(number)
            continue
        if last is not None and (turned or number > last + 1):
            found.append(_Torn(last, number, turned))
        last, turned = number, []
    return found


def _may_be_turned(line: Line) -> bool:
    text = line.text
    one = all(b.place.x0 - a.place.x1 < _APART for a, b in pairwise(line.words))
    short = len(text) <= _LONGEST and len(line.words) <= _MOST_WORDS
    return one and short and all(c.isalpha() or c in " /&-" for c in text)


def _tears(lines: Sequence[Line], number: int, step: float) -> bool:
    least = max(_LEAST_BLANK, _BLANK * len(lines[number].text))
    if (
        number
        and not _blank(lines, number, step)[0]
        and not _free(lines[number], lines[number - 1])
    ):
        # The last words of a cell, with white space below the table.
        return False
    return max(_blank(lines, number, step)) >= least


def _moved(torn: _Torn, lines: Sequence[Line]) -> bool:
    """Put turned words into the line below, all into the one above if one does not fit.

    Those that stand below each other are parts of one text: the upper one goes above.
    """
    above, below = lines[torn.above], lines[torn.below]
    turned = [lines[n] for n in torn.turned]
    upper = [a for n, a in enumerate(turned) if any(not _free(a, b) for b in turned[n + 1 :])]
    places = [(line, above if line in upper else below) for line in turned]
    if not all(_parted(into) and _free(line, into) for line, into in places):
        places = [(line, above) for line in turned]
        fit = all(_parted(into) and _free(line, into) for line, into in places)
        if upper or not fit or not _parted(below):
            return False
    for line, into in places:
        top, baseline = into.words[0].place.top, _place(into)
        for word in line.words:
            box = word.place
            word.box = Box(box.x0, top, box.x1, top + box.bottom - box.top)
            word.baseline = baseline
        into.words = sorted([*into.words, *line.words], key=lambda w: w.place.x0)
    return True


def _parted(line: Line) -> bool:
    """Whether a line has columns."""
    return any(b.place.x0 - a.place.x1 > _WIDE_GAP for a, b in pairwise(line.words))


def _free(line: Line, into: Line) -> bool:
    """Whether there is room for one line's words in another."""
    low, high = line.x0 - _APART, line.x1 + _APART
    return all(w.place.x1 <= low or w.place.x0 >= high for w in into.words)


def _raise(line: Line, lift: float) -> None:
    for word in line.words:
        box = word.place
        word.box = Box(box.x0, box.top - lift, box.x1, box.bottom - lift)
        word.baseline -= lift
