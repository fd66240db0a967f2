"""Lines and boxes painted on a page -> rules and fills; strokes through words."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import Any

from schemas.document import Box
from schemas.page import Fill, PageWord, Rule

# Boxes thinner than this are lines: Word draws rules 0.48 points thick.
_THIN = 2.0
_FAINT = 0.72
# The size of a painted bullet in points, and how many font sizes its text may stand off.
_DOT = (1.5, 6.5)
_DOT_REACH = 2.5
# How far above the baseline a stroke through a word lies, in font sizes.
_STRUCK = (0.12, 0.6)

Shape = dict[str, Any]


def hex_colour(colour: Any) -> str | None:
    """A PDF colour (grey, RGB or CMYK parts from 0 to 1) as `#rrggbb`.

    None where it is no plain colour, such as a pattern.
    """
    parts = colour if isinstance(colour, tuple | list) else (colour,)
    if not parts or not all(isinstance(p, int | float) for p in parts):
        return None
    if len(parts) == 1:
        rgb = [parts[0]] * 3
    elif len(parts) == 3:
        rgb = list(parts)
    elif len(parts) == 4:
        rgb = [(1 - p) * (1 - parts[3]) for p in parts[:3]]
    else:
        return None
    return "#" + "".join(f"{round(255 * min(1.0, max(0.0, p))):02x}" for p in rgb)


def is_faint(colour: Any) -> bool:
    """True for a colour so light that running text would not have it."""
    code = hex_colour(colour)
    if code is None:
        return False
    return min(int(code[i : i + 2], 16) for i in (1, 3, 5)) / 255 > _FAINT


def rules_and_fills(shapes: Iterable[Shape]) -> tuple[list[Rule], list[Fill]]:
    """Rules and fills of pdfplumber's lines, rects and curves, in painting order."""
    rules: list[Rule] = []
    fills: list[Fill] = []
    for shape in shapes:
        box = Box(shape["x0"], shape["top"], shape["x1"], shape["bottom"])
        kind = shape["object_type"]
        if kind == "line":
            if min(box.width, box.height) <= _THIN < max(box.width, box.height):
                rules.append(_rule(box))
            continue
        if kind != "rect":
            continue
        if min(box.width, box.height) <= _THIN:
            if max(box.width, box.height) > _THIN:
                rules.append(_rule(box))
            continue
        if shape.get("fill"):
            colour = hex_colour(shape.get("non_stroking_color"))
            fills.append(Fill(box, None if colour == "#ffffff" else colour))
        if shape.get("stroke"):
            rules += _edges(box)
    return rules, fills


def _rule(box: Box) -> Rule:
    """A thin box as the line along its middle."""
    if box.width >= box.height:
        middle = (box.top + box.bottom) / 2
        return Rule(box.x0, middle, box.x1, middle)
    middle = (box.x0 + box.x1) / 2
    return Rule(middle, box.top, middle, box.bottom)


def _edges(box: Box) -> list[Rule]:
    return [
        Rule(box.x0, box.top, box.x1, box.top),
        Rule(box.x0, box.bottom, box.x1, box.bottom),
        Rule(box.x0, box.top, box.x0, box.bottom),
        Rule(box.x1, box.top, box.x1, box.bottom),
    ]


def strike(words: Sequence[PageWord], rules: list[Rule]) -> list[Rule]:
    """Mark the words that a line crosses; return the rules that strike nothing.

    A stroke lies in the middle of its words' letters and is about as wide as
    the words together: a table rule is longer, an underline lower.
    """
    kept = []
    upright = sorted((w for w in words if w.turn == 0), key=lambda w: w.baseline)
    lines = [w.baseline for w in upright]
    reach = _STRUCK[1] * max((w.size or 0.0 for w in upright), default=0.0)
    for rule in rules:
        crossed: list[PageWord] = []
        if rule.horizontal:
            near = bisect_right(lines, rule.top), bisect_left(lines, rule.top + reach)
            crossed = [w for w in upright[slice(*near)] if _crosses(rule, w)]
        if crossed:
            around = Box.around(w.place for w in crossed)
            size = max(w.size or 0.0 for w in crossed)
            if around.width >= rule.length - 0.6 * size:
                for word in crossed:
                    word.struck = True
                continue
        kept.append(rule)
    return kept


def _crosses(rule: Rule, word: PageWord) -> bool:
    box, size = word.place, word.size or 0.0
    middle = (box.x0 + box.x1) / 2
    above = word.baseline - rule.top
    return rule.x0 <= middle <= rule.x1 and _STRUCK[0] * size < above < _STRUCK[1] * size


def dot(words: Sequence[PageWord], shapes: Iterable[Shape]) -> None:
    """Mark the words before which a small shape is painted as a bullet."""
    for shape in shapes:
        box = Box(shape["x0"], shape["top"], shape["x1"], shape["bottom"])
        if shape["object_type"] == "line" or (not shape.get("fill") and not shape.get("stroke")):
            continue
        if not _DOT[0] <= min(box.width, box.height) <= max(box.width, box.height) <= _DOT[1]:
            continue
        middle = (box.top + box.bottom) / 2
        beside = [w for w in words if w.turn == 0 and w.place.top < middle < w.place.bottom]
        right = min(
            (w for w in beside if w.place.x0 >= box.x1 - 0.5),
            key=lambda w: w.place.x0,
            default=None,
        )
        if right is None or box.height > 0.6 * (right.size or 0.0):
            continue
        size = right.size or 0.0
        close = right.place.x0 - box.x1 < _DOT_REACH * size
        lone = not any(box.x0 - 4 * size < w.place.x1 <= box.x1 for w in beside)
        right.dotted = right.dotted or (close and lone)
