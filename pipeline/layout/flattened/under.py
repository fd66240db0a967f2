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
from .kinds import Kinds, opens_with_label
from .lines import Line
from .regions import Region

# How well lines make a date that is whole.
_WHOLE = 0.99
# So many cells below one of their own column tell of a tool that prints columns, where they
# are this share of those that can be told.
_AGAIN = 3
_AGAIN_SHARE = 0.15
# Of a header of so many headings, one line of so many words amid them is one not known.
_HEADER, _UNKNOWN = 3, 4
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

    Only of dates can it be told where the column's cells end.
    """
    made: list[int] = []
    at = 0
    while at < len(numbers):
        end = at
        if len(under := lines[numbers[at]].under) == 1 and under[0] in DATES:
            page = lines[numbers[at]].leaf
            while (
                (box := _box(numbers, end, lines))
                and all(lines[n].leaf == page for n in numbers[end:box])
                and _dated(numbers[end:box], lines, kinds)
            ):
                end = box
        if end == at:
            end = at + 1
            made.append(numbers[at])
        else:
            first = len(made)
            while first and lines[made[first - 1]].leaf == lines[numbers[at]].leaf:
                first -= 1
            before = any(_dated([k], lines, kinds) for k in made[first:])
            place = first if before else len(made)
            made[place:place] = numbers[at:end]
        at = end
    return made


def by_columns(regions: Iterable[Region], lines: Sequence[Line], kinds: Kinds) -> bool:
    """True where labels, dates or owners of several rows were printed below each other often.

    Tools that go along the rows (pdftotext) hardly ever do so.
    """
    told = again = 0
    for region in regions:
        # Two columns of dates, or of owners, stand side by side.
        dated = sum(_of_dates(head) for head in region.heads) < 2
        owned = sum(head.role == "owner" for head in region.heads) < 2
        before = ""
        at = 0
        while (end := _box(region.lines, at, lines)) is not None:
            kind = _kind([lines[n] for n in region.lines[at:end]], kinds, dated=dated, owned=owned)
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
    if dated and kinds.dates(line.text for line in box) >= _WHOLE:
        return "date"
    return "owner" if owned and (kinds.known_owner(text) or is_initials(text)) else ""


def _box(numbers: list[int], at: int, lines: Sequence[Line]) -> int | None:
    """Where the lines between two blank ones end that begin at a place, or are too many."""
    if at == len(numbers):
        return None
    end = at + 1
    while end < len(numbers) and end - at < _LONGEST_BOX and not lines[numbers[end]].gap:
        end += 1
    return end


def _dated(numbers: list[int], lines: Sequence[Line], kinds: Kinds) -> bool:
    return kinds.dates(lines[n].text for n in numbers) >= _WHOLE
