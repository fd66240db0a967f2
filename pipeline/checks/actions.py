"""Rules on actions and their ratings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from rapidfuzz import fuzz

from extractors.people import reference_in
from extractors.status import is_refusal
from extractors.vocabulary import load
from schemas.document import unreadable
from schemas.plan import Action, Plan

from .base import Context, Hit, actions_of, begin, called, is_complete, is_wording, named, rule
from .numbering import faults

# Two texts are nearly the same from here on (rapidfuzz's 0 to 100); shorter ones tell too little.
_SAME, _LEAST = 95.0, 12


@rule(
    "RAG001",
    "status or rating at odds with the deadline",
    "warning",
    why="A green or complete action whose dates say otherwise misleads who reads the colours only.",
    bad="1.2 | Train all staff | KM | 30 June 2025 | Green   (the plan is dated March 2026)",
    good="1.2 | Train all staff | KM | Completed 30 June 2025 | Green",
    settle="Correct the rating, mark it complete, or agree a new deadline.",
)
def rag001(plan: Plan, context: Context) -> Iterator[Hit]:
    started_by = context.as_of or (plan.plan_date.latest if plan.plan_date else None)
    today = context.as_of or (plan.plan_date.earliest if plan.plan_date else None)
    for rec, action in actions_of(plan):
        when = action.deadline
        if when is None:
            continue
        if (
            action.rag is not None
            and action.rag.value == "green"
            and when.latest is not None
            and today is not None
            and when.latest < today
            and not is_complete(action)
        ):
            yield Hit(
                f"{begin(called(action))} is rated green, though its deadline “{when.raw}” "
                "has passed and it is not complete.",
                rec.id, action.id, "rag", action.rag.sources or action.sources,
            )  # fmt: skip
        elif (
            action.status is not None
            and action.status.value == "complete"
            and when.kind in {"range", "ongoing"}
            and when.earliest is not None
            and started_by is not None
            and when.earliest > started_by
        ):
            yield Hit(
                f"{begin(called(action))} is marked “{action.status.raw}”, though it starts "
                f"only with “{when.raw}”.",
                rec.id, action.id, "status", action.status.sources,
            )  # fmt: skip


@rule(
    "ACT001",
    "action repeated",
    "warning",
    why="The same words twice are done twice, or by nobody.",
    bad="1.2 | Train all staff       2.4 | Train all staff.",
    good="1.2 | Train all staff       2.4 | See 1.2",
    settle="Strike one out, or say how they differ.",
)
def act001(plan: Plan, context: Context) -> Iterator[Hit]:
    del context
    seen: list[tuple[Action, str]] = []
    for rec, action in actions_of(plan):
        text = " ".join(action.text.casefold().split())
        # "See action 1.2" and "No action required" may stand in many places.
        if (
            len(text) < _LEAST
            or unreadable(text)
            or reference_in(text)
            or is_refusal(rec.response or "")
        ):
            continue
        twin = next((other for other, held in seen if _alike(held, text)), None)
        if twin is not None:
            yield Hit(
                f"{begin(called(action))} repeats action {twin.label or twin.id}.",
                rec.id, action.id, "text", action.sources,
            )  # fmt: skip
        seen.append((action, text))


def _alike(left: str, right: str) -> bool:
    if left == right:
        return True
    near = fuzz.ratio(left, right, score_cutoff=_SAME) >= _SAME
    return near and _steps(left) == _steps(right)


def _steps(text: str) -> list[str]:
    """The words that tell steps of one kind apart: numbers, letters, months."""
    words = re.findall(r"\w+", text)
    return [w for w in words if len(w) == 1 or any(c.isdigit() for c in w) or w in _months()]


@cache
def _months() -> frozenset[str]:
    return frozenset(word for words in load("dates")["months"].values() for word in words)


@rule(
    "ACT004",
    "action's label repeated or missing",
    "warning",
    why="A gap may be an action that was dropped, and who points to 1.2 must find one of them.",
    bad="1.1, 1.2, 1.2, 1.4",
    good="1.1, 1.2, 1.3, 1.4",
    settle="Put the missing action back, or number them anew.",
    contract=False,
)
def act004(plan: Plan, context: Context) -> Iterator[Hit]:
    del context
    labels = {action.label for _, action in actions_of(plan) if action.label}
    for rec in plan.recommendations:
        here = [action.label for action in rec.actions]
        # An action without a label may be the one that seems to be missing.
        for at, said in faults(here, labels, gaps=all(here)):
            action = rec.actions[at]
            told = f"{begin(named(rec))}: {said[:1].lower()}{said[1:]}"
            yield Hit(told, rec.id, action.id, "label", action.sources)


@rule(
    "STA001",
    "status column left empty",
    "warning",
    why="The plan has a column for the status and says of no action how far it is.",
    bad="Action | Owner | Deadline | Status       Train all staff | KM | June 2027 |",
    good="Action | Owner | Deadline | Status       Train all staff | KM | June 2027 | Not started",
    settle="Fill the column, if only with “Not started”, or leave it out.",
    contract=False,
)
def sta001(plan: Plan, context: Context) -> Iterator[Hit]:
    del context
    actions = [action for _, action in actions_of(plan)]
    if "status" not in plan.columns or not actions:
        return
    # A status column may hold colours or notes: those are told as rating and progress, where
    # these have no columns of their own.
    held = ["status", *(f for f in ("rag", "progress") if f not in plan.columns)]
    if not any(getattr(action, field) for action in actions for field in held):
        yield Hit(
            f"The plan has a column for the status, empty for all {len(actions)} actions.",
            field="status",
        )


@rule(
    "STA002",
    "status that the dates contradict",
    "warning",
    why="What is not yet due is not overdue, and what was done on a day to come was not done.",
    bad="1.2 | Train all staff | KM | 30 June 2027 | Overdue   (the plan is dated March 2026)",
    good="1.2 | Train all staff | KM | 30 June 2027 | In progress",
    settle="Correct the status or the date.",
    contract=False,
)
def sta002(plan: Plan, context: Context) -> Iterator[Hit]:
    today = context.as_of or (plan.plan_date.latest if plan.plan_date else None)
    if today is None:
        return
    then = f"on {today:%-d %B %Y}" if context.as_of else "at the plan's own date"
    for rec, action in actions_of(plan):
        when, status = action.deadline, action.status
        if when is None or when.earliest is None or when.earliest <= today:
            continue
        # A deadline that moved may well have been missed before.
        if (
            status is not None
            and is_wording(status.raw or "", "past_due")
            and when.revised_from is None
        ):
            said = f"is marked “{status.raw}”, though its deadline “{when.raw}” was still to come"
            sources = status.sources
        elif when.kind == "complete":
            said, sources = (
                f"is said to be done (“{when.raw}”) on a day still to come",
                when.sources,
            )
        else:
            continue
        yield Hit(
            f"{begin(called(action))} {said} {then}.",
            rec.id, action.id, "status", sources or action.sources,
        )  # fmt: skip
