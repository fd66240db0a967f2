"""dateparser, held on a short lead: for whole dates in an order the grammar lacks."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache
from typing import Any

from .spans import Span, day_span
from .words import alternatives, months

_LONGEST = 40
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_DAY = re.compile(r"(?<!\d)(?:0?[1-9]|[12]\d|3[01])(?!\d)")
_NOT_DATES = re.compile(r"[/:.]\d|\d\s*[-–]\s*\d")


@cache
def _month() -> re.Pattern[str]:
    return re.compile(alternatives(months()), re.IGNORECASE)


@cache
def _parser() -> Any:
    # dateparser takes long to import, and most documents never need it.
    from dateparser.date import DateDataParser

    return DateDataParser(
        languages=["en"],
        settings={
            "DATE_ORDER": "DMY",
            "PREFER_DAY_OF_MONTH": "last",
            "RELATIVE_BASE": dt.datetime(2000, 1, 1),
            "REQUIRE_PARTS": ["month", "year"],
            "PARSERS": ["absolute-time"],
        },
    )


def last_resort(text: str) -> Span | None:
    """The day of a text that holds one day, one month by name and one year, in any order.

    Everything else is refused unseen, as dateparser fills gaps with guesses.
    """
    years, days, named = _YEAR.findall(text), _DAY.findall(text), _month().findall(text)
    if len(text) > _LONGEST or (len(years), len(days), len(named)) != (1, 1, 1):
        return None
    if _NOT_DATES.search(text):
        return None
    found = _parser().get_date_data(text).date_obj
    if found is None:
        return None
    day: dt.date = found.date()
    printed = day.year == int(years[0]) and day.day == int(days[0])
    return day_span(day) if printed and day.month == months()[named[0].casefold()] else None
