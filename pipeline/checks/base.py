"""What a rule is, and what it is given."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from extractors.vocabulary import load
from schemas.plan import Action, Finding, Owner, Plan, Recommendation, Severity, Source, When


@dataclass(frozen=True, slots=True)
class Context:
    """What rules know beside the plan: the day of checking, and what the house has set.

    `share_of_owner` (0 to 1) is how much of a plan one owner may carry, `share_of_day` how many
    of its actions may share a deadline, which counts from `least_on_day` actions on.
    """

    as_of: dt.date | None = None
    share_of_owner: float = 0.4
    share_of_day: float = 0.5
    least_on_day: int = 8


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that a rule found: the sentence, where it stands, its words, and a way out."""

    message: str
    recommendation: str | None = None
    action: str | None = None
    field: str | None = None
    sources: list[Source] = dataclasses.field(default_factory=list)
    suggestion: str | None = None


Logic = Callable[[Plan, Context], Iterator[Hit]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule, in one place: its code, severity, explanation, examples and logic.

    `why` says why it matters, `bad` and `good` show it in a line or row of a plan, `settle` tells
    what to do.  `contract` rules speak in every converted plan; the others only when a draft is
    checked, and those that are not `on` only when they are selected by name.
    """

    code: str
    name: str
    severity: Severity
    why: str
    bad: str
    good: str
    settle: str
    contract: bool
    on: bool
    logic: Logic

    @property
    def family(self) -> str:
        """The letters of the code: `OWN`."""
        return self.code.rstrip("0123456789")

    def findings(self, plan: Plan, context: Context) -> list[Finding]:
        """What the rule has to say of a plan."""
        return [
            Finding(
                code=self.code,
                severity=self.severity,
                message=hit.message,
                recommendation=hit.recommendation,
                action=hit.action,
                field=hit.field,
                suggestion=hit.suggestion,
                sources=hit.sources,
            )
            for hit in self.logic(plan, context)
        ]


RULES: dict[str, Rule] = {}


def rule(
    code: str,
    name: str,
    severity: Severity,
    *,
    why: str,
    bad: str,
    good: str,
    settle: str,
    contract: bool = True,
    on: bool = True,
) -> Callable[[Logic], Logic]:
    """Register a function as the logic of a rule."""

    def register(logic: Logic) -> Logic:
        assert code not in RULES, f"{code} is taken"
        RULES[code] = Rule(code, name, severity, why, bad, good, settle, contract, on, logic)
        return logic

    return register


def actions_of(plan: Plan) -> Iterator[tuple[Recommendation, Action]]:
    """All actions with their recommendations, in document order."""
    for rec in plan.recommendations:
        for action in rec.actions:
            yield rec, action


def owners_of(plan: Plan) -> Iterator[Owner]:
    """All owners that a plan names: of its recommendations, of their summary, of its actions."""
    for rec in plan.recommendations:
        yield from rec.leads
        yield from rec.summary.leads if rec.summary else ()
        for action in rec.actions:
            yield from action.owners


def called(action: Action) -> str:
    """An action as a person would point to it."""
    words = action.text.split()
    text = " ".join(words[:8]) + (" …" if len(words) > 8 else "")
    return f"action {action.label or action.id} (“{text}”)"


def named(rec: Recommendation) -> str:
    """A recommendation as a person would point to it."""
    if rec.label is None:
        return f"recommendation “{rec.text[:60]}”"
    return titled("recommendation", rec.label)


def titled(kind: str, label: str) -> str:
    """`recommendation 3`; `Priority 3` needs no further word."""
    return label if label[:1].isalpha() and " " in label else f"{kind} {label}"


def is_complete(action: Action) -> bool:
    """True where status, deadline or a blue rating says that the action is done."""
    return (
        (action.status is not None and action.status.value == "complete")
        or (action.deadline is not None and action.deadline.kind == "complete")
        or (action.rag is not None and action.rag.value == "blue")
    )


def is_wording(text: str, name: str) -> bool:
    """True for a wording of the list `name` in checks.toml, whatever its case and marks."""
    return " ".join(re.findall(r"\w+", text.casefold())) in load("checks")[name]


def day(when: When) -> str:
    """A deadline's last day in words, or the words themselves."""
    return f"{when.latest:%-d %B %Y}" if when.latest else when.raw


def begin(text: str) -> str:
    """A phrase as the beginning of a sentence."""
    return text[:1].upper() + text[1:]
