"""A region's lines arranged under its headings: which searches run, and which is believed.

Two models look for the rows: one walks from cell to cell and weighs whole cells
(`search`), one places line after line (`rows`).  Of the first, the order row by row is
the simpler explanation and kept unless free order is clearly better.  What both models
arrange alike is sure; a row on which they differ is not.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from .cells import CellScores
from .fragments import people_ways, ways
from .habits import Habits, learned, stacked
from .heads import Head, people_role
from .judge import LEFT_OUT, Before
from .kinds import Kinds, label_depth, opens_with_label
from .late import bind_labels, give_labels, give_late, labels_apart
from .lines import Line
from .marks import banded
from .model import KIND_OF_ROLE, Column, ColumnKind, Scores
from .rows import UNSURE, Arrangement, Arranger
from .search import Search
from .spans import Region

# What a line has to score on average for its table to be shown.
_LEAST_FIT = 0.5
# How much more a line has to score for free order to be believed instead of row by row.
_SIMPLER = 0.3
# The search line by line is asked about regions of so many lines, of so many words each
# on average; what it finds is believed if it scores nearly as well (by line).
_FEW = 60
_SHORT = 10
_NEARLY = 0.4
# Tables that score so well, beside the best of the same headings, teach the others.
_TEACHES = 0.75


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

    def by_lines() -> Arrangement:
        widths = sorted(line.width for line in lines)
        width = widths[int(len(widths) * 0.9)] if widths else 0
        scores = Scores(columns, kinds, width, [line.text for line in lines])
        cut = [
            people_ways(line, n, kinds)
            if people
            else ways(line, n, kinds, prose=table.prose, inner=table.inner)
            for n, line in enumerate(lines)
        ]
        label = None if table.own else place
        found = [
            Arranger(
                scores, label=label, labelled=table.labelled, depth=table.depth, strict=strict
            ).arrange(cut)
            for strict in (True, False)
        ]
        return max(found, key=lambda a: a.score)

    if people:
        made = by_lines()
    else:
        few = table.few(lines)
        found = _search(regions_of(lines, table), table, habits)
        made = found.made
        if few and sum(len(line.words) for line in lines) <= _SHORT * len(lines):
            made = _believed(made, by_lines(), found.searches[0], len(lines))
            if _counts_disagree(made, columns, kinds):
                made.confidence = [min(c, UNSURE) for c in made.confidence]
    give_labels(made, apart, place)
    if not people:
        bind_labels(made, place)
    give_late(made, whole, columns)
    return columns, made


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

    def taught(*, strict: bool) -> Habits:
        found = []
        for table, regions, lines in shapes:
            made = arranged(regions, table, Habits(), strict=strict).made
            firsts[regions[0].words[0].index, strict] = made
            found.append((made, lines))
        good = max(made.score / lines for made, lines in found)
        kept = [made for made, lines in found if made.score / lines >= _TEACHES * good]
        return learned(shapes[0][0].columns, stacked(kept or [found[0][0]]), kinds)

    return Common(taught(strict=True), taught(strict=False), firsts)


@dataclass(frozen=True, slots=True)
class Common:
    """The habits of tables of the same headings, as each search found them at first.

    `firsts` is what was found then, by a table's first word and whether row by row.
    """

    straight: Habits
    free: Habits
    firsts: dict[tuple[int, bool], Arrangement]


def fits(made: Arrangement, lines: int) -> bool:
    """True where an arrangement explains its lines well enough to be shown at all.

    A wrong row that looks right is worse than words that nobody claimed.
    """
    return made.score >= _LEAST_FIT * lines


@dataclass(frozen=True, slots=True)
class Shape:
    """What is known of a table before its rows are."""

    columns: list[Column]
    kinds: Kinds
    prose: int
    inner: bool
    own: bool
    labelled: bool
    depth: int
    headed: bool
    banded: bool

    @property
    def place(self) -> int:
        """The place of the column of labels."""
        return next(c.place for c in self.columns if c.kind == "label")

    def few(self, lines: list[Line]) -> bool:
        """True for a table so short that its pages are searched as one."""
        return len(lines) <= _FEW and not self.headed


def table_shape(heads: list[Head], lines: list[Line], kinds: Kinds, *, people: bool) -> Shape:
    """What a region's headings and lines say of its table before its rows are found."""
    roles = [(people_role(h.text) or h.role) if people else h.role for h in heads]
    own = "number" not in roles
    shown = (["number"] if own else []) + roles
    columns = [Column(i, _kind(role, people), role) for i, role in enumerate(shown)]
    labels = [line.words[0].text for line in lines if opens_with_label(line)]
    first = next(c.place for c in columns if c.kind == "label") == 0
    return Shape(
        columns,
        kinds,
        prose=sum(c.kind in ("action", "text", "prose") for c in columns),
        inner=columns[1].kind not in ("action", "text") if own else not first,
        own=own,
        labelled=len(labels) >= 2 and not people,
        depth=max((label_depth(x) for x in labels), default=1),
        headed=any(line.headed for line in lines),
        banded=first and not people and banded(lines, kinds),
    )


def _leaves(lines: list[Line]) -> list[list[Line]]:
    """The lines page by page: no tool mixes the words of two pages."""
    leaves: list[list[Line]] = []
    leaf = -1
    for line in lines:
        if line.leaf > leaf or not leaves:
            leaves.append([])
            leaf = max(leaf, line.leaf)
        leaves[-1].append(line)
    return leaves


@dataclass(frozen=True, slots=True)
class _Found:
    """What one kind of search made of a table, and the search of each page."""

    made: Arrangement
    searches: list[Search]


def regions_of(lines: list[Line], table: Shape) -> list[Region]:
    """A table's lines page by page, or in one where they are few."""
    regions: list[Region] = []
    for leaf in [lines] if table.few(lines) else _leaves(lines):
        base = sum(len(region.lines) for region in regions)
        regions.append(Region(leaf, table.kinds, prose=table.prose, inner=table.inner, base=base))
    return regions


def _search(regions: list[Region], table: Shape, habits: Common | None) -> _Found:
    """The better of two searches, row by row and free.

    Each runs twice: what is found the first time over teaches the columns' habits for the
    second.  Where other tables have taught theirs, the first time is theirs, and another run
    uses what they teach.
    """

    def found(*, strict: bool) -> _Found:
        if habits is None or not regions[0].words:
            one = arranged(regions, table, Habits(), strict=strict)
            first = one.made
        else:
            # What is taught scores otherwise than what is not: these two alone compare.
            first = habits.firsts[regions[0].words[0].index, strict]
            taught = habits.straight if strict else habits.free
            one = arranged(regions, table, taught, strict=strict)
        two = arranged(regions, table, learned(table.columns, first, table.kinds), strict=strict)
        return max(one, two, key=lambda each: each.made.score)

    straight = found(strict=True)
    free = found(strict=False)
    lines = sum(len(region.lines) for region in regions)
    return straight if _simpler(straight.made, free.made, lines) is straight.made else free


def _simpler(straight: Arrangement, free: Arrangement, lines: int) -> Arrangement:
    """What was found row by row, unless free order is clearly better."""
    return free if free.score > straight.score + _SIMPLER * lines else straight


def arranged(
    regions: list[Region],
    table: Shape,
    habits: Habits,
    *,
    strict: bool,
    left_out: float = LEFT_OUT,
) -> _Found:
    """The search of one kind over a table's pages, with what `habits` say of its columns."""
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
        )
        page = search.arrange()
        page.margins = list(page.confidence)
        page.pages = [len(pages)] * page.rows
        page.fit = [page.score / max(1, len(region.lines))] * page.rows
        if _counts_disagree(page, table.columns, table.kinds):
            page.confidence = [min(c, UNSURE) for c in page.confidence]
        pages.append(page)
        searches.append(search)
    return _Found(_joined(pages), searches)


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


def _counts_disagree(made: Arrangement, columns: list[Column], kinds: Kinds) -> bool:
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


def _kind(role: str, people: bool) -> ColumnKind:
    if people and role == "owner":
        return "person"
    return KIND_OF_ROLE.get(role, "prose")
