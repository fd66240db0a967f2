"""What a column's cells hold, where its heading is missing, odd or misleading.

A heading's wording comes first.  Where it says nothing, or its cells plainly
hold something else, the cells decide: labels, dates, owners, ratings, prose.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cached_property, lru_cache

from schemas.blocks import Cell

from .columns import Role, rank_of
from .dates import DateContext, date_piece, find_dates
from .grid import Column, Header
from .labels import bare_label, opens_with_word
from .people import Register, nobody_state, owner_score
from .status import is_nothing, is_response, rag_value, status_word

# Share of a column's filled cells from which its content is plain.
_PLAIN = 0.7
# Cells looked at: enough to know a column by.
_MOST_CELLS = 40


class Profile:
    """Shares (0 to 1) of a column's filled cells by what they hold, each worked out when asked for.

    Empty cells count only for their colour.
    """

    def __init__(self, cells: list[Cell], register: Register) -> None:
        self._texts = [t for c in cells[:_MOST_CELLS] if (t := c.text) and not is_nothing(t)]
        self._register = register
        self._fills = [c.fill for c in cells]

    def _share(self, holds: Callable[[str], bool]) -> float:
        return sum(map(holds, self._texts)) / len(self._texts) if self._texts else 0.0

    @property
    def filled(self) -> int:
        return len(self._texts)

    @cached_property
    def labels(self) -> float:
        return self._share(lambda t: bare_label(t) is not None)

    @cached_property
    def worded(self) -> float:
        """Texts that a worded label begins: `Priority 2: ...`."""
        return self._share(opens_with_word)

    @cached_property
    def dates(self) -> float:
        return self._share(_is_deadline)

    @cached_property
    def owners(self) -> float:
        return self._share(lambda t: _owner(t, self._register))

    @cached_property
    def ratings(self) -> float:
        return self._share(lambda t: rag_value(t) is not None)

    @cached_property
    def statuses(self) -> float:
        return self._share(status_word)

    @cached_property
    def responses(self) -> float:
        return self._share(is_response)

    @cached_property
    def prose(self) -> float:
        return self._share(lambda t: len(t.split()) >= 5 and not is_response(t))

    @cached_property
    def fills(self) -> float:
        found = [f for f in self._fills if f]
        return len(found) / len(self._fills) if len(set(found)) > 1 else 0.0


@lru_cache(maxsize=8192)
def _is_deadline(text: str) -> bool:
    """True for a text that is a date, or little else than dates."""
    if date_piece(text) == "whole":
        return True
    if len(text.split()) > 12:
        return False
    covered = sum(end - start for start, end, _ in find_dates(text, DateContext()))
    return covered >= 0.6 * len(text)


def _owner(text: str, register: Register) -> bool:
    return nobody_state(text) is not None or register.score(text, owner_score) >= 0.75


def complete(header: Header, profiles: list[Profile]) -> Header:
    """The header with roles that its columns' cells give or mend; a profile a column."""
    columns = list(header.columns)
    for index, (column, found) in enumerate(zip(columns, profiles, strict=True)):
        columns[index] = _mended(column, found)
    for index, (column, found) in enumerate(zip(columns, profiles, strict=True)):
        if column.roles and column.score >= 0.5:
            continue
        role = _by_content(found, columns)
        if role is not None:
            columns[index] = Column(column.heading, (role,), 0.7)
    _find_action(columns, profiles)
    _find_recommendation(columns, profiles)
    settle_doubles(columns, profiles)
    return replace(header, columns=tuple(columns))


def _mended(column: Column, found: Profile) -> Column:
    """A column whose cells plainly hold something else than its heading says."""
    if found.filled < 2 or not column.roles or len(column.roles) > 1:
        return column
    role = column.roles[0]
    other: Role | None = None
    if role == "response" and found.prose >= 0.5:
        other = "action"
    elif role == "deadline" and found.dates < 0.2 and found.owners >= _PLAIN:
        other = "owner"
    elif role == "owner" and found.dates >= _PLAIN:
        other = "deadline"
    elif role == "status" and found.prose >= _PLAIN and found.statuses < 0.3:
        other = "progress"
    elif role == "recommendation" and column.score < 1 and found.prose < 0.2 and not found.labels:
        return replace(column, roles=())
    elif role == "priority" and found.filled >= 3 and found.prose >= 0.9:
        other = "recommendation"
    return column if other is None else Column(column.heading, (other,), column.score)


def _by_content(found: Profile, columns: list[Column]) -> Role | None:
    """The role that a column without a known heading has by what its cells hold."""
    held = {r for c in columns for r in c.roles}
    if found.filled and "number" not in held and found.labels >= _PLAIN:
        return "number"
    if found.filled >= 2 and "deadline" not in held and found.dates >= _PLAIN:
        return "deadline"
    if found.responses >= _PLAIN and "response" not in held and found.filled >= 2:
        return "response"
    if found.statuses >= _PLAIN and "status" not in held and found.filled >= 2:
        return "status"
    if (found.ratings >= _PLAIN or found.fills >= 0.5) and "rag" not in held:
        return "rag"
    if found.filled >= 2 and "owner" not in held and found.owners >= _PLAIN:
        return "owner"
    return None


def _find_action(columns: list[Column], profiles: list[Profile]) -> None:
    """Where no column is the action's: the first of prose without a known heading."""
    held = {r for c in columns for r in c.roles if c.score >= 0.5}
    if "action" in held or not held & {"owner", "deadline"}:
        return
    for index, (column, found) in enumerate(zip(columns, profiles, strict=True)):
        if (not column.roles or column.score < 0.5) and found.prose >= 0.5 and found.filled:
            if "recommendation" in held and not column.heading:
                continue
            columns[index] = Column(column.heading, ("action",), 0.7)
            return


def _find_recommendation(columns: list[Column], profiles: list[Profile]) -> None:
    """What stands in prose before the action, under an odd heading, is what it answers."""
    action = next((i for i, c in enumerate(columns) if "action" in c.roles), None)
    if action is None or any("recommendation" in c.roles for c in columns):
        return
    for index in range(action):
        column, found = columns[index], profiles[index]
        # Without a heading (OCR may have missed it) its labels tell.
        named = bool(column.heading) or (found.filled >= 2 and found.worded >= _PLAIN)
        if named and not column.roles and found.filled and found.prose >= 0.5:
            columns[index] = replace(column, roles=("recommendation",), score=0.6)
            return


# Roles that one column of a grid has; further owners, progress and extras may stand side by side.
_SINGLE: tuple[Role, ...] = (
    "action", "recommendation", "number", "deadline", "status", "rag", "priority", "response",
)  # fmt: skip


def settle_doubles(columns: list[Column], profiles: list[Profile]) -> None:
    """Leave each single role to one column; the others lose it or take the role beside it."""
    for role in _SINGLE:
        held = [i for i, c in enumerate(columns) if role in c.roles]
        if len(held) < 2 or len({columns[i].heading for i in held}) == 1:
            continue
        best = max(held, key=lambda i: _claim_of(columns[i], profiles[i], role, i))
        for index in held:
            if index == best:
                continue
            rest = tuple(r for r in columns[index].roles if r != role)
            free = not any("recommendation" in c.roles for c in columns)
            if role == "action" and free and index < best and profiles[index].prose >= 0.4:
                rest = ("recommendation",)
            columns[index] = replace(columns[index], roles=rest)


def _claim_of(
    column: Column, found: Profile, role: Role, index: int
) -> tuple[bool, float, int, int]:
    """How good a column's claim to a role is: its cells, its wording, its place."""
    fits = {
        "action": found.prose,
        "recommendation": found.prose,
        "number": found.labels,
        "deadline": found.dates,
        "status": found.statuses,
        "rag": max(found.ratings, found.fills),
    }.get(role, 1.0)
    good = fits >= 0.4 or not (found.filled or found.fills)
    return good, column.score, -rank_of(column.heading, role), index


def holds_texts(header: Header, profiles: list[Profile]) -> bool:
    """False where what should be actions are bare numbers: a table that counts them."""
    wanted = [
        p
        for c, p in zip(header.columns, profiles, strict=True)
        if {"action", "recommendation"} & set(c.roles) and p.filled
    ]
    return not wanted or any(p.labels < _PLAIN or p.prose >= 0.2 for p in wanted)
