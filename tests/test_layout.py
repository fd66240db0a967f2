"""Layout: every word in one place, and tables as the documents mean them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, SimpleDocTemplate, Table

from pipeline.convert import convert
from pipeline.layout import lay_out
from pipeline.layout.flat import columns_show
from pipeline.layout.markers import is_bullet, is_label
from pipeline.read import read_document
from schemas import blocks
from schemas.blocks import Block, Layout, TextBlock
from schemas.document import Word
from schemas.page import PagedSource

SAMPLES = Path(__file__).parent.parent / "samples"
FLATTENED = (
    "borderless-rowan-house.pdfminer.txt",
    "draft-eskmouth.pypdf.txt",
    "send-northmoor.pdftotext.txt",
)
# Of flattened text, which is slow, one for each tool; test_flattened.py has more.
FILES = sorted(
    path
    for folder in ("corpus", "own", "more", "third")
    for path in (SAMPLES / folder).iterdir()
    if path.name.endswith((".pdf", ".docx", ".layout.txt", *FLATTENED))
    and not path.name.startswith("scanned")
)
PAIRS = [
    p
    for p in FILES
    if p.suffix == ".pdf" and p.parent.name in ("corpus", "own") and p.with_suffix(".docx").exists()
]


def words_in(some: Sequence[Block]) -> Iterator[Word]:
    for block in some:
        if isinstance(block, TextBlock):
            yield from (piece.word for piece in block.marker)
            yield from (piece.word for piece in block.passage)
        else:
            for cell in block.cells:
                yield from words_in(cell.blocks)


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.name)
def test_every_word_is_in_one_place(path: Path) -> None:
    read = read_document(path)
    layout = lay_out(read)
    document = layout.document
    seen = Counter(id(w) for w in words_in(layout.blocks))
    seen.update(id(piece.word) for passage in layout.boilerplate for piece in passage)
    assert [w for w in document.words if seen[id(w)] != 1] == []
    assert len(seen) == len(document.words)
    assert [w for w in document.words if document.text[w.start : w.end] != w.text] == []
    assert [w.index for w in document.words] == list(range(len(document.words)))
    if isinstance(read, PagedSource):
        assert len(document.words) == sum(len(page.words) for page in read.pages)


def grids(layout: Layout) -> list[dict[tuple[int, int], tuple[str, int, int, str | None]]]:
    return [
        {
            (c.row, c.column): (c.text.replace(" ", ""), c.row_span, c.column_span, c.fill)
            for c in table.cells
        }
        for table in layout.tables()
    ]


@pytest.mark.parametrize("path", PAIRS, ids=lambda p: p.stem)
def test_a_pdf_has_the_tables_of_the_word_file_it_was_made_from(path: Path) -> None:
    printed = grids(lay_out(read_document(path)))
    written = grids(lay_out(read_document(path.with_suffix(".docx"))))
    assert printed == written


def made(path: Path, *story: Flowable) -> Layout:
    SimpleDocTemplate(str(path), pagesize=A4).build(list(story))
    return lay_out(read_document(path))


def only_table(layout: Layout) -> blocks.Table:
    (table,) = layout.tables()
    return table


def shown(table: blocks.Table) -> list[list[str]]:
    return [[cell.text if cell else "" for cell in row] for row in table.grid()]


def rows(count: int) -> list[list[str]]:
    return [[f"{n}.1", f"Mend the roof of hall {n}", "A Bell"] for n in range(1, count + 1)]


def test_a_header_printed_again_is_boilerplate(tmp_path: Path) -> None:
    data = [["Ref", "Action", "Owner"], *rows(60)]
    grid = Table(data, repeatRows=1, style=[("GRID", (0, 0), (-1, -1), 0.5, colors.black)])
    layout = made(tmp_path / "long.pdf", grid)
    table = only_table(layout)
    assert (table.rows, table.header_rows) == (61, 1)
    assert shown(table) == data
    assert [p.text for p in layout.boilerplate].count("Owner") == 1


def test_a_row_split_over_pages_is_one_row_and_says_so() -> None:
    layout = lay_out(read_document(SAMPLES / "corpus" / "prison-marlow-heath.pdf"))
    table = max(layout.tables(), key=lambda t: t.rows)
    split = [
        row
        for row in range(table.rows)
        if len({w.page for c in table.cells if c.row == row for w in c.passage.words}) > 1
    ]
    assert split
    assert all(table.row_confidence(row) < 1 for row in split)


def test_missing_outer_rules_and_rules_across_only(tmp_path: Path) -> None:
    data = [["Ref", "Action", "Owner"], *rows(5)]
    inner = Table(data, style=[("INNERGRID", (0, 0), (-1, -1), 0.5, colors.black)])
    assert shown(only_table(made(tmp_path / "inner.pdf", inner))) == data
    across = Table(data, style=[("LINEBELOW", (0, 0), (-1, -1), 0.5, colors.black)])
    assert shown(only_table(made(tmp_path / "across.pdf", across))) == data
    bare = Table(data)
    assert shown(only_table(made(tmp_path / "bare.pdf", bare))) == data


def test_rules_across_that_a_merged_cell_cuts_short(tmp_path: Path) -> None:
    data = [
        ["Finding", "Ref", "What we\nwill do", "Lead"],
        ["Records are\nnot whole", "1.1", "Audit ten files a month", "A Bell"],
        ["", "1.2", "Tell the board", "C Day"],
        ["", "1.3", "Write to all members\nof the staff", "E Fox"],
        ["Staff do not\nknow whom to tell", "2.1", "Print a card", "G Hay"],
        ["", "2.2", "Hold a session", "A Bell"],
    ]
    spans = [
        ("SPAN", (0, 1), (0, 3)),
        ("SPAN", (0, 4), (0, 5)),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ]
    lines = [("LINEBELOW", (0, 0), (-1, -1), 0.5, colors.black)]
    table = only_table(made(tmp_path / "short.pdf", Table(data, style=[*lines, *spans])))
    assert [row[1:] for row in shown(table)] == [
        [text.replace("\n", " ") for text in row[1:]] for row in data
    ]
    assert [cell.row_span for cell in table.cells if cell.column == 0] == [1, 3, 2]


def test_spans_fills_and_tables_in_cells(tmp_path: Path) -> None:
    inside = Table([["a", "b"]], style=[("GRID", (0, 0), (-1, -1), 0.5, colors.black)])
    grid = Table(
        [["Band", "", ""], ["1", "x", "Bell"], ["", "y", inside]],
        colWidths=[60, 60, 120],
        style=[
            ("GRID", (0, 0), (-1, -1), 0.5, colors.black),
            ("SPAN", (0, 0), (-1, 0)),
            ("SPAN", (0, 1), (0, 2)),
            ("BACKGROUND", (1, 1), (1, 1), colors.HexColor("#ffc000")),
        ],
    )
    layout = made(tmp_path / "spans.pdf", grid)
    table = next(layout.tables())
    places = {(c.row, c.column): (c.row_span, c.column_span, c.fill) for c in table.cells}
    assert places[0, 0] == (1, 3, None)
    assert places[1, 0] == (2, 1, None)
    assert places[1, 1] == (1, 1, "#ffc000")
    cell = table.at(2, 2)
    assert cell is not None
    assert [b.text for b in cell.blocks if isinstance(b, TextBlock)] == ["a b"]


def test_a_word_broken_by_a_narrow_cell_is_mended_and_two_words_are_not(tmp_path: Path) -> None:
    style = [("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("FONTSIZE", (0, 0), (-1, -1), 10)]
    width = 12 + 42.8
    data = [["Date", "What"], ["Septembe\nr 2016", "Meet and agree"], ["Ongoing\nand", "Meet"]]
    layout = made(tmp_path / "narrow.pdf", Table(data, colWidths=[width, 120], style=style))
    assert [row[0] for row in shown(only_table(layout))] == [
        "Date",
        "September 2016",
        "Ongoing and",
    ]


def test_labels_and_bullets() -> None:
    assert all(is_bullet(b) for b in ("•", "\uf0b7", "o", "-", "–", "▪"))
    assert all(is_label(w) for w in ("1.", "a)", "1.1", "(i)", "(a)", "R3.", "1.3a", "12)"))
    assert not any(is_label(w) for w in ("30", "31.3.17", "2016.", "01.02", "A.", "Q2", "E1"))


COLUMNS = """Plan of the board

Ref   Action                        Owner      When
1.1   Mend the roof of the hall     A Bell     May 2019
      before winter.
1.2   Paint the door and the gate   C Day/E Fox 1 June 2019
      of the yard.
1.3   Write to all members.         G Hay      Ongoing
"""


def test_text_with_visible_columns(tmp_path: Path) -> None:
    assert columns_show(COLUMNS)
    assert not columns_show(COLUMNS.replace("  ", ""))
    path = tmp_path / "plan.txt"
    path.write_text(COLUMNS, encoding="utf-8")
    layout = lay_out(read_document(path))
    assert shown(only_table(layout)) == [
        ["Ref", "Action", "Owner", "When"],
        ["1.1", "Mend the roof of the hall before winter.", "A Bell", "May 2019"],
        ["1.2", "Paint the door and the gate of the yard.", "C Day/E Fox", "1 June 2019"],
        ["1.3", "Write to all members.", "G Hay", "Ongoing"],
    ]
    assert all(word.box is None for word in layout.document.words)


MERGED = """\
Recommendation            Lead      By when           Action
Key issue 1: Managers     HA        16.03.21          Set a standard for the
must make certain that                                framework
learning from incidents
                          VS        23.10.22          Put in place the procedure
is shared with every
                                                      as part of the cycle
team.
                          OY        April 2026        Consult partners about the
                                                      inventory
"""


def test_a_merged_text_reads_on_past_the_rows_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_text(MERGED, encoding="utf-8")
    table = only_table(lay_out(read_document(path)))
    issue = "Key issue 1: Managers must make certain that learning from incidents is shared with"
    assert shown(table)[:2] == [
        ["Recommendation", "Lead", "By when", "Action"],
        [f"{issue} every team.", "HA", "16.03.21", "Set a standard for the framework"],
    ]
    assert [row[1:] for row in shown(table)[2:]] == [
        ["VS", "23.10.22", "Put in place the procedure as part of the cycle"],
        ["OY", "April 2026", "Consult partners about the inventory"],
    ]


LETTERED = """\
Ref     Action                          By when         Lead

a       Check the quality of the        16.03.21        HQ
        dashboard.

b       Extend the contract by          By 31 August    LQ
        drawing on what staff say.      2021

c       Agree the template.             23.10.22        HA
"""


def test_letters_are_labels_and_dates_are_none(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_text(LETTERED, encoding="utf-8")
    found = [
        [cell.text if cell else "" for cell in row]
        for row in only_table(lay_out(read_document(path))).grid()
    ]
    assert [row[2] for row in found] == ["By when", "16.03.21", "By 31 August 2021", "23.10.22"]
    assert [row[3] for row in found] == ["Lead", "HQ", "LQ", "HA"]


def page_with(path: Path, paint: Callable[[Canvas], None]) -> Layout:
    canvas = Canvas(str(path), pagesize=A4)
    paint(canvas)
    canvas.save()
    return lay_out(read_document(path))


def boxed_text(canvas: Canvas, top: float, *lines: str) -> None:
    canvas.rect(50, top - 14 * len(lines) - 4, 400, 14 * len(lines) + 4)
    for number, line in enumerate(lines):
        canvas.drawString(56, top - 14 * (number + 1), line)


def ruled_text(canvas: Canvas, top: float, rows: Sequence[Sequence[str]]) -> None:
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            canvas.rect(50 + 200 * column, top - 18 * (number + 1), 200, 18)
            canvas.drawString(56 + 200 * column, top - 18 * (number + 1) + 5, text)


def test_boxes_of_one_cell_stand_where_they_are(tmp_path: Path) -> None:
    def paint(canvas: Canvas) -> None:
        for number in range(4):
            top = 780.0 - 160 * number
            boxed_text(canvas, top, f"Aim {number + 1}", "Mend the roof of the hall.")
            ruled_text(canvas, top - 50, [["Step", "Who"], [f"Call {number}", "Bell"]])

    layout = page_with(tmp_path / "boxes.pdf", paint)
    kinds = ["T" if isinstance(b, blocks.Table) else "t" for b in layout.blocks]
    assert "".join(kinds).replace("tt", "t") == "tT" * 4
    assert [t.columns for t in layout.tables()] == [2] * 4


def test_a_cell_that_a_page_break_left_open_goes_on(tmp_path: Path) -> None:
    head = [["Aim", "Step"]]

    def paint(canvas: Canvas) -> None:
        ruled_text(canvas, 120, head)
        canvas.rect(250, 82, 200, 20)
        canvas.drawString(256, 88, "Ask the tenants")
        canvas.line(50, 102, 50, 82)
        canvas.drawString(56, 88, "R1 The hall should have")
        canvas.drawString(56, 76, "a roof that keeps out")
        canvas.showPage()
        ruled_text(canvas, 800, head)
        ruled_text(canvas, 782, [["the rain.", "Call three builders"], ["R2 Sell it", "Ask"]])

    table = only_table(page_with(tmp_path / "open.pdf", paint))
    cell = table.at(2, 0)
    assert cell is not None
    assert cell is table.at(1, 0)
    assert cell.text == "R1 The hall should have a roof that keeps out the rain."
    assert [c.text for c in table.cells if c.column == 1][1:] == [
        "Ask the tenants",
        "Call three builders",
        "Ask",
    ]


def test_labels_inside_a_sentence_are_no_list(tmp_path: Path) -> None:
    def paint(canvas: Canvas) -> None:
        canvas.rect(50, 640, 150, 160)
        canvas.rect(200, 640, 150, 160)
        running = [
            "Make the yard safer by:",
            "(a) lighting the gate and",
            "the whole path; and then",
        ]
        for number, line in enumerate([*running, "(b) marking all crossings."]):
            canvas.drawString(56, 785 - 13 * number, line)
        for number, line in enumerate(["By:", "(a) lamps;", "(b) paint."]):
            canvas.drawString(206, 785 - 13 * number, line)

    table = only_table(page_with(tmp_path / "labels.pdf", paint))
    first, second = table.at(0, 0), table.at(0, 1)
    assert first is not None
    assert second is not None
    assert [b.kind for b in first.blocks if isinstance(b, TextBlock)] == ["paragraph"]
    kinds = [b.kind for b in second.blocks if isinstance(b, TextBlock)]
    assert kinds == ["paragraph", "list_item", "list_item"]


def test_small_type_at_the_very_top_is_a_running_head(tmp_path: Path) -> None:
    def paint(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 8)
        canvas.drawString(200, 815, "Orrin School - 4 May 2021")
        canvas.setFont("Helvetica", 11)
        canvas.drawString(50, 770, "The governors met and agreed what follows.")
        canvas.drawString(50, 756, "It is told below.")

    layout = page_with(tmp_path / "head.pdf", paint)
    assert [p.text for p in layout.boilerplate] == ["Orrin School - 4 May 2021"]


def test_a_column_without_a_heading_is_known_by_its_labels(tmp_path: Path) -> None:
    data = [
        ["", "Action", "Owner", "By when"],
        ["Priority 1: Staff should know whom to tell", "Print a card", "A Bell", "1 May 2021"],
        ["Priority 2: Records should be kept whole", "Audit ten files", "C Day", "2 May 2021"],
    ]
    path = tmp_path / "blank.pdf"
    made(path, Table(data, style=[("GRID", (0, 0), (-1, -1), 0.5, colors.black)]))
    plan = convert(path)
    assert [r.label for r in plan.recommendations] == ["Priority 1", "Priority 2"]
    texts = [a.text for r in plan.recommendations for a in r.actions]
    assert texts == ["Print a card", "Audit ten files"]
