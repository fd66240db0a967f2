"""A page's picture -> words, rules and fills, in points of the page set straight."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from pipeline.read.crew import Scan, Sheet, crew
from pipeline.read.marks import strike
from pipeline.read.ocr.bilevel import as_grey, is_bilevel
from pipeline.read.ocr.cache import Reader
from pipeline.read.ocr.clean import straightened, without_specks
from pipeline.read.ocr.engine import Image
from pipeline.read.ocr.look import SeenWord, even_sizes, mark_bold, mend_case
from pipeline.read.ocr.mend import mend
from pipeline.read.ocr.rules import marks_of
from pipeline.read.ocr.words import seen_words
from schemas.document import Box
from schemas.page import Fill, PageContent, PageWord, Rule

if TYPE_CHECKING:
    from pipeline.read.crew import Seen

_DPI = 200
_SCALE = _DPI / 72
# Pixels; a page can be told to be kilometres wide.
_LARGEST = 5_000
_SPECK = 5
# A picture that covers so much of a page is the page; its own dots an inch, to be used.
_WHOLE = 0.8
_COARSE, _FINE = 90, 650
# A fax has so few dots an inch. Of the actions read from such pages a fifth had a letter or a
# comma wrong of which OCR knew nothing (docs/scans.md): no word of theirs is surer than this.
_FAX, _FAX_SURE = 180, 0.85


def read_pages(
    pages: list[PageContent], numbers: Iterable[int], data: bytes, password: str | None
) -> list[PageContent]:
    """The pages, those of these numbers read by eye, by the crew of `pipeline.read.crew`."""
    wanted = set(numbers)
    sheets = tuple(Sheet(p.number, p.width, p.height) for p in pages if p.number in wanted)
    scan = Scan(data, password, sheets)
    seen = crew().read(scan, partial(read_sheet, scan))
    everything = [w for sheet in sheets for w in seen[sheet.number][1]]
    # What is bold, or small, shows only beside all the rest.
    mend_case(everything)
    even_sizes(everything)
    mark_bold(everything)
    made = []
    for page in pages:
        if page.number not in seen:
            made.append(page)
            continue
        content, words, struck = seen[page.number]
        content.words = [_word(w, content.number) for w in words]
        content.words.sort(key=lambda w: (round(w.baseline, 1), w.place.x0))
        content.rules += strike(content.words, struck)
        mend(content.words)
        made.append(content)
    return made


@contextmanager
def _opened(data: bytes, password: str | None) -> Iterator[Any]:
    import pypdfium2 as pdfium

    pdf = pdfium.PdfDocument(data, password=password)
    try:
        yield pdf
    finally:
        pdf.close()


def read_sheet(scan: Scan, sheet: Sheet) -> Seen:
    """What one page shows, in points of the page set straight.

    pypdfium2's own errors come through.
    """
    with _opened(scan.data, scan.password) as pdf:
        picture, scale, fax = _drawn(pdf, sheet.number)
    reader = Reader(picture)
    straight = straightened(picture, reader)
    marks = marks_of(straight.picture)
    marks.plain = without_specks(marks.plain, _SPECK)
    words = seen_words(marks, reader)
    reader.keep()
    for word in words:
        word.scaled(1 / scale)
        word.page = sheet.number
        word.sure = min(word.sure, _FAX_SURE) if fax else word.sure
    height, width = straight.picture.shape[:2]
    rules, struck = (
        [Rule(low / scale, at / scale, high / scale, at / scale) for at, low, high in level]
        for level in (marks.across, marks.struck)
    )
    rules += [
        Rule(at / scale, low / scale, at / scale, high / scale) for at, low, high in marks.down
    ]
    fills = [Fill(Box(*(v / scale for v in box)), colour) for box, colour in marks.fills]
    content = PageContent(sheet.number, width / scale, height / scale, [], rules, fills)
    content.drawn = (sheet.width, sheet.height)
    back = straight.back
    content.back = (
        float(back[0][0]), float(back[0][1]), float(back[0][2]) / scale,
        float(back[1][0]), float(back[1][1]), float(back[1][2]) / scale,
    )  # fmt: skip
    return content, words, struck


def _drawn(pdf: Any, number: int) -> tuple[Image, float, bool]:
    """The page as a picture (blue, green, red), how many pixels a point has, and if it is a fax."""
    page = pdf[number - 1]
    try:
        scale = min(_SCALE, _LARGEST / max(page.get_size()))
        own = _own_scale(page)
        if own:
            grey = page.render(scale=own, grayscale=True, no_smoothimage=True).to_numpy()
            grey = grey.reshape(grey.shape[:2])
            if is_bilevel(grey):
                return as_grey(grey, own * 72, scale * 72), scale, own * 72 < _FAX
        bitmap = page.render(scale=scale, rev_byteorder=False)
        held = bitmap.to_numpy()
        if held.ndim == 2 or held.shape[2] == 1:
            held = np.repeat(held.reshape(*held.shape[:2], 1), 3, axis=2)
        return np.ascontiguousarray(held[:, :, :3]), scale, False
    finally:
        page.close()


def _own_scale(page: Any) -> float | None:
    """How many pixels a point has in the picture that a page is, if it is one of black on white."""
    import pypdfium2.raw as raw

    width, height = page.get_size()
    for thing in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=4):
        left, bottom, right, top = thing.get_bounds()
        held = thing.get_metadata()
        if (right - left) * (top - bottom) < _WHOLE * width * height or held.bits_per_pixel != 1:
            continue
        own = max(held.width / (right - left), held.height / (top - bottom))
        return float(own) if _COARSE < own * 72 < _FINE else None
    return None


def _word(seen: SeenWord, page: int) -> PageWord:
    return PageWord(
        index=0,
        text=seen.text,
        start=0,
        end=0,
        page=page,
        box=Box(seen.left, seen.top, seen.right, seen.bottom),
        size=round(seen.size, 2),
        bold=seen.bold,
        baseline=seen.baseline,
        turn=seen.turn,
        confidence=round(min(1.0, seen.sure), 3),
        by_eye=True,
        dotted=seen.dotted,
    )
