"""Ruled lines of which a scan has kept only dashes.  They count where they join others."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import cv2
import numpy as np

from pipeline.read.ocr.lines import Line

# Pixels at 200 dpi: gaps between dashes, the shortest row of them, and how thick it may be.
_GAP, _SHORTEST, _THICKEST = 31, 120, 6
# How far dashes of one line may lie off its place, and end before a line that they join.
_BESIDE, _REACH = 4, 60
# How much of a line must be there, by the number of pixels that tell; and of what goes on with
# a line that is.
_ENOUGH = ((200, 0.25), (60, 0.4), (0, 0.7))
_TRACE = (0.18, 0.08)
# Beside how much of it words stand where they may stand across.
_BUSY = 0.2
# At how much of it nothing may be right beside it; the shortest stretch between two lines.
_CLEAR, _LEAST, _WIDE = 0.3, 20, 15
# What a dot is, and how much of a page they may be.
_DOT, _NOISE = 3, 0.002
_END, _SHORTEST_ROW = 25, 90


def broken_lines(dark: Any) -> list[Line]:
    """Level rows of dashes; letters that stand in rows are higher than those.

    Where the scanner's noise makes dots all over, they show nothing.
    """
    if _noisy(dark):
        return []
    closed = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, np.ones((2, _GAP), np.uint8))
    runs = cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones((1, _SHORTEST), np.uint8))
    thick = cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones((_THICKEST + 1, 9), np.uint8))
    runs[cv2.dilate(thick, np.ones((5, 5), np.uint8)) > 0] = 0
    count, _, stats, middles = cv2.connectedComponentsWithStats(runs, connectivity=8)
    found = []
    for n in range(1, count):
        x, _, width, height, _ = (int(v) for v in stats[n])
        if width >= _SHORTEST // 2 and height <= _THICKEST + 0.02 * width:
            found.append(Line(float(middles[n][1]), float(x), float(x + width), float(width), []))
    return found


def _noisy(dark: Any) -> bool:
    """Whether much of what is dark are dots."""
    count, _, stats, _ = cv2.connectedComponentsWithStats(dark, connectivity=8)
    areas = stats[1:count, cv2.CC_STAT_AREA]
    return bool(areas[areas <= _DOT].sum() > _NOISE * dark.size)


def mended(
    broken: list[Line], along: list[Line], others: list[Line], dark: Any
) -> tuple[list[Line], list[Line]]:
    """The stretches between two others along which rows of dashes run, and those rows whole.

    `along` are the unbroken lines of this direction, which such stretches go on with.
    """
    made: list[Line] = []
    whole: list[Line] = []
    levels: list[float] = []
    for line in [*sorted(along, key=_length), *sorted(broken, key=_length)]:
        if any(abs(done - line.at) <= _BESIDE for done in levels):
            continue
        levels.append(line.at)
        unbroken = [r for r in along if abs(r.at - line.at) <= _BESIDE]
        level = [*unbroken, *(r for r in broken if abs(r.at - line.at) <= _BESIDE)]
        low, high = min(r.low for r in level), max(r.high for r in level)
        crossing = sorted(r.at for r in others if r.low - _REACH <= line.at <= r.high + _REACH)
        near = [n for n, at in enumerate(crossing) if low - _REACH <= at <= high + _REACH]
        if len(near) < 2:
            continue
        # A stretch more at either end may have kept too little to be found by itself.
        places = crossing[max(0, near[0] - 1) : near[-1] + 2]
        pairs = [(a, b) for a, b in pairwise(places) if b - a > _LEAST]
        own = _stretches(line.at, pairs, unbroken, dark)
        made += own
        if own:
            whole.append(Line(line.at, low, high, high - low, []))
    return made, whole


def _length(line: Line) -> float:
    return line.low - line.high


def _stretches(
    at: float, pairs: list[tuple[float, float]], unbroken: list[Line], dark: Any
) -> list[Line]:
    """Of the stretches of a level those where a line is; beside one, little shows another."""
    held = [any(r.low <= a + _END and r.high >= b - _END for r in unbroken) for a, b in pairs]
    sure = [done or _there(dark, at, a, b) for done, (a, b) in zip(held, pairs, strict=True)]
    for _ in pairs:
        more = [ok or _goes_on(dark, at, pairs, sure, n) for n, ok in enumerate(sure)]
        if more == sure:
            break
        sure = more
    made: list[Line] = []
    group: list[int] = []
    for n in range(len(pairs) + 1):
        if n < len(pairs) and sure[n]:
            group.append(n)
            continue
        # Letters that stand over each other are no longer than this.
        long = sum(pairs[k][1] - pairs[k][0] for k in group) >= _SHORTEST_ROW
        if long or any(held[k] for k in group):
            made += [
                Line(at, *pairs[k], pairs[k][1] - pairs[k][0], []) for k in group if not held[k]
            ]
        group = []
    return made


def _goes_on(
    dark: Any, at: float, pairs: list[tuple[float, float]], sure: list[bool], n: int
) -> bool:
    """Whether the line of the stretches beside one shows in it; between two, a trace is enough."""
    beside = sum(sure[max(0, n - 1) : n + 2])
    return beside > 0 and _there(dark, at, *pairs[n], least=_TRACE[min(beside, 2) - 1])


def _there(dark: Any, at: float, low: float, high: float, least: float | None = None) -> bool:
    """Whether enough of a line is there where nothing is beside it: stems of letters are none."""
    place, x = round(at), slice(int(low) + 4, int(high) - 3)
    held = dark[max(0, place - 2) : place + 3, x].any(axis=0)
    beside = dark[max(0, place - 8) : max(0, place - 3), x].any(axis=0)
    beside |= dark[place + 4 : place + 9, x].any(axis=0)
    if len(held) <= _WIDE:
        return False
    # The gaps between letters, and their ends, are beside them too.
    clear = held[~np.convolve(beside, np.ones(_WIDE), "same").astype(bool)]
    if least is not None and float(beside.mean()) > _BUSY:
        # Words may stand across it: a title between two tables, say.
        least = max(least, _ENOUGH[0][1])
    if least is None:
        least = next(share for many, share in _ENOUGH if len(clear) >= many)
    return len(clear) > _CLEAR * len(held) and float(clear.mean()) >= least


def without(plain: Any, lines: list[Line], dark: Any, background: Any) -> None:
    """Take lines off the page where they are ink, but not the letters that stand on them."""
    for line in lines:
        place, x = round(line.at), slice(int(line.low), int(line.high))
        band = slice(max(0, place - 3), place + 4)
        beside = dark[max(0, place - 6) : max(0, place - 3), x].any(axis=0)
        beside |= dark[place + 4 : place + 7, x].any(axis=0)
        gone = np.broadcast_to(~beside, plain[band, x].shape[:2])
        plain[band, x][gone] = background[band, x][gone]
