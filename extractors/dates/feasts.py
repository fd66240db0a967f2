"""The days of feasts, those that move with Easter and those that stay."""

from __future__ import annotations

import datetime as dt

from .words import entry


def easter_sunday(year: int) -> dt.date:
    """Easter Sunday by the Gregorian reckoning."""
    golden, century = year % 19, year // 100
    skipped = century - century // 4 - (8 * century + 13) // 25
    moon = (19 * golden + skipped + 15) % 30
    moon -= moon // 28 * (1 - moon // 28 * (29 // (moon + 1)) * ((21 - golden) // 11))
    weekday = (year + year // 4 + moon + 2 - century + century // 4) % 7
    offset = moon - weekday
    month = 3 + (offset + 40) // 44
    return dt.date(year, month, offset + 28 - 31 * (month // 4))


def feast_day(name: str, year: int) -> dt.date:
    """The day of a feast that the vocabulary knows, in `year`."""
    movable: dict[str, int] = entry("feasts", "movable")
    if name in movable:
        return easter_sunday(year) + dt.timedelta(days=movable[name])
    month, day = entry("feasts", "fixed")[name]
    return dt.date(year, month, day)
