"""Flattened tables from tools that print columns: headings amid cells, boxes, what lost its row."""

from __future__ import annotations

from test_flattened import only_table, rows
from test_flattened_heads import heads, tables
from test_flattened_kinds import WHEN, WHO, by_columns

from extractors.people import Register
from pipeline.layout.flattened.arrangement import Arrangement
from pipeline.layout.flattened.fragments import Fragment
from pipeline.layout.flattened.kinds import Kinds
from pipeline.layout.flattened.model import Column, ColumnKind
from pipeline.layout.flattened.sharing import doubt_lost, doubt_merged
from pipeline.layout.flattened.trust import take_apart
from schemas.blocks import Table
from schemas.document import Word

HEADS = "Action\n\nWho\n\nWhen\n\nProgress\n\n"
ACTIONS = (
    "Open the clinic on two evenings each week.",
    "Train every nurse in triage.",
    "Write to all families about the new hours.",
    "Count all calls that wait for an hour.",
)
DONE = (
    "Rooms are booked until the end of the year and keys were cut.",
    "Half have been trained and the others will be by the autumn.",
    "A draft is ready and has been read by two of the families.",
    "Counts have begun at the front desk on three days each week.",
)


def sure(table: Table) -> list[float]:
    assert table.confidence is not None
    return list(table.confidence[1:])


def test_a_heading_above_its_cells_opens_a_column_far_below_the_others() -> None:
    costs = ("£200", "£90", "£45", "£310")
    cells = ["\n\n".join(row) for row in zip(ACTIONS, WHO, WHEN, DONE, strict=True)]
    text = "\n\n".join((HEADS.strip(), cells[0], "Resource", *costs, *cells[1:], ""))
    table = only_table(text)
    found = rows(table)
    assert [row[4] for row in found] == list(costs)
    assert [row[0] for row in found] == list(ACTIONS)
    assert [row[2] for row in found] == list(WHEN)


def test_dates_below_their_heading_stand_above_those_printed_before() -> None:
    text = (
        "Action\n\nWho\n\n"
        + by_columns(ACTIONS[:2], WHO[:2])
        + "\n\n".join((ACTIONS[2], WHO[2], WHEN[2], ACTIONS[3], WHO[3], WHEN[3], ""))
        + by_columns(("When", *WHEN[:2]))
    )
    found = rows(only_table(text))
    assert found == [list(row) for row in zip(ACTIONS, WHO, WHEN, strict=True)]


def test_a_cell_below_a_lone_heading_is_that_column_s() -> None:
    # By themselves the notes might be actions.
    notes = ("Open rooms seen.", "Train logs seen.", "Write ups seen.", "Count sheets seen.")
    text = by_columns(("Who", *WHO), ("Evidence", *notes), ("When", *WHEN), ("Action", *ACTIONS))
    table = only_table(text)
    shown = heads(table)
    found = [dict(zip(shown, row, strict=True)) for row in rows(table)]
    assert [row["Action"] for row in found] == list(ACTIONS)
    assert [row["Evidence"] for row in found] == list(notes)


def test_the_last_line_of_a_post_is_no_heading() -> None:
    text = (
        "Action\n\nWho\n\nOpen the clinic on two evenings each week.\n\n"
        "Head of Quality\nAssurance\n\nWhen\n\nProgress\n\n31 May 2021\n\nRooms are booked.\n\n"
        "Train every nurse in triage.\n\nHead of Quality\nAssurance\n\n30 June 2021\n\n"
        "Half have been trained.\n"
    )
    table = only_table(text)
    shown = heads(table)
    assert shown == ["Action", "Who", "When", "Progress"]
    assert [row[1] for row in rows(table)] == ["Head of Quality Assurance"] * 2


def test_a_date_before_two_notes_in_one_go_is_neither_row_s_for_sure() -> None:
    text = (
        HEADS
        + by_columns(ACTIONS, ("AB", "KM", "SM", "LW"))
        + "\n\n".join((WHEN[0], DONE[0], WHEN[1], DONE[1], DONE[2], WHEN[3], DONE[3]))
    )
    table = only_table(text + "\n")
    assert [row[2] for row in rows(table)] == [*WHEN[:2], "", WHEN[3]]
    assert all(sure(table)[n] < 0.7 for n in (1, 2))
    assert sure(table)[0] > 0.7


def test_rows_below_a_label_whose_recommendation_is_elsewhere_are_unsure() -> None:
    text = (
        "Ref\n\nAction\n\nWho\n\nWhen\n\nProgress\n\n"
        "S1\n\nThe trust should ensure that complaints are answered.\n\n"
        "S1.1\n\nReview all complaints each week.\n\nAnn Bell\n\n31 May 2021\n\nRunning.\n\n"
        "S2\n\nThe trust should consider how the rooms affect parents.\n\n"
        "S2.1\n\nCreate a separate entrance.\n\nSue Marsh\n\n30 June 2021\n\n"
        "S3\n\nThe trust should ensure that care plans are personal.\n\n"
        "Plans were shown to the parents.\n\n"
        "S3.1\n\nRoll out the new plan.\n\nAnn Bell\n\n31 July 2021\n\nHalf are live.\n\n"
        "S3.2\n\nReview ten sets of notes.\n\nAnn Bell\n\n31 August 2021\n\nBegun.\n"
    )
    table = only_table(text)
    below = [n for n, row in enumerate(rows(table)) if row[0].startswith("S3.")]
    assert len(below) == 2
    assert all(sure(table)[n] < 0.7 for n in below)


def test_a_word_that_may_head_a_column_is_a_cell_where_a_date_follows() -> None:
    themes = ("Access", "Training", "Assurance", "Calls")
    cells = zip(themes, ACTIONS, WHO, WHEN, strict=True)
    text = "\n\n".join(("Theme", "Action", "Who", "When", *("\n\n".join(c) for c in cells)))
    table = only_table(text + "\n")
    assert "Assurance" not in heads(table)
    found = [row for row in rows(table) if ACTIONS[2] in row]
    assert found
    assert found[0][-2:] == [WHO[2], WHEN[2]]


def test_dates_of_two_pages_are_no_running_feet_and_count_none() -> None:
    pages = []
    for year in (2021, 2022):
        body = f"{ACTIONS[0]}\n\nAnn Bell\n\n30 June {year}\n\n{ACTIONS[1]}\n\nSue Marsh\n\n"
        pages.append(f"Marsh Council\n\nAction\n\nWho\n\nWhen\n\n{body}End of February\n{year}\n")
    found = [row for table in tables("\f".join(pages)) for row in rows(table)]
    assert [row[2] for row in found if row[1] == "Sue Marsh"] == [
        "End of February 2021",
        "End of February 2022",
    ]


def test_a_number_whose_recommendation_is_lost_makes_the_rows_before_it_unsure() -> None:
    kinds: list[tuple[ColumnKind, str]] = [
        ("label", "number"), ("text", "recommendation"), ("action", "action"),
    ]  # fmt: skip
    columns = [Column(at, kind, role) for at, (kind, role) in enumerate(kinds)]
    made = Arrangement(4)
    made.confidence = [0.99] * 4
    # The second number was printed behind all rows; its recommendation is in no row.
    printed = [(0, 0, "1."), (0, 1, "The board should count calls.")]
    printed += [(row, 2, action) for row, action in enumerate(ACTIONS)]
    for at, (row, column, text) in enumerate([*printed, (3, 0, "2.")]):
        word = Word(at, text, 0, len(text))
        made.cells[row, column] = [Fragment((word,), at, True, True, True)]
    doubt_merged(made, columns)
    assert made.confidence[0] == 0.99
    assert max(made.confidence[1:]) < 0.7


def test_dates_and_statuses_printed_by_turns_below_their_headings() -> None:
    # The page's only number stands in its midst.
    states = ("On track", "Complete", "On hold", "On track")
    numbers = ("1", "2", "3", "4")
    text = (
        by_columns(("Ref", "Action", *ACTIONS[:2]), ("Who", *WHO[:2], *numbers[:2]))
        + by_columns((numbers[2], ACTIONS[2], WHO[2], WHEN[2]))
        + by_columns((numbers[3], ACTIONS[3], WHO[3], WHEN[3]), ("Page 1",))
        + by_columns(("When", WHEN[0], "Status", states[0], WHEN[1], *states[1:]))
    )
    found = rows(only_table(text))
    assert found == [list(row) for row in zip(numbers, ACTIONS, WHO, WHEN, states, strict=True)]


def test_a_heading_that_goes_on_in_small_letters_is_one() -> None:
    states = ("On track", "Complete", "On hold", "On track")
    text = by_columns(("Action detail", *ACTIONS), ("Who", *WHO), ("When", *WHEN))
    text += by_columns(("Action\nstatus", *states))
    table = only_table(text)
    assert heads(table) == ["Action detail", "Who", "When", "Action status"]
    assert [row[3] for row in rows(table)] == list(states)


def test_a_word_that_may_head_notes_ends_no_table() -> None:
    owners = ("Head of Estates", "Director of Quality and\nAssurance", *["Head of Estates"] * 2)
    cells = ["\n".join(row) for row in zip(ACTIONS, owners, WHEN, strict=True)]
    header = "Action\nWho\nWhen"
    table = only_table("\n".join((header, *cells[:2], header, *cells[2:], "")))
    assert [row[0] for row in rows(table)] == list(ACTIONS)
    assert rows(table)[1][1] == "Director of Quality and Assurance"


def test_what_a_number_and_a_colon_follow_is_no_heading() -> None:
    text = (
        "Finding and\nimplication\n\nArea for improvement\n1: Leaders should know\nall risks.\n\n"
        + by_columns(("Action", *ACTIONS), ("Who", *WHO), ("When", *WHEN))
    )
    shown = heads(only_table(text))
    assert shown == ["Finding and implication", "Action", "Who", "When"]


def test_rows_behind_a_recommendation_that_found_no_row_are_unsure() -> None:
    kinds: tuple[ColumnKind, ...] = ("label", "text", "action")
    columns = [Column(n, kind, "other") for n, kind in enumerate(kinds)]
    made = Arrangement(3, confidence=[0.9] * 3)
    texts = (
        ((0, 1), "Leaders should know all risks."),
        ((0, 2), "Keep a register."),
        ((1, 2), "Count the risks."),
        (None, "Leaders should train all staff."),
        ((2, 2), "Train all staff."),
    )
    for at, (spot, text) in enumerate(texts):
        fragment = Fragment((Word(at, text, 0, len(text)),), at, True, True, True)
        if spot is None:
            made.left.append(fragment)
        else:
            made.cells[spot] = [fragment]
    doubt_lost(made, columns, [])
    assert made.confidence == [0.9, 0.9, 0.6]


def test_rows_of_a_table_without_any_of_its_recommendations_are_unsure() -> None:
    text = by_columns(("Recommendation",), ("Action", *ACTIONS), ("Who", *WHO), ("When", *WHEN))
    table = only_table(text)
    assert [row[-3] for row in rows(table)] == list(ACTIONS)
    assert max(sure(table)) < 0.7


def test_rows_about_a_note_in_the_place_of_an_action_are_unsure() -> None:
    kinds: tuple[ColumnKind, ...] = ("label", "action", "prose")
    columns = [Column(n, kind, "other") for n, kind in enumerate(kinds)]
    made = Arrangement(5, confidence=[0.94] * 5, margins=[0.94] * 5, pages=[0] * 5, fit=[2.0] * 5)
    texts = (*ACTIONS[:3], "Half have met twice.", ACTIONS[3])
    for row, text in enumerate(texts):
        word = Word(row, text, 0, len(text))
        made.cells[row, 1] = [Fragment((word,), row, True, True, True)]
    assert not take_apart(made, columns, Kinds(Register([])))
    assert made.confidence[:2] == [0.94, 0.94]
    assert max(made.confidence[2:]) < 0.7
