"""Where rows begin in a raster of characters, by what each column says of each line.

A row's cells begin on its first line and run down without a gap.  So a cell that
begins below an empty place begins a row, and one that reads on from the line above
does not: unless its column is merged, and holds one text for several rows.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.layout.lines import Line, wraps_to
from pipeline.layout.markers import is_label, marker_length
from pipeline.layout.openings import ROW_NAME, Placed
from pipeline.layout.raster_page import CHARACTER
from pipeline.layout.style import Style

Cells = list[Line | None]

_ENDED = re.compile(r"[.!?][)\]’”\"']*$")
_BOUND = re.compile(r"[,;/&\-–—(+:]$")
# `R2:`, `M1.`, `1.1`, `Recommendation 4:` (but no lone number, which a date has, too).
_NAMED = re.compile(
    r"^(?:[A-Z]\w{2,} (?:[A-Z]?\d{1,2}(?:\.\d{1,2})*[a-z]?(?:[:.)]|$)|[A-Z]:)"
    r"|[A-Z]{1,4}\d{1,2}(?:\.\d+)*[:.)]?(?: |$)"
    r"|\d{1,2}(?:\.\d{1,2})*[.:)] |\d{1,2}\.\d{1,2}(?: |$))"
)
# So many words a line has in a column of names, dates or codes.
_TERSE = 2.5
_MISSING = 0.8
_MOSTLY = 0.85
_WIDE = 18 * CHARACTER
_CLOSED_SHARE = 0.7
# A line begins a row for sure, in the eyes of the columns that are not merged.
_STRONG = 4.0
# What a cell says that would have fitted above, that may as well begin as not, that
# follows a full line, that reads on.
_FITS, _UNTOLD, _FULL, _READS_ON = 1.5, -0.3, -1.0, -2.0


@dataclass(slots=True)
class Starts:
    """What columns say of lines: above 0, that cells begin there.

    `votes` has one entry a filled cell (line, column); `points` the sum for each line,
    without the `merged` columns, whose text runs over rows.
    """

    votes: dict[tuple[int, int], float] = field(default_factory=dict)
    points: dict[int, float] = field(default_factory=dict)
    merged: set[int] = field(default_factory=set)


def starts_of(
    table: Sequence[Placed], cells: Sequence[Cells], heads: int, style: Style, *, spaced: bool
) -> Starts:
    """How strongly each line below the column headings reads as the first of a row."""
    found = Starts()
    count = len(cells[0])
    closing = {c for c in range(count) if _closes(table, cells, heads, c)}
    words = [sum(len(p.cell(c)) for p in table[heads:]) for c in range(count)]
    main = max(range(count), key=lambda c: words[c])
    filled = [sum(bool(p.cell(c)) for p in table[heads:]) for c in range(count)]
    terse = {c for c in range(count) if c != main and words[c] <= _TERSE * filled[c]}
    fresh = True
    for number in range(heads, len(table)):
        if table[number].cells is None:
            fresh = True
            continue
        if not fresh:
            parted = style.parted(table[number - 1].line, table[number].line)
            for column, line in enumerate(cells[number]):
                if line is not None:
                    vote = _vote(
                        cells,
                        number,
                        column,
                        heads,
                        parted=parted,
                        closing=column in closing,
                        terse=column in terse,
                    )
                    if column == main and line.text[:1].isupper() and vote in (_UNTOLD, _FULL):
                        # Sentences mostly go on with small letters.
                        vote += 1.0
                    found.votes[number, column] = vote
        fresh = False
    usual: set[int] = set()
    for _ in range(3):
        for number in {n for n, _ in found.votes}:
            points = _points(table, cells, number, found, style, main, spaced=spaced)
            missing = sum(cells[number][c] is None for c in usual - found.merged)
            found.points[number] = points - _MISSING * missing
        found.merged |= _merged(found, cells)
        usual = _usual(found, cells)
    return found


def _usual(found: Starts, cells: Sequence[Cells]) -> set[int]:
    """The columns that lines fill which surely begin a row."""
    sure = [n for n, points in found.points.items() if points > _STRONG]
    if len(sure) < 2:
        return set()
    filled = Counter(c for n in sure for c, line in enumerate(cells[n]) if line)
    return {c for c, times in filled.items() if times >= _MOSTLY * len(sure)}


def _closes(table: Sequence[Placed], cells: Sequence[Cells], heads: int, column: int) -> bool:
    """Whether the texts of a column end like sentences."""
    ends = [
        line.text
        for number in range(heads, len(table))
        if (line := cells[number][column]) is not None
        and (number + 1 == len(table) or cells[number + 1][column] is None)
    ]
    return len(ends) > 1 and sum(bool(_ENDED.search(e)) for e in ends) >= _CLOSED_SHARE * len(ends)


def _vote(
    cells: Sequence[Cells],
    number: int,
    column: int,
    heads: int,
    *,
    parted: bool,
    closing: bool,
    terse: bool,
) -> float:
    line = cells[number][column]
    if line is None:
        raise ValueError("only filled cells have a vote")
    above = cells[number - 1][column] if number > heads else None
    small = _small(line)
    if above is None or parted:
        last = above or _last(cells, number, column, heads)
        return -0.5 if last is not None and reads_on(last, line) else 2.5
    text = above.text
    fits = wraps_to(above, line) is False
    named = bool(_NAMED.match(line.text)) or (
        marker_length(line.words) > 0 and is_label(line.words[0].text)
    )
    if text == line.text and len(text) > 1:
        # No cell says the same twice.
        return 2.5
    if small and text[-1].isdigit() and line.text[-1].isdigit():
        # `by 31 March` below a date.
        return -1.0
    if small and terse and not _BOUND.search(text):
        return -2.0
    if small:
        return -1.0 if fits and _ENDED.search(text) else -3.0
    if _BOUND.search(text) or text.count("(") > text.count(")"):
        return -0.5 if named else -2.5
    if line.text[0] == "(" and not named:
        return -1.0 if _ENDED.search(text) else _READS_ON
    if fits:
        return _FITS
    if _ENDED.search(text):
        return 0.6
    if named:
        return 1.0
    wide = line.box.width > _WIDE or above.box.width > _WIDE
    return _READS_ON if closing else _FULL if wide else _UNTOLD


def reads_on(above: Line, line: Line) -> bool:
    """Whether a line goes on with a text that did not end in a line above it."""
    return _small(line) and not _ENDED.search(above.text)


def _small(line: Line) -> bool:
    """Whether a line begins with a small letter that is no row's label: `a`, `b)`."""
    lettered = len(line.words[0].text) == 1 and len(line.words) == 1
    return line.text[:1].islower() and not lettered and not marker_length(line.words)


def _last(cells: Sequence[Cells], number: int, column: int, heads: int) -> Line | None:
    for above in range(number - 1, heads - 1, -1):
        line = cells[above][column]
        if line is not None:
            return line
    return None


def _points(
    table: Sequence[Placed],
    cells: Sequence[Cells],
    number: int,
    found: Starts,
    style: Style,
    main: int,
    *,
    spaced: bool,
) -> float:
    own = {c: v for (n, c), v in found.votes.items() if n == number}
    points = sum(max(v, 0.0) if c in found.merged else v for c, v in own.items())
    if len(cells[number]) == 2:
        # In a card of labels and values, a label begins a row, with or without a value.
        points = -3.0
        if 0 in own:
            points = own[0] if own[0] >= _FITS else sum(own.values())
        return points + (1.5 if style.parted(table[number - 1].line, table[number].line) else 0.0)
    plain = [c for c in own if c not in found.merged]
    if len(plain) <= 1:
        # A row of several columns hardly begins with one cell only.
        points -= 4.0
    elif len(plain) > 2 and all(own[c] >= -1.0 for c in plain):
        points += 0.5 * (len(plain) - 2)
    if main not in own and main not in found.merged:
        points -= 2.5
    parted = style.parted(table[number - 1].line, table[number].line)
    if spaced:
        points += 5.0 if parted else -5.0
    elif parted:
        points += 1.5
    return points


def _merged(found: Starts, cells: Sequence[Cells]) -> set[int]:
    """The columns whose text reads on where the others surely begin a row."""
    seen: Counter[int] = Counter()
    for (number, column), vote in found.votes.items():
        if len(cells[number]) < 3 or vote > _READS_ON:
            continue
        others = [v for (n, c), v in found.votes.items() if n == number and c != column]
        rest = [v for (n, c), v in found.votes.items() if n == number and c not in found.merged]
        sure = sum(v >= 1.5 for v in others) >= 2 and min(rest, default=0.0) >= min(vote, -1.5)
        if sure and found.points[number] - vote > _STRONG:
            seen[column] += 1
    merged: set[int] = set()
    for column in sorted(seen):
        # Columns that group rows stand at the left; elsewhere one line may deceive.
        if seen[column] > 1 or merged.issuperset(range(column)):
            merged.add(column)
    return merged


def names_row(text: str) -> bool:
    """Whether a cell begins with what numbers a row or a group of rows."""
    return bool(_NAMED.match(text) or ROW_NAME.match(text.split(" ")[0]))
