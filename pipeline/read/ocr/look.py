"""How words look: their size, their weight, a bullet before them."""

from __future__ import annotations

import math
import statistics
from collections import Counter
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np

from pipeline.read.ocr.engine import Image

# What stands as high as capitals do.
RISING = set("bdfhijklt/()[]|!?&%$£€'\"“”‘’") | set("0123456789")
_FINER = 6
# Shares of the font size: capitals, small letters.
CAPITAL, SMALL = 0.69, 0.49
# Letters that are the same in both cases but for their height, and how many of them are initials.
_BOTH, _INITIALS = set("cosuvwxz/&"), 4
# How much thicker than the document's strokes bold ones are: of a line, of a word in a bold
# line, of a word in a plain one, and of a line with no longer word than two letters.
_BOLD_LINE, _BOLD_IN_BOLD, _BOLD_ALONE, _BOLD_SHORT = 1.15, 1.06, 1.27, 1.3
# How thick bold lines are where plain ones are alike, as a multiple of what these are thinner than
# the middle one; and how many lines, of how many letters, tell.
_BOLD_CLEAN, _SPREAD, _MANY_LINES, _LONG_LINE = 1.1, 2.2, 20, 12
# What counts as the body's size, by that; text without tall letters is measured worse.
_ABOUT = (0.88, 1.125)
_FLAT = (0.75, 1.25)
# The sides of a bullet, in font sizes.
_DOT = (0.12, 0.5)

Key = tuple[int, tuple[int, int]]


@dataclass(slots=True)
class SeenWord:
    """A word as it was read, in pixels; `stroke` is how thick its letters are drawn, by size."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    baseline: float
    stroke: float
    sure: float
    turn: int = 0
    bold: bool = False
    line: tuple[int, int] = (0, 0)
    page: int = 0
    dotted: bool = False
    vague: bool = False

    def scaled(self, by: float) -> None:
        """Measure the word in other units."""
        self.left, self.right = self.left * by, self.right * by
        self.top, self.bottom = self.top * by, self.bottom * by
        self.size, self.baseline = self.size * by, self.baseline * by


Lines = dict[Key, list[SeenWord]]


def stroke_of(ink: Any) -> float:
    """How wide the letters' upright strokes are, in pixels: most runs of ink cross one."""
    if min(ink.shape) < 2:
        return 0.0
    large = cv2.resize(ink, None, fx=_FINER, fy=1.0, interpolation=cv2.INTER_CUBIC)
    solid = np.pad((large > 0.5).astype(np.int8), ((0, 0), (1, 1)))
    steps = np.diff(solid, axis=1)
    begins, ends = np.nonzero(steps == 1)[1], np.nonzero(steps == -1)[1]
    if not begins.size:
        return 0.0
    return float(np.percentile(ends - begins, 45)) / _FINER


def even_sizes(words: list[SeenWord]) -> None:
    """Give words of about one size that very size: it is measured line by line, with errors."""
    upright = [w for w in words if len(w.text) > 1]
    if not upright:
        return
    weights: Counter[int] = Counter()
    for word in upright:
        weights[round(20 * math.log(word.size))] += len(word.text)
    near = {k: sum(weights[k + d] for d in (-1, 0, 1)) for k in weights}
    top = max(near, key=lambda k: near[k])
    common = [w.size for w in upright if abs(round(20 * math.log(w.size)) - top) <= 1]
    body = statistics.median(common)
    rest = []
    for word in words:
        low, high = _FLAT if word.vague else _ABOUT
        if low * body <= word.size <= high * body:
            word.size = body
        else:
            rest.append(word)
    groups: list[list[SeenWord]] = []
    for word in sorted(rest, key=lambda w: w.size):
        if groups and word.size <= 1.13 * groups[-1][0].size:
            groups[-1].append(word)
        else:
            groups.append([word])
    for group in groups:
        middle = statistics.median(w.size for w in group)
        for word in group:
            word.size = middle


def mend_case(words: list[SeenWord]) -> None:
    """Give initials that look alike in both cases the one that their height shows.

    Only those that stand alone: beside other letters, OCR tells by these.
    """
    upright = [w for w in words if len(w.text) > 1 and not w.vague]
    lines: Lines = {}
    for word in words:
        lines.setdefault((word.page, word.line), []).append(word)
    body = statistics.median(w.size for w in upright) if upright else 0.0
    for line in lines.values():
        letters = "".join(w.text for w in line).strip(".,;:/&")
        if not 2 <= len(letters) <= _INITIALS or set(letters.casefold()) - _BOTH:
            continue
        for word in line:
            height = word.size * (SMALL if word.vague else CAPITAL)
            tall = abs(height - CAPITAL * body) < abs(height - SMALL * body)
            word.text = word.text.upper() if tall else word.text.lower()


def mark_bold(words: list[SeenWord]) -> None:
    """Mark the words whose strokes are thicker than the document's own.

    A line tells more than a word: a word stands out from its line only clearly,
    and the stroke of two letters tells nothing.
    """
    strokes = [w.stroke for w in words if len(w.text) > 2 and w.stroke]
    if not strokes:
        return
    # Most of a document is not bold.
    plain = statistics.median_low(strokes)
    lines: Lines = {}
    for word in words:
        lines.setdefault((word.page, word.line), []).append(word)
    shares = {key: _share(line, plain) for key, line in lines.items()}
    around = _around(lines, shares)
    least = _bold_from(lines, shares)
    for key, line in lines.items():
        telling = [w for w in line if _tells(w)]
        share, others = shares[key], around[key]
        if share is None or not telling:
            for word in line:
                word.bold = word.stroke > _BOLD_SHORT * plain
            continue
        # The lines of a paragraph are mostly alike, and several tell more than one.
        mean = share if others is None else (share + others) / 2
        thick = mean > least
        for word in telling:
            word.bold = word.stroke > (_BOLD_IN_BOLD if thick else _BOLD_ALONE) * plain
        for word in line:
            if word not in telling:
                word.bold = min(telling, key=lambda w: abs(w.left - word.left)).bold


def _bold_from(lines: Lines, shares: dict[Key, float | None]) -> float:
    """How thick a line must be to be bold: the less, the less plain ones differ downwards."""
    told = [
        share
        for key, line in lines.items()
        if (share := shares[key]) is not None and sum(len(w.text) for w in line) >= _LONG_LINE
    ]
    if len(told) < _MANY_LINES:
        return _BOLD_LINE
    thin = statistics.quantiles(told, n=20)[0]
    return min(_BOLD_LINE, max(_BOLD_CLEAN, 1 + _SPREAD * (1 - thin)))


def _tells(word: SeenWord) -> bool:
    return len(word.text) > 2 and word.stroke > 0


def _share(line: list[SeenWord], plain: float) -> float | None:
    """How thick a line's strokes are, by the document's own; None where it does not tell."""
    telling = [w for w in line if _tells(w)]
    length = sum(len(w.text) for w in telling)
    return sum(w.stroke * len(w.text) for w in telling) / (length * plain) if length else None


def _around(lines: Lines, shares: dict[Key, float | None]) -> dict[Key, float | None]:
    """The mean share of the lines right above and below each that begin where it does."""
    keys = sorted(lines, key=lambda k: (k[0], lines[k][0].baseline))
    found: dict[Key, float | None] = {}
    for key in keys:
        one = lines[key][0]
        left = min(w.left for w in lines[key])
        near = [
            share
            for k in keys
            if k != key
            and k[0] == key[0]
            and abs(lines[k][0].baseline - one.baseline) < 1.35 * one.size
            and abs(min(w.left for w in lines[k]) - left) < 0.4 * one.size
            and abs(lines[k][0].size - one.size) < 0.05 * one.size
            and (share := shares[k]) is not None
        ]
        found[key] = statistics.mean(near) if near else None
    return found


def mark_dots(words: list[SeenWord], picture: Image) -> None:
    """Mark the words before which a bullet stands, which OCR overlooks."""
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    first: dict[tuple[int, int], SeenWord] = {}
    for word in words:
        if word.line not in first or word.left < first[word.line].left:
            first[word.line] = word
    for word in first.values():
        size = word.size
        top, bottom = round(word.baseline - 0.8 * size), round(word.baseline + 0.1 * size)
        left, right = round(word.left - 2.6 * size), round(word.left - 0.25 * size)
        if left < 0 or top < 0 or right - left < 4:
            continue
        held = grey[top:bottom, left:right]
        if not held.size:
            continue
        ink = (held < float(np.median(held)) - 60).astype(np.uint8)
        count, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
        shapes = [stats[n] for n in range(1, count) if stats[n][cv2.CC_STAT_AREA] > 3]
        word.dotted = len(shapes) == 1 and _is_dot(shapes[0], size, held.shape)


def _is_dot(shape: Any, size: float, room: tuple[int, ...]) -> bool:
    x, y, width, height, area = (int(v) for v in shape)
    inside = x > 0 and y > 0 and x + width < room[1] and y + height < room[0]
    about = all(_DOT[0] * size <= side <= _DOT[1] * size for side in (width, height))
    return inside and about and 0.6 < width / height < 1.7 and area > 0.55 * width * height
