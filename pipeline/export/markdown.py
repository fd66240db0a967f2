"""Plans as Markdown: a table for each recommendation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from pipeline.emit.text import summary_line
from pipeline.emit.when import long_date
from pipeline.emit.wording import name
from pipeline.escape import markdown

from .cells import whole
from .load import Named
from .rows import Row, joined, rows, shown

# What GitHub makes links of without any mark.
_LINKS = re.compile(r":(?=//)|(?<=www)\.", re.IGNORECASE)
_HEAD = ("No.", "Action", "Owners", "Deadline", "Due", "RAG", "Status", "Findings", "Page")


def to_markdown(plans: Sequence[Named]) -> bytes:
    """A heading for each plan, one for each recommendation, and its actions below."""
    parts = ["\n\n".join(_plan(named)) for named in plans]
    return ("\n\n".join(parts) + "\n").encode("utf-8")


def _plan(named: Named) -> Iterator[str]:
    plan = named.plan
    yield f"# {escaped(plan.title or named.name) or escaped(named.name)}"
    told = [("Organisation", plan.organisation), ("Inspectorate", plan.inspectorate)]
    facts = [f"{what}: {escaped(value)}" for what, value in told if value]
    yield " · ".join([f"Plan: {escaped(named.name)}", summary_line(plan), *facts])
    leads = {lead.id: lead for lead in plan.leads}
    found = {n: list(group) for n, group in groupby(_numbered(named), key=lambda pair: pair[0])}
    for n, r in enumerate(plan.recommendations, 1):
        heading = name(r.label, f"Recommendation {n}", "Recommendation")
        yield f"## {escaped(f'{heading}: {r.text}')}"
        about = [
            ("Leads", joined(shown(owner, leads) for owner in r.leads)),
            ("Priority", r.priority),
            ("Response", r.response),
            ("Linked plans", joined(r.linked_plans)),
            ("Expected outcomes", joined(r.expected_outcomes)),
            ("Success measures", joined(r.success_measures)),
        ]
        if lines := [f"- {what}: {escaped(value)}" for what, value in about if value]:
            yield "\n".join(lines)
        yield _table([row for _, row in found[n]]) if n in found else "No actions."
    if loose := [f for f in plan.findings if f.action is None]:
        yield "## Findings on no action"
        yield "\n".join(f"- {escaped(f'{f.code}: {f.message}')}" for f in loose)


def _numbered(named: Named) -> Iterator[tuple[int, Row]]:
    """The rows of a plan, each with the number of its recommendation."""
    counted = (n for n, r in enumerate(named.plan.recommendations, 1) for _ in r.actions)
    return zip(counted, rows([named]), strict=True)


def _table(found: list[Row]) -> str:
    cells = [[escaped(cell) for cell in _cells(row)] for row in found]
    return "\n".join(f"| {' | '.join(row)} |" for row in (_HEAD, ["---"] * len(_HEAD), *cells))


def _cells(row: Row) -> tuple[str, ...]:
    due = long_date(row.due) if row.due else ""
    return (
        row.number,
        row.action,
        row.owners or row.owners_printed,
        row.deadline,
        due,
        row.rag,
        row.status,
        row.findings,
        row.page,
    )


def escaped(text: str) -> str:
    """Text as Markdown shows it, on one line and never as markup."""
    return _LINKS.sub(lambda found: f"&#{ord(found[0])};", markdown(whole(text)))
