"""From an arrangement of fragments to a table of cells."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from schemas.blocks import Block, Cell, Table, TextBlock
from schemas.document import Passage, Word

from .arrangement import Arrangement
from .fragments import Fragment
from .heads import Head
from .lines import Line
from .model import Column


def table_of(
    heads: list[Head], columns: list[Column], made: Arrangement, page: int | None
) -> Table:
    """The table: a header row, then a row for each row of the arrangement.

    Labels without a column of their own become the markers of their row's text.
    """
    own = len(columns) > len(heads)
    shift = 1 if own else 0
    cells = [
        Cell(0, i, blocks=[TextBlock("paragraph", _passage([h.words]))])
        for i, h in enumerate(heads)
    ]
    main = next((c.place for c in columns if c.kind in ("action", "text", "prose", "post")), shift)
    for row in range(made.rows):
        label = made.cells.get((row, 0)) if own else None
        if row in made.bands:
            cells += _band(made, row, columns, len(heads))
            continue
        for column in columns[shift:]:
            held = made.cells.get((row, column.place), [])
            if not held and _covered(made, row, column.place):
                continue
            span = made.spans.get((row, column.place), 1)
            marker = label if own and column.place == main else None
            blocks = _blocks(held, marker, column)
            cells.append(Cell(row + 1, column.place - shift, row_span=span, blocks=blocks))
    cells.sort(key=lambda c: (c.row, c.column))
    return Table(
        cells,
        made.rows + 1,
        len(heads),
        page=page,
        header_rows=1,
        confidence=[1.0, *made.confidence],
    )


def _covered(made: Arrangement, row: int, place: int) -> bool:
    """True where a cell above reaches down to this row."""
    return any(
        top < row < top + span for (top, column), span in made.spans.items() if column == place
    )


def _band(made: Arrangement, row: int, columns: list[Column], width: int) -> list[Cell]:
    """A row across the table: its label as marker, its words as one cell."""
    places = [c.place for c in columns if c.kind == "label"]
    label = next((made.cells[row, p] for p in places if (row, p) in made.cells), None)
    rest = [f for c in columns if c.kind != "label" for f in made.cells.get((row, c.place), [])]
    return [Cell(row + 1, 0, column_span=width, blocks=_blocks(rest, label, None))]


def _blocks(
    held: list[Fragment], label: list[Fragment] | None, column: Column | None
) -> list[Block]:
    if not held and not label:
        return []
    marker = _passage([f.words for f in label]) if label else Passage()
    lines = [f.words for f in held]
    if column is not None and column.kind == "date":
        lines = _ordinals(lines)
    if column is not None and column.role == "linked_plan" and not label:
        return [TextBlock("paragraph", _passage(item)) for item in _items(held)]
    return [TextBlock("paragraph", _passage(lines), marker=marker)]


def _items(held: list[Fragment]) -> list[list[tuple[Word, ...]]]:
    """The items of a cell that is a list, a line of words for each, wrapped ones joined."""
    made: list[list[tuple[Word, ...]]] = []
    for fragment in held:
        goes_on = made and (
            len(fragment.words) == 1
            or fragment.text[:1].islower()
            or made[-1][-1][-1].text[-1:] in "/,&-"
            or made[-1][-1][-1].text in ("and", "of", "for", "the")
        )
        if goes_on:
            made[-1][-1] = (*made[-1][-1], *fragment.words)
        else:
            made.append([fragment.words])
    return made


def _ordinals(lines: list[tuple[Word, ...]]) -> list[tuple[Word, ...]]:
    """A raised `th` that lost its line goes back behind its number."""
    for number, line in enumerate(lines):
        if len(line) == 1 and line[0].text in ("st", "nd", "rd", "th"):
            rest = lines[:number] + lines[number + 1 :]
            for place, other in enumerate(rest):
                for at, word in enumerate(other):
                    if word.text.isdigit() and len(word.text) <= 2:
                        line[0].glued = True
                        rest[place] = (*other[: at + 1], line[0], *other[at + 1 :])
                        return rest
    return lines


def _passage(lines: list[tuple[Word, ...]]) -> Passage:
    return Passage.of_lines(lines)


def unread_table(lines: list[Line], page: int | None) -> Table:
    """Lines that no arrangement fits: one column without a heading, nothing claimed of it."""
    cells = [
        Cell(row, 0, blocks=[TextBlock("paragraph", line.passage)])
        for row, line in enumerate(lines)
    ]
    return Table(cells, len(lines), 1, page=page, confidence=[0.0] * len(lines))


def roster_table(
    lines: list[Line], first: int, end: int, step: int, cut_of: Callable[[Line], int]
) -> Table:
    """A list of posts and their holders, an entry for each `step` lines, as two columns."""
    cells = []
    for row, number in enumerate(range(first, end, step)):
        words = lines[number].words
        cut = cut_of(lines[number]) if step == 1 else 0
        parts = (words[:cut], words[cut:]) if step == 1 else (words, lines[number + 1].words)
        for column, part in enumerate(parts):
            cells.append(Cell(row, column, blocks=[TextBlock("paragraph", Passage.of(part))]))
    return Table(cells, (end - first) // step, 2, page=lines[first].page)


def paired_table(lines: list[Line], pairs: Sequence[tuple[int, int]]) -> Table:
    """A list of posts and holders that a tool printed one column after the other."""
    cells = [
        Cell(row, column, blocks=[TextBlock("paragraph", Passage.of(lines[number].words))])
        for row, pair in enumerate(pairs)
        for column, number in enumerate(pair)
    ]
    return Table(cells, len(pairs), 2, page=lines[pairs[0][0]].page)
