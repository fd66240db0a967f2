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
from heapq import heappush, heappushpop

from .cells import HOPELESS
from .judge import Judge
from .kinds import label_depth, stem_of
from .model import TEXTS
from .rows import Arrangement
from .spans import Cell, Run
from .steps import LATE, NONE, Finger, Step, keep, result, unset

_LEFT_OUT = -4.0
_BAND = -2.0
_BAND_LINES = 4
# What it costs to stand apart from one's row: first, behind another such
# cell, below one of the same column.
_LATE = -2.5
_LATE_AGAIN = -1.0
_LATE_BELOW = -0.2
# On one line columns stand in their order; what goes on there with a column left of the
# last one was cut out of another's text.
_LEFT_OF = -3.0
_LEFTWARD = -6.0
# A date that is whole does not go on behind another cell, nor a short value at all.
_WHOLE = 1.5
_BEYOND = -2.5
_SHORT = 3
# What it costs that a page begins with the rest of a row, and what speaks for it.
_CARRIED = -1.0
_GOES_ON = 2.0
# How many walks are kept at a place, so many times that are made for it before the worst
# are not, and how far behind the best one is given up.
_STRICT = (30, 1, 8.0)
_FREE = (24, 5, 11.0)
# In free order, how many walks are kept besides, and how many of them at the same rows.
_OTHERS = 90
_ALIKE = 4
# The most that a move adds to what its cell scores.
_MOST_GAIN = 4.0
# What each row loses where a column that a plan lives by holds nothing at all.
_EMPTY = {"action": 7.0, "text": 1.2, "owner": 0.8, "date": 0.8}


class Search(Judge):
    """The search over one region; `strict` allows only what stands row by row."""

    def arrange(self) -> Arrangement:
        """The best arrangement, with how sure each row is."""
        self.beam, self.worth, self.hopeless = _STRICT if self.strict else _FREE
        self.guides = [c.place for c in self.columns if c.kind in TEXTS or c.kind == "label"]
        self._least: dict[int, list[float]] = defaultdict(list)
        agenda: dict[int, dict[tuple[object, ...], Step]] = defaultdict(dict)
        empty: tuple[Finger | None, ...] = (None,) * len(self.columns)
        after = self.before.label if self.before is not None else None
        starts = [Step(0.0, 0, empty, 0, 0, 0, NONE, after, 0, None, None)]
        if self.before is not None:
            # The rest of a row of the page before counts as no row: it lacks nothing.
            starts.append(Step(_CARRIED, 0, empty, 1, 1, 0, NONE, after, 0, None, None, True))
        agenda[0] = {step.key(strict=self.strict): step for step in starts}
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
                    keep(agenda[found.at], found, strict=self.strict)
                    self._seen(found)
            self._least.pop(place, None)
        finals = sorted(((self._end(s), s) for s in agenda[end].values()), key=lambda p: -p[0])
        return result(self.region, finals)

    def _kept(self, walks: dict[tuple[object, ...], Step]) -> list[Step]:
        """The walks that go on: the best, and some that have come to other rows than these.

        The best alone would be variants of one another: what is cheap now may be wrong for
        the lines to come.
        """
        ranked = sorted(walks.values(), key=lambda s: -s.score)
        kept = ranked[: self.beam]
        if self.strict:
            return kept
        spots = Counter(self._spot(step) for step in kept)
        for step in ranked[self.beam :]:
            spot = self._spot(step)
            if spots[spot] < _ALIKE:
                spots[spot] += 1
                kept.append(step)
                if len(kept) == self.beam + _OTHERS:
                    break
        return kept

    def _spot(self, step: Step) -> tuple[int, ...]:
        """How far down a walk has come in the labels and texts."""
        fingers = [step.fingers[place] for place in self.guides]
        return (step.rows, *(NONE if f is None else f.row for f in fingers))

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
            for row in targets:
                if after < row <= step.rows and score > HOPELESS:
                    made = self._open(step, (step.at, end), place, row, score)
                    if made is not None and made.score > floor:
                        found.append(made)
            if (
                finger is not None
                and finger.row == step.row
                and (step.column != place or not self.region.closes(step.at))
            ):
                made = self._go_on(step, (step.at, end), place, finger)
                if made is not None and made.score > floor:
                    found.append(made)
        if self.strict and step.rows:
            found += self._late(step, edges)
        found += self._apart(step)
        return found

    def _late(self, step: Step, edges: list[tuple[int, int, float]]) -> list[Step]:
        """Cells that a tool printed apart from their rows: the rows that lack one tell whose."""
        again = step.placed is not None and step.placed[1] == LATE
        if not again and not self.region.opens(step.at):
            return []
        held = step.placed[2] if again and step.placed is not None else NONE
        found: list[Step] = []
        for end, place, score in edges:
            kind = self.columns[place].kind
            # Down a column is how tools print what they print apart.
            cost = _LATE_BELOW if held == place else _LATE_AGAIN if again else _LATE
            alone = self.region.opens(step.at) and self.region.closes(end)
            if kind == "label" and alone:
                text = self.region.text((step.at, end))
                gain = self._sequence(step.label, text) + (self.due if step.balance < 0 else 0.0)
                made = self._next(
                    step, (step.at, end), place, None, step.score + score + cost + gain, LATE
                )
                made.label, made.balance = text, step.balance + 1
                found.append(made)
            elif score > 1.0 and (
                kind in ("owner", "date")
                or (alone and kind == "value")
                or (alone and kind == "action")
                or (alone and again and kind == "prose" and place == self.last)
            ):
                found.append(
                    self._next(step, (step.at, end), place, None, step.score + score + cost, LATE)
                )
        return found

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

    def _leave(self, step: Step, run: Run) -> Step:
        return self._next(step, run, NONE, None, step.score + _LEFT_OUT, step.row)

    def _band(self, step: Step, run: Run) -> Step | None:
        """Lines across the table, which head the rows after them."""
        text = self.region.text(run)
        kinds = self.kinds
        words = run[1] - run[0]
        if not text[:1].isupper() or words < 2 or words > 30 or run[0] in self.region.labels:
            return None
        if kinds.date(text) > 0 or kinds.known_owner(text) or kinds.value(text):
            return None
        parts = self.region.parts(run)
        if any(b - a < 2 or kinds.value(self.region.text((a, b))) for a, b in parts):
            return None
        score = step.score + _BAND - 1.5 * (len(parts) - 1)
        if text[-1] in ".;,/":
            score -= 2.5
        if kinds.owner(text) > 0.55:
            score -= 2.0
        if self.region.spaced and self.region.line(parts[-1][0]).runs_on:
            score -= 1.5
        score += 0.7 if self.region.line(run[0]).gap else 0.0
        if run[1] in self.region.labels and (step.label is not None or self.banded):
            # Rows are counted anew below it: `3.4`, a band, `4.1`.
            after = self.region.words[run[1]].text
            score += self.anew if stem_of(after) != stem_of(step.label or "") else 0.0
        if self.strict:
            score -= self._rest(step)
        cost, balance = self._settle(step)
        made = self._next(
            step, run, self.first_text, Finger(step.rows, (), 0.0), score - cost, step.rows
        )
        made.balance = balance
        made.rows = step.rows + 1
        made.bands = step.bands | 1 << step.rows
        made.column = len(self.columns)
        return made

    def _next(
        self, step: Step, run: Run, column: int, finger: Finger | None, score: float, row: int
    ) -> Step:
        fingers = step.fingers
        if finger is not None:
            fingers = (*fingers[:column], finger, *fingers[column + 1 :])
        late = row == LATE
        return Step(
            score,
            run[1],
            fingers,
            max(step.rows, row + 1) if column != NONE else step.rows,
            step.bands,
            step.row if late else row,
            step.column if late or column == NONE else column,
            step.label,
            step.balance,
            step,
            (run, row if column != NONE else NONE, column),
            step.carried,
            step.refused,
        )

    def _open(self, step: Step, run: Run, place: int, row: int, given: float) -> Step | None:
        column = self.columns[place]
        region = self.region
        finger = step.fingers[place]
        move = self._move(step, row, place)
        if move < -20.0:
            return None
        score = step.score + given + move
        first = finger.row + 1 if finger is not None else 0
        rest = step.carried and row == 0
        if self.headed and column.kind == "text" and not rest and not region.heads(run[0]):
            return None
        if self.strict:
            score -= self._passed(step, row, place)
        elif column.kind == "label":
            score += self.missing[place] if row < step.rows else 0.0
        else:
            score -= self.missing[place] * unset(self._idle(step, place), first, row)
        if step.placed is not None and step.placed[1] == LATE and row == step.row:
            score += _LATE
        label, bands = step.label, step.bands
        if column.kind == "label":
            text = region.text(run)
            score += self._sequence(step.label, text)
            label = text
            if label_depth(text) < self.depth:
                bands |= 1 << row
        elif row == step.rows and not self.strict:
            score -= self.missing[self.labels]
        if step.carried and row == 0:
            if column.kind == "label":
                return None
            score += self._rest_of(place)
            if region.words[run[0]].text[:1].islower():
                score += _GOES_ON
        elif bands >> row & 1 and column.kind not in ("label", "action", "text"):
            score -= 3.0
        inside = not region.opens(run[0])
        if inside and step.placed is not None:
            before = step.placed[2]
            if before == self.labels and place != self.first_text and not self.own_labels:
                score -= 1.5
            elif before not in (NONE, self.labels) and not self._onward(step.column, place):
                score += _LEFT_OF
            elif (
                before not in (NONE, self.labels)
                and self.columns[before].kind in TEXTS
                and column.kind in TEXTS
                and region.text(step.placed[0])[-1:] not in ".!?;:"
                and not self.kinds.value(region.text(step.placed[0]))
            ):
                score -= 1.2 if region.words[run[0]].text[:1].isupper() else 3.0
        if inside and step.placed is not None and len(region.parts(step.placed[0])) > 1:
            score -= 0.8
        above = finger.cell[-1] if finger is not None and finger.cell else None
        if above is not None and step.column == place and above[1] == run[0]:
            score += self._below(above, run, place)
        balance = step.balance
        if row == step.rows:
            cost, balance = self._settle(step)
            score -= cost
        cost, refused = self._answer(step, run, place, row)
        made = self._next(step, run, place, Finger(row, (run,), given), score - cost, row)
        made.label, made.bands, made.balance, made.refused = label, bands, balance, refused
        return made

    def _go_on(self, step: Step, run: Run, place: int, finger: Finger) -> Step | None:
        column = self.columns[place]
        if column.kind == "label" or not self.region.allows(run[0], column.kind):
            return None
        if not finger.cell:
            return None  # a band
        if self.region.heads(run[0]):
            return None
        whole = (*finger.cell, run)
        given = self.scores.of(whole, column)
        score = step.score + given - finger.given - 1.1
        if step.column != place and not self.region.closes(finger.cell[-1][1]):
            score += 0.6
        if not self.region.opens(run[0]) and not self._onward(step.column, place):
            score += _LEFTWARD
        beyond = column.kind == "date" and step.column != place and finger.given >= _WHOLE
        if beyond or (column.kind in TEXTS and self._repeated(finger.cell)):
            score += _BEYOND
        return self._next(step, run, place, Finger(finger.row, whole, given), score, finger.row)

    def _repeated(self, cell: Cell) -> bool:
        """True for a short value that the document repeats: `Reg 12` is whole."""
        last = cell[-1][1] - cell[0][0]
        return len(cell) == 1 and last <= _SHORT and self.kinds.value(self.region.whole(cell))

    def _end(self, step: Step) -> float:
        score = step.score
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
        return score

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
