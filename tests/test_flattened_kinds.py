"""Flattened tables whose cells look like other cells: costs like dates, refusals, pages' ends."""

from __future__ import annotations

import pytest
from test_flattened import only_table, rows

from extractors.dates import pieces_complete
from pipeline.layout.flattened.kinds import is_label

WHO = ("Ann Bell", "Kofi Mensah", "Sue Marsh", "Ann Bell")
WHEN = ("31 October 2017", "30 November 2017", "31 January 2018", "28 February 2018")


def by_columns(*columns: tuple[str, ...]) -> str:
    """A text as tools print it that go down each column, the headings first."""
    return "".join("\n\n".join(column) + "\n\n" for column in columns)


@pytest.mark.parametrize(
    ("text", "score"),
    [
        ("within 6 weeks", 1.0),
        ("6 weeks after the visit", 1.0),
        ("3 months", 1.0),
        ("2 days", 0.8),
        ("2 days cover", 0.3),
        ("1 day £180", 0.3),
        ("Following the next visit", 1.0),
        ("before and after the visit and again when all staff are back", 0.3),
    ],
)
def test_an_amount_of_time_may_be_what_a_thing_costs(text: str, score: float) -> None:
    assert pieces_complete([text]) == score


def test_what_a_thing_costs_is_no_deadline() -> None:
    actions = (
        "Plan the visits to other schools.",
        "Train the new staff in phonics.",
        "Check the books of each class.",
        "Invite parents to a workshop.",
    )
    costs = ("2 days cover", "1 day £180", "3 hours a week", "2 days a term")
    text = by_columns(("Action", "Who", "When", "Resources"), actions, WHO, WHEN, costs)
    assert rows(only_table(text)) == [
        list(row) for row in zip(actions, WHO, WHEN, costs, strict=True)
    ]


def test_what_is_refused_needs_no_owner_and_no_date() -> None:
    text = (
        "Ref\n\nRecommendation\n\nResponse\n\nAction\n\nOwner\n\nDeadline\n\n"
        "2.1\n\n2.2\n\n2.3\n\n2.4\n\n"
        "Cells should be clean.\n\nAgreed\n\n"
        "Showers should be screened.\n\nAgreed\n\n"
        "The gym should open on every day.\n\nNot agreed\n\n"
        "Letters should be answered within five days.\n\nAgreed\n\n"
        "Each wing will be inspected every week.\n\nHead of Residence\n\n31 May 2019\n\n"
        "Screens will be fitted on all wings.\n\nHead of Residence\n\n30 June 2019\n\n"
        "A clerk will log every letter.\n\nHead of Business Services\n\n31 July 2019\n"
    )
    table = only_table(text)
    found = {row[0]: row[3:] for row in rows(table)}
    assert found["2.2"] == [
        "Screens will be fitted on all wings.",
        "Head of Residence",
        "30 June 2019",
    ]
    assert found["2.3"] == ["", "", ""]
    assert found["2.4"] == [
        "A clerk will log every letter.",
        "Head of Business Services",
        "31 July 2019",
    ]


def test_a_day_on_a_line_of_its_own_is_no_label() -> None:
    text = (
        "Action\n\nOwner\n\nBy when\n\n"
        "Write the policy.\n\nAnna Brook\n\n30\nNovember\n2019\n\n"
        "Publish the policy.\n\nOmar Said\n\n31\nDecember\n2019\n"
    )
    assert [row[2] for row in rows(only_table(text))] == ["30 November 2019", "31 December 2019"]


def test_a_state_before_a_date_is_no_part_of_the_owner() -> None:
    text = (
        "Action\n\nOwner\n\nBy when\n\n"
        "The office will be moved to the ground floor.\n\n"
        "Head of Residence Completed\nAugust 2019\n\n"
        "The wing will be painted.\n\nHead of Safety\n\n31 October 2019\n\n"
        "The yard will be cleaned.\n\nHead of Operations\n\n30 November 2019\n"
    )
    assert [row[1:] for row in rows(only_table(text))] == [
        ["Head of Residence", "Completed August 2019"],
        ["Head of Safety", "31 October 2019"],
        ["Head of Operations", "30 November 2019"],
    ]


def test_blank_lines_part_cells_of_several_sentences() -> None:
    actions = (
        "Write a plan for each wing.\nShare it with all staff.",
        "Check the doors each night.\nTell the governor of faults.",
        "Repair the showers on B wing.\nAsk prisoners what they think.",
        "Paint the visits hall.\nBuy new chairs.",
    )
    who = ("Head of Safety", "Head of Security", "Head of Residence", "Head of Operations")
    when = ("31 May 2019", "30 June 2019", "31 July 2019", "31 August 2019")
    text = by_columns(("Action", "Owner", "Deadline"), actions, who, when)
    found = rows(only_table(text))
    assert [row[0] for row in found] == [action.replace("\n", " ") for action in actions]
    assert [row[1:] for row in found] == [list(pair) for pair in zip(who, when, strict=True)]


def test_a_cell_broken_off_at_a_pages_end_takes_no_owners_last_word() -> None:
    text = (
        "Action\n\nOwner\n\nDeadline\n\n"
        "Log the time at which visitors come, and discuss it each month with\n\n"
        "Head of Reducing\nReoffending\n\n31 October 2019\n\n\f"
        "the visits manager.\n\n"
        "Book visitors in an hour before the session.\n\nHead of Operations\n\n30 November 2019\n"
    )
    first = rows(only_table(text))[0]
    assert "Reoffending" not in first[0]
    assert first[1:] == ["Head of Reducing Reoffending", "31 October 2019"]


def test_rows_are_numbered_past_99() -> None:
    numbers = ("98", "99", "100", "101")
    actions = (
        "Open the clinic on two evenings each week.",
        "Train every nurse in triage.",
        "Write to all families about the new hours.",
        "Count all calls that wait for an hour.",
    )
    cells = zip(numbers, actions, WHO, WHEN, strict=True)
    text = "\n\n".join(("Ref", "Action", "Who", "When", *(c for row in cells for c in row), ""))
    found = rows(only_table(text))
    assert [row[0] for row in found] == list(numbers)
    assert [row[1] for row in found] == list(actions)
    assert [row[3] for row in found] == list(WHEN)
    assert not is_label("120", "more carers assessed in the year")
