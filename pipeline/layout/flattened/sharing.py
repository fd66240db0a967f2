"""Cells that were merged over rows: text has lost how far down they reached.

A row that goes on with a recommendation and has no owner of its own may share the one
above, or have none.  Where no row that begins a recommendation lacks an owner, sharing is
the table's habit; the rows that share are unsure all the same.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from itertools import pairwise

from extractors.labels import number_of, opens_with_word

from .arrangement import Arrangement
from .fragments import Fragment
from .kinds import Kinds
from .model import Column, place_of
from .steps import NONE
from .wording import mood

# How surely words are a date.
_DATE = 0.9
# How sure a row is at most whose owner or date is the row's above.
_SHARED = 0.6
_LETTERED = re.compile(r"^(?P<stem>.*\d)(?P<letter>[a-z])[.)]?$")


def share(made: Arrangement, columns: list[Column]) -> None:
    """Note in `made.spans` how many rows a cell of owners or dates reaches down."""
    label = place_of(columns, "label")
    text = place_of(columns, "text")
    main = place_of(columns, "action")
    if main is None or label is None:
        return
    rows = [r for r in range(made.rows) if r not in made.bands and (r, main) in made.cells]
    goes_on = {r for p, r in pairwise(rows) if _goes_on(made, p, r, label, text)}
    for column in columns:
        if column.kind not in ("owner", "date"):
            continue
        place = column.place
        empty = [r for r in rows if (r, place) not in made.cells]
        if not empty or any(r not in goes_on for r in empty):
            continue
        lettered = all(_letter(made, r, label) for r in empty)
        # Beside the recommendations, owners are merged as they are; behind the action, and
        # for dates, an empty cell is as likely just empty.
        if not lettered and (column.kind == "date" or place > main):
            continue
        for row in empty:
            top = row
            while top in empty:
                top = rows[rows.index(top) - 1]
            if row - top >= made.spans.get((top, place), 1):
                made.spans[top, place] = row - top + 1
            _doubt(made, (top, row))


def doubt_merged(made: Arrangement, columns: list[Column]) -> None:
    """Make rows unsure of which it can't be told whether they go on with the text above.

    A recommendation's cell reaches over rows that have none.  Where it was printed right
    before the rest of a row, it begins there; where a tool printed it elsewhere, it may
    begin at any row since the one before.
    """
    place = place_of(columns, "text")
    main = place_of(columns, "action")
    rows = [r for r in range(made.rows) if r not in made.bands and (r, main) in made.cells]
    held = [r for r in rows if (r, place) in made.cells]
    if place is None or main is None or len(held) == len(rows):
        return
    if not held and not made.bands:
        # What the rows go on with is not in their table.
        _doubt(made, rows)
        return
    if _begin_anew(made, columns, rows, held, place):
        return
    if any(_loose(made, r, place) for r in range(made.rows) if r not in rows):
        # A text by itself belongs to some of the rows that have none, or go on with another's.
        _doubt(made, rows)
        return
    label = place_of(columns, "label")
    numbered = [r for r in rows if label is not None and (r, label) in made.cells]
    if len(numbered) < len(rows) and set(held) <= set(numbered):
        # Where labels are the recommendations', one without its text tells that this is lost.
        for lone in set(numbered) - set(held):
            first = max((r + 1 for r in held if r < lone), default=0)
            _doubt(made, [r for r in rows if first <= r <= lone])
    # A text's own label stands before it wherever it is printed.
    order = [spot for spot in _printed(made) if spot[2] != label]
    next_to = {(a[1], b[1]) for a, b in pairwise(order) if a[2] == b[2] == place and a[1] != b[1]}
    for above, row, below in zip([None, *held], held, [*held[1:], made.rows], strict=False):
        if above is not None and (above, row) in next_to:
            # Texts printed in one go: where each begins is not to be seen.
            _doubt(made, [r for r in rows if above <= r < below])
            continue
        at = next(n for n, spot in enumerate(order) if spot[1:] == (row, place))
        before = order[at - 1][1:] if at else (NONE, NONE)
        after = next((spot[1:] for spot in order[at:] if spot[1:] != (row, place)), (NONE, NONE))
        begins = before[0] != row or before[1] < place
        if begins and (after[0] == row or before[0] == row):
            continue
        _doubt(made, [r for r in rows if (above is None or above < r) and r <= row])


def _loose(made: Arrangement, row: int, place: int) -> bool:
    """True for a recommendation in a row without an action; of bands, only a labelled one."""
    cell = made.cells.get((row, place))
    if cell is None:
        return False
    return row not in made.bands or opens_with_word(" ".join(f.text for f in cell))


def _begin_anew(
    made: Arrangement, columns: list[Column], rows: list[int], held: list[int], place: int
) -> bool:
    """Put texts to the rows where the labels begin anew, if there are as many: `e`, then `a`.

    True where that changed anything; then no row is sure.
    """
    label = place_of(columns, "label")
    anew: list[int] = []
    last: int | None = None
    for row in rows:
        cell = made.cells.get((row, label)) if label is not None else None
        number = number_of(cell[0].text) if cell else None
        if number is not None and (last is None or number <= last):
            anew.append(row)
        last = number if number is not None else last
    if len(anew) != len(held) or anew == held or len(held) < 2:
        return False
    texts = [made.cells.pop((row, place)) for row in held]
    for row, text in zip(anew, texts, strict=True):
        made.cells[row, place] = text
    _doubt(made, rows)
    return True


def doubt_strays(made: Arrangement, columns: list[Column]) -> None:
    """Make rows unsure between which an owner or a date may be another row's.

    A tool may print a cell amid those of another row, and then the column's others: the
    column's cells need not stand in the order of their rows any more.
    """
    typed = {c.place for c in columns if c.kind in ("owner", "date")}
    order = _printed(made)
    for before, (_, row, column), after in zip(order, order[1:], order[2:], strict=False):
        near = (before, after)
        if column not in typed or row in made.bands:
            continue
        if any(spot[1] == row or spot[2] == column for spot in near):
            continue
        rows = [row, *(spot[1] for spot in near)]
        _doubt(made, range(min(rows), max(rows) + 1))


def doubt_lost(made: Arrangement, columns: list[Column], loose: Iterable[Fragment]) -> None:
    """Make rows unsure behind a recommendation that found no row: they may be its own.

    `loose` are fragments in no cell; what should be done is no action.
    """
    place = place_of(columns, "text")
    if place is None:
        return
    order = _printed(made)
    for group in _together([*made.left, *loose]):
        if mood(" ".join(f.text for f in group)) != "should":
            continue
        at = bisect_left(order, (group[0].words[0].index, NONE, NONE))
        for _, row, column in order[at:]:
            if column == place:
                break
            _doubt(made, [row])


def doubt_left(made: Arrangement, kinds: Kinds) -> None:
    """Make the rows unsure between which a date or an owner found no row: it may be either's."""
    order = _printed(made)
    for group in _together(made.left):
        texts = tuple(f.text for f in group)
        if kinds.dates(texts) < _DATE and not kinds.known_owner(" ".join(texts)):
            continue
        at = bisect_left(order, (group[0].words[0].index, NONE, NONE))
        near = [row for _, row, _ in order[max(0, at - 1) : at + 1]]
        _doubt(made, near)


def _together(left: list[Fragment]) -> list[list[Fragment]]:
    """Fragments that were printed in one go."""
    groups: list[list[Fragment]] = []
    for fragment in sorted(left, key=lambda f: f.words[0].index):
        if groups and groups[-1][-1].words[-1].index + 1 == fragment.words[0].index:
            groups[-1].append(fragment)
        else:
            groups.append([fragment])
    return groups


def doubt_gaps(made: Arrangement, columns: list[Column]) -> None:
    """Make rows unsure whose actions were printed in one go, where one lacks an owner or date.

    What comes behind them may belong to either; so may what comes before two more of their
    cells that were printed in one go.
    """
    main = place_of(columns, "action")
    rows = [r for r in range(made.rows) if r not in made.bands and (r, main) in made.cells]
    adjacent = set(pairwise((row, column) for _, row, column in _printed(made)))
    for column in columns:
        if column.kind not in ("owner", "date") or main is None:
            continue
        place = column.place
        for above, row in pairwise(rows):
            held = [r for r in (above, row) if (r, place) in made.cells]
            if len(held) != 1 or ((above, main), (row, main)) not in adjacent:
                continue
            before_both = any(
                ((above, place), (above, c.place)) in adjacent
                and ((above, c.place), (row, c.place)) in adjacent
                for c in columns
            )
            if held == [row] or before_both:
                _doubt(made, (above, row))


def _doubt(made: Arrangement, rows: Iterable[int]) -> None:
    for row in rows:
        made.confidence[row] = min(made.confidence[row], _SHARED)


def _printed(made: Arrangement) -> list[tuple[int, int, int]]:
    """The cells' lines as the tool printed them: a word's number, the row and the column."""
    return sorted(
        (fragment.words[0].index, row, column)
        for (row, column), cell in made.cells.items()
        for fragment in cell
    )


def _goes_on(made: Arrangement, above: int, row: int, label: int, text: int | None) -> bool:
    """True for a row of the same recommendation as the one above."""
    if any(r in made.bands for r in range(above, row)):
        return False
    if text is not None and (row, label) not in made.cells:
        return (row, text) not in made.cells
    one, two = _letter(made, above, label), _letter(made, row, label)
    if one is None or two is None:
        return False
    return one[0] == two[0] and ord(two[1]) == ord(one[1]) + 1


def _letter(made: Arrangement, row: int, label: int) -> tuple[str, str] | None:
    """The two parts of a label that a letter ends: `2.1b`."""
    held = made.cells.get((row, label))
    match = _LETTERED.match(held[0].text) if held else None
    return (match["stem"], match["letter"]) if match else None
