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
