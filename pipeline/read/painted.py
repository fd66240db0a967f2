"""What a page paints -> its content: characters to glyphs and words, shapes to rules and fills."""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from pipeline.read.glyphs import words_of
from pipeline.read.ink import Glyph, Ink
from pipeline.read.limits import PAGE_SHAPES
from pipeline.read.marks import Shape, dot, is_faint, rules_and_fills, strike
from schemas.page import PageContent

# A character with the attributes that pdfplumber gives it.
Char = Mapping[str, Any]

# A baseline that stands off by more than this share of the font size has been raised.
RISE = 0.05


def content_of(
    number: int, width: float, height: float, glyphs: Iterable[Glyph], shapes: list[Shape]
) -> PageContent:
    """A page of glyphs and shapes, both in painting order."""
    # Boxes lie under lines wherever both are drawn.
    kinds = ("rect", "line", "curve")
    shapes = sorted(shapes, key=lambda s: kinds.index(s["object_type"]))
    rules, fills = rules_and_fills(shapes)
    # Dots are neither: a line of dots is no reason to leave a table's rules out.
    crowded = len(rules) + len(fills) > PAGE_SHAPES
    if crowded:
        rules, fills = [], []
    words = words_of(glyphs, rules)
    for word in words:
        word.page = number
    rules = strike(words, rules)
    if len(shapes) <= PAGE_SHAPES:
        dot(words, shapes)
    return PageContent(number, width, height, words, rules, fills, crowded=crowded)


def drop_of(char: Char) -> float | None:
    """How far below the baseline a character's box reaches, by font size."""
    if not char["upright"] or not char["size"]:
        return None
    return float((char["y0"] - char["matrix"][5]) / char["size"])


def descents_of(drops: Mapping[str, list[float]]) -> dict[str, float]:
    """How far below the baseline the boxes of each font's characters reach, by font size."""
    return {font: statistics.median_low(found) for font, found in drops.items()}


def glyph_of(char: Char, descents: Mapping[str, float]) -> Glyph:
    """A character that may be turned or raised, as a glyph."""
    a, b, _, _, e, f = char["matrix"]
    # pdfplumber measures from the top of the page box, the matrix from the PDF's zero.
    flip = char["top"] + char["y1"]
    reach = None
    baseline = flip - f
    turn = _turn(a, b)
    width = char["x1"] - char["x0"]
    if turn == 0:
        # Text rise is in the box, but not in the matrix.
        rise = char["y0"] - f - descents.get(char["fontname"], 0.0) * char["size"]
        baseline = flip - f - (rise if abs(rise) > RISE * char["size"] else 0.0)
    elif turn in (90, 270):
        baseline = e
    elif turn != 180:
        slope = math.radians(turn)
        baseline = e * math.sin(slope) - f * math.cos(slope)
        begin = e * math.cos(slope) + f * math.sin(slope)
        reach = (begin, begin + char["adv"])
    size = float(char["size"]) if turn == 0 else float(width if turn in (90, 270) else 12.0)
    bold, italic = style_of(char["fontname"])
    faint = is_faint(char.get("non_stroking_color"))
    ink = Ink(char["top"], char["bottom"], max(size, 0.1), baseline, turn, bold, italic, faint)
    return Glyph(char["text"], char["x0"], char["x1"], ink, reach)


@cache
def style_of(font: str) -> tuple[bool, bool]:
    """Whether a font is bold and whether it is italic, by its name."""
    name = font.lower()
    bold = any(part in name for part in ("bold", "black", "heavy", "demi"))
    return bold, "italic" in name or "oblique" in name


def _turn(a: float, b: float) -> int:
    """The direction of text with this matrix, in whole degrees; exact quarters as such."""
    degrees = round(math.degrees(math.atan2(b, a))) % 360
    for quarter in (0, 90, 180, 270):
        if abs(degrees - quarter) <= 2 or abs(degrees - quarter) >= 358:
            return quarter
    return degrees
