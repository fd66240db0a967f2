"""Rules -> grids: the tables whose lines are drawn.

The rules of a table touch each other.  Their places cut it into small boxes;
boxes without a wall between them are one cell.  Thus spans come of themselves,
and a missing outer rule does no harm.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipeline.layout.grid import Grid, GridCell
from schemas.document import Box
from schemas.page import Fill, PageContent, Rule

_SNAP = 2.6
_SMALLEST = 4.0
_WALL = 0.6


def ruled_grids(page: PageContent) -> tuple[list[Grid], list[Rule]]:
    """The ruled tables of a page, without their words, largest first, and the rules left over.

    A box drawn around text is no table, but its rules are no table's either.
    """
    grids = []
    free = []
    for rules in _clusters([r for r in page.rules if r.length > _SMALLEST]):
        grid = _grid(rules, page)
        if grid and len(grid.cells) > 1:
            grids += split_by_columns(grid)
        elif grid is None or sum(not r.horizontal for r in rules) < 2:
            free += rules
    return sorted(grids, key=lambda g: -g.box.width * g.box.height), free


def _clusters(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Rules grouped so that those of one group hang together."""
    parent = list(range(len(rules)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    order = sorted(range(len(rules)), key=lambda i: rules[i].top)
    for n, i in enumerate(order):
        for j in order[n + 1 :]:
            if rules[j].top > rules[i].bottom + _SNAP:
                break
            if rules[j].x0 <= rules[i].x1 + _SNAP and rules[i].x0 <= rules[j].x1 + _SNAP:
                parent[root(i)] = root(j)
    groups: dict[int, list[Rule]] = {}
    for i, rule in enumerate(rules):
        groups.setdefault(root(i), []).append(rule)
    return list(groups.values())


def _snapped(values: Sequence[float]) -> list[float]:
    """Values that lie close together as one, the middle of them."""
    groups: list[list[float]] = []
    for value in sorted(values):
        if groups and value - groups[-1][-1] <= _SNAP:
            groups[-1].append(value)
        else:
            groups.append([value])
    return [sum(g) / len(g) for g in groups]


def _grid(rules: Sequence[Rule], page: PageContent) -> Grid | None:
    across = [r for r in rules if r.horizontal]
    down = [r for r in rules if not r.horizontal]
    if not across or not down:
        return None
    # Where outer rules are missing, the ends of those across (and down) stand for them.
    xs = _snapped([r.x0 for r in down] + [min(r.x0 for r in across), max(r.x1 for r in across)])
    ys = _snapped([r.top for r in across] + [min(r.top for r in down), max(r.bottom for r in down)])
    if len(xs) < 2 or len(ys) < 2:
        return None
    right = _walls(down, xs, ys, upright=True)
    below = _walls(across, ys, xs, upright=False)
    regions = _regions(len(ys) - 1, len(xs) - 1, right, below)
    cells = []
    foot = len(ys) - 1
    for row, column, row_span, column_span in regions:
        box = Box(xs[column], ys[row], xs[column + column_span], ys[row + row_span])
        spread = range(column, column + column_span)
        cell = GridCell(row, column, row_span, column_span, box, fill=fill_of(box, page.fills))
        cell.open = row + row_span == foot and not any((foot, c) in below for c in spread)
        cells.append(cell)
    return _tight(Grid(page.number, Box(xs[0], ys[0], xs[-1], ys[-1]), xs, len(ys) - 1, cells))


def _walls(
    rules: Sequence[Rule], places: Sequence[float], steps: Sequence[float], *, upright: bool
) -> set[tuple[int, int]]:
    """(place, step) pairs where a rule at a place runs along most of a step."""
    covered: dict[tuple[int, int], float] = {}
    for rule in rules:
        at, low, high = (
            (rule.x0, rule.top, rule.bottom) if upright else (rule.top, rule.x0, rule.x1)
        )
        place = min(range(len(places)), key=lambda i: abs(places[i] - at))
        if abs(places[place] - at) > 2 * _SNAP:
            continue
        for step in range(len(steps) - 1):
            shared = min(high, steps[step + 1]) - max(low, steps[step])
            if shared > 0:
                covered[place, step] = covered.get((place, step), 0.0) + shared
    return {
        key
        for key, length in covered.items()
        if length >= _WALL * (steps[key[1] + 1] - steps[key[1]])
    }


def _regions(
    rows: int, columns: int, right: set[tuple[int, int]], below: set[tuple[int, int]]
) -> list[tuple[int, int, int, int]]:
    """Cells as (row, column, row span, column span), from the walls between small boxes."""
    taken: set[tuple[int, int]] = set()
    found = []
    for row in range(rows):
        for column in range(columns):
            if (row, column) in taken:
                continue
            wide = 1
            while (
                column + wide < columns
                and (column + wide, row) not in right
                and (row, column + wide) not in taken
            ):
                wide += 1
            high = 1
            while row + high < rows and _open(row + high, column, wide, right, below):
                high += 1
            taken |= {(r, c) for r in range(row, row + high) for c in range(column, column + wide)}
            found.append((row, column, high, wide))
    return found


def _open(
    row: int, column: int, wide: int, right: set[tuple[int, int]], below: set[tuple[int, int]]
) -> bool:
    """True where the boxes of a row hang together, and with those above them."""
    spread = range(column, column + wide)
    return not any((row, c) in below for c in spread) and not any(
        (c, row) in right for c in spread if c > column
    )


def _tight(grid: Grid) -> Grid:
    """The grid without rows and columns at which no cell begins."""
    rows = sorted({c.row for c in grid.cells})
    columns = sorted({c.column for c in grid.cells})
    row_at = {r: i for i, r in enumerate(rows)}
    column_at = {c: i for i, c in enumerate(columns)}
    for cell in grid.cells:
        cell.row_span = sum(cell.row <= r < cell.row + cell.row_span for r in rows)
        cell.column_span = sum(cell.column <= c < cell.column + cell.column_span for c in columns)
        cell.row, cell.column = row_at[cell.row], column_at[cell.column]
    grid.rows = len(rows)
    grid.edges = [grid.edges[c] for c in columns] + [grid.edges[-1]]
    return grid


def fill_of(box: Box, fills: Sequence[Fill]) -> str | None:
    """The colour last painted over a cell's middle by a box of about its size or more."""
    x, y = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
    colour = None
    for fill in fills:
        b = fill.box
        if not (b.x0 <= x <= b.x1 and b.top <= y <= b.bottom):
            continue
        width = min(b.x1, box.x1) - max(b.x0, box.x0)
        height = min(b.bottom, box.bottom) - max(b.top, box.top)
        if width * height >= 0.5 * box.width * box.height:
            colour = fill.colour
    return colour


def split_by_columns(grid: Grid) -> list[Grid]:
    """Tables that stand back to back, each by itself.

    Rows whose columns have no edge in common with those above belong to
    another table.  Rows across the whole width stay with what is above them,
    at the top with what is below.
    """
    inner: list[set[int]] = [
        {c.column for c in grid.row(row) if c.column > 0} for row in range(grid.rows)
    ]
    cuts: list[int] = []
    current: set[int] = set()
    for row, columns in enumerate(inner):
        if not columns:
            continue
        whole = all(c.row + c.row_span <= row for c in grid.cells if c.row < row)
        if current and whole and not current & columns:
            cuts.append(row)
            current = set()
        current |= columns
    bounds = [0, *cuts, grid.rows]
    return [grid.part(a, b) for a, b in pairwise(bounds)]
