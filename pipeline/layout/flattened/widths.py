"""How wide words are printed: where a column's text had to be wrapped.

Flattened text has lost the columns but not their widths: a line of a cell ended
because the next word did not fit.  Widths are those of Helvetica (Adobe's font
metrics, which come with pdfminer.six), in thousandths of the font's size; other
fonts of print keep nearly the same proportions.
"""

from __future__ import annotations

from functools import cache

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
