"""Pages in black and white alone, as fax machines send them, made like pages in grey.

Their specks are single pixels and their tints are grains, which show only in the
picture's own pixels: drawn at another size they look like parts of letters.
"""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np

from pipeline.read.ocr.engine import Image

# How much of a page may be neither black nor white, and how far from them that is.
_BETWEEN, _NEAR = 0.02, 24
# Specks of at most so many pixels at 150 dpi are taken out wherever they are, save dots of an i.
_SPECK = 1
_AT = 150
# What a hairline leaves: dots in a row so long, so many of them, and few so far beside it.
_ROW, _DOTS, _OFF = 61, 0.1, 3
# Pixels with at most one neighbour of their own colour, as a share of all around: a tint.
_GRAINS, _AROUND = 0.08, 15
# The grain of a tint is blurred by so much to tell what is written on it, and by so much to
# read that; how light the ground is then, and what is darker, or lighter, than it.
_BLUR, _FINE, _GROUND = 1.6, 0.9, 215
_INK, _PAPER = 0.5, 1.6
_CLOSE = 9
# A line as long as this in a tint is ruled.
_RULED, _WHOLE = 25, 0.94
_SOFT = 0.75
# A dithered page: in the middle one of patches so large, so many pixels stand alone; what is no
# larger than dust, and further than that from what is, is paper; how its greys are smoothed.
_PATCH, _DOTTED, _DUST, _HALO, _SMOOTH = 64, 0.006, 4, 7, 0.9
_AROUND_ONE = np.array([[1, 1, 1], [1, 0, 1], [1, 1, 1]], np.float32)


def is_bilevel(grey: Any) -> bool:
    """Whether a picture knows only black and white."""
    between = (grey > _NEAR) & (grey < 255 - _NEAR)
    return float(between.mean()) < _BETWEEN and float((grey <= _NEAR).mean()) > 0


def as_grey(grey: Any, dpi: float, wanted: float) -> Image:
    """The page without specks, tints as greys, at another number of dots an inch."""
    black = (grey < 128).astype(np.uint8)
    if _dithered(black):
        return _undithered(black, wanted / dpi)
    tinted = _tinted(black)
    most = max(1, round(_SPECK * (dpi / _AT) ** 2))
    clean = _without(black, most)
    # The dot of an i is as small as a speck, but stands right over its stem.
    for gap in (2, 3):
        stem = np.zeros_like(clean)
        stem[:-gap] = clean[gap:] & (1 - clean[gap - 1 : -1])
        clean |= black & stem
    clean |= black & _faint_rules(black)
    clean = 1 - _without(1 - clean, most)
    page: Any = np.where(clean > 0, 0, 255).astype(np.uint8)
    if tinted.any():
        page = np.where(tinted > 0, _levelled(black, tinted), page).astype(np.uint8)
    scale = wanted / dpi
    page = cv2.GaussianBlur(
        cv2.resize(page, None, fx=scale, fy=scale, interpolation=_way(scale)), (0, 0), _SOFT
    )
    return np.repeat(page[:, :, None], 3, axis=2)


def _alone(black: Any) -> Any:
    """The black pixels that no other touches."""
    around = cv2.filter2D(black, -1, _AROUND_ONE, borderType=cv2.BORDER_CONSTANT)
    return black & (around == 0)


def _dithered(black: Any) -> bool:
    """Whether single dots make a grey of the paper all over, as error diffusion does."""
    alone = cv2.blur(_alone(black).astype(np.float32), (_PATCH, _PATCH))
    return float(np.median(alone[::_PATCH, ::_PATCH])) > _DOTTED


def _undithered(black: Any, scale: float) -> Image:
    """The greys of which a dithered page was made, without the dots of the paper.

    The edges of letters are grains there: as greys they are smooth again.
    """
    _, labels, stats, _ = cv2.connectedComponentsWithStats(black, connectivity=8)
    large = stats[:, cv2.CC_STAT_AREA] > _DUST
    large[0] = False
    letters = large[labels].astype(np.uint8)
    near = cv2.dilate(letters, np.ones((_HALO, _HALO), np.uint8))
    page = cv2.GaussianBlur((255.0 * (1 - (black & near))).astype(np.float32), (0, 0), _SMOOTH)
    page = cv2.resize(page, None, fx=scale, fy=scale, interpolation=_way(scale))
    made = np.clip(page, 0, 255).astype(np.uint8)
    return np.repeat(made[:, :, None], 3, axis=2)


def _way(scale: float) -> int:
    return cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC


def _without(black: Any, most: int) -> Any:
    """Black without its specks."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(black, connectivity=8)
    kept = stats[:, cv2.CC_STAT_AREA] > most
    kept[0] = False
    return kept[labels].astype(np.uint8)


def _faint_rules(black: Any) -> Any:
    """Where dots stand in a thin row, as a hairline leaves them: they are no specks."""
    made = np.zeros_like(black)
    for size, shift in (((_ROW, 1), (_OFF, 0)), ((1, _ROW), (0, _OFF))):
        dense = cv2.blur(black.astype(np.float32), size)
        away = np.maximum(
            np.roll(dense, shift, (0, 1)), np.roll(dense, (-shift[0], -shift[1]), (0, 1))
        )
        made |= ((dense > _DOTS) & (away < _DOTS / 2)).astype(np.uint8)
    return made


def _tinted(black: Any) -> Any:
    """Where black and white grains make a tint."""
    cross = np.array([[0, 1, 0], [1, 0, 1], [0, 1, 0]], np.float32)
    near = cv2.filter2D(black.astype(np.float32), -1, cross, borderType=cv2.BORDER_REPLICATE)
    alike = np.where(black > 0, near, 4 - near)
    grains = cv2.blur((alike <= 1).astype(np.float32), (_AROUND, _AROUND))
    held: Any = (grains > _GRAINS).astype(np.uint8)
    # Words on the tint have no grain.
    held = cv2.morphologyEx(held, cv2.MORPH_CLOSE, np.ones((25, 25), np.uint8))
    held = cv2.morphologyEx(held, cv2.MORPH_OPEN, np.ones((_AROUND, _AROUND), np.uint8))
    return cv2.dilate(held, np.ones((5, 5), np.uint8))


def _levelled(black: Any, tinted: Any) -> Any:
    """Tints as an even grey, with what is solid on them in black."""
    white = 1 - black.astype(np.float32)
    blurred = cv2.GaussianBlur(white, (0, 0), _BLUR)
    ground = np.ones_like(blurred)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(tinted, connectivity=4)
    for n in range(1, count):
        x, y, width, height, _ = (int(v) for v in stats[n])
        box = slice(y, y + height), slice(x, x + width)
        own = labels[box] == n
        ground[box][own] = np.median(blurred[box][own])
    share = blurred / np.maximum(ground, 0.05)
    written = cv2.morphologyEx((share < _INK).astype(np.uint8), cv2.MORPH_OPEN, np.ones((2, 2)))
    close = cv2.dilate(written, np.ones((_CLOSE, _CLOSE), np.uint8)) > 0
    fine = cv2.GaussianBlur(white, (0, 0), _FINE) / np.maximum(ground, 0.05)
    light = np.where(close, np.clip(fine, 0, 1), 1.0) * _GROUND
    light[share > _PAPER] = 255
    for size in ((_RULED, 1), (1, _RULED)):
        line = cv2.blur(black.astype(np.float32), size) > _WHOLE
        line = cv2.dilate(line.astype(np.uint8), np.ones((size[1], size[0]), np.uint8))
        light[(line & black) > 0] = 0
    return light.astype(np.uint8)
