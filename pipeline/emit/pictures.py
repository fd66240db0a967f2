"""Pages of a PDF as pictures, small enough for a report of many pages."""

from __future__ import annotations

import base64
import io
from collections.abc import Sequence
from dataclasses import dataclass

# A report should stay under 8 MB; a base64 picture is a third larger than its bytes.
_BUDGET = 5_400_000
_DPIS = (110, 90, 75, 60)
_QUALITY = 55
# Of WebP's six efforts: a higher one takes over twice the time for a thirtieth less.
_EFFORT = 2
# Pixels; a page can be told to be kilometres wide.
_LARGEST = 4_000
# With more pages than these the budget leaves no picture that can be read.
_MOST_PAGES = 600


@dataclass(frozen=True, slots=True)
class Picture:
    """One page as a `data:` address."""

    address: str


def page_pictures(plain: bytes, pages: Sequence[int]) -> dict[int, Picture]:
    """Pictures (WebP) of the pages with these numbers, counted from 1.

    `plain` is a PDF as it was mended before it was read: a form that calls itself would be drawn
    without end.  Pages that can't be drawn are left out, and the last ones where all together
    would make the report too large.
    """
    import pypdfium2 as pdfium  # slow to load, and only reports with pictures need it

    try:
        document = pdfium.PdfDocument(plain)
    except pdfium.PdfiumError:
        return {}
    made: dict[int, Picture] = {}
    spent = step = 0
    try:
        for done, number in enumerate(pages[:_MOST_PAGES]):
            left = _BUDGET - spent
            if left <= 0:
                break
            # What a page may take falls once the pages so far took more than their share.
            share = left / (min(len(pages), _MOST_PAGES) - done)
            picture, size, step = _drawn(document, number, share, step)
            spent += size
            if picture is not None:
                made[number] = picture
    finally:
        document.close()
    return made


def _drawn(
    document: object, number: int, share: float, step: int
) -> tuple[Picture | None, int, int]:
    """A page's picture, its size, and at which step of `_DPIS` the next page may begin.

    Pages are alike: what was too large for one is not tried again for each.
    """
    import pypdfium2 as pdfium

    assert isinstance(document, pdfium.PdfDocument)
    try:
        page = document[number - 1]
        width, height = page.get_size()
        for at in range(step, len(_DPIS)):
            scale = min(_DPIS[at] / 72, _LARGEST / max(width, height))
            content = _webp(page, scale)
            if len(content) <= share:
                break
    except (pdfium.PdfiumError, IndexError, ValueError, OSError, ZeroDivisionError):
        return None, 0, step
    following = max(at - 1, 0) if len(content) <= share / 2 else at
    if len(content) > 3 * share and len(content) > _BUDGET / 20:
        return None, 0, following
    told = base64.b64encode(content).decode("ascii")
    return Picture(f"data:image/webp;base64,{told}"), len(content), following


def _webp(page: object, scale: float) -> bytes:
    held = io.BytesIO()
    bitmap = page.render(scale=scale)  # type: ignore[attr-defined]
    bitmap.to_pil().convert("RGB").save(held, "WEBP", quality=_QUALITY, method=_EFFORT)
    return held.getvalue()
