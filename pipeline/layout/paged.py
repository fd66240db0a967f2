"""Pages of words, rules and fills -> blocks."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, takewhile

from pipeline.layout.borderless import borderless, measure_of
from pipeline.layout.columns import Measure, pieces
from pipeline.layout.grid import Grid
from pipeline.layout.joining import continues, join
from pipeline.layout.lines import Line, lines_of
from pipeline.layout.numbering import laid_out
from pipeline.layout.prose import block_of, paragraphs, rank
from pipeline.layout.raster_rows import RASTER_SLACK
from pipeline.layout.rows import Headers
from pipeline.layout.ruled import ruled_grids
from pipeline.layout.running import running_lines, watermark_words
from pipeline.layout.stacked import stacked_grids
from pipeline.layout.style import Style, style_of
from pipeline.layout.tables import fill_grids, measure_lines, table_of
from schemas.blocks import Block, Layout, TextBlock
from schemas.document import Page, Passage
from schemas.page import PageContent, PagedSource

Element = Line | Grid
# A running head has a left, a middle and a right part; more are a table's headings.
_MOST_PIECES = 3


def lay_out_pages(source: PagedSource) -> Layout:
    """The layout of a document with pages."""
    blocks, boilerplate = lay_out_contents(source.pages)
    sizes = [Page(p.number, *(p.drawn or (p.width, p.height)), p.back) for p in source.pages]
    return laid_out(source.facts, blocks, boilerplate, sizes)


def lay_out_contents(
    contents: Sequence[PageContent], style: Style | None = None, measure: Measure | None = None
) -> tuple[list[Block], list[Passage]]:
    """Blocks and boilerplate of pages; `style` and `measure` where they are known beforehand."""
    boilerplate: list[Passage] = []
    grids: list[list[Grid]] = []
    free: list[list[Line]] = []
    for page in contents:
        marks = watermark_words(page)
        if marks:
            boilerplate.append(Passage.of(marks))
        aside = {id(w) for w in marks}
        words = [w for w in page.words if id(w) not in aside]
        drawn, rules = ruled_grids(page)
        drawn += stacked_grids(page, drawn, rules)
        outer, rest = fill_grids(drawn, words)
        grids.append(outer)
        free.append(lines_of(rest))
    if style is None:
        style = style_of([*free, *(c.lines for some in grids for g in some for c in g.cells)])
    measure = measure or measure_of(style)
    running = [
        line
        for line in running_lines(list(zip(contents, free, strict=True)), style.body)
        if len(pieces(line, measure)) <= _MOST_PIECES
    ]
    gone = {id(line) for line in running}
    if measure.exact:
        gone = {key for lines in free for key in _outer(lines, gone)}
    boilerplate += [Passage.of(line.words) for line in running if id(line) in gone]
    free = [[line for line in lines if id(line) not in gone] for lines in free]
    _measure_pages(contents, free, raster=measure.exact)
    headers = Headers()
    pages = [
        _in_order(outer, lines, style, measure, headers)
        for outer, lines in zip(grids, free, strict=True)
    ]
    elements = _joined(pages)
    known = _known_words(contents, elements)
    return blocks_from(elements, style, known, boilerplate), boilerplate


def _outer(lines: Sequence[Line], running: set[int]) -> set[int]:
    """The running lines with nothing but such lines between them and the page's edge.

    In text a table's repeated headings may look like a running head.
    """
    keys = [0 if _in_column(lines, n) else id(line) for n, line in enumerate(lines)]
    head = list(takewhile(running.__contains__, keys))
    foot = list(takewhile(running.__contains__, reversed(keys)))
    return {*head, *foot}


def _in_column(lines: Sequence[Line], number: int) -> bool:
    """Whether a lone number stands right below a cell: the year of a date, no page number."""
    line, above = lines[number], lines[number - 1] if number else None
    if above is None or len(line.words) > 1 or not line.text.isdigit():
        return False
    near = line.baseline - above.baseline <= 1.3 * line.size
    return near and any(word.place.x0 == line.x0 for word in above.words[1:])


def _known_words(contents: Sequence[PageContent], elements: Sequence[Element]) -> frozenset[str]:
    """The document's words in lower case, save those that a narrow cell may have broken off."""
    broken: set[int] = set()
    for cell in (c for e in elements if isinstance(e, Grid) for c in e.cells):
        for above, below in pairwise(cell.lines):
            if len(above.words) == 1:
                broken.add(id(below.words[0]))
    return frozenset(
        w.text.strip(".,;:()").lower() for p in contents for w in p.words if id(w) not in broken
    )


def _measure_pages(
    pages: Sequence[PageContent], free: Sequence[Sequence[Line]], *, raster: bool
) -> None:
    """Note the room on lines of running text, for each width of page together."""
    by_width: dict[int, list[Line]] = {}
    for page, lines in zip(pages, free, strict=True):
        by_width.setdefault(round(page.width), []).extend(lines)
    for lines in by_width.values():
        if lines:
            right = max(line.x1 for line in lines)
            for line in lines:
                slack = RASTER_SLACK * line.box.width if raster else 0.0
                measure_lines([line], line.x0, right - slack)
    for lines in free if raster else ():
        for above, below in pairwise(lines):
            if _runs_on(above, below):
                above.room = 0.0


def _runs_on(above: Line, below: Line) -> bool:
    """Whether a sentence goes on in the next line, wherever it was broken.

    Text does not show that a heading, set large, has less room on its line.
    """
    near = below.baseline - above.baseline <= 1.3 * above.size
    small = below.text[:1].islower() and above.text[-1] not in ".!?:;"
    return near and small and above.x0 == below.x0


def _in_order(
    grids: Sequence[Grid], lines: Sequence[Line], style: Style, measure: Measure, headers: Headers
) -> list[Element]:
    """A page's tables and lines, top down; runs of lines searched for tables without rules."""
    tops: list[tuple[float, float, Element]] = [(g.box.top, g.box.x0, g) for g in grids]
    tops += [(line.box.top, line.x0, line) for line in lines]
    ordered: list[Element] = []
    run: list[Line] = []
    for _, _, element in sorted(tops, key=lambda t: t[:2]):
        if isinstance(element, Line):
            run.append(element)
            continue
        ordered += borderless(run, style, measure, headers)
        run = []
        ordered.append(element)
    return ordered + borderless(run, style, measure, headers)


def _joined(pages: Sequence[Sequence[Element]]) -> list[Element]:
    """All pages' elements in a row, tables that run over page breaks joined."""
    elements: list[Element] = []
    for page in pages:
        rest = list(page)
        if elements and rest:
            last, first = elements[-1], rest[0]
            if isinstance(last, Grid) and isinstance(first, Grid) and continues(last, first):
                elements[-1] = join(last, first)
                rest = rest[1:]
        elements += rest
    apart: list[Element] = []
    for element in elements:
        apart += _without_tail(element) if isinstance(element, Grid) else [element]
    return apart


def _without_tail(grid: Grid) -> list[Grid]:
    """A grid, and its last rows by themselves where several of them have no columns.

    A form of two columns (label and value) may well have such rows of its own.
    """
    tail = grid.rows
    while tail > 0 and grid.is_band(tail - 1):
        tail -= 1
    if not grid.ruled or grid.columns < 3 or grid.rows - tail < 2 or tail == 0:
        return [grid]
    head, rest = grid.part(0, tail), grid.part(tail, grid.rows)
    head.dropped = grid.dropped
    return [head, rest]


def blocks_from(
    elements: Sequence[Element],
    style: Style,
    known: frozenset[str],
    boilerplate: list[Passage],
) -> list[Block]:
    """Blocks of elements in order; headers printed again are added to `boilerplate`."""
    blocks: list[Block] = []
    headings: list[tuple[TextBlock, float]] = []
    run: list[Line] = []

    def flush() -> None:
        for group in paragraphs(run, style):
            block = block_of(group, style)
            blocks.append(block)
            headings.append((block, max(line.size for line in group)))
        run.clear()

    for element in elements:
        if isinstance(element, Line):
            run.append(element)
            continue
        flush()
        boilerplate += element.dropped
        if not element.ruled and element.rows == 1:
            # Text in columns side by side, no table: one column after the other.
            for cell in element.cells:
                run.extend(cell.lines)
                flush()
            continue
        blocks.append(table_of(element, style, known))
    flush()
    rank(headings)
    return blocks
