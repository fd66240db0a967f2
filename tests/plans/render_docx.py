"""Blocks as a Word file (python-docx), and its PDF (LibreOffice)."""

from __future__ import annotations

import re
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from .blocks import Block, Break, Cell, Heading, Made, Para, Table, Turn, runs


def write(made: Made, folder: Path) -> None:
    """Write `STEM.docx` and `STEM.pdf`."""
    write_word(made, folder)
    to_pdf(folder / f"{made.stem}.docx", folder)


def write_word(made: Made, folder: Path) -> None:
    """Write `STEM.docx`."""
    document = Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = made.font, Pt(made.size)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    if made.landscape:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Mm(297), Mm(210)
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(section, side, Mm(18))
    section.header.paragraphs[0].text = made.head
    _foot(section.footer.paragraphs[0], made.foot)
    width = (297 if made.landscape else 210) - 36
    for block in made.blocks:
        if isinstance(block, Turn):
            width = _turn(document, block)
        elif isinstance(block, Heading) and made.plain_headings:
            _block(document, Para(f"**{block.text}**"), width)
        else:
            _block(document, block, width)
    document.save(str(folder / f"{made.stem}.docx"))


def to_pdf(source: Path, folder: Path) -> None:
    """LibreOffice's PDF of a file, with a profile of its own."""
    with tempfile.TemporaryDirectory() as profile:
        command = ["soffice", "--headless", f"-env:UserInstallation=file://{profile}"]
        command += ["--convert-to", "pdf", "--outdir", str(folder), str(source)]
        subprocess.run(command, check=True, capture_output=True)


def _turn(document: Any, block: Turn) -> float:
    """A new section; returns the width of its text in mm."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    size = (297, 210) if block.landscape else (210, 297)
    section.orientation = WD_ORIENT.LANDSCAPE if block.landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(size[0]), Mm(size[1])
    return size[0] - 36


def _foot(paragraph: Any, text: str) -> None:
    for part in re.split(r"(\{pages?\})", text):
        if part not in ("{page}", "{pages}"):
            paragraph.add_run(part)
            continue
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), "PAGE" if part == "{page}" else "NUMPAGES")
        paragraph._p.append(field)


def _block(document: Any, block: Block, width: float) -> None:
    if isinstance(block, Heading):
        document.add_heading(level=block.level)
        _fill(document.paragraphs[-1], block.text)
    elif isinstance(block, Para):
        for line in block.text.split("\n"):
            bullet = line.startswith("• ")
            paragraph = document.add_paragraph(style="List Bullet" if bullet else block.word_style)
            paragraph.paragraph_format.left_indent = Mm(block.indent) if block.indent else None
            _fill(paragraph, line.removeprefix("• "), size=8 if block.small else None)
    elif isinstance(block, Break):
        document.add_page_break()
    elif isinstance(block, Table):
        _table(document, block, width)


def _fill(paragraph: Any, text: str, *, bold: bool = False, size: float | None = None) -> None:
    for run in runs(text):
        made = paragraph.add_run(run.text)
        made.bold = True if bold or run.bold else None
        made.font.strike = run.struck or None
        made.font.superscript = run.raised or None
        if size:
            made.font.size = Pt(size)


def _table(document: Any, table: Table, width: float) -> None:
    columns = len(table.widths)
    made = document.add_table(len(table.rows), columns)
    made.style = "Table Grid" if table.rules == "all" else "Normal Table"
    made.autofit = False
    for column, share in zip(made.columns, table.widths, strict=True):
        column.width = Mm(width * share / sum(table.widths))
    taken: set[tuple[int, int]] = set()
    for number, row in enumerate(table.rows):
        column = 0
        for cell in row:
            while (number, column) in taken:
                column += 1
            span = [(number + r, column + c) for r in range(cell.rows) for c in range(cell.columns)]
            taken.update(span)
            place = made.cell(number, column)
            if len(span) > 1:
                place = place.merge(made.cell(*span[-1]))
            _cell(place, cell, table.header_fill if number < table.header_rows else None)
            if cell.nested:
                shares = sum(table.widths[column : column + cell.columns])
                _table(place, cell.nested, width * shares / sum(table.widths) - 5)
            column += cell.columns
        if number < table.header_rows and table.repeat_header:
            mark = OxmlElement("w:tblHeader")
            mark.set(qn("w:val"), "true")
            made.rows[number]._tr.get_or_add_trPr().append(mark)
    document.add_paragraph()


def _cell(place: Any, cell: Cell, header_fill: str | None) -> None:
    for number, line in enumerate(cell.lines):
        paragraph = place.paragraphs[0] if number == 0 else place.add_paragraph()
        if line.startswith("• "):
            paragraph.style = "List Bullet"
        paragraph.paragraph_format.space_after = Pt(0)
        _fill(paragraph, line.removeprefix("• "), bold=cell.bold)
    fill = cell.fill or header_fill
    if fill:
        shade = OxmlElement("w:shd")
        shade.set(qn("w:val"), "clear")
        shade.set(qn("w:fill"), fill.removeprefix("#"))
        place._tc.get_or_add_tcPr().append(shade)
    if cell.rotated:
        turn = OxmlElement("w:textDirection")
        turn.set(qn("w:val"), "btLr")
        place._tc.get_or_add_tcPr().append(turn)
