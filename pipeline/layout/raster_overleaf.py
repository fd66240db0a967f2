"""Tables in a raster of characters that go on overleaf without their column headings.

Each page of `pdftotext -layout` has a scale of its own, so the columns of one table
stand at other places on the next page, and a column that is empty there does not show.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from pipeline.layout.grid import Grid, GridCell
from pipeline.layout.raster_page import CHARACTER

# So far a column may be from where the scale puts it, and so much further in any other order.
_OFF = 5.0 * CHARACTER
_CLEARLY = 2.0
_SCALES = (0.6, 1.6)
_MOST_COLUMNS = 12
# Where a column is missing, which one it is stays a guess from its place alone.
_GUESSED = 0.6

Key = tuple[tuple[int, str], ...]


def follows(last: Key, first: Key) -> bool:
    """Whether a row's label is the next one after another: 1.3 after 1.2, 2.1 after 1.3."""
    if not last or not first:
        return False
    steps = [_next(last), ((last[0][0] + 1, last[0][1]), (1, "")), (_next(last[:1])[0], (0, "a"))]
    return first in steps


def _next(key: Key) -> Key:
    number, letter = key[-1]
    if letter and not number:
        return (*key[:-1], (0, letter[:-1] + chr(ord(letter[-1]) + 1)))
    return (*key[:-1], (number + 1, letter))


def go_on(grid: Grid, edges: Sequence[float]) -> None:
    """Put a grid on the columns of the table above it, where it is clear which they are."""
    count = len(edges) - 1
    if not 2 < grid.columns <= count <= _MOST_COLUMNS:
        return
    chosen = _order(grid.edges[:-1], edges[:-1])
    if chosen is None:
        return
    columns = grid.columns
    for cell in grid.cells:
        band = cell.column_span > 1 and cell.column + cell.column_span == columns
        cell.column = chosen[cell.column]
        cell.column_span = count - cell.column if band else 1
    grid.edges = list(edges)
    if columns < count:
        grid.confidence = [min(sure, _GUESSED) for sure in grid.confidence]
    for row in range(grid.rows):
        cells = grid.row(row)
        taken = {c for x in cells for c in range(x.column, x.column + x.column_span)}
        for column in sorted(set(range(count)) - taken):
            grid.cells.append(GridCell(row, column, 1, 1, cells[0].box))


def _order(here: Sequence[float], above: Sequence[float]) -> tuple[int, ...] | None:
    """Which columns above those here are; None where another choice does nearly as well."""
    found = sorted(
        (_misfit(here, [above[c] for c in some]), some)
        for some in combinations(range(len(above)), len(here))
        if some[0] == 0
    )
    best, chosen = found[0]
    if best > _OFF or (len(found) > 1 and found[1][0] < _CLEARLY * best):
        return None
    return chosen


def _misfit(here: Sequence[float], above: Sequence[float]) -> float:
    """How far off the worst column is at the scale that suits all best."""
    x, y = sum(here) / len(here), sum(above) / len(above)
    spread = sum((h - x) ** 2 for h in here)
    scale = sum((h - x) * (a - y) for h, a in zip(here, above, strict=True)) / max(spread, 1.0)
    if not _SCALES[0] < scale < _SCALES[1]:
        return float("inf")
    return max(abs(y + scale * (h - x) - a) for h, a in zip(here, above, strict=True))
