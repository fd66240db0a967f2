"""Where the summary and the sections differ, word by word."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Literal

from schemas.plan import Owner, Plan

from . import anchors, wording
from .view import Link

Side = Literal["both", "summary", "section"]
_WORD = re.compile(r"\w+")


@dataclass(slots=True)
class Difference:
    """One recommendation: its wording in runs of words, and the leads and plans of either side."""

    at: Link
    words: list[tuple[Side, str]] = field(default_factory=list)
    leads: tuple[list[str], list[str]] | None = None
    plans: tuple[list[str], list[str]] | None = None


def differences_of(plan: Plan) -> list[Difference]:
    """The recommendations of which summary and section say different things."""
    made: list[Difference] = []
    codes = {(f.recommendation, f.code) for f in plan.findings}
    for n, rec in enumerate(plan.recommendations, 1):
        if rec.summary is None:
            continue
        name = wording.name(rec.label, f"Recommendation {n}", "Recommendation")
        found = Difference(Link(name, anchors.recommendation(n)))
        if (rec.id, "REC002") in codes:
            found.words = _compared(rec.summary.text, rec.text)
        if (rec.id, "REC001") in codes:
            found.leads = (_names(rec.summary.leads), _names(rec.leads))
        if (rec.id, "REC007") in codes:
            found.plans = (rec.summary.linked_plans, rec.linked_plans)
        if found.words or found.leads or found.plans:
            made.append(found)
    return made


def _names(owners: list[Owner]) -> list[str]:
    return [owner.name or owner.raw for owner in owners]


def _compared(summary: str, section: str) -> list[tuple[Side, str]]:
    left, right = summary.split(), section.split()
    plain = [[_plain(word) for word in side] for side in (left, right)]
    runs: list[tuple[Side, str]] = []
    for _, a, b, c, d in SequenceMatcher(None, plain[0], plain[1], autojunk=False).get_opcodes():
        if plain[0][a:b] == plain[1][c:d]:
            runs.append(("both", " ".join(right[c:d])))
            continue
        if a < b:
            runs.append(("summary", " ".join(left[a:b])))
        if c < d:
            runs.append(("section", " ".join(right[c:d])))
    return runs


def _plain(word: str) -> str:
    return "".join(_WORD.findall(word.casefold())) or word
