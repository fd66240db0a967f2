"""What a plan says of itself: its end, its number of recommendations, its columns, who leads."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import docx
import pytest
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle

import plansift
from extractors.people import split_owners
from pipeline.checks import check
from schemas.document import Passage, Word
from schemas.plan import Plan

HEADER = ("Ref", "Recommendation", "Action", "Owner", "Deadline")
ROWS = (
    ("R1", "Mend the sea wall", "Hire a mason", "KM", "30 June 2017"),
    ("R2", "Light the pier", "Buy lamps", "AW", "31 July 2017"),
    ("R3", "Count the boats", "Keep a log", "RS", "31 August 2017"),
)
INTRO = "The harbour board agreed what follows after long talk with the crews and the town."


def plan_of(
    path: Path,
    *,
    title: str = "Harbour Improvement Plan",
    below: tuple[str, ...] = (),
    told: str = "",
    header: tuple[str, ...] = HEADER,
    rows: tuple[tuple[str, ...], ...] = ROWS,
) -> Plan:
    """The plan read from a Word file with a title, lines below it, a paragraph and a table."""
    made = docx.Document()
    made.add_heading("Saltby Harbour Board", 1)
    made.add_heading(title, 2)
    for line in below:
        made.add_paragraph(line)
    made.add_paragraph(INTRO)
    if told:
        made.add_paragraph(told)
    table = made.add_table(rows=0, cols=len(header))
    table.style = "Table Grid"
    for texts in (header, *rows):
        for cell, text in zip(table.add_row().cells, texts, strict=True):
            cell.text = text
    file = path / "plan.docx"
    made.save(str(file))
    return plansift.convert(file)


@pytest.mark.parametrize(
    ("title", "below", "told", "raw", "latest"),
    [
        ("Improvement Plan 2016-2018", (), "", "2018", dt.date(2018, 12, 31)),
        ("Harbour Action plan 2025 to 2026", (), "", "2026", dt.date(2026, 12, 31)),
        ("CQC Improvement Plan 2016/17", (), "", "2016/17", dt.date(2017, 9, 30)),
        ("Improvement Plan 2016/17 – 2018/19", (), "", "2018/19", dt.date(2019, 9, 30)),
        ("2016–2018 Improvement Plan", (), "", "2018", dt.date(2018, 12, 31)),
        ("Action Plan: April 2016 – March 2018", (), "", "March 2018", dt.date(2018, 3, 31)),
        (
            "Harbour Action Plan",
            ("April 2016 – March 2018",),
            "",
            "March 2018",
            dt.date(2018, 3, 31),
        ),
        ("Harbour Action Plan", ("2016-2018",), "", "2018", dt.date(2018, 12, 31)),
        (
            "Harbour Action Plan",
            ("Plan period: April 2016 to March 2018",),
            "",
            "March 2018",
            dt.date(2018, 3, 31),
        ),
        ("Harbour Action Plan", ("Period covered: 2016/17",), "", "2016/17", dt.date(2017, 9, 30)),
        (
            "Harbour Action Plan",
            ("Plan end date: 31 March 2018",),
            "",
            "31 March 2018",
            dt.date(2018, 3, 31),
        ),
        (
            "Harbour Action Plan",
            (),
            "This plan runs until March 2018 and is looked at each quarter.",
            "March 2018",
            dt.date(2018, 3, 31),
        ),
        (
            "Harbour Action Plan",
            (),
            "This plan covers the financial years 2016/17 and 2017/18.",
            "2017/18",
            dt.date(2018, 9, 30),
        ),
        (
            "Harbour Action Plan",
            (),
            "This plan covers the period from 1 April 2016 to 31 March 2018.",
            "31 March 2018",
            dt.date(2018, 3, 31),
        ),
    ],
)
def test_the_end_of_a_plan(
    tmp_path: Path, title: str, below: tuple[str, ...], told: str, raw: str, latest: dt.date
) -> None:
    end = plan_of(tmp_path, title=title, below=below, told=told).plan_end
    assert end is not None
    assert (end.raw, end.latest) == (raw, latest)
    assert end.sources


@pytest.mark.parametrize(
    ("title", "below", "told"),
    [
        ("Harbour Action Plan 2016", (), ""),
        ("Response to the PEEL inspection 2021/22", (), ""),
        ("Action Plan in reply to the Audit Report 2021/22", (), ""),
        ("Action Plan following the inspection of 2016-17", (), ""),
        ("Ofsted Action Plan 2021/22 inspection", (), ""),
        ("Improvement Plan: progress April 2016 to March 2017", (), ""),
        ("Harbour Action Plan", ("Inspection: 26 October 2015 – 20 November 2015",), ""),
        ("Harbour Action Plan", ("Audit period: April 2015 to March 2016",), ""),
        ("Harbour Action Plan", ("26 October – 20 November 2015",), ""),
        ("Harbour Action Plan", ("Version 2, June 2016",), ""),
        ("Harbour Action Plan", (), "It stands beside the Port Strategy 2015-18."),
        ("Harbour Action Plan", (), "This plan runs from April 2016."),
        ("Harbour Action Plan", (), "This plan covers the inspection of April 2016 to June 2016."),
        ("Improvement Plan 2016-2018", ("Plan period: April 2016 to March 2017",), ""),
    ],
)
def test_no_end_of_a_plan(tmp_path: Path, title: str, below: tuple[str, ...], told: str) -> None:
    assert plan_of(tmp_path, title=title, below=below, told=told).plan_end is None


def test_the_day_on_which_a_plan_ends_is_not_the_day_of_the_plan(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, below=("Plan end date: 31 March 2018", "Plan date: 4 May 2016"))
    assert plan.plan_date is not None
    assert plan.plan_date.raw == "4 May 2016"


def test_a_year_over_two_calendar_years_ends_from_march_to_september(tmp_path: Path) -> None:
    late = (
        ("R4", "Dredge the mouth", "Hire a dredger", "KM", "End of September 2017"),
        ("R5", "Clear the mouth", "Hire a barge", "KM", "1 October 2017"),
    )
    plan = plan_of(tmp_path, title="Improvement Plan 2016/17", rows=(*ROWS, *late))
    assert plan.plan_end is not None
    assert (plan.plan_end.kind, plan.plan_end.earliest) == ("range", dt.date(2017, 3, 31))
    assert ["1 October 2017" in f.message for f in check(plan, codes=["DAT009"])] == [True]


@pytest.mark.parametrize(
    ("told", "count", "raw"),
    [
        ("This plan responds to the three recommendations.", 3, "three recommendations"),
        ("The inspectors made 12 recommendations in the report.", 12, "12 recommendations"),
        ("There are five key recommendations.", 5, "five key recommendations"),
        ("All 12 recommendations have been accepted.", 12, "12 recommendations"),
        ("The report made twenty-six recommendations.", 26, "twenty-six recommendations"),
        ("The report made thirty (30) recommendations.", 30, "thirty (30) recommendations"),
        ("Each of the 3 recommendations has a lead.", 3, "3 recommendations"),
        (
            "The report made 3 recommendations. The first two recommendations are urgent.",
            3,
            "3 recommendations",
        ),
    ],
)
def test_the_number_that_a_plan_states(tmp_path: Path, told: str, count: int, raw: str) -> None:
    stated = plan_of(tmp_path, told=told).recommendations_stated
    assert stated is not None
    assert (stated.count, stated.raw) == (count, raw)
    assert stated.sources


@pytest.mark.parametrize(
    "told",
    [
        "The report made 12 recommendations, of which 5 are for the council.",
        "The report made 12 recommendations. Of these, five are for the council.",
        "The report made 12 recommendations, five for the harbour board.",
        "This plan answers three of the recommendations.",
        "This plan answers three of the 12 recommendations.",
        "This plan answers the first two recommendations.",
        "The inspectors made 3 further recommendations.",
        "One of the recommendations was dropped.",
        "Figures for Recommendation 3 are still to come.",
        "The report made more than 20 recommendations.",
        "The report made 10 to 12 recommendations.",
        "The report made 12 recommendations relating to custody.",
        "The previous inspection made 12 recommendations.",
        "The report made 12 recommendations. We accept all 11 recommendations.",
        "The council set out four priorities.",
        "The report made three recommendations. One of the recommendations is for the crews.",
        "The table of 3 recommendations.",
        "The report made recommendations.",
        "We accepted seven recommendations and rejected two.",
        "Of the 12 recommendations, nine concern the harbour.",
        "It made 7 recommendations; 3 have been closed.",
        "Each of our three piers got two recommendations.",
    ],
)
def test_no_number_is_stated(tmp_path: Path, told: str) -> None:
    assert plan_of(tmp_path, told=told).recommendations_stated is None


def test_two_nouns_add_up_where_the_labels_bear_both(tmp_path: Path) -> None:
    told = "The report made two requirements and one area for improvement."
    names = ("Requirement 1", "Requirement 2", "Area for improvement 1")
    rows = tuple((name, *row[1:]) for name, row in zip(names, ROWS, strict=True))
    stated = plan_of(tmp_path, told=told, rows=rows).recommendations_stated
    assert stated is not None
    assert stated.count == 3


def test_a_number_of_recommendations_says_nothing_of_a_plan_of_priorities(tmp_path: Path) -> None:
    rows = tuple((f"Priority {n}", *row[1:]) for n, row in enumerate(ROWS, start=1))
    told = "The report made 12 recommendations."
    header = ("Ref", "Priority area", "Action", "Owner", "Deadline")
    assert plan_of(tmp_path, told=told, header=header, rows=rows).recommendations_stated is None


@pytest.mark.parametrize(
    ("told", "heading", "count"),
    [
        ("Ofsted identified four areas for improvement.", "Area for improvement", 4),
        ("Ofsted identified four areas for improvement.", "Recommendation", 4),
        ("It set out four priorities.", "Priority area", 4),
        ("It made four recommendations.", "Finding", None),
        ("It made four recommendations and two areas for improvement.", "Recommendation", None),
    ],
)
def test_a_column_says_what_numbered_things_are(
    tmp_path: Path, told: str, heading: str, count: int | None
) -> None:
    rows = tuple((str(n), *row[1:]) for n, row in enumerate(ROWS, start=1))
    header = ("Ref", heading, "Action", "Owner", "Deadline")
    stated = plan_of(tmp_path, told=told, header=header, rows=rows).recommendations_stated
    assert (stated.count if stated else None) == count


def test_a_missing_recommendation_is_told(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, told="This plan answers the four recommendations of the report.")
    assert [f.code for f in check(plan, codes=["REC008"])] == ["REC008"]


def test_columns_count_filled_or_not(tmp_path: Path) -> None:
    plan = plan_of(
        tmp_path,
        header=(*HEADER, "Status", "RAG", "Progress", "Evidence", "Success measure", "Cost"),
        rows=tuple((*row, *("" for _ in range(6))) for row in ROWS),
    )
    assert plan.columns == [
        "deadline", "evidence", "owners", "progress", "rag", "resources", "status",
        "success_measure",
    ]  # fmt: skip
    assert [f.code for f in check(plan, codes=["STA001"])] == ["STA001"]


def test_columns_that_are_not_there_do_not_count(tmp_path: Path) -> None:
    plan = plan_of(
        tmp_path, header=(*HEADER, "Monitoring"), rows=tuple((*r, "Board") for r in ROWS)
    )
    assert plan.columns == ["deadline", "owners"]


def test_revised_dates_are_deadlines(tmp_path: Path) -> None:
    plan = plan_of(
        tmp_path,
        header=("Ref", "Recommendation", "Action", "Original date", "Revised date"),
    )
    assert plan.columns == ["deadline"]


def test_labels_of_cards_count_as_columns(tmp_path: Path) -> None:
    made = docx.Document()
    made.add_heading("Harbour Action Plan", 1)
    made.add_heading("Recommendation 1: Mend the sea wall", 2)
    card = made.add_table(rows=0, cols=2)
    for label, value in (
        ("Action", "Hire a mason"), ("Owner", "KM"), ("Due", "30 June 2017"), ("Status", ""),
    ):  # fmt: skip
        cells = card.add_row().cells
        cells[0].text, cells[1].text = label, value
    made.save(str(tmp_path / "card.docx"))
    assert plansift.convert(tmp_path / "card.docx").columns == ["deadline", "owners", "status"]


def test_a_pdf_tells_the_same(tmp_path: Path) -> None:
    styles = getSampleStyleSheet()
    file = tmp_path / "plan.pdf"
    table = Table([[*HEADER, "Status"], *([*row, ""] for row in ROWS)])
    table.setStyle(TableStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black)]))
    SimpleDocTemplate(str(file), pagesize=A4).build(
        [
            Paragraph("Saltby Harbour Board", styles["Title"]),
            Paragraph("Harbour Improvement Plan 2016-2018", styles["Heading1"]),
            Paragraph(f"{INTRO} The report made four recommendations.", styles["BodyText"]),
            table,
        ]
    )
    plan = plansift.convert(file)
    assert plan.plan_end is not None
    assert plan.plan_end.latest == dt.date(2018, 12, 31)
    assert plan.recommendations_stated is not None
    assert plan.recommendations_stated.count == 4
    assert plan.columns == ["deadline", "owners", "status"]
    assert [f.code for f in check(plan, codes=["DAT009", "REC008", "STA001"])] == [
        "REC008",
        "STA001",
    ]


def _passage(text: str) -> Passage:
    words = iter(range(1000))
    lines = [
        [Word(n := next(words), word, n * 50, n * 50 + len(word)) for word in line.split()]
        for line in text.split("\n")
    ]
    return Passage.of_lines(lines)


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("Lead: KM, supported by AW", ["lead", "support"]),
        ("Lead: KM\nSupport: AW, RS", ["lead", "support", "support"]),
        ("Lead: Head of Service; Support: Ann Wray", ["lead", "support"]),
        ("Accountable: Ann Wray. Responsible: Kim Moss", ["lead", None]),
        ("KM (lead), AW, RS", ["lead", None, None]),
        ("KM with support from AW", ["lead", "support"]),
        ("KM (supported by AW and RS)", ["lead", "support", "support"]),
        ("KM (support: AW)", ["lead"]),
        ("KM (with AW)", ["lead", "support"]),
        ("KM (with AW and RS)", ["lead", "support", "support"]),
        ("KM (with the support of AW)", ["lead", "support"]),
        ("KM (jointly with AW)", [None, None]),
        ("Ann Wray (lead) and Kim Moss (support)", ["lead", "support"]),
        ("Headteacher supported by the Chair of Governors", ["lead", "support"]),
        ("KM/AW supported by RS", [None, None, "support"]),
        ("Support: AW; RS", ["support", "lead"]),
        ("TBC supported by AW", ["support"]),
        ("As 2.1 above, supported by AW", [None, "support"]),
        ("KM/AW", [None, None]),
        ("KM with AW", [None, None]),
        ("KM", [None]),
        ("KM (S), AW (L)", [None, None]),
        ("Lead Nurse", [None]),
        ("Support Worker", [None]),
    ],
)
def test_roles_where_the_cell_marks_them(text: str, roles: list[str | None]) -> None:
    assert [mention.role for mention in split_owners(_passage(text)).mentions] == roles


def test_roles_come_with_the_owners(tmp_path: Path) -> None:
    rows = (
        ("R1", "Mend it", "Hire a mason", "Lead: KM, supported by AW", "30 June 2017"),
        *ROWS[1:],
    )
    action = plan_of(tmp_path, rows=rows).recommendations[0].actions[0]
    assert [(o.raw, o.role) for o in action.owners] == [("KM", "lead"), ("AW", "support")]
