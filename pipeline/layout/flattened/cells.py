"""Cells that a region's words may form, and how well each would fit a column.

A cell is one run of words, or several where a tool printed another column's words
between its lines.  Where a run may begin and end is marked by the ends of lines, by
labels, dates, owners and short values, and by ends of sentences.
"""

from __future__ import annotations

import re
from itertools import pairwise

from .habits import Habits
from .kinds import Kinds
from .model import TEXTS, Column
from .spans import DAY, Cell, Region, Run
from .texts import TextScores
from .wording import EXPECTING, JOINERS

_MOST_LINES = {"date": 6, "owner": 8, "value": 3, "label": 1}
_MOST_WORDS = {"date": 12, "owner": 30, "value": 6, "label": 1}
_LONGEST_TEXT = 22
# An owner's name goes on with so many words at most.
_MOST_REST = 6
# Two dates are two rows' more often than one cell's.
_TWO_DATES = 1.5
# What each word costs that owners have beyond so many, where they read as none.
_STRANGE = 0.3
_SHORT = 4
# A known value of another column's; owners of whom one is named twice.
_FOREIGN = 4.0
_TWICE = 4.0
# A run that scores less opens no cell.
HOPELESS = -7.0
# Of the texts that begin at a place, those so far behind the best are not tried.
_FAR_BEHIND = 5.0


class CellScores(TextScores):
    """How well cells fit columns; near the logarithm of odds."""

    def __init__(
        self, region: Region, kinds: Kinds, habits: Habits, *, valued: bool, answered: bool = False
    ) -> None:
        """`valued` says that there is a column of states: a date then holds no state.

        `answered` says that recommendations and the actions on them stand side by side.
        """
        super().__init__(region, kinds, habits, answered=answered)
        self.valued = valued
        self._held: dict[tuple[Cell, object], float] = {}

    def runs(self, start: int, column: Column) -> list[tuple[int, float]]:
        """The ends of runs from a place on that may be cells of a column, with their scores."""
        region = self.region
        found: list[tuple[int, float]] = []
        first = region.line_of[start]
        lines = _MOST_LINES.get(column.kind, _LONGEST_TEXT)
        words = _MOST_WORDS.get(column.kind, 200)
        if not region.allows(start, column.kind):
            return found
        if region.heads(start) and column.kind != "text":
            return found
        for end in region.cuts_after(start):
            last = region.line_of[end - 1]
            # Each line is come to in turn.
            if last > first and region.lines[last].headed:
                break
            if end - start > words or last - first >= lines:
                break
            if sum(bool(region.lines[n].gap) for n in range(first + 1, last + 1)) > 1:
                break
            score = self.opening((start, end), column)
            # The rest of an owner may look like nothing by itself: `All relevant / partners`.
            goes_on = last == first or (last - first < 4 and not region.upper(start))
            goes_on = goes_on and end - start <= _MOST_REST and column.kind == "owner"
            if score > HOPELESS or goes_on:
                found.append((end, score))
        if column.kind in TEXTS and found:
            best = max(score for _, score in found)
            found = [(end, score) for end, score in found if score > best - _FAR_BEHIND]
        return found

    def opening(self, run: Run, column: Column) -> float:
        """The score of a run as the beginning of a cell."""
        return self.of((run,), column) - self.unbound(run)

    def unbound(self, run: Run) -> float:
        """What it costs that other cells stand above and below a run without a blank line."""
        region = self.region
        if not region.gaps:
            return 0.0
        start, end = run
        edges = int(region.opens(start) and start > 0 and not region.line(start).gap)
        edges += region.closes(end) and end < region.end and not region.line(end).gap
        return 0.5 * self.habits.blanks.bound * edges

    def of(self, cell: Cell, column: Column) -> float:
        # Columns of one kind and with the same habits judge alike.
        kind = column.role if column.kind == "value" else column.kind
        place = column.place
        known = self.habits
        held_by = (known.widths, known.traits, known.paragraphs)
        key = (cell, (kind, *(habit.get(place) for habit in held_by)))
        held = self._held.get(key)
        if held is None:
            held = self._held[key] = self._score(cell, column)
        return held

    def _score(self, cell: Cell, column: Column) -> float:
        region, kinds = self.region, self.kinds
        text = region.whole(cell)
        parts = [p for run in cell for p in region.parts(run)]
        match column.kind:
            case "label":
                if cell[0][0] not in region.labels or len(parts) > 1:
                    return -9.0
                return -0.5 if cell[0][0] in region.begun else 1.5
            case "date":
                if not any(c.isdigit() or c.isupper() for c in text) and not (
                    kinds.nobody(text) or self._standing_alone(cell, text)
                ):
                    return -9.0
                fit = kinds.dates(tuple(region.text(p) for p in parts))
                if kinds.nobody(text):
                    fit = max(fit, 0.9)
                score = (1.0 if text.isdigit() else 3.0) if fit >= 0.99 else -5.0 + 7.5 * fit
                score -= _TWO_DATES if self._two_dates(parts) else 0.0
                if fit >= 0.5 and self._goes_further(cell[0][0], cell[-1][1]):
                    score -= 2.5
                if self.valued and (kinds.value(text) or self._ends_in_value(text)):
                    score -= 4.0
            case "owner":
                if not text[:1].isupper() or text[-1] in ".;:":
                    return -9.0
                sure = max(kinds.owner(text), self._with_others(parts))
                score = 5.0 * (sure - 0.55)
                if sure < 0.5:
                    score -= 1.5 + _STRANGE * max(0, len(text.split()) - _SHORT)
                if kinds.nobody(text):
                    score = 1.5
                elif kinds.value(text):
                    score -= 3.0
                elif kinds.torn(text):
                    score -= 2.0
                if text[-1] in "/,&" or text.endswith(JOINERS) or text[-1].isdigit():
                    score -= 3.0
                elif self._ends_in_state(text):
                    score -= _FOREIGN
            case "value":
                if kinds.rating(text) if column.role == "rag" else kinds.value(text):
                    score = 1.5
                else:
                    typed = kinds.known_owner(text) or kinds.date(text) == 1.0
                    score = (-6.0 if typed else -2.5) - 0.5 * len(text.split())
                if kinds.foreign(text, column.role):
                    score -= _FOREIGN
            case _:
                return self.prose(text, parts, column)
        score -= self.habits.blanks.held * self._gaps(cell) + self._amid(cell)
        if len(parts) > 1 and any(kinds.nothing(region.text(p)) for p in parts):
            score -= _FOREIGN
        if region.spaced and region.closes(cell[-1][1]):
            score += -1.5 if region.line(cell[-1][0]).runs_on else 0.3
        if column.kind == "owner":
            score -= self._torn([region.text(p) for p in parts])
            score -= _TWICE if self._twice(cell) else 0.0
            score -= _FOREIGN if any(b - 1 in region.begun for _, b in parts) else 0.0
            rest = [region.text(p) for p in parts[1:]]
            # Foreign to owners are all known values.
            valued = any(kinds.foreign(t, "owner") and not kinds.known_owner(t) for t in rest)
            score -= _FOREIGN if valued else 0.0
        return score

    def _twice(self, cell: Cell) -> bool:
        """True where one owner is named twice: the cells of two rows."""
        words = [
            part
            for run in cell
            for word in self.region.words[run[0] : run[1]]
            for part in re.split(r"[/,;&]", word.text)
            if part and self.kinds.known_owner(part)
        ]
        return len(words) > len(set(words))

    def _with_others(self, parts: list[Run]) -> float:
        """How surely lines are known owners with others below: `YA/SK`, `All partners`."""
        texts = [self.region.text(p) for p in parts]
        known = 0
        while known < len(texts) and self.kinds.known_owner(texts[known]):
            known += 1
        if not 0 < known < len(texts) or texts[known][0].islower():
            return 0.0
        return 0.4 + 0.5 * self.kinds.owner(" ".join(texts[known:]))

    def _torn(self, lines: list[str]) -> float:
        """What an owner of several lines costs, where one of them is no part of a name."""
        cost = 0.2 * (len(lines) - 1)
        for before, after in pairwise(lines):
            when = self.kinds.date(after)
            if when == 1.0 or (when > 0 and after[:1].isdigit()):
                cost += 4.0
            elif self.kinds.known_owner(after) and self.kinds.known_owner(before):
                cost += 1.0 if before[-1] not in "/,&" else 0.0
        return cost

    def _two_dates(self, parts: list[Run]) -> bool:
        """True for lines that are two whole dates, one below the other, with nothing between."""
        texts = [self.region.text(p) for p in parts]
        if self.kinds.date(" ".join(texts)) == 1.0:
            # `Completed`, and the day below it.
            return False
        return any(
            self.kinds.date(texts[cut]) == 1.0
            and self.kinds.dates(tuple(texts[:cut])) >= 0.99
            and self.kinds.dates(tuple(texts[cut:])) >= 0.99
            for cut in range(1, len(texts))
        )

    def _goes_further(self, start: int, end: int) -> bool:
        """True where the word before or behind, or the line below, belongs to the date too."""
        region = self.region
        wider = []
        if not region.opens(start):
            wider.append((start - 1, end))
        elif start and DAY.match(region.words[start - 1].text):
            # The day at the end of the line above.
            wider.append((start - 1, end))
        if not region.closes(end):
            wider.append((start, end + 1))
        elif end < region.end and not any(c.isdigit() for c in region.text((start, end))):
            # `Completed`, and its day on the line below.
            below = region.line_of[end] + 1
            wider.append((start, region.starts[below] if below < len(region.lines) else region.end))
        return any(self.kinds.date(region.text(run)) == 1.0 for run in wider)

    def _ends_in_value(self, text: str) -> bool:
        """True for a date with a state behind it: `31/05/18 Complete`."""
        words = text.split()
        return any(
            self.kinds.value(" ".join(words[cut:]))
            and self.kinds.date(" ".join(words[:cut])) == 1.0
            for cut in range(1, len(words))
        )

    def _standing_alone(self, cell: Cell, text: str) -> bool:
        """True for whole lines that are a deadline in small letters: `ongoing`."""
        region = self.region
        alone = region.opens(cell[0][0]) and region.closes(cell[-1][1])
        return alone and self.kinds.date(text) == 1.0

    def _ends_in_state(self, text: str) -> bool:
        """True for owners with a state behind them: `Head of Residence Completed`."""
        before, _, last = text.rpartition(" ")
        return bool(before) and self.kinds.date(last) == 1.0 and self.kinds.value(last)

    def _amid(self, cell: Cell) -> float:
        """What a cell costs that is cut out of the middle of a sentence."""
        region = self.region
        start, end = cell[0][0], cell[-1][1]
        cost = 0.0
        if not region.closes(end) and region.words[end].text[:1].islower():
            cost += 3.0
        if not region.opens(start):
            before = region.words[start - 1].text
            if before.islower() and before[-1] not in ".!?;:)":
                cost += 2.5 if f" {before}" in JOINERS or before in EXPECTING else 1.2
            elif before[-1] in ",%":
                cost += 2.0
        return cost

    def _gaps(self, cell: Cell) -> int:
        region = self.region
        return sum(bool(region.line(a).gap) for run in cell for a, _ in region.parts(run)[1:])
