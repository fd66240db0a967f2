"""Rules on recommendations, and on summary against section."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.status import is_refusal
from schemas.plan import Owner, Plan, Recommendation

from .base import Context, Hit, begin, named, rule
from .numbering import faults

_TOKEN = re.compile(r"\w+")


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
    why="The document has neither a recommendation nor an action that plansift can see.",
    bad="A letter that says a plan will follow.",
    good="A table, a list or paragraphs that say what will be done.",
    settle="Check that it is the right file; if it is a plan, put its actions into a table.",
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
    why="Two parts of the plan make different people answer for the recommendation.",
    bad="Summary: 3 | AW       Section 3: Lead: KM",
    good="Summary: 3 | KM       Section 3: Lead: KM",
    settle="Decide who leads, and say so in both places.",
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
    why="Beyond case, punctuation and hyphens the wordings differ, so that the aim may too.",
    bad="Summary: Review all thresholds       Section: Review some thresholds",
    good="Summary: Review all thresholds       Section: Review all thresholds",
    settle="Take the inspectorate's wording, in both places.",
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
    why="Nothing in the plan answers this recommendation.",
    bad="Recommendation 3: Review all thresholds   (no action below it)",
    good="Recommendation 3: Review all thresholds   3.1 | Audit 40 cases | KM | 30 June 2027",
    settle="Say what will be done, or print the response that refuses it.",
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
    why="A recommendation that only one part of the plan knows is easily lost.",
    bad="The summary lists recommendations 1 to 4; the sections stop at 3.",
    good="The summary and the sections both have 1 to 4.",
    settle="Add the section, or the row of the summary.",
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
    why="A gap in the numbering may mean that a recommendation was dropped.",
    bad="1, 2, 4",
    good="1, 2, 3",
    settle="Put the missing recommendation back, or number them anew.",
)
def rec005(plan: Plan, context: Context) -> Iterator[Hit]:
    del context
    for at, said in faults([rec.label for rec in plan.recommendations]):
        rec = plan.recommendations[at]
        yield Hit(said, rec.id, None, "label", rec.sources)


@rule(
    "REC006",
    "recommendation without a success measure",
    "warning",
    why="The plan says of its other recommendations how success will show.",
    bad="Recommendation 3 has no success measure; 1, 2 and 4 have.",
    good="Each says how success will show.",
    settle="Say how one will see that it has worked.",
)
def rec006(plan: Plan, context: Context) -> Iterator[Hit]:
    del context
    if sum(map(_measured, plan.recommendations)) * 2 < len(plan.recommendations):
        return
    for rec in plan.recommendations:
        if not _measured(rec) and not is_refusal(rec.response or ""):
            yield Hit(
                f"{begin(named(rec))} has no success measure, though the others have.",
                rec.id, None, "success_measures", rec.sources,
            )  # fmt: skip


def _measured(rec: Recommendation) -> bool:
    return bool(rec.success_measures) or any(a.success_measure for a in rec.actions)


@rule(
    "REC007",
    "summary and section name different linked plans",
    "info",
    why="Two parts of the plan point to different plans for the detail.",
    bad="Summary: 3 | Training Plan       Section 3: Workforce Strategy",
    good="Summary: 3 | Training Plan       Section 3: Training Plan",
    settle="Name the same plan in both places.",
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


@rule(
    "REC008",
    "another number of recommendations than stated",
    "warning",
    why="The plan says how many recommendations it answers; one may have been left out.",
    bad="“This plan answers the twelve recommendations”, and eleven follow.",
    good="“This plan answers the twelve recommendations”, and twelve follow.",
    settle="Look for the missing one in the inspectorate's report, or correct the number.",
    contract=False,
)
def rec008(plan: Plan, context: Context) -> Iterator[Hit]:
    del context
    stated, held = plan.recommendations_stated, len(plan.recommendations)
    if stated is not None and stated.count != held:
        yield Hit(
            f"The plan says “{stated.raw}”, and holds {held}.",
            field="recommendations",
            sources=stated.sources,
        )
