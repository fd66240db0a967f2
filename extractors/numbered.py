"""Several numbered actions in one cell, each with an owner or date of its own.

"1. … 2. … 3. …" beside three owners or three dates are three actions; beside
one owner and one date they are one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from schemas.blocks import Cell, TextBlock
from schemas.document import Passage

from .dates import date_piece
from .draft import DraftAction
from .people import Register, nobody_state, owner_score

_EMPTY = Register()


def parted_actions(action: DraftAction, cell: Cell | None) -> list[DraftAction]:
    """The actions that a cell holds: one a label, where labels have values of their own."""
    blocks = [b for b in cell.blocks if isinstance(b, TextBlock)] if cell else []
    labelled = [b for b in blocks if any(ch.isalnum() for ch in b.marker.text)]
    count = len(labelled)
    if count < 2 or blocks[0] is not labelled[0]:
        return [action]
    owners = _shares(action.owners, count, _is_owner)
    dates = _shares(action.deadline, count, _is_date)
    if owners is None and dates is None:
        return [action]
    made: list[DraftAction] = []
    for number, block in enumerate(labelled):
        made.append(
            replace(
                action,
                text=_text(blocks, labelled, number),
                label=block.marker,
                label_text=_label(block),
                owners=owners[number] if owners else action.owners,
                deadline=dates[number] if dates else action.deadline,
            )
        )
    return made


def _label(block: TextBlock) -> str:
    return block.marker.text.strip().strip("().:")


def _text(blocks: list[TextBlock], labelled: list[TextBlock], number: int) -> Passage:
    """A labelled block's words with those of the plain blocks that follow it."""
    first = blocks.index(labelled[number])
    last = blocks.index(labelled[number + 1]) if number + 1 < len(labelled) else len(blocks)
    return Passage.join(b.passage for b in blocks[first:last])


def _shares(value: Passage | None, count: int, fits: Callable[[str], bool]) -> list[Passage] | None:
    """A cell's value as one share a label; None where its lines are not so many values."""
    if value is None:
        return None
    lines = [line for line in value.each_line() if line.text]
    return lines if len(lines) == count and all(fits(x.text) for x in lines) else None


def _is_owner(text: str) -> bool:
    return nobody_state(text) is not None or owner_score(text, _EMPTY) >= 0.7


def _is_date(text: str) -> bool:
    return date_piece(text) == "whole"
