"""The front of a document: what stands before the plan, and the words that tell its dates apart."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from schemas.blocks import Cell, Layout, Table, TextBlock
from schemas.document import Passage

from .columns import role_of
from .dates import DateContext, find_dates
from .grid import find_header, is_plan_header
from .language import Phrases, english
from .vocabulary import load

# How much of a document is its front, in blocks and in words.
_FRONT_BLOCKS, _FRONT_WORDS = 60, 900
# The cues of dates that are none of the document's own: starts, ends, reviews, deadlines.
OTHER = "other"


@cache
def cues_of_dates() -> Phrases:
    """What tells which date one is; `other` is none of the document's own.

    A deadline's wordings of several words tell of an action ("Target date: 3 June 2027").
    """
    data, columns = load("facts")["cues"], load("columns")
    told = [(name, word) for name, words in data.items() for word in words]
    known = {word for _, word in told}
    for role in ("deadline", "original_deadline", "revised_deadline"):
        told += [(OTHER, w) for w in columns[role] if " " in w and w not in known]
    return Phrases(told)


def front_of(layout: Layout) -> list[TextBlock]:
    """The text blocks before the plan's own tables, within the first few hundred words."""
    front: list[TextBlock] = []
    words = 0
    for block in layout.blocks[:_FRONT_BLOCKS]:
        if isinstance(block, Table):
            if words > 40:
                break
            front.extend(_table_texts(block))
            continue
        front.append(block)
        words += len(block.text.split())
        if words > _FRONT_WORDS:
            break
    return front


def _table_texts(table: Table) -> Iterator[TextBlock]:
    """The texts of a small table at the front (a title block)."""
    if table.rows * table.columns > 16 or _is_plans_own(table):
        return
    for row in table.grid():
        cells = list({id(c): c for c in row if c is not None and c.text}.values())
        if len(cells) == 2 and table.columns == 2 and not all(_is_date(c) for c in cells):
            # "Report issued: | March 2024" is one line.
            yield TextBlock("paragraph", Passage.join(c.passage for c in cells))
            continue
        for cell in cells:
            label = _label_of(cell, table) if _is_date(cell) else None
            if label is not None:
                parts = (label.passage, cell.passage)
                yield TextBlock("paragraph", Passage.join(parts))
                continue
            yield from (b for b in cell.blocks if isinstance(b, TextBlock))


def _is_plans_own(table: Table) -> bool:
    """True for a table of actions, whose dates are theirs: a grid, or a card with a label a row."""
    for row in range(min(2, table.rows)):
        header = find_header(table, row)
        if header is not None and header.has("action", "recommendation"):
            return is_plan_header(header)
    labels = [role_of(c.text) for c in table.cells if c.column == 0 and c.text]
    whole = {found.role for found in labels if found is not None and found.score == 1.0}
    return table.columns == 2 and "action" in whole and len(whole) > 1


def _is_date(cell: Cell) -> bool:
    """True for a cell that holds a date and nothing else."""
    text = cell.text.strip()
    return any(text[a:b] == text for a, b, _ in find_dates(text, DateContext()))


def _label_of(cell: Cell, table: Table) -> Cell | None:
    """What stands before a date, or over its column, and says which date it is."""
    for label in (table.at(cell.row, cell.column - 1), table.at(0, cell.column)):
        if label is not None and label.text and label is not cell and not _is_date(label):
            cues = cues_of_dates().find(english()(label.text))
            if cues and label.row <= cell.row:
                return label
    return None
