"""The weekday that a date is printed with."""

from __future__ import annotations

import datetime as dt
import re

from extractors.dates.words import weekdays

_WEEK = dt.timedelta(days=7)


def weekday_beside(raw: str, day: dt.date) -> int | None:
    """The weekday (Monday is 0) printed right beside a date's day; None where there is none.

    `Monday 3 June 2026`, `Mon, 3/6/26`, `3 June 2026 (Monday)`.  Of several, the right one
    counts.
    """
    text = raw.casefold()
    names = "|".join(sorted(weekdays(), key=len, reverse=True))
    before = re.findall(rf"\b({names})\b[\s,.]*(?:the\s+)?0?{day.day}(?!\d)", text)
    behind = re.findall(rf"\b{day.year}\b\s*\(?({names})\b", text)
    found = [weekdays()[name] for name in (*before, *behind)]
    if day.weekday() in found:
        return day.weekday()
    return found[0] if found else None


def such_days(day: dt.date, weekday: int) -> str | None:
    """`Mondays beside it: 1 June and 8 June 2026.`; None at the edges of the calendar."""
    back = dt.timedelta(days=(day.weekday() - weekday) % 7)
    try:
        before, after = day - back, day - back + _WEEK
    except OverflowError:
        return None
    year = "" if before.year == after.year else f" {before.year}"
    return f"{before:%A}s beside it: {before:%-d %B}{year} and {after:%-d %B %Y}."
