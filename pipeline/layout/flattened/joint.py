"""Cells that were merged together: label, recommendation and priority stand in the same rows.

A recommendation that reaches over the rows of several actions takes its label and its
priority with it: a row has all of them or none.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence

from .arrangement import Arrangement
from .model import Column, place_of
from .steps import Finger, Step, filled_by

# What it costs at first that a row has one of two such cells, and the most that it can.
_AT_FIRST = 0.5
_MOST = 2.0

Pair = tuple[int, int]


def pairs_of(columns: Sequence[Column]) -> list[Pair]:
    """The columns that may be merged together: those left of the actions, by their places."""
    action = place_of(columns, "action")
    if action is None:
        return []
    before = [c for c in columns if c.place < action]
    if not any(c.kind == "text" for c in before):
        return []
    held = [c.place for c in before if c.kind in ("label", "text", "value")]
    return [(one, two) for n, one in enumerate(held) for two in held[n + 1 :]]


def learn_pairs(columns: Sequence[Column], made: Arrangement) -> dict[Pair, float]:
    """In what share of an arrangement's rows one of two cells stands without the other."""
    found: dict[Pair, float] = {}
    for one, two in pairs_of(columns):
        rows = [
            ((row, one) in made.cells, (row, two) in made.cells)
            for row in range(made.rows)
            if row not in made.bands
        ]
        either = [a != b for a, b in rows if a or b]
        found[one, two] = (sum(either) + 0.5) / (len(either) + 1.0)
    return found


class Joint:
    """What it costs that cells which are merged together are filled apart."""

    def __init__(self, columns: Sequence[Column], shares: dict[Pair, float], *, labelled: bool):
        """`shares` are those of `learn_pairs`, where an arrangement is known."""
        self._partners: dict[int, list[tuple[int, float]]] = defaultdict(list)
        labels = {c.place for c in columns if c.kind == "label"}
        for one, two in pairs_of(columns):
            share = shares.get((one, two))
            cost = _AT_FIRST if share is None else min(_MOST, math.log((1.0 - share) / share))
            if cost <= 0.0 or (not labelled and labels & {one, two}):
                continue
            self._partners[one].append((two, cost))
            self._partners[two].append((one, cost))
        self.places = sorted(self._partners)

    def opened(self, step: Step, place: int, row: int, idle: int) -> float:
        """What a new cell costs, with the rows that its column passed; `idle` rows lack nothing."""
        partners = self._partners.get(place)
        if not partners:
            return 0.0
        after = _row(step.fingers[place])
        passed = (1 << row) - (1 << after + 1) & ~idle
        cost = 0.0
        for other, each in partners:
            finger = step.fingers[other]
            if finger is None:
                continue
            apart = (passed & finger.filled).bit_count()
            apart += finger.row > row and not finger.filled >> row & 1
            cost += each * apart
        return cost

    def rest(self, step: Step) -> float:
        """What at the end of a walk the rows cost that one of two columns has not come to."""
        cost = 0.0
        for place, partners in self._partners.items():
            for other, each in partners:
                if place < other:
                    one, two = step.fingers[place], step.fingers[other]
                    known = min(_row(one), _row(two)) + 1
                    apart = (filled_by(one) ^ filled_by(two)) >> known & ~(step.bands >> known)
                    cost += each * apart.bit_count()
        return cost

    def open_rows(self, step: Step) -> tuple[int, ...]:
        """What of the rows that columns have filled matters still."""
        if not self.places:
            return ()
        fingers = [step.fingers[place] for place in self.places]
        known = min(_row(finger) for finger in fingers) + 1
        return tuple(filled_by(finger) >> known for finger in fingers)


def _row(finger: Finger | None) -> int:
    return -1 if finger is None else finger.row
