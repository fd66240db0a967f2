"""Walks through a region's words: their steps, their rivals, and what comes of the best."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from .arrangement import Arrangement
from .spans import Cell, Region, Run

NONE = -1
# The row of a cell that was printed behind its row.
LATE = -2
_RIVALS = 6
# The margin of a row that no rival touched.
_FAR = 6.0


@dataclass(frozen=True, slots=True)
class Finger:
    """The last cell of a column: its row, its words (none for a band) and what it scored.

    `filled` has a bit for each row in which the column has a cell.
    """

    row: int
    cell: Cell
    given: float
    filled: int = 0


def filled_by(finger: Finger | None) -> int:
    """The rows in which a column has a cell, a bit for each."""
    return 0 if finger is None else finger.filled


@dataclass(slots=True, eq=False)
class Step:
    """A walk so far; `parent` leads back to its beginning.

    `carried` says that the first row is the rest of the last one of the page before;
    `bands` and `refused` have a bit for each row that heads others, or says `Not agreed`.
    """

    score: float
    at: int
    fingers: tuple[Finger | None, ...]
    rows: int
    bands: int
    row: int
    column: int
    label: str | None
    balance: int
    parent: Step | None
    placed: tuple[Run, int, int] | None
    carried: bool = False
    refused: int = 0
    rivals: list[tuple[float, Step]] = field(default_factory=list)

    def key(self, *, strict: bool, more: tuple[int, ...] = ()) -> tuple[object, ...]:
        """What a walk's future depends on; `more` is what the judge adds."""
        # A cell of the row that is being filled may go on: where it stopped matters still.
        ends = tuple(
            NONE if f is None or f.row != self.row or not f.cell else f.cell[-1][1]
            for f in self.fingers
        )
        if strict:
            # Row by row, the future depends on the place within the row alone.
            return (self.column, self.bands >> self.row & 1, self.label, self.balance, ends)
        rows = tuple(NONE if f is None else f.row for f in self.fingers)
        banded = self.bands >> max(0, self.rows - 1) & 1
        return (rows, self.rows, self.row, self.column, banded, ends, more)


def result(region: Region, finals: list[tuple[float, Step]]) -> Arrangement:
    """The best walk's arrangement, and by its rivals how sure each row is."""
    score, last = finals[0]
    best = _collect(region, score, last)
    chain = walked(last)
    known = {id(s) for s in chain}
    spots = {w: (r, c) for (run, r, c) in _placed(last, set()) for w in range(*run)}
    margins = [_FAR] * best.rows
    rivals = [(score - s, step) for s, step in finals[1:]]
    rivals += [pair for step in chain for pair in step.rivals]
    for margin, rival in rivals:
        for run, row, column in _placed(rival, known):
            for word in range(*run):
                mine = spots.get(word, (NONE, NONE))
                if mine != (row, column):
                    for touched in (mine[0], row):
                        if 0 <= touched < best.rows:
                            margins[touched] = min(margins[touched], margin)
    best.confidence = [round(1 / (1 + math.exp(0.4 - 1.1 * m)), 3) for m in margins]
    return best


def walked(last: Step) -> list[Step]:
    """A walk's steps, the last one first."""
    chain: list[Step] = []
    at: Step | None = last
    while at is not None:
        chain.append(at)
        at = at.parent
    return chain


def _collect(region: Region, score: float, last: Step) -> Arrangement:
    made = Arrangement(last.rows, score=score)
    made.bands = {r for r in range(last.rows) if last.bands >> r & 1}
    made.carried = last.carried
    if made.carried:
        made.bands.discard(0)
    for run, row, column in sorted(_placed(last, set())):
        fragments = region.fragments(run)
        if row == NONE:
            made.left += fragments
        elif row == LATE:
            made.late.append((column, fragments))
        else:
            made.cells.setdefault((row, column), []).extend(fragments)
    return made


def keep(after: dict[tuple[object, ...], Step], found: Step, key: tuple[object, ...]) -> None:
    """Keep the better of two walks with the same future; it remembers the other."""
    held = after.get(key)
    if held is None:
        after[key] = found
    elif held.score < found.score:
        behind = found.score - held.score
        rivals = [*found.rivals, (behind, held), *((behind + m, r) for m, r in held.rivals)]
        found.rivals = _closest(rivals)
        after[key] = found
    else:
        held.rivals.append((held.score - found.score, found))
        if len(held.rivals) > 2 * _RIVALS:
            held.rivals = _closest(held.rivals)


def _closest(rivals: list[tuple[float, Step]]) -> list[tuple[float, Step]]:
    return sorted(rivals, key=lambda pair: pair[0])[:_RIVALS]


def _placed(step: Step, until: set[int]) -> list[tuple[Run, int, int]]:
    """Where a walk put its runs, back to the first step it shares with another walk."""
    found: list[tuple[Run, int, int]] = []
    at: Step | None = step
    while at is not None and id(at) not in until:
        if at.placed is not None:
            found.append(at.placed)
        at = at.parent
    return found


def unset(bands: int, first: int, end: int) -> int:
    """How many rows from `first` to `end` are no bands."""
    if end <= first:
        return 0
    return end - first - (bands >> first & (1 << end - first) - 1).bit_count()
