"""What may settle a finding: the nearest lead, the nearest possible day."""

from __future__ import annotations

import calendar
import re

from rapidfuzz import fuzz

from extractors.people import is_initials
from extractors.vocabulary import load
from schemas.plan import Lead, Plan

# Initials that share half their letters are near, names from here on (rapidfuzz's 0 to 100).
_NEAR_INITIALS, _NEAR_NAME = 50.0, 65.0
_DAY = re.compile(r"\b(\d{1,2})(?:\s*(?:st|nd|rd|th))?\s+(?:of\s+)?([a-z]+)\.?,?\s+(\d{4})\b")


def closest_leads(raw: str, plan: Plan) -> str | None:
    """`Closest: PK Paul King.`, of one lead or of two that are equally near; None where none is."""
    by_initials = is_initials(raw)
    least = _NEAR_INITIALS if by_initials else _NEAR_NAME
    scored = [(_nearness(raw, lead, by_initials), lead) for lead in plan.leads]
    best = max((score for score, _ in scored), default=0.0)
    nearest = [lead for score, lead in scored if score == best]
    if best < least or len(nearest) > 2:
        return None
    return f"Closest: {' or '.join(_told(lead) for lead in nearest)}."


def _nearness(raw: str, lead: Lead, by_initials: bool) -> float:
    held = lead.initials if by_initials else lead.name
    return fuzz.ratio(raw.casefold(), held.casefold()) if held else 0.0


def _told(lead: Lead) -> str:
    parts = (f"“{lead.initials}”" if lead.initials else None, lead.name or lead.job_title)
    return " ".join(part for part in parts if part)


def possible_day(raw: str) -> str | None:
    """`September 2016 ends on the 30th.` for a day that its month does not have."""
    found = _DAY.search(raw.casefold())
    if found is None:
        return None
    months = list(load("dates")["months"].values())
    month = next((n for n, words in enumerate(months, 1) if found[2] in words), None)
    if month is None:
        return None
    year = int(found[3])
    last = calendar.monthrange(year, month)[1] if 1 <= year <= 9999 else 0
    if not last or 1 <= int(found[1]) <= last:
        return None
    return f"{calendar.month_name[month]} {year} ends on the {last}{'st' if last == 31 else 'th'}."
