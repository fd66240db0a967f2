"""A document's own key: what its letters, colours and percents of status mean."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from schemas.blocks import Table
from schemas.plan import RagValue, StatusValue

from .status import fill_value, is_done, rag_value, status_value, status_word

# A key is a small table of a code beside its meaning.
_MOST_ROWS, _MOST_WORDS = 10, 3


@dataclass(slots=True)
class Key:
    """Statuses by printed code, and the colours that mean that an action is done."""

    statuses: dict[str, StatusValue] = field(default_factory=dict)
    done: set[RagValue] = field(default_factory=set)
    colours: set[RagValue] = field(default_factory=set)

    def status(self, text: str) -> StatusValue | None:
        """The status that a code has in this document; None for other texts."""
        return self.statuses.get(_fold(text))


def read_keys(tables: Iterable[Table]) -> Key:
    """The key that a document's small tables give, as far as they give one."""
    key = Key()
    for table in tables:
        if table.columns == 2 and 2 <= table.rows <= _MOST_ROWS:
            for row in range(table.rows):
                _read_row(table, row, key)
    return key


def _read_row(table: Table, row: int, key: Key) -> None:
    code, meaning = table.at(row, 0), table.at(row, 1)
    if code is None or meaning is None or code is meaning or not meaning.text:
        return
    text = code.text.strip()
    if len(text.split()) > _MOST_WORDS:
        return
    colour = rag_value(text) if text else fill_value(code.fill) if code.fill else None
    if colour is not None and colour not in {"grey", "other"} and (len(text) > 1 or code.fill):
        key.colours.add(colour)
        if is_done(meaning.text):
            key.done.add(colour)
        return
    if text and len(text) <= 3 and status_word(meaning.text):
        value = status_value(meaning.text)
        if value is not None:
            key.statuses[_fold(text)] = value


def _fold(text: str) -> str:
    return text.strip(" .:()").casefold()
