"""Words that the model for finding lines overlooks: single letters, and print on rough tints."""

from __future__ import annotations

import statistics
from typing import Any

import cv2
import numpy as np

from pipeline.read.ocr.engine import Image

# Shares of a line's height: how high and wide overlooked words are, how far letters of one
# line stand apart, how much white is left around.
_LOWEST, _HIGHEST, _NARROWEST = 0.4, 1.7, 0.25
_APART, _AROUND = 0.6, 0.15
# How much of its box the ink of a word takes.
_INKED = 0.15
# How much of it lines that were found may cover.
_COVERED = 0.1
# How far beyond its ends, in heights, a line is still itself.
_BEYOND = 0.6
# The edge of the page is where shadows of the scanner lie.
_EDGE = 0.02
_DARKER = 40

Box = tuple[int, int, int, int]


def overlooked(plain: Image, found: list[Box]) -> list[Box]:
    """Boxes of ink as high as lines of text that no box found covers."""
    if not found:
        return []
    high = statistics.median(bottom - top for _, top, _, bottom in found)
    grey = cv2.cvtColor(plain, cv2.COLOR_BGR2GRAY)
    ink: Any = cv2.adaptiveThreshold(
        grey, 1, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 81, _DARKER
    )
    found_at = np.zeros_like(ink)
    for left, top, right, bottom in found:
        # The end of a word that a line's box cuts off is none by itself.
        beyond = round(_BEYOND * (bottom - top))
        found_at[top:bottom, max(0, left - beyond) : right + beyond] = 1
        ink[max(0, top - 2) : bottom + 2, max(0, left - 4) : right + 4] = 0
    edge = round(_EDGE * max(ink.shape))
    ink[:edge], ink[-edge:], ink[:, :edge], ink[:, -edge:] = 0, 0, 0, 0
    joined = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((3, max(3, round(_APART * high)))))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    around = round(_AROUND * high)
    made = []
    for n in range(1, count):
        x, y, width, height, _ = (int(v) for v in stats[n])
        if not _LOWEST * high <= height <= _HIGHEST * high or width < _NARROWEST * high:
            continue
        own = ink[y : y + height, x : x + width][labels[y : y + height, x : x + width] == n]
        if int(own.sum()) < _INKED * width * height:
            continue
        mine = found_at[y : y + height, x : x + width]
        if float(mine.mean()) > _COVERED:
            continue
        made.append((x - around, y - around, x + width + around, y + height + around))
    return made
