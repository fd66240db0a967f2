"""What tells of a tool that prints a page in blocks of columns.

It prints cells of one column below each other, and keeps a heading together with the cells
below it: these are the column's first, even where others of it were printed before.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from extractors.people import is_initials

from .dealing import DATES
from .heads import Head, last_line
from .kinds import Kinds, opens_with_label, roles_of
from .lines import Line, box_end
from .regions import Region

# How well lines make a date that is whole.
_WHOLE = 0.99
# So many cells below one of their own column tell of a tool that prints columns, where they
# are this share of those that can be told.
_AGAIN = 3
_AGAIN_SHARE = 0.15
# Of a header of so many headings, one line of so many words amid them is one not known.
_HEADER, _UNKNOWN = 3, 4
# The heading of a column of dates alone.
_DATED = frozenset((role,) for role in DATES)
# More lines than this are no cell of labels, dates or owners.
_LONGEST_BOX = 8


def mark_under(lines: list[Line], regions: Iterable[Region], kinds: Kinds) -> None:
    """Tell each line that stands right below headings of columns which columns these are.

    What reads as a heading that is not known (`Strategic fit`) parts no header.
    """
    heads = [h for r in regions for h in (*r.heads, *r.again)]
    on: dict[int, list[Head]] = defaultdict(list)
    for head in sorted(heads, key=lambda h: h.words[0].index):
        for number in range(head.line, last_line([head], lines) + 1):
            on[number].append(head)
    above: list[Head] = []
    for number, line in enumerate(lines):
        held = on.get(number)
        line.under = () if held else tuple(h.role for h in above)
        if held:
            above = [*above, *(h for h in held if h not in above)]
        elif len(above) < _HEADER or number + 1 not in on or not _unknown(line, kinds):
            above = []


def _unknown(line: Line, kinds: Kinds) -> bool:
    """True for a line that may be a heading in words that are not known."""
    text = line.text
    if len(line.words) > _UNKNOWN or any(c.isdigit() for c in text) or text[-1:] in ".;":
        return False
    return kinds.date(text) == 0 and not kinds.known_owner(text) and not is_initials(text)


def tops_first(numbers: list[int], lines: Sequence[Line], kinds: Kinds) -> list[int]:
    """A table's lines, with dates right below their heading ahead of those printed before.

    Only of dates can it be told where the column's cells end; short values among them are the
    column's beside it.
    """
    own = [lines[n] for n in numbers]
    made: list[int] = []
    at = 0
    while at < len(own):
        if own[at].under not in _DATED:
            made.append(numbers[at])
            at += 1
            continue
        end, dates = _below(own, at, kinds)
        first = len(made)
        while first and lines[made[first - 1]].leaf == own[at].leaf:
            first -= 1
        if any(_dated([lines[n]], kinds) for n in made[first:]):
            made[first:first] = [numbers[n] for n in sorted(dates)]
        else:
            dates = set()
        made.extend(numbers[n] for n in range(at, end) if n not in dates)
        at = end
    return made


def _below(own: list[Line], at: int, kinds: Kinds) -> tuple[int, set[int]]:
    """Where the dates of one page end from a line on, and which they are.

    Below the heading of another column, what is known to stand there (`Complete`) is none.
    """
    page, first = own[at].leaf, at
    dates: set[int] = set()
    beside = False
    while at < len(own):
        end = _box_end(own, at)
        box = own[at:end]
        text = " ".join(line.text for line in box)
        beside = beside or (bool(dates) and bool(box[0].under) and box[0].under not in _DATED)
        if any(line.leaf != page for line in box):
            break
        if _dated(box, kinds) and not (beside and roles_of(text)):
            dates.update(range(at, end))
        elif not beside or not kinds.value(text):
            break
        at = end
    return max(at, first + 1), dates


def by_columns(regions: Iterable[Region], lines: Sequence[Line], kinds: Kinds) -> bool:
    """True where labels, dates or owners of several rows were printed below each other often.

    Tools that go along the rows (pdftotext) hardly ever do so.
    """
    told = again = 0
    for region in regions:
        # Two columns of dates, or of owners, stand side by side.
        dated = sum(_of_dates(head) for head in region.heads) < 2
        owned = sum(head.role == "owner" for head in region.heads) < 2
        own = [lines[n] for n in region.lines]
        before = ""
        at = 0
        while at < len(own):
            end = _box_end(own, at)
            kind = _kind(own[at:end], kinds, dated=dated, owned=owned)
            told += kind != ""
            again += kind == before != ""
            before, at = kind, end
    return again >= max(_AGAIN, _AGAIN_SHARE * told)


def _of_dates(head: Head) -> bool:
    return head.role in DATES or "date" in head.key


def _kind(box: list[Line], kinds: Kinds, *, dated: bool, owned: bool) -> str:
    """What can be told of the lines between two blank ones: one cell, or nothing."""
    text = " ".join(line.text for line in box)
    if len(box) == len(box[0].words) == 1 and opens_with_label(box[0]):
        return "label"
    if dated and _dated(box, kinds):
        return "date"
    return "owner" if owned and (kinds.known_owner(text) or is_initials(text)) else ""


def _box_end(own: list[Line], at: int) -> int:
    """Where the lines between two blank ones end, or are too many for what is looked for."""
    return at + box_end(own[at : at + _LONGEST_BOX], 0)


def _dated(box: list[Line], kinds: Kinds) -> bool:
    return kinds.dates(line.text for line in box) >= _WHOLE
