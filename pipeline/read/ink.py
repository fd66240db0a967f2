"""Characters with places, as painted, and those painted twice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby, pairwise
from operator import attrgetter

# A glyph less than this share of its size from one like it is painted again; the width
# of the cells in which one like it is looked for.
_AGAIN = 0.12
_CELL = 16.0
# Fewer glyphs than this a run, and runs are no quicker to compare than glyphs.
_SHORT = 3


@dataclass(slots=True, eq=False)
class Ink:
    """What characters shown at once have in common; `turn` as in `PageWord`.

    `baseline` is how far across their direction they stand.
    """

    top: float
    bottom: float
    size: float
    baseline: float
    turn: int = 0
    bold: bool = False
    italic: bool = False
    faint: bool = False


@dataclass(slots=True, eq=False)
class Glyph:
    """One character as painted.

    `reach` says where it begins and ends along its direction, for text that runs aslant.
    """

    text: str
    x0: float
    x1: float
    ink: Ink
    reach: tuple[float, float] | None = None


def once(glyphs: Iterable[Glyph]) -> list[Glyph]:
    """The glyphs without those painted again over themselves (fake bold)."""
    held = list(glyphs)
    if not _may_be_doubled(held):
        return held
    seen: dict[tuple[str, float, float], list[Glyph]] = {}
    kept = []
    for glyph in held:
        text, x, y = glyph.text, glyph.x0, glyph.ink.top
        if text.isspace():
            kept.append(glyph)
            continue
        near = _AGAIN * glyph.ink.size
        left, right = (x - near) // _CELL, (x + near) // _CELL
        upper, lower = (y - near) // _CELL, (y + near) // _CELL
        around: Iterable[Glyph]
        if left == right and upper == lower:
            around = seen.get((text, left, upper), ())
        else:
            corners = {(text, c, r) for c in (left, right) for r in (upper, lower)}
            around = [o for corner in corners for o in seen.get(corner, ())]
        for other in around:
            if abs(other.x0 - x) < near and abs(other.ink.top - y) < near:
                break
        else:
            seen.setdefault((text, x // _CELL, y // _CELL), []).append(glyph)
            kept.append(glyph)
    return kept


def _may_be_doubled(glyphs: list[Glyph]) -> bool:
    """False where no run of glyphs lies upon another or comes back upon itself."""
    runs: dict[Ink, list[float]] = {}
    for ink, some in groupby(glyphs, attrgetter("ink")):
        runs.setdefault(ink, []).extend([glyph.x0 for glyph in some])
    if len(runs) * _SHORT > len(glyphs):
        return True
    rows: dict[int, list[tuple[float, float, float]]] = {}
    for ink, places in runs.items():
        near, top = _AGAIN * ink.size, ink.top
        low, high = places[0] - near, places[-1] + near
        row = int(top // _CELL)
        if near > _CELL or any(right - left < near for left, right in pairwise(places)):
            return True
        for around in (row - 1, row, row + 1):
            for other, begin, end in rows.get(around, ()):
                if abs(other - top) < near and begin < high and low < end:
                    return True
        rows.setdefault(row, []).append((top, places[0], places[-1]))
    return False
