"""Text whose columns still show: where cells and rows begin when only spaces tell."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pipeline.layout import lay_out
from pipeline.read import read_document
from schemas.blocks import Block, Layout, Table, TextBlock


def laid_out(path: Path, text: str) -> Layout:
    file = path / "plan.txt"
    file.write_text(text, encoding="utf-8")
    return lay_out(read_document(str(file)))


def rows(table: Table) -> list[list[str]]:
    """The texts of a table's cells by row, labels with them; a merged cell's in each row."""
    return [[_text(cell.blocks) if cell else "" for cell in row] for row in table.grid()]


def _text(blocks: Sequence[Block]) -> str:
    parts = [b for b in blocks if isinstance(b, TextBlock)]
    return " ".join(f"{b.marker.text} {b.text}".strip() for b in parts)


def only(layout: Layout) -> Table:
    (table,) = layout.tables()
    return table


TOUCHING = """\
Task                                               Finish by      Owner        Notes
                                                   (2019)
1. Paint the hall and mend the roof                28th February QR/TU
                                                   2019
2. Sweep the yard                                  30th May       QR
                                                   2019
3. Count the chairs and tell the caretaker how 31st May           TU
many of them are broken                            2019
4. Order new lamps                                 30th June      QR/TU        Ask first
                                                   2019
"""


def test_cells_that_touch_part_where_the_column_begins(tmp_path: Path) -> None:
    table = only(laid_out(tmp_path, TOUCHING))
    assert rows(table)[1:] == [
        [
            "1. Paint the hall and mend the roof",
            "28th February 2019",
            "QR/TU",
            "",
        ],
        ["2. Sweep the yard", "30th May 2019", "QR", ""],
        [
            "3. Count the chairs and tell the caretaker how many of them are broken",
            "31st May 2019",
            "TU",
            "",
        ],
        ["4. Order new lamps", "30th June 2019", "QR/TU", "Ask first"],
    ]
    # By position alone "May" would do as well: with so few rows to go by, that is told.
    assert [table.row_confidence(n) < 0.7 for n in range(1, 5)] == [False, False, True, False]


def test_a_card_does_not_swallow_the_table_below_it(tmp_path: Path) -> None:
    text = """\
Area two: look after the garden and the paths round it
Sponsor:                Ann Other
Ties in with:           Green plan

What shall we see?
- Beds that are weeded and paths on which nobody slips, all the year round

Who                     What we do                        Proof           Date
AO                      2.1 Weed the beds                 Photos          May 2020
BC                      2.2 Gravel the paths and edge     Invoice         June 2020
                        them with brick
"""
    card, table = laid_out(tmp_path, text).tables()
    assert rows(card) == [["Sponsor:", "Ann Other"], ["Ties in with:", "Green plan"]]
    assert rows(table)[2] == [
        "BC",
        "2.2 Gravel the paths and edge them with brick",
        "Invoice",
        "June 2020",
    ]


def test_a_heading_between_tables_is_no_row(tmp_path: Path) -> None:
    text = """\
Ref        Action                              Owner          By when
1.1        Test the alarms                     AB             May 2021
1.2        Clear the stairs                    CD             June 2021

2. The lift has stood still for more than a year for want of a part which nobody makes
Ref        Action                              Owner          By when
2.1        Find a maker                        EF             July 2021
2.2        Ask the owner for leave             AB             July 2021
"""
    layout = laid_out(tmp_path, text)
    first, second = layout.tables()
    assert [len(rows(t)) for t in (first, second)] == [3, 3]
    headings = [b for b in layout.blocks if isinstance(b, TextBlock)]
    assert [f"{b.marker.text} {b.text}" for b in headings] == [
        "2. The lift has stood still for more than a year for want of a part which nobody makes"
    ]


def test_rows_without_a_label_stand_below_the_label_above(tmp_path: Path) -> None:
    text = """\
No.     Finding                           Lead            Step                           Due
1       Keys are not always given         Ann Other       Hang a board for keys          May 2022
        back at the end of a shift
                                          Bea Clay        Check it each night            June 2022
        so that doors stay open.
                                                          Tell the board once a year     Ongoing
2       Visitors sign no book             Cy Dale         Buy a book and lay it by the   May 2022
        when they come in.                                door
"""
    table = only(laid_out(tmp_path, text))
    found = rows(table)
    whole = "Keys are not always given back at the end of a shift so that doors stay open."
    assert [row[:2] for row in found[1:]] == [
        ["1", whole],
        ["1", whole],
        ["1", whole],
        ["2", "Visitors sign no book when they come in."],
    ]
    assert [row[2] for row in found[1:]] == ["Ann Other", "Bea Clay", "", "Cy Dale"]
    # Nobody can tell whether the third lead is missing or merged with the one above.
    assert [table.row_confidence(n) < 0.7 for n in range(1, 5)] == [False, False, True, False]


def test_a_cell_that_may_be_merged_is_doubted(tmp_path: Path) -> None:
    text = """\
Ref        Action                              Owner          By when
1.1a       Test the alarms                     AB             May 2021
1.1b       Write down what failed
1.2        Clear the stairs                    CD             June 2021
1.3        Light the yard                                     June 2021
"""
    table = only(laid_out(tmp_path, text))
    assert rows(table)[2][2:] == ["", ""]
    assert [table.row_confidence(n) < 0.7 for n in range(1, 5)] == [False, True, False, False]


def test_headings_printed_again_at_a_page_break_are_no_running_head(tmp_path: Path) -> None:
    page = """\
Ref        What the board            Owner          By when
           will do
{rows}


The garden plan                                     Page {number}
"""
    first = """\
1.1        Test the alarms           AB             May 2021
1.2        Clear the stairs          CD             June 2021"""
    second = """\
1.3        Light the yard            AB             May 2021
1.4        Sand the path             CD             June 2021"""
    text = page.format(rows=first, number=1) + "\f" + page.format(rows=second, number=2)
    table = only(laid_out(tmp_path, text))
    assert rows(table)[0] == ["Ref", "What the board will do", "Owner", "By when"]
    assert [row[0] for row in rows(table)[1:]] == ["1.1", "1.2", "1.3", "1.4"]


def test_headings_over_several_columns_keep_to_themselves(tmp_path: Path) -> None:
    text = """\
Plan                                                     News this week
Ref        Action                         Owner          Progress        State
1.1        Test the alarms                AB             All done        Complete
1.2        Clear the stairs               CD             Half way        Begun
"""
    found = rows(only(laid_out(tmp_path, text)))
    assert found[1] == ["Ref", "Action", "Owner", "Progress", "State"]
    assert len(found) == 4


def test_ligatures_and_soft_hyphens_are_spelt_and_move_no_column(tmp_path: Path) -> None:
    text = """\
Ref        Action                              Owner          By when
1.1        Brief the new o\ufb03cers and the        AB             May 2021
           sta\ufb00 of the work\u00adshop
1.2        Find out what our nearest neigh\u00ad\u2010   CD             June 2021
           bours think
1.3        Light the yard                      AB             May 2021
1.4        Sand the path                       CD             June 2021
"""
    found = rows(only(laid_out(tmp_path, text)))
    assert found[1][:3] == ["1.1", "Brief the new officers and the staff of the workshop", "AB"]
    assert found[2][:3] == ["1.2", "Find out what our nearest neighbours think", "CD"]


def test_a_text_across_the_columns_is_a_band_though_words_meet_their_edges(tmp_path: Path) -> None:
    text = """\
Action                                   Lead officer       Start
A1 The hall should be made safe for all who come to it in the evening.
Paint the steps and mend the rail        Ann Other          Apr 2023
so that nobody falls
Light the porch and the yard behind      Bea Clay           May 2023
it
A2 The hall should be let to clubs which promise to keep to its rules.
Write down what letting it costs and     Ann Other          Jul 2023
who has the key
"""
    found = rows(only(laid_out(tmp_path, text)))
    assert [row[0] for row in found[1:]] == [
        "A1 The hall should be made safe for all who come to it in the evening.",
        "Paint the steps and mend the rail so that nobody falls",
        "Light the porch and the yard behind it",
        "A2 The hall should be let to clubs which promise to keep to its rules.",
        "Write down what letting it costs and who has the key",
    ]


def test_a_band_below_column_headings_of_two_lines(tmp_path: Path) -> None:
    text = """\
Ref        Action                              Owner          By when        Our
                                                                             aim

Homes that are safe

1.1        Test the alarms                     AB             May 2021       Safety

1.2        Clear the stairs                    CD             June 2021      Safety

Homes that are dry

2.1        Mend the gutters                    AB             May 2021       Comfort
"""
    found = rows(only(laid_out(tmp_path, text)))
    assert found[0] == ["Ref", "Action", "Owner", "By when", "Our aim"]
    assert [row[0] for row in found[1:]] == [
        "Homes that are safe",
        "1.1",
        "1.2",
        "Homes that are dry",
        "2.1",
    ]


OVERLEAF = """\
Ref     Action                         Owner       By when        News         Mark
1.1     Test the alarms                AB          May 2021       Begun
1.2     Clear the stairs               CD          June 2021      Half way
1.3     Light the yard                 AB          May 2021       Done
\f
 {first}       Sand the path, which is steep           CD             July 2021          Late
           and dark
 {second}       Mend the gate                           EF             July 2021          Begun
"""


def test_rows_overleaf_stand_in_the_columns_of_the_page_before(tmp_path: Path) -> None:
    table = only(laid_out(tmp_path, OVERLEAF.format(first="1.4", second="1.5")))
    assert [row[0] for row in rows(table)] == ["Ref", "1.1", "1.2", "1.3", "1.4", "1.5"]
    assert rows(table)[4] == [
        "1.4",
        "Sand the path, which is steep and dark",
        "CD",
        "July 2021",
        "Late",
        "",
    ]
    # Which column is empty there is told by places alone.
    assert [table.row_confidence(n) < 0.7 for n in range(1, 6)] == [False] * 3 + [True] * 2


def test_rows_overleaf_that_do_not_count_on_are_another_table(tmp_path: Path) -> None:
    layout = laid_out(tmp_path, OVERLEAF.format(first="7.1", second="7.2"))
    assert [len(rows(t)) for t in layout.tables()] == [4, 2]


def test_a_table_within_a_cell_opens_no_column(tmp_path: Path) -> None:
    text = """\
Ref    What we will do                             Lead               When
1a     Paint the hall and mend the roof before     Ann Other          May 2023
       the rain comes
1b     Agree who may hold a key to it, and how     Bea Clay           June 2023
       many each:

        Who                   Keys
        Clubs                 two
        Staff                 one

1c     Sweep the yard each week and write it       Ann Other          July 2023
       down in the book
"""
    found = rows(only(laid_out(tmp_path, text)))
    assert [len(row) for row in found] == [4] * 4
    assert found[2][1].endswith("Who Keys Clubs two Staff one")
    assert found[3][1:] == [
        "Sweep the yard each week and write it down in the book",
        "Ann Other",
        "July 2023",
    ]
