"""How a tool goes from cell to cell of a table: what it prints next, and how likely.

The weights in `moves.toml` were learned by `benchmarks/moves.py` from tables whose
every word was known; they know nothing of words.  A move's probability is that of a
conditional logit over all moves that are open (McFadden, 1974).
"""

from __future__ import annotations

import math
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

# A cell opened or gone on with: its row, its column, and whether it goes on.
Move = tuple[int, int, bool]

KINDS = (
    "start", "on", "on_far", "along", "back", "down", "next_left", "next_right", "up_right",
    "up_left", "down_far", "far",
)  # fmt: skip
(
    _START, _ON, _ON_FAR, _ALONG, _BACK, _DOWN, _NEXT_LEFT, _NEXT_RIGHT, _UP_RIGHT, _UP_LEFT,
    _DOWN_FAR, _FAR,
) = range(len(KINDS))  # fmt: skip
_SKIPS, _HOLES, _LAGS = 2, 3, 4
# No move is less likely than this: there are tools and tables that nothing was learned of.
LEAST = -4.0
_MOST_HELD = 50_000


@dataclass(frozen=True, slots=True)
class State:
    """Where a tool stands: the row and column it printed last, what kind of move that was,
    the last row of each column (-1 for none), and how many rows there are."""

    row: int
    column: int
    kind: int
    fingers: tuple[int, ...]
    rows: int

    def moves(self, *, inside: bool) -> list[Move]:
        """The moves that are open; `inside` a line only those along the row."""
        found: list[Move] = []
        for column, after in enumerate(self.fingers):
            if inside:
                rows = {self.row}
            else:
                rows = {after + 1, after + 2, self.row, self.row + 1, self.rows - 1, self.rows}
            found += [(row, column, False) for row in sorted(rows) if after < row <= self.rows]
            if after == self.row and column != self.column:
                found.append((after, column, True))
        return found

    def kind_of(self, move: Move) -> int:
        """What kind of move it is, as a place in `KINDS`."""
        row, column, goes_on = move
        if goes_on:
            return _ON if row == self.row else _ON_FAR
        if row == self.row:
            return _ALONG if column > self.column else _BACK
        if row == self.row + 1:
            if column == self.column:
                return _DOWN
            return _NEXT_LEFT if column < self.column else _NEXT_RIGHT
        if row < self.row:
            return _UP_RIGHT if column > self.column else _UP_LEFT
        return _DOWN_FAR if column == self.column else _FAR

    def after(self, row: int, column: int, *, goes_on: bool, first: bool) -> State:
        """The state when a cell has been printed; `first` for the first of all."""
        fingers = list(self.fingers)
        fingers[column] = max(row, fingers[column])
        kind = _START if first else self.kind_of((row, column, goes_on))
        return State(row, column, kind, tuple(fingers), max(self.rows, row + 1))


def features(state: State, move: Move, *, inside: bool, gap: bool) -> list[str]:
    """What is known of a move; `gap` for a blank line before it."""
    row, column, goes_on = move
    kind = KINDS[state.kind_of(move)]
    place = "inside" if inside else "gap" if gap else "plain"
    found = [f"{kind} {place}", f"{KINDS[state.kind]} > {kind}"]
    if goes_on:
        return found
    fingers = state.fingers
    found.append(f"skips {min(_SKIPS, row - fingers[column] - 1)}")
    if row == state.rows:
        found.append(f"new {kind}")
    else:
        found.append(f"lag {min(_LAGS, state.rows - 1 - row)}")
    if column:
        here = "here" if row == state.row else "there"
        found.append(f"left {int(fingers[column - 1] >= row)} {here}")
    if column + 1 < len(fingers):
        found.append(f"right {int(fingers[column + 1] >= row)}")
    if row == state.row and column > state.column:
        holes = sum(f < row for f in fingers[state.column + 1 : column])
        found.append(f"holes {min(_HOLES, holes)}")
    return found


class Moves:
    """The moves' probabilities for one kind of text."""

    def __init__(self, weights: dict[str, float]) -> None:
        self._weights = weights
        self._held: dict[tuple[State, bool, bool], dict[Move, float]] = {}

    @staticmethod
    @cache
    def load(name: str) -> Moves:
        """Those of texts with blank lines (`blank`), or without (`bare`)."""
        path = Path(__file__).with_name("moves.toml")
        return Moves(tomllib.loads(path.read_text(encoding="utf-8"))[name])

    def odds(self, state: State, *, inside: bool, gap: bool) -> dict[Move, float]:
        """The logarithm of each open move's probability.

        That a column skips a row is left out of it: how often a column's cells are empty
        is the table's habit, not the tool's.
        """
        key = (state, inside, gap)
        held = self._held.get(key)
        if held is not None:
            return held
        if len(self._held) > _MOST_HELD:
            self._held.clear()
        found: dict[Move, float] = {}
        whole = 0.0
        for move in state.moves(inside=inside):
            known = features(state, move, inside=inside, gap=gap)
            score = sum(self._weights.get(name, 0.0) for name in known)
            whole += math.exp(score)
            found[move] = score - sum(
                self._weights.get(name, 0.0) for name in known if name.startswith("skips")
            )
        norm = math.log(whole) if whole else 0.0
        held = {move: max(LEAST, score - norm) for move, score in found.items()}
        self._held[key] = held
        return held
