"""The outcome as SARIF 2.1.0, for code scanning.

Offsets count characters of the document's extracted text, in Unicode code points, as the plan's
own `span` does; pages and boxes have no field in SARIF and stand in a region's `properties`, or
in its location's where there is no offset.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from importlib.metadata import version
from typing import Any
from urllib.parse import quote

from pipeline.lint.baseline import entry_of
from pipeline.lint.result import Checked, Outcome
from schemas.plan import Finding, Source

from .sarif_rules import LEVELS, message, rules
from .words import dump, from_here

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)


def render(outcome: Outcome) -> str:
    """One run with all rules, the documents as artifacts and the findings as results."""
    described = rules()
    indices = {rule["id"]: index for index, rule in enumerate(described)}
    run = {
        "tool": {
            "driver": {"name": "plansift", "version": version("plansift"), "rules": described}
        },
        "columnKind": "unicodeCodePoints",
        "invocations": [_invocation(outcome)],
        "artifacts": [
            {"location": {"uri": _uri(document)}, "roles": ["analysisTarget"]}
            for document in outcome.documents
        ],
        "results": [
            result
            for index, document in enumerate(outcome.documents)
            for result in _results(document, index, indices)
        ],
    }
    return dump({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


def _invocation(outcome: Outcome) -> dict[str, Any]:
    told = [
        {
            "level": "error",
            "message": message(f"The document could not be checked: {document.problem}"),
            "locations": [{"physicalLocation": {"artifactLocation": _artifact(document, index)}}],
        }
        for index, document in enumerate(outcome.documents)
        if document.problem is not None
    ]
    return {"executionSuccessful": not told, "toolExecutionNotifications": told}


def _results(document: Checked, index: int, indices: dict[str, int]) -> Iterator[dict[str, Any]]:
    artifact = _artifact(document, index)
    seen: Counter[str] = Counter()
    for finding in document.findings:
        result: dict[str, Any] = {"ruleId": finding.code}
        if finding.code in indices:
            result["ruleIndex"] = indices[finding.code]
        told = f"{finding.message} {finding.suggestion or ''}"
        result |= {"level": LEVELS[finding.severity], "message": message(told)}
        places = [_place(artifact, source) for source in finding.sources] or [_place(artifact)]
        # Several locations would mean that a finding is settled only by changes at each of them.
        result["locations"] = [{**places[0], **_logical(finding)}]
        if places[1:]:
            result["relatedLocations"] = places[1:]
        if document.plan is not None:
            entry = entry_of(from_here(document.path), document.plan, finding)
            seen[entry.fingerprint] += 1
            mark = f"{entry.fingerprint}:{seen[entry.fingerprint]}"
            result["partialFingerprints"] = {"plansift/v1": mark}
        yield result


def _place(artifact: dict[str, Any], source: Source | None = None) -> dict[str, Any]:
    return {"physicalLocation": {"artifactLocation": artifact, **_where(source)}}


def _where(source: Source | None) -> dict[str, Any]:
    if source is None:
        return {}
    printed: dict[str, Any] = {} if source.page is None else {"page": source.page}
    if source.bbox is not None:
        printed |= {"bbox": list(source.bbox), "unit": "pt"}
    held = {"properties": printed} if printed else {}
    if source.span is None:
        # SARIF knows no region without an offset.
        return held
    start, end = source.span
    return {"region": {"charOffset": max(start, 0), "charLength": max(end - start, 0), **held}}


def _logical(finding: Finding) -> dict[str, Any]:
    """The innermost part of the plan that a finding is on, named by the plan's own ids."""
    kind, name = "action", finding.action
    if name is None:
        kind, name = "recommendation", finding.recommendation
    if name is None:
        return {}
    path = [part for part in (finding.recommendation, finding.action) if part is not None]
    return {
        "logicalLocations": [{"name": name, "kind": kind, "fullyQualifiedName": "/".join(path)}]
    }


def _artifact(document: Checked, index: int) -> dict[str, Any]:
    return {"uri": _uri(document), "index": index}


def _uri(document: Checked) -> str:
    return quote(os.fsencode(from_here(document.path)))
