"""Leads made from their parts: ids, states, sources."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from schemas.document import Passage
from schemas.plan import Lead, LeadState
from schemas.provenance import sources_of

from .fold import fold


@dataclass(slots=True)
class Row:
    """One lead before it has an id."""

    passage: Passage
    name: str | None = None
    initials: str | None = None
    job_title: str | None = None
    organisation: str | None = None
    state: str | None = None


def make_leads(rows: Sequence[Row]) -> list[Lead]:
    """The leads of a list, in order.

    A lead's id is its initials where no other has them, else its initials and
    name; without initials, its name or post in small letters and hyphens.
    """
    shared = Counter((row.initials or "").casefold() for row in rows)
    taken: Counter[str] = Counter()
    leads = []
    for row in rows:
        name = slug(row.name or row.job_title or row.organisation or "lead")
        made = name
        if row.initials:
            only = shared[row.initials.casefold()] == 1
            made = row.initials if only else f"{row.initials}-{name}"
        taken[made.casefold()] += 1
        if taken[made.casefold()] > 1:
            made = f"{made}-{taken[made.casefold()]}"
        leads.append(
            Lead(
                id=made,
                name=row.name,
                initials=row.initials,
                job_title=row.job_title,
                organisation=row.organisation,
                state=_state(row),
                sources=sources_of(row.passage),
            )
        )
    return leads


def slug(text: str) -> str:
    """Text in small letters and hyphens, for an id."""
    return re.sub(r"\W+", "-", fold(text)).strip("-") or "lead"


def _state(row: Row) -> LeadState:
    if row.name:
        return "named"
    return "vacant" if row.state == "vacant" else "tbc"
