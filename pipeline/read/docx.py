"""Word files -> paragraphs and tables in body order."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pipeline.read.docx_lists import Lists
from pipeline.read.docx_package import damaged, plain_package
from pipeline.read.docx_styles import Styles
from pipeline.read.docx_xml import W, value_of
from pipeline.read.limits import GRID_COLUMNS
from schemas.document import Word
from schemas.errors import EmptyFileError
from schemas.page import BodyCell, BodyItem, BodyParagraph, BodySource, BodyTable, FileFacts

_HEAD_PARTS = ("header", "footer")
_DIGITS = re.compile("[0-9]{1,9}")


def read_docx(data: bytes, facts: FileFacts) -> BodySource:
    """The body of a Word file, and its headers and footers.

    Raises what `plain_package` does, `DamagedDocxError` where its parts can't be read, and
    `EmptyFileError` where they hold no words.
    """
    plain = plain_package(data, facts.file)
    try:
        import docx

        opened = docx.Document(io.BytesIO(plain))
        reader = _Reader(opened)
        source = BodySource(facts, reader.body(), reader.margins())
    except (KeyError, ValueError, TypeError, AttributeError, OSError, SyntaxError) as error:
        raise damaged(facts.file) from error
    except (zipfile.BadZipFile, EOFError, RecursionError, AssertionError) as error:
        raise damaged(facts.file) from error
    except Exception as error:
        # python-docx and lxml have error families of their own for broken packages.
        if type(error).__module__.split(".")[0] not in ("docx", "lxml", "zlib"):
            raise
        raise damaged(facts.file) from error
    if not any(_words_in(source.items)):
        raise EmptyFileError(f"{facts.file} holds no words: check that it is the right file.")
    return source


def _words_in(items: list[BodyItem]) -> Iterator[Word]:
    for item in items:
        if isinstance(item, BodyParagraph):
            yield from item.marker
            for line in item.lines:
                yield from line
        else:
            for cell in item.cells:
                yield from _words_in(cell.items)


@dataclass(slots=True)
class _Run:
    """Characters of one look."""

    text: str
    bold: bool
    italic: bool
    struck: bool
    raised: bool
    size: float | None


class _Reader:
    def __init__(self, document: Any) -> None:
        self._document = document
        self._styles = Styles(document)
        self._lists = Lists(document)

    def body(self) -> list[BodyItem]:
        return self._items(self._document.element.body)

    def margins(self) -> list[BodyParagraph]:
        """Headers and footers, each text once."""
        found: list[BodyParagraph] = []
        seen: set[str] = set()
        for part in self._document.part.package.iter_parts():
            name = str(part.partname).rsplit("/", 1)[-1]
            element = getattr(part, "element", None)
            if element is None or not name.startswith(_HEAD_PARTS):
                continue
            for paragraph in element.iter(W + "p"):
                made = self._paragraph(paragraph)
                text = " ".join(w.text for line in made.lines for w in line)
                if text and text not in seen:
                    seen.add(text)
                    found.append(made)
        return found

    def _items(self, parent: Any) -> list[BodyItem]:
        items: list[BodyItem] = []
        for child in parent:
            if child.tag == W + "p":
                items.append(self._paragraph(child))
                for box in _text_boxes(child):
                    items += self._items(box)
            elif child.tag == W + "tbl":
                items.append(self._table(child))
            elif child.tag == W + "sdt":
                content = child.find(W + "sdtContent")
                items += self._items(content) if content is not None else []
            elif child.tag in (W + "ins", W + "customXml", W + "smartTag"):
                items += self._items(child)
        return [i for i in items if isinstance(i, BodyTable) or i.lines or i.marker]

    def _paragraph(self, element: Any) -> BodyParagraph:
        style = self._styles.of(element)
        runs = list(self._runs(element, style.bold, style.italic, style.size))
        lines = _lines(runs)
        sizes = [w.size for line in lines for w in line if w.size and not w.raised]
        label, level = self._lists.label(style.number) if lines else ("", None)
        marker = [_word(label, _Run("", style.bold, False, False, False, style.size))]
        return BodyParagraph(
            lines,
            marker if label else [],
            style.level,
            level,
            max(sizes) if sizes else style.size,
            style.indent,
        )

    def _runs(self, element: Any, bold: bool, italic: bool, size: float | None) -> Iterator[_Run]:
        for child in element:
            if child.tag == W + "r":
                yield from self._run(child, bold, italic, size)
            elif child.tag in _AROUND_RUNS:
                yield from self._runs(child, bold, italic, size)
            elif child.tag == W + "del":
                yield from self._runs_struck(child, bold, italic, size)

    def _runs_struck(
        self, element: Any, bold: bool, italic: bool, size: float | None
    ) -> Iterator[_Run]:
        for run in self._runs(element, bold, italic, size):
            run.struck = True
            yield run

    def _run(self, element: Any, bold: bool, italic: bool, size: float | None) -> Iterator[_Run]:
        look = self._styles.run(element, bold, italic, size)
        if look.hidden:
            return
        text = "".join(_characters(element))
        if text:
            yield _Run(text, look.bold, look.italic, look.struck, look.raised, look.size)

    def _table(self, element: Any) -> BodyTable:
        cells: list[BodyCell] = []
        going: dict[int, BodyCell] = {}
        rows = element.findall(W + "tr")
        headers, width = 0, 0
        for number, row in enumerate(rows):
            properties = row.find(W + "trPr")
            marked = properties is not None and properties.find(W + "tblHeader") is not None
            if marked and headers == number:
                headers += 1
            column = _number(properties, "gridBefore")
            for cell in _cells_of(row):
                span = max(1, _number(cell.find(W + "tcPr"), "gridSpan") or 1)
                merge = _merge(cell)
                above = going.get(column)
                if merge == "continue" and above is not None and above.column_span == span:
                    above.row_span = number - above.row + 1
                    above.items += self._items(cell)
                else:
                    made = BodyCell(number, column, 1, span, self._items(cell), _shade(cell))
                    cells.append(made)
                    going[column] = made
                    if merge is None:
                        del going[column]
                column += span
            width = max(width, column)
        return BodyTable(cells, len(rows), width, headers)


_AROUND_RUNS = tuple(
    W + name
    for name in ("hyperlink", "ins", "smartTag", "sdt", "sdtContent", "fldSimple", "moveTo", "dir")
)
_BREAKS = {W + "br": "\n", W + "cr": "\n", W + "tab": "\t", W + "noBreakHyphen": "-"}


def _characters(run: Any) -> Iterator[str]:
    for child in run:
        if child.tag in (W + "t", W + "delText"):
            yield child.text or ""
        elif child.tag == W + "softHyphen":
            continue
        elif child.tag == W + "sym":
            code = value_of(child, "char")
            yield _symbol(code or "")
        else:
            yield _BREAKS.get(child.tag, "")


def _symbol(code: str) -> str:
    """The character with a code in hexadecimal; U+FFFD where there is none."""
    try:
        number = int(code, 16)
        return "\ufffd" if 0xD800 <= number < 0xE000 else chr(number)
    except (ValueError, OverflowError):
        return "\ufffd"


def _text_boxes(paragraph: Any) -> Iterator[Any]:
    """The text boxes anchored in a paragraph; the copy for old programs left out.

    Not those within a box: the box's own paragraphs have them.
    """
    for box in paragraph.iter(W + "txbxContent"):
        around = []
        for above in box.iterancestors():
            if above is paragraph:
                break
            around.append(str(above.tag))
        if W + "txbxContent" not in around and not any("Fallback" in tag for tag in around):
            yield box


def _cells_of(row: Any) -> Iterator[Any]:
    for child in row:
        if child.tag == W + "tc":
            yield child
        elif child.tag == W + "sdt":
            content = child.find(W + "sdtContent")
            if content is not None:
                yield from _cells_of(content)


def _number(properties: Any, name: str) -> int:
    found = properties.find(W + name) if properties is not None else None
    text = value_of(found, "val") if found is not None else None
    # Columns are laid out one by one.
    return min(int(text), GRID_COLUMNS) if text and _DIGITS.fullmatch(text) else 0


def _merge(cell: Any) -> str | None:
    properties = cell.find(W + "tcPr")
    found = properties.find(W + "vMerge") if properties is not None else None
    return None if found is None else value_of(found, "val") or "continue"


def _shade(cell: Any) -> str | None:
    properties = cell.find(W + "tcPr")
    found = properties.find(W + "shd") if properties is not None else None
    code = (value_of(found, "fill") or "") if found is not None else ""
    if not re.fullmatch("[0-9A-Fa-f]{6}", code) or code.lower() == "ffffff":
        return None
    return "#" + code.lower()


def _word(text: str, run: _Run) -> Word:
    return Word(
        0,
        unicodedata.normalize("NFC", text.replace("\u00ad", "")),
        0,
        0,
        size=run.size,
        bold=run.bold,
        italic=run.italic,
        struck=run.struck,
        raised=run.raised,
    )


_PARTS = re.compile(r"\n|\s+|[^\s]+")


def _lines(runs: list[_Run]) -> list[list[Word]]:
    """Words by line (line breaks are those that the writer made).

    A word changes with its look only where that matters: raised or struck.
    """
    lines: list[list[Word]] = [[]]
    touching = False
    for run in runs:
        for part in _PARTS.findall(run.text):
            if part.isspace():
                touching = False
                if "\n" in part:
                    lines.append([])
                continue
            last = lines[-1][-1] if lines[-1] else None
            word = _word(part, run)
            if not word.text:
                continue
            if touching and last is not None:
                if (last.raised, last.struck) == (word.raised, word.struck):
                    last.text += word.text
                    continue
                word.glued = True
            lines[-1].append(word)
            touching = True
    return [line for line in lines if line]
