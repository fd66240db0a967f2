"""The ground of a page: the paper, tints and filled boxes."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np

from pipeline.read.ocr.engine import Image
from pipeline.read.ocr.lines import Line, joined

# How far the parts of a colour stand apart.
_COLOURED = 34
_LEAST_FILL = 500
# On ground darker than this, rules do not show.
DEEP = 192
_HOLLOW = 12
# How much an edge of such ground stands out, within so many pixels, along so many.
_STEP, _RIM, _EDGE = 20, 3, 50
_LOWEST = 27


def background_of(picture: Image) -> Any:
    """The page without what is written on it."""
    size = np.ones((15, 15), np.uint8)
    light = cv2.morphologyEx(picture, cv2.MORPH_CLOSE, size)
    return cv2.medianBlur(light, 9)


def toned_of(background: Any) -> tuple[Any, Any]:
    """The background as if the paper were white, and the paper's own colour."""
    paper = np.median(background.reshape(-1, 3), axis=0).astype(np.float32)
    white = background.astype(np.float32) * (255.0 / np.maximum(paper, 1))
    return np.clip(white, 0, 255), paper


def in_colour(toned: Any, paper: Any) -> bool:
    """Whether a page shows colours; which colour the greys of another were is not known."""
    spread = toned.max(axis=2) - toned.min(axis=2)
    return float((spread > _COLOURED).mean()) > 0.0004 and float(paper.min()) > 120


def boxes_of(mask: Any) -> list[tuple[int, int, int, int, Any]]:
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


def fills_of(toned: Any, filled: Any, walls: Any) -> list[tuple[tuple[int, int, int, int], str]]:
    """The filled boxes of a page with their colours."""
    mask = filled.copy()
    mask[walls > 0] = 0
    made = []
    for x, y, width, height, own in boxes_of(mask):
        held = toned[y : y + height, x : x + width][own]
        blue, green, red = (round(float(v)) for v in np.median(held, axis=0))
        colour = f"#{red:02x}{green:02x}{blue:02x}"
        made.append(((x - 3, y - 3, x + width + 3, y + height + 3), colour))
    return made


def edges_of(light: Any) -> list[Line]:
    """The level edges of dark boxes as lines: rules do not show on dark ground."""
    # Heavy print is dark like a low box, and light print on dark ground has edges too.
    light = cv2.morphologyEx(light, cv2.MORPH_CLOSE, np.ones((_LOWEST, _LOWEST), np.uint8))
    light = cv2.morphologyEx(light, cv2.MORPH_OPEN, np.ones((31, 31), np.uint8))
    over, under = light[: -2 * _RIM], light[2 * _RIM :]
    steps = (np.abs(over - under) > _STEP) & (np.minimum(over, under) < DEEP)
    held = np.zeros(light.shape, np.uint8)
    held[_RIM:-_RIM] = steps
    runs = cv2.morphologyEx(held, cv2.MORPH_OPEN, np.ones((1, _EDGE), np.uint8))
    count, _, stats, middles = cv2.connectedComponentsWithStats(runs, connectivity=8)
    found = []
    for n in range(1, count):
        x, _, width, height, _ = (int(v) for v in stats[n])
        if height <= 3 * _RIM + 0.02 * width:
            found.append(Line(float(middles[n][1]), float(x), float(x + width), float(width), []))
    return joined(found)


def dark_of(grey: Any, least: int) -> Any:
    """The pixels that are darker than what is around them."""
    return cv2.adaptiveThreshold(
        grey, 1, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 41, least
    )


def on_ground(dark: Any, grey: Any, deep: Any, along: tuple[int, int]) -> Any:
    """Dark pixels, where the ground is dark too those that go on in a direction."""
    if not deep.any():
        return dark
    # Light letters would make the ground between them look dark.
    bare = cv2.morphologyEx(grey, cv2.MORPH_OPEN, np.ones((9, 9), np.uint8))
    thin = np.ones((9, 1) if along[0] > along[1] else (1, 9), np.uint8)
    hollow = cv2.morphologyEx(cv2.blur(bare, along), cv2.MORPH_BLACKHAT, thin)
    near = cv2.dilate(deep, np.ones((45, 45), np.uint8))
    return np.where(near > 0, (hollow > _HOLLOW).astype(np.uint8), dark)


def on_paper(line: Line, deep: Any) -> bool:
    """Whether no dark ground lies under a line."""
    return float(deep[round(line.at), int(line.low) : int(line.high)].mean()) < 0.1
