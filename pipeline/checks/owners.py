"""Rules on owners."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.status import is_refusal
from schemas.plan import Lead, Owner, Plan

from .base import Context, Hit, actions_of, begin, called, named, rule


def _people(plan: Plan) -> bool:
    return any(lead.name for lead in plan.leads)


def _sharing(plan: Plan, owner: Owner) -> list[Lead]:
    """The leads that share an owner's initials, where more than one does."""
    same = [x for x in plan.leads if x.initials and x.initials == owner.raw.strip()]
    return same if len(same) > 1 else []


@rule(
    "OWN001",
    "action without an owner",
    "error",
    "An action that nobody owns is not done by anybody, and nobody answers for it.",
)
def own001(plan: Plan, context: Context) -> Iterator[Hit]:
    del context
    for rec, action in actions_of(plan):
        if not action.owners:
            stood = f"; “{action.owner_note}” stands in its place" if action.owner_note else ""
            yield Hit(
                f"{begin(called(action))} has no owner{stood}.",
                rec.id, action.id, "owners", action.sources,
            )  # fmt: skip


@rule(
    "OWN002",
    "owner not among the leads",
    "error",
    "Initials or a name that the plan's own list does not explain point to nobody.",
)
def own002(plan: Plan, context: Context) -> Iterator[Hit]:
    del context
    if not _people(plan):
        return
    for rec, action in actions_of(plan):
        for owner in action.owners:
            if owner.lead_id is None and owner.kind in {"person", "unknown"}:
                if _sharing(plan, owner):
                    continue
                yield Hit(
                    f"“{owner.raw}”, owner of {called(action)}, is not among the leads.",
                    rec.id, action.id, "owners", owner.sources,
                )  # fmt: skip


@rule(
    "OWN003",
    "initials that two leads share",
    "error",
    "Two people share the initials, and nothing tells which of them is meant.",
)
def own003(plan: Plan, context: Context) -> Iterator[Hit]:
    del context
    for rec, action in actions_of(plan):
        for owner in action.owners:
            if owner.lead_id is None and (sharing := _sharing(plan, owner)):
                who = " or ".join(x.name or x.job_title or x.id for x in sharing)
                yield Hit(
                    f"“{owner.raw}”, owner of {called(action)}, may be {who}.",
                    rec.id, action.id, "owners", owner.sources,
                )  # fmt: skip


@rule(
    "OWN004",
    "post or body with no named holder",
    "warning",
    "A post that nobody holds, or a body as such, cannot be asked how far the action is.",
)
def own004(plan: Plan, context: Context) -> Iterator[Hit]:
    del context
    if not _people(plan):
        return
    leads = {lead.id: lead for lead in plan.leads}
    for rec, action in actions_of(plan):
        for owner in action.owners:
            lead = leads.get(owner.lead_id or "")
            if owner.kind not in {"post", "organisation"} or owner.name is not None:
                continue
            if lead is not None and lead.state == "named":
                continue
            why = (
                f"is {lead.state.replace('tbc', 'to be confirmed')}"
                if lead
                else "has no named holder"
            )
            yield Hit(
                f"“{owner.raw}”, owner of {called(action)}, {why}.",
                rec.id, action.id, "owners", owner.sources,
            )  # fmt: skip


@rule(
    "OWN005",
    "recommendation without a lead",
    "warning",
    "The plan names a lead for its other recommendations, so one without stands out.",
)
def own005(plan: Plan, context: Context) -> Iterator[Hit]:
    del context
    led = [r for r in plan.recommendations if r.leads]
    if len(led) * 2 <= len(plan.recommendations):
        return
    for rec in plan.recommendations:
        if not rec.leads and not is_refusal(rec.response or ""):
            yield Hit(
                f"{begin(named(rec))} has no lead, though the others have.",
                rec.id, None, "leads", rec.sources,
            )  # fmt: skip


@rule(
    "OWN006",
    "group that nobody answers for",
    "warning",
    "Where everybody owns an action, nobody in particular does.",
)
def own006(plan: Plan, context: Context) -> Iterator[Hit]:
    del context
    for rec, action in actions_of(plan):
        for owner in action.owners:
            if owner.kind == "group":
                yield Hit(
                    f"“{owner.raw}”, owner of {called(action)}, is a group nobody answers for.",
                    rec.id, action.id, "owners", owner.sources,
                )  # fmt: skip
