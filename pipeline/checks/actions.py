"""Rules on actions and their ratings."""

from __future__ import annotations

from collections.abc import Iterator

from rapidfuzz import fuzz

from schemas.plan import Action, Plan

from .base import Context, Hit, actions_of, begin, called, is_complete, rule

# Two texts are nearly the same from here on (rapidfuzz's 0 to 100).
_SAME = 95.0


@rule(
    "RAG001",
    "status or rating at odds with the deadline",
    "warning",
    "A green or complete action whose dates say otherwise misleads whoever reads the colours only.",
)
def rag001(plan: Plan, context: Context) -> Iterator[Hit]:
    written = plan.plan_date.latest if plan.plan_date else None
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
            and written is not None
            and when.earliest > (context.as_of or written)
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
    "The same words twice are done twice, or by nobody.",
)
def act001(plan: Plan, context: Context) -> Iterator[Hit]:
    del context
    seen: list[Action] = []
    for rec, action in actions_of(plan):
        text = action.text.casefold()
        twin = next((a for a in seen if _alike(a.text.casefold(), text)), None)
        if twin is not None:
            yield Hit(
                f"{begin(called(action))} repeats action {twin.label or twin.id}.",
                rec.id, action.id, "text", action.sources,
            )  # fmt: skip
        seen.append(action)


def _alike(left: str, right: str) -> bool:
    if min(len(left), len(right)) < 12:
        return False
    return left == right or fuzz.ratio(left, right, score_cutoff=_SAME) >= _SAME
