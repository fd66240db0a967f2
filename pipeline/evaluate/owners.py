"""Owners against gold: as printed, of what kind, and whom they stand for."""

from __future__ import annotations

from collections.abc import Hashable
from difflib import SequenceMatcher
from typing import Any

from .match import Matching, Row
from .result import Comparison, Difference
from .score import Count, folded


class OwnerScore:
    """Compares lists of owners; lead ids by the lead they point to, not by their string."""

    def __init__(self, result: Comparison, gold: Row, got: Row, matching: Matching) -> None:
        self._result = result
        self._gold = {lead["id"]: n for n, lead in enumerate(gold.get("leads") or [])}
        back = {p: g for g, p in matching.leads.items()}
        # A lead that gold does not have gets a number of its own, below 0.
        self._got = {
            lead["id"]: back.get(n, -1 - n) for n, lead in enumerate(got.get("leads") or [])
        }

    def same(self, name: str, where: str, gold: list[Row], got: list[Row]) -> bool:
        """Count the owners of one row, in their order; returns whether all agree."""
        left = [_key(owner, self._gold) for owner in gold]
        right = [_key(owner, self._got) for owner in got]
        matcher = SequenceMatcher(None, left, right, autojunk=False)
        both = sum(block.size for block in matcher.get_matching_blocks())
        self._result.counts[name].add(Count(both, len(right) - both, len(left) - both))
        if left != right:
            self._result.differences.append(Difference(name, where, people(gold), people(got)))
        return left == right


def _key(owner: Row, leads: dict[str, int]) -> Hashable:
    lead: Any = owner.get("lead_id")
    number = None if lead is None else leads.get(lead, f"no lead {lead}")
    return folded(owner["raw"]), owner["kind"], number


def people(owners: list[Row]) -> str:
    """Owners on one line: `YA [person -> YA]; All partners [group]`."""
    return "; ".join(
        f"{o['raw']} [{o['kind']}{' -> ' + str(o['lead_id']) if o.get('lead_id') else ''}]"
        for o in owners
    )
