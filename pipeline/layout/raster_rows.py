"""Lines placed in the columns of a raster of characters -> rows and cells."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.layout.columns import Columns
from pipeline.layout.grid import Grid, GridCell
from pipeline.layout.lines import Line
from pipeline.layout.openings import ROW_NAME, Openings, Placed, label_key, openings
from pipeline.layout.raster_overleaf import follows, go_on
from pipeline.layout.raster_starts import Cells, Starts, names_row, reads_on, starts_of
from pipeline.layout.rows import Headers, band_lines, header_lines, heading_of, is_spaced, limits
from pipeline.layout.style import Style
from schemas.document import Box

_SURE = 0.9
_LIKELY = 0.75
_DOUBTFUL = 0.5
_MERGED = 0.6
_SHARED_NUMBER = re.compile(r"^.*\d[b-z][.)]?$")
# Share of a line's width by which a raster may misjudge it.
RASTER_SLACK = 0.2
_MOST_HEADING_WORDS = 8
# Where rows have labels, one without is so much less likely.
_UNLABELLED = 2.0


@dataclass(slots=True)
class _Row:
    """A row: the numbers of its lines, how sure it is, and the cells that begin in it.

    `held` says for a column that the row's text belongs to a cell of an earlier row,
    `wide` over how many columns a cell runs (0 for those it covers).
    """

    numbers: list[int]
    sure: float
    band: int | None = None
    lines: list[list[Line]] = field(default_factory=list)
    held: dict[int, int] = field(default_factory=dict)
    wide: dict[int, int] = field(default_factory=dict)


def raster_grid(
    table: Sequence[Placed], columns: Columns, style: Style, headers: Headers, right: float
) -> Grid:
    """The grid that lines in columns make, its rows with their confidence.

    `right` is the page's right edge.  Widths are only about right: that a word would
    have fitted on a line is believed only where there was much room.
    """
    count = len(columns.spans)
    cells = _cells(table, columns, right)
    heads = header_lines(table, headers)
    heading = heading_of(table[:heads])
    starts = starts_of(table, cells, heads, style, spaced=is_spaced(table, style))
    starts.merged |= headers.merged.get(heading, set())
    told = openings(table, heads, headers.groups.get(heading, ()))
    if count > 2 and not _begin_rows(told.labels, starts):
        told = Openings()
    if heads and told.groups:
        headers.groups[heading] = told.groups
    rows = _rows(table, cells, columns, heads, told, starts)
    if not heads and count > 2:
        _remember(table, rows, headers)
    labelled = _grouping(cells, told)
    starts.merged |= labelled
    if heads:
        headers.merged[heading] = headers.merged.get(heading, set()) | starts.merged
    merged = _hold(rows, cells, told, starts, labelled)
    _read_on(rows, int(heads > 0), cells)
    for row in rows:
        if row.band is None:
            row.lines = [[] for _ in range(count)]
    for at, row in enumerate(rows):
        for number in row.numbers if row.band is None else ():
            for column, line in enumerate(cells[number]):
                if line is not None:
                    rows[row.held.get(column, at)].lines[column].append(line)
    if count > 2 and len(table) > 1 and table[1].tied:
        _mend_headings(rows[0], rows[1], {word for h, _ in headers.words for word in h.split()})
        for line in (x for row in rows[:2] for lines in row.lines for x in lines):
            headers.words.setdefault((line.text, False), Counter())
        _pair_headings(rows[0], rows[1])
    _share_headings(rows)
    _doubt_gaps(rows, merged)
    grid = _made(rows, columns, table)
    _overleaf(grid, cells, headers)
    return grid


def _overleaf(grid: Grid, cells: Sequence[Cells], headers: Headers) -> None:
    """Where a table goes on with that of the page before, put it on the same columns."""
    names = [row[0].words[0].text if row and row[0] else "" for row in cells]
    labels = [name for name in names if ROW_NAME.match(name)]
    last = headers.overleaf
    first = bool(labels) and names[0] == labels[0]
    if last and first and grid.page == last[0] + 1:
        _, edges, label = last
        if follows(label_key(label), label_key(labels[0])):
            go_on(grid, edges)
    headers.overleaf = (grid.page, grid.edges, labels[-1]) if labels else None


def _cells(table: Sequence[Placed], columns: Columns, right: float) -> list[Cells]:
    """The cells of each line, with the room that was left in them."""
    count = len(columns.spans)
    ends = limits(columns, table, right)
    cells: list[Cells] = []
    for item in table:
        row: Cells = [Line(words) if words else None for words in item.cells or []]
        row += [None] * (count - len(row))
        for line, limit in zip(row, ends, strict=True):
            if line:
                line.room = limit - line.x1 - RASTER_SLACK * line.box.width
        cells.append(row)
    return cells


def _rows(
    table: Sequence[Placed],
    cells: Sequence[Cells],
    columns: Columns,
    heads: int,
    told: Openings,
    starts: Starts,
) -> list[_Row]:
    rows: list[_Row] = []
    for number, item in enumerate(table):
        last = rows[-1] if rows else None
        if item.cells is None:
            at, lines = band_lines(item, columns)
            if last is not None and last.band == at and _same_band(table, number):
                last.lines[at] += lines[at]
            else:
                rows.append(_Row([number], _SURE, at, lines))
            continue
        points = starts.points.get(number, 0.0)
        if told.labels and not told.groups:
            points -= _UNLABELLED
        if number in told.sure:
            points = 9.0 if told.sure[number] else -9.0
        if number < heads:
            new = last is None or last.band is not None
            points = 9.0
        elif item.tied:
            new, points = True, 9.0
        else:
            titled = _is_title(table, cells, number)
            new = number == heads or last is None or last.band is not None or points > 0 or titled
        sure = _SURE if abs(points) >= 2 else _LIKELY if abs(points) >= 1 else _DOUBTFUL
        if number == heads or last is None or last.band is not None:
            sure = _SURE
        if item.doubtful:
            sure = min(sure, _DOUBTFUL)
        if new or last is None:
            rows.append(_Row([number], sure))
        else:
            last.numbers.append(number)
            last.sure = min(last.sure, sure)
    if len(columns.spans) > 2:
        _bands(rows, cells, starts)
    return rows


def _same_band(table: Sequence[Placed], number: int) -> bool:
    above, line = table[number - 1].line, table[number].line
    return line.baseline - above.baseline <= 1.25 * 12.0 and not names_row(line.text)


def _is_title(table: Sequence[Placed], cells: Sequence[Cells], number: int) -> bool:
    """Whether a line is but a label and its name, right above a row: a band."""
    first = cells[number][0]
    if first is None or any(cells[number][1:]) or number + 1 >= len(table):
        return False
    below = cells[number + 1] if table[number + 1].cells else []
    return sum(c is not None for c in below) > 2 and all(
        c is not None and names_row(c.text) for c in (first, below[0])
    )


def _bands(rows: list[_Row], cells: Sequence[Cells], starts: Starts) -> None:
    """Make rows of one cell at the left bands, where the column begins anew right below."""
    for above, row, below in zip(rows, rows[1:], rows[2:], strict=False):
        if row.band is not None or below.band is not None or len(row.numbers) > 1:
            continue
        filled = [c for c, line in enumerate(cells[row.numbers[0]]) if line]
        first, head = cells[below.numbers[0]][0], cells[row.numbers[0]][0]
        if filled != [0] or first is None or head is None or above.band is not None:
            continue
        if starts.votes.get((below.numbers[0], 0), 0.0) > 0 and head.text[:1].isupper():
            row.band = 0
            row.lines = [[head], *[[] for _ in cells[0][1:]]]


def _remember(table: Sequence[Placed], rows: Sequence[_Row], headers: Headers) -> None:
    """Note what look like column headings, so that they are known where they come again."""
    first = rows[0]
    if first.band is not None or len(rows) < 2:
        return
    heading = heading_of([table[n] for n in first.numbers])
    short = all(len(text.split()) <= _MOST_HEADING_WORDS for text in heading)
    if len(heading) > 2 and short and not any(c.isdigit() for text in heading for c in text):
        headers.groups.setdefault(heading, ())


def _hold(
    rows: Sequence[_Row],
    cells: Sequence[Cells],
    told: Openings,
    starts: Starts,
    labelled: set[int],
) -> list[int]:
    """Let cells of merged columns run over the rows below; the columns that group rows."""
    merged = sorted({*told.groups, *starts.merged})
    leading = [c for c in merged if all(b in merged for b in range(c))]
    for column in merged:
        group: int | None = None
        for at, row in enumerate(rows):
            if row.band is not None or (at == 0 and row.numbers[0] == 0):
                group = None
                continue
            number = row.numbers[0]
            line = cells[number][column]
            if column in told.groups:
                begins = number in told.labels
            elif column in labelled:
                begins = line is not None and names_row(line.text)
            else:
                vote = starts.votes.get((number, column), 9.0 if line else 0.0)
                begins = line is not None and vote > 0
                if line is None and column not in leading and leading:
                    # Merged at the right: no further than the rows that one label groups.
                    begins = any(leading[0] not in row.held for _ in (0,))
            if begins or group is None:
                group = at
                continue
            row.held[column] = group
            if line is None and column not in leading:
                row.sure = min(row.sure, _MERGED)
    return merged


def _read_on(rows: Sequence[_Row], first: int, cells: Sequence[Cells]) -> None:
    """Lead text of the first column back to the cell above that it reads on from.

    `first` is the first row below the column headings.  A merged cell's lines stand
    between those of the rows beside it.
    """
    group: int | None = None
    last: Line | None = None
    for at, row in enumerate(rows):
        if row.band is not None or at < first:
            group = last = None
            continue
        held = [line for n in row.numbers if (line := cells[n][0]) is not None]
        if not held:
            continue
        if group is not None and last is not None and 0 not in row.held and reads_on(last, held[0]):
            for between in range(group + 1, at + 1):
                rows[between].held.setdefault(0, group)
        elif 0 not in row.held:
            group = at
        last = held[-1]


def _grouping(cells: Sequence[Cells], told: Openings) -> set[int]:
    """The column whose labels those of the next one take further: `R1:` beside `R1.1`."""
    found: set[int] = set()
    for column in range(1, len(cells[0])):
        pairs = [
            (left.words[0].text.rstrip(":.)"), right.words[0].text)
            for number in told.labels
            if (left := cells[number][column - 1]) and (right := cells[number][column])
        ]
        longer = [b for a, b in pairs if b.startswith(a) and len(b.rstrip(".)")) > len(a)]
        if longer and 2 * len(longer) >= len(pairs) and any(c.isdigit() for c in longer[0]):
            found.add(column - 1)
    return found


def _begin_rows(labels: Sequence[int], starts: Starts) -> bool:
    """Whether what looks like rows' labels is no list within cells: other columns begin, too."""
    points = [starts.points[n] for n in labels if n in starts.points]
    return not points or sum(p > 0 for p in points) >= len(points) / 2


def _mend_headings(upper: _Row, lower: _Row, known: set[str]) -> None:
    """Join headings whose word was broken without a hyphen, where another table has it whole."""
    for column, (above, below) in enumerate(zip(upper.lines, lower.lines, strict=True)):
        words = [w for line in (*above, *below) for w in line.words]
        if len(words) == 2 and above and below and words[0].text + words[1].text in known:
            words[1].glued = True
            upper.lines[column], lower.lines[column] = [*above, *below], []


def _pair_headings(upper: _Row, lower: _Row) -> None:
    """Make one heading of two lines: some stand over several below, the others over none."""
    over: int | None = None
    for column, (above, below) in enumerate(zip(upper.lines, lower.lines, strict=True)):
        if above and below:
            over = column
            upper.wide[column] = 1
        elif below and over is not None:
            upper.wide[over] += 1
            upper.wide[column] = 0
        else:
            over = None
            upper.lines[column], lower.lines[column] = [*above, *below], []
            lower.held[column] = 0


def _share_headings(rows: Sequence[_Row]) -> None:
    """Part headings that touch: two words over two columns, the second of them empty."""
    first = rows[0].lines
    if rows[0].band is not None or rows[0].numbers[0] != 0:
        return
    for column, lines in enumerate(first):
        empty = 0
        while column + empty + 1 < len(first) and not first[column + empty + 1]:
            empty += 1
        if (
            column in rows[0].wide
            or not empty
            or len(lines) != 1
            or len(lines[0].words) != empty + 1
        ):
            continue
        for n, word in enumerate(lines[0].words):
            first[column + n] = [Line([word], lines[0].room)]


def _doubt_gaps(rows: Sequence[_Row], merged: Sequence[int]) -> None:
    """Doubt rows with an empty cell that may be merged with the one above: text can't tell.

    That may be where rows share a number (1.3a, 1.3b), or stand below one label:
    there in the column next to those that group them.
    """
    plain = [row for row in rows if row.band is None]
    often = [
        sum(bool(r.lines[c]) for r in plain) > len(plain) / 2 for c in range(len(rows[0].lines))
    ]
    leading = [c for c in merged if all(b in merged for b in range(c))]
    beside = max(leading, default=0) + 1
    for row in plain:
        gaps = [often[column] and not lines for column, lines in enumerate(row.lines)]
        first = row.lines[0][0].words[0].text if row.lines[0] else ""
        below = bool(row.held) and beside < len(gaps) and gaps[beside]
        if below or (_SHARED_NUMBER.match(first) and any(gaps)):
            row.sure = min(row.sure, _MERGED)


def _made(rows: Sequence[_Row], columns: Columns, table: Sequence[Placed]) -> Grid:
    lefts = [s[0] for s in columns.spans]
    right = max(p.line.x1 for p in table)
    edges = [*lefts, max(right, columns.spans[-1][1])]
    tops = [min(table[n].line.box.top for n in row.numbers) for row in rows]
    bottoms = [max(table[n].line.box.bottom for n in row.numbers) for row in rows]
    cells: list[GridCell] = []
    for number, row in enumerate(rows):
        if row.band is not None:
            at = row.band
            for column in range(at):
                box = Box(edges[column], tops[number], edges[column + 1], bottoms[number])
                cells.append(GridCell(number, column, 1, 1, box, row.lines[column]))
            box = Box(edges[at], tops[number], edges[-1], bottoms[number])
            cells.append(GridCell(number, at, 1, len(lefts) - at, box, row.lines[at]))
            continue
        for column, lines in enumerate(row.lines):
            wide = row.wide.get(column, 1)
            if column in row.held or not wide:
                continue
            last = number
            while last + 1 < len(rows) and rows[last + 1].held.get(column) == number:
                last += 1
            box = Box(edges[column], tops[number], edges[column + wide], bottoms[last])
            cells.append(GridCell(number, column, last - number + 1, wide, box, lines))
    return Grid(
        table[0].line.page,
        Box(edges[0], min(tops), edges[-1], max(bottoms)),
        edges,
        len(rows),
        cells,
        ruled=False,
        confidence=[row.sure for row in rows],
    )
