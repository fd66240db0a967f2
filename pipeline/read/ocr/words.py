"""Lines that were read -> words with boxes, sizes and baselines.  Pixels in, pixels out."""

from __future__ import annotations

import re
import statistics
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import cv2
import numpy as np

from pipeline.read.ocr.cache import Reader
from pipeline.read.ocr.engine import Image, Reading
from pipeline.read.ocr.look import CAPITAL, RISING, SMALL, SeenWord, mark_dots, stroke_of
from pipeline.read.ocr.missed import Box, overlooked
from pipeline.read.ocr.rules import Marks
from pipeline.read.ocr.widths import look_again

_FALLING = set("gjpqyJQ,;()[]/|")
# Of so many letters some must be tall for these to be measured.
_TALL = 0.15
# Raised letters stand apart from their number.
_ORDINAL = re.compile(r"\d{1,2}(?:st|nd|rd|th)(?![a-z])")
# Ink so far from a line's first or last word is none of its own: in font sizes, how wide
# the white between them is, and how far from the middle of its letter that must lie.
_APART, _OFF = 0.4, 0.3
# What is found only by its ink is text where it reads like this.
_LIKELY = 0.6
# How much of a part of a line another line must hold to be the one that it is of.
_MOSTLY = 0.6
_STROKES = set("1Il")
_NEVER_ALONE = set("bcdefghijklmnopqrstuvwxyz")
_DASHES = set("-–—")
# An ordinal to which the month clings.
_CLINGS = re.compile(r"\d{1,2}(?:st|nd|rd|th)(?=[A-Z])")
# A label that stands too close to its text.
_LABEL = re.compile(r"^(?:[A-Z]{0,2}\d{1,2}(?:\.\d{1,2})?[.)])(?=[A-Z][a-z])")


@dataclass(slots=True)
class Strip:
    """A line of text on the page, or the part of one between two rules."""

    left: int
    top: int
    right: int
    bottom: int
    turn: int = 0


def seen_words(marks: Marks, reader: Reader) -> list[SeenWord]:
    """The words of a straight page whose rules have been taken out."""
    boxes = [_extent(box, marks.plain.shape) for box in reader.boxes(marks.plain)]
    strips = strips_of(boxes, marks)
    high = statistics.median([s.bottom - s.top for s in strips]) if strips else 0.0
    upright = [s for s in strips if not _stands(s, high)]
    words = [
        w for s, crop, reading in _read(upright, marks, reader) for w in _words(s, crop, reading)
    ]
    more = strips_of(overlooked(marks.plain, boxes), marks)
    for strip, crop, reading in _read(more, marks, reader):
        # What is left of a rule reads as a stroke.
        letters = {c for c in reading.text if c.isalnum()}
        if reading.score >= _LIKELY and letters - _STROKES:
            words += _words(strip, crop, reading)
    look_again(words, marks.plain, reader)
    mark_dots(words, marks.plain)
    for strip in strips:
        if _stands(strip, high):
            words += _turned(strip, marks.plain, reader)
    return words


def _stands(strip: Strip, high: float) -> bool:
    """Whether the text of a strip runs up or down the page."""
    height, width = strip.bottom - strip.top, strip.right - strip.left
    return height > 1.6 * width and height > 1.7 * high


def _extent(box: list[list[float]], shape: tuple[int, ...]) -> Box:
    """The box around four corners."""
    xs, ys = [p[0] for p in box], [p[1] for p in box]
    left, top = max(0, int(min(xs))), max(0, int(min(ys)))
    return left, top, min(shape[1], int(max(xs)) + 1), min(shape[0], int(max(ys)) + 1)


def strips_of(boxes: list[Box], marks: Marks) -> list[Strip]:
    """Strips of the lines found, cut at the rules that run through them."""
    whole: list[Strip] = []
    parts: list[Strip] = []
    for left, top, right, bottom in boxes:
        middle = (top + bottom) / 2
        cuts = sorted(
            at
            for at, low, high in marks.down
            if left + 3 < at < right - 3 and low <= middle <= high
        )
        edges = [float(left), *cuts, float(right)]
        made = whole if len(edges) == 2 else parts
        made += [Strip(int(a), top, int(b), bottom) for a, b in pairwise(edges) if b - a >= 7]
    # A box that reaches over a rule has a stroke of what another box has in full.
    return whole + [p for p in parts if not any(_holds(s, p) for s in (*whole, *parts))]


def _holds(strip: Strip, part: Strip) -> bool:
    """Whether most of a part lies on a strip that is longer."""
    if strip.right - strip.left <= part.right - part.left:
        return False
    wide = min(strip.right, part.right) - max(strip.left, part.left)
    high = min(strip.bottom, part.bottom) - max(strip.top, part.top)
    return wide > _MOSTLY * (part.right - part.left) and high > _MOSTLY * (part.bottom - part.top)


def _read(
    strips: list[Strip], marks: Marks, reader: Reader
) -> Iterator[tuple[Strip, Image, Reading]]:
    """Strips with their pictures and what these say."""
    crops = [_crop(marks.plain, s) for s in strips]
    yield from zip(strips, crops, reader.read(crops), strict=True)


def _crop(picture: Image, strip: Strip) -> Image:
    return np.ascontiguousarray(picture[strip.top : strip.bottom, strip.left : strip.right])


def _turned(strip: Strip, picture: Image, reader: Reader) -> list[SeenWord]:
    """The words of a strip that runs up or down, whichever reads better."""
    crop = _crop(picture, strip)
    ways: list[Image] = [np.ascontiguousarray(np.rot90(crop, k)) for k in (3, 1)]
    up, down = reader.read(ways)
    turn = 90 if up.score >= down.score else 270
    reading, line = (up, ways[0]) if turn == 90 else (down, ways[1])
    long = strip.bottom - strip.top
    flat = Strip(0, 0, long, strip.right - strip.left)
    words = _words(flat, line, reading)
    for word in words:
        left, top, right, bottom = word.left, word.top, word.right, word.bottom
        if turn == 90:
            box = (strip.left + top, strip.bottom - right, strip.left + bottom, strip.bottom - left)
            word.baseline = strip.left + word.baseline
        else:
            box = (strip.right - bottom, strip.top + left, strip.right - top, strip.top + right)
            word.baseline = strip.right - word.baseline
        word.left, word.top, word.right, word.bottom = box
        word.turn = turn
    return words


def _ink(crop: Image) -> Any:
    """How much ink lies on each pixel, 0 to 1, whichever of paper and letters is darker."""
    grey = cv2.cvtColor(crop, cv2.COLOR_BGR2GRAY).astype(np.float32)
    paper, pen = float(np.percentile(grey, 85)), float(np.percentile(grey, 2))
    if float(np.median(grey)) < 110:
        paper, pen = float(np.percentile(grey, 15)), float(np.percentile(grey, 98))
    if abs(paper - pen) < 12:
        return np.zeros(grey.shape, np.float32)
    # The scanner's noise on paper and letters is no ink, and no want of it.
    return np.clip(((grey - paper) / (pen - paper) - 0.2) / 0.6, 0, 1)


def _words(strip: Strip, crop: Image, reading: Reading) -> list[SeenWord]:
    """The words of a line: cut where it was read with spaces, and where it has wide gaps."""
    text = reading.text
    if not text.strip():
        return []
    ink = _ink(crop)
    solid = ink > 0.4
    top, bottom = _band(solid)
    baseline = _baseline(solid, text, top, bottom)
    size, vague = _size(text, solid, top, baseline)
    columns = solid[top:bottom].any(axis=0)
    groups = _groups(reading, columns, size)
    width = crop.shape[1]
    words = []
    edges = _edges(reading, groups, columns, size)
    for group, (low, high) in zip(groups, edges, strict=True):
        some = [reading.sure[i] for i in group if i < len(reading.sure)]
        held = ink[top:bottom, int(low) : max(int(low) + 1, int(high))]
        words.append(
            SeenWord(
                text="".join(text[i] for i in group),
                left=strip.left + low,
                top=float(strip.top + top),
                right=strip.left + min(high, width),
                bottom=float(strip.top + bottom),
                size=size,
                baseline=strip.top + baseline,
                stroke=stroke_of(held) / size,
                sure=min(some, default=0.0),
                line=(strip.left, strip.top),
                vague=vague,
            )
        )
    return words


def _band(solid: Any) -> tuple[int, int]:
    """The rows that the line's letters take up, without what hangs in from its neighbours."""
    rows = solid.sum(axis=1)
    bands: list[list[int]] = []
    for row in np.flatnonzero(rows > 0):
        if bands and row - bands[-1][1] <= 0:
            bands[-1][1] = int(row) + 1
        else:
            bands.append([int(row), int(row) + 1])
    if not bands:
        return 0, len(rows)
    most = max(float(rows[a:b].sum()) for a, b in bands)
    kept = [
        (a, b)
        for a, b in bands
        if not ((a <= 1 or b >= len(rows) - 1) and float(rows[a:b].sum()) < 0.2 * most)
    ]
    return kept[0][0], kept[-1][1]


def _baseline(solid: Any, text: str, top: int, bottom: int) -> float:
    """The row on which the letters stand: where the ink thins out, going down."""
    falling = bool(_FALLING & set(text))
    rows = solid.sum(axis=1)
    # Where no letter falls, only specks and what hangs in from below stand lower.
    full = (0.4 if falling else 0.2) * np.percentile(rows[top:bottom], 85)
    dense = np.flatnonzero(rows[top:bottom] >= full)
    at = top + int(dense[-1]) + 1 if dense.size else bottom
    # Never higher than letters hang.
    return float(max(at, bottom - 0.32 * (bottom - top)))


def _size(text: str, solid: Any, top: int, baseline: float) -> tuple[float, bool]:
    """The font size that the letters' heights show, and whether few of them are tall.

    Heights are taken from most letters: a bracket or a raised letter does not count.
    """
    letters = [c for c in text if not c.isspace()]
    tall = sum(c.isupper() or (c in RISING and c not in "ij") for c in letters)
    vague = tall < _TALL * len(letters)
    body = solid[top : max(top + 1, round(baseline))]
    inked = body.any(axis=0)
    height = baseline - top
    if inked.any():
        tops = np.argmax(body, axis=0)[inked]
        height -= float(np.percentile(tops, 35 if vague else 5))
    return max(3.0, height / (SMALL if vague else CAPITAL)), vague


def _groups(reading: Reading, columns: Any, size: float) -> list[list[int]]:
    """The characters of each word, by their numbers in the line."""
    groups: list[list[int]] = [[]]
    space = _space(reading, columns)
    label = _LABEL.match(reading.text)
    cuts = {m.end() for m in _CLINGS.finditer(reading.text)} | {label.end() if label else -1}
    whole = {n for m in _ORDINAL.finditer(reading.text) for n in range(m.start() + 1, m.end())}
    for n, char in enumerate(reading.text):
        if char.isspace():
            groups.append([])
            continue
        if n in cuts or (
            n not in whole
            and groups[-1]
            and not _lone(reading.text, n)
            and _torn(reading, groups[-1][-1], n, columns, size, space)
        ):
            groups.append([])
        groups[-1].append(n)
    return [g for g in groups if g]


def _lone(text: str, at: int) -> bool:
    """Whether a cut before this character would leave a single small letter."""
    before, after = text[:at].split(" ")[-1], text[at:].split(" ")[0]
    return any(len(part) == 1 and part in _NEVER_ALONE for part in (before, after))


def _space(reading: Reading, columns: Any) -> float:
    """How wide the spaces are that were read; 0 where there are none."""
    text = reading.text
    gaps = [
        gap[1] - gap[0]
        for n, char in enumerate(text)
        if char == " " and 0 < n < len(text) - 1 and (gap := _gap(reading, n - 1, n + 1, columns))
    ]
    return statistics.median(gaps) if gaps else 0.0


def _torn(reading: Reading, left: int, right: int, columns: Any, size: float, space: float) -> bool:
    """Whether a space between two characters was overlooked."""
    gap = _gap(reading, left, right, columns)
    if gap is None:
        return False
    a, b = reading.text[left], reading.text[right]
    turns = (a.isdigit() and b.isalpha()) or (a.isalpha() and b.isdigit())
    turns = turns or (a.isalpha() and b.isalpha()) or (a in ".,;:)" and b.isalpha())
    before, after = reading.text[left - 1 : left], reading.text[right + 1 : right + 2]
    # A dash with a space on one side mostly has one on the other.
    if (b in _DASHES and after == " ") or (a in _DASHES and before == " " and b.isalpha()):
        return gap[1] - gap[0] > 0.12 * size
    least = max(0.22 * size, 0.75 * space) if turns else 0.5 * size
    return gap[1] - gap[0] > least


def _gap(reading: Reading, left: int, right: int, columns: Any) -> tuple[float, float] | None:
    """The widest gap without ink between the middles of two characters."""
    a, b = reading.places[left], reading.places[right]
    if a is None or b is None:
        return None
    low, high = int(a * len(columns)), int(b * len(columns))
    best: tuple[int, int] | None = None
    begin: int | None = None
    for x in range(max(0, low), min(len(columns), high + 1)):
        if not columns[x]:
            begin = x if begin is None else begin
            if best is None or x + 1 - begin > best[1] - best[0]:
                best = (begin, x + 1)
        else:
            begin = None
    return (float(best[0]), float(best[1])) if best else None


def _edges(
    reading: Reading, groups: list[list[int]], columns: Any, size: float
) -> list[tuple[float, float]]:
    """From where to where each word reaches."""
    first, last = _ends(reading, groups, columns, size)
    edges: list[tuple[float, float]] = []
    low = float(first)
    for one, other in pairwise(groups):
        gap = _gap(reading, one[-1], other[0], columns)
        if gap is None:
            a, b = reading.places[one[-1]], reading.places[other[0]]
            middle = len(columns) * ((a or 0.0) + (b or 0.0)) / 2
            gap = (middle, middle)
        high = max(low + 1, gap[0])
        edges.append((low, high))
        low = max(high, gap[1])
    edges.append((low, max(low + 1, float(last))))
    return edges


def _ends(reading: Reading, groups: list[list[int]], columns: Any, size: float) -> tuple[int, int]:
    """Where the first word begins and the last one ends: a neighbour's ink may hang in."""
    inked = np.flatnonzero(columns)
    if not inked.size:
        return 0, len(columns)
    first, last = int(inked[0]), int(inked[-1]) + 1
    a, b = reading.places[groups[0][0]], reading.places[groups[-1][-1]]
    gaps = np.flatnonzero(np.diff(inked) > _APART * size)
    for gap in gaps:
        if a is not None and inked[gap] + 1 < a * len(columns) - _OFF * size:
            first = int(inked[gap + 1])
        if b is not None and inked[gap + 1] > b * len(columns) + _OFF * size:
            last = min(last, int(inked[gap]) + 1)
    return first, last
