"""Tables made ready for reading: parted where another begins, pooled where headings agree."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from schemas.blocks import Cell, Layout, Table, TextBlock

from .contents import Profile
from .grid import Header, find_header
from .people import Register

_Headings = tuple[str, ...]


def parted(table: Table) -> list[Table]:
    """The tables that stand in one: a grid's header below other rows begins another.

    Layout sees one table where two with the same columns stand back to back.
    """
    cuts = [0]
    row = 1
    first = find_header(table, 0)
    while row < table.rows:
        header = find_header(table, row, strict=True)
        if header is None or not _begins(table, row):
            row += 1
            continue
        same = first is not None and _headings(header) == _headings(first)
        if not same and not _is_own_header(table, cuts[-1], row):
            cuts.append(row)
            first = header
        row += header.rows
    if len(cuts) == 1:
        return [table]
    return [
        _part(table, low, high) for low, high in zip(cuts, [*cuts[1:], table.rows], strict=True)
    ]


def _begins(table: Table, row: int) -> bool:
    """True where no cell reaches over a row's upper edge."""
    cells = (table.at(row, c) for c in range(table.columns))
    return all(c is None or c.row == row for c in cells)


def _is_own_header(table: Table, low: int, row: int) -> bool:
    """True where the rows above are the form or title that belongs to the header's own grid."""
    above = [c for c in table.cells if low <= c.row < row and c.blocks]
    return all(c.column_span == table.columns for c in above) or not _two_columned(above)


def _two_columned(cells: list[Cell]) -> bool:
    """True for rows of three cells and more: a table of its own, no form."""
    rows: dict[int, int] = defaultdict(int)
    for cell in cells:
        rows[cell.row] += 1
    return any(count >= 3 for count in rows.values())


def _part(table: Table, low: int, high: int) -> Table:
    """Some rows of a table, without the columns that are empty in them."""
    cells = [c for c in table.cells if low <= c.row < high]
    used = sorted({c.column for c in cells if c.blocks})
    place = {column: number for number, column in enumerate(used)}
    moved = [
        replace(
            c,
            row=c.row - low,
            row_span=min(c.row_span, high - c.row),
            column=place[c.column],
            column_span=sum(c.column <= k < c.column + c.column_span for k in used),
        )
        for c in cells
        if c.column in place
    ]
    return Table(moved, high - low, len(used), table.page, 0, table.confidence[low:high])


def _headings(header: Header) -> _Headings:
    return tuple(c.heading.casefold() for c in header.columns)


class Pool:
    """What columns of the same heading hold over all tables of a document."""

    def __init__(self, layout: Layout, register: Register) -> None:
        self._register = register
        self._cells: dict[tuple[_Headings, int], list[Cell]] = defaultdict(list)
        for table in layout.tables():
            for row in range(min(8, table.rows)):
                header = find_header(table, row)
                if header is not None:
                    self._add(header, table, row + header.rows)
                    break

    def _add(self, header: Header, table: Table, first: int) -> None:
        key = _headings(header)
        for column in range(table.columns):
            self._cells[key, column].extend(own_cells(table, first, column))

    def profiles(self, header: Header, table: Table, first: int) -> list[Profile]:
        """A profile for each column of a header that ends above row `first`."""
        key = _headings(header)
        return [
            Profile(
                self._cells.get((key, column)) or own_cells(table, first, column), self._register
            )
            for column in range(table.columns)
        ]


def own_cells(table: Table, first: int, column: int) -> list[Cell]:
    """A column's own cells from a row on: those that start there and span no other column."""
    cells = (table.at(r, column) for r in range(first, table.rows))
    held = {id(c): c for c in cells if c is not None and c.column == column and c.column_span == 1}
    return list(held.values())


def goes_on(header: Header, table: Table, register: Register) -> bool:
    """True where a table without a header may be a part of the grid before it.

    It has as many columns, and its cells hold what those columns hold.
    """
    if table.columns != len(header.columns):
        return False
    profiles = [Profile(own_cells(table, 0, c), register) for c in range(table.columns)]
    checks = [
        _agrees(role, found)
        for column, found in zip(header.columns, profiles, strict=True)
        for role in column.roles
        if found.filled
    ]
    known = [c for c in checks if c is not None]
    return bool(known) and sum(known) >= 0.75 * len(known)


def _agrees(role: str, found: Profile) -> bool | None:
    match role:
        case "action" | "recommendation":
            return found.prose >= 0.4
        case "deadline" | "original_deadline" | "revised_deadline":
            return found.dates >= 0.4
        case "owner":
            return found.owners >= 0.4
        case "number":
            return found.labels >= 0.5
        case "rag":
            return found.ratings >= 0.5
        case _:
            return None


def ready(layout: Layout) -> Layout:
    """A layout with its tables parted."""
    blocks: list[TextBlock | Table] = []
    for block in layout.blocks:
        blocks.extend(parted(block) if isinstance(block, Table) else [block])
    return Layout(layout.document, blocks, layout.boilerplate)
