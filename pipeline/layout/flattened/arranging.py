"""A region's lines arranged under its headings: which searches run, and which is believed.

Two models look for the rows: one walks from cell to cell and weighs whole cells
(`search`), one places line after line (`rows`).  Of the first, the order row by row is
the simpler explanation and kept unless free order is clearly better.  What both models
arrange alike is sure; a row on which they differ is not.  Where blank lines tell the cells,
the first alone is asked.
"""

from __future__ import annotations

from .arrangement import UNSURE, Arrangement
from .fragments import people_ways, ways
from .habits import BOXED
from .heads import Head
from .kinds import Kinds
from .late import bind_labels, give_labels, give_late, labels_apart
from .lines import Line
from .model import Column, Scores
from .rounds import Common, counts_disagree, search_rounds
from .rows import Arranger
from .search import Search
from .shapes import Shape, regions_of, table_shape

# What a line has to score on average for its table to be shown.
_LEAST_FIT = 0.5
# The search line by line is asked about regions of so many lines, of so many words each
# on average; what it finds is believed if it scores nearly as well (by line).
_SHORT = 10
_NEARLY = 0.4
# How sure a row is at most where more columns of notes than so many may be mixed up.
_SEVERAL = 2
_MIXED = 0.65


def arrange(
    heads: list[Head],
    lines: list[Line],
    kinds: Kinds,
    *,
    people: bool,
    habits: Common | None = None,
) -> tuple[list[Column], Arrangement]:
    """The lines of a region arranged under its headings.

    A column for labels stands first, of its own where the header names none.  `habits` are
    those of tables of the same headings, where there are others.
    """
    whole = [line for line in lines if line.words]
    lines, apart = labels_apart(whole)
    table = table_shape(heads, lines, kinds, people=people)
    columns, place = table.columns, table.place

    if people:
        made = _by_lines(lines, table, people=True)
    else:
        found = search_rounds(regions_of(lines, table), table, habits)
        made = found.made
        short = sum(len(line.words) for line in lines) <= _SHORT * len(lines)
        if short and table.few(lines) and table.blanks is not BOXED:
            made = _believed(made, _by_lines(lines, table), found.searches[0], len(lines))
            if counts_disagree(made, columns, kinds):
                made.confidence = [min(c, UNSURE) for c in made.confidence]
        if _in_one(made, columns):
            made.confidence = [min(c, _MIXED) for c in made.confidence]
    give_labels(made, apart, place)
    if not people:
        bind_labels(made, place)
    give_late(made, whole, columns)
    return columns, made


def _in_one(made: Arrangement, columns: list[Column]) -> bool:
    """True where of several columns of notes one holds all there is: their words may be mixed."""
    notes = [c.place for c in columns if c.kind == "prose"]
    held = [place for place in notes if any(at == place for _, at in made.cells)]
    return len(held) == 1 and len(notes) > _SEVERAL


def _by_lines(lines: list[Line], table: Shape, *, people: bool = False) -> Arrangement:
    """The better of two searches line by line."""
    widths = sorted(line.width for line in lines)
    width = widths[int(len(widths) * 0.9)] if widths else 0
    scores = Scores(table.columns, table.kinds, width, [line.text for line in lines])
    cut = [
        people_ways(line, n, table.kinds)
        if people
        else ways(line, n, table.kinds, prose=table.prose, inner=table.inner)
        for n, line in enumerate(lines)
    ]
    label = None if table.own else table.place
    found = [
        Arranger(
            scores, label=label, labelled=table.labelled, depth=table.depth, strict=strict
        ).arrange(cut)
        for strict in (True, False)
    ]
    return max(found, key=lambda a: a.score)


def fits(made: Arrangement, lines: int) -> bool:
    """True where an arrangement explains its lines well enough to be shown at all.

    A wrong row that looks right is worse than words that nobody claimed.
    """
    return made.score >= _LEAST_FIT * lines


def _believed(made: Arrangement, other: Arrangement, search: Search, lines: int) -> Arrangement:
    """The one of two models' arrangements that is shown, doubtful where they differ."""
    weighed = search.weigh(other)
    if weighed is not None and weighed > made.score - _NEARLY * lines:
        other.score = weighed
        other.margins = list(other.confidence)
        other.pages = [0] * other.rows
        other.fit = [weighed / max(1, lines)] * other.rows
        made, other = other, made
    alike = {_words(other, row) for row in range(other.rows)}
    for row in range(made.rows):
        if _words(made, row) not in alike:
            made.confidence[row] = min(made.confidence[row], UNSURE)
    return made


def _words(made: Arrangement, row: int) -> frozenset[tuple[int, int]]:
    """Which words a row holds in which column."""
    return frozenset(
        (place, id(word))
        for (at, place), cell in made.cells.items()
        if at == row
        for fragment in cell
        for word in fragment.words
    )
