"""Headings far from the others of their table, above their column's cells.

Tools that print columns put a heading where its column is, behind cells of others.
"""

from __future__ import annotations

from .dated import date_kind, may_date
from .heads import Head, last_line
from .lines import Line

# One line in so many stands behind a blank one where these part the cells.
_BOXES = 3
# What heads a column far below the other headings has so many cells below it, of at most so
# many letters each.
_CELLS = 3
_LONGEST_CELL = 100


def tops_column(heads: list[Head], lines: list[Line], first: int) -> bool:
    """True for headings between blank lines that several short cells follow on one page.

    `first` is the line where their table begins.  Below any column but that of dates a date
    tells that what looked like its heading is a cell.
    """
    at = last_line(heads, lines) + 1
    if not lines[heads[0].line].gap or lines[heads[0].line].leaf != lines[first].leaf:
        return False
    for _ in range(_CELLS):
        if at == len(lines) or not lines[at].gap:
            return False
        end = at + 1
        while end < len(lines) and not lines[end].gap:
            end += 1
        text = " ".join(line.text for line in lines[at:end])
        dated = len(text) < _LONGEST_CELL and may_date(text) and date_kind(text) == "whole"
        if len(text) > _LONGEST_CELL or (dated and "deadline" not in heads[0].role):
            return False
        at = end
    return True


def gapped(lines: list[Line]) -> bool:
    """True for text whose cells blank lines part, more or less."""
    return _BOXES * sum(line.gap > 0 for line in lines) > len(lines)
