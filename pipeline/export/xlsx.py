"""The tracker as a workbook: actions, recommendations, leads and findings."""

from __future__ import annotations

import datetime as dt
import io
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.emit.text import count
from pipeline.emit.wording import short_name
from pipeline.escape import line
from schemas.plan import Plan

from .cells import sheet_text
from .load import Named
from .rows import COLUMNS, Row, findings_at, joined, pages, places, rows, shown
from .xlsx_style import Style, row_height, set_up

Value = str | int | dt.date | None

# Before this Excel's days are off by one or not there at all; such a date stays text.
_FIRST_DAY = dt.date(1900, 3, 1)
_WIDTHS = {
    "Plan": 18, "Rec.": 7, "Recommendation": 28, "No.": 7, "Action": 44, "Owners": 18,
    "Post": 20, "Deadline": 15, "Due": 12, "Slipped from": 13, "RAG": 8, "Status": 12,
    "Progress": 26, "Findings": 32, "Page": 6, "Evidence": 30, "Success measure": 30,
    "Resources": 20, "Other": 30, "Owners as printed": 18, "Recommendation id": 16,
    "Action id": 12, "Leads": 20, "Priority": 12, "Response": 12, "Linked plans": 24,
    "Expected outcomes": 40, "Success measures": 40, "Actions": 9, "Name": 24, "Initials": 9,
    "Organisation": 24, "State": 16, "Leads recommendations": 18, "Owns actions": 10,
    "Severity": 10, "Code": 10, "Finding": 60, "Where": 12, "Suggestion": 40,
}  # fmt: skip
_STATES = {"named": "Named", "tbc": "To be confirmed", "vacant": "Vacant"}
_SEVERITIES = {"error": "Error", "warning": "Warning", "info": "Note"}


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet before it is a sheet: its name, headings and rows."""

    name: str
    head: tuple[str, ...]
    rows: list[tuple[Value, ...]]


def to_xlsx(plans: Sequence[Named]) -> tuple[bytes, int]:
    """The workbook, and how many texts had to be cut to fit a cell.

    With several plans each sheet begins with a column that names them.
    """
    book = Workbook()
    book.remove(book.active)
    style = Style()
    one = len(plans) == 1
    title = (plans[0].plan.title or plans[0].name) if one else count(len(plans), "plan")
    book.properties.title = sheet_text(line(title)[:250])[0]
    book.properties.creator = "plansift"
    cut = 0
    for sheet in _sheets(plans):
        made = book.create_sheet(sheet.name)
        cut += _fill(made, sheet, style)
        set_up(made, sheet.head, len(sheet.rows), line(title)[:100])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue(), cut


def _sheets(plans: Sequence[Named]) -> Iterator[Sheet]:
    several = len(plans) > 1
    actions = [_action(row) for row in rows(plans)]
    kinds = (
        ("Actions", tuple(COLUMNS), actions),
        ("Recommendations", _RECOMMENDATIONS, _each(plans, _recommendations)),
        ("Leads", _LEADS, _each(plans, _leads)),
        ("Findings", _FINDINGS, _each(plans, _findings)),
    )
    for name, head, found in kinds:
        start = 0 if several else 1
        yield Sheet(name, head[start:], [row[start:] for row in found])


def _each(
    plans: Iterable[Named], made: Callable[[Plan], Iterator[tuple[Value, ...]]]
) -> list[tuple[Value, ...]]:
    """The rows of every plan, each with the plan's name before it."""
    return [(named.name, *row) for named in plans for row in made(named.plan)]


def _action(row: Row) -> tuple[Value, ...]:
    values = {name: getattr(row, name) for name in COLUMNS.values()}
    return tuple(_page(v) if name == "page" else v for name, v in values.items())


_RECOMMENDATIONS = (
    "Plan", "Rec.", "Recommendation", "Leads", "Priority", "Response", "Linked plans",
    "Expected outcomes", "Success measures", "Actions", "Findings", "Page",
)  # fmt: skip


def _recommendations(plan: Plan) -> Iterator[tuple[Value, ...]]:
    leads = {lead.id: lead for lead in plan.leads}
    found = findings_at(plan)
    for n, r in enumerate(plan.recommendations, 1):
        yield (
            short_name(r.label, n),
            r.text,
            joined(shown(owner, leads) for owner in r.leads),
            r.priority,
            r.response,
            joined(r.linked_plans),
            joined(r.expected_outcomes),
            joined(r.success_measures),
            len(r.actions),
            " ".join(found.get((r.id, None), [])),
            _page(pages(r.sources)),
        )


_LEADS = (
    "Plan", "Name", "Initials", "Post", "Organisation", "State", "Leads recommendations",
    "Owns actions", "Page",
)  # fmt: skip


def _leads(plan: Plan) -> Iterator[tuple[Value, ...]]:
    leading = Counter(id_ for r in plan.recommendations for id_ in {o.lead_id for o in r.leads})
    owning = Counter(id_ for p in places(plan) for id_ in {o.lead_id for o in p.action.owners})
    for lead in plan.leads:
        yield (
            lead.name,
            lead.initials,
            lead.job_title,
            lead.organisation,
            _STATES[lead.state],
            leading[lead.id],
            owning[lead.id],
            _page(pages(lead.sources)),
        )


_FINDINGS = ("Plan", "Severity", "Code", "Finding", "Where", "Suggestion", "Page")


def _findings(plan: Plan) -> Iterator[tuple[Value, ...]]:
    names: dict[tuple[str | None, str | None], str] = {}
    for n, r in enumerate(plan.recommendations, 1):
        names.setdefault((r.id, None), short_name(r.label, n))
    for place in places(plan):
        names.setdefault((place.recommendation.id, place.action.id), place.number)
    for finding in plan.findings:
        yield (
            _SEVERITIES[finding.severity],
            finding.code,
            finding.message,
            names.get((finding.recommendation, finding.action), ""),
            finding.suggestion,
            _page(pages(finding.sources)),
        )


def _page(told: str) -> str | int:
    """A single page as a number, so that it sorts as one."""
    return int(told) if told.isdigit() else told


def _fill(sheet: Worksheet, made: Sheet, style: Style) -> int:
    """Write headings and rows; how many texts had to be cut."""
    for column, heading in enumerate(made.head, 1):
        style.heading(sheet.cell(1, column, heading))
        sheet.column_dimensions[get_column_letter(column)].width = _WIDTHS[heading]
    cut = 0
    for number, values in enumerate(made.rows, 2):
        for column, (heading, value) in enumerate(zip(made.head, values, strict=True), 1):
            if isinstance(value, dt.date) and value < _FIRST_DAY:
                value = value.isoformat()
            if isinstance(value, str):
                value, shortened = sheet_text(value)
                cut += shortened
            style.put(sheet.cell(number, column), None if value == "" else value, heading)
        texts = zip(made.head, values, strict=True)
        sheet.row_dimensions[number].height = row_height(
            (str(value), _WIDTHS[heading]) for heading, value in texts if isinstance(value, str)
        )
    return cut


def cut_told(cut: int) -> str:
    """What is said of texts that were cut."""
    return f"{count(cut, 'text')} cut in the workbook: a cell holds 32,767 characters at most."
