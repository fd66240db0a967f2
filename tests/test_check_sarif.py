"""A check's outcome as SARIF: valid, whole, and nothing in a plan breaks out of it."""

from __future__ import annotations

import json
import re
import urllib.parse
from pathlib import Path
from typing import Any

import check_outcomes
import pytest
from check_outcomes import named
from jsonschema import Draft4Validator, FormatChecker

import plansift
from pipeline.checks import RULES
from pipeline.lint.formats import render
from pipeline.lint.result import Checked, Outcome
from schemas.plan import Finding, Source

DATA = Path(__file__).parent / "data"


@pytest.fixture(scope="module")
def draft() -> Checked:
    return check_outcomes.draft()


@pytest.fixture(scope="module")
def outcome() -> Outcome:
    return check_outcomes.outcome()


def uri_only(value: object) -> bool:
    """True for what RFC 3986 lets a URI or a relative reference be made of."""
    return bool(re.fullmatch(r"(?:[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=-]|%[0-9A-F]{2})*", str(value)))


@pytest.fixture(scope="module")
def valid() -> Draft4Validator:
    schema = json.loads((DATA / "sarif-schema-2.1.0.json").read_text("utf-8"))
    Draft4Validator.check_schema(schema)
    formats = FormatChecker()
    formats.checks("uri")(uri_only)
    formats.checks("uri-reference")(uri_only)
    return Draft4Validator(schema, format_checker=formats)


def sarif(outcome: Outcome) -> dict[str, Any]:
    [run] = json.loads(render("sarif", outcome))["runs"]
    return dict(run)


def test_sarif_meets_its_schema(outcome: Outcome, valid: Draft4Validator) -> None:
    for held in (outcome, Outcome(), Outcome(outcome.documents[3:])):
        assert list(valid.iter_errors(json.loads(render("sarif", held)))) == []


def test_the_schema_refuses_what_is_wrong(outcome: Outcome, valid: Draft4Validator) -> None:
    right = render("sarif", outcome)
    uri = '"uri": "clean.docx"'
    for old, new in (
        (': "note"', ': "info"'),
        (uri, uri.replace("n.", "n |.")),
        ("ruleId", "rule"),
    ):
        assert old in right
        assert not valid.is_valid(json.loads(right.replace(old, new)))


def test_sarif_describes_every_rule(outcome: Outcome) -> None:
    driver = sarif(outcome)["tool"]["driver"]
    assert driver["name"] == "plansift"
    assert driver["version"] == plansift.__version__
    levels = {"error": "error", "warning": "warning", "info": "note"}
    assert [rule["id"] for rule in driver["rules"]] == sorted(RULES)
    for told in driver["rules"]:
        rule = RULES[told["id"]]
        assert told["defaultConfiguration"] == {"enabled": rule.on, "level": levels[rule.severity]}
        assert re.fullmatch(r"([A-Z0-9]\w*)+", told["name"])
        assert told["shortDescription"]["text"].casefold().startswith(rule.name[:8].casefold())
        for part in (rule.bad, rule.good, rule.settle):
            for kind in ("text", "markdown"):
                assert part in told["help"][kind].replace("{{", "{").replace("}}", "}")
    assert len({rule["name"] for rule in driver["rules"]}) == len(RULES)


def test_sarif_tells_each_finding_and_where_it_is(outcome: Outcome) -> None:
    run = sarif(outcome)
    levels = {"error": "error", "warning": "warning", "info": "note"}
    for result, (document, finding) in zip(run["results"], outcome.findings(), strict=True):
        assert result["ruleId"] == finding.code
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == finding.code
        assert result["level"] == levels[finding.severity]
        [location] = result["locations"]
        places = [location, *result.get("relatedLocations", [])]
        assert len(places) == max(len(finding.sources), 1)
        for place, source in zip(places, finding.sources, strict=False):
            artifact = place["physicalLocation"]["artifactLocation"]
            assert run["artifacts"][artifact["index"]]["location"]["uri"] == artifact["uri"]
            path = urllib.parse.unquote(artifact["uri"], errors="surrogateescape")
            assert Path(path).absolute().resolve() == document.path.absolute().resolve()
            region = place["physicalLocation"]
            if source.span is not None:
                region = region["region"]
                assert region["charOffset"] == source.span[0]
                assert region["charLength"] == source.span[1] - source.span[0]
            assert region.get("properties", {}).get("page") == source.page
        innermost = finding.action or finding.recommendation
        assert [p["name"] for p in location.get("logicalLocations", [])] == (
            [innermost] if innermost else []
        )


def test_sarif_tells_page_and_box() -> None:
    source = Source(page=3, bbox=(1.5, 2, 3, 4), span=(7, 19))
    where = {"recommendation": "1", "action": "1.2"}
    finding = Finding(code="OWN001", severity="error", message="m", sources=[source], **where)
    bare = Finding(code="LED001", severity="info", message="n")
    flat = bare.model_copy(update={"sources": [Source(page=2)]})
    outcome = Outcome([named("a:b/c d.pdf", findings=[finding, bare, flat])])
    first, second, third = sarif(outcome)["results"]
    [location] = first["locations"]
    assert location == {
        "physicalLocation": {
            "artifactLocation": {"uri": "a%3Ab/c%20d.pdf", "index": 0},
            "region": {
                "charOffset": 7,
                "charLength": 12,
                "properties": {"page": 3, "bbox": [1.5, 2.0, 3.0, 4.0], "unit": "pt"},
            },
        },
        "logicalLocations": [{"name": "1.2", "kind": "action", "fullyQualifiedName": "1/1.2"}],
    }
    place = {"artifactLocation": {"uri": "a%3Ab/c%20d.pdf", "index": 0}}
    assert second["locations"] == [{"physicalLocation": place}]
    assert third["locations"] == [{"physicalLocation": {**place, "properties": {"page": 2}}}]


def test_sarif_messages_hold_no_placeholder_and_no_link(outcome: Outcome) -> None:
    run = sarif(outcome)
    [told] = run["invocations"][0]["toolExecutionNotifications"]
    messages = [result["message"]["text"] for result in run["results"]]
    for text in (*messages, told["message"]["text"]):
        assert not re.search(r"[{}]", text.replace("{{", "").replace("}}", ""))
        assert not re.search(r"\[.*?\]\(", text)
    assert any("7*7" in text for text in messages)
    assert "September 2024 ends on the 30th." in " ".join(messages), "the suggestion is told"


def test_sarif_says_when_a_document_could_not_be_checked(draft: Checked) -> None:
    [invocation] = sarif(Outcome([draft]))["invocations"]
    assert invocation == {"executionSuccessful": True, "toolExecutionNotifications": []}
    [invocation] = sarif(Outcome([draft, named("b.pdf", problem="It is no PDF.")]))["invocations"]
    assert not invocation["executionSuccessful"]
    [told] = invocation["toolExecutionNotifications"]
    assert "It is no PDF." in told["message"]["text"]
    [location] = told["locations"]
    assert location["physicalLocation"]["artifactLocation"] == {"uri": "b.pdf", "index": 1}


def test_sarif_fingerprints_tell_findings_apart_and_outlast_their_order(draft: Checked) -> None:
    def marks(findings: list[Finding]) -> dict[str, str]:
        results = sarif(Outcome([Checked(draft.path, draft.plan, findings)]))["results"]
        return {
            result["partialFingerprints"]["plansift/v1"]: result["message"]["text"]
            for result in results
        }

    assert len(marks(draft.findings)) == len(draft.findings)
    assert marks(draft.findings) == marks(draft.findings[::-1])
    assert len(marks([draft.findings[0]] * 2)) == 2
