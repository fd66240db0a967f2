"""Ruled lines in a bitmap: found, joined, and told from the feet of letters."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import cv2
import numpy as np

# Pixels at 200 dpi.
_PIECE = 26
_SHORTEST = 42
_THICKEST = 9
# Gaps in a line, and in one so short that it may be a letter's stem.
_BRIDGED, _SMALL_GAP, _SURE_LINE = 25, 8, 80
_BESIDE = 5
# How much of a broken line must be there, and how many letters may stand on one.
_DRAWN = 0.75
_ALONG = 0.8
_STRIKE, _STRIKE_THICK = 55, 4.5
# How much of a line through words lies between their letters, which bold print that has run
# together does not show; and how far from its middle those are looked for.
_BETWEEN, _LETTERS, _WHOLE = 0.05, (3, 7), 0.97
# A space beyond an end of one: the least, and within how much.
_SPACE = (4, 10)
_STEMS, _FEWER_STEMS = 0.3, 0.2
_REACH = 14
# A line this short is one only where it is straight, by so much, and meets others.
_FREE, _STRAIGHT = 150, 0.85
# How much may stand beside what a line goes on with.
_CLOSE = 0.5
# How much of a line must be inked in a single row of pixels to be there beside letters.
_THERE = 0.9
# How near a line runs along an edge; how wide a filled box may be that hides a line's middle.
_BY_EDGE, _LEAST_EDGE = 8, 18
_WIDEST_FILL = 700


@dataclass(slots=True)
class Line:
    """A straight line at a place, from low to high; `drawn` is how much of that is there."""

    at: float
    low: float
    high: float
    drawn: float
    pieces: list[int]

    @property
    def reach(self) -> tuple[float, float, float]:
        return self.at, self.low, self.high

    @property
    def long_enough(self) -> bool:
        length = self.high - self.low
        return length >= _SHORTEST and self.drawn >= _DRAWN * length


def lines_of(dark: Any, ink: Any) -> tuple[list[Line], list[Line], Any]:
    """The level lines of a bitmap, those through letters, and its pixels by their piece.

    `ink` has the letters near tints too, where the bitmap has only what goes on.
    """
    runs = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((1, _PIECE), np.uint8))
    # What is as thick as letters are high is an edge of a filled box, or a blot.
    thick = cv2.morphologyEx(runs, cv2.MORPH_OPEN, np.ones((_THICKEST + 1, 9), np.uint8))
    runs[cv2.dilate(thick, np.ones((3, 3), np.uint8)) > 0] = 0
    count, labels, stats, middles = cv2.connectedComponentsWithStats(runs, connectivity=8)
    found, struck = [], []
    for n in range(1, count):
        x, y, width, height, area = (int(v) for v in stats[n])
        # A bracket or a bent stroke is higher than it is thick.
        thick_here = area / width
        if thick_here > _THICKEST or height > thick_here + 2.5 + 0.02 * width:
            continue
        line = Line(float(middles[n][1]), float(x), float(x + width), float(width), [n])
        if _letters_beside(dark, x, y, width, height) == 0:
            found.append(line)
        elif _letters_beside(ink, x, y, width, height) == 2 and thick_here <= _STRIKE_THICK:
            struck.append(line)
    made = [line for line in joined(found) if line.long_enough]
    made = joined([_grown(line, dark) for line in made])
    through = [r for r in joined(struck) if r.long_enough and r.high - r.low >= _STRIKE]
    return made, [r for r in through if _goes_on_between(r, ink)], labels


def _goes_on_between(line: Line, dark: Any) -> bool:
    """Whether a line through words has no gaps, and is there where no letter is."""
    place, x = round(line.at), slice(int(line.low), int(line.high))
    near, far = _LETTERS
    on = dark[max(0, place - 1) : place + 2, x].any(axis=0)
    letters = dark[max(0, place + 1 - far) : max(0, place + 1 - near), x].any(axis=0)
    letters |= dark[place + near : place + far, x].any(axis=0)
    solid = _solid(dark, line.at, line.low, line.high)
    return float((on & ~letters).mean()) > _BETWEEN and solid > _WHOLE and _ends(line, dark)


def _ends(line: Line, dark: Any) -> bool:
    """Whether a line ends where words do, and not within one."""
    place, far = round(line.at), _LETTERS[1]
    rows = slice(max(0, place - far), place + far)
    low, high = int(line.low), int(line.high)
    before = dark[rows, max(0, low - _SPACE[1]) : max(0, low - 1)].any(axis=0)[::-1]
    return _blank(before) and _blank(dark[rows, high + 1 : high + _SPACE[1]].any(axis=0))


def _blank(beyond: Any) -> bool:
    """Whether a space follows; the last letter may stand out from under the line."""
    least, most = _SPACE
    if len(beyond) < most - 1:
        return True
    return any(not beyond[n : n + least].any() for n in range(most - least))


def _grown(line: Line, dark: Any) -> Line:
    """A long line carried on where letters stand so close that its pieces looked like theirs."""
    if line.high - line.low < _FREE:
        return line
    place = round(line.at)
    # A bracket right under a line bends away from it.
    inked = dark[max(0, place - 1) : place + 2].any(axis=0)
    low, high = int(line.low), int(line.high)
    while low > 3 and inked[low - 3 : low].any():
        low -= 1
    while high < len(inked) - 3 and inked[high : high + 3].any():
        high += 1
    line.drawn += line.low - low + high - line.high
    line.low, line.high = float(low), float(high)
    return line


def _letters_beside(dark: Any, x: int, y: int, width: int, height: int) -> int:
    """On how many sides of a line letters touch it: on one, it is made of their feet."""
    above = dark[max(0, y - 5) : max(0, y - 2), x : x + width]
    below = dark[y + height + 2 : y + height + 5, x : x + width]
    low, high = sorted(float(side.mean()) if side.size else 0.0 for side in (above, below))
    # A line through words may go on through the space after them.
    return 2 if low > _FEWER_STEMS and high > _STEMS else int(low > _STEMS) + int(high > _STEMS)


def joined(lines: list[Line]) -> list[Line]:
    """Lines that go on after a gap as one, at the middle of their places by length."""
    made: list[Line] = []
    for line in sorted(lines, key=lambda r: r.low):
        for one in made:
            short = min(one.high - one.low, line.high - line.low) < _SURE_LINE
            gap = _SMALL_GAP if short else _BRIDGED
            if abs(one.at - line.at) <= _BESIDE and line.low - one.high <= gap:
                one.at = (one.at * one.drawn + line.at * line.drawn) / (one.drawn + line.drawn)
                one.high = max(one.high, line.high)
                one.drawn += line.drawn
                one.pieces += line.pieces
                break
        else:
            made.append(line)
    return made


def meant(line: Line, others: list[Line], dark: Any = None) -> bool:
    """Whether a line is long, or straight and meets one of the other direction.

    The brackets of two lines of text may stand one over the other, and so may stems.
    """
    if line.high - line.low >= _FREE:
        return True
    if dark is not None and (
        _solid(dark, line.at, line.low, line.high, 2) < _STRAIGHT
        or not _reaches(line, others, dark)
    ):
        return False
    return any(
        line.low - _REACH <= other.at <= line.high + _REACH
        and other.low - _REACH <= line.at <= other.high + _REACH
        for other in others
    )


def _reaches(line: Line, others: list[Line], dark: Any) -> bool:
    """Whether a line is there right beside each that it crosses: letters end before."""
    place = round(line.at)
    band = dark[max(0, place - 1) : place + 2].any(axis=0)
    crossing = sorted(
        r.at
        for r in others
        if r.low - _REACH <= line.at <= r.high + _REACH
        and line.low - _REACH <= r.at <= line.high + _REACH
    )
    for low, high in pairwise(crossing):
        ends = (band[round(low) + 4 : round(low) + 8], band[round(high) - 7 : round(high) - 3])
        if high - low > _PIECE and not all(end.mean() > 0.5 for end in ends):
            return False
    return True


def trimmed(lines: list[Line], others: list[Line], dark: Any) -> list[Line]:
    """Lines without ends that are none: a bracket's back may stand right under a rule."""
    made = []
    for line in lines:
        crossings = [
            r.at
            for r in others
            if r.low - _REACH <= line.at <= r.high + _REACH
            and line.low + _REACH < r.at < line.high - _REACH
        ]
        places = [line.low, *sorted(crossings), line.high]
        while len(places) > 1 and not _drawn(dark, line.at, places[0], places[1]):
            places.pop(0)
        while len(places) > 1 and not _drawn(dark, line.at, places[-2], places[-1]):
            places.pop()
        if len(places) > 1:
            line.low, line.high = places[0], places[-1]
            made.append(line)
    return made


def _drawn(dark: Any, at: float, low: float, high: float) -> bool:
    """Whether there is ink all along a stretch of a line; a bracket is as long as a short one."""
    if high - low < _SHORTEST:
        return _solid(dark, at, low, high) > _THERE
    place, edge = round(at), 4 if high - low > 20 else 0
    held = dark[max(0, place - 3) : place + 4, int(low) + edge : int(high) - edge]
    return not held.size or float(held.any(axis=0).mean()) > _ALONG


def completed(lines: list[Line], others: list[Line], dark: Any, *, busy: bool = True) -> list[Line]:
    """Lines carried on to each next crossing to which they are there: letters stand on them.

    Where they are not `busy`, much beside a stretch makes it a letter's.
    """
    for line in lines:
        crossing = sorted(r.at for r in others if r.low - _REACH <= line.at <= r.high + _REACH)
        for at in crossing:
            if at > line.high + _REACH:
                if not _goes_on(line.at, line.high, at, dark, busy=busy):
                    break
                line.drawn += at - line.high
                line.high = at
        for at in reversed(crossing):
            if at < line.low - _REACH:
                if not _goes_on(line.at, at, line.low, dark, busy=busy):
                    break
                line.drawn += line.low - at
                line.low = at
    return joined(lines)


def _goes_on(at: float, low: float, high: float, dark: Any, *, busy: bool) -> bool:
    if _solid(dark, at, low, high) < _THERE:
        return False
    place, x = round(at), slice(int(low) + 3, int(high) - 3)
    near, far = _LETTERS
    sides = (
        dark[max(0, place - far) : max(0, place - near), x],
        dark[place + near :, x][: far - near],
    )
    return busy or all(not s.size or float(s.any(axis=0).mean()) < _CLOSE for s in sides)


def _solid(dark: Any, at: float, low: float, high: float, thick: int = 1) -> float:
    """How much of a stretch is inked in the rows, so many at once, that are inked most."""
    place = round(at)
    edge = 3 if high - low > 20 else 0
    held = dark[max(0, place - 3) : place + 4, int(low) + edge : int(high) - edge]
    if not held.size or held.shape[0] < thick:
        return 0.0
    rows = [held[n : n + thick].any(axis=0).mean() for n in range(held.shape[0] - thick + 1)]
    return float(max(rows))


def mask_of(lines: list[Line], labels: Any) -> Any:
    """The pixels that make these lines, as far as these go."""
    keep = np.zeros(int(labels.max()) + 1, np.uint8)
    held = np.zeros(labels.shape, np.uint8)
    for line in lines:
        keep[line.pieces] = 1
        place = round(line.at)
        held[
            max(0, place - _THICKEST) : place + _THICKEST,
            max(0, int(line.low) - 4) : int(line.high) + 4,
        ] = 1
    return keep[labels] & held


def added(lines: list[Line], edges: list[Line]) -> list[Line]:
    """Lines, and the parts of edges along which none of them runs."""
    made = list(lines)
    for edge in edges:
        beside = sorted(
            (r for r in lines if abs(r.at - edge.at) <= _BY_EDGE and _overlap(r, edge) > 0),
            key=lambda r: r.low,
        )
        at = beside[0].at if beside else edge.at
        low = edge.low
        for line in [*beside, Line(at, edge.high, edge.high, 0.0, [])]:
            if line.low - low > _LEAST_EDGE:
                made.append(Line(at, low, line.low, line.low - low, []))
            low = max(low, line.high)
    return made


def _overlap(one: Line, other: Line) -> float:
    return min(one.high, other.high) - max(one.low, other.low)


def through(lines: list[Line], filled: Any) -> list[Line]:
    """Lines carried on through filled boxes, to where they come out again."""
    made: list[Line] = []
    for line in sorted(lines, key=lambda r: r.low):
        for one in made:
            gap = line.low - one.high
            if abs(one.at - line.at) > _BESIDE or not 0 < gap <= _WIDEST_FILL:
                continue
            at = round((one.at + line.at) / 2)
            under = filled[at - 3 : at + 4, int(one.high) + 4 : max(int(line.low) - 4, 1)]
            if under.size and float(under.mean()) > 0.8:
                one.high = line.high
                break
        else:
            made.append(line)
    return made
