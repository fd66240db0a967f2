"""Flattened text: rows found again, nothing lost, doubts said."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from pipeline.layout.flattened import lay_out_flattened
from pipeline.layout.flattened.furniture import furniture
from pipeline.layout.flattened.lines import read_lines
from pipeline.layout.flattened.untangle import Phrase, untangle
from samples import LEWISHAM, TRIO, conversion, each
from schemas.blocks import Layout, Table, TextBlock
from schemas.document import Document, Word

FLATTENED = [p for p in LEWISHAM + TRIO if p.suffix == ".txt" and ".layout." not in p.name]


def document(text: str) -> Document:
    words, at = [], 0
    for index, part in enumerate(text.split()):
        at = text.index(part, at)
        words.append(Word(index, part, at, at + len(part)))
        at += len(part)
    return Document("plan.txt", "0" * 64, "text/plain", text, words)


def only_table(text: str) -> Table:
    tables = list(lay_out_flattened(document(text)).tables())
    return tables[-1]


def rows(table: Table) -> list[list[str]]:
    return [[cell.text if cell else "" for cell in row] for row in table.grid()[1:]]


def held(layout: Layout) -> Counter[int]:
    found: Counter[int] = Counter()

    def take(block: TextBlock | Table) -> None:
        if isinstance(block, TextBlock):
            for passage in (block.passage, block.marker):
                found.update(w.index for w in passage.words)
        else:
            for cell in block.cells:
                for inner in cell.blocks:
                    take(inner)

    for block in layout.blocks:
        take(block)
    for passage in layout.boilerplate:
        found.update(w.index for w in passage.words)
    return found


@each(FLATTENED)
def test_every_word_has_one_place(path: Path) -> None:
    layout = conversion(path).layout
    count = held(layout)
    assert [w.text for w in layout.document.words if count[w.index] != 1] == []


LEADS = """Recovery Plan
Key leads
Name
Role
Initials
Olga Brandt
Clinic Manager
OB
Tariq Hussein
Matron
TH
"""

EXPECTED = [
    ["Open the clinic on two evenings a week", "OB", "30th September 2021"],
    ["Train every nurse in the new triage form", "TH/OB", "1st May 2021"],
    ["Publish waiting times in the entrance hall", "OB", "Monthly"],
]

ROW_BY_ROW = """Action
Who
When
1. Open the clinic on two evenings a week
OB
30th September
2021
2. Train every nurse in the new triage form
TH/OB
1st May 2021
3. Publish waiting times in the entrance hall
OB
Monthly
"""

COLUMN_BY_COLUMN = """Action
1. Open the clinic on two evenings a week
2. Train every nurse in the new triage form
3. Publish waiting times in the entrance hall

Who
OB
TH/OB
OB

When
30th September
2021
1st May 2021
Monthly
"""

AROUND = """Action
Who
When
30th September OB
1. Open the clinic on two evenings a week
2021
1st May
TH/OB
2. Train every nurse in the new triage form
2021
Monthly
OB
3. Publish waiting times in the entrance hall
"""


@pytest.mark.parametrize("text", [ROW_BY_ROW, COLUMN_BY_COLUMN, AROUND])
def test_rows_come_back_in_any_order(text: str) -> None:
    table = only_table(LEADS + "\nPriority 1: Shorter waits for appointments\n" + text)
    assert rows(table) == EXPECTED
    assert min(table.confidence) > 0.6


def test_labels_behind_the_table_go_to_their_rows() -> None:
    bare = COLUMN_BY_COLUMN.replace("1. ", "").replace("2. ", "").replace("3. ", "")
    table = only_table(
        LEADS + "\nPriority 1: Shorter waits for appointments\n" + bare + "1.\n2.\n3.\n"
    )
    assert rows(table) == EXPECTED
    cells = [table.at(row, 0) for row in range(1, 4)]
    markers = [c.blocks[0].marker.text for c in cells if c and isinstance(c.blocks[0], TextBlock)]
    assert markers == ["1.", "2.", "3."]


def test_counts_that_disagree_are_never_shifted_silently() -> None:
    text = COLUMN_BY_COLUMN.replace("1st May 2021", "1st May 2021\n4th June 2021")
    table = only_table(LEADS + "\nPriority 1: Shorter waits for appointments\n" + text)
    assert min(table.confidence[1:]) < 0.5


def test_mixed_texts_are_pulled_apart() -> None:
    lines = read_lines(
        document("2. d)\nMend\nthe Plan\nroof of the old hall\nProgress\nOwner:\nJo Hart")
    )
    apart = untangle(
        lines,
        [Phrase("2. Mend the roof of the old hall")],
        [Phrase("d) Plan Progress")],
        frozenset({"jo hart"}),
    )
    assert [line.text for line in apart] == [
        "d) Plan Progress",
        "2. Mend the roof of the old hall",
        "Owner:",
        "Jo Hart",
    ]


def test_running_feet_are_found_without_form_feeds() -> None:
    body = "\n".join(f"Sentence {n} of the text goes here." for n in range(8))
    text = f"{body}\nMill Lane Surgery plan 1\n{body}x\nMill Lane Surgery plan 2\n"
    lines = read_lines(document(text))
    found = {lines[n].text for n in furniture(lines)}
    assert found == {"Mill Lane Surgery plan 1", "Mill Lane Surgery plan 2"}


COLUMN_OF_PRIORITIES = """\
Recommendation

Action

By when

Who

Priority 1: Staff should know whom to
tell.

Print a card with the numbers.

31 May 2019

Head of Estates

Hold a session in each team.

30 June 2019

Workforce Manager

Priority 2: Records should be whole.

Audit ten files a month.

31 July 2019

Head of Estates

Tell the board what was found.

31 August 2019

Workforce Manager
"""


def test_labelled_recommendations_in_a_column_end_no_table() -> None:
    found = rows(only_table(COLUMN_OF_PRIORITIES))
    assert [row[0] for row in found] == [
        "Priority 1: Staff should know whom to tell.",
        "",
        "Priority 2: Records should be whole.",
        "",
    ]
    assert [row[1] for row in found] == [
        "Print a card with the numbers.",
        "Hold a session in each team.",
        "Audit ten files a month.",
        "Tell the board what was found.",
    ]


def test_letters_number_rows_where_they_run() -> None:
    parts = ["Item", "Action", "Lead", "Deadline"]
    actions = ("Print a card.", "Hold a session.", "Audit files.", "Tell the board.")
    for letter, action, day in zip("abcd", actions, (1, 2, 3, 4), strict=True):
        parts += [letter, action, "Head of Estates", f"{day} May 2019"]
    found = rows(only_table("\n\n".join(parts)))
    assert [row[0] for row in found] == ["a", "b", "c", "d"]
    assert [row[3] for row in found] == ["1 May 2019", "2 May 2019", "3 May 2019", "4 May 2019"]


def test_a_lead_who_owns_an_action_at_a_page_s_foot_is_no_running_foot() -> None:
    first = "Plan\n\nWanda Iveson\nDermot Oldroyd\nKofi Jessop\n" + "Some words here\n" * 12
    second = "\fPlan\n\nOther words there\nPrint a card.\n31 May 2019\nDermot Oldroyd\n"
    lines = read_lines(document(first + second))
    running = {lines[n].text for n in furniture(lines)}
    assert "Dermot Oldroyd" not in running
    assert "Plan" in running


POSTS = ["Business Manager", "Head of Estates", "Safeguarding Lead", "Clinical Lead"]
HOLDERS = ["Wanda Kirkbride", "Felix Oldroyd", "Yusuf Iveson", "Heledd Mottram"]


@pytest.mark.parametrize(
    "listed",
    [["Name", *HOLDERS, "Job title", *POSTS], ["Job title", *POSTS, "Name", *HOLDERS]],
)
def test_posts_and_holders_in_columns_of_either_order(listed: list[str]) -> None:
    text = "\n\n".join(["Key people", *listed, "Action", "Lead", "Deadline", "Print a card."])
    tables = list(lay_out_flattened(document(text)).tables())
    pairs = {frozenset(cell.text for cell in row if cell) for row in tables[0].grid()}
    assert {frozenset(pair) for pair in zip(POSTS, HOLDERS, strict=True)} <= pairs


def test_a_list_of_leads_that_lacks_a_line_is_not_paired_across() -> None:
    lines = [x for pair in zip(HOLDERS, POSTS, strict=True) for x in pair]
    lines.remove(HOLDERS[1])
    tables = list(lay_out_flattened(document("\n\n".join(lines))).tables())
    pairs = [[c.text for c in row if c] for table in tables for row in table.grid()]
    assert not [pair for pair in pairs if pair == [POSTS[1], HOLDERS[2]]]
    assert [POSTS[1], POSTS[2]] not in pairs


IN_ONE_GO = """
Priority 1: Shorter waits for appointments

Ref

1.1

1.2

1.3

Action

Open the clinic on two evenings a week.

Train every nurse in the new triage form.

Owner

OB

Publish waiting times in the entrance hall.

TH

By when

30 September 2021

1 May 2021

1 June 2021
"""


def test_an_owner_behind_two_actions_is_neither_s_for_sure() -> None:
    table = only_table(LEADS + IN_ONE_GO)
    assert [row[2] for row in rows(table)].count("") == 1
    assert max(table.confidence[1:3]) <= 0.6
    assert table.confidence[3] > 0.9


DONE = (
    ["Print a card.", "Hold a session.", "Audit files."],
    ["Tell the board.", "Write to all.", "Report to staff."],
    ["Mend the roof.", "Open the clinic.", "Publish the times."],
)


def test_labels_that_begin_anew_tell_where_recommendations_do() -> None:
    groups = [
        [
            part
            for n, text in enumerate(group)
            for part in ("abc"[n], text, "OB", f"{n + 1} May 2021")
        ]
        for group in DONE
    ]
    priorities = [f"Priority {n}: Records should be\nwhole in team {n}." for n in (1, 2, 3)]
    heads = ["Recommendation", "Ref", "Action", "Owner", "By when"]
    flat = [*heads, priorities[0], *groups[0], *priorities[1:], *groups[1], *groups[2]]
    table = only_table(LEADS + "\n\n" + "\n\n".join(flat))
    assert [bool(row[0]) for row in rows(table)] == [True, False, False] * 3
    assert max(table.confidence[1:]) <= 0.6


def test_a_number_begins_a_recommendation_where_rows_count_deeper() -> None:
    flat = ["Recommendation", "Ref", "Action", "Owner", "By when"]
    for number, group in enumerate(DONE[:2], 1):
        flat.append(f"{number}. Records should be\nwhole in team {number}.")
        for place, text in enumerate(group, 1):
            flat += [f"{number}.{place}", text, "OB", f"{place} May 2021"]
    found = rows(only_table(LEADS + "\n\n" + "\n\n".join(flat)))
    assert [row[0] for row in found if row[0]] == [
        "1. Records should be whole in team 1.",
        "2. Records should be whole in team 2.",
    ]
    assert [bool(row[0]) for row in found] == [True, False, False] * 2


def test_the_end_of_a_sentence_is_no_running_foot() -> None:
    page = "Plan\n" + "Some words here\n" * 12
    first = page + "Audit ten files a month so that\nstaff know what is expected\n"
    second = "\f" + page + "Write to all members so that\nstaff know what is expected\n"
    lines = read_lines(document(first + second))
    assert {lines[n].text for n in furniture(lines)} == {"Plan"}


def test_recommendations_behind_the_table_make_its_rows_unsure() -> None:
    flat = [
        "Recommendation",
        "Ref",
        "Action",
        "Owner",
        "By when",
        "Priority 1: Records should be\nwhole.",
    ]
    for number, text in enumerate((*DONE[0], *DONE[1]), 1):
        flat += [str(number), text, "OB", f"{number} May 2021"]
    flat += ["Priority 2: Staff should know\nwhom to tell."]
    table = only_table(LEADS + "\n\n" + "\n\n".join(flat))
    assert len(rows(table)) >= 6
    assert max(table.confidence[2:7]) <= 0.6
