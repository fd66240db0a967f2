"""The body of a Word file -> blocks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from pipeline.layout.markers import is_bullet, marker_length
from pipeline.layout.numbering import laid_out
from pipeline.layout.prose import is_heading, rank
from schemas.blocks import Block, Cell, Layout, Table, TextBlock
from schemas.document import Passage, Word
from schemas.page import BodyItem, BodyParagraph, BodySource, BodyTable

_BODY_SIZE = 11.0


def lay_out_body(source: BodySource) -> Layout:
    """The layout of a Word file."""
    body = _body_size(source.items)
    blocks: list[Block] = []
    headings: list[tuple[TextBlock, float]] = []
    for item in _unboxed(source.items):
        if isinstance(item, BodyTable):
            blocks.append(_table(item, body))
            continue
        block = _paragraph(item, body, in_cell=False)
        blocks.append(block)
        headings.append((block, item.size or body))
    rank(headings)
    boilerplate = [Passage.of_lines(p.lines) for p in source.boilerplate]
    return laid_out(source.facts, blocks, boilerplate, [])


def _unboxed(items: Sequence[BodyItem]) -> Iterator[BodyItem]:
    """The items, where a table of one cell is no table: only a box around what it holds."""
    for item in items:
        if isinstance(item, BodyTable) and len(item.cells) == 1:
            yield from _unboxed(item.cells[0].items)
        else:
            yield item


def _paragraphs(items: Sequence[BodyItem]) -> Iterator[BodyParagraph]:
    for item in items:
        if isinstance(item, BodyParagraph):
            yield item
        else:
            for cell in item.cells:
                yield from _paragraphs(cell.items)


def _body_size(items: Sequence[BodyItem]) -> float:
    """The font size of most characters."""
    sizes: Counter[float] = Counter()
    for paragraph in _paragraphs(items):
        for line in paragraph.lines:
            for word in line:
                sizes[word.size or _BODY_SIZE] += len(word.text)
    return sizes.most_common(1)[0][0] if sizes else _BODY_SIZE


def _paragraph(item: BodyParagraph, body: float, *, in_cell: bool) -> TextBlock:
    lines = [list(line) for line in item.lines]
    marker = list(item.marker)
    if not marker and lines:
        count = marker_length(lines[0])
        marker, lines[0] = lines[0][:count], lines[0][count:]
    words: list[Word] = [w for line in lines for w in line]
    bold = bool(words) and all(w.bold for w in words if not w.raised)
    size = item.size or body
    passage = Passage.of_lines(lines)
    bullet = bool(marker) and is_bullet(marker[0].text)
    heading = not in_cell and not bullet and bool(words)
    heading = heading and (
        item.level > 0
        or is_heading(
            passage.text, size, bold=bold, words=len(words), body=body, labelled=bool(marker)
        )
    )
    listed = bool(marker) or item.list_level is not None
    return TextBlock(
        kind="heading" if heading else "list_item" if listed else "paragraph",
        passage=passage,
        marker=Passage.of(marker),
        indent=item.indent,
        bold=bold,
    )


def _rows_as_text(item: BodyTable, body: float) -> list[TextBlock]:
    """The rows of a table in a cell, each as a paragraph of that cell."""
    rows: dict[int, list[BodyParagraph]] = {}
    for cell in sorted(item.cells, key=lambda c: (c.row, c.column)):
        rows.setdefault(cell.row, []).extend(_paragraphs(cell.items))
    made = []
    for row in rows.values():
        lines = [
            [*(p.marker if n == 0 else []), *line] for p in row for n, line in enumerate(p.lines)
        ]
        if any(lines):
            made.append(_paragraph(BodyParagraph(lines), body, in_cell=True))
    return made


def _table(item: BodyTable, body: float) -> Table:
    # Grid columns at which no cell begins are an artefact of the file.
    starts = sorted({c.column for c in item.cells})
    cells = []
    for cell in sorted(item.cells, key=lambda c: (c.row, c.column)):
        blocks: list[Block] = []
        for inner in cell.items:
            if isinstance(inner, BodyTable):
                blocks += _rows_as_text(inner, body)
            else:
                blocks.append(_paragraph(inner, body, in_cell=True))
        texts = [b for b in blocks if isinstance(b, TextBlock)]
        cells.append(
            Cell(
                cell.row,
                starts.index(cell.column),
                cell.row_span,
                sum(cell.column <= s < cell.column + cell.column_span for s in starts),
                blocks,
                cell.fill,
                bool(texts) and all(b.bold for b in texts),
            )
        )
    return Table(cells, item.rows, len(starts), None, item.header_rows)
