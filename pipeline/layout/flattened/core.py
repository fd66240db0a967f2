"""A table of which only what a plan lives by is read: actions, owners, dates, labels, states.

Where several columns of notes stand beside them, a tool may have mixed these up beyond
what can be known.  Their lines are then left to nobody, and the rows say that they are unsure.
"""

from __future__ import annotations

from dataclasses import replace

from .arrangement import UNSURE, Arrangement
from .habits import Habits, learned
from .heads import Head
from .kinds import Kinds
from .late import give_labels, labels_apart
from .lines import Line
from .model import Column, place_of
from .rounds import arranged
from .shapes import Shape, regions_of, table_shape
from .traits import usual_traits

# What a line scores here that belongs to no cell.
_LEFT_OUT = 0.0
# The share of actions that begin with a verb, to begin with.
_ACTS = 0.95
_NOTES = ("prose", "list")


def arrange_core(
    heads: list[Head], lines: list[Line], kinds: Kinds
) -> tuple[list[Column], Arrangement] | None:
    """The columns of a table and its rows, with notes left out.

    None where it has no notes, or has labels.
    """
    lines = [line for line in lines if line.words]
    lines, apart = labels_apart(lines)
    whole = table_shape(heads, lines, kinds, people=False)
    kept = [c for c in whole.columns if c.kind not in _NOTES]
    # With labels, an action left out would shift those below it.
    if place_of(kept, "action") is None or len(kept) == len(whole.columns) or whole.labelled:
        return None
    table = replace(whole, columns=[replace(c, place=n) for n, c in enumerate(kept)])
    made = _searched(lines, table)
    made.cells = {(row, kept[place].place): cell for (row, place), cell in made.cells.items()}
    give_labels(made, apart, whole.place)
    made.confidence = [min(c, UNSURE) for c in made.confidence]
    return whole.columns, made


def _searched(lines: list[Line], table: Shape) -> Arrangement:
    regions = regions_of(lines, table)
    # Notes beside actions read as such otherwise.
    habits = Habits(
        traits={
            c.place: replace(usual_traits(c.kind), acting=_ACTS)
            for c in table.columns
            if c.kind == "action"
        },
        blanks=table.blanks,
    )
    for teaching in (True, False):
        made = arranged(
            regions, table, habits, strict=False, left_out=_LEFT_OUT, teaching=teaching
        ).made
        habits = learned(table.columns, made, table.kinds, table.blanks)
    # What is no row of actions is a note.
    bands = [spot for spot in made.cells if spot[0] in made.bands]
    made.unread = made.left + [f for spot in bands for f in made.cells.pop(spot)]
    made.left, made.bands = [], set()
    unread = len({f.line for f in made.unread})
    fit = made.score / max(1, len(lines) - unread)
    made.fit = [fit] * made.rows
    return made
