"""The best arrangement of a region's words into rows and columns, and how sure it is.

The search walks through the region's words from cell to cell with a finger on each
column: each cell opens a row further down in its column, goes on with the cell under
the finger, heads rows as a band, or is left out.  Walks that stand at the same place
with the same fingers have the same future; the best of them goes on and remembers the
others, which tell how sure each row is.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from heapq import heappush, heappushpop

from .arrangement import Arrangement
from .cells import HOPELESS
from .model import TEXTS
from .moves import Moves
from .neighbours import BAND, Placed
from .polish import polish
from .spans import Run
from .steps import NONE, Finger, Step, keep, result, unset

# What it costs that a page begins with the rest of a row.
_CARRIED = -1.0
# So many lines are a band at most.
_BAND_LINES = 4
# How many walks are kept at a place, so many times that are made for it before the worst
# are not, and how far behind the best one is given up.
_STRICT = (30, 1, 8.0)
_FREE = (60, 5, 11.0)
# In free order, how many walks are kept besides, and how many of them at the same rows;
# where cells are merged together, rows tell walks apart that they have filled otherwise.
_OTHERS = 150
# The same for rounds that only teach.
_TEACHING = (16, 5, 9.0)
_OTHERS_TEACHING = 40
_ALIKE = 4
_ALIKE_JOINT = 2
# The most that a move adds to what its cell scores.
_MOST_GAIN = 4.0
# A run that scores less opens no cell where lines may be left out for nothing.
_DOUBTFUL = -1.0
# What each row loses where a column that a plan lives by holds nothing at all.
_EMPTY = {"action": 7.0, "text": 1.2, "owner": 0.8, "date": 0.8}


class Search(Moves):
    """The search over one region; `strict` allows only what stands row by row."""

    def arrange(self, *, teaching: bool = False) -> Arrangement:
        """The best arrangement, with how sure each row is; a quick one where it only teaches."""
        free, self.others = (_TEACHING, _OTHERS_TEACHING) if teaching else (_FREE, _OTHERS)
        self.beam, self.worth, self.hopeless = _STRICT if self.strict else free
        # Where lines may be left to nobody, what is doubtful is no cell.
        self.least = HOPELESS if self.left_out < 0 else _DOUBTFUL
        self.guides = [c.place for c in self.columns if c.kind in TEXTS or c.kind == "label"]
        self._least: dict[int, list[float]] = defaultdict(list)
        agenda: dict[int, dict[tuple[object, ...], Step]] = defaultdict(dict)
        empty: tuple[Finger | None, ...] = (None,) * len(self.columns)
        after = self.before.label if self.before is not None else None
        starts = [Step(0.0, 0, empty, 0, 0, 0, NONE, after, 0, None, None)]
        if self.before is not None:
            # The rest of a row of the page before counts as no row: it lacks nothing.
            starts.append(Step(_CARRIED, 0, empty, 1, 1, 0, NONE, after, 0, None, None, True))
        agenda[0] = {self._key(step): step for step in starts}
        end = self.region.end
        for place in [*self.region.cuts, end]:
            if place == end or place not in agenda:
                continue
            ranked = self._kept(agenda.pop(place))
            edges = self._edges(place)
            for step in ranked:
                if step.score < ranked[0].score - self.hopeless:
                    break
                for found in self._moves(step, edges):
                    keep(agenda[found.at], found, self._key(found))
                    self._seen(found)
            self._least.pop(place, None)
        finals = sorted(((self._end(s), s) for s in agenda[end].values()), key=lambda p: -p[0])
        if not self.strict and not teaching and finals:
            better = polish(
                finals[0][1],
                self.columns,
                self.joint.places,
                self.region,
                self._follow,
                self._end,
            )
            finals = [*better, *finals]
        return result(self.region, finals)

    def _follow(self, step: Step, placed: Sequence[Placed]) -> Step | None:
        """A walk that goes on as told; None where the search has no such moves."""
        for run, row, place in placed:
            made = self._told(step, run, row, place)
            if made is None:
                return None
            step = made
        return step

    def _told(self, step: Step, run: Run, row: int, place: int) -> Step | None:
        if place == NONE:
            return self._leave(step, run)
        if place == BAND:
            return self._band(step, run) if row == step.rows else None
        finger = step.fingers[place]
        if finger is None or finger.row < row:
            column = self.columns[place]
            inside = not self.region.opens(step.at) and step.column != NONE
            if not self.region.allows(run[0], column.kind) or (inside and row != step.row):
                return None
            given = self.scores.opening(run, column)
            return self._open(step, run, place, row, given) if given > self.least else None
        if finger.row > row or not (finger.row == step.row or self._expects(finger)):
            return None
        return self._go_on(step, run, place, finger)

    def _kept(self, walks: dict[tuple[object, ...], Step]) -> list[Step]:
        """The walks that go on: the best, and some that have come to other rows than these.

        The best alone would be variants of one another: what is cheap now may be wrong for
        the lines to come.
        """
        ranked = sorted(walks.values(), key=lambda s: -s.score)
        kept = ranked[: self.beam]
        if self.strict:
            return kept
        alike = _ALIKE_JOINT if self.joint.places else _ALIKE
        spots = Counter(self._spot(step) for step in kept)
        for step in ranked[self.beam :]:
            spot = self._spot(step)
            if spots[spot] < alike:
                spots[spot] += 1
                kept.append(step)
                if len(kept) == self.beam + self.others:
                    break
        return kept

    def _key(self, step: Step) -> tuple[object, ...]:
        return step.key(strict=self.strict, more=() if self.strict else self.joint.open_rows(step))

    def _spot(self, step: Step) -> tuple[int, ...]:
        """How far down a walk has come in the labels and texts."""
        fingers = [step.fingers[place] for place in self.guides]
        rows = (NONE if f is None else f.row for f in fingers)
        return (step.rows, *rows, *self.joint.open_rows(step))

    def _seen(self, found: Step) -> None:
        """Note a walk's score: those far behind the best of its place are not worth making."""
        held = self._least[found.at]
        if len(held) < self.worth * self.beam:
            heappush(held, found.score)
        else:
            heappushpop(held, found.score)

    def _floor(self, place: int) -> float:
        """What a walk has to score to be kept at a place."""
        held = self._least.get(place)
        return held[0] if held is not None and len(held) >= self.worth * self.beam else -math.inf

    def _edges(self, place: int) -> list[tuple[int, int, float]]:
        """The runs that may be cells: where each ends, its column and its score."""
        return [
            (end, column.place, score)
            for column in self.columns
            for end, score in self.scores.runs(place, column)
        ]

    def _moves(self, step: Step, edges: list[tuple[int, int, float]]) -> list[Step]:
        found: list[Step] = []
        inside = not self.region.opens(step.at)
        for end, place, score in edges:
            floor = max(step.score - self.hopeless, self._floor(end))
            if step.score + score + _MOST_GAIN < floor:
                continue
            finger = step.fingers[place]
            after = finger.row if finger is not None else NONE
            if inside and step.column != NONE:
                targets = {step.row}
            elif self.strict:
                targets = {step.row, step.rows}
            else:
                targets = {after + 1, after + 2, step.row, step.row + 1, step.rows - 1, step.rows}
            # What is merged over several rows may be printed before what else they hold.
            most = step.rows + (not self.strict and place in self.joint.places and after >= 0)
            for row in targets:
                if after < row <= most and score > self.least:
                    made = self._open(step, (step.at, end), place, row, score)
                    if made is not None and made.score > floor:
                        found.append(made)
            if (
                finger is not None
                and (finger.row == step.row or self._expects(finger))
                and (step.column != place or not self.region.closes(step.at))
            ):
                made = self._go_on(step, (step.at, end), place, finger)
                if made is not None and made.score > floor:
                    found.append(made)
        if self.strict and step.rows:
            found += self._late(step, edges)
        found += self._apart(step)
        return found

    def _expects(self, finger: Finger) -> bool:
        """True where a cell is not at its end, whatever a tool printed behind it: `A Bell /`."""
        if self.strict or not finger.cell:
            return False
        return self.region.words[finger.cell[-1][1] - 1].text[-1] in "/&,"

    def _apart(self, step: Step) -> list[Step]:
        """The rest of the line left out, or a few lines as a band."""
        region = self.region
        line = region.line_of[step.at]
        after = range(line + 1, min(line + _BAND_LINES, len(region.lines)) + 1)
        ends = [region.starts[n] if n < len(region.lines) else region.end for n in after]
        found = [self._leave(step, (step.at, ends[0]))]
        if region.opens(step.at):
            bands = [self._band(step, (step.at, end)) for end in ends]
            found += [band for band in bands if band is not None]
        return [s for s in found if s.score > step.score - self.hopeless]

    def _end(self, step: Step) -> float:
        score = step.score + self._broken_off(step)
        if self.strict:
            return score - self._rest(step) - self._settle(step)[0]
        for column, finger in zip(self.columns, step.fingers, strict=True):
            if finger is None:
                score -= _EMPTY.get(column.kind, 0.0) * step.rows
                continue
            if column.kind == "label":
                continue
            lost = unset(self._idle(step, column.place), finger.row + 1, step.rows)
            score -= self.missing[column.place] * lost
        return score - self.joint.rest(step)

    def weigh(self, other: Arrangement) -> float | None:
        """What this model gives another's arrangement; None for one it has no moves for."""
        places = {id(word): at for at, word in enumerate(self.region.words)}
        spots = [(NONE, NONE)] * self.region.end
        for spot, cell in other.cells.items():
            for fragment in cell:
                for word in fragment.words:
                    spots[places[id(word)]] = spot
        step = Step(0.0, 0, (None,) * len(self.columns), 0, 0, 0, NONE, None, 0, None, None)
        while step.at < self.region.end:
            row, place = spots[step.at]
            end = next(
                (n for n in range(step.at, self.region.end) if spots[n] != (row, place)),
                self.region.end,
            )
            found = self._as_told(step, (step.at, end), row, place, banded=row in other.bands)
            if found is None:
                return None
            step = found
        return self._end(step)

    def _as_told(self, step: Step, run: Run, row: int, place: int, *, banded: bool) -> Step | None:
        if place == NONE:
            return self._leave(step, run)
        finger = step.fingers[place]
        if finger is not None and finger.row >= row:
            return self._go_on(step, run, place, finger) if finger.row == row else None
        if banded and place == self.first_text and row == step.rows:
            return self._band(step, run)
        column = self.columns[place]
        return self._open(step, run, place, row, self.scores.opening(run, column))
