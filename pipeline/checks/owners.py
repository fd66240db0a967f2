"""Rules on owners."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.people import Register
from extractors.status import is_refusal
from schemas.document import unreadable
from schemas.plan import Plan

from .base import Context, Hit, actions_of, begin, called, named, rule
from .candidates import candidates
from .suggest import closest_leads


def _people(plan: Plan) -> bool:
    return any(lead.name for lead in plan.leads)


@rule(
    "OWN001",
    "action without an owner",
    "error",
    why="An action that nobody owns is not done by anybody, and nobody answers for it.",
    bad="1.2 | Train all staff | TBC | June 2027",
    good="1.2 | Train all staff | KM | June 2027",
    settle="Name one person, or the post whose holder the leads table names.",
)
def own001(plan: Plan, context: Context) -> Iterator[Hit]:
    del context
    for rec, action in actions_of(plan):
        if action.owners or unreadable(action.owner_note):
            continue
        stood = f"; “{action.owner_note}” stands in its place" if action.owner_note else ""
        yield Hit(
            f"{begin(called(action))} has no owner{stood}.",
            rec.id, action.id, "owners", action.sources,
        )  # fmt: skip


@rule(
    "OWN002",
    "owner not among the leads",
    "error",
    why="Initials or a name that the plan's own list does not explain point to nobody.",
    bad="1.2 | Train all staff | NP | June 2027   (the leads table has no NP)",
    good="1.2 | Train all staff | PK | June 2027   (Paul King, PK, is on the leads table)",
    settle="Correct the initials, or add the person to the leads table or to the house's register.",
)
def own002(plan: Plan, context: Context) -> Iterator[Hit]:
    del context
    if not _people(plan):
        return
    register = Register(plan.leads)
    for rec, action in actions_of(plan):
        for owner in action.owners:
            if owner.lead_id is not None or owner.kind not in {"person", "unknown"}:
                continue
            if owner.registered or unreadable(owner.raw) or candidates(owner, register):
                continue
            yield Hit(
                f"“{owner.raw}”, owner of {called(action)}, is not among the leads.",
                rec.id, action.id, "owners", owner.sources, closest_leads(owner.raw, plan),
            )  # fmt: skip


@rule(
    "OWN003",
    "initials that two leads share",
    "error",
    why="Two people share the initials, and nothing tells which of them is meant.",
    bad="1.2 | Train all staff | JS | June 2027   (Jo Sands and Jan Stone are both JS)",
    good="1.2 | Train all staff | Jan Stone | June 2027",
    settle="Print the name, or give the two initials of their own (`JSa`, `JSt`).",
)
def own003(plan: Plan, context: Context) -> Iterator[Hit]:
    del context
    register = Register(plan.leads)
    for rec, action in actions_of(plan):
        for owner in action.owners:
            if owner.kind not in {"person", "unknown"}:
                continue
            # Somebody with two posts stands on the list twice, and is one person.
            sharing = [x.name or x.job_title or x.id for x in candidates(owner, register)]
            if len(set(sharing)) > 1:
                who = " or ".join(dict.fromkeys(sharing))
                yield Hit(
                    f"“{owner.raw}”, owner of {called(action)}, may be {who}.",
                    rec.id, action.id, "owners", owner.sources,
                )  # fmt: skip


@rule(
    "OWN004",
    "post or body with no named holder",
    "warning",
    why="A post that nobody holds, or a body as such, cannot be asked how far the action is.",
    bad="1.2 | Train all staff | Head of Training | June 2027   (vacant in the leads table)",
    good="1.2 | Train all staff | Head of Training | June 2027   (Ann Wray in the leads table)",
    settle="Name the holder in the leads table, or somebody who acts until there is one.",
)
def own004(plan: Plan, context: Context) -> Iterator[Hit]:
    del context
    if not _people(plan):
        return
    leads = {lead.id: lead for lead in plan.leads}
    register = Register(plan.leads)
    for rec, action in actions_of(plan):
        for owner in action.owners:
            lead = leads.get(owner.lead_id or "")
            if owner.kind not in {"post", "organisation"} or owner.name is not None:
                continue
            if lead is not None and lead.state == "named":
                continue
            if any(held.name for held in candidates(owner, register)):
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
    why="The plan names a lead for its other recommendations, so one without stands out.",
    bad="Recommendation 3   Lead:",
    good="Recommendation 3   Lead: Ann Wray",
    settle="Name who leads on the recommendation, as for the others.",
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
    why="Where everybody owns an action, nobody in particular does.",
    bad="1.2 | Train all staff | All relevant partners | June 2027",
    good="1.2 | Train all staff, with all relevant partners | KM | June 2027",
    settle="Name one person who answers for it; the action can say who takes part.",
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
