"""Rules on deadlines."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.status import is_refusal
from schemas.plan import Plan

from .base import Context, Hit, actions_of, begin, called, day, is_complete, rule

_NO_DAY = {"recurring", "ongoing", "immediate", "relative", "tbc"}


@rule(
    "DAT001",
    "action without a deadline",
    "error",
    "Without a date nobody can tell whether the action is late.",
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
    "The words are no possible date, so that everybody may read them as they like.",
)
def dat002(plan: Plan, context: Context) -> Iterator[Hit]:
    del context
    for rec, action in actions_of(plan):
        for when in (action.deadline, *action.milestones):
            if when is not None and when.kind == "unparsed":
                yield Hit(
                    f"“{when.raw}”, the deadline of {called(action)}, is no possible date "
                    "or can't be read.",
                    rec.id, action.id, "deadline", when.sources,
                )  # fmt: skip


@rule(
    "DAT003",
    "deadline that fixes no day",
    "warning",
    "“Ongoing” or “TBC” can never be missed, and so is no deadline.",
)
def dat003(plan: Plan, context: Context) -> Iterator[Hit]:
    del context
    for rec, action in actions_of(plan):
        when = action.deadline
        if when is not None and when.kind in _NO_DAY and when.latest is None:
            yield Hit(
                f"“{when.raw}”, the deadline of {called(action)}, fixes no day.",
                rec.id, action.id, "deadline", when.sources,
            )  # fmt: skip


@rule(
    "DAT004",
    "deadline before the plan's own date",
    "warning",
    "The deadline had passed when the plan was written, and the action is not marked complete.",
)
def dat004(plan: Plan, context: Context) -> Iterator[Hit]:
    del context
    written = plan.plan_date.earliest if plan.plan_date else None
    if written is None or plan.plan_date is None:
        return
    for rec, action in actions_of(plan):
        when = action.deadline
        if when is None or when.latest is None or is_complete(action):
            continue
        if when.latest < written:
            yield Hit(
                f"“{when.raw}”, the deadline of {called(action)}, is before the plan's own date "
                f"({plan.plan_date.raw}).",
                rec.id, action.id, "deadline", when.sources,
            )  # fmt: skip


@rule(
    "DAT005",
    "deadline past",
    "warning",
    "The deadline had passed on the day of checking, and the action is not marked complete.",
)
def dat005(plan: Plan, context: Context) -> Iterator[Hit]:
    if context.as_of is None:
        return
    for rec, action in actions_of(plan):
        when = action.deadline
        if when is None or when.latest is None or is_complete(action):
            continue
        if when.latest < context.as_of:
            yield Hit(
                f"“{when.raw}”, the deadline of {called(action)}, had passed on "
                f"{context.as_of:%-d %B %Y}.",
                rec.id, action.id, "deadline", when.sources,
            )  # fmt: skip


@rule(
    "DAT006",
    "year supplied from context",
    "info",
    "The year is not printed; only one fits the plan's own date or period.",
)
def dat006(plan: Plan, context: Context) -> Iterator[Hit]:
    del context
    for rec, action in actions_of(plan):
        for when in (action.deadline, *action.milestones):
            if when is not None and when.year_from_context:
                yield Hit(
                    f"“{when.raw}”, the deadline of {called(action)}, gives no year; "
                    f"read as {day(when)}.",
                    rec.id, action.id, "deadline", when.sources,
                )  # fmt: skip
