"""A plan on the terminal, as a person reads it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence

from rich.box import ROUNDED, SIMPLE_HEAD
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from pipeline.emit.text import SEVERITIES, summary_line
from pipeline.emit.when import long_date
from pipeline.emit.wording import name
from pipeline.escape import line
from schemas.plan import Lead, Plan, Recommendation, When

from .load import Named
from .rows import Row, joined, rows, shown

# In a pipe nobody says how wide a line may be.
_PIPED_WIDTH = 110
_RATED = {
    "Red": "bold white on red3",
    "Amber": "bold black on orange1",
    "Green": "bold white on dark_green",
    "Blue": "bold white on blue3",
    "Grey": "bold white on grey37",
}
_STATUS = {"Complete": "green", "Overdue": "bold red", "In progress": "cyan"}
_SEVERITY = {"error": ("Error", "bold red"), "warning": ("Warning", "yellow"), "info": ("Note", "")}


def show_plans(plans: Sequence[Named], console: Console | None = None) -> None:
    """Print plans one after another; colours only where stdout is a terminal."""
    console = console or _console()
    for number, named in enumerate(plans):
        if number:
            console.print()
        _show(console, named)


def _console() -> Console:
    wide = None if sys.stdout.isatty() or os.environ.get("COLUMNS") else _PIPED_WIDTH
    return Console(width=wide, highlight=False, emoji=False, markup=False)


def _show(console: Console, named: Named) -> None:
    plan = named.plan
    console.print(_text(plan.title or named.name, "bold"))
    for what, value in _facts(named):
        console.print(Text.assemble((f"{what}: ", "dim"), _text(value)), soft_wrap=False)
    console.print(_text(summary_line(plan)))
    found = list(rows([named]))
    leads = {lead.id: lead for lead in plan.leads}
    start = 0
    for n, r in enumerate(plan.recommendations, 1):
        heading = name(r.label, f"Recommendation {n}", "Recommendation")
        console.print()
        console.print(Text.assemble(_text(heading, "bold cyan"), "  ", _text(r.text, "bold")))
        for what, values in _about(r, leads):
            if len(values) == 1:
                console.print(Text.assemble((f"  {what}: ", "dim"), _text(values[0])))
            elif values:
                console.print(Text(f"  {what}:", "dim"))
                for value in values:
                    console.print(Padding(Text.assemble("- ", _text(value)), (0, 0, 0, 4)))
        part = found[start : start + len(r.actions)]
        start += len(r.actions)
        if part:
            console.print(_actions(part, [action.deadline for action in r.actions]))
        else:
            console.print(Text("  No actions.", "dim"))
    if plan.leads:
        console.print()
        console.print(_leads(plan))
    if plan.findings:
        console.print()
        console.print(_findings(plan))


def _facts(named: Named) -> Iterable[tuple[str, str]]:
    plan = named.plan
    dates = [("Plan of", plan.plan_date), ("Inspected", plan.inspection_date)]
    told = [
        ("File", named.name),
        ("Organisation", plan.organisation),
        ("Inspectorate", plan.inspectorate),
        ("Judgement", plan.judgement),
        *((what, when.raw if when else None) for what, when in dates),
    ]
    return [(what, value) for what, value in told if value]


def _about(r: Recommendation, leads: dict[str, Lead]) -> list[tuple[str, list[str]]]:
    return [
        ("Leads", [led] if (led := joined(shown(owner, leads) for owner in r.leads)) else []),
        ("Priority", [r.priority] if r.priority else []),
        ("Response", [r.response] if r.response else []),
        ("Linked plans", r.linked_plans),
        ("Expected outcomes", r.expected_outcomes),
        ("Success measures", r.success_measures),
    ]


def _actions(found: list[Row], deadlines: list[When | None]) -> Table:
    table = Table(box=ROUNDED, header_style="bold", show_lines=True)
    table.add_column("No.", overflow="fold")
    table.add_column("Action", ratio=5, overflow="fold")
    table.add_column("Owners", ratio=2, overflow="fold")
    table.add_column("Deadline", ratio=2, overflow="fold")
    marks = any(row.rag or row.status for row in found)
    if marks:
        table.add_column("Status", overflow="fold")
    for row, when in zip(found, deadlines, strict=True):
        cells = [_text(row.number), _text(row.action), _owners(row), _deadline(row, when)]
        table.add_row(*cells, *([_marks(row)] if marks else []))
    return table


def _owners(row: Row) -> Text:
    if row.owners:
        return _text(row.owners)
    return _text(row.owners_printed or "nobody", "yellow")


def _deadline(row: Row, when: When | None) -> Text:
    if when is None:
        return Text("none", "yellow")
    told = _text(row.deadline, "" if row.due else "yellow")
    if row.due and when.kind != "date":
        told.append(f"\n{long_date(row.due)}", "dim")
    if row.slipped_from:
        told.append("\nwas ", "dim").append_text(_text(row.slipped_from, "dim strike"))
    return told


def _marks(row: Row) -> Text:
    told = _text(row.status, _STATUS.get(row.status, ""))
    if row.rag:
        told.append("\n" if row.status else "")
        told.append_text(_text(f" {line(row.rag)} ", _RATED.get(row.rag, ""), kept=True))
    return told


def _leads(plan: Plan) -> Table:
    owned = [{o.lead_id for o in a.owners} for r in plan.recommendations for a in r.actions]
    table = _titled("Leads")
    initials = any(lead.initials for lead in plan.leads)
    for heading in (*(["Initials"] if initials else []), "Name", "Post", "Actions"):
        table.add_column(heading, justify="right" if heading == "Actions" else "left")
    for lead in plan.leads:
        number = sum(lead.id in owners for owners in owned)
        about = ", ".join(part for part in (lead.job_title, lead.organisation) if part)
        table.add_row(
            *([_text(lead.initials or "")] if initials else []),
            _text(lead.name or {"tbc": "to be confirmed", "vacant": "vacant"}.get(lead.state, "")),
            _text(about),
            Text(str(number), "" if number else "yellow"),
        )
    return table


def _findings(plan: Plan) -> Table:
    table = _titled("Findings")
    for heading in ("Severity", "Code", "Finding"):
        table.add_column(heading, overflow="fold")
    for finding in sorted(plan.findings, key=lambda f: SEVERITIES.index(f.severity)):
        word, style = _SEVERITY[finding.severity]
        table.add_row(Text(word, style), _text(finding.code), _text(finding.message))
    return table


def _titled(title: str) -> Table:
    return Table(
        box=SIMPLE_HEAD, header_style="bold", title=title, title_style="bold", title_justify="left"
    )


def _text(text: str, style: str = "", *, kept: bool = False) -> Text:
    """Text that a terminal shows and does not obey; `kept` keeps its spaces."""
    return Text(text if kept else line(text), style)
