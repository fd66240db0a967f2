"""Deadlines along a line of time, and how many actions each owner carries."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from pipeline.checks.base import is_complete
from schemas.plan import Plan, Recommendation

from . import anchors, wording
from .view import LeadView, Link
from .when import long_date, month_name

_TICKS = 6
# A mark narrower than this, in hundredths of the line, is a point.
_POINT = 0.8
_MOST_OWNERS = 12


@dataclass(slots=True)
class TimeMark:
    """Actions that are due together; `left` and `width` are hundredths of the line."""

    left: float
    width: float
    links: list[Link]
    label: str
    done: bool


@dataclass(slots=True)
class TimeRow:
    """The marks of one recommendation, and its actions without a day; both empty for none."""

    name: str
    anchor: str
    marks: list[TimeMark]
    dayless: list[Link]


@dataclass(slots=True)
class Timeline:
    """All deadlines; `written` is the plan's own date, where it lies within the line."""

    ticks: list[tuple[float, str]]
    rows: list[TimeRow]
    spoken: str
    written: tuple[float, str] | None = None


@dataclass(slots=True)
class Load:
    """How many actions an owner carries; `share` is of the busiest owner's, in hundredths."""

    name: str
    anchor: str | None
    actions: int
    share: float


@dataclass(slots=True)
class _Scale:
    first: dt.date
    last: dt.date

    def at(self, day: dt.date) -> float:
        whole = (self.last - self.first).days or 1
        return round(100 * (day - self.first).days / whole, 2)


def timeline_of(plan: Plan) -> Timeline | None:
    """The deadlines of a plan; None where none of them has a day."""
    days = [
        day
        for rec in plan.recommendations
        for action in rec.actions
        if (when := action.deadline) is not None and when.latest is not None
        # A start without an end ("from April") would flatten the rest.
        for day in (when.earliest or when.latest, when.latest)
    ]
    if not days:
        return None
    scale = _Scale(min(days).replace(day=1), _next_month(max(days)))
    rows = [_row(rec, n, scale) for n, rec in enumerate(plan.recommendations, 1)]
    count = sum(len(mark.links) for row in rows for mark in row.marks)
    spoken = f"{count} deadlines from {long_date(min(days))} to {long_date(max(days))}"
    made = Timeline(_ticks(scale), rows, spoken)
    written = plan.plan_date.latest if plan.plan_date else None
    if written is not None and plan.plan_date and scale.first <= written <= scale.last:
        made.written = (scale.at(written), plan.plan_date.raw)
    return made


def _row(rec: Recommendation, n: int, scale: _Scale) -> TimeRow:
    name = wording.name(rec.label, f"Recommendation {n}", "Recommendation")
    row = TimeRow(name, anchors.recommendation(n), [], [])
    due: dict[tuple[dt.date, dt.date, bool], list[Link]] = defaultdict(list)
    words: dict[tuple[dt.date, dt.date, bool], str] = {}
    for m, action in enumerate(rec.actions, 1):
        link = Link(wording.short_action(rec, n, action, m), anchors.action(n, m))
        when = action.deadline
        if when is None or when.latest is None:
            row.dayless.append(link)
            continue
        key = (when.earliest or when.latest, when.latest, is_complete(action))
        due[key].append(link)
        words.setdefault(key, when.raw)
    for (first, last, done), links in sorted(due.items(), key=lambda item: item[0]):
        left, width = scale.at(first), scale.at(last) - scale.at(first)
        if width < _POINT:
            left, width = scale.at(last), 0.0
        named = ", ".join(link.label for link in links)
        label = f"{'done' if done else 'due'} {words[first, last, done]}: {named}"
        row.marks.append(TimeMark(left, width, links, label, done))
    return row


def _next_month(day: dt.date) -> dt.date:
    if (day.year, day.month) == (dt.MAXYEAR, 12):
        return dt.date.max
    return (day.replace(day=28) + dt.timedelta(days=4)).replace(day=1)


def _ticks(scale: _Scale) -> list[tuple[float, str]]:
    """At most six months or years, evenly apart, that stand on the line."""
    months = (scale.last.year - scale.first.year) * 12 + scale.last.month - scale.first.month
    steps = (1, 2, 3, 6, 12, 24, 60, 120, 600, 12_000)
    step = next((s for s in steps if months / s <= _TICKS), 24_000)
    ticks = []
    index = scale.first.year * 12 + scale.first.month - 1
    index += -index % step
    if not index // 12:
        index += step
    while (day := dt.date(index // 12, index % 12 + 1, 1)) <= scale.last:
        name = str(day.year) if step >= 12 else f"{month_name(day.month)[:3]} {day.year}"
        ticks.append((scale.at(day), name))
        index += step
        if index // 12 > 9999:
            break
    return ticks


def loads_of(leads: list[LeadView], others: list[LeadView]) -> tuple[list[Load], int]:
    """The owners that carry most, the busiest first, and how many more there are."""
    owning = [lead for lead in (*leads, *others) if lead.actions]
    owning.sort(key=lambda lead: -len(lead.actions))
    most = len(owning[0].actions) if owning else 1
    loads = [
        Load(o.name, o.anchor, len(o.actions), round(100 * len(o.actions) / most, 1))
        for o in owning[:_MOST_OWNERS]
    ]
    return loads, len(owning) - len(loads)
