"""Deadlines as a calendar that can be imported again and again."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from icalendar import Alarm, Calendar, Event
from icalendar.prop import vText

from pipeline.checks.base import is_complete
from pipeline.emit.text import count
from pipeline.emit.when import long_date, month_name
from schemas.plan import Plan, When

from .cells import whole
from .load import Named
from .rows import Place, joined, places, post, rating, shown, status

_EPOCH = dt.date(2000, 1, 1)
_SUMMARY = 120
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Skipped:
    """How many of the actions are in no event, and why."""

    actions: int
    no_day: int = 0
    complete: int = 0

    def told(self) -> list[str]:
        """A sentence for each reason."""
        sentences = []
        if self.no_day:
            sentences.append(
                f"{self.no_day} of {count(self.actions, 'action')} without a day to be done by: "
                "left out of the calendar."
            )
        if self.complete:
            sentences.append(
                f"{self.complete} of {count(self.actions, 'action')} complete: "
                "left out of the calendar (plansift export --to ics --all takes them in)."
            )
        return sentences


def to_ics(
    plans: Sequence[Named], *, alarm: int | None = None, completed: bool = False
) -> tuple[bytes, Skipped]:
    """An event for each action that has a day to be done by; the same plans, the same bytes.

    `alarm` reminds so many days before; `completed` takes in what is complete.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//plansift//deadlines//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    actions = no_day = complete = 0
    for named in plans:
        taken: dict[str, int] = {}
        for place in places(named.plan):
            actions += 1
            when = place.action.deadline
            if when is None or when.latest is None:
                no_day += 1
            elif is_complete(place.action) and not completed:
                complete += 1
            else:
                calendar.add_component(_event(named, place, when, when.latest, taken, alarm))
    return calendar.to_ical(sorted=False), Skipped(actions, no_day, complete)


def _event(
    named: Named, place: Place, when: When, due: dt.date, taken: dict[str, int], alarm: int | None
) -> Event:
    action = place.action
    event = Event()
    identity = f"{place.recommendation.id}\0{action.id}"
    again = taken[identity] = taken.get(identity, 0) + 1
    event.add("uid", uid(named.name, identity, again))
    issued = _issued(named.plan)
    event.add("dtstamp", dt.datetime.combine(issued, dt.time(), dt.UTC))
    # A later issue of the plan, or a deadline that it shows as moved, takes over.
    event.add("sequence", (issued - _EPOCH).days + _revisions(when))
    event.add("dtstart", due)
    if due < dt.date.max:
        event.add("dtend", due + dt.timedelta(days=1))
    event.add("summary", _plain(_summary(place, when)))
    event.add("description", _plain("\n".join(_description(named, place, when))))
    if organisation := named.plan.organisation:
        event.add("categories", [_plain(organisation)])
    event.add("transp", "TRANSPARENT")
    event.add("x-plansift-plan", vText(_plain(named.name)))
    event.add("x-plansift-action", vText(_plain(action.id)))
    if alarm is not None:
        bell = Alarm()
        bell.add("action", "DISPLAY")
        bell.add("description", _plain(_summary(place, when)))
        bell.add("trigger", -dt.timedelta(days=alarm))
        event.add_component(bell)
    return event


def uid(plan: str, identity: str, again: int = 1) -> str:
    """A name for an event that a re-issue of the plan under the same file name keeps.

    It is made of the plan's name and the action's id, which follows the
    printed labels, and not of words or of the file's bytes.
    """
    told = f"{plan}\0{identity}" + (f"\0{again}" if again > 1 else "")
    return f"{hashlib.sha256(whole(told).encode()).hexdigest()[:32]}@plansift"


def _issued(plan: Plan) -> dt.date:
    """The plan's own day, else the last one that it tells of itself."""
    if plan.plan_date and plan.plan_date.latest:
        day = plan.plan_date.latest
    else:
        others = (plan.report_date, plan.inspection_date)
        day = max((w.latest for w in others if w and w.latest), default=_EPOCH)
    return max(day, _EPOCH)


def _revisions(when: When) -> int:
    return 1 + _revisions(when.revised_from) if when.revised_from else 0


def _summary(place: Place, when: When) -> str:
    action = place.action
    text = " ".join(action.text.split())
    if len(text) > _SUMMARY:
        text = text[: _SUMMARY - 1].rsplit(" ", 1)[0] + "…"
    told = f"{place.number} {text}"
    if is_complete(action):
        told = f"Complete: {told}"
    return told if when.kind == "date" else f"{told} ({due_phrase(when)})"


def _description(named: Named, place: Place, when: When) -> Iterator[str]:
    plan, r, action = named.plan, place.recommendation, place.action
    leads = {lead.id: lead for lead in plan.leads}
    yield action.text
    yield f"Due {due_phrase(when)}. Printed: {when.raw}"
    if when.revised_from:
        yield f"Moved from: {when.revised_from.raw}"
    if action.milestones:
        yield f"Before that: {joined(milestone.raw for milestone in action.milestones)}"
    told = [
        ("Owners", joined(shown(owner, leads) for owner in action.owners)),
        ("Post", joined(post(owner, leads) for owner in action.owners)),
        ("Status", status(action)),
        ("RAG", rating(action.rag)),
        ("Recommendation", " ".join(filter(None, (r.label, r.text)))),
        ("Plan", plan.title or named.name),
        ("File", named.name),
    ]
    yield from (f"{what}: {value}" for what, value in told if value)


def due_phrase(when: When) -> str:
    """`by the end of February 2017`: which day counts where the words leave several."""
    first, last = when.earliest, when.latest
    if last is None:
        return "on no day"
    if first is None or first == last:
        return f"by {long_date(last)}"
    ends = (last + dt.timedelta(days=1)).day == 1 if last < dt.date.max else True
    months = 12 * (last.year - first.year) + last.month - first.month + 1
    if first.day == 1 and ends:
        end = f"{month_name(last.month)} {last.year}"
        if months == 1:
            return f"by the end of {end}"
        if months == 3:
            start = month_name(first.month) + ("" if first.year == last.year else f" {first.year}")
            return f"by the end of the quarter {start} to {end}"
        if months == 12 and first.month == 1:
            return f"by the end of {last.year}"
    return f"by {long_date(last)}, the last day of “{when.raw}”"


def _plain(text: str) -> str:
    """The text as a calendar holds it: lines end in one way, nothing else steers."""
    text = whole(text).replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROL.sub("\ufffd", text)
