"""What is shown of a table: as it was arranged, without its notes, or not at all."""

from __future__ import annotations

from .arrangement import UNSURE, Arrangement
from .arranging import fits
from .core import arrange_core
from .fragments import Fragment
from .heads import Head
from .kinds import Kinds
from .lines import Line
from .model import Column, place_of
from .sharing import doubt_gaps, doubt_left, doubt_lost, doubt_merged, doubt_strays, share
from .trust import take_apart

# Where so much of a table's lines would not be shown, or half of its rows are unsure, it is
# tried without its notes.
_MUCH = 0.25
# So many times as many actions it has to give where nothing is lost.
_MORE = 2
# So many lines in no cell that begin as actions do, and more than the actions, say that a
# table's actions were not found.
_LOST = 3


def choose(
    heads: list[Head], lines: list[Line], kinds: Kinds, columns: list[Column], made: Arrangement
) -> tuple[list[Column], Arrangement, list[Fragment] | None]:
    """The columns and rows that are shown, and what of the lines is not; None for all of it."""
    headed = bool(made.bands)
    loose = _believed(columns, made, kinds, len(lines))
    lost = loose is None or len({f.line for f in loose}) > _MUCH * len(lines)
    unsure = 2 * sum(sure <= UNSURE for sure in made.confidence) >= made.rows
    # Lines that head rows would be taken for notes.
    core = arrange_core(heads, lines, kinds) if (lost or unsure) and not headed else None
    rest = _believed(*core, kinds, len(lines)) if core is not None else None
    if core is None or rest is None:
        return columns, made, loose
    held = 0 if loose is None else _acting(columns, made, kinds)
    least = held + 1 if lost else max(held + 2, _MORE * held)
    return (*core, rest) if _acting(*core, kinds) >= least else (columns, made, loose)


def _believed(
    columns: list[Column], made: Arrangement, kinds: Kinds, lines: int
) -> list[Fragment] | None:
    """What of a table's rows is not shown; None where none of it is."""
    if not fits(made, lines - len({f.line for f in made.unread})):
        return None
    loose = take_apart(made, columns, kinds)
    if not made.cells:
        return None
    astray = sum(kinds.acts(f.text) for f in (*made.left, *loose))
    if astray >= _LOST and astray > _acting(columns, made, kinds):
        return None
    share(made, columns)
    doubt_merged(made, columns)
    doubt_strays(made, columns)
    doubt_gaps(made, columns)
    doubt_left(made, kinds)
    doubt_lost(made, columns, loose)
    return sorted([*loose, *made.unread], key=lambda f: f.words[0].index)


def _acting(columns: list[Column], made: Arrangement, kinds: Kinds) -> int:
    """How many rows of a table hold an action that begins with a verb."""
    main = place_of(columns, "action")
    return sum(kinds.acts(made.text(row, at)) for row, at in made.cells if at == main)
