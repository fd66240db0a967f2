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
_BRIDGED = 25
_BESIDE = 5
# How much of a broken line must be there, and how many letters may stand on one.
_DRAWN = 0.75
_STEMS = 0.3
_REACH = 14
# A line this short is one only where it meets others.
_FREE = 150
# How far a colour stands off the paper's, and how far its parts stand apart, to be meant.
_OFF = 18
_COLOURED = 34
_LEAST_FILL = 500


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
    dark = cv2.adaptiveThreshold(
        grey, 1, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 41, 14
    )
    across, labels_a = _lines(dark)
    down, labels_d = _lines(np.ascontiguousarray(dark.T))
    kept_a = [r for r in across if _meant(r, down)]
    kept_d = [r for r in down if _meant(r, kept_a)]
    background = _background(picture)
    mask = cv2.dilate(
        _mask(kept_a, labels_a) | _mask(kept_d, labels_d).T, np.ones((5, 5), np.uint8)) > 0
    plain = picture.copy()
    plain[mask] = background[mask]
    walls = np.zeros(grey.shape, np.uint8)
    for r in kept_a:
        cv2.line(walls, (int(r.low), round(r.at)), (int(r.high), round(r.at)), 1, 5)
    for r in kept_d:
        cv2.line(walls, (round(r.at), int(r.low)), (round(r.at), int(r.high)), 1, 5)
    return Marks([r.reach for r in kept_a], [r.reach for r in kept_d], _fills(background, walls), plain)


def _lines(dark: Any) -> tuple[list[Line], Any]:
    """The level lines of a bitmap, and its pixels by the piece that they belong to."""
    runs = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((1, _PIECE), np.uint8))
    # What is as thick as letters are high is an edge of a filled box, or a blot.
    thick = cv2.morphologyEx(runs, cv2.MORPH_OPEN, np.ones((_THICKEST + 1, 9), np.uint8))
    runs[cv2.dilate(thick, np.ones((3, 3), np.uint8)) > 0] = 0
    count, labels, stats, middles = cv2.connectedComponentsWithStats(runs, connectivity=8)
    found = []
    for n in range(1, count):
        x, y, width, height, area = (int(v) for v in stats[n])
        if area / width > _THICKEST or height > _THICKEST + 0.02 * width:
            continue
        if _beside_letters(dark, x, y, width, height):
            continue
        found.append(Line(float(middles[n][1]), float(x), float(x + width), float(width), [n]))
    made = [line for line in _joined(found) if line.long_enough]
    return made, labels


def _beside_letters(dark: Any, x: int, y: int, width: int, height: int) -> bool:
    """Whether letters stand on a line, or hang from it: then it is made of their feet."""
    above = dark[max(0, y - 5) : max(0, y - 2), x : x + width]
    below = dark[y + height + 2 : y + height + 5, x : x + width]
    return any(side.size > 0 and float(side.mean()) > _STEMS for side in (above, below))


def _joined(lines: list[Line]) -> list[Line]:
    """Lines that go on after a gap as one, at the middle of their places by length."""
    made: list[Line] = []
    for line in sorted(lines, key=lambda r: r.low):
        for one in made:
            if abs(one.at - line.at) <= _BESIDE and line.low - one.high <= _BRIDGED:
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


def _fills(background: Any, walls: Any) -> list[tuple[tuple[int, int, int, int], str]]:
    """The filled boxes of a page in colour.

    A page scanned in grey has none: which colour its greys were is not known.
    """
    paper = np.median(background.reshape(-1, 3), axis=0).astype(np.float32)
    toned = np.clip(background.astype(np.float32) * (255.0 / np.maximum(paper, 1)), 0, 255)
    spread = toned.max(axis=2) - toned.min(axis=2)
    if float((spread > _COLOURED).mean()) < 0.0004 or paper.min() < 120:
        return []
    off = ((255 - toned).max(axis=2) > _OFF).astype(np.uint8)
    off[walls > 0] = 0
    off = cv2.morphologyEx(off, cv2.MORPH_OPEN, np.ones((9, 9), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(off, connectivity=4)
    found = []
    for n in range(1, count):
        x, y, width, height, area = (int(v) for v in stats[n])
        if area < _LEAST_FILL or area < 0.6 * width * height or min(width, height) < 12:
            continue
        held = toned[y : y + height, x : x + width][labels[y : y + height, x : x + width] == n]
        blue, green, red = (round(float(v)) for v in np.median(held, axis=0))
        found.append(((x - 3, y - 3, x + width + 3, y + height + 3), f"#{red:02x}{green:02x}{blue:02x}"))
    return found
