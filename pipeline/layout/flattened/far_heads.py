"""Headings far from the others of their table, above their column's cells.

Tools that print columns put a heading where its column is, behind cells of others.
"""

from __future__ import annotations

from .dated import date_kind
from .heads import Head, last_line
from .kinds import roles_of
from .lines import Line, box_end

# What heads a column far below the other headings has so many cells below it, of at most so
# many letters each.
_CELLS = 3
_LONGEST_CELL = 100


def tops_column(head: Head, lines: list[Line], first: int) -> bool:
    """True for a heading between blank lines that several short cells follow on one page.

    `first` is the line where its table begins.  A known value of its own column below it is
    enough.  Below any column but that of dates a date tells that what looked like its heading
    is a cell.
    """
    at = last_line([head], lines) + 1
    if not lines[head.line].gap or lines[head.line].leaf != lines[first].leaf:
        return False
    for number in range(_CELLS):
        if at == len(lines) or not lines[at].gap:
            return False
        end = box_end(lines, at)
        text = " ".join(line.text for line in lines[at:end])
        if len(text) > _LONGEST_CELL:
            return False
        if not number and head.role in roles_of(text):
            return True
        if "deadline" not in head.role and date_kind(text) == "whole":
            return False
        at = end
    return True
