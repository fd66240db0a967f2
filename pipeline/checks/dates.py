"""Rules on deadlines."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from extractors.dates import read_when
from extractors.status import is_refusal
from schemas.document import unreadable
from schemas.plan import Action, Plan, Recommendation, When

from .base import Context, Hit, actions_of, begin, called, day, is_complete, is_wording, rule
from .suggest import possible_day
from .weekdays import such_days, weekday_beside

# What may lack a day: DAT002 tells of the one, and the other is done.
_OTHER = {"unparsed", "complete"}


def _hit(
    rec: Recommendation, action: Action, when: When, said: str, suggestion: str | None = None
) -> Hit:
    """What is said of one date of an action."""
    message = f"“{when.raw}”, the deadline of {called(action)}, {said}"
    return Hit(message, rec.id, action.id, "deadline", when.sources, suggestion)


def _dates(plan: Plan) -> Iterator[tuple[Recommendation, Action, When]]:
    """The deadlines and milestones of all actions."""
    for rec, action in actions_of(plan):
        for when in (action.deadline, *action.milestones):
            if when is not None:
                yield rec, action, when


def _past(plan: Plan, first: dt.date, said: str) -> Iterator[Hit]:
    """The deadlines of actions that are not complete before a day; `said` of each."""
    for rec, action in actions_of(plan):
        when = action.deadline
        if when is None or when.latest is None or is_complete(action):
            continue
        if when.latest < first:
            yield _hit(rec, action, when, said)


@rule(
    "DAT001",
    "action without a deadline",
    "error",
    why="Without a date nobody can tell whether the action is late.",
    bad="1.2 | Train all staff | KM |",
    good="1.2 | Train all staff | KM | 30 June 2027",
    settle="Give the day by which it is done.",
)
def dat001(plan: Plan, context: Context) -> Iterator[Hit]:
    del context
    for rec, action in actions_of(plan):
        if action.deadline is None and not is_refusal(rec.response or ""):
            yield Hit(
                f"{begin(called(action))} has no deadline.",
                rec.id, action.id, "deadline", action.sources,
            )  # fmt: skip


@rule(
    "DAT002",
    "impossible or unreadable deadline",
    "error",
    why="The words are no possible date, so that everybody may read them as they like.",
    bad="1.2 | Train all staff | KM | 31 September 2027",
    good="1.2 | Train all staff | KM | 30 September 2027",
    settle="Correct the date; write day, month and year.",
)
def dat002(plan: Plan, context: Context) -> Iterator[Hit]:
    del context
    for rec, action, when in _dates(plan):
        # A date with an unknown character in it was read without that character.
        if when.kind == "unparsed" or unreadable(when.raw):
            said = "is no possible date or can't be read."
            yield _hit(rec, action, when, said, possible_day(when.raw))


@rule(
    "DAT003",
    "deadline that fixes no day",
    "warning",
    why="“Ongoing” or “TBC” can never be missed, and so is no deadline.",
    bad="1.2 | Train all staff | KM | Ongoing",
    good="1.2 | Train all staff | KM | 30 June 2027, then each quarter",
    settle="Give a day by which it first is done, or by which it is looked at.",
)
def dat003(plan: Plan, context: Context) -> Iterator[Hit]:
    del context
    for rec, action in actions_of(plan):
        when = action.deadline
        if when is not None and when.kind not in _OTHER and when.latest is None:
            yield _hit(rec, action, when, "fixes no day.")


@rule(
    "DAT004",
    "deadline before the plan's own date",
    "warning",
    why="The deadline had passed when the plan was written, and the action is not marked complete.",
    bad="1.2 | Train all staff | KM | 30 June 2025   (the plan is dated March 2026)",
    good="1.2 | Train all staff | KM | 30 June 2026",
    settle="Give the new deadline, or mark the action complete.",
)
def dat004(plan: Plan, context: Context) -> Iterator[Hit]:
    del context
    written = plan.plan_date
    if written is not None and written.earliest is not None:
        yield from _past(plan, written.earliest, f"is before the plan's own date ({written.raw}).")


@rule(
    "DAT005",
    "deadline past",
    "warning",
    why="The deadline had passed on the day of checking, and the action is not marked complete.",
    bad="1.2 | Train all staff | KM | 30 June 2026   (checked --as-of 2026-09-01)",
    good="1.2 | Train all staff | KM | Completed 30 June 2026",
    settle="Mark it complete, or agree a new deadline and show the old one.",
)
def dat005(plan: Plan, context: Context) -> Iterator[Hit]:
    if context.as_of is not None:
        yield from _past(plan, context.as_of, f"had passed on {context.as_of:%-d %B %Y}.")


@rule(
    "DAT006",
    "year supplied from context",
    "info",
    why="The year is not printed; only one fits the plan's own date or period.",
    bad="1.2 | Train all staff | KM | 30 June",
    good="1.2 | Train all staff | KM | 30 June 2027",
    settle="Print the year.",
)
def dat006(plan: Plan, context: Context) -> Iterator[Hit]:
    del context
    for rec, action, when in _dates(plan):
        if when.year_from_context:
            yield _hit(rec, action, when, f"gives no year; read as {day(when)}.")


@rule(
    "DAT009",
    "deadline after the plan's own end",
    "warning",
    why="The plan says how long it runs; who reviews it at its end finds this action still open.",
    bad="Improvement plan 2025 to 2026       1.2 | Train all staff | KM | 30 June 2028",
    good="Improvement plan 2025 to 2026       1.2 | Train all staff | KM | 30 June 2026",
    settle="Bring the deadline forward, or say in the plan that it runs longer.",
    contract=False,
)
def dat009(plan: Plan, context: Context) -> Iterator[Hit]:
    del context
    end = plan.plan_end
    if end is None or end.latest is None:
        return
    for rec, action in actions_of(plan):
        when = action.deadline
        # Only the whole span of a vague deadline tells: "2026/27" may well be met in time.
        if when is None or when.earliest is None or is_complete(action):
            continue
        if when.earliest > end.latest:
            yield _hit(rec, action, when, f"is after the plan's own end ({end.raw}).")


@rule(
    "DAT010",
    "start after the deadline",
    "warning",
    why="What begins after it is due can't be done in time; one of the two dates is wrong.",
    bad="1.2 | Train all staff | KM | Start: 1 July 2027 | End: 30 June 2027",
    good="1.2 | Train all staff | KM | Start: 1 May 2027 | End: 30 June 2027",
    settle="Correct the start or the deadline.",
    contract=False,
)
def dat010(plan: Plan, context: Context) -> Iterator[Hit]:
    del context
    for rec, action in actions_of(plan):
        end = action.deadline
        if end is None or end.latest is None:
            continue
        for heading, text in action.extra.items():
            if not is_wording(heading, "starts"):
                continue
            start = read_when(text)
            if start.earliest is not None and start.earliest > end.latest:
                yield Hit(
                    f"{begin(called(action))} starts on “{text}”, after its deadline “{end.raw}”.",
                    rec.id, action.id, "deadline", end.sources,
                )  # fmt: skip


@rule(
    "DAT011",
    "deadline before the inspection",
    "warning",
    why="The plan has no date of its own, but it answers an inspection that was still to come.",
    bad="1.2 | Train all staff | KM | 30 June 2025   (inspected in March 2026)",
    good="1.2 | Train all staff | KM | 30 June 2026",
    settle="Correct the date, or mark the action complete.",
    contract=False,
)
def dat011(plan: Plan, context: Context) -> Iterator[Hit]:
    del context
    what, seen = "inspection", plan.inspection_date
    if seen is None:
        what, seen = "report", plan.report_date
    # With a date of the plan's own DAT004 tells of it.
    if plan.plan_date is None and seen is not None and seen.earliest is not None:
        yield from _past(plan, seen.earliest, f"is before the {what} ({seen.raw}).")


@rule(
    "DAT012",
    "wrong weekday",
    "warning",
    why="The weekday and the day of the month are two days, and some will take the one.",
    bad="1.2 | Train all staff | KM | Monday 3 June 2026",
    good="1.2 | Train all staff | KM | Wednesday 3 June 2026",
    settle="Correct the weekday or the day, or leave the weekday out.",
    contract=False,
)
def dat012(plan: Plan, context: Context) -> Iterator[Hit]:
    del context
    for rec, action, when in _dates(plan):
        if when.latest is None or when.earliest != when.latest:
            continue
        named = weekday_beside(when.raw, when.latest)
        if named is not None and named != when.latest.weekday():
            said = f"names the wrong weekday: {day(when)} is a {when.latest:%A}."
            yield _hit(rec, action, when, said, such_days(when.latest, named))
