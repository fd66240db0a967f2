"""Findings: one rule, one place.  Rules read the plan, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable

from schemas.plan import Finding, Plan

from . import actions, dates, leads, owners, recommendations, source, spread, wording
from .base import RULES, Context, Rule

__all__ = ["CONTRACT", "RULES", "Context", "Rule", "check"]

# Importing the families is what registers their rules.
FAMILIES = (owners, dates, recommendations, leads, actions, source, spread, wording)
CONTRACT = tuple(sorted(code for code, rule in RULES.items() if rule.contract))


def check(
    plan: Plan, context: Context | None = None, codes: Iterable[str] = CONTRACT
) -> list[Finding]:
    """What the rules of `codes` have to say of a plan, by code and then in document order.

    Without a day of checking in `context` nothing depends on today.  Raises
    `KeyError` for a code that is no rule's.
    """
    context = context or Context()
    return [f for code in sorted(set(codes)) for f in RULES[code].findings(plan, context)]
