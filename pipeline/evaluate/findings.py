"""Findings against gold: by code, and by the recommendation and action they stand on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable

from .match import Matching, Row
from .result import Comparison, Difference
from .score import Count, folded


def compare_findings(
    result: Comparison, gold: Row, got: Row, matching: Matching, *, printed: bool
) -> None:
    """Count the findings of a plan against those of its gold.

    A finding is right where gold has one of its code on the same recommendation
    and action, and its message holds gold's `about`.
    """
    if "findings" not in gold:
        return
    places = _Places(gold, got, matching)
    due: dict[Hashable, list[Row]] = defaultdict(list)
    for finding in gold["findings"]:
        due[places.gold(finding)].append(finding)
    count = Count()
    for finding in got.get("findings") or []:
        told = due[places.got(finding)]
        said = _plain(finding.get("message"))
        # Of several in one place the one that says most is taken first.
        told.sort(key=lambda f: -len(f.get("about") or ""))
        fitting = next((f for f in told if _plain(f.get("about")) in said), None)
        if fitting is not None:
            told.remove(fitting)
            count.right += 1
        elif printed or not finding["code"].startswith("SRC"):
            count.false += 1
            result.differences.append(Difference("findings", _where(finding), None, _told(finding)))
    for missed in (finding for rest in due.values() for finding in rest):
        count.missed += 1
        result.differences.append(Difference("findings", _where(missed), _told(missed), None))
    result.counts["findings"].add(count)


class _Places:
    """Gives a finding's place in gold's numbers, so that both plans' ids can differ."""

    def __init__(self, gold: Row, got: Row, matching: Matching) -> None:
        back = {p: g for g, p in matching.recommendations.items()}
        self._gold_rows = _numbers(gold["recommendations"])
        self._got_rows = {
            name: back.get(n, -1 - n) for name, n in _numbers(got["recommendations"]).items()
        }
        turned = {p: g for g, p in matching.actions.items()}
        self._gold_actions = _numbers([placed.action for placed in matching.gold_actions])
        self._got_actions = {
            name: turned.get(n, -1 - n)
            for name, n in _numbers([placed.action for placed in matching.got_actions]).items()
        }

    def gold(self, finding: Row) -> Hashable:
        return _place(finding, self._gold_rows, self._gold_actions)

    def got(self, finding: Row) -> Hashable:
        return _place(finding, self._got_rows, self._got_actions)


def _numbers(rows: list[Row]) -> dict[str, int]:
    return {row["id"]: number for number, row in enumerate(rows)}


def _place(finding: Row, rows: dict[str, int], actions: dict[str, int]) -> Hashable:
    row, action = finding.get("recommendation"), finding.get("action")
    if action is not None:
        # An action's id says where it stands; whether the recommendation is named too is style.
        return finding["code"], "action", actions.get(action, action)
    return finding["code"], "recommendation", rows.get(row, row) if row is not None else None


def _plain(text: object) -> str:
    return (folded(text) or "").casefold()


def _where(finding: Row) -> str:
    parts = (finding.get("recommendation"), finding.get("action"))
    return " / ".join(str(part) for part in parts if part is not None) or "plan"


def _told(finding: Row) -> str:
    return f"{finding['code']} {finding.get('message') or finding.get('about') or ''}".strip()
