"""A region's lines arranged under its headings: rows of a plan, or a list of people."""

from __future__ import annotations

from .arrangement import Arrangement
from .fragments import people_ways
from .heads import Head
from .kinds import Kinds
from .late import bind_labels, give_labels, give_late, labels_apart
from .lines import Line
from .model import Column, Scores
from .rounds import Common, search_rounds
from .rows import Arranger
from .shapes import Shape, regions_of, table_shape

# What a line has to score on average for its table to be shown.
_LEAST_FIT = 0.5


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
        made = _by_lines(lines, table)
    else:
        made = search_rounds(regions_of(lines, table), table, habits).made
    give_labels(made, apart, place)
    if not people:
        bind_labels(made, place)
    give_late(made, whole, columns)
    return columns, made


def _by_lines(lines: list[Line], table: Shape) -> Arrangement:
    """A list of people, by the better of two searches line by line."""
    widths = sorted(line.width for line in lines)
    width = widths[int(len(widths) * 0.9)] if widths else 0
    scores = Scores(table.columns, table.kinds, width, [line.text for line in lines])
    cut = [people_ways(line, n, table.kinds) for n, line in enumerate(lines)]
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
