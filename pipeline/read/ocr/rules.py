"""Ruled lines and filled cells, found in the bitmap of a page.  Pixels in, pixels out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import cv2
import numpy as np

from pipeline.read.ocr.broken import broken_lines, mended, without
from pipeline.read.ocr.engine import Image
from pipeline.read.ocr.grounds import (
    DEEP,
    background_of,
    boxes_of,
    dark_of,
    darkest_of,
    edges_of,
    fills_of,
    in_colour,
    lit_out,
    on_ground,
    on_paper,
    toned_of,
)
from pipeline.read.ocr.lines import (
    Line,
    added,
    completed,
    lines_of,
    mask_of,
    meant,
    through,
    trimmed,
)

# How far a colour stands off the paper's, and how far its parts stand apart, to be meant.
_OFF = 18
# The lightness of blue, green and red.
_LIGHT = np.array([0.114, 0.587, 0.299], np.float32)
# Pixels: how far under a dark head its columns may begin, and how they may differ in that;
# what is as near to an edge as this lies on it.
_UNDER, _LEVEL, _ON = 160, 12, 14
_ROUNDS = 5
# A faint rule in a dark head: how much it stands off, what is beside it, how high a head is.
_TRACE, _SIDE, _LEAST_HEAD = 3, 12, 24
# How much lighter than a dark box its letters are.
_LETTERS = 50


@dataclass(slots=True)
class Marks:
    """What is painted on a page beside its text.

    `across`, `down` and `struck` (through words) are (place, from, to); `fills` are boxes
    (left, top, right, bottom) with a colour as `#rrggbb`; `plain` is the page without the lines.
    """

    across: list[tuple[float, float, float]] = field(default_factory=list)
    down: list[tuple[float, float, float]] = field(default_factory=list)
    struck: list[tuple[float, float, float]] = field(default_factory=list)
    fills: list[tuple[tuple[int, int, int, int], str]] = field(default_factory=list)
    plain: Image = field(default_factory=lambda: np.zeros((0, 0, 3), np.uint8))


def marks_of(picture: Image) -> Marks:
    """The rules and fills of a straight page."""
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    background = background_of(picture)
    toned, paper = toned_of(background)
    filled = (255 - darkest_of(toned) > _OFF).astype(np.uint8)
    light = toned @ _LIGHT
    deep = (light < DEEP).astype(np.uint8)
    dark = dark_of(grey, 14)
    dark_a = on_ground(dark, grey, filled, (9, 1))
    dark_d = np.ascontiguousarray(on_ground(dark, grey, filled, (1, 9)).T)
    across, strikes, labels_a = lines_of(dark_a, dark_a | (dark & (1 - deep)))
    down, _, labels_d = lines_of(dark_d, dark_d)
    strikes = [r for r in strikes if on_paper(r, deep)]
    # On dark ground, ink tells nothing of a line.
    told = dark | deep
    kept_a = [r for r in across if meant(r, down, told)]
    told_d = np.ascontiguousarray(told.T)
    kept_d = [r for r in down if meant(r, kept_a, told_d)]
    kept_a, kept_d = trimmed(kept_a, kept_d, dark_a), trimmed(kept_d, kept_a, told_d)
    kept_a = completed(kept_a, kept_d, dark)
    kept_d = completed(kept_d, kept_a, np.ascontiguousarray(dark.T), busy=False)
    edges_a, edges_d = edges_of(light, grey), edges_of(light.T, grey.T)
    edges_a = [r for r in edges_a if meant(r, [*kept_d, *edges_d])]
    edges_d = [r for r in edges_d if meant(r, [*kept_a, *edges_a])]
    broken_a, broken_d = _both(
        kept_a, kept_d, edges_a, dark & (1 - cv2.dilate(deep, np.ones((9, 9))))
    )
    whole_a, whole_d = kept_a, kept_d
    mask_a, mask_d = mask_of(kept_a, labels_a), mask_of(kept_d, labels_d).T
    kept_a = through(added(added(kept_a, broken_a), edges_a), deep)
    kept_d = through(added(added(kept_d, broken_d), edges_d), deep.T)
    kept_d += _columns_of_heads(grey, lit_out(light), kept_d)
    mask = cv2.dilate(mask_a | mask_d, np.ones((5, 5), np.uint8)) > 0
    plain = picture.copy()
    plain[mask] = background[mask]
    without(plain, [*whole_a, *broken_a], dark_a, background)
    without(plain.transpose(1, 0, 2), [*whole_d, *broken_d], dark_d, background.transpose(1, 0, 2))
    _unstrike(plain, strikes, labels_a, dark, background)
    walls = np.zeros(grey.shape, np.uint8)
    for r in kept_a:
        cv2.line(walls, (int(r.low), round(r.at)), (int(r.high), round(r.at)), 1, 5)
    for r in kept_d:
        cv2.line(walls, (round(r.at), int(r.low)), (round(r.at), int(r.high)), 1, 5)
    fills = fills_of(toned, filled, walls) if in_colour(toned, paper) else []
    level, upright, struck = ([r.reach for r in some] for some in (kept_a, kept_d, strikes))
    return Marks(level, upright, struck, fills, plain)


def _unstrike(plain: Any, strikes: list[Line], labels: Any, dark: Any, background: Any) -> None:
    """Take lines through words off the page, save where they cross the letters."""
    if not strikes:
        return
    line = cv2.dilate(mask_of(strikes, labels), np.ones((3, 1), np.uint8))
    reach = 5
    above = np.zeros_like(dark)
    below = np.zeros_like(dark)
    above[reach:], below[:-reach] = dark[:-reach], dark[reach:]
    gone = (line > 0) & ~((above > 0) & (below > 0))
    plain[gone] = background[gone]


def _both(
    kept_a: list[Line], kept_d: list[Line], edges: list[Line], dark: Any
) -> tuple[list[Line], list[Line]]:
    """Broken lines of both directions: those that join others let more of them be found."""
    dark_a, dark_d = dark, np.ascontiguousarray(dark.T)
    dashes_a, dashes_d = broken_lines(dark_a), broken_lines(dark_d)
    if not dashes_a and not dashes_d:
        return [], []
    level, whole_a = mended(dashes_a, kept_a, kept_d or dashes_d, dark_a)
    upright: list[Line] = []
    for _ in range(_ROUNDS):
        found = len(level) + len(upright)
        upright, whole_d = mended(dashes_d, kept_d, [*kept_a, *edges, *whole_a], dark_d)
        level, whole_a = mended(dashes_a, kept_a, [*kept_d, *whole_d], dark_a)
        if len(level) + len(upright) <= found:
            break
    return level, upright


def _columns_of_heads(grey: Any, light: Any, down: list[Line]) -> list[Line]:
    """The lines under a dark box carried on into it, where its words stand between them.

    A head so dark that it swallows its rules is one box; a title that runs over
    the columns stays one.
    """
    made = []
    for x, y, width, height, _ in boxes_of((light < DEEP).astype(np.uint8)):
        foot = y + height
        near = [r for r in down if x + _ON < r.at < x + width - _ON]
        whole = [r for r in near if r.low <= y + _ON and r.high >= foot - _ON]
        below = [r for r in near if foot - _ON <= r.low <= foot + _UNDER]
        if whole:
            # What others show as rules, one more may show faintly.
            made += [
                Line(r.at, float(y), float(foot), float(height), [])
                for r in below
                if all(abs(r.at - one.at) > _ON for one in whole)
                and _traced(grey[y + 6 : foot - 6], round(r.at))
            ]
            continue
        first = min((r.low for r in below), default=0.0)
        places = sorted(r.at for r in below if r.low <= first + _LEVEL)
        held = grey[y + 6 : foot - 6, x : x + width].astype(np.int16)
        if not places or not held.size:
            continue
        lit = (held > np.median(held) + _LETTERS).any(axis=0)
        if any(lit[round(at) - x - 3 : round(at) - x + 4].any() for at in places):
            continue
        cells = np.split(lit[6:-6], [round(at) - x - 6 for at in places])
        if sum(bool(cell.any()) for cell in cells) > 1:
            made += [Line(at, float(y), float(foot), float(height), []) for at in places]
    return made


def _traced(grey: Any, at: int) -> bool:
    """Whether a column of pixels is darker or lighter, from top to foot, than those beside it.

    The mean over a head's height tells more than any pixel of it.
    """
    held = grey[:, max(0, at - _SIDE) : at + _SIDE + 1].astype(np.float32)
    if held.shape[0] < _LEAST_HEAD or held.shape[1] < 2 * _SIDE + 1:
        return False
    means = np.median(held, axis=0)
    beside = np.concatenate([means[: _SIDE - 3], means[_SIDE + 4 :]])
    off = means[_SIDE - 2 : _SIDE + 3] - np.median(beside)
    return float(np.abs(off).max()) > _TRACE + 3 * float(beside.std())
