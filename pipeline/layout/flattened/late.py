"""Labels and cells that a tool printed apart from their rows, given to the rows that lack one."""

from __future__ import annotations

import re

from .arrangement import UNSURE, Arrangement
from .fragments import Fragment
from .kinds import opens_with_label
from .lines import Line
from .model import Column, place_of

# How sure a row is at most that was given a cell printed behind it.
_LATE = 0.65


def labels_apart(lines: list[Line]) -> tuple[list[Line], list[Fragment]]:
    """The lines without a run of bare labels at their end, and that run."""
    end = len(lines)
    while end and len(lines[end - 1].words) == 1 and opens_with_label(lines[end - 1]):
        end -= 1
    if len(lines) - end < 2 or end == 0:
        return lines, []
    apart = [
        Fragment(line.words, n, False, True, True, label=True)
        for n, line in enumerate(lines[end:], end)
    ]
    return lines[:end], apart


def give_labels(made: Arrangement, apart: list[Fragment], place: int) -> None:
    """Labels printed behind a table belong to its rows, one each, or to none."""
    rows = [r for r in range(made.rows) if r not in made.bands and (r, place) not in made.cells]
    if len(rows) != len(apart):
        made.left += apart
        return
    for row, label in zip(rows, apart, strict=True):
        made.cells[row, place] = [label]


def bind_labels(made: Arrangement, place: int) -> None:
    """A label with a row to itself belongs to the band right below it, or to nothing.

    What stood beside it then went elsewhere: `SD3.1` would seem to belong to what is above.
    """
    held: dict[int, list[int]] = {}
    for row, column in made.cells:
        held.setdefault(row, []).append(column)
    for row in [r for r, columns in held.items() if columns == [place]]:
        label = made.cells.pop((row, place))
        made.bands.discard(row)
        if row + 1 in made.bands and place not in held.get(row + 1, []):
            made.cells[row + 1, place] = label
            continue
        made.left += label
        part = re.compile(re.escape(label[0].text.rstrip(".):")) + r"(?:\.\d|[a-z])")
        for below in range(row + 1, made.rows):
            if part.match(made.text(below, place)):
                made.confidence[below] = min(made.confidence[below], _LATE)


def give_late(made: Arrangement, lines: list[Line], columns: list[Column]) -> None:
    """Cells printed apart from their rows go to those rows of their page that lack one.

    Where there are more or fewer such rows than cells, no row gets one.
    """
    pages: dict[int, int] = {}
    for (row, _), held in sorted(made.cells.items()):
        pages.setdefault(row, lines[held[0].line].leaf)
    text = place_of(columns, "text")
    groups: dict[tuple[int, int], list[list[Fragment]]] = {}
    for column, held in made.late:
        groups.setdefault((lines[held[0].line].leaf, column), []).append(held)
    for (page, column), cells in groups.items():
        # Where recommendations have a column of their own, the labels are theirs.
        beside = text if columns[column].kind == "label" else None
        lacking = [
            r
            for r in range(made.rows)
            if r not in made.bands
            and pages.get(r) == page
            and (r, column) not in made.cells
            and (beside is None or (r, beside) in made.cells)
        ]
        even = len(lacking) == len(cells)
        for row in lacking:
            made.confidence[row] = min(made.confidence[row], _LATE if even else UNSURE)
        if even:
            for row, held in zip(lacking, cells, strict=True):
                made.cells[row, column] = held
                _in_turn(made, row, column)
        else:
            made.left += [f for held in cells for f in held]
    made.late = []


def _in_turn(made: Arrangement, row: int, column: int) -> None:
    """Move a cell up that was printed before those of its column above it, and these down.

    One that was printed right behind a cell below it stands below that one.
    """
    first = made.cells[row, column][0].words[0].index
    for below in range(row + 1, made.rows):
        held = made.cells.get((below, column))
        if held is not None and held[-1].words[-1].index + 1 == first:
            made.cells[row, column], made.cells[below, column] = held, made.cells[row, column]
            made.confidence[below] = min(made.confidence[below], _LATE)
            return
    for above in reversed(range(row)):
        held = made.cells.get((above, column))
        if held is None:
            continue
        if held[0].words[0].index < first:
            return
        made.cells[row, column], made.cells[above, column] = held, made.cells[row, column]
        made.confidence[above] = min(made.confidence[above], _LATE)
        row = above
