"""What an arrangement of a table teaches of its columns for the next search."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from itertools import pairwise

from .arrangement import Arrangement
from .fragments import Fragment
from .joint import learn_pairs
from .kinds import Kinds
from .model import TEXTS, Column
from .widths import SPACE, learn_widths, width

# The least and the most that it costs that a cell ends where no blank line does.
_LOOSEST = 0.3
_TIGHTEST = 3.0


@dataclass(slots=True)
class Habits:
    """What one arrangement of a region teaches for the next, by a column's place.

    `widths` are the columns' widths, `stops` the share of cells that end with a stop,
    `filled` the share of rows that have a cell, `acts` the share of cells that begin with
    an action's verb, `paragraphs` how many paragraphs there are in a cell beyond the first,
    `pairs` the share of rows where one of two cells stands by itself; `tight` is what it costs
    that a cell ends where no blank line does.
    """

    widths: dict[int, float] = field(default_factory=dict)
    stops: dict[int, float] = field(default_factory=dict)
    filled: dict[int, float] = field(default_factory=dict)
    acts: dict[int, float] = field(default_factory=dict)
    paragraphs: dict[int, float] = field(default_factory=dict)
    pairs: dict[tuple[int, int], float] = field(default_factory=dict)
    tight: float | None = None


def stacked(tables: list[Arrangement]) -> Arrangement:
    """Tables of the same columns in one, for what they teach."""
    made = Arrangement(0)
    for table in tables:
        for (row, column), cell in table.cells.items():
            made.cells[row + made.rows, column] = cell
        made.bands |= {row + made.rows for row in table.bands}
        made.late += table.late
        made.rows += table.rows
    return made


def _tightness(made: Arrangement) -> float:
    """By how many of the lines without a blank line before them belong to the cell above.

    It holds for tools that part cells by blank lines; others part them nowhere.
    """
    held = [(fragment, spot) for spot, cell in made.cells.items() for fragment in cell]
    # By its last word: where the next line begins is the word behind.
    above = {f.words[-1].index: spot for f, spot in held if f.closes}
    joined = [
        above[f.words[0].index - 1] == spot
        for f, spot in held
        if f.opens and not f.gap and not f.label and f.words[0].index - 1 in above
    ]
    share = (joined.count(False) + 0.5) / (len(joined) + 2.0)
    return max(_LOOSEST, min(_TIGHTEST, math.log((1.0 - share) / share)))


def _paragraphs(cell: list[Fragment], wide: float) -> int:
    """How many lines of a cell end a sentence with room for the next word."""
    return sum(
        one.text[-1:] in ".!?;:"
        and two.text[:1].isupper()
        and width(one.text) + SPACE + width(two.words[0].text) < 0.98 * wide
        for one, two in pairwise(cell)
    )


def learned(columns: list[Column], made: Arrangement, kinds: Kinds) -> Habits:
    """What an arrangement says of its columns."""
    habits = Habits(pairs=learn_pairs(columns, made), tight=_tightness(made))
    rows = [r for r in range(made.rows) if r not in made.bands]
    for column in columns:
        held = [made.cells[r, column.place] for r in rows if (r, column.place) in made.cells]
        if not held:
            continue
        # Cells printed apart from their rows are theirs all the same.
        late = sum(place == column.place for place, _ in made.late)
        filled = min(len(held) + late, len(rows))
        habits.filled[column.place] = (filled + 0.5) / (len(rows) + 1.0)
        if column.kind in TEXTS:
            stops = sum(c[-1].text[-1:] in ".!?;:)" for c in held)
            acts = sum(kinds.acts(" ".join(f.text for f in c)) for c in held)
            habits.acts[column.place] = (acts + 0.3) / (len(held) + 1.0)
            habits.stops[column.place] = (stops + 0.6) / (len(held) + 1.0)
            sizes = [[(width(f.text), width(f.words[0].text)) for f in cell] for cell in held]
            known = learn_widths(sizes)
            if known is not None:
                habits.widths[column.place] = known
                ended = sum(_paragraphs(cell, known) for cell in held)
                habits.paragraphs[column.place] = (ended + 0.2) / (len(held) + 1.0)
    return habits
