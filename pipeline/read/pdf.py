"""PDF files -> pages of words, rules and fills.

Layout sees pages only through `PageSource`, so that a faster reader can take
pdfplumber's place.
"""

from __future__ import annotations

import io
import logging
import math
import statistics
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Protocol

from pipeline.read.by_eye import Mode, no_text, read_by_eye
from pipeline.read.glyphs import UNKNOWN, Glyph, words_of
from pipeline.read.marks import dot, is_faint, rules_and_fills, strike
from schemas.document import Box
from schemas.errors import DamagedPdfError, EmptyFileError, NoTextError
from schemas.page import FileFacts, PageContent, PagedSource

if TYPE_CHECKING:
    from pipeline.read.pdf_check import Survey

# pdfminer tells of every odd font on its logger; what matters is raised here.
logging.getLogger("pdfminer").setLevel(logging.ERROR)


# The share of the characters which a second reader sees that must be there.
_LEAST = 0.5


class PageSource(Protocol):
    """Something that gives the pages of a PDF, one at a time."""

    def pages(self) -> Iterator[PageContent]:
        """Each page in order; what was needed for it is let go before the next."""
        ...


class PlumberSource:
    """Pages by pdfplumber."""

    def __init__(self, data: bytes, password: str | None = None) -> None:
        self._data = data
        self._password = password

    def pages(self) -> Iterator[PageContent]:
        """Each page; pdfplumber's own errors come through."""
        import pdfplumber

        with pdfplumber.open(io.BytesIO(self._data), password=self._password) as pdf:
            for page in pdf.pages:
                try:
                    yield _content(page)
                finally:
                    page.close()


def _content(page: Any) -> PageContent:
    shapes = [s for kind in ("rect", "line", "curve") for s in page.objects.get(kind, ())]
    rules, fills = rules_and_fills(shapes)
    chars = [c for c in page.chars if c["text"]]
    descents = _descents(chars)
    words = words_of((_glyph(c, descents) for c in chars), rules)
    for word in words:
        word.page = page.page_number
    rules = strike(words, rules)
    dot(words, shapes)
    return PageContent(page.page_number, float(page.width), float(page.height), words, rules, fills)


def _descents(chars: list[dict[str, Any]]) -> dict[str, float]:
    """How far below the baseline the boxes of each font's characters reach, by font size."""
    found: dict[str, list[float]] = {}
    for char in chars:
        if char["upright"] and char["size"]:
            drop = (char["y0"] - char["matrix"][5]) / char["size"]
            found.setdefault(char["fontname"], []).append(drop)
    return {font: statistics.median_low(drops) for font, drops in found.items()}


def _glyph(char: dict[str, Any], descents: dict[str, float]) -> Glyph:
    a, b, _, _, e, f = char["matrix"]
    # pdfplumber measures from the top of the page box, the matrix from the PDF's zero.
    flip = char["top"] + char["y1"]
    reach = None
    baseline = flip - f
    turn = _turn(a, b)
    box = Box(char["x0"], char["top"], char["x1"], char["bottom"])
    if turn == 0:
        # Text rise is in the box, but not in the matrix.
        rise = char["y0"] - f - descents.get(char["fontname"], 0.0) * char["size"]
        baseline = flip - f - (rise if abs(rise) > 0.05 * char["size"] else 0.0)
    elif turn in (90, 270):
        baseline = e
    elif turn != 180:
        slope = math.radians(turn)
        baseline = e * math.sin(slope) - f * math.cos(slope)
        begin = e * math.cos(slope) + f * math.sin(slope)
        reach = (begin, begin + char["adv"])
    name = char["fontname"].lower()
    size = float(char["size"]) if turn == 0 else float(box.width if turn in (90, 270) else 12.0)
    return Glyph(
        text=char["text"],
        box=box,
        size=max(size, 0.1),
        baseline=baseline,
        turn=turn,
        bold=any(part in name for part in ("bold", "black", "heavy", "demi")),
        italic="italic" in name or "oblique" in name,
        faint=is_faint(char.get("non_stroking_color")),
        reach=reach,
    )


def _turn(a: float, b: float) -> int:
    """The direction of text with this matrix, in whole degrees; exact quarters as such."""
    degrees = round(math.degrees(math.atan2(b, a))) % 360
    for quarter in (0, 90, 180, 270):
        if abs(degrees - quarter) <= 2 or abs(degrees - quarter) >= 358:
            return quarter
    return degrees


def read_pdf(
    data: bytes, facts: FileFacts, password: str | None = None, ocr: Mode = "auto"
) -> PagedSource:
    """The pages of a PDF; those without usable text are read by eye, as `ocr` says.

    Raises `NotAPdfError`, `EncryptedPdfError`, `DamagedPdfError`, and
    `NoTextError` where no page holds a word.
    """
    from pipeline.read.pdf_check import saved_anew, survey

    seen = survey(data, facts.file, password)
    pages = _pages(data, password)
    if _short(pages, seen):
        anew = saved_anew(data, password)
        again = _pages(anew, None) if anew is not None else None
        if again is not None and not _short(again, seen):
            pages = again
    if pages is None:
        raise DamagedPdfError(
            f"{facts.file} is damaged and can't be read: save it anew from the program "
            "that made it, and try that copy."
        )
    if not pages and not seen.pages:
        raise EmptyFileError(f"{facts.file} is a PDF without pages: export it again.")
    if len(pages) != seen.pages:
        raise DamagedPdfError(
            f"{facts.file} is damaged: {len(pages)} of its {seen.pages} pages can be read; "
            "save it anew from the program that made it, and try that copy."
        )
    pages, facts = read_by_eye(pages, data, facts, password, ocr)
    words = [w for page in pages for w in page.words]
    if facts.ocr_pages and words:
        return PagedSource(facts, pages)
    if not words and not seen.characters:
        raise NoTextError(no_text(facts, ocr))
    letters = sum(len(w.text) for w in words)
    unknown = sum(w.text.count(UNKNOWN) for w in words)
    if letters < _LEAST * seen.characters or unknown * 8 > letters:
        raise DamagedPdfError(
            f"{facts.file} holds text that can't be read back to letters (its fonts do not "
            "say what their characters are): export it again, or run text recognition on it."
        )
    return PagedSource(facts, pages)


def _pages(data: bytes, password: str | None) -> list[PageContent] | None:
    """The pages as pdfplumber sees them; None where it fails.

    pdfminer raises nearly anything on a broken file, bare TypeErrors included.
    """
    try:
        return list(PlumberSource(data, password).pages())
    except Exception:
        return None


def _short(pages: list[PageContent] | None, seen: Survey) -> bool:
    """Whether pages are missing, or most of the text that stands on them."""
    if pages is None or len(pages) != seen.pages:
        return True
    return sum(len(w.text) for p in pages for w in p.words) < _LEAST * seen.characters
