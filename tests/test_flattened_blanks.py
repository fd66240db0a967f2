"""Flattened tables: boxes between blank lines, lists of people printed column by column."""

from __future__ import annotations

from test_flattened import only_table, rows
from test_flattened_kinds import by_columns
from test_flattened_merged import shown

# Each would be two actions, but for the blank lines around it.
ACTIONS = (
    "Check the fire doors of \nevery floor each week. \nReplace those that stick.",
    "Train two porters to drive \nthe van.",
    "Ask the council for a \nlarger skip. \nEmpty it every Friday.",
    "Paint the gate.",
)
WHO = ("Ann Bell", "Kofi Mensah", "Sue Marsh", "Ann Bell")
WHEN = ("31 October 2017", "30 November 2017", "31 January 2018", "28 February 2018")


def flat(texts: tuple[str, ...]) -> list[str]:
    return [" ".join(text.split()) for text in texts]


def test_what_stands_between_blank_lines_is_one_cell_where_spaces_end_the_lines() -> None:
    text = by_columns(("Action ", "Who", "When"), ACTIONS, WHO, WHEN)
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
