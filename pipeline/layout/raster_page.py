"""A page of text in a raster of characters: where its columns begin, and with which words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby

from pipeline.layout.openings import ROW_NAME
from schemas.page import PageWord

CHARACTER = 6.0
EXACT = 0.5 * CHARACTER
# A piece may be so far from where its column mostly begins, if it has no other to stand in.
FAR_DRIFT = 8.2 * CHARACTER
_NO_COLUMN = 12.0 * CHARACTER
# A line no further down than this follows without a blank one.
NEXT_LINE = 15.0
# A cell wider than all others of its column is so much less likely.
_TOO_WIDE = 3.0
# Lines further away say nothing of where a column begins.
_REACH = 60.0

Part = list[PageWord]
# The words with which cells below a heading begin, in lines that open a row or go on with one.
FirstWords = dict[tuple[str, bool], Counter[str]]


@dataclass(slots=True)
class Edge:
    """Where a column's cells begin, each time that one was seen."""

    seen: Counter[float] = field(default_factory=Counter)

    @property
    def x(self) -> float:
        return self.seen.most_common(1)[0][0]

    def far(self, x: float) -> float:
        return min(abs(x - s) for s in self.seen)

    def off(self, x: float) -> float:
        """How far a place is to the right of the nearest one seen."""
        return min((x - s for s in self.seen), key=abs)


@dataclass(frozen=True, slots=True)
class Room:
    """How far to the right a cell may reach: as far as others of its column, `known` by so many."""

    end: float
    known: int

    def fits(self, x: float) -> float:
        """How well a cell may end at a place: 0 within what others fill, less beyond."""
        beyond = x > self.end + CHARACTER
        return -_TOO_WIDE * self.known / (self.known + 4) if beyond else 0.0


@dataclass(frozen=True, slots=True)
class RasterPage:
    """The pieces of all lines, where their columns begin, and what cells begin with.

    `words` counts first words by column, apart for lines that open a row; columns
    with the same heading elsewhere in the document share them.
    """

    parts: Sequence[Sequence[Part]]
    edges: list[Edge]
    words: dict[tuple[int, bool], Counter[str]] = field(default_factory=dict)
    widths: dict[int, list[float]] = field(default_factory=dict)

    def learn(self, head: int, numbers: range, known: FirstWords) -> None:
        """Note with which words cells of the lines given begin that stand clear of others.

        Line `head` holds the columns' headings; `known` is what earlier tables told.
        """
        headings = self.parts[head]
        for part, at in zip(headings, match(headings, self.edges), strict=True):
            heading = " ".join(word.text for word in part)
            if at is not None:
                for opens in (True, False):
                    self.words[(at, opens)] = known.setdefault((heading, opens), Counter())
        for number in numbers:
            some = self.parts[number]
            for part, at in zip(some, match(some, self.edges), strict=True):
                if at is not None:
                    key = (at, self.opens(number))
                    self.words.setdefault(key, Counter())[part[0].text] += 1
                    if at + 1 < len(self.edges) and part[-1].place.x1 < self.edges[at + 1].x:
                        self._measure(number, at, part)

    def _measure(self, number: int, column: int, part: Part) -> None:
        """Note how wide a cell's line is, where the cell goes on below: others fill no more."""
        below = self.parts[number + 1] if number + 1 < len(self.parts) else []
        if not below or below[0][0].baseline - part[0].baseline > NEXT_LINE:
            return
        if column in match(below, self.edges):
            width = part[-1].place.x1 - part[0].place.x0
            self.widths.setdefault(column, []).append(width)

    def room(self, column: int, x: float) -> Room:
        """The room of a cell of a column that begins at a place."""
        widths = self.widths.get(column, [])
        return Room(x + max(widths, default=0.0), len(widths))

    def opens(self, number: int) -> bool:
        """Whether a line begins with a row's label."""
        return bool(ROW_NAME.match(self.parts[number][0][0].text))

    def likely(self, number: int, column: int, text: str) -> float:
        """How well a word fits those with which the column's cells begin.

        Lines that go on with cells begin with words of all kinds.
        """
        opens = self.opens(number)
        words = self.words.get((column, opens))
        if not words:
            return 0.0
        total = sum(words.values())
        shape = _shape(text)
        same = sum(n for w, n in words.items() if _shape(w) == shape) / total
        alike = sum(n for w, n in words.items() if _shape(w)[0] == shape[0]) / total
        trust = total / (total + 4)
        if not opens:
            return 0.75 * trust * (same + alike) + float(text in words) + 2.0 * words[text] / total
        if not alike:
            return -2.0 * trust
        return 1.5 * trust * (same + alike) + (3.0 if text in words else 0.0)

    def alike(self, column: int, text: str) -> bool:
        """Whether cells of a column begin with a word of the kind; True where none is known."""
        both = [self.words.get((column, opens), Counter[str]()) for opens in (True, False)]
        kinds = {_shape(word)[0] for words in both for word in words}
        return not kinds or _shape(text)[0] in kinds

    def starts(self, number: int, column: int, reach: int) -> list[float]:
        """Where lines up to `reach` lines away begin a column, nearest lines first."""
        found = []
        here = self.parts[number][0][0].baseline
        for step in range(1, reach + 1):
            for near in (number - step, number + step):
                some = self.parts[near] if 0 <= near < len(self.parts) else []
                if some and abs(some[0][0].baseline - here) > _REACH:
                    continue
                for part, at in zip(some, match(some, self.edges), strict=True):
                    if at == column:
                        found.append(part[0].place.x0)
        return found

    def begin_at(self, number: int, x: float) -> bool:
        """Whether the lines right above and below both begin a cell at a place."""
        here = self.parts[number][0][0].baseline
        return all(
            0 <= near < len(self.parts)
            and abs(self.parts[near][0][0].baseline - here) < NEXT_LINE
            and any(abs(p[0].place.x0 - x) < EXACT for p in self.parts[near])
            for near in (number - 1, number + 1)
        )


def match(some: Sequence[Part], edges: Sequence[Edge]) -> list[int | None]:
    """The column of each piece, rising from left to right, at the least sum of distances.

    None where a piece fits none, or where others have taken the columns near it.
    """
    best: list[tuple[float, list[int | None]]] = [(0.0, [])] * (len(edges) + 1)
    for part in some:
        x = part[0].place.x0
        after: list[tuple[float, list[int | None]]] = []
        for used in range(len(edges) + 1):
            # Columns before `used` are taken or passed over.
            cost, found = best[used]
            choices = [(cost + _NO_COLUMN, [*found, None])]
            if used:
                choices.append(after[used - 1])
                far = edges[used - 1].far(x)
                if far <= FAR_DRIFT:
                    before, left = best[used - 1]
                    choices.append((before + far, [*left, used - 1]))
            after.append(min(choices, key=lambda c: c[0]))
        best = after
    return best[-1][1]


def _shape(text: str) -> str:
    """A word's first two kinds of characters: `9a` for `31st`, `Aa` for `May`, `A/` for `SK/JS`."""
    kinds = [
        "9" if c.isdigit() else "A" if c.isupper() else "a" if c.isalpha() else c for c in text
    ]
    return "".join(kind for kind, _ in groupby(kinds))[:2]
