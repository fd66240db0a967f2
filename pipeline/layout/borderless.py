"""Tables without rules: columns by white space."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipeline.layout.columns import Columns, Measure, kind_of, only_markers, pieces, placed
from pipeline.layout.grid import Grid
from pipeline.layout.lines import Line
from pipeline.layout.openings import Placed
from pipeline.layout.raster import columns_of, zone_at
from pipeline.layout.raster_page import NEXT_LINE
from pipeline.layout.raster_rows import raster_grid
from pipeline.layout.raster_starts import names_row
from pipeline.layout.rows import Headers, grid_of
from pipeline.layout.style import Style

_FARTHEST = 4.5
_MOST_BANDS = 3


def measure_of(style: Style, *, raster: bool = False) -> Measure:
    """The widths that part columns, in a document of this style."""
    if raster:
        return Measure(gap=7.0, gutter=5.0, near=1.0, exact=True)
    return Measure(gap=0.8 * style.body, gutter=0.45 * style.body, near=2.5)


def borderless(
    lines: Sequence[Line], style: Style, measure: Measure, headers: Headers
) -> list[Line | Grid]:
    """Lines that stand under each other, those that make a table put together as one.

    `headers` remembers column headings from table to table of a document.
    """
    found: list[Line | Grid] = []
    at = 0
    while at < len(lines):
        zone = _zone(lines, at, style, measure, headers) if _opens(lines[at], measure) else None
        if zone is None:
            found.append(lines[at])
            at += 1
            continue
        rows, columns = zone
        at += len(rows)
        if measure.exact:
            title = found[-1] if found else None
            if isinstance(title, Line) and _names_card(title, rows, columns):
                found.pop()
                rows = [Placed(title, None), *rows]
            right = max(line.x1 for line in lines)
            found.append(raster_grid(rows, columns, style, headers, right))
        else:
            found.append(grid_of(rows, columns, style, headers))
    return found


def _names_card(line: Line, rows: Sequence[Placed], columns: Columns) -> bool:
    """Whether a line right above a card of labels and values gives the card its own label."""
    near = rows[0].line.baseline - line.baseline <= NEXT_LINE
    return near and len(columns.spans) == 2 and line.x0 == rows[0].line.x0 and names_row(line.text)


def _opens(line: Line, measure: Measure) -> bool:
    return len(pieces(line, measure)) > 1


def _zone(
    lines: Sequence[Line], first: int, style: Style, measure: Measure, headers: Headers
) -> tuple[list[Placed], Columns] | None:
    """The lines from `first` on that make one table, with its columns; None for no table."""
    if measure.exact:
        table = zone_at(lines, first, measure, headers.words)
        return (table, columns_of(table)) if table else None
    columns = Columns()
    for part in pieces(lines[first], measure):
        columns.spans.append([part[0].place.x0, part[-1].place.x1])
    kept: list[tuple[Line, bool]] = [(lines[first], False)]
    waiting: list[tuple[Line, bool]] = []
    bands = 0
    for line in lines[first + 1 :]:
        above = (waiting or kept)[-1][0]
        if line.baseline - above.baseline > _FARTHEST * style.body:
            break
        kind = kind_of(line, columns, measure)
        if kind == "row" and _new_head(kept, line):
            break
        if kind == "alien":
            break
        if kind == "band":
            bands += 1
            waiting.append((line, True))
            if bands > _MOST_BANDS:
                break
            continue
        placed(line, columns, measure)
        waiting.append((line, False))
        if kind == "row":
            kept += waiting
            waiting, bands = [], 0
    kept += _tail(waiting, kept, columns, style, measure)
    rows = [
        Placed(line, None, len(line.words) - len(pieces(line, measure)[-1]))
        if band
        else Placed(line, placed(line, columns, measure))
        for line, band in kept
    ]
    return (rows, columns) if _is_table(rows, columns, measure) else None


def _new_head(kept: Sequence[tuple[Line, bool]], line: Line) -> bool:
    """Whether a row of column headings begins another table: bold, and set off from plain rows."""
    rows = [above for above, band in kept if not band]
    if len(rows) < 3 or not line.bold or any(row.bold for row in rows[1:]):
        return False
    steps = [b.baseline - a.baseline for a, b in pairwise(rows)]
    return line.baseline - kept[-1][0].baseline > 1.3 * max(steps)


def _tail(
    waiting: Sequence[tuple[Line, bool]],
    kept: Sequence[tuple[Line, bool]],
    columns: Columns,
    style: Style,
    measure: Measure,
) -> list[tuple[Line, bool]]:
    """The lines after the last full row that only go on with its cells."""
    tail: list[tuple[Line, bool]] = []
    above = kept[-1][0]
    for line, band in waiting:
        cells = None if band else placed(line, columns, measure)
        if cells is None or style.parted(above, line):
            break
        if cells[0] and len(columns.spans[0]) and not line.text[:1].islower():
            break
        tail.append((line, False))
        above = line
    return tail


def _is_table(rows: Sequence[Placed], columns: Columns, measure: Measure) -> bool:
    full = [r.cells for r in rows if r.cells and sum(bool(c) for c in r.cells) > 1]
    if len(columns.spans) < 2 or len(full) < 2:
        return False
    if len(columns.spans) == 2:
        if only_markers([cells[0] for cells in full]):
            return False
        starts = [cells[1][0].place.x0 for cells in full]
        if max(starts) - min(starts) > measure.near and len(full) < 3:
            return False
    return True
