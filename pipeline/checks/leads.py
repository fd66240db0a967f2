"""Rules on the leads table."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.people import Register, initials_fit, is_post_code, name_initials
from schemas.document import unreadable
from schemas.plan import Lead, Plan

from .base import Context, Hit, owners_of, rule
from .candidates import candidates


def _called(lead: Lead) -> str:
    return lead.name or lead.job_title or lead.organisation or lead.id


@rule(
    "LED001",
    "lead who owns nothing",
    "info",
    why="Somebody on the list of leads has nothing to do, or an owner was forgotten.",
    bad="Ann Wray (AW) is on the leads table; no action and no recommendation names her.",
    good="Ann Wray (AW) is on the leads table and owns action 2.1.",
    settle="Give them what they are to do, or take them off the table.",
)
def led001(plan: Plan, context: Context) -> Iterator[Hit]:
    del context
    busy = {owner.lead_id for owner in owners_of(plan)}
    register = Register(plan.leads)
    busy |= {lead.id for owner in owners_of(plan) for lead in candidates(owner, register)}
    for lead in plan.leads:
        if lead.id not in busy:
            said = f"{_called(lead)} owns nothing in this plan."
            yield Hit(said, field="leads", sources=lead.sources)


@rule(
    "LED002",
    "initials that don't fit the name",
    "warning",
    why="Either the initials or the name is wrong, and so every action with these initials.",
    bad="Head of Training | Ann Wray (AM)",
    good="Head of Training | Ann Wray (AW)",
    settle="Correct the initials or the name, then look at the actions that bear them.",
)
def led002(plan: Plan, context: Context) -> Iterator[Hit]:
    del context
    for lead in plan.leads:
        if not lead.initials or not lead.name or is_post_code(lead):
            continue
        if unreadable(lead.initials) or unreadable(lead.name):
            continue
        if not initials_fit(lead.initials, lead.name):
            fitting = name_initials(lead.name)
            yield Hit(
                f"The initials “{lead.initials}” don't fit {lead.name}.",
                field="leads",
                sources=lead.sources,
                suggestion=f"{lead.name}'s initials are “{fitting}”." if fitting else None,
            )


@rule(
    "LED003",
    "post with no named holder",
    "warning",
    why="Until the post is filled nobody answers for what it owns.",
    bad="Head of Training | TBC",
    good="Head of Training | Ann Wray (AW)",
    settle="Name the holder, or who acts until there is one.",
)
def led003(plan: Plan, context: Context) -> Iterator[Hit]:
    del context
    for lead in plan.leads:
        if lead.state != "named":
            state = "vacant" if lead.state == "vacant" else "still to be confirmed"
            said = f"{_called(lead)} has no named holder: it is {state}."
            yield Hit(said, field="leads", sources=lead.sources)
