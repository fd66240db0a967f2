"""Tables that run over a page break, put together again."""

from __future__ import annotations

import re

from pipeline.layout.alike import alike, by_eye, numbers, sureness
from pipeline.layout.grid import Grid, GridCell
from pipeline.layout.lines import wraps_to
from pipeline.layout.markers import marker_length
from schemas.document import Passage

_NEAR = 4.0
# Lines that may stay empty at the foot of a cell that goes on, so that no line stands alone.
_LEFT_OVER = 2.6
_LINE_OVER = 0.8
# Of a header read by eye: how many cells tell, and how many of them must be alike.
_TELLING, _MOSTLY = 3, 0.7
_CLOSED = re.compile(r"[.!?][)\]’”\"']*$")


def continues(above: Grid, below: Grid) -> bool:
    """Whether `below`, first on its page, goes on with `above`, last on the page before."""
    if above.ruled != below.ruled or not _same_columns(above, below):
        return False
    if repeated_header(above, below):
        return True
    # A card or form that begins again: the first label is printed anew with another value.
    first, again = above.row(0), below.row(0)
    return not (
        len(first) == len(again) > 1
        and first[0].text
        and first[0].text == again[0].text
        and [c.text for c in first] != [c.text for c in again]
    )


def _same_columns(above: Grid, below: Grid) -> bool:
    ends = ((above.edges[0], below.edges[0]), (above.edges[-1], below.edges[-1]))
    if above.ruled and any(abs(a - b) > _NEAR for a, b in ends):
        return False
    if not above.ruled:
        if len(above.edges) == len(below.edges) and repeated_header(above, below):
            return True
        return len(above.edges) == len(below.edges) and all(
            abs(a - b) <= _NEAR for a, b in zip(above.edges[:-1], below.edges[:-1], strict=True)
        )
    # Where few rows are left over, some columns may not show: one side holds the other's.
    fewer, more = sorted((above.edges, below.edges), key=len)
    return all(any(abs(a - b) <= _NEAR for b in more) for a in fewer)


def repeated_header(above: Grid, below: Grid) -> int:
    """How many of the first rows of `above` are printed again at the top of `below`."""
    count = 0
    while count < min(above.rows, below.rows):
        ours, theirs = above.row(count), below.row(count)
        if not _same_row(ours, theirs) or not any(c.text for c in ours):
            break
        count += 1
    # All rows alike is no header, unless nothing else is printed below it.
    return count


def _same_row(ours: list[GridCell], theirs: list[GridCell]) -> bool:
    """Whether two rows are printed alike; what was read by eye may differ a little."""
    if [c.text for c in ours] == [c.text for c in theirs]:
        return True
    if len(ours) != len(theirs) or any(
        a.column_span != b.column_span for a, b in zip(ours, theirs, strict=True)
    ):
        return False
    pairs = [(a.lines, b.lines) for a, b in zip(ours, theirs, strict=True) if a.lines or b.lines]
    if len(pairs) < _TELLING or not all(by_eye(a) or by_eye(b) for a, b in pairs):
        return False
    same = sum(alike(a, b) for a, b in pairs)
    # A cell may be blurred beyond reading on one of the pages; numbers make rows differ.
    return same >= _MOSTLY * len(pairs) and not any(
        (x := numbers(a)) and (y := numbers(b)) and x != y for a, b in pairs
    )


def _take_surer(above: Grid, below: Grid, header: int) -> None:
    """Give a header's cells the surer of the readings that two pages have of them."""
    for row in range(header):
        for ours, theirs in zip(above.row(row), below.row(row), strict=False):
            if by_eye(theirs.lines) and sureness(theirs.lines) > sureness(ours.lines):
                ours.lines, theirs.lines = theirs.lines, ours.lines


def join(above: Grid, below: Grid) -> Grid:
    """One grid of two; the header printed again goes to `dropped`."""
    header = repeated_header(above, below)
    _take_surer(above, below, header)
    above, below = _aligned(above, below)
    dropped = [
        Passage.of_lines(line.words for line in c.lines)
        for c in below.cells
        if c.row < header and c.lines
    ]
    rest = [c for c in below.cells if c.row >= header]
    for cell in rest:
        cell.row -= header
    rows = below.rows - header
    confidence = above.confidence or [1.0] * above.rows
    more = (below.confidence or [1.0] * below.rows)[header:]
    grid = Grid(
        above.page,
        below.box,
        above.edges,
        above.rows,
        list(above.cells),
        above.ruled,
        max(above.header_rows, header),
        list(confidence),
        above.dropped + dropped + below.dropped,
        below.last_page,
    )
    if not rows:
        return grid
    last = above.rows - 1
    split = _row_goes_on(above, last, rest, more)
    shift = above.rows - (1 if split else 0)
    merged = set()
    for cell in rest:
        cell.row += shift
    for cell in rest:
        upper = _partner(above, last, cell)
        first = cell.row == shift
        if not first or upper is None:
            continue
        if split or _merged_over(above, upper, cell, rest):
            upper.row_span = cell.row + cell.row_span - upper.row
            upper.lines = upper.lines + cell.lines
            upper.inside = upper.inside + cell.inside
            upper.fill = upper.fill or cell.fill
            merged.add(id(cell))
    grid.cells += [c for c in rest if id(c) not in merged]
    grid.rows = shift + rows
    sure = 0.9 if split else 0.8 if merged else 1.0
    if split:
        grid.confidence[-1] = min(grid.confidence[-1], sure)
        more = more[1:]
    elif merged:
        more = [min(more[0], sure), *more[1:]]
    grid.confidence += more
    return grid


def _aligned(above: Grid, below: Grid) -> tuple[Grid, Grid]:
    """Both grids on the columns of the one that has more."""
    if above.columns == below.columns:
        return above, below
    if above.columns > below.columns:
        return above, _spread(below, above.edges)
    return _spread(above, below.edges), below


def _spread(grid: Grid, edges: list[float]) -> Grid:
    def nearest(x: float) -> int:
        return min(range(len(edges)), key=lambda i: abs(edges[i] - x))

    for cell in grid.cells:
        low = nearest(grid.edges[cell.column])
        high = nearest(grid.edges[cell.column + cell.column_span])
        cell.column, cell.column_span = low, high - low
    grid.edges = edges
    return grid


def _partner(above: Grid, last: int, cell: GridCell) -> GridCell | None:
    """The cell of the last row above that stands on the very columns of `cell`."""
    for upper in above.row(last):
        if (upper.column, upper.column_span) == (cell.column, cell.column_span):
            return upper
    return None


def _row_goes_on(above: Grid, last: int, rest: list[GridCell], sure: list[float]) -> bool:
    """Whether the first row below is the rest of the last row above.

    Each cell is a witness: text that goes on in the middle of a sentence, or
    that would not have fitted above, speaks for it; a row label of its own, or
    text below an empty cell, against it.
    """
    if sure and above.confidence and above.ruled is False and not rest:
        return False
    row = [c for c in rest if c.row == 0]
    pairs = [(upper, c) for c in row if (upper := _partner(above, last, c)) is not None]
    if len(pairs) < len(row) or len(row) < 2 or above.is_band(last):
        return False
    points = 0
    label = _label_column(above)
    # Text that goes on overleaf has filled its cell down to the foot of the page.
    foot = max((x.box.bottom for c in above.row(last) for x in c.lines), default=0.0)
    for upper, cell in pairs:
        if cell.column == label:
            points += 1 if cell.empty else 0 if _mid_sentence(upper, cell) else -4
        if cell.empty or not cell.lines:
            continue
        empty = (foot - upper.lines[-1].box.bottom) / cell.lines[0].size if upper.lines else 0.0
        if empty > _LEFT_OVER or (empty > _LINE_OVER and not _mid_sentence(upper, cell)):
            points -= 4 if empty > _LEFT_OVER else 2
            continue
        if upper.empty:
            points -= 2
        elif upper.lines:
            points += _goes_on(upper, cell)
    return points > 0


def _mid_sentence(upper: GridCell, cell: GridCell) -> bool:
    """Whether a cell begins small, and the one above has not ended its sentence."""
    if not upper.lines or not cell.lines or marker_length(cell.lines[0].words):
        return False
    return cell.lines[0].text[:1].islower() and not _CLOSED.search(upper.lines[-1].text)


def _goes_on(upper: GridCell, cell: GridCell) -> int:
    end, begin = upper.lines[-1], cell.lines[0]
    small = begin.text[:1].islower()
    if _CLOSED.search(end.text):
        return -1 if not small else 0
    fits = wraps_to(end, begin) is False
    if fits:
        return -2 if not small else 0
    return 3 if small else 1


def _label_column(grid: Grid) -> int | None:
    """The first column that nearly every row fills, with short text: the row's own name."""
    column = 0
    cells = [c for c in grid.cells if c.column == column and c.column_span == 1]
    filled = [c for c in cells if not c.empty]
    if len(cells) >= 2 and len(filled) >= 0.7 * len(cells):
        return column
    return None


def _merged_over(above: Grid, upper: GridCell, cell: GridCell, rest: list[GridCell]) -> bool:
    """Whether a cell at the top of a page is the rest of the cell above the break.

    It is where only that cell was not closed there, or where it begins in the middle of the
    sentence of a merged cell; and, without words of its own, where cells
    of its column are merged around the break, or the column is one of those at the left
    that group rows and never stand empty.
    """
    if upper.open and any(not c.open for c in above.row(above.rows - 1)):
        return True
    if _mid_sentence(upper, cell):
        grouped = upper.row_span > 1 or cell.row_span > 1 or cell.column == 0
        return grouped and cell.column_span < above.columns
    if not cell.empty or upper.empty:
        return False
    if upper.row_span > 1 or cell.row_span > 1:
        return True
    column = cell.column
    merged = sum(c.row_span > 1 for c in [*above.cells, *rest] if c.column == column)
    grouping = all(c.empty for c in rest if c.row == cell.row and c.column < column)
    never_empty = all(not c.empty for c in above.cells if c.column == column)
    return never_empty and (merged > 1 or (merged > 0 and grouping))
