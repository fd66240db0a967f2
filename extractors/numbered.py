"""Several numbered actions in one cell, each with an owner or date of its own.

"1. … 2. … 3. …" beside three owners or three dates are three actions; beside
one owner and one date they are one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import combinations, pairwise

from schemas.blocks import Cell, TextBlock
from schemas.document import Passage

from .dates import date_piece
from .draft import DraftAction
from .people import Register, nobody_state, owner_score

_EMPTY = Register()
# Cells of more lines than this are not shared out.
_MOST_LINES = 12
_FITS = 0.7


def parted_actions(
    action: DraftAction, cell: Cell | None, owner: Cell | None, deadline: Cell | None
) -> list[DraftAction]:
    """The actions that a cell holds: one a label, where labels have values of their own."""
    blocks = _blocks(cell)
    labelled = [b for b in blocks if any(ch.isalnum() for ch in b.marker.text)]
    count = len(labelled)
    if count < 2 or blocks[0] is not labelled[0]:
        return [action]
    labels = [_label(b) for b in labelled]
    owners = _labelled(owner, labels) or _shares(action.owners, count, _owner_fit)
    dates = _labelled(deadline, labels) or _shares(action.deadline, count, _date_fit)
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


def _blocks(cell: Cell | None) -> list[TextBlock]:
    return [b for b in cell.blocks if isinstance(b, TextBlock)] if cell else []


def _labelled(cell: Cell | None, labels: list[str]) -> list[Passage] | None:
    """A cell's blocks where they bear the same labels."""
    blocks = _blocks(cell)
    return [b.passage for b in blocks] if [_label(b) for b in blocks] == labels else None


def _label(block: TextBlock) -> str:
    return block.marker.text.strip().strip("().:")


def _text(blocks: list[TextBlock], labelled: list[TextBlock], number: int) -> Passage:
    """A labelled block's words with those of the plain blocks that follow it."""
    first = blocks.index(labelled[number])
    last = blocks.index(labelled[number + 1]) if number + 1 < len(labelled) else len(blocks)
    return Passage.join(b.passage for b in blocks[first:last])


def _shares(
    value: Passage | None, count: int, fits: Callable[[str], float]
) -> list[Passage] | None:
    """A cell's lines as one share a label, each of one or more lines.

    None where its lines make no such shares, or two ways of sharing fit alike.
    """
    lines = [line for line in value.each_line() if line.text] if value else []
    if not count <= len(lines) <= _MOST_LINES:
        return None
    ways = []
    for cuts in combinations(range(1, len(lines)), count - 1):
        edges = [0, *cuts, len(lines)]
        shares = [Passage.join(lines[a:b]) for a, b in pairwise(edges)]
        ways.append((min(fits(share.text) for share in shares), shares))
    ways.sort(key=lambda way: -way[0])
    if ways[0][0] < _FITS or (len(ways) > 1 and ways[1][0] >= ways[0][0] - 0.05):
        return None
    return ways[0][1]


def _owner_fit(text: str) -> float:
    return 1.0 if nobody_state(text) is not None else owner_score(text, _EMPTY)


def _date_fit(text: str) -> float:
    return 1.0 if date_piece(text) == "whole" else 0.0
