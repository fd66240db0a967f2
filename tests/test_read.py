"""Reading: words with their places, and files that can't be read.

The samples are real documents; the broken files are made here from them.
"""

from __future__ import annotations

import codecs
import re
from pathlib import Path

import docx
import pikepdf
import pytest
from docx.shared import Pt
from reportlab.pdfgen.canvas import Canvas

from pipeline.read import read_document
from pipeline.read.glyphs import mended, words_of
from pipeline.read.ink import Glyph, Ink
from pipeline.read.marks import hex_colour
from pipeline.read.text import decoded
from schemas import errors
from schemas.page import BodyParagraph, BodySource, BodyTable, PagedSource, Rule, TextSource

CORPUS = Path(__file__).parent.parent / "samples" / "corpus"
LEWISHAM = CORPUS / "lewisham-2016.pdf"


def pdf_of(path: Path, draw: object) -> PagedSource:
    canvas = Canvas(str(path), pagesize=(400, 300))
    draw(canvas)  # type: ignore[operator]
    canvas.save()
    read = read_document(path)
    assert isinstance(read, PagedSource)
    return read


def test_ordinals_are_raised_glued_and_on_their_line() -> None:
    read = read_document(LEWISHAM)
    assert isinstance(read, PagedSource)
    page = read.pages[4]
    raised = [w for w in page.words if w.raised]
    assert len(raised) == 6
    assert all(w.glued and w.text == "th" for w in raised)
    for word in raised:
        assert any(o.text.isdigit() and o.baseline == word.baseline for o in page.words)


def test_struck_words_are_marked_and_underlined_ones_are_not(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(50, 200, "gone")
        canvas.drawString(50, 150, "kept")
        width = canvas.stringWidth("gone")
        canvas.line(50, 204, 50 + width, 204)
        canvas.line(50, 148, 50 + width, 148)

    page = pdf_of(tmp_path / "struck.pdf", draw).pages[0]
    assert {w.text: w.struck for w in page.words} == {"gone": True, "kept": False}
    assert len(page.rules) == 1


def test_fake_bold_is_read_once_and_repeated_letters_stay(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        for shift in (0, 0.3):
            canvas.drawString(50 + shift, 200, "Committee illness")

    page = pdf_of(tmp_path / "double.pdf", draw).pages[0]
    assert [w.text for w in page.words] == ["Committee", "illness"]


def test_bullets_painted_as_shapes_are_told(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(60, 200, "Mend the roof")
        canvas.circle(52, 204, 2, stroke=0, fill=1)
        canvas.drawString(60, 180, "of the hall")
        canvas.circle(200, 184, 2, stroke=0, fill=1)

    page = pdf_of(tmp_path / "dots.pdf", draw).pages[0]
    assert [w.text for w in page.words if w.dotted] == ["Mend"]


def test_a_space_under_a_letter_parts_no_word(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(50, 200, "sustain")
        at = 50 + canvas.stringWidth("sustain")
        canvas.drawString(at, 200, " ")
        canvas.drawString(at, 200, "ability counts")
        canvas.drawString(50, 180, "re")
        at = 50 + canvas.stringWidth("re")
        canvas.drawString(at, 180, " ")
        canvas.drawString(at, 180, "-")
        canvas.drawString(50, 165, "pair")

    page = pdf_of(tmp_path / "breaks.pdf", draw).pages[0]
    words = [w.text for w in page.words]
    assert words == ["sustainability", "counts", "re\u00ad", "pair"]


def test_letters_that_can_not_be_read_are_marked() -> None:
    assert mended("wai\u7400\u6900ng") == "waiting"
    assert mended("o(cid:5)cer") == "o\ufffdcer"
    assert mended("\u7530\u4e2d") == "\u7530\u4e2d"


def test_a_pdf_whose_pages_one_reader_misses_is_saved_anew(tmp_path: Path) -> None:
    path = tmp_path / "untyped.pdf"
    canvas = Canvas(str(path), pageCompression=0)
    canvas.drawString(50, 200, "Mend the roof")
    canvas.save()
    path.write_bytes(re.sub(rb"/Type /Page\b(?!s)", b"          ", path.read_bytes()))
    read = read_document(path)
    assert isinstance(read, PagedSource)
    assert [w.text for p in read.pages for w in p.words] == ["Mend", "the", "roof"]


def test_turned_and_painted_things_are_told(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFillColorRGB(1, 0, 0)
        canvas.rect(40, 40, 100, 50, fill=1, stroke=0)
        canvas.setFillColorRGB(0.85, 0.85, 0.85)
        canvas.saveState()
        canvas.rotate(45)
        canvas.setFont("Helvetica", 60)
        canvas.drawString(150, 20, "DRAFT")
        canvas.restoreState()
        canvas.saveState()
        canvas.rotate(90)
        canvas.setFillColorRGB(0, 0, 0)
        canvas.drawString(50, -20, "sideways")
        canvas.restoreState()

    page = pdf_of(tmp_path / "turned.pdf", draw).pages[0]
    assert {w.text: (w.turn, w.faint) for w in page.words} == {
        "DRAFT": (45, True),
        "sideways": (90, False),
    }
    assert page.fills[0].colour == "#ff0000"


def test_a_word_never_crosses_an_upright_rule() -> None:
    ink = Ink(10, 20, 10, 18)
    glyphs = [Glyph(c, 10 + 5 * i, 15 + 5 * i, ink) for i, c in enumerate("abcd")]
    assert [w.text for w in words_of(glyphs, [])] == ["abcd"]
    assert [w.text for w in words_of(glyphs, [Rule(20, 0, 20, 40)])] == ["ab", "cd"]


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("\ufb01nal", "final"),
        ("co\u00adoperate", "cooperate"),
        ("cut\u00ad", "cut\u00ad"),
        ("cafe\u0301", "caf\u00e9"),
        ("½", "½"),
    ],
)
def test_characters_are_mended(raw: str, text: str) -> None:
    assert mended(raw) == text


@pytest.mark.parametrize(
    ("colour", "code"),
    [((0.5,), "#808080"), ((1, 0, 0), "#ff0000"), ((0, 1, 1, 0), "#ff0000"), (("P1",), None)],
)
def test_colours(colour: object, code: str | None) -> None:
    assert hex_colour(colour) == code


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_text_in_any_encoding(encoding: str, tmp_path: Path) -> None:
    text = "The board’s plan – 5 May\f\nPage two"
    assert decoded(text.encode(encoding)) == text
    path = tmp_path / "plan.txt"
    path.write_bytes(text.replace("\n", "\r\n").encode(encoding))
    read = read_document(path)
    assert isinstance(read, TextSource)
    document = read.document
    assert [w.page for w in document.words] == [1] * 6 + [2] * 2
    assert all(document.text[w.start : w.end] == w.text for w in document.words)
    assert not document.text.startswith(codecs.BOM_UTF8.decode())


def test_word_files_keep_lists_spans_and_struck_words(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("Plan", 1)
    document.add_paragraph("First", style="List Number")
    document.add_paragraph("Second", style="List Number")
    runs = document.add_paragraph("By 30")
    raised = runs.add_run("th")
    raised.font.superscript = True
    struck = runs.add_run(" May")
    struck.font.strike = True
    struck.font.size = Pt(9)
    table = document.add_table(3, 3)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "across"
    table.cell(1, 0).merge(table.cell(2, 0)).text = "down"
    table.cell(1, 1).add_table(1, 1).cell(0, 0).text = "inner"
    document.sections[0].header.paragraphs[0].text = "Running head"
    path = tmp_path / "plan.docx"
    document.save(str(path))
    read = read_document(path)
    assert isinstance(read, BodySource)
    head, first, second, dated, grid = read.items[:5]
    assert isinstance(head, BodyParagraph)
    assert head.level == 1
    assert [p.marker[0].text for p in (first, second) if isinstance(p, BodyParagraph)] == [
        "1.",
        "2.",
    ]
    assert isinstance(dated, BodyParagraph)
    words = dated.lines[0]
    assert [(w.text, w.raised, w.glued, w.struck) for w in words] == [
        ("By", False, False, False),
        ("30", False, False, False),
        ("th", True, True, False),
        ("May", False, False, True),
    ]
    assert isinstance(grid, BodyTable)
    spans = {(c.row, c.column): (c.row_span, c.column_span) for c in grid.cells}
    assert spans[0, 0] == (1, 2)
    assert spans[1, 0] == (2, 1)
    assert any(isinstance(i, BodyTable) for c in grid.cells for i in c.items)
    assert [w.text for p in read.boilerplate for line in p.lines for w in line] == [
        "Running",
        "head",
    ]


def broken(path: Path, name: str) -> Path:
    """A file that can't be read, by name."""
    whole = LEWISHAM.read_bytes()
    bad = path / name
    if name == "locked.pdf":
        with pikepdf.open(LEWISHAM) as pdf:
            pdf.save(bad, encryption=pikepdf.Encryption(user="open sesame", owner="x"))
    elif name == "scan.pdf":
        canvas = Canvas(str(bad))
        canvas.rect(50, 50, 300, 200, fill=1)
        canvas.save()
    elif name == "cut.docx":
        bad.write_bytes((CORPUS / "lewisham-2016.docx").read_bytes()[:9000])
    else:
        data = {
            "empty.pdf": b"",
            "letter.pdf": b"Dear Sir",
            "cut.pdf": whole[: len(whole) // 2],
            "old.docx": b"\xd0\xcf\x11\xe0" + b"\0" * 600,
            "sheet.xlsx": b"PK\3\4",
            "blank.txt": b" \n\n",
        }
        if name in data:
            bad.write_bytes(data[name])
    return bad


@pytest.mark.parametrize(
    ("name", "kind", "said"),
    [
        ("missing.pdf", errors.MissingFileError, "does not exist"),
        ("empty.pdf", errors.EmptyFileError, "0 bytes"),
        ("letter.pdf", errors.NotAPdfError, "no PDF"),
        ("cut.pdf", errors.DamagedPdfError, "cut short"),
        ("locked.pdf", errors.EncryptedPdfError, "--password"),
        ("scan.pdf", errors.NoTextError, "scan"),
        ("cut.docx", errors.DamagedDocxError, "save it as .docx"),
        ("old.docx", errors.DamagedDocxError, "password"),
        ("sheet.xlsx", errors.UnsupportedTypeError, "a PDF, a Word file"),
        ("blank.txt", errors.EmptyFileError, "no words"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(
    name: str, kind: type[errors.PlansiftError], said: str, tmp_path: Path
) -> None:
    with pytest.raises(kind, match=said) as caught:
        read_document(broken(tmp_path, name))
    assert "\n" not in str(caught.value)
    assert str(caught.value).endswith(".")


def test_a_password_opens_a_locked_file(tmp_path: Path) -> None:
    path = broken(tmp_path, "locked.pdf")
    read = read_document(path, password="open sesame")
    assert isinstance(read, PagedSource)
    assert len(read.pages) == 9
    with pytest.raises(errors.EncryptedPdfError, match="is wrong"):
        read_document(path, password="guess")


def test_a_footnotes_mark_in_text_is_no_part_of_its_word(tmp_path: Path) -> None:
    file = tmp_path / "plan.txt"
    file.write_text("Write a guide.1 Keep rule R2 and form3.\n\n1 The last is of 2018.\n")
    read = read_document(str(file))
    assert isinstance(read, TextSource)
    words = read.document.words
    assert " ".join(w.text for w in words[:9]) == "Write a guide. 1 Keep rule R2 and form3."
    assert [w.text for w in words if w.raised and w.glued] == ["1"]
