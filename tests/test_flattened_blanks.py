"""Flattened tables: boxes between blank lines, lists of people printed column by column."""

from __future__ import annotations

import pytest
from test_flattened import only_table, rows
from test_flattened_kinds import WHEN, WHO, by_columns
from test_flattened_merged import shown

# Each would be two actions, but for the blank lines around it.
ACTIONS = (
    "Check the fire doors of \nevery floor each week. \nReplace those that stick.",
    "Train two porters to drive \nthe van.",
    "Ask the council for a \nlarger skip. \nEmpty it every Friday.",
    "Paint the gate.",
)


def flat(texts: tuple[str, ...]) -> list[str]:
    return [" ".join(text.split()) for text in texts]


@pytest.mark.parametrize("end", [" \n", "\n"])
def test_what_stands_between_blank_lines_is_one_cell_where_a_tool_prints_boxes(end: str) -> None:
    # Spaces at lines' ends tell of boxes, or dates below each other.
    actions = tuple(action.replace(" \n", end) for action in ACTIONS)
    text = by_columns((f"Action{end[:-1]}", "Who", "When"), actions, WHO, WHEN)
    found = rows(only_table(text))
    assert found == [list(row) for row in zip(flat(ACTIONS), WHO, WHEN, strict=True)]


def test_a_deadline_below_owners_is_none_of_theirs() -> None:
    actions = ("Open the clinic on two evenings.", "Train every nurse in triage.")
    text = by_columns(("Action", "Who", "When"), actions, ("Ann Bell", "Sue Marsh\nMonthly"))
    for row in rows(only_table(text + "31 May 2021\n")):
        assert "Monthly" not in row[1]


def test_a_list_printed_by_columns_is_read_past_text_that_stands_between() -> None:
    text = (
        "Name\n\nSunita Hale\n\nVikram Eden\n\nBeatrix Lowe\n\n"
        "Job title\n\nData Protection Officer\n\nClinical Lead\n\nFinance Manager\n\n"
        "Marram Council\n\nThis plan answers the findings of the inspectors.\n\n"
        "Lead officers\n\nInitials\n\nSH\n\nVE\n\nBL\n\n"
    )
    table = shown(text + by_columns(("Action", "Who", "When"), *plan()))[0]
    assert [[row[0], row[1], row[3]] for row in rows(table)] == [
        ["Sunita Hale", "Data Protection Officer", "SH"],
        ["Vikram Eden", "Clinical Lead", "VE"],
        ["Beatrix Lowe", "Finance Manager", "BL"],
    ]


def plan() -> tuple[tuple[str, ...], ...]:
    return (
        ("Write a policy on visits.", "Train all new staff."),
        ("SH", "BL"),
        ("31 May 2021", "30 June 2021"),
    )
