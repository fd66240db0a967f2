"""Arrangements next to one: a gap moved, a line taken in, cells joined or parted, a band made."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from .model import TEXTS, Column
from .spans import Region, Run
from .steps import NONE, Step, walked

# The column of a run that heads rows.
BAND = -3
# How far a gap is moved.
_FARTHEST = 6

Placed = tuple[Run, int, int]


@dataclass(frozen=True, slots=True)
class Walk:
    """A walk's steps from its beginning, and where each but the first put its run."""

    steps: list[Step]
    placed: list[Placed]

    @staticmethod
    def to(last: Step) -> Walk:
        """The walk that ends with a step."""
        steps = walked(last)[::-1]
        return Walk(steps, [_placed(step) for step in steps[1:]])


def _placed(step: Step) -> Placed:
    assert step.placed is not None
    run, row, place = step.placed
    finger = step.fingers[place] if place != NONE else None
    return (run, row, BAND) if finger is not None and not finger.cell else step.placed


class Neighbours:
    """The arrangements next to a walk's; `joint` are columns whose cells are merged together."""

    def __init__(
        self, walk: Walk, columns: Sequence[Column], joint: Sequence[int], region: Region
    ) -> None:
        last = walk.steps[-1]
        self._placed = walk.placed
        self._columns = columns
        self._joint = tuple(joint)
        self._region = region
        self._all = last.rows
        rows = [r for r in range(last.rows) if not last.bands >> r & 1]
        # The rest of a row of the page before stays what it is.
        self._rows = rows[1:] if last.carried else rows
        self._at = {row: n for n, row in enumerate(self._rows)}
        self._held: dict[int, set[int]] = {c.place: set() for c in columns}
        for _, row, place in walk.placed:
            if place in self._held:
                self._held[place].add(row)

    def all(self) -> Iterator[list[Placed]]:
        """Each neighbour, as where every run of the text stands."""
        yield from self._gaps()
        yield from self._taken_in()
        yield from self._joined()
        yield from self._parted()
        yield from self._banded()
        yield from self._swapped()

    def _gaps(self) -> Iterator[list[Placed]]:
        """A gap of one column, or of those that are merged together, in another row."""
        groups: list[tuple[int, ...]] = [(c.place,) for c in self._columns]
        if len(self._joint) > 1:
            groups.append(self._joint)
        for group in groups:
            filled = set().union(*(self._held[place] for place in group))
            for at, row in enumerate(self._rows):
                if row in filled or not filled:
                    continue
                first, end = max(0, at - _FARTHEST), min(len(self._rows), at + _FARTHEST + 1)
                for to in range(first, end):
                    moved = self._moved(at, to)
                    if any(r in filled for r in moved):
                        yield self._with(moved, group)

    def _moved(self, gap: int, to: int) -> dict[int, int]:
        """Where each row's cells go if a gap moves to another place."""
        rows = self._rows
        if to > gap:
            return {rows[n]: rows[n - 1] for n in range(gap + 1, to + 1)}
        return {rows[n]: rows[n + 1] for n in range(to, gap)}

    def _with(self, moved: dict[int, int], places: Collection[int], start: int = 0) -> list[Placed]:
        """The runs from one on with their rows moved, in some columns."""
        return [
            (run, moved.get(row, row), place)
            if n >= start and place in places
            else (run, row, place)
            for n, (run, row, place) in enumerate(self._placed)
        ]

    def _pushed(self, place: int, row: int) -> dict[int, int] | None:
        """Where a column's cells go from a row on that takes in another; None without room."""
        moved: dict[int, int] = {}
        for n in range(self._at[row], len(self._rows)):
            if self._rows[n] not in self._held[place]:
                return moved
            if n + 1 == len(self._rows):
                return None
            moved[self._rows[n]] = self._rows[n + 1]
        return None

    def _pulled(self, place: int, row: int) -> dict[int, int]:
        """Where a column's cells go that stand below a row which loses its cell."""
        moved: dict[int, int] = {}
        for n in range(self._at[row] + 1, len(self._rows)):
            if self._rows[n] not in self._held[place]:
                break
            moved[self._rows[n]] = self._rows[n - 1]
        return moved

    def _last(self, number: int, place: int) -> int | None:
        """The number of the last run of a column before one."""
        found = (n for n in range(number - 1, -1, -1) if self._placed[n][2] == place)
        return next(found, None)

    def _taken_in(self) -> Iterator[list[Placed]]:
        """Lines that were left out as a cell of their own, or as the rest of one."""
        number = 0
        while number < len(self._placed):
            end = number
            while end < len(self._placed) and self._placed[end][2] == NONE:
                end += 1
            if end > number:
                for column in self._columns:
                    yield from self._into(number, end, column.place)
            number = max(end, number + 1)

    def _into(self, start: int, end: int, place: int) -> Iterator[list[Placed]]:
        before = self._last(start, place)
        row = self._placed[before][1] if before is not None else None
        if row is not None:
            yield self._set(self._placed, start, end, row, place)
        first = self._at.get(row, -1) + 1 if row is not None else 0
        for new in self._rows[first : first + _FARTHEST]:
            moved = self._pushed(place, new)
            if moved is not None:
                yield self._set(self._with(moved, (place,), end), start, end, new, place)
            if new in self._held[place]:
                break

    @staticmethod
    def _set(placed: list[Placed], start: int, end: int, row: int, place: int) -> list[Placed]:
        """The runs with some of them in one cell."""
        held = [(run, row, place) for run, _, _ in placed[start:end]]
        return [*placed[:start], *held, *placed[end:]]

    def _joined(self) -> Iterator[list[Placed]]:
        """A cell as the rest of the one above it, with those below pulled up or not."""
        for number, (_, row, place) in enumerate(self._placed):
            if place < 0 or self._columns[place].kind == "label" or row not in self._at:
                continue
            before = self._last(number, place)
            if before is None or self._placed[before][1] == row:
                continue
            above = self._placed[before][1]
            joined = {row: above}
            yield self._with(joined, (place,), number)
            if self._at.get(above, -1) + 1 == self._at[row]:
                yield self._with(joined | self._pulled(place, row), (place,), number)

    def _parted(self) -> Iterator[list[Placed]]:
        """A cell parted at the end of one of its lines, with those below pushed down."""
        for number, (run, row, place) in enumerate(self._placed):
            if place < 0 or row not in self._at:
                continue
            if self._columns[place].kind not in TEXTS and self._columns[place].kind != "owner":
                continue
            below = self._at[row] + 1
            if below == len(self._rows):
                continue
            moved = self._pushed(place, self._rows[below])
            if moved is None:
                continue
            cuts = [a for a, _ in self._region.parts(run)[1:]]
            if self._goes_on(number):
                cuts.insert(0, run[0])
            new = self._rows[below]
            after = self._with({**moved, row: new}, (place,), number + 1)
            for cut in cuts:
                halves = [((run[0], cut), row, place), ((cut, run[1]), new, place)]
                yield [
                    *after[:number],
                    *(h for h in halves if h[0][0] < h[0][1]),
                    *after[number + 1 :],
                ]

    def _banded(self) -> Iterator[list[Placed]]:
        """A text by itself as a band: above its row, or elsewhere if the row holds nothing else."""
        texts = {c.place for c in self._columns if c.kind in TEXTS}
        for number, (_, row, place) in enumerate(self._placed):
            if place not in texts or row not in self._at:
                continue
            if sum(p == place and r == row for _, r, p in self._placed) > 1:
                continue
            if sum(r == row and p != NONE for _, r, p in self._placed) == 1:
                out = {r: r - 1 for r in range(row + 1, self._all)}
                rest = self._with(out, (*self._held, BAND))
                for new in range(max(0, row - _FARTHEST), min(self._all, row + _FARTHEST)):
                    yield self._headed(rest, number, new)
            elif place == min(texts):
                rest = self._with(self._pulled(place, row), (place,))
                yield self._headed(rest, number, row)

    @staticmethod
    def _headed(placed: list[Placed], number: int, band: int) -> list[Placed]:
        """The runs where one of them heads the rows from one on."""
        lower = [
            (run, row + 1 if place != NONE and row >= band else row, place)
            for run, row, place in placed
        ]
        return [*lower[:number], (placed[number][0], band, BAND), *lower[number + 1 :]]

    def _swapped(self) -> Iterator[list[Placed]]:
        """A cell in another column of its kind, in its row or beside it."""
        for number, (_, row, place) in enumerate(self._placed):
            if place < 0 or row not in self._at or self._goes_on(number):
                continue
            for column in self._columns:
                if column.place == place or column.kind != self._columns[place].kind:
                    continue
                for new in self._rows[max(0, self._at[row] - 1) : self._at[row] + 2]:
                    if new not in self._held[column.place]:
                        yield [
                            (run, new, column.place) if (r, p) == (row, place) else (run, r, p)
                            for run, r, p in self._placed
                        ]

    def _goes_on(self, number: int) -> bool:
        """True for a run that goes on with its cell."""
        _, row, place = self._placed[number]
        before = self._last(number, place)
        return before is not None and self._placed[before][1] == row
