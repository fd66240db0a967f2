"""A page's picture made ready: upright, straight, without specks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np

from pipeline.read.ocr.cache import Reader
from pipeline.read.ocr.engine import Image
from pipeline.read.ocr.upright import quarters_of

# Degrees; a page that lies more askew than this was not meant to be read.
_MOST_SKEW = 5.0
_LOOK = 900
# Pixels; a picture smaller than this has no lines.
_LEAST_LOOK = 8
# Darker than what is around by this is ink; grey print must not fall to pieces.
_FAINT = 45


@dataclass(frozen=True, slots=True)
class Straight:
    """A picture set straight; `back` leads its pixels to those of the page as it is drawn."""

    picture: Image
    back: Any  # a 3x3 matrix


def straightened(page: Image, reader: Reader) -> Straight:
    """The page turned upright and its lines made level."""
    quarters = quarters_of(page, reader)
    turned: Image = np.ascontiguousarray(np.rot90(page, quarters))
    back = _quarter_back(quarters, page.shape[1], page.shape[0])
    level, undo = turned_by(turned, skew(turned))
    return Straight(level, back @ undo)


def turned_by(picture: Image, angle: float) -> tuple[Image, Any]:
    """A picture turned by degrees, anticlockwise, and the matrix that turns it back."""
    if abs(angle) < 0.04:
        return picture, np.eye(3)
    height, width = picture.shape[:2]
    there = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    level: Any = cv2.warpAffine(
        picture, there, (width, height), flags=cv2.INTER_CUBIC, borderValue=(255, 255, 255)
    )
    return level, np.linalg.inv(np.vstack([there, [0, 0, 1]]))


def _quarter_back(quarters: int, width: int, height: int) -> Any:
    """The matrix from a picture turned by quarters (anticlockwise) back to the page."""
    return np.array(
        {
            0: [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
            1: [[0, -1, width], [1, 0, 0], [0, 0, 1]],
            2: [[-1, 0, width], [0, -1, height], [0, 0, 1]],
            3: [[0, 1, 0], [-1, 0, height], [0, 0, 1]],
        }[quarters],
        dtype=float,
    )


def skew(picture: Image) -> float:
    """By how many degrees, anticlockwise, a picture must be turned to make its lines level."""
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    scale = min(1.0, _LOOK / max(grey.shape))
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    dark = cv2.adaptiveThreshold(
        small, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 25, 12
    )
    edge = round(0.02 * max(dark.shape))
    height, width = dark.shape
    dark = dark[edge : height - edge, edge : width - edge]  # the scanner's own shadows
    if min(dark.shape) < _LEAST_LOOK:
        return 0.0
    best = max(np.arange(-_MOST_SKEW, _MOST_SKEW + 0.01, 0.25), key=lambda a: _level(dark, a))
    fine = np.arange(best - 0.25, best + 0.26, 0.05)
    return float(max(fine, key=lambda a: _level(dark, a)))


def _level(dark: Any, angle: float) -> float:
    """How level the lines are once turned: rows of pixels differ most then."""
    height, width = dark.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), float(angle), 1.0)
    rows = cv2.warpAffine(dark, matrix, (width, height)).sum(axis=1, dtype=np.float64)
    return float((np.diff(rows) ** 2).sum())


def without_specks(picture: Image, pixels: int) -> Image:
    """The picture without dark specks of at most so many pixels that stand alone."""
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    ground = cv2.morphologyEx(grey, cv2.MORPH_CLOSE, np.ones((15, 15), np.uint8))
    dark = (grey < ground.astype(np.int16) - _FAINT).astype(np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(dark, connectivity=8)
    if count < 2:
        return picture
    areas = stats[:, cv2.CC_STAT_AREA]
    small = areas <= pixels
    small[0] = False
    if not small.any():
        return picture
    specks = small[labels]
    # A dot beside a letter is part of it.
    large = ((dark > 0) & ~specks).astype(np.uint8)
    near = cv2.dilate(large, np.ones((13, 13), np.uint8)) > 0
    alone = cv2.dilate((specks & ~near).astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    clean = picture.copy()
    clean[alone] = ground[alone][:, None]
    return clean
