"""Leads that an owner may mean, where nothing tells which."""

from __future__ import annotations

from extractors.people import Register
from schemas.plan import Lead, Owner


def candidates(owner: Owner, register: Register) -> list[Lead]:
    """The leads that the words of an unresolved owner fit; a bracket behind them is left out.

    Initials are compared as when they were resolved, blind to case and dots.
    """
    if owner.lead_id is not None:
        return []
    bare = owner.raw.partition("(")[0].strip()
    return (
        register.by_initials(bare)
        or register.by_name(bare)
        or register.by_job_title(bare)
        or register.by_organisation(bare)
    )
