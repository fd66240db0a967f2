"""What an arrangement of a table teaches of its columns for the next search."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from .arrangement import Arrangement
from .fragments import Fragment
from .joint import learn_pairs
from .kinds import Kinds
from .model import TEXTS, Column
from .traits import Traits, learn_traits
from .widths import SPACE, learn_widths, width

# What is supposed of a tool's blank lines counts as much as so many lines that tell of them.
_SUPPOSED = 8.0


@dataclass(frozen=True, slots=True)
class Blanks:
    """How a tool sets blank lines: which lines have one before them.

    `loose` is the share of the lines behind another cell's that have none, `inner` the share
    of those behind their own cell's that have one.
    """

    loose: float
    inner: float

    @property
    def bound(self) -> float:
        """What it costs that another cell begins without a blank line."""
        return -math.log(self.loose)

    @property
    def held(self) -> float:
        """What a blank line within a cell costs."""
        return -math.log(self.inner)

    @property
    def parted(self) -> float:
        """What a blank line before another cell's line costs: little, where nearly all have one."""
        return -math.log(1.0 - self.loose)


# What is thought of a table at first: that its tool parts cells by blank lines more or less,
# or that what stands between two blank lines is a cell, as in pdfminer's boxes.
SOME_BLANKS = Blanks(0.15, 0.06)
BOXED = Blanks(0.007, 0.03)


@dataclass(slots=True)
class Habits:
    """What one arrangement of a region teaches for the next, by a column's place.

    `widths` are the columns' widths, `traits` what their texts are like, `filled` the share
    of rows that have a cell, `paragraphs` how many paragraphs there are in a cell beyond the
    first, `pairs` the share of rows where one of two cells stands by itself; `blanks` tells
    how blank lines part the cells.
    """

    widths: dict[int, float] = field(default_factory=dict)
    traits: dict[int, Traits] = field(default_factory=dict)
    filled: dict[int, float] = field(default_factory=dict)
    paragraphs: dict[int, float] = field(default_factory=dict)
    pairs: dict[tuple[int, int], float] = field(default_factory=dict)
    blanks: Blanks = SOME_BLANKS


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


def _blanks(made: Arrangement, supposed: Blanks) -> Blanks:
    """What the lines of an arrangement's cells say of blank lines, besides what is supposed."""
    found = list(_edges(made))
    others = [gap for same, gap in found if not same]
    own = [gap for same, gap in found if same]
    return Blanks(
        _share(others.count(False), len(others), supposed.loose),
        _share(own.count(True), len(own), supposed.inner),
    )


def _share(count: int, of: int, supposed: float) -> float:
    return (count + _SUPPOSED * supposed) / (of + _SUPPOSED)


def _edges(made: Arrangement) -> Iterator[tuple[bool, bool]]:
    """For each line below another: whether both are of one cell, and if a blank line parts them."""
    held = [(fragment, spot) for spot, cell in made.cells.items() for fragment in cell]
    # By its last word: where the next line begins is the word behind.
    above = {f.words[-1].index: spot for f, spot in held if f.closes}
    for fragment, spot in held:
        before = above.get(fragment.words[0].index - 1)
        if fragment.opens and before is not None:
            yield before == spot, fragment.gap


def _paragraphs(cell: list[Fragment], wide: float) -> int:
    """How many lines of a cell end a sentence with room for the next word."""
    return sum(
        one.text[-1:] in ".!?;:"
        and two.text[:1].isupper()
        and width(one.text) + SPACE + width(two.words[0].text) < 0.98 * wide
        for one, two in pairwise(cell)
    )


def learned(columns: list[Column], made: Arrangement, kinds: Kinds, supposed: Blanks) -> Habits:
    """What an arrangement says of its columns; `supposed` is what was thought of blank lines."""
    habits = Habits(pairs=learn_pairs(columns, made), blanks=_blanks(made, supposed))
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
            texts = [" ".join(f.text for f in cell) for cell in held]
            habits.traits[column.place] = learn_traits(column.kind, texts, kinds)
            sizes = [[(width(f.text), width(f.words[0].text)) for f in cell] for cell in held]
            known = learn_widths(sizes)
            if known is not None:
                habits.widths[column.place] = known
                ended = sum(_paragraphs(cell, known) for cell in held)
                habits.paragraphs[column.place] = (ended + 0.2) / (len(held) + 1.0)
    return habits
