"""Which pages of a PDF must be read by eye, and the reading of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import numpy as np

from pipeline.read.glyphs import UNKNOWN
from schemas.by_eye import Mode
from schemas.page import PageContent, PageWord

# Fewer letters than this beside a picture of the page are a stamp or a page number.
_FEW_LETTERS = 120
_LARGE = 0.5
_UNKNOWN = 0.125
# So many words tell whether a text layer is rubbish; so many of them odd make it so.
_ENOUGH = 25
_ODD = 0.3
# Nearly all English words of two or three letters are of a few dozen: so many of them tell. On the
# digital pages of the samples at least 0.95 of them are these.
_SHORT_WORD = re.compile(r"(?<![^\s(\"“‘'])[a-z]{2,3}(?![^\s).,;:\"”’'])")
_FEW_SHORT, _KNOWN = 20, 0.75
_SHORT_WORDS = """
act age ago all am an and any are as ask at be big but buy by can cut day did do due end far few
for from get go got had has he her him his how if in into is it its job key law led let log lot
low map may me met my new no non nor not now of off old on one or our out own pay per put re run
say see set she six so st sub ten th the to too top try two up us use via was way we who why yet
you
"""
_SHORT = frozenset(_SHORT_WORDS.split())
_BARE = re.compile(r"^\W+|\W+$")
_MIXED = re.compile(r"[a-z][A-Z0-9]|[^\w\s.,;:/&’'@()+-]|\d[a-zA-Z]{3,}")
_VOWEL = re.compile(r"[aeiouy]", re.IGNORECASE)
_CLUSTER = re.compile(r"[bcdfghjklmnpqrstvwxz]{6}", re.IGNORECASE)
# Ink on a page that holds no picture: text drawn as shapes, say.
_INK = 0.002


def pages_to_read(
    pages: Sequence[PageContent], data: bytes, password: str | None, mode: Mode
) -> list[int]:
    """The numbers of the pages that have no usable text but something to be read.

    Pages with text of their own cost nothing here.
    """
    if mode == "never":
        return []
    if mode == "force":
        return [page.number for page in pages]
    doubted = [page for page in pages if _little(page.words) or _rubbish(page.words)]
    if not doubted:
        return []
    import pypdfium2 as pdfium

    try:
        pdf = pdfium.PdfDocument(data, password=password)
    except pdfium.PdfiumError:
        return []
    try:
        return [page.number for page in doubted if _shown(page, pdf)]
    finally:
        pdf.close()


def _letters(words: Sequence[PageWord]) -> int:
    return sum(len(w.text) for w in words)


def _little(words: Sequence[PageWord]) -> bool:
    return _letters(words) < _FEW_LETTERS


def _unmapped(words: Sequence[PageWord]) -> bool:
    letters = _letters(words)
    return letters > 0 and sum(w.text.count(UNKNOWN) for w in words) > _UNKNOWN * letters


def _rubbish(words: Sequence[PageWord]) -> bool:
    """Whether a text layer says plainly nothing."""
    if _unmapped(words):
        return True
    # A text layer that works holds these all over, and looking for them costs next to nothing.
    running = " ".join(w.text for w in words)
    short = _SHORT_WORD.findall(running)
    if len(short) >= _FEW_SHORT:
        return sum(w in _SHORT for w in short) < _KNOWN * len(short)
    texts = [t for w in words if len(t := _BARE.sub("", w.text)) > 1]
    return len(texts) >= _ENOUGH and sum(map(_odd, texts)) > _ODD * len(texts)


def _odd(text: str) -> bool:
    if text.isupper() or text.isdigit():
        return False
    letters = sum(c.isalpha() for c in text)
    if letters >= 4 and not _VOWEL.search(text) and text.isascii():
        return True
    return bool(_MIXED.search(text) or _CLUSTER.search(text))


def _shown(page: PageContent, pdf: Any) -> bool:
    """Whether the page shows more than its text says."""
    import pypdfium2.raw as raw

    seen = pdf[page.number - 1]
    try:
        if _unmapped(page.words):
            return True
        area = page.width * page.height
        for thing in seen.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=4):
            left, bottom, right, top = thing.get_bounds()
            if (right - left) * (top - bottom) >= _LARGE * area:
                return True
        # Text as shapes, or as many small pictures: only a page without words is looked at.
        if page.words:
            return False
        grey = seen.render(scale=0.5, grayscale=True).to_numpy()
        return float(np.mean(grey < 128)) > _INK
    finally:
        seen.close()
