"""Headings of flattened tables: their order, their words, and what is none of them."""

from __future__ import annotations

from test_flattened import document, only_table, rows

from pipeline.layout.flattened import lay_out_flattened
from schemas.blocks import Table

ACTIONS = (
    "Print a card with the numbers.",
    "Hold a session in each team.",
    "Audit ten files a month.",
    "Tell the board what was found.",
)
LEADS = ("Head of Estates", "Workforce Manager", "Clinical Lead", "Head of Estates")
DATES = ("31 May 2019", "30 June 2019", "31 July 2019", "31 August 2019")


def tables(text: str) -> list[Table]:
    return list(lay_out_flattened(document(text)).tables())


def heads(table: Table) -> list[str]:
    return [cell.text if cell else "" for cell in table.grid()[0]]


def test_columns_stand_in_the_order_that_the_headings_agree_on() -> None:
    both = list(zip(ACTIONS, LEADS, DATES, strict=True))
    by_rows = "\n\n".join("\n\n".join(row) for row in both)
    by_columns = "\n\n".join([*ACTIONS, *(f"{lead}\n\n{day}" for _, lead, day in both)])
    text = (
        f"Priority 1: Staff should know whom to tell.\n\nAction\n\nBy whom\n\nDue date\n\n{by_rows}"
        "\n\nPriority 2: Records should be whole.\n\nBy whom\n\nDue date\n\nAction\n\n"
        f"{by_columns}\n"
    )
    one, two = tables(text)
    assert heads(one) == heads(two) == ["Action", "By whom", "Due date"]
    assert rows(two) == [list(row) for row in both]


def test_a_word_that_cells_hold_is_a_heading_amid_headings() -> None:
    parts = ["Action", "Owner", "By when", "Complete", "Evidence"]
    states = ("Complete", "In progress", "Complete", "Not started")
    for action, lead, day, state in zip(ACTIONS, LEADS, DATES, states, strict=True):
        parts += [action, lead, day, state, "Minutes of the board"]
    table = only_table("\n\n".join(parts))
    assert heads(table) == ["Action", "Owner", "By when", "Complete", "Evidence"]
    assert [row[3] for row in rows(table)] == list(states)


def test_a_word_that_cells_hold_ends_no_header() -> None:
    table = only_table("Action\n\nOwner\n\nStatus\n\nPrint a card.\n\nHead of Estates\n\nComplete")
    assert heads(table) == ["Action", "Owner", "Status"]
    assert rows(table) == [["Print a card.", "Head of Estates", "Complete"]]


def test_a_cell_that_resembles_a_heading_there_is_a_cell() -> None:
    parts = ["Resources needed", "By date", "Action", "Action by"]
    costs = ("Training budget", "Officer time", "Licence fees", "Training budget")
    for cost, day, action, lead in zip(costs, DATES, ACTIONS, LEADS, strict=True):
        parts += [cost, day, action, lead]
    table = only_table("\n\n".join(parts))
    assert heads(table) == ["Resources needed", "By date", "Action", "Action by"]
    assert [row[0] for row in rows(table)] == list(costs)


def test_the_title_of_a_list_of_leads_is_no_column_of_it() -> None:
    columns = (
        ["Initials", "WK", "FO", "YI"],
        ["Name", "Wanda Kirkbride", "Felix Oldroyd", "Yusuf Iveson"],
        ["Job title", "Business Manager", "Head of Estates", "Clinical Lead"],
    )
    plan = ["Action", "Owner", "By when", "Print a card.", "WK", "31 May 2019"]
    text = "\n\n".join(["Lead officers", *(cell for column in columns for cell in column), *plan])
    listed = tables(text)[0]
    assert heads(listed) == ["Initials", "Name", "Job title"]
    assert rows(listed) == [
        ["WK", "Wanda Kirkbride", "Business Manager"],
        ["FO", "Felix Oldroyd", "Head of Estates"],
        ["YI", "Yusuf Iveson", "Clinical Lead"],
    ]


def test_a_list_of_leads_column_by_column_without_blank_lines() -> None:
    text = (
        "Who is who\n\nName\n\nWanda Kirkbride\nFelix Oldroyd\nYusuf Iveson\n\nPost\n\n"
        "Business Manager\nHead of Estates\nClinical Lead\n\nInitials\n\nWK\nFO\nYI\n\n"
        "Action\n\nOwner\n\nBy when\n\nPrint a card.\n\nWK\n\n31 May 2019\n"
    )
    listed, plan = tables(text)
    assert rows(listed) == [
        ["Wanda Kirkbride", "Business Manager", "WK"],
        ["Felix Oldroyd", "Head of Estates", "FO"],
        ["Yusuf Iveson", "Clinical Lead", "YI"],
    ]
    assert rows(plan) == [["Print a card.", "WK", "31 May 2019"]]


def test_a_list_announced_behind_a_table_gives_it_no_cell() -> None:
    parts = ["Action", "Owner", "By when"]
    for action, lead, day in zip(ACTIONS, LEADS, DATES, strict=True):
        parts += [action, lead, day]
    parts += ["Lead officers", "Job title", "Post-holder"]
    parts += ["Head of Estates", "Felix Oldroyd (FO)", "Clinical Lead", "Yusuf Iveson (YI)"]
    plan, listed = tables("\n\n".join(parts))
    assert [row[2] for row in rows(plan)] == list(DATES)
    assert rows(listed) == [
        ["Head of Estates", "Felix Oldroyd (FO)"],
        ["Clinical Lead", "Yusuf Iveson (YI)"],
    ]


def test_labels_under_a_heading_printed_behind_each_table_number_its_rows() -> None:
    parts: list[str] = []
    for section in (1, 2):
        parts += [f"Priority {section}: Staff should know whom to tell.", "Actions"]
        parts += ["Lead officers", "Date due", "Progress"]
        for action, lead, day in zip(ACTIONS, LEADS, DATES, strict=True):
            parts += [action, lead, day, "Draft shared with managers"]
        parts += ["Ref\nno", "\n".join(f"{section}.{row}" for row in (1, 2, 3, 4))]
    found = tables("\n\n".join(parts))
    assert len(found) == 2
    for section, table in enumerate(found, 1):
        place = heads(table).index("Ref no")
        assert [row[place] for row in rows(table)] == [f"{section}.{row}" for row in (1, 2, 3, 4)]


def test_an_action_printed_behind_its_page_goes_to_the_row_that_lacks_one() -> None:
    parts = ["Ref", "Action", "Owner", "By when"]
    for row, (action, lead, day) in enumerate(zip(ACTIONS, LEADS, DATES, strict=True), 1):
        parts += [f"2.{row}", *([] if row == 2 else [action]), lead, day]
    table = only_table("\n\n".join([*parts, ACTIONS[1]]))
    assert rows(table) == [
        [f"2.{row}", action, lead, day]
        for row, (action, lead, day) in enumerate(zip(ACTIONS, LEADS, DATES, strict=True), 1)
    ]
    assert table.confidence is not None
    assert table.confidence[2] < 0.7


def test_an_owner_that_expects_another_goes_on_behind_other_cells() -> None:
    parts = ["Ref", "Finding", "Action", "Owner", "By when", "1.1\n1.2\n1.3"]
    parts += ["Records were not kept for all cases.", "Keys were not counted.", "Fire doors stuck."]
    parts += [ACTIONS[0], "Wanda Kirkbride /", DATES[0], ACTIONS[1], "Felix Oldroyd"]
    parts += ["Yusuf Iveson", DATES[1], ACTIONS[2], "Wanda Kirkbride", DATES[2]]
    leads = ["Name", "Post", "Wanda Kirkbride", "Manager", "Felix Oldroyd", "Head of Estates"]
    leads += ["Yusuf Iveson", "Clinical Lead"]
    plan = tables("\n\n".join([*leads, *parts]))[-1]
    held = rows(plan)
    assert [row[4] for row in held] == list(DATES[:3])
    assert [row[3].split()[0] for row in held] == ["Wanda", "Yusuf", "Wanda"]
    assert held[0][3] == "Wanda Kirkbride / Felix Oldroyd"


def test_a_date_that_finds_no_row_makes_its_neighbours_unsure() -> None:
    parts = ["Ref", "Action", "Owner", "By when"]
    for row, (action, lead, day) in enumerate(zip(ACTIONS, LEADS, DATES, strict=True), 1):
        parts += [f"6.{row}", action, lead, day, *(["30 February 2020"] if row == 2 else [])]
    table = only_table("\n\n".join(parts))
    assert [row[3] for row in rows(table)] == list(DATES)
    assert table.confidence is not None
    assert all(sure < 0.7 for sure in table.confidence[2:4])
    assert table.confidence[1] > 0.7


def test_lines_above_labels_that_begin_anew_head_their_rows() -> None:
    titles = ("Payroll (final report 12/03/18)", "Access (final report 04/06/18)", "Depot stores")
    parts = ["Ref", "Finding", "Action", "Owner", "By when"]
    for section, title in enumerate(titles, 1):
        parts += [title, f"{section}.1\n{section}.2"]
        for number in (0, 1):
            parts += [
                "Records were not kept for all of the cases that we tested.",
                ACTIONS[number],
                LEADS[number],
                DATES[number],
            ]
    made = rows(only_table("\n\n".join(parts)))
    assert [row[0] for row in made if row[1].startswith("Records")] == [
        f"{section}.{row}" for section in (1, 2, 3) for row in (1, 2)
    ]
    assert [row[0] for row in made if not row[1].startswith("Records")] == list(titles)


def test_a_list_of_leads_in_two_halves_with_a_table_between() -> None:
    text = "\n\n".join([
        "Key people", "Name", "Wanda Kirkbride", "Felix Oldroyd", "Yusuf Iveson", "Concern",
        "Priority 1: Staff should know\nwhom to tell.", "Job title", "Business Manager",
        "Head of Estates", "Clinical Lead", "Who leads?", "What will we do?", "Agreed date",
        "Clinical Lead", ACTIONS[0], DATES[0], "Head of Estates", ACTIONS[1], DATES[1],
    ])  # fmt: skip
    listed, plan = tables(text)
    assert rows(listed) == [
        ["Wanda Kirkbride", "Business Manager"],
        ["Felix Oldroyd", "Head of Estates"],
        ["Yusuf Iveson", "Clinical Lead"],
    ]
    assert {"Concern", "Who leads?", "Agreed date"} <= set(heads(plan))
    assert ACTIONS[1] in [cell for row in rows(plan) for cell in row]
