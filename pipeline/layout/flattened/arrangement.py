"""What a search finds: the fragments of a table in rows and columns."""

from __future__ import annotations

from dataclasses import dataclass, field

from .fragments import Fragment

# No row is surer than this where what stands in it can't be told from what else might.
UNSURE = 0.45


@dataclass(slots=True)
class Arrangement:
    """Rows of cells: `cells[row, column]` holds the fragments of a cell, in order.

    `bands` are the rows that head others; `left` what belongs to no cell,
    `late` the cells (column, fragments) of which it is not yet known to which row they belong;
    `confidence` has a number for each row; `carried` says that the first row is the rest
    of one on the page before, `spans` how many rows a cell reaches down, where it is
    more than one.  `margins` are the confidences that the search itself gave, before what
    is known of the whole table lowers them, `pages` the page of each row, as a number, `fit`
    what a line scored there; `unread` is what was not looked at.
    """

    rows: int
    cells: dict[tuple[int, int], list[Fragment]] = field(default_factory=dict)
    bands: set[int] = field(default_factory=set)
    left: list[Fragment] = field(default_factory=list)
    late: list[tuple[int, list[Fragment]]] = field(default_factory=list)
    confidence: list[float] = field(default_factory=list)
    margins: list[float] = field(default_factory=list)
    pages: list[int] = field(default_factory=list)
    fit: list[float] = field(default_factory=list)
    carried: bool = False
    spans: dict[tuple[int, int], int] = field(default_factory=dict)
    score: float = 0.0
    unread: list[Fragment] = field(default_factory=list)

    def text(self, row: int, place: int) -> str:
        """The words of a cell; none where there is no cell."""
        return " ".join(f.text for f in self.cells.get((row, place), []))
