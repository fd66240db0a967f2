"""Ruled lines and filled cells, found in the bitmap of a page.  Pixels in, pixels out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import cv2
import numpy as np

from pipeline.read.ocr.engine import Image

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
_BETWEEN, _LETTERS = 0.05, (3, 7)
_STEMS = 0.3
_REACH = 14
# A line this short is one only where it meets others.
_FREE = 150
# How far a colour stands off the paper's, and how far its parts stand apart, to be meant.
_OFF = 18
_COLOURED = 34
_LEAST_FILL = 500
# The lightness of blue, green and red; on ground darker than this, rules do not show.
_LIGHT = np.array([0.114, 0.587, 0.299], np.float32)
_DEEP = 192
_HOLLOW = 12
# How much an edge of such ground stands out, within so many pixels, along so many.
_STEP, _RIM, _EDGE = 20, 3, 50
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


@dataclass(slots=True)
class Marks:
    """What is painted on a page beside its text.

    `across` and `down` are (place, from, to); `fills` are boxes (left, top, right,
    bottom) with a colour as `#rrggbb`; `plain` is the page without the lines.
    """

    across: list[tuple[float, float, float]] = field(default_factory=list)
    down: list[tuple[float, float, float]] = field(default_factory=list)
    fills: list[tuple[tuple[int, int, int, int], str]] = field(default_factory=list)
    plain: Image = field(default_factory=lambda: np.zeros((0, 0, 3), np.uint8))


def marks_of(picture: Image) -> Marks:
    """The rules and fills of a straight page."""
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    background = _background(picture)
    toned, paper = _toned(background)
    filled = ((255 - toned).max(axis=2) > _OFF).astype(np.uint8)
    light = toned @ _LIGHT
    deep = (light < _DEEP).astype(np.uint8)
    dark = _dark(grey, 14)
    dark_a = _on_ground(dark, grey, filled, (9, 1))
    dark_d = np.ascontiguousarray(_on_ground(dark, grey, filled, (1, 9)).T)
    across, strikes, labels_a = _lines(dark_a)
    down, _, labels_d = _lines(dark_d)
    strikes = [r for r in strikes if _on_paper(r, deep)]
    kept_a = [r for r in across if _meant(r, down)]
    kept_d = [r for r in down if _meant(r, kept_a)]
    kept_a, kept_d = _trimmed(kept_a, kept_d, dark_a), _trimmed(kept_d, kept_a, dark_d)
    mask_a, mask_d = _mask(kept_a, labels_a), _mask(kept_d, labels_d).T
    edges_a, edges_d = _edges(light), _edges(np.ascontiguousarray(light.T))
    edges_a = [r for r in edges_a if _meant(r, [*kept_d, *edges_d])]
    edges_d = [r for r in edges_d if _meant(r, [*kept_a, *edges_a])]
    kept_a = _through(_added(kept_a, edges_a), deep)
    kept_d = _through(_added(kept_d, edges_d), deep.T)
    mask = cv2.dilate(mask_a | mask_d, np.ones((5, 5), np.uint8)) > 0
    plain = picture.copy()
    plain[mask] = background[mask]
    _unstrike(plain, strikes, labels_a, dark, background)
    walls = np.zeros(grey.shape, np.uint8)
    for r in kept_a:
        cv2.line(walls, (int(r.low), round(r.at)), (int(r.high), round(r.at)), 1, 5)
    for r in kept_d:
        cv2.line(walls, (round(r.at), int(r.low)), (round(r.at), int(r.high)), 1, 5)
    fills = _fills(toned, filled, walls) if _in_colour(toned, paper) else []
    level = [r.reach for r in [*kept_a, *strikes]]
    return Marks(level, [r.reach for r in kept_d], fills, plain)


def _dark(grey: Any, least: int) -> Any:
    """The pixels that are darker than what is around them."""
    return cv2.adaptiveThreshold(
        grey, 1, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 41, least
    )


def _on_ground(dark: Any, grey: Any, deep: Any, along: tuple[int, int]) -> Any:
    """Dark pixels, where the ground is dark too those that go on in a direction."""
    if not deep.any():
        return dark
    # Light letters would make the ground between them look dark.
    bare = cv2.morphologyEx(grey, cv2.MORPH_OPEN, np.ones((9, 9), np.uint8))
    thin = np.ones((9, 1) if along[0] > along[1] else (1, 9), np.uint8)
    hollow = cv2.morphologyEx(cv2.blur(bare, along), cv2.MORPH_BLACKHAT, thin)
    near = cv2.dilate(deep, np.ones((45, 45), np.uint8))
    return np.where(near > 0, (hollow > _HOLLOW).astype(np.uint8), dark)


def _on_paper(line: Line, deep: Any) -> bool:
    return float(deep[round(line.at), int(line.low) : int(line.high)].mean()) < 0.1


def _lines(dark: Any) -> tuple[list[Line], list[Line], Any]:
    """The level lines of a bitmap, those through letters, and its pixels by their piece."""
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
        beside = _letters_beside(dark, x, y, width, height)
        if beside == 0:
            found.append(line)
        elif beside == 2 and area / width <= _STRIKE_THICK:
            struck.append(line)
    made = [line for line in _joined(found) if line.long_enough]
    made = _joined([_grown(line, dark) for line in made])
    through = [r for r in _joined(struck) if r.long_enough and r.high - r.low >= _STRIKE]
    return made, [r for r in through if _goes_on_between(r, dark)], labels


def _goes_on_between(line: Line, dark: Any) -> bool:
    """Whether a line through words is there where no letter is."""
    place, x = round(line.at), slice(int(line.low), int(line.high))
    near, far = _LETTERS
    on = dark[max(0, place - 1) : place + 2, x].any(axis=0)
    letters = dark[max(0, place + 1 - far) : max(0, place + 1 - near), x].any(axis=0)
    letters |= dark[place + near : place + far, x].any(axis=0)
    return float((on & ~letters).mean()) > _BETWEEN


def _grown(line: Line, dark: Any) -> Line:
    """A long line carried on where letters stand so close that its pieces looked like theirs."""
    if line.high - line.low < _FREE:
        return line
    place = round(line.at)
    inked = dark[max(0, place - 2) : place + 3].any(axis=0)
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
    return sum(side.size > 0 and float(side.mean()) > _STEMS for side in (above, below))


def _joined(lines: list[Line]) -> list[Line]:
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


def _meant(line: Line, others: list[Line]) -> bool:
    """Whether a line is long, or meets one of the other direction."""
    if line.high - line.low >= _FREE:
        return True
    return any(
        line.low - _REACH <= other.at <= line.high + _REACH
        and other.low - _REACH <= line.at <= other.high + _REACH
        for other in others
    )


def _trimmed(lines: list[Line], others: list[Line], dark: Any) -> list[Line]:
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
    """Whether there is ink all along a stretch of a line."""
    place, edge = round(at), 4 if high - low > 20 else 0
    held = dark[max(0, place - 3) : place + 4, int(low) + edge : int(high) - edge]
    return not held.size or float(held.any(axis=0).mean()) > _ALONG


def _mask(lines: list[Line], labels: Any) -> Any:
    """The pixels that make these lines."""
    keep = np.zeros(int(labels.max()) + 1, np.uint8)
    for line in lines:
        keep[line.pieces] = 1
    return keep[labels]


def _background(picture: Image) -> Any:
    """The page without what is written on it."""
    size = np.ones((15, 15), np.uint8)
    light = cv2.morphologyEx(picture, cv2.MORPH_CLOSE, size)
    return cv2.medianBlur(light, 9)


def _toned(background: Any) -> tuple[Any, Any]:
    """The background as if the paper were white, and the paper's own colour."""
    paper = np.median(background.reshape(-1, 3), axis=0).astype(np.float32)
    white = background.astype(np.float32) * (255.0 / np.maximum(paper, 1))
    return np.clip(white, 0, 255), paper


def _in_colour(toned: Any, paper: Any) -> bool:
    """Whether a page shows colours; which colour the greys of another were is not known."""
    spread = toned.max(axis=2) - toned.min(axis=2)
    return float((spread > _COLOURED).mean()) > 0.0004 and float(paper.min()) > 120


def _boxes(mask: Any) -> list[tuple[int, int, int, int, Any]]:
    """The filled boxes of a mask, each with its own pixels."""
    mask = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((9, 9), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=4)
    found = []
    for n in range(1, count):
        x, y, width, height, area = (int(v) for v in stats[n])
        if area < _LEAST_FILL or area < 0.6 * width * height or min(width, height) < 12:
            continue
        found.append((x, y, width, height, labels[y : y + height, x : x + width] == n))
    return found


def _fills(toned: Any, filled: Any, walls: Any) -> list[tuple[tuple[int, int, int, int], str]]:
    """The filled boxes of a page with their colours."""
    mask = filled.copy()
    mask[walls > 0] = 0
    made = []
    for x, y, width, height, own in _boxes(mask):
        held = toned[y : y + height, x : x + width][own]
        blue, green, red = (round(float(v)) for v in np.median(held, axis=0))
        colour = f"#{red:02x}{green:02x}{blue:02x}"
        made.append(((x - 3, y - 3, x + width + 3, y + height + 3), colour))
    return made


def _edges(light: Any) -> list[Line]:
    """The level edges of dark boxes as lines: rules do not show on dark ground."""
    # Light print on dark ground has edges too.
    light = cv2.morphologyEx(light, cv2.MORPH_OPEN, np.ones((31, 31), np.uint8))
    over, under = light[: -2 * _RIM], light[2 * _RIM :]
    steps = (np.abs(over - under) > _STEP) & (np.minimum(over, under) < _DEEP)
    held = np.zeros(light.shape, np.uint8)
    held[_RIM:-_RIM] = steps
    runs = cv2.morphologyEx(held, cv2.MORPH_OPEN, np.ones((1, _EDGE), np.uint8))
    count, _, stats, middles = cv2.connectedComponentsWithStats(runs, connectivity=8)
    found = []
    for n in range(1, count):
        x, _, width, height, _ = (int(v) for v in stats[n])
        if height <= 3 * _RIM + 0.02 * width:
            found.append(Line(float(middles[n][1]), float(x), float(x + width), float(width), []))
    return _joined(found)


def _added(lines: list[Line], edges: list[Line]) -> list[Line]:
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


def _through(lines: list[Line], filled: Any) -> list[Line]:
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


def _unstrike(plain: Any, strikes: list[Line], labels: Any, dark: Any, background: Any) -> None:
    """Take lines through words off the page, save where they cross the letters."""
    if not strikes:
        return
    line = cv2.dilate(_mask(strikes, labels), np.ones((3, 1), np.uint8))
    reach = 5
    above = np.zeros_like(dark)
    below = np.zeros_like(dark)
    above[reach:], below[:-reach] = dark[:-reach], dark[reach:]
    gone = (line > 0) & ~((above > 0) & (below > 0))
    plain[gone] = background[gone]
