"""Rules on recommendations, and on summary against section."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.labels import label_code, label_style
from extractors.status import is_refusal
from schemas.plan import Owner, Plan, Recommendation

from .base import Context, Hit, begin, named, rule

_TOKEN = re.compile(r"\w+")
_NUMBER = re.compile(r"\d+(?=\D*$)")


def _words(text: str) -> list[str]:
    """A text's words without case, punctuation and hyphens."""
    plain = re.sub(r"[-‐‑–—]|(?<=\w)['’](?=\w)", "", text.casefold())
    return _TOKEN.findall(plain)


def _joined(text: str) -> str:
    return "".join(_words(text))


def _who(owners: list[Owner]) -> set[str]:
    return {o.lead_id or _joined(o.name or o.raw) for o in owners}


def _listed(owners: list[Owner]) -> str:
    return ", ".join(o.name or o.raw for o in owners)


def _from_summary_only(rec: Recommendation) -> bool:
    """True for a row of the summary that no section answers."""
    return rec.summary is not None and not rec.actions and rec.sources == rec.summary.sources


@rule(
    "REC000",
    "no plan found",
    "error",
    "The document has neither a recommendation nor an action that plansift can see.",
)
def rec000(plan: Plan, context: Context) -> Iterator[Hit]:
    del context
    if not plan.recommendations:
        yield Hit(
            "No recommendation or action was found in this document; "
            "if it is a plan, its layout is one that plansift can't read."
        )


@rule(
    "REC001",
    "summary and section name different leads",
    "warning",
    "Two parts of the plan make different people answer for the recommendation.",
)
def rec001(plan: Plan, context: Context) -> Iterator[Hit]:
    del context
    for rec in plan.recommendations:
        if not rec.summary or not rec.summary.leads or not rec.leads:
            continue
        if _who(rec.leads) != _who(rec.summary.leads):
            yield Hit(
                f"{begin(named(rec))}: the summary names {_listed(rec.summary.leads)}, "
                f"its section {_listed(rec.leads)}.",
                rec.id, None, "leads", rec.summary.sources,
            )  # fmt: skip


@rule(
    "REC002",
    "summary and section word it differently",
    "warning",
    "Beyond case, punctuation and hyphens the wordings differ, so that the aim may too.",
)
def rec002(plan: Plan, context: Context) -> Iterator[Hit]:
    del context
    for rec in plan.recommendations:
        if rec.summary and _joined(rec.summary.text) != _joined(rec.text):
            yield Hit(
                f"{begin(named(rec))} is worded “{rec.summary.text}” in the summary "
                f"and “{rec.text}” in its section.",
                rec.id, None, "text", rec.summary.sources,
            )  # fmt: skip


@rule(
    "REC003",
    "recommendation without an action",
    "error",
    "Nothing in the plan answers this recommendation.",
)
def rec003(plan: Plan, context: Context) -> Iterator[Hit]:
    del context
    for rec in plan.recommendations:
        if not rec.actions and not is_refusal(rec.response or "") and not _from_summary_only(rec):
            yield Hit(f"{begin(named(rec))} has no action.", rec.id, None, "actions", rec.sources)


@rule(
    "REC004",
    "summary without section, or section without summary",
    "warning",
    "A recommendation that only one part of the plan knows is easily lost.",
)
def rec004(plan: Plan, context: Context) -> Iterator[Hit]:
    del context
    if not any(r.summary for r in plan.recommendations):
        return
    if all(_from_summary_only(r) for r in plan.recommendations):
        return
    for rec in plan.recommendations:
        if _from_summary_only(rec):
            yield Hit(
                f"{begin(named(rec))} stands in the summary and has no section.",
                rec.id, None, None, rec.sources,
            )  # fmt: skip
        elif rec.summary is None:
            yield Hit(
                f"{begin(named(rec))} has a section and is not in the summary.",
                rec.id, None, "summary", rec.sources,
            )  # fmt: skip


@rule(
    "REC005",
    "label repeated or missing",
    "warning",
    "A gap in the numbering may mean that a recommendation was dropped.",
)
def rec005(plan: Plan, context: Context) -> Iterator[Hit]:
    del context
    last: dict[str, int] = {}
    for rec in plan.recommendations:
        place = _place(rec)
        if place is None:
            continue
        series, number = place
        before = last.get(series)
        if before is not None and number == before:
            yield Hit(f"The label “{rec.label}” is used twice.", rec.id, None, "label", rec.sources)
        elif before is not None and number > before + 1:
            missing = ", ".join(str(n) for n in range(before + 1, number)[:5])
            yield Hit(
                f"The numbering goes from {before} to {number}: {missing} is missing before "
                f"“{rec.label}”.",
                rec.id, None, "label", rec.sources,
            )  # fmt: skip
        last[series] = number


def _place(rec: Recommendation) -> tuple[str, int] | None:
    """A label as its series (all but the last number) and that number."""
    if not rec.label:
        return None
    code = label_code(rec.label)
    match = _NUMBER.search(code)
    if match is None:
        return None
    return f"{label_style(rec.label)}|{code[: match.start()]}", int(match[0])


@rule(
    "REC006",
    "recommendation without a success measure",
    "warning",
    "The plan says of its other recommendations how success will show.",
)
def rec006(plan: Plan, context: Context) -> Iterator[Hit]:
    del context
    measured = [r for r in plan.recommendations if r.success_measures]
    if len(measured) * 2 <= len(plan.recommendations):
        return
    for rec in plan.recommendations:
        if not rec.success_measures and not any(a.success_measure for a in rec.actions):
            yield Hit(
                f"{begin(named(rec))} has no success measure, though the others have.",
                rec.id, None, "success_measures", rec.sources,
            )  # fmt: skip


@rule(
    "REC007",
    "summary and section name different linked plans",
    "info",
    "Two parts of the plan point to different plans for the detail.",
)
def rec007(plan: Plan, context: Context) -> Iterator[Hit]:
    del context
    for rec in plan.recommendations:
        if not rec.summary or not rec.summary.linked_plans or not rec.linked_plans:
            continue
        if {_joined(p) for p in rec.linked_plans} != {_joined(p) for p in rec.summary.linked_plans}:
            yield Hit(
                f"{begin(named(rec))}: the summary links to "
                f"{'; '.join(rec.summary.linked_plans)}, its section to "
                f"{'; '.join(rec.linked_plans)}.",
                rec.id, None, "linked_plans", rec.summary.sources,
            )  # fmt: skip
