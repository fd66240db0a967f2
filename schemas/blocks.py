"""The layout of a document: where PDF, Word and flattened text meet.

Past these blocks nobody asks what the file was.
"""

from __future__ import annotations

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
    # What `passage` was last joined from, and what came of it.
    _parts: tuple[Passage, ...] = field(default=(), init=False, repr=False, compare=False)
    _joined: Passage = field(default=Passage(), init=False, repr=False, compare=False)

    @property
    def passage(self) -> Passage:
        """All the cell's text, list markers left out, nested tables left out."""
        parts = tuple([b.passage for b in self.blocks if isinstance(b, TextBlock)])
        if len(parts) == 1:
            return parts[0]
        if parts != self._parts:
            self._parts, self._joined = parts, Passage.join(parts)
        return self._joined

    @property
    def text(self) -> str:
        return self.passage.text


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
    # What was found out about rows, so that it is worked out once.
    known: dict[tuple[str, int], object] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    # Row by row the cell in each place, once it has been asked for; cells never move.
    _places: list[list[Cell | None]] = field(
        default_factory=list, init=False, repr=False, compare=False
    )

    def at(self, row: int, column: int) -> Cell | None:
        """The cell that covers a place, spanned ones included; None outside the grid."""
        places = self._placed()
        if 0 <= row < len(places) and 0 <= column < len(places[row]):
            return places[row][column]
        return None

    def _placed(self) -> list[list[Cell | None]]:
        if not self._places and self.cells:
            rows = max(self.rows, *(c.row + c.row_span for c in self.cells))
            columns = max(self.columns, *(c.column + c.column_span for c in self.cells))
            self._places = [[None] * columns for _ in range(rows)]
            for cell in self.cells:
                for row in self._places[cell.row : cell.row + cell.row_span]:
                    for column in range(cell.column, cell.column + cell.column_span):
                        row[column] = cell
        return self._places

    def grid(self) -> list[list[Cell | None]]:
        """`rows` lists of `columns` cells; a spanned cell stands in all its places."""
        return [[self.at(r, c) for c in range(self.columns)] for r in range(self.rows)]

    @property
    def unread(self) -> bool:
        """True for lines that layout could not arrange: nothing is known of any row."""
        return bool(self.confidence) and not any(self.confidence)

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
