"""Rows that say something twice, or leave something out."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from word_tables import word_table

import plansift
from pipeline.checks import check
from schemas.plan import Plan

HEADER = ("Ref", "Recommendation", "Action", "Owner", "Deadline")


def plan_of(path: Path, *rows: tuple[str, ...]) -> Plan:
    return plansift.convert(word_table(path / "plan.docx", [HEADER, *rows]))


def row(label: str, recommendation: str, action: str, owner: str = "KM") -> tuple[str, ...]:
    return (label, recommendation, action, owner, "30 June 2027")


def test_a_recommendation_printed_in_each_of_its_rows_is_one(tmp_path: Path) -> None:
    plan = plan_of(
        tmp_path,
        row("R1", "Mend the wall", "Hire a mason"),
        row("R2", "Light the pier", "Buy lamps"),
        row("R2", "Light the pier", "Hang the lamps"),
        row("R2", "Light the Pier", "Test the lamps"),
        row("R3", "Count the boats", "Keep a log"),
    )
    held = [(rec.label, [action.text for action in rec.actions]) for rec in plan.recommendations]
    assert held == [
        ("R1", ["Hire a mason"]),
        ("R2", ["Buy lamps", "Hang the lamps", "Test the lamps"]),
        ("R3", ["Keep a log"]),
    ]
    assert plan.accounting.unclaimed == 0
    assert check(plan, codes=["REC003", "REC005"]) == []


@pytest.mark.parametrize(
    "second",
    [
        row("R2", "Count the boats", "Keep a log"),
        row("R3", "Light the pier", "Keep a log"),
    ],
    ids=["another text", "another label"],
)
def test_a_label_or_a_text_alone_makes_no_two_rows_one(
    tmp_path: Path, second: tuple[str, ...]
) -> None:
    plan = plan_of(tmp_path, row("R2", "Light the pier", "Buy lamps"), second)
    assert len(plan.recommendations) == 2


def test_one_that_comes_back_further_down_is_told(tmp_path: Path) -> None:
    plan = plan_of(
        tmp_path,
        row("R1", "Mend the wall", "Hire a mason"),
        row("R2", "Light the pier", "Buy lamps"),
        row("R3", "Count the boats", "Keep a log"),
        row("R2", "Light the pier", "Hang the lamps"),
    )
    assert len(plan.recommendations) == 4
    assert [f.code for f in check(plan, codes=["REC005"])] == ["REC005"]


@pytest.mark.parametrize(
    ("initials", "name", "owner", "codes"),
    [
        ("XX", "Xia Xu", "Xia Xu", []),
        ("XX", "Ann Wray", "Ann Wray", ["LED002"]),
        ("NA", "Nora Ash", "Nora Ash", []),
        ("NA", "Ann Wray", None, ["OWN001"]),
    ],
)
def test_initials_that_look_like_a_blank(
    tmp_path: Path, initials: str, name: str, owner: str | None, codes: list[str]
) -> None:
    """They are somebody's where the leads have them, and a blank everywhere else."""
    made = docx.Document()
    for rows in (
        [
            ("Initials", "Name", "Post"),
            ("KM", "Kim Moss", "Mate"),
            (initials, name, "Head of Care"),
        ],
        [
            HEADER,
            row("R1", "Mend the wall", "Hire a mason", initials),
            row("R2", "Light", "Buy it"),
        ],
    ):
        made.add_paragraph("Harbour plan")
        table = made.add_table(rows=0, cols=len(rows[0]))
        for texts in rows:
            for cell, text in zip(table.add_row().cells, texts, strict=True):
                cell.text = text
    made.save(str(tmp_path / "plan.docx"))
    plan = plansift.convert(tmp_path / "plan.docx")
    owners = plan.recommendations[0].actions[0].owners
    assert [o.name for o in owners] == ([owner] if owner else [])
    assert [f.code for f in check(plan, codes=["LED002", "OWN001"])] == codes


def test_a_row_without_an_action_says_what_it_may_be(tmp_path: Path) -> None:
    plan = plan_of(
        tmp_path,
        row("R1", "Mend the wall", "Hire a mason"),
        row("R1", "Mend the wall", "", "AW"),
    )
    [found] = check(plan, codes=["SRC001"])
    assert "AW 30 June 2027" in found.message
    assert found.suggestion == (
        "If this is a row whose action is missing, write what is to be done."
    )
