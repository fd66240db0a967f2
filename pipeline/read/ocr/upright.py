"""Which way is up on a page: what a few of its lines read like tells."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np

from pipeline.read.ocr.cache import Reader
from pipeline.read.ocr.engine import SIDE, Image
from pipeline.read.ocr.missed import Box

# A line read upside down scores less than this, and one read rightly more.
_SURE = 0.93
_SAMPLE = 8
# Of a part of the page fewer lines tell, and the middles of these, so many heights long; and so
# many lines must be found for it to tell anything.
_SAMPLE_PART, _LONG, _ENOUGH = 4, 9, 6
# The sides of that part in the picture in which lines are looked for (a smaller one would be
# blown up), and how near its edge a line may be cut along.
_PART, _CUT = 736, 2
# The edge of the page is where shadows of the scanner lie.
_EDGE = 0.02


def quarters_of(page: Image, reader: Reader) -> int:
    """By how many quarters, anticlockwise, the page must be turned for its text to be upright.

    A part full of print mostly tells; where it leaves doubt, the whole page is looked at.
    """
    part = _lines_of_part(page, reader)
    if len(part) >= _ENOUGH:
        quarters, sure = _way_up(page, part, reader, _SAMPLE_PART)
        if sure:
            return quarters
    return _way_up(page, [_extent(b) for b in reader.boxes(page)], reader, _SAMPLE)[0]


def _lines_of_part(page: Image, reader: Reader) -> list[Box]:
    """The lines in the part of the page with most print; none where the page is no larger."""
    scale = min(1.0, SIDE / max(page.shape[:2]))
    if min(page.shape[:2]) * scale < _PART:
        return []
    small: Any = cv2.resize(page, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    x, y = _fullest(small)
    part = np.ascontiguousarray(small[y : y + _PART, x : x + _PART])
    found = []
    for left, top, right, bottom in (_extent(b) for b in reader.boxes(part)):
        lying = right - left > bottom - top
        low, high = (top, bottom) if lying else (left, right)
        # Of a line that is cut along, half the letters are there.
        if low > _CUT and high < _PART - _CUT:
            sides = (left + x, top + y, right + x, bottom + y)
            found.append(_middle(*(round(side / scale) for side in sides)))
    return found


def _fullest(picture: Image) -> tuple[int, int]:
    """Where the square part begins that holds most ink."""
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    dark = cv2.adaptiveThreshold(grey, 1, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 25, 25)
    edge = round(_EDGE * max(dark.shape))
    dark[:edge], dark[-edge:], dark[:, :edge], dark[:, -edge:] = 0, 0, 0, 0
    above = cv2.integral(dark)
    held = (
        above[_PART:, _PART:] - above[:-_PART, _PART:] - above[_PART:, :-_PART]
        + above[:-_PART, :-_PART]
    )  # fmt: skip
    y, x = np.unravel_index(int(held.argmax()), held.shape)
    return int(x), int(y)


def _middle(left: int, top: int, right: int, bottom: int) -> Box:
    """A line's box without its ends, where it is long."""
    wide, high = right - left, bottom - top
    if wide > high:
        spare = max(0, wide - _LONG * high) // 2
        return left + spare, top, right - spare, bottom
    spare = max(0, high - _LONG * wide) // 2
    return left, top + spare, right, bottom - spare


def _way_up(page: Image, boxes: list[Box], reader: Reader, many: int) -> tuple[int, bool]:
    """By how many quarters the page must be turned, as these lines tell, and if they are sure."""
    long = [b for b in boxes if max(b[2] - b[0], b[3] - b[1]) > 2.5 * min(b[2] - b[0], b[3] - b[1])]
    lying = sum(b[2] - b[0] for b in long if b[2] - b[0] > b[3] - b[1])
    standing = sum(b[3] - b[1] for b in long if b[3] - b[1] > b[2] - b[0])
    first = 1 if standing > 2 * lying else 0
    clear = max(standing, lying) > 2 * min(standing, lying)
    # A few lines of middling length tell which way is up, and cost little.
    some = sorted(long, key=lambda b: -max(b[2] - b[0], b[3] - b[1]))
    some = [b for b in some if (b[3] - b[1] > b[2] - b[0]) == bool(first)]
    some = some[len(some) // 8 :][:many]
    crops: list[Image] = [
        np.ascontiguousarray(np.rot90(page[t:b, left:right], first)) for left, t, right, b in some
    ]
    if not crops:
        return first, False
    score = _score(crops, reader)
    if score >= _SURE:
        return first, clear
    over: list[Image] = [np.ascontiguousarray(np.rot90(c, 2)) for c in crops]
    other = _score(over, reader)
    return (first + 2) % 4 if other > score else first, clear and other >= _SURE


def _score(lines: list[Image], reader: Reader) -> float:
    made = reader.read(lines)
    return sum(r.score for r in made) / len(made)


def _extent(box: list[list[float]]) -> Box:
    xs, ys = [p[0] for p in box], [p[1] for p in box]
    return max(0, int(min(xs))), max(0, int(min(ys))), int(max(xs)) + 1, int(max(ys)) + 1
