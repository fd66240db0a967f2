"""Rules on how actions and measures are worded."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from extractors.people import reference_in
from extractors.status import is_refusal
from extractors.vocabulary import load
from schemas.document import unreadable
from schemas.plan import Action, Plan

from .base import Context, Hit, actions_of, begin, called, rule

_WORD = re.compile(r"[^\W\d_][\w’'&-]*")
# Two to six letters, at least two of them capitals: MASH, DfE, A&E, CYPs.
_ABBREVIATION = re.compile(r"(?<![\w&.@/-])(?=[A-Za-z&]*[A-Z][A-Za-z&]*[A-Z])[A-Z][A-Za-z&]{1,5}\b")
# `McKay` is no abbreviation, for all its capitals.
_SURNAME = re.compile("Ma?c[A-Z][a-z]")
# A longer text without a verb is more likely one that the list of verbs does not know.
_SHORT = 8


@rule(
    "ACT002",
    "action that says nothing to do",
    "info",
    why="Whether “Continue to …” or “Consider …” was done can't be told, so it never ends.",
    bad="1.2 | Continue to monitor attendance | KM | June 2027",
    good="1.2 | Report attendance to governors each half term | KM | June 2027",
    settle="Say what will be there when it is done.",
    contract=False,
)
def act002(plan: Plan, context: Context) -> Iterator[Hit]:
    del context
    for rec, action in actions_of(plan):
        # A refused recommendation needs no action, and its row says just that.
        nothing = is_refusal(rec.response or "") or reference_in(action.text)
        if nothing or unreadable(action.text):
            continue
        opener = _weak_opener(action.text)
        if opener is not None:
            said = f"opens with “{opener}”, which can't be seen to be done"
        elif _verbless(action.text):
            said = "has no verb that says what is to be done"
        else:
            continue
        yield Hit(f"{begin(called(action))} {said}.", rec.id, action.id, "text", action.sources)


def _weak_opener(text: str) -> str | None:
    found = _wordings("weak_openers").match(text)
    return found[0] if found else None


@cache
def _wordings(section: str) -> re.Pattern[str]:
    """Any wording of a list of checks.toml, as whole words; the longest is found."""
    words = sorted(load("checks")[section], key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b", re.IGNORECASE)


def _verbless(text: str) -> bool:
    words = [word.casefold() for word in _WORD.findall(text)]
    if not words or len(words) > _SHORT:
        return False
    # No list has all verbs: "Coach teachers weekly" is no thing, for all we don't know the word.
    return _names_a_thing(words) and not any(word in _verbs() for word in words[1:])


def _names_a_thing(words: list[str]) -> bool:
    """True for `New lift`, `Recruitment of nurses`, `Safeguarding policy`; not for `Recruit …`."""
    data = load("checks")
    first = words[0]
    if first in load("verbs")["actions"] and words[1:2] != ["of"]:
        return False
    return (
        first in data["thing_openers"]
        or first.endswith(tuple(data["thing_endings"]))
        or words[1:2] == ["of"]
        or (first not in _verbs() and words[-1] in data["things"])
    )


@cache
def _verbs() -> frozenset[str]:
    """The verbs of actions in all their forms, and the auxiliaries."""
    forms: set[str] = {*load("checks")["auxiliaries"], *load("checks")["irregular"]}
    for base in load("verbs")["actions"]:
        stem = base.removesuffix("e")
        doubled = base + base[-1]
        y = base[:-1] + "i" if base.endswith("y") else base
        forms |= {base, f"{base}s", f"{base}es", f"{y}es", f"{y}ed", f"{stem}ed", f"{stem}ing"}
        forms |= {f"{base}ing", f"{doubled}ed", f"{doubled}ing"}
    return frozenset(forms)


@rule(
    "ACT003",
    "abbreviation never spelled out",
    "info",
    why="Readers outside the service, governors and parents among them, can't follow it.",
    bad="1.2 | Refer all cases to the MASH | KM | June 2027",
    good="1.2 | Refer all cases to the Multi-Agency Safeguarding Hub (MASH) | KM | June 2027",
    settle="Spell it out where it is first used.",
    contract=False,
    on=False,
)
def act003(plan: Plan, context: Context) -> Iterator[Hit]:
    del context
    known = set(load("checks")["well_known"])
    known |= {lead.initials for lead in plan.leads if lead.initials}
    known |= {owner.raw for _, action in actions_of(plan) for owner in action.owners}
    texts = [*_texts(plan)]
    for rec, action in actions_of(plan):
        if action.text.isupper():  # capitals tell nothing there
            continue
        for found in dict.fromkeys(_ABBREVIATION.findall(action.text)):
            short = _singular(found)
            if {found, short} & known or _SURNAME.match(found):
                continue
            # Told once, where it is first used.
            known.add(short)
            if not any(_spelled_out(short, text) for text in texts):
                yield Hit(
                    f"“{short}”, in {called(action)}, is never spelled out.",
                    rec.id, action.id, "text", action.sources,
                )  # fmt: skip


def _singular(short: str) -> str:
    """`GP` for `GPs`; the capital S of `DBS` belongs to it."""
    return short.removesuffix("s") if sum(c.isupper() for c in short[:-1]) > 1 else short


def _texts(plan: Plan) -> Iterator[str]:
    yield from (text for text in (plan.title, plan.organisation, plan.inspectorate) if text)
    for rec in plan.recommendations:
        yield from (rec.text, *rec.expected_outcomes, *rec.success_measures, *rec.linked_plans)
        for action in rec.actions:
            yield from (text for text in (action.text, action.progress, action.evidence) if text)
    for lead in plan.leads:
        yield from (text for text in (lead.job_title, lead.organisation) if text)


def _spelled_out(short: str, text: str) -> bool:
    """True for `Multi-Agency Safeguarding Hub (MASH)` and for `MASH (Multi-Agency …)`."""
    word = rf"{re.escape(short)}(?:[’']?s)?"
    if re.search(rf"[^\W\d_]\w*[’']?\s*\(\s*(?:the\s+)?[“‘\"']?{word}[”’\"']?\s*\)", text):
        return True
    return bool(re.search(rf"\b{word}\s*(?:\(|[:=]|[–—-]\s)\s*[“‘\"']?[A-Z]?[a-z]", text))


@rule(
    "MEA001",
    "success measure without anything to measure",
    "info",
    why="Without a number, a share or a thing that is there, success is a matter of opinion.",
    bad="Staff feel better supported",
    good="80% of staff say in the yearly survey that they are well supported",
    settle="Say what is counted, what the figure is now, and what it should be.",
    contract=False,
    on=False,
)
def mea001(plan: Plan, context: Context) -> Iterator[Hit]:
    del context
    for rec in plan.recommendations:
        for measure in rec.success_measures:
            if not _measurable(measure):
                yield Hit(_vague(measure), rec.id, None, "success_measures", rec.sources)
        for action in rec.actions:
            if action.success_measure and not _measurable(action.success_measure):
                yield _of_action(rec.id, action)


def _of_action(rec: str, action: Action) -> Hit:
    said = _vague(action.success_measure or "")
    return Hit(said, rec, action.id, "success_measure", action.sources)


def _vague(measure: str) -> str:
    return f"The success measure “{measure}” names nothing that can be measured."


def _measurable(text: str) -> bool:
    """True for a text with something to count or see, and for one that can't be read."""
    return unreadable(text) or bool(
        re.search(r"\d|%", text) or _wordings("measurable").search(text)
    )
