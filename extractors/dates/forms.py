"""The forms of a day, month or year: each a function from a place to a point."""

from __future__ import annotations

from dataclasses import replace

from .atoms import (
    FIRST_YEAR,
    LAST_YEAR,
    Tokens,
    century,
    dash,
    day,
    month,
    phrase,
    relative_year,
    sign,
    token,
    word,
    year,
)
from .context import DateContext, plausible_year
from .points import Point, Unit
from .words import entry, weekdays

Read = tuple[int, Point] | None
# "Phase 30 April" is no phase.
_MOST_LABELS = 20
_SHIFTS = {"this": 0, "current": 0, "next": 1, "coming": 1}


def numeric(tokens: Tokens, at: int, context: DateContext) -> Read:
    """`30/11/2017`, `1.4.16`, `30-11-17`, `2017-03-31`, `12 03 19`, `03/2017`, `03/17`."""
    parts = [token(tokens, at + n) for n in range(5)]
    first, joint, second, again, third = parts
    if first is None or joint is None or second is None:
        return None
    if _number(first.text) and _number(second.text) and _joint(joint.text):
        if again is not None and third is not None and again.text == joint.text:
            if _number(third.text) and not again.spaced:
                return _three_numbers(tokens, at, (first.text, second.text, third.text))
            return None
        if joint.is_dash and (len(first.text), len(second.text)) == (4, 2):
            return _iso_month(tokens, at)
        if joint.text == "/":
            return _two_numbers(tokens, at, context)
    if second is joint or not (_number(first.text) and _number(joint.text)):
        return None
    spaced = (first.text, joint.text, second.text)
    if all(_number(t) and len(t) == 2 for t in spaced) and (at, len(tokens)) == (0, 3):
        return at + 3, full_date(int(spaced[0]), int(spaced[1]), century(int(spaced[2])))
    return None


def _number(text: str) -> bool:
    return text.isdecimal() and len(text) in (1, 2, 4)


def _joint(text: str) -> bool:
    return text in "/.-‐‑–−"


def _three_numbers(tokens: Tokens, at: int, texts: tuple[str, str, str]) -> Read:
    lengths = tuple(len(t) for t in texts)
    numbers = tuple(int(t) for t in texts)
    # "1.2.3.4" and "1/2/2017/5" are no dates.
    if lengths[:2] != (4, 4) and _runs_on(tokens, at + 5):
        return None
    if lengths[0] == 4 and lengths[1] <= 2 and lengths[2] == 2:
        return at + 5, full_date(numbers[2], numbers[1], numbers[0])
    if lengths[0] > 2 or lengths[1] > 2:
        return None
    if lengths[2] == 4 and FIRST_YEAR <= numbers[2] <= LAST_YEAR:
        return at + 5, full_date(*numbers)
    if lengths[2] == 2:
        return at + 5, full_date(numbers[0], numbers[1], century(numbers[2]))
    return None


def _runs_on(tokens: Tokens, at: int) -> bool:
    joint, further = token(tokens, at), token(tokens, at + 1)
    return (
        joint is not None
        and further is not None
        and joint.text in "/."
        and not joint.spaced
        and not further.spaced
        and further.kind == "number"
    )


def _iso_month(tokens: Tokens, at: int) -> Read:
    """`2018-07`; but `2011-12` is a year."""
    first, joint, second = tokens[at : at + 3]
    if joint.spaced or second.spaced or first.value is None or second.value is None:
        return None
    if not 1 <= second.value <= 12 or second.value == (first.value + 1) % 100:
        return None
    fits = FIRST_YEAR <= first.value <= LAST_YEAR
    return (at + 3, Point("month", first.value, second.value)) if fits else None


def _two_numbers(tokens: Tokens, at: int, context: DateContext) -> Read:
    """Two numbers and a slash: a month and its year, a day and its month, or too vague."""
    left, right = tokens[at], tokens[at + 2]
    if tokens[at + 1].spaced or right.spaced or left.value is None or right.value is None:
        return None
    shape = len(left.text), len(right.text)
    if (at, len(tokens)) == (0, 3) and _is_day_and_month(left.value, right.text):
        return at + 3, Point("day", None, right.value, left.value)
    if shape[0] <= 2 and shape[1] == 4:
        unit: Unit = "month" if 1 <= left.value <= 12 else "impossible"
        return at + 3, Point(unit, right.value, left.value)
    if shape == (1, 2) and left.value > 0 and plausible_year(century(right.value), context):
        # "7/18": no month is the eighteenth.
        return (
            (at + 3, Point("month", century(right.value), left.value)) if right.value > 12 else None
        )
    if shape != (2, 2) or right.value == (left.value + 1) % 100:
        return None
    if 1 <= left.value <= 12 and right.value > 12:
        vague = not plausible_year(century(right.value), context)
        return at + 3, Point("ambiguous" if vague else "month", century(right.value), left.value)
    if left.value <= 31 and 1 <= right.value <= 12:
        return at + 3, Point("ambiguous")
    return None


def _is_day_and_month(number: int, second: str) -> bool:
    """True for `30/9` and `30/09`: no month is the thirtieth.  `24/7` is always."""
    is_month = len(second) <= 2 and 1 <= int(second) <= 12
    return 12 < number <= 31 and is_month and (number, second) != (24, "7")


def full_date(number: int, month_number: int, in_year: int) -> Point:
    """A whole date, day first; `impossible` where no month has that number."""
    if not 1 <= month_number <= 12:
        return Point("impossible")
    return Point("day", in_year, month_number, number)


def day_first(tokens: Tokens, at: int, _: DateContext) -> Read:
    """`28th February 2016`, `30th of May`, `27-Feb-26`, `1 May st`, `24th Feb '17`."""
    if labelled(tokens, at):
        return None
    held = day(tokens, at)
    if held is None:
        return None
    after = held.after
    after = after + 1 if word(tokens, after, "of") else after
    after = after + 1 if word(tokens, after, "the") else after
    # "2. March" and "2 - March" number a list; "2-March" and "2.March" are days.
    loose = sign(tokens, after, "-/.‐‑–") and tokens[after].spaced
    named = None if loose else month(tokens, _past_joint(tokens, after))
    if named is None:
        return None
    number, after = named
    if not held.ordinal and word(tokens, after, *entry("ordinal_suffixes")):
        after += 1
    point = Point("day", None, number, held.number)
    return with_year(tokens, after, point, short=True)


def labelled(tokens: Tokens, at: int) -> bool:
    """True where the number belongs to the word before it: `Phase 1 December`."""
    before, number = token(tokens, at - 1), token(tokens, at)
    if before is None or before.kind != "word" or number is None:
        return False
    if number.value is None or number.value > _MOST_LABELS:
        return False
    return before.low in entry("deadline", "labels") or before.low in entry("deadline", "versions")


def month_first(tokens: Tokens, at: int, _: DateContext) -> Read:
    """`September 30, 2009`, `Sept 16th`, `April 11. 2023`: the month before its day."""
    named = month(tokens, at)
    if named is None:
        return None
    number, after = named
    held = day(tokens, skip(tokens, after, ",-"))
    if held is None:
        return None
    point = Point("day", None, number, held.number)
    found = year(tokens, skip(tokens, held.after, ",."), splits=False)
    if found is not None:
        return found.after, replace(point, year=found.number)
    return (held.after, point) if held.ordinal else None


def month_year(tokens: Tokens, at: int, context: DateContext) -> Read:
    """`February 2017`, `Sept 16`, `Dec12`, `Mar-19`, `May '17`, `September`, `March 20XX`."""
    named = month(tokens, at)
    if named is None:
        return None
    number, after = named
    point = Point("month", None, number)
    blank = _placeholder(tokens, after)
    if blank is not None:
        return blank, Point("placeholder", None, number)
    place = _past_joint(tokens, after)
    found = year(tokens, place, short=True, splits=False)
    if found is None or not found.short:
        return with_year(tokens, after, point)
    following = token(tokens, found.after)
    number_goes_on = following is not None and not following.spaced
    if number_goes_on and following is not None and following.kind != "sign":
        return after, point
    close = dash(tokens, after) or not tokens[place].spaced
    if plausible_year(found.number, context, wide=close or found.number % 100 > 31):
        return found.after, Point("month", found.number, number)
    return found.after, Point("ambiguous")


def _placeholder(tokens: Tokens, at: int) -> int | None:
    """The place after a year left open: `20XX`, `20??`, `20__`, `XXXX`."""
    opened = token(tokens, at)
    if opened is None:
        return None
    century_first = opened.text == "20"
    place = at + century_first
    filler = token(tokens, place)
    if filler is None or (century_first and filler.spaced):
        return None
    if filler.low in entry("tbc", "placeholders"):
        return place + 1
    if century_first and sign(tokens, place, "?_") and sign(tokens, place + 1, "?_"):
        return place + 2
    return None


def bare_year(tokens: Tokens, at: int, _: DateContext) -> Read:
    """`2020`, `2019/20`, `financial year 2019/20`, `next financial year`."""
    lead = token(tokens, at)
    offset = _SHIFTS.get(lead.low) if lead is not None else None
    begin = at + 1 if offset is not None else at
    for kind in ("financial_year", "academic_year", "calendar_year"):
        after = phrase(tokens, begin, "grammar", kind)
        if after is not None:
            return _named_year(tokens, after, kind, offset)
    found = year(tokens, at)
    if found is not None and found.split and dash(tokens, at + 1) and _four(tokens, at + 2):
        # "2014-2015" may be two calendar years: the grammar reads it as a range.
        found = year(tokens, at, splits=False)
    if found is not None:
        return _year_point(found.after, found.number, found.split)
    found = year(tokens, at, short=True)
    if found is not None and found.split and sign(tokens, at + 1, "/"):
        # "10/11" may be the tenth of November as well.
        vague = found.number % 100 <= 12
        return found.after, Point("ambiguous" if vague else "some_year", found.number, split=True)
    return None


def _four(tokens: Tokens, at: int) -> bool:
    held = token(tokens, at)
    return held is not None and len(held.text) == 4


def _year_point(after: int, number: int, split: bool) -> Read:
    return after, Point("some_year" if split else "year", number, split=split)


def _named_year(tokens: Tokens, after: int, kind: str, offset: int | None) -> Read:
    unit: Unit = "year"
    if kind != "calendar_year":
        unit = "financial_year" if kind == "financial_year" else "academic_year"
    place = skip(tokens, after, ",")
    found = year(tokens, place) or year(tokens, place, short=True)
    if found is None:
        return after, Point(unit, shift=offset)
    if not found.split and unit != "year":
        # FY24 may begin or end in 2024.
        return found.after, Point("ambiguous")
    return found.after, Point(unit, found.number, split=found.split)


def with_year(tokens: Tokens, at: int, point: Point, *, short: bool = False) -> Read:
    """`point` with the year that follows, if one does; `short` lets it have two digits."""
    splits = point.unit not in ("day", "month")
    place = _past_joint(tokens, at)
    place = place + 1 if word(tokens, place, "of", "in") else place
    found = year(tokens, place, splits=splits) or relative_year(tokens, place)
    if found is None and short and _short_fits(tokens, place):
        found = year(tokens, place, short=True, splits=splits)
    if found is None:
        return at, point
    if found.shift is not None:
        return found.after, replace(point, shift=found.shift)
    return found.after, replace(point, year=found.number, split=found.split)


def _past_joint(tokens: Tokens, at: int) -> int:
    """The place after a comma or dash, or after a stop or slash with no space around it."""
    following = token(tokens, at + 1)
    if sign(tokens, at, "/.") and (tokens[at].spaced or (following and following.spaced)):
        return at
    return skip(tokens, at, ",-/‐‑–.")


def _short_fits(tokens: Tokens, place: int) -> bool:
    """Two digits are a year unless they begin another date, time or number."""
    following = token(tokens, place + 1)
    if following is None:
        return True
    if not following.spaced:
        return following.kind == "sign" and following.text not in "/:.%"
    return month(tokens, place + 1) is None


def skip(tokens: Tokens, at: int, signs: str) -> int:
    """The place after one sign of `signs`, or `at` itself."""
    return at + 1 if sign(tokens, at, signs) else at


def weekday(tokens: Tokens, at: int) -> tuple[int, int] | None:
    """`Thurs`, `Friday,`: the weekday's number and the place after it."""
    found = token(tokens, at)
    if found is None or found.low not in weekdays():
        return None
    return weekdays()[found.low], skip(tokens, at + 1, ",.")
