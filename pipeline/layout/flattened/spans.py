"""The words of a region in one row, and the places where cells may begin and end.

A cell is one run of words, or several where a tool printed another column's words
between its lines.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from schemas.document import Word

from .fragments import Fragment, ways
from .kinds import Kinds
from .lines import Line

# A run of words, as places in the region: from the first to behind the last.
Run = tuple[int, int]
Cell = tuple[Run, ...]

_LONGEST_DATE = 4
_DATED = 0.9
DAY = re.compile(r"(?:0?[1-9]|[12]\d|3[01])$")
_FULL_YEAR = re.compile(r"(?:19|20)\d\d\)?$")
_YEAR = re.compile(r"(?:^|[/.-])(?:19|20)\d\d$|\d[/.-]\d\d$")


class Region:
    """The words of a region's lines, and the places where cells may begin and end."""

    def __init__(
        self,
        lines: Sequence[Line],
        kinds: Kinds,
        *,
        prose: int,
        inner: bool,
        base: int = 0,
        own: bool = False,
    ) -> None:
        """`base` is the number of the first line among those of the whole table.

        `own` says that no heading of the table tells of labels.
        """
        self.lines = lines
        self.base = base
        self.words: list[Word] = []
        self.line_of: list[int] = []
        self.starts: list[int] = []
        self.labels: set[int] = set()
        # Where a date begins at a line's end.
        self.begun: set[int] = set()
        cuts: set[int] = set()
        for number, line in enumerate(lines):
            base = len(self.words)
            self.starts.append(base)
            for way in ways(line, number, kinds, prose=prose, inner=inner):
                at = base
                for fragment in way:
                    cuts.add(at)
                    if fragment.label:
                        self.labels.add(at)
                    at += len(fragment.words)
            self.words += line.words
            self.line_of += [number] * len(line.words)
            if prose > 1:
                cuts.update(base + at for at in _capitals(line))
            days = [base + at for at in _days(lines, number, kinds)]
            cuts.update(days)
            self.begun.update(at for at in days if DAY.match(line.words[at - base].text))
            cuts.update(base + at for at in _dates(line, kinds))
            cuts.update(base + at for at in _nobodies(line, kinds))
        self.end = len(self.words)
        # A number alone on its line may be a date's day as well.
        self.days = {
            at for at in self.labels if DAY.match(self.words[at].text) and self.closes(at + 1)
        }
        dated = {at for at in self.days if day_alone(lines, self.line_of[at], kinds)}
        self.begun |= dated
        if own:
            # Where no heading tells of labels, a date's day is none.
            self.labels -= dated
        first = set(self.starts)
        self.cuts = sorted(
            at for at in cuts if at in first or self.words[at].text[0] not in "/&,;)"
        )
        self.gaps = any(line.gap for line in lines[1:])
        marked = sum(line.runs_on for line in lines)
        # A space at a line's end says something only where some lines have none.
        self.spaced = 0.15 * len(lines) < marked < 0.95 * len(lines)
        self._lines: dict[Run, tuple[Run, ...]] = {}
        self._texts: dict[Run, str] = {}

    def opens(self, at: int) -> bool:
        """True where a line begins."""
        return at < self.end and self.starts[self.line_of[at]] == at

    def heads(self, at: int) -> bool:
        """True where a recommendation begins that its label tells: `Priority 2: …`."""
        return self.opens(at) and self.line(at).headed

    def closes(self, end: int) -> bool:
        """True where a line ends just before the place."""
        return end == self.end or self.opens(end)

    def upper(self, at: int) -> bool:
        """True where a word begins with a capital."""
        return self.words[at].text[:1].isupper()

    def allows(self, at: int, kind: str) -> bool:
        """True where a run of a column of this kind may begin: labels are labels, or days."""
        if kind == "label":
            return at in self.labels
        return at not in self.labels or (kind == "date" and at in self.days)

    def cuts_after(self, at: int) -> list[int]:
        """The places where a run that begins at `at` may end."""
        return [*self.cuts[bisect_right(self.cuts, at) :], self.end]

    def line(self, at: int) -> Line:
        return self.lines[self.line_of[at]]

    def parts(self, run: Run) -> tuple[Run, ...]:
        """A run parted at the ends of lines."""
        if run not in self._lines:
            first, last = self.line_of[run[0]], self.line_of[run[1] - 1]
            edges = [run[0], *(self.starts[n] for n in range(first + 1, last + 1)), run[1]]
            self._lines[run] = tuple(pairwise(edges))
        return self._lines[run]

    def text(self, run: Run) -> str:
        if run not in self._texts:
            self._texts[run] = " ".join(w.text for w in self.words[run[0] : run[1]])
        return self._texts[run]

    def whole(self, cell: Cell) -> str:
        return " ".join(self.text(run) for run in cell)

    def fragments(self, run: Run) -> list[Fragment]:
        """The run's words as fragments, one a line."""
        return [
            Fragment(
                tuple(self.words[a:b]),
                self.line_of[a] + self.base,
                bool(self.line(a).gap) and self.opens(a),
                self.opens(a),
                self.closes(b),
                label=a in self.labels and b == a + 1,
            )
            for a, b in self.parts(run)
        ]


def day_alone(lines: Sequence[Line], number: int, kinds: Kinds) -> bool:
    """True for a number alone on its line that makes a date with the lines below it."""
    words = lines[number].words
    if len(words) != 1 or not DAY.match(words[0].text):
        return False
    return _with_below(lines, number, kinds) >= _DATED


def _with_below(lines: Sequence[Line], number: int, kinds: Kinds) -> float:
    """How well a line's last word makes a date with one or two lines below it."""
    last = lines[number].words[-1].text
    below = [line.text for line in lines[number + 1 : number + 3]]
    counts = range(1, len(below) + 1)
    return max((kinds.dates((last, *below[:n])) for n in counts), default=0.0)


def _days(lines: Sequence[Line], number: int, kinds: Kinds) -> list[int]:
    """Where a date begins at a line's end that goes on below: `30`, `30 November`, `2016`."""
    words = lines[number].words
    for count in (3, 2):
        tail = " ".join(w.text for w in words[-count:])
        if len(words) > count and DAY.match(words[-count].text) and kinds.date(tail) > 0:
            return [len(words) - count]
    if len(words) > 1 and _FULL_YEAR.match(words[-1].text):
        return [len(words) - 1]
    if len(words) < 2 or not DAY.match(words[-1].text):
        return []
    return [len(words) - 1] if _with_below(lines, number, kinds) >= 0.99 else []


def _nobodies(line: Line, kinds: Kinds) -> list[int]:
    """Before and behind words that say there is nothing: `Not agreed N/A N/A`."""
    texts = [w.text for w in line.words]
    held = [at for at, text in enumerate(texts) if kinds.nobody(text) and len(text) > 1]
    return [x for at in held for x in (at, at + 1) if 0 < x < len(texts)]


def _dates(line: Line, kinds: Kinds) -> list[int]:
    """Where dates begin and end amid a line's other cells: `AB/TB Autumn 2 Staff meeting`."""
    texts = [w.text for w in line.words]
    found: list[int] = []
    at = 0
    while at < len(texts):
        for count in range(min(_LONGEST_DATE, len(texts) - at), 0, -1):
            text = " ".join(texts[at : at + count])
            small = text[:1].islower()
            sure = kinds.date(text) == 1.0 if small else kinds.dates((text,)) >= _DATED
            if sure and text[-1] not in ",;" and not text.isdigit():
                found += [at] if at else []
                found += [at + count] if at + count < len(texts) else []
                at += count - 1
                break
        at += 1
    return found


def _capitals(line: Line) -> list[int]:
    """Where a text may begin in the middle of a line: at a capital or a sum of money."""
    texts = [w.text for w in line.words]
    return [
        at
        for at in range(1, len(texts))
        if _YEAR.search(texts[at - 1])
        or (
            (texts[at][:1].isupper() or texts[at][:1] in "£$€‘“" or texts[at - 1][:1] in "£$€")
            and texts[at - 1][-1] not in "/&,(–-"
            and not (texts[at - 1][:1].isupper() and texts[at - 1][-1] not in ".!?;")
        )
    ]
