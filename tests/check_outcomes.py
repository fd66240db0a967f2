"""Outcomes of a check, for the tests of its formats: a draft, and texts that try to break out."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from command import CORPUS
from made_plans import plan_data, retold

import plansift
from pipeline.lint.result import Checked, Gone, Outcome
from schemas.plan import Finding, Plan

HOSTILE = (
    "x<script>alert(1)</script><!-- {{ 7*7 }} {0} {% x %} | a | `b` ``c`` [l](http://x) ![i](y) "
    "]]> %0A%0D %25 \r\n::error::y\n::warning file=a::z\r::stop-commands::t, & &amp; &#124; "
    "\\| \\\\ **b** __i__ ~~s~~ $m$ # h\n\n## h\n- l"
    "\t\x1b[31m\x07\x08\x7f\x9b31m\u2028\u202e\x00\ufffe\ud800"
)
ROUGH = Path("plans") / "a b|`<i>`]]>,%0A: #{0}é\n::error::[x](y)\x1b[1m\udcff.docx"


def named(path: str | Path, **changes: Any) -> Checked:
    return Checked(Path(path), **changes)


@cache
def draft() -> Checked:
    """A draft with findings of many kinds, as the command checks it."""
    path = CORPUS / "draft-eskmouth.docx"
    plan = plansift.convert(path)
    return Checked(path, plan, plan.findings)


@cache
def hostile() -> Checked:
    """A document whose every text would break out where it could."""
    plan = Plan.model_validate(retold(plan_data(), HOSTILE))
    codes = ("OWN002", "DAT002", "LED003")
    findings = [
        finding.model_copy(update={"code": code, "suggestion": HOSTILE})
        for code, finding in zip(codes, plan.findings, strict=True)
    ]
    return Checked(ROUGH, plan, findings, known=1, gone=[Gone("DAT001", HOSTILE)])


@cache
def outcome() -> Outcome:
    """All that a check may come to."""
    assert len(draft().findings) >= 15
    failed = Checked(ROUGH.with_suffix(".pdf"), problem=HOSTILE)
    clean = Checked(Path("clean.docx"), draft().plan)
    return Outcome([draft(), hostile(), clean, failed])


def found(outcome: Outcome) -> list[Finding]:
    return [finding for _, finding in outcome.findings()]
