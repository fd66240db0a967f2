"""A table as found on a page, before its cells become blocks."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.layout.lines import Line
from schemas.document import Box, Passage


@dataclass(slots=True)
class GridCell:
    """A cell with its lines; `inside` holds tables nested in it.

    `open` says that no rule closes the cell at its table's foot: where others
    are closed there, it goes on over the page break.
    """

    row: int
    column: int
    row_span: int
    column_span: int
    box: Box
    lines: list[Line] = field(default_factory=list)
    fill: str | None = None
    inside: list[Grid] = field(default_factory=list)
    open: bool = False

    @property
    def text(self) -> str:
        return " ".join(line.text for line in self.lines)

    @property
    def empty(self) -> bool:
        return not self.lines and not self.inside


@dataclass(slots=True)
class Grid:
    """Rows and columns with the lines of their cells.

    `edges` are the columns' left edges and the last one's right edge, in
    points.  A table on several pages begins on `page`; `box` is its part on
    `last_page`.  `dropped` holds the headers that were printed again.
    """

    page: int
    box: Box
    edges: list[float]
    rows: int
    cells: list[GridCell]
    ruled: bool = True
    header_rows: int = 0
    confidence: list[float] = field(default_factory=list)
    dropped: list[Passage] = field(default_factory=list)
    last_page: int = 0

    def __post_init__(self) -> None:
        self.last_page = self.last_page or self.page

    @property
    def columns(self) -> int:
        return len(self.edges) - 1

    def row(self, number: int) -> list[GridCell]:
        """The cells that cover a row, from left to right."""
        return [c for c in self.cells if c.row <= number < c.row + c.row_span]

    def is_band(self, number: int) -> bool:
        """True for a row that is one cell across the whole table."""
        row = self.row(number)
        return len(row) == 1 and self.columns > 1 and row[0].row_span == 1

    def goes_on(self) -> list[GridCell]:
        """The cells that are open at the foot where others of the last row are closed."""
        last = self.row(self.rows - 1)
        left = [c for c in last if c.open]
        return left if len(left) < len(last) else []

    def part(self, first: int, last: int) -> Grid:
        """The rows `first` to `last` (not included) as a grid of their own.

        Columns that no cell of these rows begins at are left out.
        """
        cells = [c for c in self.cells if first <= c.row < last]
        kept = sorted({c.column for c in cells} | {0})
        place = {column: number for number, column in enumerate(kept)}

        def at(column: int) -> int:
            return place[max(k for k in kept if k <= column)]

        moved = [
            GridCell(
                c.row - first,
                at(c.column),
                c.row_span,
                at(c.column + c.column_span - 1) - at(c.column) + 1,
                c.box,
                c.lines,
                c.fill,
                c.inside,
                c.open,
            )
            for c in cells
        ]
        box = Box.around(c.box for c in cells)
        return Grid(
            self.page,
            box,
            [self.edges[k] for k in kept] + [self.edges[-1]],
            last - first,
            moved,
            self.ruled,
            max(0, min(self.header_rows - first, last - first)),
            self.confidence[first:last],
            last_page=self.last_page,
        )
