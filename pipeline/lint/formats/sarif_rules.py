"""The rules as SARIF describes them, and messages as SARIF writes them."""

from __future__ import annotations

import re
from typing import Any

from pipeline.checks import RULES, Rule
from pipeline.checks.base import begin
from pipeline.escape import line
from schemas.plan import Severity

LEVELS: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "note"}


def rules() -> list[dict[str, Any]]:
    """All rules, by code, so that a finding's `ruleIndex` depends on no choice of rules."""
    return [_descriptor(rule) for _, rule in sorted(RULES.items())]


def message(text: str) -> dict[str, str]:
    """A text as a message without placeholders and links, whatever the text holds."""
    return {"text": _literal(line(text))}


def _literal(text: str) -> str:
    # SARIF doubles literal braces, but has no escape for what looks like a link outside of one.
    return text.replace("{", "{{").replace("}", "}}").replace("](", "] (")


def _descriptor(rule: Rule) -> dict[str, Any]:
    shown = f"Bad: {rule.bad}\nGood: {rule.good}\nTo settle it: {rule.settle}"
    marked = (
        f"{rule.why}\n\n```text\nbad:   {rule.bad}\ngood:  {rule.good}\n```\n\n"
        f"To settle it: {rule.settle}"
    )
    return {
        "id": rule.code,
        "name": _identifier(rule.name),
        "shortDescription": message(f"{begin(rule.name)}."),
        "fullDescription": message(rule.why),
        "help": {"text": _literal(shown), "markdown": _literal(marked)},
        "defaultConfiguration": {"enabled": rule.on, "level": LEVELS[rule.severity]},
    }


def _identifier(name: str) -> str:
    """`ActionWithoutOwner`: SARIF's name of a rule is an identifier."""
    return "".join(begin(word) for word in re.findall(r"\w+", re.sub("['’]", "", name)))
