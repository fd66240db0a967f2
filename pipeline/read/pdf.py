"""PDF files -> pages of words, rules and fills.

Layout sees pages only through `PageSource`, so that a faster reader can take
pdfplumber's place.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Protocol

from pipeline.read.by_eye import no_text, read_by_eye
from pipeline.read.glyphs import UNKNOWN
from pipeline.read.painted import content_of, descents_of, drop_of, glyph_of
from pipeline.read.sideways import set_upright
from schemas.by_eye import Mode
from schemas.errors import DamagedPdfError, EmptyFileError, NoTextError
from schemas.page import FileFacts, PageContent, PagedSource

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
    chars = [c for c in page.chars if c["text"]]
    drops: dict[str, list[float]] = {}
    for char in chars:
        drop = drop_of(char)
        if drop is not None:
            drops.setdefault(char["fontname"], []).append(drop)
    descents = descents_of(drops)
    glyphs = (glyph_of(c, descents) for c in chars)
    size = float(page.width), float(page.height)
    return content_of(page.page_number, *size, glyphs, shapes)


def read_pdf(
    data: bytes,
    facts: FileFacts,
    password: str | None = None,
    ocr: Mode = "auto",
    *,
    keep: bool = False,
) -> PagedSource:
    """The pages of a PDF; those without usable text are read by eye, as `ocr` says.

    `keep` keeps the file as it was mended, to draw pages from.

    Raises `NotAPdfError`, `EncryptedPdfError`, `DamagedPdfError`, and
    `NoTextError` where no page holds a word.
    """
    from pipeline.read.pdf_bytes import check_streams
    from pipeline.read.pdf_check import check_whole, survey
    from pipeline.read.pdf_mend import mended

    check_whole(data, facts.file)
    check_streams(data, facts.file)
    plain = mended(data, facts.file, password)
    if plain is not None:
        data, password = plain.data, None
    seen = survey(data, facts.file, password)
    if plain is not None and plain.lost and seen.pages:
        raise DamagedPdfError(
            f"{facts.file} is damaged: {seen.pages} of its {seen.pages + plain.lost} pages can "
            "be read; save it anew from the program that made it, and try that copy."
        )
    pages = _pages(data, password)
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
    if plain is not None:
        pages = set_upright(pages, data, lambda some: _pages(some, None))
    facts = replace(facts, crowded_pages=tuple(page.number for page in pages if page.crowded))
    words = [w for page in pages for w in page.words]
    made = PagedSource(facts, pages, plain.data if plain is not None and keep else None)
    if facts.ocr_pages and words:
        return made
    if not words and not seen.characters:
        raise NoTextError(no_text(facts, ocr))
    letters = sum(len(w.text) for w in words)
    unknown = sum(w.text.count(UNKNOWN) for w in words)
    if letters < _LEAST * seen.characters or unknown * 8 > letters:
        raise DamagedPdfError(
            f"{facts.file} holds text that can't be read back to letters (its fonts do not "
            "say what their characters are): export it again, or run text recognition on it."
        )
    return made


def _pages(data: bytes, password: str | None) -> list[PageContent] | None:
    """The pages of a PDF; None where they can't be read.

    pdfminer raises nearly anything on a broken file, bare TypeErrors included.
    """
    from pipeline.read.lean import LeanSource

    for source in (LeanSource, PlumberSource):
        try:
            return list(source(data, password).pages())
        except Exception:
            continue
    return None
