"""From points to days: the span that an expression's words allow, and its EDTF."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace

from schemas.plan import WhenKind

from .context import DateContext
from .feasts import feast_day
from .points import Expression, Point
from .words import stretches

_FINANCIAL_START, _ACADEMIC_START, _ACADEMIC_END = 4, 9, 7


@dataclass(frozen=True, slots=True)
class Span:
    """A kind with its first and last day and EDTF; all None where no day is known."""

    kind: WhenKind
    earliest: dt.date | None = None
    latest: dt.date | None = None
    edtf: str | None = None
    year_from_context: bool = False


UNPARSED = Span("unparsed")
_KINDS: dict[str, WhenKind] = {
    "day": "date",
    "feast": "date",
    "month": "month",
    "quarter": "quarter",
    "half_year": "range",
    "term": "term",
    "numbered_term": "term",
    "season": "season",
    "year": "year",
    "some_year": "year",
    "financial_year": "year",
    "academic_year": "year",
    "week_from": "range",
    "week_to": "range",
    "week_of_month": "range",
    "placeholder": "tbc",
}


def span_of(found: Expression, context: DateContext) -> Span:
    """The span of an expression; a missing year comes from `context` where just one fits.

    An impossible or ambiguous expression is `unparsed`; one whose year nobody
    gives keeps its kind, without days.
    """
    if any(p.unit in ("impossible", "ambiguous") for p in found.points):
        return UNPARSED
    shifted = _shift(found, context)
    if all(p.year is not None for p in shifted.points):
        made = _with_years(shifted, context)
        return replace(made, year_from_context=shifted is not found and made.latest is not None)
    return _from_context(shifted, context)


def _shift(found: Expression, context: DateContext) -> Expression:
    """`found` with "next year" turned into its number, where the plan has a date."""
    anchor = context.anchor
    if anchor is None or not any(p.shift is not None for p in found.points):
        return found
    moved = [_shift_point(p, anchor) for p in found.points]
    return replace(found, first=moved[0], last=moved[1] if len(moved) > 1 else None)


def _shift_point(point: Point, anchor: dt.date) -> Point:
    if point.shift is None or point.year is not None:
        return point
    begins = {"financial_year": _FINANCIAL_START, "academic_year": _ACADEMIC_START}
    started = anchor.month >= begins.get(point.unit, 1)
    return replace(point, year=anchor.year + point.shift - (not started), shift=None)


def _from_context(found: Expression, context: DateContext) -> Span:
    kind = _kind(found)
    if kind == "tbc":
        return Span(kind)
    fits: list[Span] = []
    possible = not context.years
    for year in context.years:
        made = _with_years(_in_year(found, year), context)
        possible = possible or made.kind != "unparsed"
        if made.earliest is None or made.latest is None:
            continue
        if not _weekday_fits(found, made):
            continue
        # A term that has ended is no deadline; a day or month just past may be one.
        doubtful = made.kind in ("date", "month", "range")
        fitting = context.allows(made.earliest, made.latest, doubtful=doubtful)
        if fitting and made not in fits:
            fits.append(made)
    if len(fits) == 1:
        return replace(fits[0], year_from_context=True)
    return Span(kind) if possible and _ever(found, context) else UNPARSED


def _ever(found: Expression, context: DateContext) -> bool:
    """True where some year has such a day: 29 February, but not 30."""
    return _with_years(_in_year(found, 2024), context).kind != "unparsed"


def _in_year(found: Expression, year: int) -> Expression:
    first = found.first if found.first.year is not None else replace(found.first, year=year)
    last = found.last
    if last is not None and last.year is None:
        turned = first.unit in ("day", "month") and (first.month or 0, first.day or 0) > (
            last.month or 0,
            last.day or 0,
        )
        last = replace(last, year=year + turned)
    return replace(found, first=first, last=last)


def _weekday_fits(found: Expression, made: Span) -> bool:
    wanted = found.first.weekday
    return wanted is None or made.earliest is None or made.earliest.weekday() == wanted


def _kind(found: Expression) -> WhenKind:
    if found.last is not None:
        return "range"
    point = found.first
    if point.edge in ("end", "start") or (point.edge == "middle" and point.unit == "month"):
        return "date"
    return "range" if point.edge is not None else _KINDS[point.unit]


def _with_years(found: Expression, context: DateContext) -> Span:
    first = _point_span(found.first, context)
    if found.last is None or first.kind == "unparsed":
        return first
    last = _point_span(found.last, context)
    if last.kind == "unparsed":
        return UNPARSED
    if first.earliest is None or last.latest is None:
        return Span("range")
    if first.earliest > last.latest:
        return UNPARSED
    edtf = f"{_head(first.edtf)}/{_tail(last.edtf)}"
    return Span("range", first.earliest, last.latest, edtf)


def _head(edtf: str | None) -> str:
    return (edtf or "").split("/")[0]


def _tail(edtf: str | None) -> str:
    return (edtf or "").split("/")[-1]


def _point_span(point: Point, context: DateContext) -> Span:
    """The span of a point that has its year."""
    plain = _plain(replace(point, edge=None), context)
    if point.edge is None or plain.earliest is None or plain.latest is None:
        return plain if plain.kind == "unparsed" else replace(plain, kind=_edge_kind(point))
    if point.edge == "end":
        return day_span(plain.latest)
    if point.edge == "start":
        return day_span(plain.earliest)
    if point.unit == "month":
        return _part_of_month(point, plain.earliest, plain.latest)
    return _third(plain.earliest, plain.latest, {"early": 0, "middle": 1, "late": 2}[point.edge])


def _third(first: dt.date, last: dt.date, third: int) -> Span:
    """A third of a stretch, in whole months where they come out even."""
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if months % 3 == 0:
        low = _carry(first.year, first.month + months // 3 * third)
        high = _carry(first.year, first.month + months // 3 * (third + 1) - 1)
        return months_span("range", *low, *high)
    days = (last - first).days + 1
    begin = first + dt.timedelta(days=days * third // 3)
    end = first + dt.timedelta(days=days * (third + 1) // 3 - 1)
    return Span("range", begin, end, f"{begin}/{end}")


def _edge_kind(point: Point) -> WhenKind:
    return _kind(Expression(point, None, 0, 0))


def _part_of_month(point: Point, first: dt.date, last: dt.date) -> Span:
    """Early is the 1st to the 10th, late the 21st to the end; the middle is about the 15th."""
    if point.edge == "middle":
        middle = first.replace(day=15)
        return Span("date", middle, middle, f"{middle}~")
    low, high = (first, first.replace(day=10))
    if point.edge == "late":
        low, high = first.replace(day=21), last
    return Span("range", low, high, f"{low}/{high}")


def day_span(day: dt.date) -> Span:
    """The span of one day."""
    return Span("date", day, day, day.isoformat())


def _plain(point: Point, context: DateContext) -> Span:
    year = point.year
    if year is None:
        return Span(_KINDS[point.unit])
    if point.unit in ("day", "week_from", "week_to"):
        return _day(point, year)
    if point.unit == "week_of_month":
        return _week_of_month(point, year)
    if point.unit == "feast":
        return day_span(feast_day(point.name, year))
    if point.unit == "month":
        return months_span("month", year, point.month or 1, year, point.month or 1)
    if point.unit in ("quarter", "half_year"):
        return _quarter(point, year, context)
    if point.unit == "term":
        return _term(point, year, context)
    if point.unit == "season":
        first, last = stretches("seasons")[point.name].months
        year = year + 1 if point.split and last < 9 and first < last else year
        return months_span("season", year, first, year + (last < first), last)
    if point.unit == "numbered_term":
        return Span("term")
    return _year(point, year, context)


def _day(point: Point, year: int) -> Span:
    try:
        day = dt.date(year, point.month or 0, point.day or 0)
    except ValueError:
        return UNPARSED
    if point.unit == "day":
        return day_span(day)
    rest = dt.timedelta(days=6)
    low, high = (day, day + rest) if point.unit == "week_from" else (day - rest, day)
    return Span("range", low, high, f"{low}/{high}")


def _week_of_month(point: Point, year: int) -> Span:
    """The first to fourth seven days of a month, or its last seven."""
    last = calendar.monthrange(year, point.month or 1)[1]
    begin = last - 6 if point.number == -1 else (point.number or 1) * 7 - 6
    low = dt.date(year, point.month or 1, begin)
    high = low + dt.timedelta(days=6)
    return Span("range", low, high, f"{low}/{high}")


def _quarter(point: Point, year: int, context: DateContext) -> Span:
    length = 3 if point.unit == "quarter" else 6
    offset = (point.number or 1) * length - length
    if point.calendar or (context.calendar_quarters and not point.split):
        return _stretch(point, year, 1 + offset, length)
    turned = _stretch(point, year, _FINANCIAL_START + offset, length)
    if point.split or point.unit == "half_year" or point.number != 4:
        return turned
    # "Q4 2019" may close the year that began in 2018 or in 2019.
    sooner = _stretch(point, year - 1, _FINANCIAL_START + offset, length)
    return _only_fit((sooner, turned), context) or Span(turned.kind)


def _only_fit(spans: Iterable[Span], context: DateContext) -> Span | None:
    fits = [
        s
        for s in spans
        if s.earliest is not None and s.latest is not None and context.allows(s.earliest, s.latest)
    ]
    return fits[0] if len(fits) == 1 else None


def _stretch(point: Point, year: int, first: int, length: int) -> Span:
    first_year, first_month = _carry(year, first)
    last_year, last_month = _carry(year, first + length - 1)
    return months_span(_KINDS[point.unit], first_year, first_month, last_year, last_month)


def _carry(year: int, month: int) -> tuple[int, int]:
    return year + (month - 1) // 12, (month - 1) % 12 + 1


def _term(point: Point, year: int, context: DateContext) -> Span:
    known = stretches("terms")[point.name]
    first, last = known.months
    if point.number is not None:
        days = context.term_dates.get(f"{point.name} {point.number}")
        if days is not None and days[0].year == year:
            return Span("term", *days, f"{days[0].isoformat()}/{days[1].isoformat()}")
        first, last = context.half_terms.get(
            f"{point.name} {point.number}", known.halves[point.number - 1]
        )
    year = year + 1 if point.split and first < _ACADEMIC_START - 1 else year
    return months_span("term", year, first, year + (last < first), last)


def _year(point: Point, year: int, context: DateContext) -> Span:
    unit = point.unit
    if unit == "some_year":
        unit = "academic_year" if context.academic else "financial_year"
    if unit == "academic_year":
        return months_span("year", year, _ACADEMIC_START, year + 1, _ACADEMIC_END)
    if unit == "financial_year":
        return months_span("year", year, _FINANCIAL_START, year + 1, _FINANCIAL_START - 1)
    return Span("year", dt.date(year, 1, 1), dt.date(year, 12, 31), f"{year:04d}")


def months_span(kind: WhenKind, year: int, month: int, last_year: int, last_month: int) -> Span:
    """The span from the first day of one month to the last day of another."""
    first = dt.date(year, month, 1)
    last = dt.date(last_year, last_month, calendar.monthrange(last_year, last_month)[1])
    edtf = first.isoformat()[:7]
    if (year, month) != (last_year, last_month):
        edtf += "/" + last.isoformat()[:7]
    return Span(kind, first, last, edtf)
