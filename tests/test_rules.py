"""Every rule on small plans: what it must say, and where it must say nothing.

The cases are data, `rules/CODE.toml`; small_plans.py tells how they are written.
"""

from __future__ import annotations

import datetime as dt
import inspect
import tomllib
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_plans import plans
from small_plans import small_plan

from pipeline import checks
from pipeline.checks import RULES, Context, Rule, check
from schemas.plan import Finding, Plan

FOLDER = Path(__file__).parent / "rules"
LEAST = 2
PARTS = ("name", "why", "bad", "good", "settle")


@cache
def cases_of(code: str) -> list[dict[str, Any]]:
    """The cases of a rule; none where it has no file."""
    path = FOLDER / f"{code}.toml"
    return tomllib.loads(path.read_text("utf-8"))["case"] if path.exists() else []


CASES = [
    pytest.param(code, case, id=f"{code}: {case['name']}")
    for code in sorted(RULES)
    for case in cases_of(code)
]


def context_of(case: dict[str, Any]) -> Context:
    return Context(as_of=case.get("as_of"), **case.get("options", {}))


@pytest.mark.parametrize(("code", "case"), CASES)
def test_case(code: str, case: dict[str, Any]) -> None:
    assert case.keys() <= {"name", "plan", "fires", "as_of", "options"}
    found = check(small_plan(case["plan"]), context_of(case), [code])
    told = [f"{f.recommendation}/{f.action}: {f.message}" for f in found]
    assert len(found) == len(case["fires"]), told
    for finding, expected in zip(found, case["fires"], strict=True):
        assert_told(finding, expected)


def assert_told(finding: Finding, expected: dict[str, Any]) -> None:
    """`says` and `suggestion` are pieces of the texts; an empty suggestion must not be there."""
    assert expected.keys() <= {"recommendation", "action", "says", "suggestion"}
    assert finding.recommendation == expected.get("recommendation")
    assert finding.action == expected.get("action")
    assert expected["says"] in finding.message
    if "suggestion" in expected:
        assert expected["suggestion"] in (finding.suggestion or "")
        assert bool(expected["suggestion"]) == bool(finding.suggestion)


@pytest.mark.parametrize("code", sorted(RULES))
def test_a_rule_has_cases_of_both_kinds(code: str) -> None:
    kinds = Counter(bool(case["fires"]) for case in cases_of(code))
    assert kinds[True] >= LEAST, f"{code} has too few cases that fire"
    assert kinds[False] >= LEAST, f"{code} has too few cases that must not fire"
    names = [case["name"] for case in cases_of(code)]
    assert len(set(names)) == len(names)


def test_each_file_is_for_a_rule() -> None:
    assert {path.name for path in FOLDER.iterdir()} == {f"{code}.toml" for code in RULES}


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.code)
def test_a_rule_has_all_its_parts(rule: Rule) -> None:
    for part in PARTS:
        text = getattr(rule, part)
        assert text == text.strip(), f"{part} has spaces around it"
        assert len(text) > 2, f"{part} is missing"
        assert "\n" not in text
    for sentence in (rule.why, rule.settle):
        assert sentence.lstrip("“`")[0].isupper()
        assert sentence.endswith("."), f"no sentence: {sentence}"
    assert rule.name[0].islower()
    assert rule.bad != rule.good


def test_no_two_rules_share_a_code_or_a_name() -> None:
    """`RULES` holds one rule a code; the sources must not hold another."""
    assert [code for code, rule in RULES.items() if rule.code != code] == []
    written = "".join(inspect.getsource(family) for family in checks.FAMILIES).count("\n@rule(")
    assert written == len(RULES)
    assert len({rule.name for rule in RULES.values()}) == len(RULES)


def test_a_second_rule_of_a_code_is_refused() -> None:
    from pipeline.checks.base import rule

    parts = dict.fromkeys(("why", "bad", "good", "settle"), "One.")
    with pytest.raises(AssertionError, match="OWN001 is taken"):
        rule("OWN001", "another", "info", **parts)(lambda *_: iter(()))


days = st.none() | st.dates()
contexts = st.builds(
    Context,
    as_of=days,
    share_of_owner=st.floats(0, 1),
    share_of_day=st.floats(0, 1),
    least_on_day=st.integers(0, 3),
)


@settings(max_examples=60, deadline=None)
@given(plans(), contexts)
def test_rules_stand_any_plan_say_the_same_twice_and_change_nothing(
    plan: Plan, context: Context
) -> None:
    before = plan.model_dump_json()
    first = check(plan, context, RULES)
    assert check(plan, context, RULES) == first
    assert plan.model_dump_json() == before
    assert check(Plan.model_validate_json(before), context, RULES) == first


_labels = st.text("0129aAbiIvxMD.-() ²٣", max_size=6) | st.from_regex(
    r"[0-9]{1,30}", fullmatch=True
)
_days = st.dates() | st.sampled_from([dt.date.min, dt.date.max])
_rows = st.lists(
    st.tuples(_labels, _days, st.text("31 September29b02/0\ufffd", max_size=20)), max_size=6
)


@settings(max_examples=150, deadline=None)
@given(_rows, contexts)
def test_rules_stand_any_label_and_any_day(
    rows: list[tuple[str, dt.date, str]], context: Context
) -> None:
    def deadline(day: dt.date, raw: str) -> dict[str, Any]:
        return {"raw": raw, "kind": "date", "earliest": day, "latest": day}

    recommendations = [
        {
            "label": label,
            "text": "Train all staff",
            "actions": [
                {"text": "Train all staff", "set": {"deadline": deadline(day, raw)}},
                {"text": "Test all staff", "set": {"deadline": {"raw": raw, "kind": "unparsed"}}},
            ],
        }
        for label, day, raw in rows
    ]
    plan = small_plan({"recommendations": recommendations, "end": "July 2027"})
    assert check(plan, context, RULES) == check(plan, context, RULES)


@pytest.mark.parametrize(("code", "case"), CASES)
def test_a_case_changes_no_plan_and_stops_no_rule(code: str, case: dict[str, Any]) -> None:
    """Each small plan before all rules: none raises, and none changes it."""
    plan, context = small_plan(case["plan"]), context_of(case)
    before = plan.model_dump_json()
    findings = check(plan, context, RULES)
    assert plan.model_dump_json() == before
    assert sum(f.code == code for f in findings) == len(case["fires"])
    ids = {rec.id for rec in plan.recommendations}
    acts = {a.id: rec.id for rec in plan.recommendations for a in rec.actions}
    for finding in findings:
        assert finding.recommendation is None or finding.recommendation in ids
        assert finding.action is None or acts[finding.action] == finding.recommendation
        assert finding.message.endswith("."), finding.message
