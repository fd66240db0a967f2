"""The searches of a table, one after the other: what each finds teaches the next.

Which columns are wide, which cells end with stops, which rows lack what: a search knows it
from the arrangement that the one before found (hard expectation maximisation, as k-means).
The rounds that teach keep few walks; the last keeps many.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from .arrangement import UNSURE, Arrangement
from .cells import CellScores
from .habits import BOXED, Habits, learned, stacked
from .heads import Head
from .judge import LEFT_OUT, Before
from .kinds import Kinds
from .late import labels_apart
from .lines import Line
from .model import Column
from .search import Search
from .shapes import Shape, regions_of, table_shape
from .spans import Region

# How much more a line has to score for free order to be believed instead of row by row, and
# how much more it scores where another round of row by row is not worth making.
_SIMPLER = 0.3
# Of what a tool prints in boxes little stands row by row.
_SIMPLER_BOXED = 0.1
_FAR_BETTER = 0.4
# So many rounds in free order teach the last besides the first.
_ROUNDS = 2
# Tables that score so well, beside the best of the same headings, teach the others.
_TEACHES = 0.75


@dataclass(frozen=True, slots=True)
class Found:
    """What one kind of search made of a table with some habits, and the search of each page."""

    made: Arrangement
    searches: list[Search]
    habits: Habits

    @property
    def worth(self) -> float:
        """The score, less what the blank lines cost that part cells, by these habits."""
        regions = [search.region for search in self.searches]
        blank = sum(bool(line.gap) for region in regions for line in region.lines[1:])
        return self.made.score - blank * self.habits.blanks.parted


def search_rounds(regions: list[Region], table: Shape, common: Common | None) -> Found:
    """The better of two searches, row by row and free.

    What is found the first time over teaches the columns' habits for the next; where other
    tables have taught theirs, the first time is theirs.
    """
    lines = sum(len(region.lines) for region in regions)
    free = _free(regions, table, common)
    straight = _straight(regions, table, common, free.worth - _FAR_BETTER * lines)
    usual = _SIMPLER_BOXED if table.blanks is BOXED else _SIMPLER
    simpler = 0.0 if common is not None and common.shuffled else usual
    return free if free.worth > straight.worth + simpler * lines else straight


def _straight(regions: list[Region], table: Shape, common: Common | None, least: float) -> Found:
    """The better of two rounds row by row, or the first where that is worth less than `least`."""
    if common is not None and regions[0].words:
        one = arranged(regions, table, common.straight, strict=True)
        first = common.firsts[regions[0].words[0].index, True]
    else:
        one = arranged(regions, table, _untaught(table), strict=True)
        first = one.made
    if one.worth < least:
        return one
    habits = learned(table.columns, first, table.kinds, table.blanks)
    two = arranged(regions, table, habits, strict=True)
    return max(one, two, key=_worth)


def _free(regions: list[Region], table: Shape, common: Common | None) -> Found:
    """The best of the rounds in free order: those that teach go on while they gain."""
    best, first = _begun(regions, table, common)
    for _ in range(_ROUNDS):
        habits = learned(table.columns, first, table.kinds, table.blanks)
        after = arranged(regions, table, habits, strict=False, teaching=True)
        if after.worth <= best.worth:
            break
        best, first = after, after.made
    habits = learned(table.columns, best.made, table.kinds, table.blanks)
    last = arranged(regions, table, habits, strict=False)
    if last.worth < best.worth:
        # What it teaches leads elsewhere: what led to it is all there is.
        last = arranged(regions, table, best.habits, strict=False)
    # Of equals the last: many walks tell better how sure its rows are.
    return max(last, best, key=_worth)


def _begun(regions: list[Region], table: Shape, common: Common | None) -> tuple[Found, Arrangement]:
    """The first round in free order, and the arrangement that is to teach the second."""
    if common is None or not regions[0].words:
        one = arranged(regions, table, _untaught(table), strict=False, teaching=True)
        return one, one.made
    # What is taught scores otherwise than what is not: the first one found teaches only.
    one = arranged(regions, table, common.free, strict=False, teaching=True)
    return one, common.firsts[regions[0].words[0].index, False]


def _untaught(table: Shape) -> Habits:
    return Habits(blanks=table.blanks)


def _worth(found: Found) -> float:
    return found.worth


def common_habits(tables: list[tuple[list[Head], list[Line]]], kinds: Kinds) -> Common | None:
    """What tables of the same headings teach together; None where none can be read.

    A section's table is often short, and may be the one that a tool mixed up: the others
    tell how wide its columns are and how their cells end.
    """
    shapes: list[tuple[Shape, list[Region], int]] = []
    for heads, lines in tables:
        lines, _ = labels_apart([line for line in lines if line.words])
        if lines:
            table = table_shape(heads, lines, kinds, people=False)
            shapes.append((table, regions_of(lines, table), len(lines)))
    if not shapes:
        return None

    firsts: dict[tuple[int, bool], Arrangement] = {}
    shape = shapes[0][0]

    def taught(*, strict: bool) -> tuple[Habits, float]:
        found = []
        worth = 0.0
        for table, regions, lines in shapes:
            one = arranged(regions, table, _untaught(shape), strict=strict, teaching=not strict)
            firsts[regions[0].words[0].index, strict] = one.made
            found.append((one.made, one.made.score / lines))
            worth += one.worth
        good = max(score for _, score in found)
        kept = [made for made, score in found if score >= _TEACHES * good]
        return learned(shape.columns, stacked(kept or [found[0][0]]), kinds, shape.blanks), worth

    straight, free = taught(strict=True), taught(strict=False)
    total = sum(lines for _, _, lines in shapes)
    shuffled = free[1] - straight[1] > _SIMPLER * total
    return Common(straight[0], free[0], firsts, shuffled=shuffled)


@dataclass(frozen=True, slots=True)
class Common:
    """The habits of tables of the same headings, as each search found them at first.

    `firsts` is what was found then, by a table's first word and whether row by row;
    `shuffled` says that free order explains all of them together so much better that it is no
    longer the less simple one.
    """

    straight: Habits
    free: Habits
    firsts: dict[tuple[int, bool], Arrangement]
    shuffled: bool


def arranged(
    regions: list[Region],
    table: Shape,
    habits: Habits,
    *,
    strict: bool,
    left_out: float = LEFT_OUT,
    teaching: bool = False,
) -> Found:
    """The search of one kind over a table's pages, with what `habits` say of its columns.

    Where it only teaches another, few walks are kept.
    """
    valued = any(c.role == "status" for c in table.columns)
    answered = {"text", "action"} <= {c.kind for c in table.columns}
    pages: list[Arrangement] = []
    searches: list[Search] = []
    for region in regions:
        search = Search(
            CellScores(region, table.kinds, habits, valued=valued, answered=answered),
            table.columns,
            own_labels=table.own,
            labelled=table.labelled,
            depth=table.depth,
            strict=strict,
            before=_before(pages, table.columns),
            headed=table.headed,
            banded=table.banded,
            left_out=left_out,
            broken=region is not regions[-1],
        )
        page = search.arrange(teaching=teaching)
        page.margins = list(page.confidence)
        page.pages = [len(pages)] * page.rows
        page.fit = [page.score / max(1, len(region.lines))] * page.rows
        if counts_disagree(page, table.columns, table.kinds):
            page.confidence = [min(c, UNSURE) for c in page.confidence]
        pages.append(page)
        searches.append(search)
    return Found(_joined(pages), searches, habits)


def _before(pages: list[Arrangement], columns: list[Column]) -> Before | None:
    """What the pages so far end with: the last label, and the cells of the last row."""
    if not pages:
        return None
    place = next(c.place for c in columns if c.kind == "label")
    label = next(
        (
            page.cells[row, place][0].text
            for page in reversed(pages)
            for row in reversed(range(page.rows))
            if (row, place) in page.cells
        ),
        None,
    )
    page = pages[-1]
    last = next((r for r in reversed(range(page.rows)) if r not in page.bands), -1)
    ends = {at: held[-1].text for (row, at), held in page.cells.items() if row == last}
    return Before(label, ends)


def _joined(pages: list[Arrangement]) -> Arrangement:
    """The pages' rows in one; the rest of a row joins the row it is the rest of."""
    made = Arrangement(0)
    for page in pages:
        last = next((r for r in reversed(range(made.rows)) if r not in made.bands), None)
        carried = page.carried and last is not None
        shift = made.rows - 1 if carried else made.rows
        for (row, column), held in page.cells.items():
            if carried and row == 0 and last is not None:
                made.cells.setdefault((last, column), []).extend(held)
            else:
                made.cells[row + shift, column] = list(held)
        if carried and last is not None:
            made.confidence[last] = min(made.confidence[last], page.confidence[0])
            made.margins[last] = min(made.margins[last], page.margins[0])
        made.confidence += page.confidence[1:] if carried else page.confidence
        made.margins += page.margins[1:] if carried else page.margins
        made.pages += page.pages[1:] if carried else page.pages
        made.fit += page.fit[1:] if carried else page.fit
        made.bands |= {row + shift for row in page.bands}
        made.rows = shift + page.rows
        made.left += page.left
        made.late += page.late
        made.score += page.score
    return made


def counts_disagree(made: Arrangement, columns: list[Column], kinds: Kinds) -> bool:
    """True where a column printed by itself has more or fewer cells than there are rows.

    Which row lacks a cell, or which cell is one too many, then cannot be known.
    """
    order = sorted(
        (fragment.line, fragment.words[0].index, row, place)
        for (row, place), held in made.cells.items()
        for fragment in held
    )
    typed = [c.place for c in columns if c.kind in ("date", "owner")]
    rows = made.rows - len(made.bands)
    for place in typed:
        cells = {r: held for (r, p), held in made.cells.items() if p == place}
        steps = sum(a[3] == b[3] == place and a[2] != b[2] for a, b in pairwise(order))
        if len(cells) < 2 or steps < 0.5 * (len(cells) - 1):
            continue
        loose = any(kinds.date(f.text) == 1.0 for f in made.left)
        full = [sum(kinds.date(f.text) == 1.0 for f in held) for held in cells.values()]
        if len(cells) != rows or loose or max(full) > 1:
            return True
        stuffed = any(
            kinds.date(f.text) == 1.0 and f.opens and f.closes
            for (_, p), held in made.cells.items()
            if p not in typed and columns[p].kind != "value"
            for f in held
        )
        if stuffed:
            return True
    return False
