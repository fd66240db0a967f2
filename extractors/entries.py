"""A layout as one stream of entries: headings, texts, fields, bands and rows.

Forms ("Lead: | Stephen"), cards and grids are tables of one family.  Read row
by row, each row is a column header, a band across the table, a label with its
value, or a row of a grid.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from schemas.blocks import Cell, Layout, Table, TextBlock
from schemas.document import Passage

from .columns import Role, role_seen
from .contents import complete, holds_texts
from .grid import Header, find_header, is_header_again, is_plan_header
from .labels import bare_label, is_action_label, label_word, leading_label
from .lines import labelled_values, split_at_labels
from .lists import right_edge
from .people import Register, read_leads_table
from .tables import Pool, goes_on


@dataclass(slots=True)
class Heading:
    """A heading; `in_table` for a row across a table, which ranks below all others."""

    passage: Passage
    marker: Passage
    level: int
    page: int | None = None
    in_table: bool = False


@dataclass(slots=True)
class Text:
    """A paragraph or list item of running text; `furniture` prints headings without rows."""

    passage: Passage
    marker: Passage
    listed: bool = False
    furniture: bool = False


@dataclass(slots=True)
class Field:
    """A label and its value: a row of a form or card, or a line `Lead: …`.

    `fill` is the value cell's colour, `right` the edge in points up to which its
    lines run (None where unknown), `confidence` layout's, for the row.
    """

    role: Role
    label: Passage
    values: list[TextBlock]
    fill: str | None = None
    right: float | None = None
    confidence: float = 1.0

    @property
    def value(self) -> Passage:
        return Passage.join(v.passage for v in self.values)


@dataclass(slots=True)
class Band:
    """A row across a grid, below its column header."""

    passage: Passage
    marker: Passage
    header: Header
    lone: bool = True


@dataclass(slots=True)
class Row:
    """One row of a grid: its cells by column; `own` says which start in this row."""

    cells: list[Cell | None]
    row: int
    header: Header
    table: Table
    confidence: float = 1.0

    def cell(self, role: Role) -> Cell | None:
        column = self.header.column(role)
        return None if column is None else self.cells[column]

    def heading(self, role: Role) -> str:
        """The heading of the column with a role; empty where there is none."""
        column = self.header.column(role)
        return "" if column is None else self.header.columns[column].heading

    def starts(self, cell: Cell | None) -> bool:
        return cell is not None and cell.row == self.row


@dataclass(slots=True)
class LeadsTable:
    """A table of people and posts."""

    table: Table


@dataclass(slots=True)
class OtherTable:
    """A table that is no plan: a key, definitions, a list of versions, a sign-off."""

    table: Table


@dataclass(slots=True)
class HeaderRow:
    """A column header: boilerplate, and the beginning of a grid."""

    passages: list[Passage]
    header: Header


Entry = Heading | Text | Field | Band | Row | LeadsTable | OtherTable | HeaderRow


@dataclass(slots=True)
class _State:
    """What the rows above say of the rows below."""

    register: Register
    pool: Pool
    header: Header | None = None
    entries: list[Entry] = field(default_factory=list)


def entries_of(layout: Layout, register: Register) -> list[Entry]:
    """The entries of a layout, in reading order; `register` tells owners in columns."""
    state = _State(register, Pool(layout, register))
    for block in layout.blocks:
        if isinstance(block, TextBlock):
            state.entries.extend(_text_entries(block))
        elif read_leads_table(block) is not None:
            state.entries.append(LeadsTable(block))
        else:
            _table_entries(block, state)
    return state.entries


def _text_entries(block: TextBlock) -> list[Entry]:
    if not block.passage and not block.marker:
        return []
    labelled = any(ch.isalnum() for ch in block.marker.text)
    entries: list[Entry] = []
    parts = [block.passage] if block.kind == "heading" else split_at_labels(block.passage)
    for number, part in enumerate(parts or [block.passage]):
        fields = [] if labelled and number == 0 else _fields(part)
        if block.kind == "heading":
            fields = [f for f in fields if f.role not in {"recommendation", "action", "number"}]
        marker = block.marker if number == 0 else Passage()
        if fields:
            entries.extend(fields)
        elif block.kind == "heading":
            entries.append(Heading(part, marker, block.level, block.page))
        else:
            entries.append(Text(part, marker, listed=block.kind == "list_item" and number == 0))
    return entries


def _fields(passage: Passage) -> list[Field]:
    """The fields of a line such as `Lead: Ida Moss. Deadline: 29 March 2019.`"""
    return [
        Field(role, label, [TextBlock("paragraph", value)])
        for role, label, value in labelled_values(passage)
    ]


def _table_entries(table: Table, state: _State) -> None:
    if table.unread:
        state.entries.append(OtherTable(table))
        return
    grid = table.grid()
    header, first = _opening(table, grid, state)
    if header is None and not _is_form(grid):
        state.entries.append(OtherTable(table))
        return
    row = 0
    while row < table.rows:
        cells = grid[row]
        if header is not None and row == first:
            state.entries.append(HeaderRow(_passages(grid[row : row + header.rows]), header))
            row += header.rows
            continue
        current = header if header is not None and row > first else None
        if current is not None and is_header_again(cells, current):
            state.entries.append(HeaderRow(_passages([cells]), current))
        elif current is not None and (changed := find_header(table, row, strict=True)):
            header = complete(changed, state.pool.profiles(changed, table, row + changed.rows))
            first = row
            continue
        else:
            state.entries.extend(_row_entries(table, cells, row, current))
        row += 1
    state.header = header or state.header


def _opening(
    table: Table, grid: list[list[Cell | None]], state: _State
) -> tuple[Header | None, int]:
    """The table's header and the row it stands in; a header printed once goes on (row -1)."""
    for row in range(min(8, table.rows)):
        header = find_header(table, row)
        if header is None:
            continue
        profiles = state.pool.profiles(header, table, row + header.rows)
        header = complete(header, profiles)
        if is_plan_header(header) and holds_texts(header, profiles):
            return header, row
    previous = state.header
    if previous is not None and not _is_form(grid) and goes_on(previous, table, state.register):
        return previous, -1
    return None, -1


def _passages(rows: list[list[Cell | None]]) -> list[Passage]:
    seen: dict[int, Passage] = {}
    for row in rows:
        for cell in row:
            if cell is not None:
                seen.setdefault(id(cell), Passage.join([cell.passage, *_markers(cell)]))
    return list(seen.values())


def _markers(cell: Cell) -> list[Passage]:
    return [b.marker for b in cell.blocks if isinstance(b, TextBlock)]


def _distinct(cells: list[Cell | None]) -> list[Cell]:
    seen: dict[int, Cell] = {}
    for cell in cells:
        if cell is not None:
            seen.setdefault(id(cell), cell)
    return list(seen.values())


def _row_entries(
    table: Table, cells: list[Cell | None], row: int, header: Header | None
) -> list[Entry]:
    distinct = _distinct(cells)
    filled = [c for c in distinct if c.blocks]
    if not filled:
        return []
    if header is not None:
        band = _band(table, filled, distinct, row, header)
        if band is not None:
            return [band]
        return [Row(cells, row, header, table, table.row_confidence(row))]
    role = _label_role(filled[0]) if len(distinct) > 1 else None
    if role is not None:
        values = [b for c in filled[1:] for b in c.blocks if isinstance(b, TextBlock)]
        right = right_edge(table.at(r, distinct[1].column) for r in range(table.rows))
        fill, sure = _fill(filled[1:], distinct[1:]), table.row_confidence(row)
        return [Field(role, filled[0].passage, values, fill, right, sure)]
    if len(distinct) == 1:
        return _across(filled[0])
    return [e for c in filled for b in c.blocks if isinstance(b, TextBlock) for e in _plain(b)]


def _fill(filled: list[Cell], rest: list[Cell]) -> str | None:
    return next((c.fill for c in (*filled, *rest) if c.fill), None)


def _plain(block: TextBlock) -> list[Entry]:
    return [Text(block.passage, block.marker, listed=block.kind == "list_item")]


def _label_role(cell: Cell) -> Role | None:
    """The role of a label cell: short, and a known wording as a whole."""
    text = cell.text.strip().rstrip(":")
    found = role_seen(cell.passage) if 0 < len(text.split()) <= 8 else None
    return found.role if found is not None and found.score >= 0.75 else None


def _band(
    table: Table, filled: list[Cell], distinct: list[Cell], row: int, header: Header
) -> Band | None:
    """A row across the grid: one wide cell, with at most a label before it."""
    wide = [c for c in filled if c.column_span >= max(2, table.columns - 2) and c.row == row]
    rest = [c for c in filled if c not in wide]
    if not wide and len(filled) == 1 and _stands_alone(table, filled[0], row):
        return Band(filled[0].passage, _first_marker(filled[0]), header)
    if (
        len(wide) != 1
        or len(rest) > 1
        or any(c.column > wide[0].column for c in distinct if c.blocks)
    ):
        return None
    if rest and bare_label(_whole(rest[0]).text) is None:
        return None
    marker = _whole(rest[0]) if rest else _first_marker(wide[0])
    return Band(wide[0].passage, marker, header)


def _stands_alone(table: Table, cell: Cell, row: int) -> bool:
    """True for the only text of a row that is set or worded as a heading of the rows below."""
    text = cell.text
    word = label_word(text) or ((label := leading_label(text)) and label.word)
    if word is not None and not is_action_label(text):
        return True
    if not (cell.bold or cell.fill) or cell.row_span > 1:
        return False
    others = [c for c in table.cells if c.row > row and c.column == cell.column and c.blocks]
    return bool(others) and not all(c.bold or c.fill for c in others)


def _whole(cell: Cell) -> Passage:
    return Passage.join(
        p for b in cell.blocks if isinstance(b, TextBlock) for p in (b.marker, b.passage) if p
    )


def _first_marker(cell: Cell) -> Passage:
    first = cell.blocks[0]
    return first.marker if isinstance(first, TextBlock) else Passage()


def _across(cell: Cell) -> list[Entry]:
    """A row of one cell: headings where short and bold, filled or labelled; else texts."""
    entries: list[Entry] = []
    blocks = [b for b in cell.blocks if isinstance(b, TextBlock)]
    for block in blocks:
        labelled = any(ch.isalnum() for ch in block.marker.text)
        plain = block.marker and not labelled
        title = (
            len(blocks) == 1 and not plain and (cell.bold or block.bold or cell.fill or labelled)
        )
        known = role_seen(block.passage) if len(block.text.split()) <= 14 else None
        if block.kind == "heading" or title or (known is not None and known.score == 1.0):
            entries.append(Heading(block.passage, block.marker, 9, block.page, in_table=True))
        else:
            entries.extend(_text_entries(block))
    return entries


def _is_form(grid: list[list[Cell | None]]) -> bool:
    """True for a form or card: rows of a label with its value, or rows of one cell."""
    labels = across = 0
    for row in grid:
        distinct = _distinct(row)
        if len(distinct) == 1:
            across += bool(distinct[0].blocks)
        elif distinct and distinct[0].blocks and _label_role(distinct[0]) is not None:
            labels += 1
    wide = max((len(_distinct(row)) for row in grid), default=0)
    return (labels >= 2 and wide <= 4) or (labels >= 1 and across >= 1) or wide == 1
