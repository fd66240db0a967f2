"""From an arrangement of fragments to a table of cells."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from schemas.blocks import Block, Cell, Table, TextBlock
from schemas.document import Passage, Word

from .fragments import Fragment, people_ways, ways
from .heads import Head, people_role
from .kinds import Kinds, is_label, label_depth
from .lines import Line
from .model import KIND_OF_ROLE, Column, ColumnKind, Scores
from .rows import Arrangement, Arranger

_DATES = ("deadline", "original_deadline", "revised_deadline")


# No row is surer than this where the columns' counts disagree.
_UNSURE = 0.45


def arrange(
    heads: list[Head], lines: list[Line], kinds: Kinds, *, people: bool
) -> tuple[list[Column], Arrangement]:
    """The lines of a region arranged under its headings.

    A column for labels stands first, of its own where the header names none.
    """
    roles = [(people_role(h.text) or h.role) if people else h.role for h in heads]
    own = "number" not in roles
    shown = (["number"] if own else []) + roles
    columns = [Column(i, _kind(role, people), role) for i, role in enumerate(shown)]
    lines, apart = _labels_apart([line for line in lines if line.words])
    labels = [line.words[0].text for line in lines if _labelled(line)]
    widths = sorted(line.width for line in lines)
    width = widths[int(len(widths) * 0.9)] if widths else 0
    scores = Scores(columns, kinds, width, [line.text for line in lines if line.words])
    labelled = len(labels) >= 2 and not people
    depth = max((label_depth(x) for x in labels), default=1)
    place = next(c.place for c in columns if c.kind == "label")
    prose = sum(c.kind in ("action", "text", "prose") for c in columns)
    inner = place > 0 if not own else columns[1].kind not in ("action", "text")
    cut = [
        people_ways(line, n, kinds) if people else ways(line, n, kinds, prose=prose, inner=inner)
        for n, line in enumerate(lines)
    ]
    # A tool that went strictly row by row is the simplest explanation: tried by itself,
    # it is found among many columns where the free search would lose its way.
    found = [
        Arranger(
            scores, label=None if own else place, labelled=labelled, depth=depth, strict=strict
        ).arrange(cut)
        for strict in (True, False)
    ]
    made = max(found, key=lambda a: a.score)
    if not people and _counts_disagree(made, columns, kinds):
        made.confidence = [min(c, _UNSURE) for c in made.confidence]
    _give_labels(made, apart, place)
    return columns, made


def _counts_disagree(made: Arrangement, columns: list[Column], kinds: Kinds) -> bool:
    """True where a column printed by itself has more or fewer cells than there are rows.

    Which row lacks a cell, or which cell is one too many, then cannot be known.
    """
    order = sorted(
        (fragment.line, fragment.words[0].index, row, place)
        for (row, place), held in made.cells.items()
        for fragment in held
    )
    typed = [c.place for c in columns if c.kind in ("date", "owner")]
    rows = made.rows - len(made.bands)
    for place in typed:
        cells = {r: held for (r, p), held in made.cells.items() if p == place}
        steps = sum(a[3] == b[3] == place and a[2] != b[2] for a, b in pairwise(order))
        if len(cells) < 2 or steps < 0.5 * (len(cells) - 1):
            continue
        loose = any(kinds.date(f.text) == 1.0 for f in made.left)
        full = [sum(kinds.date(f.text) == 1.0 for f in held) for held in cells.values()]
        if len(cells) != rows or loose or max(full) > 1:
            return True
        stuffed = any(
            kinds.date(f.text) == 1.0 and f.opens and f.closes
            for (_, p), held in made.cells.items()
            if p not in typed and columns[p].kind != "value"
            for f in held
        )
        if stuffed:
            return True
    return False


def _labels_apart(lines: list[Line]) -> tuple[list[Line], list[Fragment]]:
    """The lines without a run of bare labels at their end, and that run."""
    end = len(lines)
    while end and len(lines[end - 1].words) == 1 and is_label(lines[end - 1].text):
        end -= 1
    if len(lines) - end < 2 or end == 0:
        return lines, []
    apart = [
        Fragment(line.words, n, False, True, True, label=True)
        for n, line in enumerate(lines[end:], end)
    ]
    return lines[:end], apart


def _give_labels(made: Arrangement, apart: list[Fragment], place: int) -> None:
    """Labels printed behind a table belong to its rows, one each, or to none."""
    rows = [r for r in range(made.rows) if r not in made.bands and (r, place) not in made.cells]
    if len(rows) != len(apart):
        made.left += apart
        return
    for row, label in zip(rows, apart, strict=True):
        made.cells[row, place] = [label]


def _kind(role: str, people: bool) -> ColumnKind:
    if people and role == "owner":
        return "person"
    return KIND_OF_ROLE.get(role, "prose")


def _labelled(line: Line) -> bool:
    after = line.words[1].text if len(line.words) > 1 else ""
    return is_label(line.words[0].text, after)


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
            marker = label if own and column.place == main else None
            cells.append(Cell(row + 1, column.place - shift, blocks=_blocks(held, marker, column)))
    cells.sort(key=lambda c: (c.row, c.column))
    return Table(
        cells,
        made.rows + 1,
        len(heads),
        page=page,
        header_rows=1,
        confidence=[1.0, *made.confidence],
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
