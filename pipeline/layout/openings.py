"""Where rows begin, as labels and the fullest column show."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from pipeline.layout.lines import Line
from pipeline.layout.markers import is_label
from schemas.page import PageWord

ROW_NAME = re.compile(r"^(?:[A-Z]{0,4}\d{1,3}(?:\.\d{1,2})*[a-z]?[.)]?|[a-z][.)])$")
_LETTER = re.compile(r"^[a-z]$")
# `16.03.21` looks like a label of three numbers.
_DATE = re.compile(r"^(?:[0-2]?\d|3[01])\.(?:0?\d|1[0-2])\.(?:\d\d){1,2}$")
_PARTS = re.compile(r"\d+|[A-Za-z]+")
# The share of rows in which the column of the longest texts is filled from the first line on.
_MOSTLY = 0.8
# So many words a line has in a column of sentences.
_WORDY = 3


@dataclass(slots=True)
class Placed:
    """A line and its words by column; `cells` None for a band across the columns.

    `head` counts the words of a band's label, which stands in a column of its own.
    `doubtful` says that it is not sure where one cell ends and the next begins,
    `tied` that the line goes on with the column headings above.
    """

    line: Line
    cells: list[list[PageWord]] | None
    head: int = 0
    doubtful: bool = False
    tied: bool = False

    def cell(self, column: int) -> list[PageWord]:
        return self.cells[column] if self.cells and column < len(self.cells) else []


@dataclass(slots=True)
class Openings:
    """Where rows begin, and what groups them.

    `sure` holds the lines that surely begin a row, or surely do not.  `labels`
    are the lines with a row's label.  `groups` are the label's column and that of
    the text which it numbers, where rows without a label may stand below it.
    """

    sure: dict[int, bool] = field(default_factory=dict)
    labels: list[int] = field(default_factory=list)
    groups: tuple[int, ...] = ()


def openings(table: Sequence[Placed], heads: int, before: tuple[int, ...] = ()) -> Openings:
    """Where the rows of a table begin, below `heads` lines of column headings.

    `before` are the groups of an earlier table with the same column headings.  A row
    begins where a column counts on (1.1, 1.2, ...).  Below such a line, one that
    leaves the column of the longest texts empty only goes on with its cells.
    """
    count = max((len(p.cells) for p in table if p.cells), default=0)
    if count == 2:
        return Openings(_card(table))
    at, labels = 0, list[int]()
    for column in range(count):
        found = _counted(table, heads, column)
        if len(found) > len(labels):
            at, labels = column, found
    if before and len(labels) < 2:
        at = before[0]
        labels = _counted(table, heads, at)
    if not labels or (len(labels) < 2 and not before):
        return Openings()
    sure = dict.fromkeys(labels, True)
    inside = any(len(table[n].cell(at)) > 1 for n in labels)
    main = max(range(count), key=lambda c: sum(len(p.cell(c)) for p in table))
    always = [c for c in range(count) if _share(table, labels, c) >= _MOSTLY]
    text = at if inside else at + 1
    others = [c for c in always if c not in (at, text)]
    below = False
    for number in range(labels[0] + 1, len(table)):
        item = table[number]
        if item.cells is None or number in sure:
            continue
        full = len(others) > 1 and sum(bool(item.cell(c)) for c in others) > len(others) / 2
        full = full and not (inside and main == text)
        empty = main in always and not item.cell(main)
        if not full and (empty or main == text):
            sure[number] = False
        below = below or (full and not item.cell(text))
    grouped = not inside and text in always and (below or text != main)
    numbered = grouped and _wordy(table, labels, text)
    return Openings(sure, labels, (at, text) if numbered else ())


def _share(table: Sequence[Placed], numbers: Sequence[int], column: int) -> float:
    return sum(bool(table[n].cell(column)) for n in numbers) / len(numbers)


def _wordy(table: Sequence[Placed], numbers: Sequence[int], column: int) -> bool:
    return sum(len(table[n].cell(column)) for n in numbers) >= _WORDY * len(numbers)


def _card(table: Sequence[Placed]) -> dict[int, bool]:
    """In a table of two columns, a first cell that ends in a colon is a label."""
    return {n: True for n, p in enumerate(table) if p.cell(0) and p.cell(0)[-1].text[-1] == ":"}


def _counted(table: Sequence[Placed], heads: int, column: int) -> list[int]:
    """The lines whose cell in a column begins with a label, where these labels rise."""
    found = []
    for number, item in enumerate(table):
        if number < heads:
            continue
        words = item.cell(column)
        text = words[0].text if words else ""
        named = ROW_NAME.match(text) or (len(words) == 1 and _LETTER.match(text))
        if (named or is_label(text)) and any(c.isalnum() for c in text):
            found.append(number)
    if all(_DATE.match(table[n].cell(column)[0].text) for n in found):
        return []
    keys = [label_key(table[n].cell(column)[0].text) for n in found]
    anew = ((0, "a"),)
    return found if all(a[:-1] != b[:-1] or a < b or b == anew for a, b in pairwise(keys)) else []


def label_key(label: str) -> tuple[tuple[int, str], ...]:
    """A label's numbers and letters, to be put in order."""
    parts = _PARTS.findall(label)
    return tuple((int(p), "") if p.isdigit() else (0, p) for p in parts)
