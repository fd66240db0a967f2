"""The forms of longer stretches: quarters, half-years, terms, seasons, and feasts."""

from __future__ import annotations

from dataclasses import replace

from .atoms import Tokens, month, phrase, place, sign, token, word, year
from .context import DateContext, plausible_year
from .forms import Read, skip, with_year
from .points import Point
from .words import entry, stretch_words

# "Summer holidays" is no part of the summer term.
_BREAKS = tuple(w for w in entry("feasts", "stretches") if w not in ("term", "half"))


def quarter(tokens: Tokens, at: int, _: DateContext) -> Read:
    """`Q3 2019/20`, `Quarter 4, 2019/20`, `third quarter of 2019`, `calendar Q1 2019`."""
    calendar = word(tokens, at, *entry("grammar", "calendar"))
    begin = at + calendar
    found = year(tokens, begin)
    if found is not None:
        behind = _quarter_number(tokens, found.after)
        if behind is None:
            return None
        after, number = behind
        return after, Point(
            "quarter", found.number, number=number, split=found.split, calendar=calendar
        )
    read = _quarter_number(tokens, begin)
    if read is None:
        return None
    after, number = read
    point = Point("quarter", number=number, calendar=calendar)
    bracketed = _bracketed_months(tokens, after)
    if bracketed is not None:
        after, first_month = bracketed
        # The months in the bracket say which year the quarters count in.
        point = replace(point, calendar=first_month == number * 3 - 2)
    return _spelt_year(tokens, after, point)


def _quarter_number(tokens: Tokens, at: int) -> tuple[int, int] | None:
    names = entry("grammar", "quarter")
    if word(tokens, at, *names):
        held = token(tokens, at + 1)
        if held is not None and held.value in (1, 2, 3, 4) and len(held.text) == 1:
            return at + 2, held.value
        return None
    placed = place(tokens, at)
    if placed is None or placed[0] < 1 or not word(tokens, placed[1], *names[1:]):
        return None
    return placed[1] + 1, placed[0]


def week_of_month(tokens: Tokens, at: int, _: DateContext) -> Read:
    """`first week of October 2016`, `last week in May`."""
    placed = place(tokens, at)
    if placed is None or not word(tokens, placed[1], *entry("grammar", "week")):
        return None
    after = placed[1] + 1
    named = month(tokens, after + 1) if word(tokens, after, "of", "in") else None
    if named is None:
        return None
    return with_year(tokens, named[1], Point("week_of_month", None, named[0], number=placed[0]))


def _bracketed_months(tokens: Tokens, at: int) -> tuple[int, int] | None:
    """`(Oct–Dec)`: the place after the bracket, and its first month."""
    first = month(tokens, at + 1) if sign(tokens, at, "(") else None
    if first is None:
        return None
    number, after = first
    after = skip(tokens, after, "-–—/")
    after = after + 1 if word(tokens, after, "to") else after
    last = month(tokens, after)
    if last is None or not sign(tokens, last[1], ")"):
        return None
    return last[1] + 1, number


def _spelt_year(tokens: Tokens, at: int, point: Point) -> Read:
    """A year after a stretch: `of 2019/20`, `(2019/20)`, `FY 2019/20`, `19/20`."""
    place = skip(tokens, at, ",-–(")
    place = place + 1 if word(tokens, place, "of", "in") else place
    place = place + 1 if word(tokens, place, "the") else place
    for kind in ("financial_year", "academic_year", "calendar_year"):
        named = phrase(tokens, place, "grammar", kind)
        if named is not None:
            place = named
            point = replace(point, calendar=kind == "calendar_year")
    found = year(tokens, place)
    if found is None:
        short = year(tokens, place, short=True)
        found = short if short is not None and (short.split or not short.short) else None
    if found is None:
        return with_year(tokens, at, point)
    closed = sign(tokens, at, "(") and sign(tokens, found.after, ")")
    return found.after + closed, replace(point, year=found.number, split=found.split)


def half_year(tokens: Tokens, at: int, _: DateContext) -> Read:
    """`H1 2019/20`."""
    held = token(tokens, at + 1)
    if not word(tokens, at, *entry("grammar", "half_year")) or held is None:
        return None
    if held.value not in (1, 2) or len(held.text) != 1 or held.spaced:
        return None
    return _spelt_year(tokens, at + 2, Point("half_year", number=held.value))


def term(tokens: Tokens, at: int, context: DateContext) -> Read:
    """`Autumn term 2019`, `Spring 2`, `Summer Term 1 2017`, bare `Autumn` in a school's plan."""
    halved = _ordinal_half(tokens, at)
    if halved is not None:
        read = term(tokens, halved[1], context)
        fits = read is not None and read[1].unit == "term" and read[1].number is None
        return (read[0], replace(read[1], number=halved[0])) if read and fits else None
    held = token(tokens, at)
    if held is None:
        return None
    name = stretch_words("terms").get(held.low)
    if name is None:
        return None
    after, named = at + 1, False
    if word(tokens, after, *entry("grammar", "term")):
        after, named = after + 1, True
    number = _half(tokens, after)
    if number is not None:
        after += 1
        if not named and word(tokens, after, *entry("grammar", "term")):
            after += 1
    season = stretch_words("seasons").get(held.low)
    if word(tokens, after, *_BREAKS):
        return None
    if not named and number is None and not context.academic and season is not None:
        return None
    if not named and number is None and season is None:
        # "Trinity" or "Lent" alone is hardly ever a term.
        return None
    return _short_year(tokens, after, Point("term", number=number, name=name), context)


def _ordinal_half(tokens: Tokens, at: int) -> tuple[int, int] | None:
    """`second half of the`: the half's number and the place after."""
    placed = place(tokens, at)
    if placed is None or not word(tokens, placed[1], *entry("grammar", "half")):
        return None
    after = placed[1] + 1
    after = after + 1 if word(tokens, after, "of") else after
    after = after + 1 if word(tokens, after, "the") else after
    return (placed[0], after) if placed[0] in (1, 2) else None


def _half(tokens: Tokens, at: int) -> int | None:
    held = token(tokens, at)
    if held is None or held.text not in ("1", "2") or sign(tokens, at + 1, "/"):
        return None
    # "Autumn 1 October": the number is the month's day.
    return held.value if month(tokens, at + 1) is None else None


def season(tokens: Tokens, at: int, context: DateContext) -> Read:
    """`Summer 2006`, `Winter 2019/20`."""
    held = token(tokens, at)
    name = stretch_words("seasons").get(held.low) if held is not None else None
    if name is None or (context.academic and held is not None and _is_term(held.low)):
        return None
    if word(tokens, at + 1, *_BREAKS):
        return None
    read = _short_year(tokens, at + 1, Point("season", name=name), context)
    if read is None or held is None or not word(tokens, read[0], *entry("grammar", "term")):
        return read
    # "Summer 2017 term".
    known = stretch_words("terms").get(held.low)
    return read if known is None else (read[0] + 1, replace(read[1], unit="term", name=known))


def _is_term(low: str) -> bool:
    return low in stretch_words("terms")


def _short_year(tokens: Tokens, at: int, point: Point, context: DateContext) -> Read:
    """`Spring 17` as well, where 17 can only be the year."""
    read = _spelt_year(tokens, at, point)
    found = year(tokens, at, short=True)
    if read is None or read[0] != at or found is None or not found.short:
        return read
    following = token(tokens, found.after)
    alone = following is None or following.spaced or following.kind == "sign"
    if alone and plausible_year(found.number, context):
        return found.after, replace(point, year=found.number)
    return found.after, Point("ambiguous")


def numbered_term(tokens: Tokens, at: int, _: DateContext) -> Read:
    """`Term 3 2016/17`, `T3`: which months those are, only the school knows."""
    held = token(tokens, at + 1)
    if held is None or held.value not in range(1, 7) or len(held.text) != 1:
        return None
    if not (word(tokens, at, "term") or (word(tokens, at, "t") and not held.spaced)):
        return None
    return _spelt_year(tokens, at + 2, Point("numbered_term", number=held.value))


def feast(tokens: Tokens, at: int, _: DateContext) -> Read:
    """`Easter 2018`, `Christmas`, `Good Friday`; not `Easter holidays`, which have no known end."""
    for kind in ("movable", "fixed"):
        after = phrase(tokens, at, "feasts", kind)
        if after is None:
            continue
        name = " ".join(t.low for t in tokens[at:after]).replace(" ' ", "'").replace(" ’ ", "'")
        if word(tokens, after, *entry("feasts", "stretches")):
            return None
        return with_year(tokens, after, Point("feast", name=name))
    return None
