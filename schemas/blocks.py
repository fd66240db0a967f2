"""The layout of a document: where PDF, Word and flattened text meet.

Past these blocks nobody asks what the file was.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from .document import Box, Document, Passage

TextKind = Literal["heading", "paragraph", "list_item"]


@dataclass(slots=True)
class TextBlock:
    """A heading, a paragraph or one item of a list.

    `passage` is the text without its bullet or list label; `marker` holds the
    bullet or label as printed (empty where there is none), as words of their
    own, so that the accounting can count them.  `level` ranks headings: 1 is
    the largest.  `indent` is the left edge in points, None where unknown.
    """

    kind: TextKind
    passage: Passage
    marker: Passage = field(default_factory=Passage)
    level: int = 0
    indent: float | None = None
    page: int | None = None
    bold: bool = False

    @property
    def text(self) -> str:
        return self.passage.text


@dataclass(slots=True)
class Cell:
    """One cell: its first row and column, how many of each it spans, and what it holds.

    A spanned cell stands once, at its first row and column.  An empty cell has
    no blocks.  `fill` is its colour as `#rrggbb`, None where it has none (or
    white).  `box` is its place on its first page, None where the format has none.
    """

    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    blocks: list[Block] = field(default_factory=list)
    fill: str | None = None
    bold: bool = False
    box: Box | None = None

    @property
    def passage(self) -> Passage:
        """All the cell's text, list markers left out, nested tables left out."""
        return Passage.join(b.passage for b in self.blocks if isinstance(b, TextBlock))

    @property
    def text(self) -> str:
        return self.passage.text


def _row_of(cell: Cell) -> int:
    return cell.row


@dataclass(slots=True)
class Table:
    """A table, joined over the pages that it runs on.

    `cells` are in reading order and do not overlap.  A header that was printed
    again on a later page is not in it (its words are in `Layout.boilerplate`).
    `header_rows` counts the rows at the top that the file itself marks or
    repeats as header; 0 where it does not say.  `confidence` has one number
    (0 to 1) a row: how sure layout is that the row's cells belong together.
    """

    cells: list[Cell]
    rows: int
    columns: int
    page: int | None = None
    header_rows: int = 0
    confidence: list[float] = field(default_factory=list)

    def at(self, row: int, column: int) -> Cell | None:
        """The cell that covers a place, spanned ones included; None outside the grid."""
        # Cells are in the order of their rows: in a table of thousands the place is found at once.
        for number in range(bisect_right(self.cells, row, key=_row_of) - 1, -1, -1):
            cell = self.cells[number]
            if (
                cell.row + cell.row_span > row
                and cell.column <= column < cell.column + cell.column_span
            ):
                return cell
        return None

    def _index(self) -> dict[tuple[int, int], Cell]:
        return {
            (r, c): cell
            for cell in self.cells
            for r in range(cell.row, cell.row + cell.row_span)
            for c in range(cell.column, cell.column + cell.column_span)
        }

    def grid(self) -> list[list[Cell | None]]:
        """`rows` lists of `columns` cells; a spanned cell stands in all its places."""
        index = self._index()
        return [[index.get((r, c)) for c in range(self.columns)] for r in range(self.rows)]

    def row_confidence(self, row: int) -> float:
        return self.confidence[row] if row < len(self.confidence) else 1.0


Block = TextBlock | Table


@dataclass(slots=True)
class Layout:
    """A document laid out: its blocks in reading order, and what is boilerplate.

    `boilerplate` holds running heads and feet, page numbers, watermarks and
    headers printed again.  Every word of the document is in exactly one block,
    one marker or one boilerplate passage.
    """

    document: Document
    blocks: list[Block]
    boilerplate: list[Passage] = field(default_factory=list)

    def tables(self) -> Iterator[Table]:
        for block in self.blocks:
            if isinstance(block, Table):
                yield block
