"""A layout as plain text, to look at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from schemas.blocks import Block, Cell, Layout, Table, TextBlock


def dump(layout: Layout) -> Iterator[str]:
    """Lines that show every block, and what is boilerplate."""
    yield from _blocks(layout.blocks, "")
    for passage in layout.boilerplate:
        yield f"~ {passage.text}"


def _blocks(blocks: Sequence[Block], indent: str) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, TextBlock):
            yield indent + _text(block)
        else:
            yield from _table(block, indent)


def _text(block: TextBlock) -> str:
    kind = {"heading": f"H{block.level}", "paragraph": "P", "list_item": "L"}[block.kind]
    marker = f" [{block.marker.text}]" if block.marker else ""
    where = f" (p{block.page})" if block.page else ""
    struck = block.passage.without(struck=False).text
    lost = f"  ~~{struck}~~" if struck else ""
    return f"{kind}{'*' if block.bold else ''}{where}{marker} {block.text}{lost}"


def _table(table: Table, indent: str) -> Iterator[str]:
    yield (
        f"{indent}TABLE {table.rows}x{table.columns} header={table.header_rows} page={table.page}"
    )
    row = -1
    for cell in table.cells:
        if cell.row != row:
            row = cell.row
            sure = table.row_confidence(row)
            yield f"{indent} row {row}" + (f" (confidence {sure:.2f})" if sure < 1 else "")
        yield from _cell(cell, indent + "   ")


def _cell(cell: Cell, indent: str) -> Iterator[str]:
    spans = f" {cell.row_span}x{cell.column_span}" if cell.row_span + cell.column_span > 2 else ""
    head = f"{indent}{cell.column}{spans}{' ' + cell.fill if cell.fill else ''}:"
    if not cell.blocks:
        yield head + " -"
    elif len(cell.blocks) == 1 and isinstance(cell.blocks[0], TextBlock):
        yield f"{head} {_text(cell.blocks[0])}"
    else:
        yield head
        yield from _blocks(cell.blocks, indent + "    ")
