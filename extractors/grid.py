"""Column headers: where they stand in a table, and what each column holds."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import cast

from rapidfuzz import fuzz

from schemas.blocks import Cell, Table
from schemas.document import Passage

from .columns import Role, misread_role, role_of, roles_of

# A header cell is short; longer texts are content.
_MOST_WORDS = 16
# How much of a heading is the same where OCR read it anew (rapidfuzz's 0 to 100).
_MISREAD = 60.0
# Rows that one header may take.
_MOST_ROWS = 3
_ENUMERATION = re.compile(r"^\(?(?:\d{1,2}|[A-Za-z])[.)]?$")
_DEADLINES: tuple[Role, ...] = ("deadline", "original_deadline", "revised_deadline")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading as printed, and its roles (two for a shared heading)."""

    heading: str
    roles: tuple[Role, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Header:
    """A grid's columns, and how many rows their headings take (0 where none is printed)."""

    columns: tuple[Column, ...]
    rows: int

    def column(self, role: Role) -> int | None:
        """The column with a role; the first where there are several."""
        return next((i for i, c in enumerate(self.columns) if role in c.roles), None)

    def has(self, *roles: Role) -> bool:
        return any(self.column(role) is not None for role in roles)


def find_header(table: Table, row: int, *, strict: bool = False) -> Header | None:
    """The header that begins at a row, over up to three rows; None where there is none.

    `strict` asks for two whole wordings, as for a header amid a grid's rows.
    """
    key = "strict header" if strict else "header", row
    if key not in table.known:
        table.known[key] = _header(table, row, strict=strict)
    return cast("Header | None", table.known[key])


def _header(table: Table, row: int, *, strict: bool) -> Header | None:
    best: tuple[float, Header] | None = None
    for rows in range(1, min(_MOST_ROWS, table.rows - row) + 1):
        if rows > 1 and not (_goes_on(table, row) and _goes_on(table, row + rows - 1)):
            break
        columns = tuple(_column(table, row, rows, c) for c in range(table.columns))
        score = _score(columns)
        if score > 0 and (best is None or score > best[0]):
            best = (score, Header(columns, rows))
    if best is None:
        return _by_look(table, row) if not strict else None
    best = (best[0], _with_parts(best[1], table, row))
    whole = {c.roles[0] for c in best[1].columns if c.score == 1.0 and c.roles}
    return None if strict and (len(whole) < 2 or not is_plan_header(best[1])) else best[1]


def _with_parts(header: Header, table: Table, row: int) -> Header:
    """The header with the row below it that only parts its wide headings, if there is one."""
    below = row + header.rows
    cells = [table.at(below, c) for c in range(table.columns)] if below < table.rows else []
    own = [c for c in cells if c is not None and c.row == below and c.blocks]
    if not own or not all(_is_part(table, c) for c in own):
        return header
    rows = header.rows + 1
    return Header(tuple(_column(table, row, rows, c) for c in range(table.columns)), rows)


def _by_look(table: Table, row: int) -> Header | None:
    """A first row that looks like a header (bold or tinted, unlike the rows below).

    Its wordings need not be known; the columns' cells may tell what they are.
    """
    if row > 1 or table.columns < 3 or table.rows < row + 3:
        return None
    cells = [table.at(row, c) for c in range(table.columns)]
    below = [table.at(row + 1, c) for c in range(table.columns)]
    filled = [c for c in cells if c is not None and c.blocks]
    marked = table.header_rows > row or (
        all(c.bold or c.fill for c in filled)
        and not all(c.bold or c.fill for c in below if c is not None and c.blocks)
    )
    if not marked or len({id(c) for c in filled}) < 3:
        return None
    if any(len(c.text.split()) > 8 for c in filled):
        return None
    return Header(tuple(_column(table, row, 1, c) for c in range(table.columns)), 1)


def _goes_on(table: Table, row: int) -> bool:
    """True where a row may be part of a header: no long text, and no bare content."""
    cells = [table.at(row, c) for c in range(table.columns)]
    own = [c for c in cells if c is not None and c.row == row and c.blocks]
    held = [c for c in cells if c is not None and c.row < row]
    if not own:
        return bool(held)
    return all(
        len(c.text.split()) <= _MOST_WORDS
        and (
            role_of(c.text) is not None
            or _ENUMERATION.match(c.text.strip())
            or c.column_span > 1
            or _is_part(table, c)
        )
        for c in own
    )


def _is_part(table: Table, cell: Cell) -> bool:
    """True for a short cell below one that spans it and others: "Start" below "Timescale"."""
    above = table.at(cell.row - 1, cell.column)
    return above is not None and above.column_span > 1 and len(cell.text.split()) <= 4


def _column(table: Table, row: int, rows: int, column: int) -> Column:
    parts: list[str] = []
    eyed: list[Passage] = []
    seen: set[int] = set()
    for r in range(row, row + rows):
        cell = table.at(r, column)
        if cell is None or id(cell) in seen:
            continue
        seen.add(id(cell))
        eyed.append(cell.passage)
        text = cell.text.strip()
        if not _ENUMERATION.match(text):
            parts.append(text)
    heading = " ".join(p for p in parts if p)
    if not heading or len(heading.split()) > _MOST_WORDS:
        return Column(heading, (), 0.0)
    # A heading above several columns says less than the one right above the column.
    found = roles_of(parts[-1]) if len(parts) > 1 and role_of(parts[-1]) else ()
    whole = roles_of(heading)
    if whole and (not found or whole[0].score >= found[0].score):
        found = whole
    if not found and any(w.by_eye for part in eyed for w in part.words):
        misread = misread_role(heading)
        found = (misread,) if misread is not None else ()
    return Column(heading, tuple(f.role for f in found), max((f.score for f in found), default=0.0))


def _score(columns: tuple[Column, ...]) -> float:
    """How well a row reads as a header; 0 where it does not."""
    # A heading above several columns counts once.
    named = list({c.heading: c for c in columns if c.heading}.values())
    known = [c for c in named if c.score >= 0.5]
    if len(named) < 2 or len({c.roles for c in known}) < 2 or len(known) < 0.6 * len(named):
        return 0.0
    return sum(c.score for c in known) / len(named) + 0.01 * len(known)


def is_plan_header(header: Header) -> bool:
    """True where the columns are those of a plan: what is to be done, and who, when or how far.

    A table that names only terms, people, versions or counts is none.
    """
    strong = {r for c in header.columns for r in c.roles if c.score >= 0.6}
    attributes: set[Role] = {
        "owner", *_DEADLINES, "status", "rag", "progress", "response", "success_measure",
        "expected_outcome", "evidence", "linked_plan", "resources",
    }  # fmt: skip
    if strong & {"action", "recommendation"}:
        return (
            bool(strong & attributes)
            or {"action", "recommendation"} <= strong
            or ("number" in strong and "action" in strong)
        )
    return "owner" in strong and bool(strong & set(_DEADLINES)) and len(header.columns) >= 3


def is_header_again(cells: list[Cell | None], header: Header) -> bool:
    """True for a row that prints the header's wordings once more."""
    texts = [(c.text if c else "").casefold().split() for c in cells]
    named = [(t, c.heading.casefold().split()) for t, c in zip(texts, header.columns, strict=False)]
    wanted = [(t, h) for t, h in named if h]
    if not wanted:
        return False
    same = sum(1 for t, h in wanted if t and Counter(t) <= Counter(h))
    if same >= max(2, 0.75 * len(wanted)):
        return True
    if not any(w.by_eye for c in cells if c is not None for w in c.passage.words):
        return False
    near = sum(fuzz.ratio(" ".join(t), " ".join(h)) >= _MISREAD for t, h in wanted if t)
    return near >= max(3, 0.6 * len(wanted))
