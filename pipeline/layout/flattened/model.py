"""The scores by which an arrangement of fragments into rows and columns is judged.

All numbers are on one scale, close to the logarithm of odds: what adds 1 makes
an arrangement about three times as likely.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from extractors.lists import ends_name

from .fragments import Fragment
from .kinds import Kinds

ColumnKind = Literal[
    "label",
    "action",
    "text",
    "date",
    "owner",
    "value",
    "prose",
    "list",
    "person",
    "post",
    "contact",
]

KIND_OF_ROLE: dict[str, ColumnKind] = {
    "number": "label",
    "action": "action",
    "recommendation": "text",
    "owner": "owner",
    "deadline": "date",
    "original_deadline": "date",
    "revised_deadline": "date",
    "status": "value",
    "rag": "value",
    "priority": "value",
    "response": "value",
    "linked_plan": "list",
    "name": "person",
    "initials": "contact",
    "contact": "contact",
    "post": "post",
    "organisation": "post",
    "mixed": "post",
}

# The kinds of columns that hold text.
TEXTS = ("action", "text", "prose", "list", "post")

# What a row loses for an empty cell of each kind.
MISSING: dict[str, float] = {
    "label": 5.0,
    "action": 5.0,
    "text": 0.6,
    "date": 1.6,
    "owner": 1.6,
    "value": 0.3,
    "prose": 0.5,
    "list": 3.0,
    "person": 3.0,
    "post": 3.0,
    "contact": 2.0,
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its place, what it holds, its role and its heading's words."""

    place: int
    kind: ColumnKind
    role: str


def place_of(columns: Sequence[Column], kind: ColumnKind) -> int | None:
    """The place of the first column of a kind; None where there is none."""
    return next((c.place for c in columns if c.kind == kind), None)


class Scores:
    """The judge of one region: columns, kinds and the widths of its lines."""

    def __init__(
        self, columns: list[Column], kinds: Kinds, width: int, texts: Sequence[str] = ()
    ) -> None:
        """`texts` are the region's lines: those that follow each other again and again cohere."""
        self._pairs = Counter(pairwise(texts))
        self.columns = columns
        self.kinds = kinds
        self.width = width
        self._opening: dict[tuple[int, int], float] = {}
        self._closing: dict[tuple[int, tuple[str, ...]], float] = {}

    def opening(self, fragment: Fragment, column: Column) -> float:
        """How well a fragment begins a cell of a column; part of what `closing` gives."""
        key = (id(fragment), column.place)
        if key not in self._opening:
            self._opening[key] = self._open(fragment, column)
        return self._opening[key]

    def _open(self, fragment: Fragment, column: Column) -> float:
        text = fragment.text
        if fragment.label or column.kind == "label":
            return 1.5 if fragment.label and column.kind == "label" else -9.0
        if column.kind != "date" and self.kinds.suffix(text):
            return -9.0
        if column.kind == "date":
            score = self.kinds.date(text)
            return 1.0 if score == 1.0 else 0.3 if score > 0 else -5.0
        if column.kind == "owner":
            return 2.0 * (self.kinds.owner(text) - 0.6)
        return self.closing((text,), column) + self.trail(fragment, column)

    def closing(self, texts: tuple[str, ...], column: Column) -> float:
        """How well the lines of a whole cell fit its column."""
        key = (column.place, texts)
        if key not in self._closing:
            self._closing[key] = self._close(texts, column)
        return self._closing[key]

    def _close(self, texts: tuple[str, ...], column: Column) -> float:
        text = " ".join(texts)
        match column.kind:
            case "label":
                return 1.5
            case "date":
                score = self.kinds.dates(texts)
                if score >= 0.99:
                    return 1.0 if text.isdigit() else 3.0
                return -4.0 + 5.0 * score
            case "owner":
                sure = self.kinds.owner(text)
                # A word that may be part of any title is worse than an empty cell.
                return 5.0 * (sure - 0.55) - (1.5 if sure < 0.5 else 0.0)
            case "value":
                if self.kinds.value(text):
                    return 1.5
                typed = self.kinds.known_owner(text) or self.kinds.date(text) == 1.0
                return (-6.0 if typed else -3.0) - 0.5 * len(text.split())
            case "person":
                return 4.0 * (self.kinds.person(text) - 0.4)
            case "post":
                return 3.0 * (self.kinds.post(text) - 0.3) - (
                    3.0 if len(text.split()) > 14 else 0.0
                )
            case "contact":
                return (
                    1.5
                    if not self.kinds.nobody(text)
                    and len(text) < 20
                    and (text.isupper() or any(c.isdigit() for c in text))
                    else -2.0
                )
            case _:
                return self._prose(text, column)

    def _prose(self, text: str, column: Column) -> float:
        words = len(text.split())
        if self.kinds.known_owner(text):
            return -4.0
        main = column.kind in ("action", "text")
        score = min(1.2, 0.25 * words) - 0.4
        if self.kinds.value(text):
            score -= 2.0
        elif self.kinds.date(text) > 0:
            score -= 2.5
        elif words < 9 and self.kinds.owner(text) > 0.55:
            score -= 2.0 if main else 0.0 if column.kind == "list" else 0.7
        if main:
            score += 0.5 if text[:1].isupper() or text[:1] in "‘“\"'" else -1.0
            score -= 1.0 if words < 3 else 0.0
        return score

    def trail(self, fragment: Fragment, column: Column) -> float:
        """What a line of text loses because it ends in words of another column."""
        if column.kind not in ("action", "text") or not fragment.closes or len(fragment.words) < 3:
            return 0.0
        words = [w.text for w in fragment.words]
        for count in (3, 2, 1):
            tail = " ".join(words[-count:])
            if len(words) > count and (
                self.kinds.date(tail) == 1.0
                or (self.kinds.date(tail) > 0 and len(tail) > 4)
                or (self.kinds.known_owner(tail) and tail[:1].isupper())
            ):
                return -2.0
        return 0.0

    def boundary(self, before: Fragment, after: Fragment, column: Column) -> float:
        """Evidence (positive) that a new cell of the column begins between two fragments."""
        left, right = before.text, after.text
        if column.kind == "date":
            return 0.5 if after.gap else 0.0
        if left[-1:] in "/,;&" or left.endswith((" and", " of", " the", "(")) or left[-1:] in "-–":
            return -1.5
        if column.kind == "list":
            return self._parts_list(left, right, gap=after.gap)
        score = 0.0
        if right[:1].islower() or right[:1] in "&/(,":
            score -= 2.5
        elif right[:1].isupper():
            score += 0.5
        if column.kind in ("action", "text", "prose"):
            score += 1.2 if left[-1:] in ".!?;:" else -0.5
            score += self._fill(before, after)
        if after.gap:
            score += 1.0
        if column.kind == "owner":
            # Initials and names open a cell; partners and bodies often follow them in one.
            opens = self.kinds.known_owner(right) or self.kinds.known_owner(_first_part(right))
            score += 0.7 if opens else -0.7
        return score

    def _parts_list(self, left: str, right: str, *, gap: bool) -> float:
        """A cell of a list is of several lines more often than not, and may recur as a whole."""
        if right[:1].islower() or not ends_name(left):
            return -2.5
        if self._pairs[left, right] > 1:
            return -1.5
        ended = any(n > 1 and pair[1] == left for pair, n in self._pairs.items())
        return (1.2 if gap else -0.2) + (0.8 if ended else 0.0)

    def _fill(self, before: Fragment, after: Fragment) -> float:
        """A line that had room for the next word ended on purpose."""
        if not before.closes:
            return 0.0
        room = self.width - len(before.text)
        need = len(after.words[0].text) + 1
        if room >= need + 30:
            return 1.8
        if room >= need + 12:
            return 1.0
        return 0.3 if room > need + 3 else -0.6


def _first_part(text: str) -> str:
    """The first owner of a list: `YA` of `YA/ Community Safety`."""
    return re.split(r"\s*[/;,&]\s*|\s+and\s+", text, maxsplit=1)[0]
