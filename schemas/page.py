"""What reading passes to layout: pages of words, rules and fills, or a Word file's body.

Coordinates are PDF points from the page's top left corner; pages count from 1.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from .document import Affine, Box, Document, Word


@dataclass(slots=True, eq=False)
class PageWord(Word):
    """A word as it stands on a page, before layout has put the words in order.

    `baseline` is the line on which the word stands (a raised word has that of
    the word it is raised from).  `turn` is the text's direction in degrees,
    anticlockwise: 0 upright, 90 reads upwards, 270 downwards.  `faint` marks
    light text, as watermarks are.  `dotted` says that a bullet is painted before
    the word, as a shape and not as a character.
    """

    baseline: float = 0.0
    turn: int = 0
    faint: bool = False
    dotted: bool = False

    @property
    def place(self) -> Box:
        """The word's box, which a word on a page always has."""
        if self.box is None:
            raise ValueError("a word on a page has a box")
        return self.box


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line on the page, or a filled box thin enough to be one."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def horizontal(self) -> bool:
        return self.x1 - self.x0 >= self.bottom - self.top

    @property
    def length(self) -> float:
        return max(self.x1 - self.x0, self.bottom - self.top)


@dataclass(frozen=True, slots=True)
class Fill:
    """A box painted in one colour, `#rrggbb`; None for white, which hides what is under it."""

    box: Box
    colour: str | None


@dataclass(slots=True)
class PageContent:
    """One page: its size in points, its words, and its rules and fills in painting order.

    A page read by eye, or turned, has been set straight: `back` leads to places on the page
    as it is drawn, `drawn` is its size there.  `crowded` says that it has too many rules and
    fills to be a plan's, so that they are left out.
    """

    number: int
    width: float
    height: float
    words: list[PageWord]
    rules: list[Rule] = field(default_factory=list)
    fills: list[Fill] = field(default_factory=list)
    back: Affine | None = None
    drawn: tuple[float, float] | None = None
    crowded: bool = False


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What is known of a file before anything is laid out.

    `ocr_pages` were read by OCR; `unread_pages` would have to be and were not; of
    `crowded_pages` the lines and boxes were left out.
    """

    file: str
    sha256: str
    media_type: str
    metadata: dict[str, str] = field(default_factory=dict)
    text_source: str = "native"
    ocr_pages: tuple[int, ...] = ()
    unread_pages: tuple[int, ...] = ()
    crowded_pages: tuple[int, ...] = ()


@dataclass(slots=True)
class PagedSource:
    """A file with pages: a PDF, or a scan whose words have been recognised.

    `plain` is the PDF as it was mended, where it was asked for.
    """

    facts: FileFacts
    pages: list[PageContent]
    plain: bytes | None = None


@dataclass(slots=True)
class BodyParagraph:
    """A paragraph of a Word file: its printed lines, and its label or bullet as words.

    `level` is its heading level by style (0: none), `list_level` its depth in a
    list (None: no list item).  `size` is in points, None where styles leave it
    open.
    """

    lines: list[list[Word]]
    marker: list[Word] = field(default_factory=list)
    level: int = 0
    list_level: int | None = None
    size: float | None = None
    indent: float | None = None


@dataclass(slots=True)
class BodyCell:
    """A cell of a Word table, at its first row and grid column."""

    row: int
    column: int
    row_span: int
    column_span: int
    items: list[BodyItem]
    fill: str | None = None


@dataclass(slots=True)
class BodyTable:
    """A table of a Word file; `header_rows` counts the rows marked to repeat."""

    cells: list[BodyCell]
    rows: int
    columns: int
    header_rows: int = 0


BodyItem = BodyParagraph | BodyTable


@dataclass(slots=True)
class BodySource:
    """A Word file: its body in order, and its headers and footers."""

    facts: FileFacts
    items: list[BodyItem]
    boilerplate: list[BodyParagraph] = field(default_factory=list)


@dataclass(slots=True)
class TextSource:
    """Flat text: the document's words already have their offsets, but no boxes.

    Its words are `PageWord` objects, so that layout can give them places.
    """

    document: Document


ReadResult = PagedSource | BodySource | TextSource
