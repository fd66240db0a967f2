"""Which of a document's dates is the plan's own, and which is an action's, or nobody's."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import docx
import pytest
from docx.document import Document

import plansift
from pipeline.checks import check
from schemas.plan import Plan

TITLE = "Harbour Action Plan"
GRID = [
    ["Ref", "Recommendation", "Action", "Owner", "Deadline"],
    ["R1", "Mend the sea wall", "Hire a mason", "KM", "30 June 2027"],
    ["R2", "Light the pier", "Buy lamps", "AW", "31 July 2027"],
    ["R3", "Count the boats", "Keep a log", "RS", "31 August 2027"],
]


def draw(made: Document, rows: Sequence[Sequence[str]]) -> None:
    table = made.add_table(rows=0, cols=len(rows[0]))
    table.style = "Table Grid"
    for texts in rows:
        for cell, text in zip(table.add_row().cells, texts, strict=True):
            cell.text = text


def read(path: Path, *parts: str | Sequence[Sequence[str]]) -> Plan:
    """The plan of a Word file with a title, and lines and tables below it."""
    made = docx.Document()
    made.add_heading(TITLE, 1)
    for part in parts:
        if isinstance(part, str):
            made.add_paragraph(part)
        else:
            draw(made, part)
    made.save(str(path / "plan.docx"))
    return plansift.convert(path / "plan.docx")


def day_of(plan: Plan) -> str | None:
    return plan.plan_date.raw if plan.plan_date else None


@pytest.mark.parametrize(
    "rows",
    [
        [
            ["Action", "Start date", "Deadline", "Owner"],
            ["Hire a mason", "1 May 2026", "30 June 2026", "KM"],
            ["Buy lamps", "3 May 2026", "31 July 2026", "AW"],
        ],
        [
            ["Action", "Owner", "Timescale"],
            ["Hire a mason", "KM", "Start 1 May 2026"],
            ["Buy lamps", "AW", "31 July 2026"],
        ],
        [
            ["Action", "Hire a mason"],
            ["Owner", "KM"],
            ["Agreed", "1 May 2026"],
            ["Due", "30 June 2026"],
        ],
    ],
    ids=["a column", "a cell", "a card"],
)
def test_a_date_of_an_action_is_not_the_plans(tmp_path: Path, rows: list[list[str]]) -> None:
    plan = read(tmp_path, rows)
    assert [a.text for r in plan.recommendations for a in r.actions][:1] == ["Hire a mason"]
    assert day_of(plan) is None


@pytest.mark.parametrize(
    "line",
    [
        "Start date: 1 May 2026",
        "Starts 1 May 2026",
        "Plan start date: 1 May 2026",
        "Kick-off 1 May 2026",
        "End date: 31 March 2027",
        "Review date: 3 June 2027",
        "Date of next review: 3 June 2027",
        "Review: 3 June 2027",
        "Next meeting 3 June 2027",
        "Target date: 3 June 2027",
        "Completion date: 3 June 2027",
        "Response due 3 June 2026",
        "Expires 3 June 2027",
        "Established 1 May 1999",
        "3 June 2027 (review date)",
    ],
)
def test_a_line_that_dates_something_else_does_not_date_the_plan(tmp_path: Path, line: str) -> None:
    plan = read(tmp_path, line, GRID)
    assert (day_of(plan), plan.inspection_date, plan.report_date) == (None, None, None)


@pytest.mark.parametrize(
    "line",
    [
        "3 June 2026",
        "Date: 3 June 2026",
        "Version 2, 3 June 2026",
        "Agreed by Cabinet on 3 June 2026",
        "Date: 3 June 2026, review date: 3 June 2027",
        "Review date: 3 June 2027. Plan agreed: 3 June 2026",
        "Last reviewed 3 June 2026",
    ],
)
def test_a_line_that_dates_the_plan(tmp_path: Path, line: str) -> None:
    assert day_of(read(tmp_path, line, GRID)) == "3 June 2026"


def test_the_next_inspection_is_not_the_last(tmp_path: Path) -> None:
    line = "Date of next inspection: June 2028. Inspection started on 3 June 2026"
    plan = read(tmp_path, line, GRID)
    assert plan.inspection_date is not None
    assert plan.inspection_date.raw == "3 June 2026"


@pytest.mark.parametrize(
    ("block", "day"),
    [
        ([["Review date", "3 June 2027"], ["Date", "3 June 2026"]], "3 June 2026"),
        ([["Start date", "1 May 2026", "Review date", "3 June 2027"]], None),
        ([["Review date", "Approved"], ["3 June 2027", "3 June 2026"]], "3 June 2026"),
        ([["Version", "Review date", "Date"], ["2", "3 June 2027", "3 June 2026"]], "3 June 2026"),
        ([["Version", "Start date", "Author"], ["2", "3 June 2026", "KM"]], None),
    ],
)
def test_a_title_block_says_which_date_is_which(
    tmp_path: Path, block: list[list[str]], day: str | None
) -> None:
    assert day_of(read(tmp_path, block, "The board agreed what follows.", GRID)) == day


def test_what_a_plan_contradicts_itself_in_is_found_in_a_document(tmp_path: Path) -> None:
    rows = [
        ["Ref", "Recommendation", "Action", "Owner", "Start", "Deadline", "Status"],
        ["1", "Mend the wall", "1.1 Hire a mason", "KM", "1 May 2026", "1 April 2026", "Open"],
        ["", "", "1.3 Buy the stone", "KM", "1 May 2026", "Monday 3 June 2026", "Open"],
        ["2", "Light the pier", "2.1 Buy the lamps", "AW", "", "July 2027", "Overdue"],
    ]
    plan = read(tmp_path, "Date: 1 March 2026", rows)
    found = check(plan, codes=["ACT004", "DAT010", "DAT011", "DAT012", "STA002"])
    assert [(f.code, f.action) for f in found] == [
        ("ACT004", "1.3"),
        ("DAT010", "1.1"),
        ("DAT012", "1.3"),
        ("STA002", "2.1"),
    ]
