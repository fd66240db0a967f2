"""How wide words are printed: where a column's text had to be wrapped.

Flattened text has lost the columns but not their widths: a line of a cell ended
because the next word did not fit.  Widths are those of Helvetica (Adobe's font
metrics, which come with pdfminer.six), in thousandths of the font's size; other
fonts of print keep nearly the same proportions.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise

_OTHER = 556


@cache
def _metrics() -> dict[str, int]:
    from pdfminer.fontmetrics import FONT_METRICS

    return {str(glyph): int(width) for glyph, width in FONT_METRICS["Helvetica"][1].items()}


@cache
def width(text: str) -> int:
    """The printed width of a text, in thousandths of the font's size."""
    metrics = _metrics()
    return sum(metrics.get(char, _OTHER) for char in text)


SPACE = 278


def learn_widths(cells: Sequence[Sequence[tuple[int, int]]]) -> float | None:
    """The width of a column whose cells have these lines (width, width of the first word).

    Each wrapped line says that the column is at least as wide as itself, and too narrow
    for the next word; the width that agrees with the most lines is taken.
    """
    least = [held for cell in cells for held, _ in cell]
    bounds = [
        (max(held, lower), held + SPACE + word)
        for cell in cells
        for (held, _), (lower, word) in pairwise(cell)
    ]
    if len(bounds) < 3:
        return None
    best = max(
        sorted({low for low, _ in bounds}),
        key=lambda at: (
            sum(low <= at < high for low, high in bounds)
            - 2.0 * sum(held > 1.02 * at for held in least)
        ),
    )
    return float(best)
