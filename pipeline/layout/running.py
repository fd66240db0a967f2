"""Running heads and feet, page numbers, watermarks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.layout.alike import alike, by_eye
from pipeline.layout.lines import Line
from schemas.page import PageContent, PageWord

# Heads and feet stand in this share of the page's height, at its top or bottom.
_MARGIN = 0.13
_LEAST_MARGIN = 37.0
_SMALL = 0.92
_PAGE_NUMBER = re.compile(
    r"^[-–—|\s]*(?:page|pg\.?|p\.?)?\s*\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?[-–—|\s]*$", re.IGNORECASE
)
_WITH_NUMBER = re.compile(r"\bpage\s*\|?\s*\d{1,4}\b", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")


def watermark_words(page: PageContent) -> list[PageWord]:
    """Words set across the page: turned by no quarter, or large and faint."""
    heights = sorted(w.size or 0.0 for w in page.words)
    usual = heights[len(heights) // 2] if heights else 0.0
    return [
        w
        for w in page.words
        if w.turn not in (0, 90, 180, 270) or (w.faint and (w.size or 0.0) > 3 * usual)
    ]


def running_lines(pages: Sequence[tuple[PageContent, Sequence[Line]]], body: float) -> list[Line]:
    """The lines that are running heads, running feet or page numbers.

    A line is one where it stands at the same place, in the margin, with the
    same words on another page too; its numbers may change as page numbers do.
    A lone page number needs no fellow, nor does small type at the very top.
    """
    kept: dict[tuple[str, int], list[tuple[int, Line]]] = {}
    found: list[Line] = []
    for page, lines in pages:
        for line in lines:
            edge = _edge(page, line)
            if edge is None:
                continue
            if _outermost(line, lines) and (
                _numbers_page(line, page.number) or _apart(line, lines, body)
            ):
                found.append(line)
                continue
            kept.setdefault((_DIGITS.sub("#", line.text), edge), []).append((page.number, line))
    found += _read_by_eye(kept)
    for (text, _), places in kept.items():
        if len({number for number, _ in places}) < 2:
            continue
        same = len({line.text for _, line in places}) == 1
        quiet = all(line.size <= 1.02 * body and not line.bold for _, line in places)
        if same or ("#" in text and quiet and _counts(places)):
            found += [line for _, line in places]
    return found


def _read_by_eye(kept: dict[tuple[str, int], list[tuple[int, Line]]]) -> list[Line]:
    """Lines in the margins that were read a little otherwise on each page."""
    places = [(edge, *place) for (_, edge), some in kept.items() for place in some]
    seen = [p for p in places if by_eye([p[2]])]
    return [
        line
        for edge, number, line in seen
        if any(
            number != other and abs(edge - at) <= 1 and alike([line], [fellow])
            for at, other, fellow in seen
        )
    ]


def _edge(page: PageContent, line: Line) -> int | None:
    """The line's place in the top or bottom margin, in steps of 6 points; else None."""
    box = line.box
    margin = max(_MARGIN * page.height, _LEAST_MARGIN)
    if box.bottom < margin:
        return round(line.baseline / 6)
    if box.top > page.height - margin:
        return -round((page.height - line.baseline) / 6)
    return None


def _outermost(line: Line, lines: Sequence[Line]) -> bool:
    tops = [other.baseline for other in lines]
    return line.baseline in (min(tops), max(tops))


def _apart(line: Line, lines: Sequence[Line], body: float) -> bool:
    """Whether a page's first line is a head by itself: small, at the very edge, white below."""
    if line.size > _SMALL * body or line.bold or line.box.bottom > _LEAST_MARGIN:
        return False
    below = [other.baseline for other in lines if other is not line]
    return bool(below) and min(below) - line.baseline > 2.5 * line.size


def _numbers_page(line: Line, number: int) -> bool:
    text = line.text
    if _PAGE_NUMBER.match(text):
        return True
    return bool(_WITH_NUMBER.search(text)) and str(number) in _DIGITS.findall(text)


def _counts(places: Sequence[tuple[int, Line]]) -> bool:
    """True where the lines' numbers differ just as the page numbers do."""
    seen = [(page, [int(d) for d in _DIGITS.findall(line.text)]) for page, line in places]
    first_page, first = seen[0]
    return all(
        all(n - m in (0, page - first_page) for n, m in zip(numbers, first, strict=True))
        for page, numbers in seen
    )
