"""What a made document consists of; the renderers turn it into Word, HTML and PDF.

Texts carry a little markup: `**bold**`, `~~struck out~~`, `^^raised^^`.
A line that starts with `• ` is an item of a list.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_MARK = re.compile(r"(\*\*|~~|\^\^)(.+?)\1")


@dataclass
class Run:
    text: str
    bold: bool = False
    struck: bool = False
    raised: bool = False


def runs(text: str) -> list[Run]:
    """A text with markup as runs of one style each."""
    made, at = [], 0
    for mark in _MARK.finditer(text):
        if mark.start() > at:
            made.append(Run(text[at : mark.start()]))
        kind = mark[1]
        made.append(Run(mark[2], kind == "**", kind == "~~", kind == "^^"))
        at = mark.end()
    if at < len(text):
        made.append(Run(text[at:]))
    return made


@dataclass
class Cell:
    text: str = ""
    fill: str | None = None
    columns: int = 1
    rows: int = 1
    bold: bool = False
    rotated: bool = False
    nested: Table | None = None

    @property
    def lines(self) -> list[str]:
        return self.text.split("\n") if self.text else []


@dataclass
class Heading:
    text: str
    level: int = 1


@dataclass
class Para:
    text: str
    small: bool = False
    indent: float = 0
    space_before: bool = True
    word_style: str | None = None


@dataclass
class Table:
    """Rows of cells; a row leaves out the places that a span from above covers."""

    rows: list[list[Cell]]
    widths: list[float]
    header_rows: int = 1
    header_fill: str | None = "#d9e2f3"
    rules: str = "all"
    band_fill: str | None = None
    repeat_header: bool = True


@dataclass
class Break:
    """A new page."""


@dataclass
class Turn:
    """A new page, and all that follows, upright or flat."""

    landscape: bool = True


Block = Heading | Para | Table | Break | Turn


@dataclass
class Made:
    """A document to be rendered: widths of tables are shares of the text's width."""

    stem: str
    producer: str
    blocks: list[Block]
    gold: dict[str, object]
    landscape: bool = True
    head: str = ""
    foot: str = ""
    font: str = "Liberation Sans"
    size: float = 10
    also_word: bool = False
    watermark: str = ""
    plain_headings: bool = False


def row(*cells: str | Cell, fill: str | None = None) -> list[Cell]:
    """A table row; plain texts become cells."""
    made = [cell if isinstance(cell, Cell) else Cell(cell) for cell in cells]
    for cell in made:
        cell.fill = cell.fill or fill
    return made


def head(*cells: str | Cell) -> list[Cell]:
    """A header row: bold."""
    made = row(*cells)
    for cell in made:
        cell.bold = True
    return made
