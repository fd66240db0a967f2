"""Tables of leads: known by their headings and by what their cells hold."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from schemas.blocks import Cell, Table
from schemas.document import Passage
from schemas.plan import Lead

from .codes import initials_fit
from .cycles import read_cycles
from .entry import Entry, read_entry
from .fold import fold
from .leads import Row, make_leads
from .shape import is_initials, name_words, nobody_state, shape_of
from .words import people

ColumnRole = Literal["name", "initials", "post", "organisation", "mixed", "contact", "other"]

_MOST_COLUMNS = 8
# A column of longer texts is prose, and its table no list of people.
_MOST_WORDS = 12
_CONTACT = re.compile(
    r"[+\d][\d\s()+/-]{5,}(?:\s*(?:ext|x)\.?\s*\d+)?|\S+@\S+\.\S+|https?://\S+", re.I
)
_BRACKETED = re.compile(r"\s*\([^()]*\)\s*")


@dataclass(slots=True)
class _Column:
    """What the cells of a column hold, as shares of its filled cells."""

    filled: int = 0
    names: float = 0.0
    entries: float = 0.0
    initials: float = 0.0
    posts: float = 0.0
    bodies: float = 0.0
    nobody: float = 0.0
    contacts: float = 0.0
    words: float = 0.0


def read_leads_table(table: Table, heading: str = "") -> list[Lead] | None:
    """The leads of a table, in its own order; None where it is no table of leads.

    `heading` is the text that stands over the table, if any: `Attendance`,
    `Distribution` or `Sign-off` say that the people in it own nothing.
    """
    lists = people()
    if not 1 <= table.columns <= _MOST_COLUMNS or _has_any(heading, lists.headings["dismissing"]):
        return None
    rows = [_row(table, r) for r in range(table.rows)]
    roles = _header(rows[0]) if rows else None
    if roles is None and rows and _is_foreign(rows[0]):
        return None
    body = rows[1:] if roles is not None else rows
    body = [row for row in body if any(c is not None and c.text for c in row)]
    if not body or (roles is None and len(body) < 2):
        return None
    columns = [_measure([row[c] for row in body]) for c in range(table.columns)]
    chosen = _choose(columns, roles or {})
    if _attendance(body):
        return None
    if chosen is None:
        return _one_column(body)
    made: list[Row] = []
    band: str | None = None
    for row in body:
        if _ends(row, chosen):
            break
        cells = [c for c in row if c is not None and c.text]
        if len(cells) == 1 and cells[0].column_span == table.columns and table.columns > 1:
            band = cells[0].text if shape_of(cells[0].text).kind == "organisation" else None
            continue
        lead = _lead(row, chosen)
        if lead is not None:
            lead.organisation = lead.organisation or band
            made.append(lead)
    return make_leads(made) if made else None


def _one_column(body: list[list[Cell | None]]) -> list[Lead] | None:
    """The leads of a table whose columns fell into one."""
    cells = [[c for c in row if c is not None and c.text] for row in body]
    if any(len(row) != 1 for row in cells):
        return None
    rows, used = read_cycles([row[0].passage for row in cells])
    return make_leads(rows) if len(used) * 2 > len(cells) else None


def _row(table: Table, row: int) -> list[Cell | None]:
    """A row's cells; a cell that spans columns stands once, one that spans rows in each."""
    cells: list[Cell | None] = []
    for column in range(table.columns):
        cell = table.at(row, column)
        cells.append(cell if cell is not None and cell.column == column else None)
    return cells


def _header(row: list[Cell | None]) -> dict[int, ColumnRole] | None:
    """The roles that headings give; None where the row is no header of a leads table."""
    roles: dict[int, ColumnRole] = {}
    filled = 0
    for number, cell in enumerate(row):
        if cell is None or not cell.text:
            continue
        filled += 1
        role = _role(cell.text)
        if role is not None:
            roles[number] = role
    if not roles or len(roles) == filled:
        return roles or None
    # A heading that no list has ("Known here as") beside two that are known.
    others = [c.text for n, c in enumerate(row) if c is not None and c.text and n not in roles]
    content = any(shape_of(t).kind == "person" or nobody_state(t) for t in others)
    foreign = any(fold(t) in people().headings["foreign"] for t in others)
    return roles if len(roles) >= 2 and not content and not foreign else None


def _role(heading: str) -> ColumnRole | None:
    words = fold(_BRACKETED.sub(" ", heading)) or fold(heading)
    lists = people().headings
    order: tuple[ColumnRole, ...] = (
        "mixed", "initials", "post", "organisation", "name", "contact",
    )  # fmt: skip
    for role in order:
        if words in lists[role] or fold(heading) in lists[role]:
            return role
    return None


def _is_foreign(row: list[Cell | None]) -> bool:
    foreign = people().headings["foreign"]
    return any(c is not None and c.text and fold(c.text) in foreign for c in row)


def _has_any(text: str, phrases: frozenset[str]) -> bool:
    padded = f" {fold(text)} "
    return any(f" {p} " in padded for p in phrases)


def _attendance(body: list[list[Cell | None]]) -> bool:
    marks = people().headings["attendance"]
    return any(c is not None and c.text.casefold() in marks for row in body for c in row)


def _measure(cells: list[Cell | None]) -> _Column:
    texts = [" ".join(c.text.split()) for c in cells if c is not None and c.text]
    if not texts:
        return _Column()
    column = _Column(filled=len(texts))
    share = 1 / len(texts)
    for text in texts:
        column.words += share * len(text.split())
        if nobody_state(text):
            column.nobody += share
        elif _CONTACT.fullmatch(text.strip()):
            column.contacts += share
        elif is_initials(text) or (len(text) <= 6 and text.isupper() and text.isalpha()):
            column.initials += share
        elif name_words(_BRACKETED.sub(" ", text)):
            column.names += share
        else:
            _measure_longer(text, column, share)
    return column


def _measure_longer(text: str, column: _Column, share: float) -> None:
    entry = read_entry(text)
    if entry is not None and entry.strong and entry.useful and (entry.name or entry.state):
        column.entries += share
        return
    shape = shape_of(text)
    if shape.kind == "person":
        column.names += share
    elif shape.kind == "post":
        column.posts += share
    elif shape.kind == "organisation":
        column.bodies += share


def _choose(columns: list[_Column], headed: dict[int, ColumnRole]) -> dict[int, ColumnRole] | None:
    """The roles of the columns by heading and content; None where they make no leads table."""
    if any(c.filled and c.words > _MOST_WORDS for c in columns):
        return None
    roles: dict[int, ColumnRole] = {}
    for number, column in enumerate(columns):
        roles[number] = _by_content(column) if column.filled else "other"
    for number, role in headed.items():
        if roles.get(number) in (None, "other", "post", "organisation"):
            # What a column holds outranks its heading ("Lead" over job titles).
            posts = columns[number].posts + columns[number].bodies
            if role == "name" and posts > 0.5:
                role = "post"
            roles[number] = role
    names = [n for n, role in roles.items() if role == "name"]
    titles = [n for n, role in roles.items() if role == "post"]
    mixed = [n for n, role in roles.items() if role == "mixed"]
    if not any(columns[n].names for n in names) and not any(columns[n].entries for n in mixed):
        return None
    if mixed and not names:
        return roles
    initials = any(role == "initials" for role in roles.values())
    bodies = any(role == "organisation" for role in roles.values())
    if headed:
        enough = bool(names) and (bool(titles) or initials or bodies)
    else:
        # Without a heading, the cells themselves must leave no doubt.
        held = max((columns[n].names + columns[n].nobody for n in names), default=0.0)
        titled = max((columns[n].posts + columns[n].bodies for n in titles), default=0.0)
        enough = held >= 0.8 and (titled >= 0.6 or initials)
    return roles if enough else None


def _by_content(column: _Column) -> ColumnRole:
    if column.contacts >= 0.5:
        return "contact"
    if column.entries + column.nobody >= 0.5 and column.entries > column.names:
        return "mixed"
    if column.names + column.nobody >= 0.6 and column.names >= max(column.posts, 0.2):
        return "name"
    if column.initials + column.nobody >= 0.6 and column.initials >= 0.4:
        return "initials"
    if column.posts >= 0.3 and column.posts >= column.bodies:
        return "post"
    if column.bodies >= 0.5:
        return "organisation"
    return "other"


def _ends(row: list[Cell | None], roles: dict[int, ColumnRole]) -> bool:
    """True for a row that belongs to another table: headings, or text where a name should be."""
    for number, cell in enumerate(row):
        if cell is None or not cell.text or cell.column_span > 1:
            continue
        role, words = roles.get(number, "other"), cell.text.split()
        if role == "initials" and len(words) > 2:
            return True
        if role == "name" and _no_name(cell.text):
            return True
    texts = [fold(c.text) for c in row if c is not None and c.text]
    lists = people().headings
    known = sum(_role(t) is not None or t in lists["foreign"] for t in texts)
    return len(texts) > 1 and known * 2 >= len(texts)


def _lead(row: list[Cell | None], roles: dict[int, ColumnRole]) -> Row | None:
    """One row's lead; None where it holds neither a name nor a post."""
    used: list[Passage] = []
    lead = Row(Passage())
    for number, cell in enumerate(row):
        role = roles.get(number, "other")
        if cell is None or not cell.text or role in ("other", "contact"):
            continue
        live = cell.passage.without(struck=True)
        text = live.text
        if not text:
            continue
        used.append(live)
        _file(role, text, lead)
    if lead.initials and not _are_initials(lead.initials, lead.name):
        lead.initials = None
    lead.passage = Passage.join(used)
    if lead.name is None and lead.state is None and len(used) == 1:
        # A lone cell is a post without a holder, or a stray line that is no lead at all.
        kind = shape_of(lead.job_title or lead.organisation or "").kind
        if kind not in ("post", "organisation") or any(c.isdigit() for c in lead.passage.text):
            return None
    return lead if lead.name or lead.job_title or lead.organisation else None


def _file(role: ColumnRole, text: str, lead: Row) -> None:
    state = nobody_state(text)
    if state:
        if role != "initials":
            lead.state = state
        elif text.isalpha() and text.isupper():
            lead.initials = text
    elif role == "initials":
        lead.initials = text.strip("()[] ")
    elif role in ("name", "mixed"):
        _file_entry(read_entry(text), text, lead, role)
    elif role == "post":
        entry = read_entry(text)
        if entry is not None and entry.initials and entry.post and not entry.name:
            lead.initials = lead.initials or entry.initials
            text = entry.post
        lead.job_title = f"{lead.job_title}, {text}" if lead.job_title else text
    else:
        lead.organisation = text


def _are_initials(text: str, name: str | None) -> bool:
    """False for `NA` that says there are none; `XX` stands as printed, whether it fits or not."""
    if not nobody_state(text) or set(text) == {"X"}:
        return True
    return name is not None and initials_fit(text, name)


def _no_name(text: str) -> bool:
    """True for running text, which no column of names holds."""
    if nobody_state(text) or _may_be_name(text):
        return False
    entry = read_entry(text)
    named = entry is not None and (entry.name or entry.state or entry.initials)
    return not named and shape_of(text).kind not in ("post", "organisation", "group", "person")


def _may_be_name(text: str) -> bool:
    """True for what a column of names may hold though no list knows it: `Poe`, `J Poe & T Hill`."""
    words = text.split()
    small = sum(w[0].islower() for w in words)
    short = len(words) <= 6 and text[:1].isupper() and small * 2 < len(words)
    return short and shape_of(text).kind not in ("post", "organisation", "group")


def _file_entry(entry: Entry | None, text: str, lead: Row, role: ColumnRole) -> None:
    if entry is None or not (entry.name or entry.state):
        if role == "name" and entry is not None and entry.post is None:
            lead.initials = lead.initials or entry.initials
        elif role == "name" and _may_be_name(text):
            lead.name = text
        else:
            lead.job_title = lead.job_title or text
        return
    lead.name = entry.name
    lead.initials = lead.initials or entry.initials
    lead.state = entry.state
    if entry.post:
        lead.job_title = f"{entry.post}, {lead.job_title}" if lead.job_title else entry.post
