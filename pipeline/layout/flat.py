"""Text -> blocks: by its columns where they still show, else by its words alone."""

from __future__ import annotations

import re
from collections import Counter
from itertools import groupby, pairwise

from pipeline.layout.borderless import measure_of
from pipeline.layout.paged import lay_out_contents
from pipeline.layout.plain_headings import mark_headings
from pipeline.layout.raster_page import CHARACTER
from pipeline.layout.style import Style
from pipeline.layout.turned import set_upright
from schemas.blocks import Layout
from schemas.document import Box, Document
from schemas.page import PageContent, PageWord, TextSource

# A line of text in points, and the size of its font; any would do.
LINE = 12.0
SIZE = 10.0
_WIDE_GAP = re.compile(r"(?<=\S) {3,}(?=\S)")
_TAB = 8
_ORDINAL = re.compile("^(?:st|nd|rd|th)$")


def lay_out_text(source: TextSource) -> Layout:
    """The layout of a text."""
    document = source.document
    if not columns_show(document.text):
        from pipeline.layout.flattened import lay_out_flattened

        return lay_out_flattened(document)
    return _by_columns(document)


def columns_show(text: str) -> bool:
    """Whether a text keeps the columns of its page by spaces.

    It does where wide gaps within lines end at the same place on several lines.
    """
    lines = [line.expandtabs(_TAB) for line in text.split("\n") if line.strip()]
    ends = Counter(m.end() for line in lines for m in _WIDE_GAP.finditer(line))
    aligned = sum(any(ends[m.end()] >= 3 for m in _WIDE_GAP.finditer(line)) for line in lines)
    return aligned >= 4 and aligned >= 0.04 * len(lines)


def _by_columns(document: Document) -> Layout:
    """Lay the text out as pages on which each character has a box of its own."""
    contents = _raster(document)
    style = Style(SIZE, {SIZE: LINE})
    blocks, boilerplate = lay_out_contents(contents, style, measure_of(style, raster=True))
    mark_headings(blocks)
    for word in document.words:
        # The boxes served to find the columns; text has none to show.
        word.box = word.size = None
    return Layout(document, blocks, boilerplate)


def _raster(document: Document) -> list[PageContent]:
    """The text's words with boxes, a page for each form feed."""
    words: list[PageWord] = []
    for each in document.words:
        if not isinstance(each, PageWord):
            raise TypeError("text is read into words with places")
        words.append(each)
    rows: list[list[PageWord]] = [[]]
    heights = [0]
    left = iter(words)
    word = next(left, None)
    offset = 0
    for line in re.split("(?<=[\n\f])", document.text):
        while word is not None and word.start < offset + len(line):
            low = len(line[: word.start - offset].expandtabs(_TAB))
            top = heights[-1] * LINE
            word.box = Box(low * CHARACTER, top, (low + len(word.text)) * CHARACTER, top + SIZE)
            word.baseline, word.size = top + SIZE, SIZE
            rows[-1].append(word)
            word = next(left, None)
        offset += len(line)
        heights[-1] += 1
        if line.endswith("\f"):
            rows.append([])
            heights.append(0)
    for above, below in pairwise(row for some in rows for row in _by_baseline(some)):
        _lower(above, below)
    lifts = [set_upright(_by_baseline(some), LINE) for some in rows]
    width = max(w.place.x1 for w in words)
    return [
        PageContent(n, width, height * LINE - lift, some)
        for n, (some, height, lift) in enumerate(zip(rows, heights, lifts, strict=True), start=1)
        if some
    ]


def _by_baseline(words: list[PageWord]) -> list[list[PageWord]]:
    return [list(row) for _, row in groupby(words, key=lambda w: w.baseline)]


def _lower(above: list[PageWord], below: list[PageWord]) -> None:
    """Put raised ordinal endings that were printed on a line of their own behind their numbers."""
    if not all(_ORDINAL.match(w.text) for w in above):
        return
    for word in above:
        hosts = [w for w in below if w.text[-1].isdigit()]
        host = min(hosts, key=lambda w: abs(w.place.x1 - word.place.x0), default=None)
        if host is None or abs(host.place.x1 - word.place.x0) > 2 * CHARACTER:
            continue
        box = host.place
        word.box = Box(box.x1, box.top, box.x1 + 1.0, box.bottom)
        word.baseline, word.raised, word.glued = host.baseline, True, True
