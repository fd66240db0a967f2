"""Rules on how owners and days are spread over the actions."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from schemas.plan import Action, Owner, Plan

from .base import Context, Hit, actions_of, begin, called, rule

# Of fewer actions one owner always carries much.
_FEW = 5


@rule(
    "OWN007",
    "several owners, none of them accountable",
    "info",
    why="Each may leave it to the other, and nobody knows whom to ask.",
    bad="1.2 | Train all staff | KM/AW | June 2027",
    good="1.2 | Train all staff | Lead: KM, supported by AW | June 2027",
    settle="Mark one of them (`Lead: KM`), and the others as supporting.",
    contract=False,
)
def own007(plan: Plan, context: Context) -> Iterator[Hit]:
    del context
    for rec, action in actions_of(plan):
        # Somebody named twice, by initials and by post, is one owner.
        answering: dict[str, str] = {}
        for owner in action.owners:
            if owner.role != "support":
                answering.setdefault(_key(owner), owner.raw)
        if len(answering) > 1 and not any(owner.role == "lead" for owner in action.owners):
            who = ", ".join(f"“{raw}”" for raw in answering.values())
            yield Hit(
                f"{begin(called(action))} has {len(answering)} owners ({who}), and none is marked "
                "as accountable.",
                rec.id, action.id, "owners", action.sources,
            )  # fmt: skip


@rule(
    "OWN008",
    "one owner carries much of the plan",
    "info",
    why="When they leave or fall ill, the plan stops.",
    bad="KM owns 14 of 20 actions.",
    good="No owner has more than 8 of 20 actions.",
    settle="Share the actions out, or set the share with `rules.OWN008.share` in plansift.toml.",
    contract=False,
)
def own008(plan: Plan, context: Context) -> Iterator[Hit]:
    actions = [action for _, action in actions_of(plan)]
    if len(actions) < _FEW:
        return
    carried: dict[str, list[Owner]] = defaultdict(list)
    for action in actions:
        # A group is nobody who carries: OWN006 tells of it.
        persons = [owner for owner in action.owners if owner.kind != "group"]
        for key, owner in {_key(owner): owner for owner in persons}.items():
            carried[key].append(owner)
    for owners in carried.values():
        if len(owners) / len(actions) > context.share_of_owner:
            who = owners[0].name or owners[0].raw
            yield Hit(
                f"{who} owns {len(owners)} of {len(actions)} actions "
                f"({len(owners) / len(actions):.0%}; {context.share_of_owner:.0%} is the most "
                "that one should carry).",
                field="owners",
            )


def _key(owner: Owner) -> str:
    return owner.lead_id or (owner.name or owner.raw).casefold()


@rule(
    "DAT007",
    "many actions share one deadline",
    "info",
    why="A day on which half the plan falls due was hardly planned action by action.",
    bad="12 of 16 actions are due on 31 March 2027.",
    good="Deadlines from January to September 2027, each as long as the action takes.",
    settle="Give each action the time that it needs.",
    contract=False,
)
def dat007(plan: Plan, context: Context) -> Iterator[Hit]:
    actions = [action for _, action in actions_of(plan)]
    due: dict[dt.date, list[Action]] = defaultdict(list)
    for action in actions:
        if action.deadline is not None and action.deadline.latest is not None:
            due[action.deadline.latest].append(action)
    for day, sharing in sorted(due.items()):
        number = len(sharing)
        if number >= context.least_on_day and number / len(actions) > context.share_of_day:
            yield Hit(
                f"{number} of {len(actions)} actions are due on {day:%-d %B %Y}.",
                field="deadline",
                sources=[source for a in sharing if a.deadline for source in a.deadline.sources],
            )


@rule(
    "DAT008",
    "deadline on a weekend or bank holiday",
    "info",
    why="Nobody is there to finish or to check it; the day that counts is the one before or after.",
    bad="1.2 | Train all staff | KM | 25 December 2027",
    good="1.2 | Train all staff | KM | 23 December 2027",
    settle="Take a working day.",
    contract=False,
    on=False,
)
def dat008(plan: Plan, context: Context) -> Iterator[Hit]:
    del context
    for rec, action in actions_of(plan):
        when = action.deadline
        if when is None or when.kind != "date" or when.latest is None:
            continue
        day = when.latest
        what = f"a {day:%A}" if day.weekday() >= 5 else _holiday(day)
        if what is not None:
            yield Hit(
                f"“{when.raw}”, the deadline of {called(action)}, is {what}.",
                rec.id, action.id, "deadline", when.sources, _working_days(day),
            )  # fmt: skip


@cache
def _bank_holidays(year: int) -> dict[dt.date, str]:
    import holidays  # a quarter of a second, and only this rule needs it

    return dict(holidays.country_holidays("GB", subdiv="ENG", years=year))


def _holiday(day: dt.date) -> str | None:
    name = _bank_holidays(day.year).get(day)
    return f"a bank holiday in England ({name})" if name else None


def _working_days(day: dt.date) -> str:
    def free(other: dt.date) -> bool:
        return other.weekday() >= 5 or _holiday(other) is not None

    one = dt.timedelta(days=1)
    before, after = day - one, day + one
    while free(before):
        before -= one
    while free(after):
        after += one
    year = "" if before.year == after.year else f" {before.year}"
    return f"Working days beside it: {before:%-d %B}{year} and {after:%-d %B %Y}."
