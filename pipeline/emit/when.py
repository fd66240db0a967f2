"""Dates as a reader wants them: as printed, and as plansift read them."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from schemas.plan import When

_ORDINAL = re.compile(r"(?<=\d)\s*(?:st|nd|rd|th)\b", re.IGNORECASE)
# English whatever the machine's locale is.
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_KINDS = {
    "ongoing": "ongoing, no day fixed",
    "immediate": "immediate, no day fixed",
    "recurring": "recurring",
    "relative": "depends on something else",
    "tbc": "to be confirmed",
    "unparsed": "no possible date",
    "complete": "complete",
}
_WARNED = {"unparsed", "tbc", "ongoing", "immediate"}


@dataclass(slots=True)
class DateView:
    """A date as printed; as read, where that says more; and whether it needs a look."""

    printed: str
    read: str | None
    moved_from: str | None
    warned: bool


def date_view(when: When, *, due: bool = False) -> DateView:
    """Make a date ready to show; `due` says that its last day is what counts."""
    parts = [part for part in (_KINDS.get(when.kind), _span(when, due=due)) if part]
    if when.year_from_context:
        parts.append("year taken from the document")
    read: str | None = ", ".join(parts)
    if not read or (_plain(read) == _plain(when.raw)):
        read = None
    return DateView(
        printed=when.raw or read or "",
        read=read if when.raw else None,
        moved_from=when.revised_from.raw if when.revised_from else None,
        warned=when.kind in _WARNED or when.year_from_context,
    )


def long_date(day: dt.date) -> str:
    """`5 March 2016`."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _span(when: When, *, due: bool) -> str | None:
    first, last = when.earliest, when.latest
    if first and last and first != last:
        if due and when.kind != "complete":
            return f"due {long_date(last)}"
        if (
            (first.year, first.month) == (last.year, last.month)
            and first.day == 1
            and _is_last(last)
        ):
            return f"{_MONTHS[first.month - 1]} {first.year}"
        return f"{long_date(first)} to {long_date(last)}"
    if last:
        return long_date(last)
    return f"from {long_date(first)}" if first else None


def _is_last(day: dt.date) -> bool:
    return day == dt.date.max or (day + dt.timedelta(days=1)).day == 1


def _plain(text: str) -> str:
    """The text as it is compared: case, white space, ordinals, commas and dashes apart."""
    text = re.sub(r"\s+[-–]\s+", " to ", _ORDINAL.sub("", text)).replace(",", " ")
    return " ".join(text.casefold().split())


def month_name(month: int) -> str:
    """`March` for 3."""
    return _MONTHS[month - 1]
