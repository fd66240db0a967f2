"""Grids -> tables of blocks."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.layout.grid import Grid, GridCell
from pipeline.layout.lines import Line, lines_of
from pipeline.layout.prose import block_of, mend, paragraphs
from pipeline.layout.style import Style
from schemas.blocks import Block, Cell, Table, TextBlock
from schemas.page import PageWord

_WIDEST_PADDING = 8.0
_STEP = 1.6
_BLUR = 1.0


def fill_grids(
    grids: Sequence[Grid], words: Sequence[PageWord]
) -> tuple[list[Grid], list[PageWord]]:
    """Put words into the cells they stand in; nest grids that stand in a cell.

    Returns the outermost grids and the words that stand in none.
    """
    grids = [g for g in grids if _nested(g, grids) or any(_inside(g, w) for w in words)]
    small_first = sorted(grids, key=lambda g: g.box.width * g.box.height)
    held: dict[int, list[PageWord]] = {}
    free = []
    for word in words:
        cell = next((c for g in small_first if (c := _cell_at(g, word))), None)
        if cell is None:
            free.append(word)
        else:
            held.setdefault(id(cell), []).append(word)
    for grid in grids:
        free = _overflow(grid, held, free)
    outer = []
    for n, grid in enumerate(small_first):
        for cell in grid.cells:
            cell.lines = lines_of(held.get(id(cell), []))
        _measure(grid)
        home = next((c for g in small_first[n + 1 :] for c in g.cells if _holds(c, grid)), None)
        if home is not None:
            home.inside.append(grid)
        else:
            outer.append(grid)
    return outer, free


def _overflow(grid: Grid, held: dict[int, list[PageWord]], free: list[PageWord]) -> list[PageWord]:
    """Give cells that go on over the page break the lines that stand just below them.

    Browsers let such a cell's text run on below the last row's rules.  Returns
    the words that still stand in no cell.
    """
    for cell in grid.goes_on():
        above = lines_of(held.get(id(cell), []))
        if not above:
            continue
        last = above[-1]
        for line in lines_of(w for w in free if w.place.top > last.box.top):
            within = cell.box.x0 - 1 <= line.x0 and line.x1 <= cell.box.x1 + 1
            if not within or line.baseline - last.baseline > _STEP * line.size:
                break
            held[id(cell)] += line.words
            taken = {id(w) for w in line.words}
            free = [w for w in free if id(w) not in taken]
            last = line
    return free


def _inside(grid: Grid, word: PageWord) -> bool:
    return grid.box.contains_middle(word.place)


def _nested(grid: Grid, grids: Sequence[Grid]) -> bool:
    return any(other is not grid and grid.box.contains_middle(other.box) for other in grids)


def _cell_at(grid: Grid, word: PageWord) -> GridCell | None:
    box, around = word.place, grid.box
    x, y = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
    if not (around.x0 <= x <= around.x1 and around.top <= y <= around.bottom):
        return None
    for cell in grid.cells:
        place = cell.box
        if place.top <= y <= place.bottom and place.x0 <= x <= place.x1:
            return cell
    return None


def _holds(cell: GridCell, grid: Grid) -> bool:
    return (
        cell.box.x0 - 1 <= grid.box.x0
        and grid.box.x1 <= cell.box.x1 + 1
        and cell.box.top - 1 <= grid.box.top
        and grid.box.bottom <= cell.box.bottom + 1
    )


def _measure(grid: Grid) -> None:
    """Note on each line of the cells how much room was left on it."""
    starts = [min(line.x0 for line in c.lines) - c.box.x0 for c in grid.cells if c.lines]
    padding = min(_WIDEST_PADDING, max(0.0, min(starts, default=0.0)))
    for cell in grid.cells:
        measure_lines(cell.lines, cell.box.x0 + padding, cell.box.x1 - padding)


def measure_lines(lines: Sequence[Line], left: float, right: float) -> None:
    """Set the room of lines that stand between two edges; centred ones have it on both sides."""
    centred = (
        len(lines) > 1
        and _even([(x.x0 + x.x1) / 2 for x in lines])
        and not _even([x.x0 for x in lines])
    )
    for line in lines:
        if line.words[0].turn:
            continue
        line.room = right - line.x1 + (line.x0 - left if centred else 0.0) - _blur(line)


def _blur(line: Line) -> float:
    """How much less room there may be than was measured: a bitmap shows ink, not type."""
    return _BLUR * line.size if line.words[0].by_eye else 0.0


def _even(values: Sequence[float]) -> bool:
    return max(values) - min(values) < 2.0


def table_of(grid: Grid, style: Style, known: frozenset[str]) -> Table:
    """The table that a grid holds, its cells' lines made into blocks."""
    cells = []
    for cell in sorted(grid.cells, key=lambda c: (c.row, c.column)):
        blocks = _content(cell, style, known)
        cells.append(
            Cell(
                cell.row,
                cell.column,
                cell.row_span,
                cell.column_span,
                blocks,
                cell.fill,
                bool(cell.lines) and all(line.bold for line in cell.lines),
                cell.box,
            )
        )
    return Table(cells, grid.rows, grid.columns, grid.page, grid.header_rows, list(grid.confidence))


def _content(cell: GridCell, style: Style, known: frozenset[str]) -> list[Block]:
    """What a cell holds, top down; of a table in it, each row as text."""
    blocks: list[Block] = []
    lines = list(cell.lines)
    for inner in sorted(cell.inside, key=lambda g: (g.page, g.box.top)):
        above = [x for x in lines if (x.page, x.baseline) <= (inner.page, inner.box.top)]
        lines = lines[len(above) :]
        blocks += blocks_of(above, style, known)
        for row in range(inner.rows):
            words = [x for c in inner.row(row) if c.row == row for x in _all_lines(c)]
            if words:
                blocks.append(block_of(words, style, in_cell=True))
    return blocks + list(blocks_of(lines, style, known))


def _all_lines(cell: GridCell) -> list[Line]:
    inner = [x for g in cell.inside for c in g.cells for x in _all_lines(c)]
    return [*cell.lines, *inner]


def blocks_of(lines: Sequence[Line], style: Style, known: frozenset[str]) -> list[TextBlock]:
    """The blocks that the lines of one cell make."""
    mend(lines, known)
    return [block_of(g, style, in_cell=True) for g in paragraphs(lines, style, in_cell=True)]
