"""Findings: one rule, one place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from schemas.document import Passage
from schemas.plan import Finding, Plan

from . import actions, dates, leads, owners, recommendations, source
from .base import RULES, Context, Rule

__all__ = ["RULES", "Context", "Rule", "check"]

# Importing the families is what registers their rules.
FAMILIES = (owners, dates, recommendations, leads, actions, source)


def check(
    plan: Plan, *, as_of: dt.date | None = None, unclaimed: Sequence[Passage] = ()
) -> list[Finding]:
    """All findings on a plan, by code and then in document order.

    `as_of` is the day of checking; without it nothing depends on today.
    """
    context = Context(as_of=as_of, unclaimed=unclaimed)
    return [f for code in sorted(RULES) for f in RULES[code].findings(plan, context)]
