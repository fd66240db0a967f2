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
# A box is dark so many pixels from its edge.
_DEPTHS, _MOSTLY = (12, 24), 0.4
# What is solid black, and how far from an edge.
_BLACK, _NEXT = 30, 4


def background_of(picture: Image) -> Any:
    """The page without what is written on it."""
    blue, green, red = cv2.split(picture)
    # The channels of a page in grey are alike: one of them is enough.
    grey = np.array_equal(blue, green) and np.array_equal(green, red)
    size = np.ones((15, 15), np.uint8)
    light = cv2.morphologyEx(blue if grey else picture, cv2.MORPH_CLOSE, size)
    light = cv2.medianBlur(light, 9)
    return cv2.merge([light, light, light]) if grey else light


def toned_of(background: Any) -> tuple[Any, Any]:
    """The background as if the paper were white, and the paper's own colour."""
    paper = np.median(background.reshape(-1, 3), axis=0).astype(np.float32)
    white = background.astype(np.float32) * (255.0 / np.maximum(paper, 1))
    return np.clip(white, 0, 255), paper


def brightest_of(toned: Any) -> Any:
    """The largest of each pixel's parts: whole channels at once take a sixth of the time."""
    return np.maximum(np.maximum(toned[:, :, 0], toned[:, :, 1]), toned[:, :, 2])


def darkest_of(toned: Any) -> Any:
    """The smallest of each pixel's parts."""
    return np.minimum(np.minimum(toned[:, :, 0], toned[:, :, 1]), toned[:, :, 2])


def in_colour(toned: Any, paper: Any) -> bool:
    """Whether a page shows colours; which colour the greys of another were is not known."""
    spread = brightest_of(toned) - darkest_of(toned)
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


def lit_out(light: Any) -> Any:
    """The ground without light print on what is dark."""
    return cv2.morphologyEx(np.ascontiguousarray(light), cv2.MORPH_OPEN, np.ones((31, 31)))


def edges_of(light: Any, grey: Any) -> list[Line]:
    """The level edges of dark boxes as lines: rules do not show on dark ground."""
    light = lit_out(light)
    over, under = light[: -2 * _RIM], light[2 * _RIM :]
    steps = (np.abs(over - under) > _STEP) & (np.minimum(over, under) < DEEP)
    held = np.zeros(light.shape, np.uint8)
    held[_RIM:-_RIM] = steps
    held[_NEXT:-_NEXT] |= _sharp(grey)
    runs = cv2.morphologyEx(held, cv2.MORPH_OPEN, np.ones((1, _EDGE), np.uint8))
    count, _, stats, middles = cv2.connectedComponentsWithStats(runs, connectivity=8)
    found = []
    for n in range(1, count):
        x, _, width, height, _ = (int(v) for v in stats[n])
        line = Line(float(middles[n][1]), float(x), float(x + width), float(width), [])
        if height <= 4 * _RIM + 0.02 * width and _is_deep(line, grey):
            found.append(line)
    return joined(found)


def _sharp(grey: Any) -> Any:
    """Where solid black ends and paper begins, however near letters stand in the black."""
    along = cv2.blur(np.ascontiguousarray(grey), (_EDGE, 3))
    over, under = along[: -2 * _NEXT], along[2 * _NEXT :]
    return (np.minimum(over, under) < _BLACK) & (np.maximum(over, under) > DEEP)


def _is_deep(edge: Line, grey: Any) -> bool:
    """Whether the ground is dark well beyond an edge: heavy print is not as high as a box."""
    place, x = round(edge.at), slice(int(edge.low), int(edge.high))
    sides = ((grey[max(0, place - d), x], grey[place + d :][:1, x]) for d in _DEPTHS)
    dark = [[float((side < DEEP).mean()) if side.size else 0.0 for side in pair] for pair in sides]
    deep = [min(side) > _MOSTLY for side in zip(*dark, strict=True)]
    # Beyond the other side of an edge lies paper, and no rows of letters.
    near = (grey[max(0, place - _NEXT - 1), x], grey[place + _NEXT + 1 :][:1, x])
    light = [bool(side.size) and float((side < DEEP).mean()) < _MOSTLY for side in near]
    return (deep[0] and light[1]) or (deep[1] and light[0])


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
