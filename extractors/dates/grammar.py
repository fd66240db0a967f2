"""From tokens to expressions: which form stands at a place, and ranges of two.

The grammar, from the top::

    expression = point, range word, point | days, month, year | point
    point      = [edge "of"], [weekday], form | week word, form
    form       = a numeric date, a day, month, quarter, term, season, feast or year

The longest reading at a place wins; of two as long, the one listed first.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache

from . import forms, periods
from .atoms import Tokens, dash, day, month, phrase, sign, token, word
from .context import DateContext
from .forms import Read, skip
from .points import Edge, Expression, Point
from .tokens import tokenize
from .words import entry, ordinal_suffixes, stretch_words, weekdays

_FORMS: tuple[Callable[[Tokens, int, DateContext], Read], ...] = (
    forms.numeric,
    forms.day_first,
    forms.month_first,
    forms.month_year,
    periods.quarter,
    periods.half_year,
    periods.term,
    periods.season,
    periods.numbered_term,
    periods.week_of_month,
    periods.feast,
    forms.bare_year,
)
_EDGES: tuple[tuple[str, Edge], ...] = (
    ("end", "end"),
    ("start", "start"),
    ("middle", "middle"),
    ("early", "early"),
    ("late", "late"),
)


def expression(tokens: Tokens, at: int, context: DateContext) -> tuple[int, Expression] | None:
    """The longest expression that begins at place `at`, and the place after it."""
    readings = [_days(tokens, at, context), _range(tokens, at, context)]
    held = [found for found in readings if found is not None]
    return max(held, key=lambda found: found[0]) if held else None


def whole(text: str, context: DateContext) -> Expression | None:
    """The expression that is all of `text`, a closing stop apart."""
    tokens = tokenize(text)
    if not tokens:
        return None
    found = expression(tokens, 0, context)
    if found is None or any(t.text not in ".,;" for t in tokens[found[0] :]):
        return None
    return found[1]


_Found = tuple[int, Expression] | None


def _made(
    tokens: Tokens, at: int, after: int, first: Point, last: Point | None = None
) -> tuple[int, Expression]:
    """An expression on the tokens from `at` up to `after`."""
    return after, Expression(first, last, tokens[at].start, tokens[after - 1].end)


def _range(tokens: Tokens, at: int, context: DateContext) -> _Found:
    """A point, or two with a range or list word between them."""
    begin = at + 1 if word(tokens, at, "between") else at
    read = _point(tokens, begin, context)
    if read is None:
        return None
    after, first = read
    alone = _made(tokens, at, after, first) if begin == at else None
    joint = _joint(tokens, after)
    if joint is None or first.broken:
        return alone
    slash = sign(tokens, after, "/") and first.year is not None
    place, listed = joint
    place = place + 1 if word(tokens, place, "the") else place
    second = _point(tokens, place, context)
    if second is None:
        return alone
    end, last = second
    if last.broken:
        # Half a range is not the whole: say that it can't be read.
        return alone if listed else _made(tokens, begin, end, last)
    if listed and begin == at and not _may_list(first, last):
        return alone
    pair = _fill(first, last)
    if pair is None or (slash and not _neighbours(*pair)):
        return alone
    found = _made(tokens, begin, end, *pair)[1]
    joint_at = tokens[after - 1].end, tokens[place].start
    return end, replace(found, listed=listed and begin == at, joint=joint_at)


def _joint(tokens: Tokens, at: int) -> tuple[int, bool] | None:
    """The place after a word that joins two points, and whether it makes a list of them."""
    bracket = skip(tokens, at, "(")
    after = phrase(tokens, bracket, "grammar", "range")
    if after is not None:
        return after, False
    if dash(tokens, at):
        return at + 1, False
    if sign(tokens, at, "/"):
        return at + 1, False
    after = phrase(tokens, at, "grammar", "list")
    return None if after is None else (after, True)


def _may_list(first: Point, last: Point) -> bool:
    """True where `first` leans on `last`: "June and December 2017"."""
    return first.unit == last.unit and first.year is None and first.unit in ("month", "quarter")


def _fill(first: Point, last: Point) -> tuple[Point, Point] | None:
    """The two ends, the year that only the last has given to the first too."""
    comparable = {"day": 0, "month": 1, "quarter": 2, "term": 3, "season": 3, "year": 4}
    left, right = comparable.get(first.unit), comparable.get(last.unit)
    if left is None or right is None:
        return None
    if (left == 4) != (right == 4) or (left in (2, 3)) != (right in (2, 3)):
        return None
    if first.year is None and last.year is not None:
        turned = left < 2 and right < 2 and _place(first) > _place(last)
        return replace(first, year=last.year - turned, split=last.split), last
    if first.year is not None and last.year is None:
        # "April 2016 to March": the first such month after the start.
        if left >= 2 or right >= 2:
            return first, replace(last, year=first.year, split=first.split)
        turned = _place(first) > _place(last)
        return first, replace(last, year=first.year + turned)
    return first, last


def _neighbours(first: Point, last: Point) -> bool:
    """True for months that follow each other; `Jun-17 / Dec-17` are two dates."""
    if first.unit != "month" or last.unit != "month":
        return first.unit == last.unit and first.unit not in ("day", "month")
    gap = (last.year or 0) * 12 + (last.month or 0) - (first.year or 0) * 12 - (first.month or 0)
    return gap == 1


def _place(point: Point) -> tuple[int, int]:
    return point.month or 0, point.day or 0


def _days(tokens: Tokens, at: int, context: DateContext) -> _Found:
    """`11–21 March 2019`, `14 and 15 June 2016`, `8, 9 and 10 May`, `24-25th February`."""
    begin = skip_words(tokens, at, "between", "from")
    named = forms.weekday(tokens, begin)
    first = day(tokens, named[1] if named else begin)
    if first is None or forms.labelled(tokens, begin):
        return None
    place = first.after
    while True:
        joint = _joint(tokens, place)
        if joint is None and sign(tokens, place, ","):
            joint = place + 1, True
        if joint is None:
            return None
        place = skip_words(tokens, joint[0], "the")
        named = forms.weekday(tokens, place)
        place = named[1] if named else place
        read = forms.day_first(tokens, place, context)
        if read is not None:
            end, last = read
            break
        following = day(tokens, place)
        if following is None:
            return None
        place = following.after
    if last.broken or not first.number < (last.day or 0):
        return None
    return _made(tokens, begin, end, replace(last, day=first.number), last)


def skip_words(tokens: Tokens, at: int, *words: str) -> int:
    """The place after one of `words`, or `at` itself."""
    return at + 1 if word(tokens, at, *words) else at


def _point(tokens: Tokens, at: int, context: DateContext) -> Read:
    for unit in ("week_from", "week_to"):
        after = phrase(tokens, at, "grammar", unit)
        if after is not None:
            return _week(tokens, skip(tokens, after, ":"), unit == "week_from", context)
    for key, edge in _EDGES:
        after = phrase(tokens, at, "grammar", key)
        if after is None:
            continue
        place = skip(tokens, after, "-–‐‑")
        place = skip_words(tokens, skip_words(tokens, place, "of"), "the")
        read = _form(tokens, place, context)
        short = read is not None and read[1].unit in ("day", "feast")
        if read is not None and not (short and edge != "end"):
            return read[0], read[1].with_edge(edge)
    return _form(tokens, at, context)


def _week(tokens: Tokens, at: int, begins: bool, context: DateContext) -> Read:
    named = forms.weekday(tokens, at)
    read = _form(tokens, named[1] if named else at, context)
    if read is None or read[1].unit != "day":
        return None
    return read[0], replace(read[1], unit="week_from" if begins else "week_to")


def _form(tokens: Tokens, at: int, context: DateContext) -> Read:
    named = forms.weekday(tokens, at)
    if named is not None:
        place = skip_words(tokens, named[1], "the")
        read = _longest(tokens, place, context)
        if read is not None and read[1].unit in ("day", "impossible", "ambiguous"):
            return read[0], replace(read[1], weekday=named[0])
        return None
    return _longest(tokens, at, context)


def _longest(tokens: Tokens, at: int, context: DateContext) -> Read:
    if token(tokens, at) is None:
        return None
    best: Read = None
    for form in _FORMS:
        read = form(tokens, at, context)
        if read is not None and (best is None or read[0] > best[0]):
            best = read
    return best


def may_begin(tokens: Tokens, at: int) -> bool:
    """False where no expression can begin at this place; quick, for running text."""
    held = tokens[at]
    if held.kind != "word":
        return held.kind == "number" or month(tokens, at) is not None
    return held.low in _first_words() or month(tokens, at) is not None


@cache
def _first_words() -> frozenset[str]:
    """The words with which a form, an edge or a week may begin."""
    phrases = {"this", "next", "current", "coming", "between", "from"}
    for listed in entry("grammar").values():
        phrases.update(listed)
    for keys in (("feasts", "movable"), ("feasts", "fixed"), ("places",)):
        phrases.update(entry(*keys))
    found = {tokenize(p)[0].low for p in phrases}
    found |= set(weekdays()) | set(stretch_words("terms")) | set(stretch_words("seasons"))
    return frozenset(found | ordinal_suffixes())
