"""Blocks as a PDF by reportlab: untagged, with fonts of its own."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate, Spacer, TableStyle
from reportlab.platypus import Table as Grid

from .blocks import Block, Break, Cell, Heading, Made, Para, Table, Turn, runs

_FONTS = Path("/usr/share/fonts/truetype/dejavu")


def write(made: Made, folder: Path) -> None:
    """Write `STEM.pdf`."""
    for name, file in (("Sans", "DejaVuSans"), ("Sans-Bold", "DejaVuSans-Bold")):
        pdfmetrics.registerFont(TTFont(name, str(_FONTS / f"{file}.ttf")))
    pdfmetrics.registerFontFamily("Sans", normal="Sans", bold="Sans-Bold")
    size = landscape(A4) if made.landscape else A4
    target = folder / f"{made.stem}.pdf"
    document = SimpleDocTemplate(
        str(target),
        pagesize=size,
        leftMargin=18 * mm,
        rightMargin=18 * mm,
        topMargin=20 * mm,
        bottomMargin=18 * mm,
        invariant=1,
        title=str(made.gold.get("title", "")),
    )
    width = size[0] - 36 * mm - 12

    def running(canvas: Any, held: Any) -> None:
        if made.watermark:
            canvas.saveState()
            canvas.setFillColor(HexColor("#dddddd"))
            canvas.setFont("Sans-Bold", 80)
            canvas.translate(size[0] / 2, size[1] / 2)
            canvas.rotate(40)
            canvas.drawCentredString(0, 0, made.watermark)
            canvas.restoreState()
        canvas.setFont("Sans", 8)
        canvas.drawCentredString(size[0] / 2, size[1] - 12 * mm, made.head)
        canvas.drawString(18 * mm, 10 * mm, made.foot.replace("{page}", str(held.page)))

    story = [flow for block in made.blocks for flow in _block(block, width, made.size)]
    document.build(story, onFirstPage=running, onLaterPages=running)


def _block(block: Block, width: float, size: float) -> list[Any]:
    if isinstance(block, Heading):
        big = {1: 18, 2: 13, 3: 11}[block.level]
        style = _style(big, bold=True, before=8, after=4)
        style.keepWithNext = 1
        return [Paragraph(_inline(block.text), style)]
    if isinstance(block, Para):
        style = _style(7 if block.small else size, before=2, after=4, indent=block.indent * mm)
        return [Paragraph(_bullet(line), style) for line in block.text.split("\n")]
    if isinstance(block, Break | Turn):
        return [PageBreak()]
    return [_table(block, width, size), Spacer(1, 8)]


def _style(
    size: float, *, bold: bool = False, before: float = 0, after: float = 0, indent: float = 0
) -> ParagraphStyle:
    return ParagraphStyle(
        "s",
        fontName="Sans-Bold" if bold else "Sans",
        fontSize=size,
        leading=size * 1.25,
        spaceBefore=before,
        spaceAfter=after,
        leftIndent=indent,
    )


def _table(table: Table, width: float, size: float) -> Grid:
    columns, rules = len(table.widths), []
    grid: list[list[Any]] = [[""] * columns for _ in table.rows]
    taken: set[tuple[int, int]] = set()
    for r, row in enumerate(table.rows):
        c = 0
        for cell in row:
            while (r, c) in taken:
                c += 1
            taken.update((r + i, c + j) for i in range(cell.rows) for j in range(cell.columns))
            grid[r][c] = _cell(cell, size)
            last = (c + cell.columns - 1, r + cell.rows - 1)
            if last != (c, r):
                rules.append(("SPAN", (c, r), last))
            if cell.fill:
                rules.append(("BACKGROUND", (c, r), last, HexColor(cell.fill)))
            c += cell.columns
    fills: list[Any] = [("VALIGN", (0, 0), (-1, -1), "TOP")]
    if table.header_fill and table.header_rows:
        top = (-1, table.header_rows - 1)
        fills.append(("BACKGROUND", (0, 0), top, HexColor(table.header_fill)))
    if table.band_fill:
        band = HexColor(table.band_fill)
        every_other = range(table.header_rows + 1, len(table.rows), 2)
        fills += [("BACKGROUND", (0, r), (-1, r), band) for r in every_other]
    if table.rules == "all":
        fills.append(("GRID", (0, 0), (-1, -1), 0.5, HexColor("#444444")))
    elif table.rules == "rows":
        fills.append(("LINEBELOW", (0, 0), (-1, -1), 0.4, HexColor("#888888")))
    total = sum(table.widths)
    return Grid(
        grid,
        colWidths=[width * w / total for w in table.widths],
        repeatRows=table.header_rows if table.repeat_header else 0,
        style=TableStyle(fills + rules),
    )


class _Turned(Flowable):  # type: ignore[misc]
    """One line of text that runs upwards."""

    def __init__(self, text: str, size: float, *, bold: bool) -> None:
        super().__init__()
        self.text, self.size, self.font = text, size, "Sans-Bold" if bold else "Sans"

    def wrap(self, *_: float) -> tuple[float, float]:
        return self.size * 1.25, pdfmetrics.stringWidth(self.text, self.font, self.size) + 4

    def draw(self) -> None:
        self.canv.saveState()
        self.canv.rotate(90)
        self.canv.setFont(self.font, self.size)
        self.canv.drawString(2, -self.size, self.text)
        self.canv.restoreState()


def _cell(cell: Cell, size: float) -> list[Flowable]:
    if cell.rotated:
        return [_Turned(cell.text, size - 1, bold=cell.bold)]
    style = _style(size - 1, bold=cell.bold)
    return [Paragraph(_bullet(line), style) for line in cell.lines]


def _bullet(line: str) -> str:
    return ("\u2022 " if line.startswith("• ") else "") + _inline(line.removeprefix("• "))


def _inline(text: str) -> str:
    made = ""
    for run in runs(text):
        shown = escape(run.text)
        tags = ((run.bold, "b"), (run.struck, "strike"), (run.raised, "super"))
        for on, tag in tags:
            shown = f"<{tag}>{shown}</{tag}>" if on else shown
        made += shown
    return made
