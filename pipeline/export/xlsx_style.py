"""How the workbook looks: headings, colours, drop-downs, and how it prints."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from textwrap import wrap

from openpyxl.cell.cell import Cell
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from .cells import runs
from .rows import RATINGS, STATUSES

# Fill and letters of each rating; the word stands in the cell, so that colour says nothing alone.
_RATED = {
    "Red": ("C62828", "FFFFFF"),
    "Amber": ("FFB300", "000000"),
    "Green": ("2E7D32", "FFFFFF"),
    "Blue": ("1565C0", "FFFFFF"),
    "Grey": ("757575", "FFFFFF"),
}
_HEAD, _LINE = "1F3A4D", "C9D1D6"
_OVERDUE = ("FFD9D6", "9C0006")
# New actions are typed below the last one: what holds for the rows holds there too.
_SPARE = 500
# What stands right of it is kept but not printed: the page would be too narrow.
_LAST_PRINTED = "Page"
_FONT = "Calibri"
_LINE_HEIGHT = 14.5
_FITTING = 1.05  # letters are narrower than the figures that widths are told in
_HIGHEST = 409.0  # Excel's own limit
_MOST_LINES = 30


class Style:
    """Puts values into cells; every look is made once and shared."""

    def __init__(self) -> None:
        side = Side(style="thin", color=_LINE)
        self.border = Border(side, side, side, side)
        self.wrapped = Alignment(wrap_text=True, vertical="top")
        self.centred = Alignment(wrap_text=True, vertical="top", horizontal="center")
        self.head_font = Font(_FONT, 11, bold=True, color="FFFFFF")
        self.head_fill = _solid(_HEAD)
        self.rated = {
            rating: (_solid(fill), Font(_FONT, 11, bold=True, color=ink))
            for rating, (fill, ink) in _RATED.items()
        }

    def heading(self, cell: Cell) -> None:
        """Make a cell of the first row one of its headings."""
        cell.font, cell.fill, cell.border = self.head_font, self.head_fill, self.border
        cell.alignment = Alignment(wrap_text=True, vertical="center")

    def put(self, cell: Cell, value: str | int | dt.date | None, heading: str) -> None:
        """Put a value in: a text is a text whatever it looks like, never a formula."""
        cell.value = value
        cell.border = self.border
        cell.alignment = self.centred if heading in ("RAG", "Page", "Due") else self.wrapped
        if isinstance(value, str):
            cell.data_type = "s"
            # Excel's own mark of a text: it stays one when the cell is edited.
            cell.quotePrefix = runs(value) or value.startswith("'")
        elif isinstance(value, dt.date):
            cell.number_format = "d mmm yyyy"
        if heading == "RAG" and (rated := self.rated.get(str(value))):
            cell.fill, cell.font = rated


def row_height(texts: Iterable[tuple[str, int]]) -> float:
    """How high a row must be for its wrapped texts, each with its column's width.

    Excel finds that out itself when somebody edits the row; other programs
    show what the file says.
    """
    lines = 1
    for text, width in texts:
        shown = text[: _MOST_LINES * 2 * width]
        lines = max(
            lines, sum(len(wrap(part, round(width * _FITTING))) or 1 for part in shown.split("\n"))
        )
    return min(_LINE_HEIGHT * lines + 3, _HIGHEST)


def set_up(sheet: Worksheet, head: tuple[str, ...], rows: int, title: str) -> None:
    """Freeze, filter and print set-up of any sheet; colours and drop-downs of the tracker."""
    last = get_column_letter(len(head))
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{last}{rows + 1}"
    sheet.row_dimensions[1].height = 32
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    printed = get_column_letter(head.index(_LAST_PRINTED) + 1)
    sheet.print_area = f"A1:{printed}{rows + 1}"
    # Doubled, an ampersand is one; figures at the front would be a size of type.
    sheet.oddHeader.left.text = " " + title.replace("&", "&&")
    sheet.oddFooter.left.text = "&A"
    sheet.oddFooter.right.text = "Page &P of &N"
    if "Due" in head:
        _tracker(sheet, head, rows)


def _tracker(sheet: Worksheet, head: tuple[str, ...], rows: int) -> None:
    def below(heading: str) -> str:
        column = get_column_letter(head.index(heading) + 1)
        return f"{column}2:{column}{rows + 1 + _SPARE}"

    due, rag, status = (f"${below(h).partition(':')[0]}" for h in ("Due", "RAG", "Status"))
    overdue = f'AND(ISNUMBER({due}),{due}<TODAY(),{status}<>"{STATUSES["complete"]}")'
    fill, ink = _OVERDUE
    marked = f"{below('Deadline').partition(':')[0]}:{below('Due').partition(':')[2]}"
    look = {"fill": _solid(fill, conditional=True), "font": Font(bold=True, color=ink)}
    sheet.conditional_formatting.add(marked, FormulaRule([overdue], **look))
    # The colour follows the word: also where somebody changes it.
    for rating, (fill, ink) in _RATED.items():
        look = {"fill": _solid(fill, conditional=True), "font": Font(bold=True, color=ink)}
        sheet.conditional_formatting.add(below("RAG"), FormulaRule([f'{rag}="{rating}"'], **look))
    none = "AND(" + ",".join(f'{rag}<>"{rating}"' for rating in _RATED) + ")"
    look = {"fill": _solid("FFFFFF", conditional=True), "font": Font(color="000000")}
    sheet.conditional_formatting.add(below("RAG"), FormulaRule([none], **look))
    for heading, values in (("RAG", RATINGS), ("Status", tuple(STATUSES.values()))):
        choice = DataValidation("list", formula1=f'"{",".join(values)}"', allow_blank=True)
        # A plan's own word may stay, or be typed: Excel asks, and does not refuse.
        choice.errorStyle = "warning"
        choice.showErrorMessage = True
        choice.errorTitle = heading
        choice.error = f"The usual ones are: {', '.join(values)}."
        choice.add(below(heading))
        sheet.add_data_validation(choice)


def _solid(colour: str, *, conditional: bool = False) -> PatternFill:
    """A fill; a conditional one has its colour where Excel looks for it there."""
    if conditional:
        return PatternFill(bgColor=colour)
    return PatternFill("solid", fgColor=colour)
