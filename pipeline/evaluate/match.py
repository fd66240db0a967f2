"""Which lead, recommendation and action of a plan stands for which of its gold."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from .score import assign, folded, likeness

Row = dict[str, Any]

# Below these two texts are not held to be the same row, whatever else agrees.
_SAME_RECOMMENDATION = 0.45
_SAME_ACTION = 0.5
_SAME_TITLE = 0.8


@dataclass(slots=True)
class Placed:
    """An action and the number of the recommendation that it stands under."""

    action: Row
    recommendation: int


@dataclass(slots=True)
class Matching:
    """Pairs of numbers (gold, got); actions are numbered through the document."""

    leads: dict[int, int]
    recommendations: dict[int, int]
    actions: dict[int, int]
    gold_actions: list[Placed]
    got_actions: list[Placed]

    def same_recommendation(self, gold: int, got: int) -> bool:
        """True where the two actions stand under recommendations that correspond."""
        under = self.gold_actions[gold].recommendation
        return self.recommendations.get(under) == self.got_actions[got].recommendation


def match(gold: Row, got: Row) -> Matching:
    """Match a got plan with its gold; both as JSON objects of the contract."""
    gold_actions, got_actions = _placed(gold), _placed(got)
    recommendations = _recommendations(gold["recommendations"], got["recommendations"])
    return Matching(
        leads=_leads(gold.get("leads", []), got.get("leads", [])),
        recommendations=recommendations,
        actions=_actions(gold_actions, got_actions, recommendations),
        gold_actions=gold_actions,
        got_actions=got_actions,
    )


def _placed(plan: Row) -> list[Placed]:
    return [
        Placed(action, number)
        for number, recommendation in enumerate(plan["recommendations"])
        for action in recommendation.get("actions", [])
    ]


def _leads(gold: list[Row], got: list[Row]) -> dict[int, int]:
    return dict(assign([[_lead_score(g, p) for p in got] for g in gold]))


def _lead_score(gold: Row, got: Row) -> float:
    """Over 0 for the same person or, where neither has a name, the same post or body."""
    names = folded(gold.get("name")), folded(got.get("name"))
    title = likeness(_post(gold), _post(got))
    if names[0] and names[1]:
        return 1 + title if names[0].casefold() == names[1].casefold() else 0.0
    if names[0] or names[1]:
        return 0.0
    return title if title >= _SAME_TITLE else 0.0


def _post(lead: Row) -> str:
    return str(lead.get("job_title") or lead.get("organisation") or "")


def _recommendations(gold: list[Row], got: list[Row]) -> dict[int, int]:
    def score(one: Row, other: Row) -> float:
        labels = folded(one.get("label")), folded(other.get("label"))
        same = labels[0] is not None and labels[0] == labels[1]
        value = 0.7 * likeness(one["text"], other["text"]) + (0.3 if same else 0.0)
        return value if value >= _SAME_RECOMMENDATION else 0.0

    return dict(assign([[score(g, p) for p in got] for g in gold]))


def _actions(
    gold: list[Placed], got: list[Placed], recommendations: dict[int, int]
) -> dict[int, int]:
    """Equal rows first, which keeps the assignment of the rest small."""
    pairs = _equal(gold, got)
    rest_gold = [n for n in range(len(gold)) if n not in pairs]
    taken = set(pairs.values())
    rest_got = [n for n in range(len(got)) if n not in taken]

    def score(g: int, p: int) -> float:
        one, other = gold[g], got[p]
        alike = likeness(one.action["text"], other.action["text"])
        if alike < _SAME_ACTION:
            return 0.0
        labels = folded(one.action.get("label")), folded(other.action.get("label"))
        alike += 0.05 if labels[0] is not None and labels[0] == labels[1] else 0.0
        alike += 0.05 if recommendations.get(one.recommendation) == other.recommendation else 0.0
        # Of two rows in the same words the nearer in the order of the document.
        return alike - 0.02 * abs(g / len(gold) - p / len(got))

    scores = [[score(g, p) for p in rest_got] for g in rest_gold]
    for g, p in assign(scores):
        pairs[rest_gold[g]] = rest_got[p]
    return pairs


def _equal(gold: list[Placed], got: list[Placed]) -> dict[int, int]:
    def keys(rows: list[Placed]) -> list[tuple[str | None, str | None]]:
        return [(folded(r.action.get("label")), folded(r.action["text"])) for r in rows]

    gold_keys, got_keys = keys(gold), keys(got)
    gold_count, got_count = Counter(gold_keys), Counter(got_keys)
    place = {key: number for number, key in enumerate(got_keys)}
    return {
        number: place[key]
        for number, key in enumerate(gold_keys)
        if gold_count[key] == 1 == got_count[key]
    }
