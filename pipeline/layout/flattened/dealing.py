"""Values dealt to the labels of cards: the best dealing, and how sure it is.

Values come in the order of their labels, and none before its own.  Each run of lines
is one label's value, or text between cards; a label may go without.  The best dealing is
found by dynamic programming, forwards and backwards, so that for each card the best
rival is known too: the best dealing that fills that card otherwise.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass, field

from extractors.labels import leading_label
from schemas.document import Word

from .kinds import Kinds, is_label
from .lines import Line
from .marks import numbered, worded_heading
from .prose import joins

# What a label loses for going without a value.
_EMPTY = {
    "number": 4.0, "title": 0.0, "action": 7.0, "owner": 1.6, "deadline": 1.6,
    "success_measure": 1.4, "expected_outcome": 1.4, "status": 1.0, "progress": 0.2,
}  # fmt: skip
_EMPTY_OTHER = 0.5
_TYPED = frozenset({"status", "rag", "priority", "response"})
DATES = frozenset({"deadline", "original_deadline", "revised_deadline", "start"})
_MOST_LINES = {"number": 1, "owner": 6, "deadline": 4}
_MOST_TYPED, _MOST_PROSE = 3, 30
_MOST_SKIPPED = 22.0
_BEAM = 12.0
_APART = 3.0
# A value that its lines speak so much against is not followed further.
_LEAST = -6.0


@dataclass(frozen=True, slots=True)
class Slot:
    """A label that waits for its value: what it asks for, its last line, its card."""

    role: str
    line: int
    card: int


@dataclass(slots=True, eq=False)
class Value:
    """A line of a value, or of text between cards.

    `slot` is the label on the same line, where there is one; `card_opens` says that a
    card's first label stands between the value before and this one, `run` how many labels.
    """

    line: int
    words: tuple[Word, ...]
    source: Line
    card_opens: bool = False
    run: int = 0
    slot: int | None = None
    text: str = field(default="", init=False)

    def __post_init__(self) -> None:
        self.text = " ".join(w.text for w in self.words)


@dataclass(frozen=True, slots=True)
class Dealt:
    """For each label its lines, for each card the confidence."""

    cells: list[list[Value]]
    confidence: list[float]


@dataclass(frozen=True, slots=True)
class _Arc:
    """Values `start` to `end` given to a slot, or to none; `before` and `after` are last slots."""

    start: int
    end: int
    before: int
    after: int
    slot: int | None
    score: float


class Dealer:
    """One search over all cards of a text."""

    def __init__(self, slots: list[Slot], values: list[Value], kinds: Kinds, width: int) -> None:
        self._slots, self._values, self._kinds, self._width = slots, values, kinds, width
        self._scores: dict[tuple[str, int, int], float] = {}
        costs = [_EMPTY.get(s.role, _EMPTY_OTHER) for s in slots]
        self._cost = [0.0]
        for cost in costs:
            self._cost.append(self._cost[-1] + cost)
        self._gaps = any(v.source.gap for v in values)

    def deal(self) -> Dealt | None:
        """The best dealing; None where the values fit the labels in no way."""
        arcs: dict[tuple[int, int], list[_Arc]] = {}
        best: list[dict[int, float]] = [{} for _ in range(len(self._values) + 1)]
        best[0][-1] = 0.0
        for at in range(len(self._values)):
            if not best[at]:
                continue
            top = max(best[at].values())
            for last, score in best[at].items():
                if score < top - _BEAM:
                    continue
                made = arcs[at, last] = self._arcs(at, last)
                for arc in made:
                    held = best[arc.end]
                    if score + arc.score > held.get(arc.after, -math.inf):
                        held[arc.after] = score + arc.score
        return self._back(arcs, best)

    def _back(
        self, arcs: dict[tuple[int, int], list[_Arc]], best: list[dict[int, float]]
    ) -> Dealt | None:
        end = len(self._values)
        ahead: list[dict[int, float]] = [{} for _ in range(end + 1)]
        for last in best[end]:
            ahead[end][last] = -self._empties(last, len(self._slots))
        totals: list[dict[int | None, float]] = [defaultdict(lambda: -math.inf) for _ in range(end)]
        chosen: dict[tuple[int, int], _Arc] = {}
        for at in range(end - 1, -1, -1):
            for last, score in best[at].items():
                for arc in arcs.get((at, last), ()):
                    rest = ahead[arc.end].get(arc.after)
                    if rest is None:
                        continue
                    if arc.score + rest > ahead[at].get(last, -math.inf):
                        ahead[at][last] = arc.score + rest
                        chosen[at, last] = arc
                    for n in range(arc.start, arc.end):
                        totals[n][arc.slot] = max(totals[n][arc.slot], score + arc.score + rest)
        whole = ahead[0].get(-1)
        if whole is None:
            return None
        given: list[int | None] = []
        at, last = 0, -1
        while at < end:
            arc = chosen[at, last]
            given += [arc.slot] * (arc.end - arc.start)
            at, last = arc.end, arc.after
        return self._dealt(given, totals, whole)

    def _dealt(
        self, given: list[int | None], totals: list[dict[int | None, float]], whole: float
    ) -> Dealt:
        cells: list[list[Value]] = [[] for _ in self._slots]
        rivals = [-math.inf] * (1 + max(s.card for s in self._slots))
        for value, slot, held in zip(self._values, given, totals, strict=True):
            if slot is not None:
                cells[slot].append(value)
            mine = None if slot is None else self._slots[slot].card
            for other, total in held.items():
                if other == slot:
                    continue
                theirs = None if other is None else self._slots[other].card
                for card in {mine, theirs} - {None}:
                    assert card is not None
                    rivals[card] = max(rivals[card], total)
        sure = [1 / (1 + math.exp(0.4 - 1.1 * min(whole - r, 20.0))) for r in rivals]
        return Dealt(cells, [round(s, 3) for s in sure])

    # Arcs

    def _empties(self, last: int, to: int) -> float:
        """What the labels after `last` and before `to` lose for being empty."""
        return self._cost[to] - self._cost[last + 1]

    def _arcs(self, at: int, last: int) -> list[_Arc]:
        value = self._values[at]
        made: list[_Arc] = []
        if value.slot is not None:
            if value.slot > last:
                made += self._cells(at, last, value.slot)
            return made
        for slot in range(last + 1, len(self._slots)):
            if self._slots[slot].line > value.line:
                break
            if self._empties(last, slot) > _MOST_SKIPPED:
                break
            made += self._cells(at, last, slot)
        made += self._between(at, last)
        return made

    def _cells(self, at: int, last: int, slot: int) -> list[_Arc]:
        role = self._slots[slot].role
        if role == "title":
            return []
        most = _MOST_LINES.get(role) or (_MOST_TYPED if role in _TYPED | DATES else _MOST_PROSE)
        base = self._begins(at, slot) - self._empties(last, slot)
        made: list[_Arc] = []
        inner = 0.0
        for end in range(at + 1, min(at + most, len(self._values)) + 1):
            if end > at + 1:
                if self._values[end - 1].slot is not None:
                    break
                inner += self._goes_on(end - 1)
            if inner < _LEAST:
                break
            score = base + inner + self._reads(role, at, end)
            made.append(_Arc(at, end, last, slot, slot, score))
        return made

    def _between(self, at: int, last: int) -> list[_Arc]:
        """Text up to the next card: all labels before it have had their values, or nearly."""
        end = at + 1
        while end < len(self._values) and not self._values[end].card_opens:
            if self._values[end].slot is not None:
                return []
            end += 1
        line = self._values[at]
        passed = last
        while passed + 1 < len(self._slots) and self._slots[passed + 1].line < line.line:
            passed += 1
        score = self._looks_between(at, end)
        made = [_Arc(at, end, last, passed, None, score - self._empties(last, passed + 1))]
        if passed > last:
            made.append(_Arc(at, end, last, last, None, score - _APART))
        return made

    # Scores

    def _looks_between(self, at: int, end: int) -> float:
        """How well lines read as a heading or text between cards."""
        line = self._values[at].source
        score = -0.6
        if worded_heading(line) or numbered(line) is not None:
            score += 2.5
        elif leading_label(line.text) is not None and len(line.words) > 2:
            score += 1.5
        if line.gap or not self._gaps:
            score += 0.4
        if self._values[at].run or (at and self._joined(at)):
            # A heading does not stand between a label and its value, nor within a value.
            score -= 2.0
        if end < len(self._values) or end - at > 2:
            score += 0.3
        return score

    def _begins(self, at: int, slot: int) -> float:
        """How likely a value begins here, for a label: right behind it, after a full stop."""
        value = self._values[at]
        score = 0.0
        if value.slot is not None:
            return 1.0
        near = value.run and (
            slot + 1 == len(self._slots) or self._slots[slot + 1].line > value.line
        )
        if near:
            score += 2.0 / value.run
        if not value.run and at and self._joined(at):
            score -= 2.0
        if self._gaps and value.source.gap:
            score += 0.3
        return score

    def _joined(self, at: int) -> bool:
        """True where a value reads on from the line before it."""
        before, here = self._values[at - 1], self._values[at]
        return here.source.page == before.source.page and joins(
            before.source, here.source, self._width
        )

    def _goes_on(self, at: int) -> float:
        """How likely a line goes on with the value of the line before."""
        here, before = self._values[at], self._values[at - 1]
        score = -3.0 if here.run else 0.0
        if here.source.bullet:
            return score + 0.2
        if here.text[:1].islower() and before.text[-1:] not in ".;":
            return score + 0.6
        if self._joined(at):
            return score + 0.3
        return score - (1.6 if here.source.gap and self._gaps else 1.0)

    def _reads(self, role: str, start: int, end: int) -> float:
        key = (role, start, end)
        if key not in self._scores:
            self._scores[key] = self._judge(role, [v.text for v in self._values[start:end]])
        return self._scores[key]

    def _judge(self, role: str, texts: list[str]) -> float:
        """How well lines read as the value of a label."""
        text = " ".join(texts)
        words = len(text.split())
        kinds = self._kinds
        if role == "number":
            return 3.0 if words == 1 and is_label(text) else -4.0
        if role in DATES:
            score = kinds.dates(texts)
            return 3.0 * score if score >= 0.4 else -1.0 - 0.25 * words
        if role == "owner":
            score = kinds.owner(text)
            return 3.0 * score if score >= 0.4 else -0.8 - 0.25 * words
        if role in _TYPED:
            return 3.0 if kinds.value(text) else -0.3 - 0.3 * max(0, words - 2)
        dated = len(text) < 60 and kinds.dates(texts) >= 1.0
        numbered_only = words == 1 and is_label(text)
        typed = dated or numbered_only
        if role == "action":
            if typed or kinds.value(text):
                return -4.0
            if words <= 5 and kinds.owner(text) > 0.7:
                return -2.0
            return 1.5 if words >= 3 else -0.5
        if typed or kinds.value(text):
            return -1.5
        return 0.0 if words <= 6 and kinds.owner(text) > 0.8 else 0.6
