"""Walks through the fragments of a region: what the search for rows keeps of each."""

from __future__ import annotations

from dataclasses import dataclass, field

from .fragments import Fragment

NONE = -1
# How many of the walks that fell behind each walk remembers.
_RIVALS = 4


@dataclass(slots=True, eq=False)
class OpenCell:
    """The cell that a column's finger is on."""

    row: int
    texts: tuple[str, ...]
    last: Fragment
    given: float


@dataclass(slots=True, eq=False)
class Walk:
    """A walk so far; `parent` leads back to its beginning."""

    score: float
    fingers: tuple[OpenCell | None, ...]
    rows: int
    bands: int
    row: int
    column: int
    label: str | None
    parent: Walk | None = None
    placed: tuple[tuple[Fragment, int, int], ...] = ()
    line_row: int = NONE
    rivals: list[tuple[float, Walk]] = field(default_factory=list)

    def key(self) -> tuple[object, ...]:
        return (
            tuple(None if f is None else (f.row, id(f.last), len(f.texts)) for f in self.fingers),
            self.rows,
            self.row,
            self.column,
        )


def keep(after: dict[tuple[object, ...], Walk], found: Walk) -> None:
    """Of walks that have the same future, the best goes on and remembers the others."""
    key = found.key()
    held = after.get(key)
    if held is None:
        after[key] = found
        return
    if held.score < found.score:
        behind = found.score - held.score
        found.rivals = [(behind, held), *((behind + m, r) for m, r in held.rivals)][:_RIVALS]
        after[key] = found
    elif len(held.rivals) < _RIVALS:
        held.rivals.append((held.score - found.score, found))


def narrow(margins: list[float], best: Walk, rival: Walk, margin: float) -> None:
    """Lower the margins of the rows that a rival walk, so far behind, fills otherwise."""
    mine, other = _since_fork(best, rival)
    for index in mine.keys() | other.keys():
        if mine.get(index) != other.get(index):
            for row, _ in (mine.get(index, (NONE, 0)), other.get(index, (NONE, 0))):
                if 0 <= row < len(margins):
                    margins[row] = min(margins[row], margin)


def _since_fork(one: Walk, two: Walk) -> tuple[dict[int, tuple[int, int]], ...]:
    """Where two walks put each word since they parted."""
    chains: list[dict[int, tuple[int, int]]] = [{}, {}]
    left: Walk | None = one
    right: Walk | None = two
    # Both walks took the same lines, a step for each.
    while left is not right and left is not None and right is not None:
        for chain, step in zip(chains, (left, right), strict=True):
            for fragment, row, column in step.placed:
                for word in fragment.words:
                    chain[word.index] = (row, column)
        left, right = left.parent, right.parent
    return tuple(chains)
