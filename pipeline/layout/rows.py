"""Lines placed in columns -> rows and cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from extractors.columns import role_of
from pipeline.layout.columns import Columns
from pipeline.layout.grid import Grid, GridCell
from pipeline.layout.lines import Line, wraps_to
from pipeline.layout.markers import is_label, marker_length
from pipeline.layout.openings import ROW_NAME, Placed
from pipeline.layout.raster_page import FirstWords
from pipeline.layout.style import Style
from schemas.document import Box

_SPACED = 0.9
_WRAPPED = 0.75
_DOUBTFUL = 0.5
# A column whose text comes this near to the next one is filled to its width.
_FILLED = 30.0
_MOST_HEADER_LINES = 5
_FEWEST_WORDED = 3
_HEADER_WORDS = 4


@dataclass(slots=True)
class Headers:
    """What a document's tables without rules have told so far.

    `groups` has the column headings found, with the columns that group rows below
    them, and `merged` with those whose text ran over rows; `words` the words with
    which cells of a column begin; `overleaf` the last table's page, columns and last label.
    """

    groups: dict[tuple[str, ...], tuple[int, ...]] = field(default_factory=dict)
    merged: dict[tuple[str, ...], set[int]] = field(default_factory=dict)
    words: FirstWords = field(default_factory=dict)
    overleaf: tuple[int, list[float], str] | None = None


@dataclass(slots=True)
class _Row:
    """A row being put together: its lines by column, and the last line of each.

    `band` is the column from which a band runs across, None for other rows.
    """

    lines: list[list[Line]]
    last: list[int]
    band: int | None = None
    sure: float = 1.0


def grid_of(
    placed: Sequence[Placed],
    columns: Columns,
    style: Style,
    headers: Headers,
) -> Grid:
    """The grid that lines in columns make, its rows with their confidence."""
    count = len(columns.spans)
    ends = limits(columns, placed)
    spaced = is_spaced(placed, style)
    heads = header_lines(placed, headers)
    rows: list[_Row] = []
    for number, item in enumerate(placed):
        if item.cells is None:
            _band(rows, placed, number, columns, style)
            continue
        cells = [Line(c) if c else None for c in (*item.cells, *[[]] * (count - len(item.cells)))]
        for line, limit in zip(cells, ends, strict=True):
            if line:
                line.room = limit - line.x1
        previous = placed[number - 1].line if number else None
        points = 0.0
        new = not rows or rows[-1].band is not None or previous is None
        if number < heads:
            new = not rows
        elif number == heads and heads:
            new = True
        elif not new and previous is not None:
            points = _goes_on(rows[-1], cells, number, rows)
            parted = style.parted(previous, item.line)
            new = parted if spaced else parted or points < 0
        if new and rows and item.line.bold and not any(cells[1:]):
            # A bold line by itself under plain rows heads those that follow.
            _band(rows, placed, number, columns, style)
            continue
        if new:
            sure = _SPACED if spaced else _WRAPPED if abs(points) > 1 or not rows else _DOUBTFUL
            rows.append(_Row([[] for _ in range(count)], [-2] * count, sure=sure))
        row = rows[-1]
        for column, line in enumerate(cells):
            if line is not None:
                row.lines[column].append(line)
                row.last[column] = number
        known = new or spaced or number < heads
        if item.doubtful or (not known and abs(points) <= 1):
            row.sure = min(row.sure, _DOUBTFUL)
    return _made(rows, columns, placed)


def header_lines(placed: Sequence[Placed], headers: Headers) -> int:
    """How many of the first lines are the column headings.

    They are where a row's name or a band follows, where the same headings stood
    above an earlier table, or where all of them are known wordings.
    """
    for count in range(1, _MOST_HEADER_LINES + 1):
        if heading_of(placed[:count]) in headers.groups:
            return count
    found = _fresh_header_lines(placed) or _worded_header_lines(placed)
    if found:
        headers.groups[heading_of(placed[:found])] = ()
    return found


def heading_of(lines: Sequence[Placed]) -> tuple[str, ...]:
    """The texts of the columns over several lines, empty ones left out."""
    columns: dict[int, list[str]] = {}
    for item in lines:
        for column, words in enumerate(item.cells or []):
            columns.setdefault(column, []).extend(w.text for w in words)
    return tuple(" ".join(columns[c]) for c in sorted(columns) if columns[c])


def _fresh_header_lines(placed: Sequence[Placed]) -> int:
    for number, item in enumerate(placed[: _MOST_HEADER_LINES + 1]):
        filled = [c for c in item.cells or [] if c]
        names = [len(c) == 1 and bool(ROW_NAME.match(c[0].text)) for c in filled]
        if item.cells is None or (item.cells[0] and names[0] and not all(names)):
            return number
        if any(len(c) > _HEADER_WORDS for c in filled):
            return 0
    return 0


def _worded_header_lines(placed: Sequence[Placed]) -> int:
    """How many of the first lines make headings that are all known wordings, at least three."""
    found = 0
    for count in range(1, min(_MOST_HEADER_LINES + 1, len(placed))):
        if placed[count - 1].cells is None:
            break
        heading = heading_of(placed[:count])
        known = [role for text in heading if (role := role_of(text)) and role.score >= 1.0]
        if len(heading) >= _FEWEST_WORDED and len(known) == len(heading):
            found = count
    return found


def limits(columns: Columns, placed: Sequence[Placed], right: float | None = None) -> list[float]:
    """How far to the right text of each column may run; the last one to the page's `right`."""
    if right is None:
        right = max(p.line.x1 for p in placed)
    ends = [s[0] - 5.0 for s in columns.spans[1:]] + [right]
    return [
        span[1] if end - span[1] < _FILLED else end
        for span, end in zip(columns.spans, ends, strict=True)
    ]


def is_spaced(placed: Sequence[Placed], style: Style) -> bool:
    """Whether rows are told apart by more space than there is between their lines."""
    full = [n for n, p in enumerate(placed) if n and p.cells and sum(bool(c) for c in p.cells) > 1]
    wide = [n for n in full if style.parted(placed[n - 1].line, placed[n].line)]
    return len(wide) >= 2 and 2 * len(wide) >= len(full)


def _band(
    rows: list[_Row], placed: Sequence[Placed], number: int, columns: Columns, style: Style
) -> None:
    line = placed[number].line
    at, cells = band_lines(placed[number], columns)
    last = rows[-1] if rows else None
    if last is not None and last.band is not None:
        above = placed[number - 1].line
        label = is_label(line.words[0].text) or bool(ROW_NAME.match(line.words[0].text))
        if not style.parted(above, line) and not label:
            last.lines[last.band].append(line)
            return
    rows.append(_Row(cells, [number] * len(cells), at))


def band_lines(item: Placed, columns: Columns) -> tuple[int, list[list[Line]]]:
    """The column from which a band runs across, and its text by column, its label apart."""
    words = item.line.words
    start = words[item.head].place.x0
    at = max((i for i, s in enumerate(columns.spans) if s[0] <= start + 3.0), default=0)
    cells: list[list[Line]] = [[] for _ in columns.spans]
    head = words[: item.head] if at else []
    cells[at] = [Line(words[len(head) :])]
    if head:
        cells[0] = [Line(head)]
    return at, cells


def _goes_on(row: _Row, cells: Sequence[Line | None], number: int, rows: Sequence[_Row]) -> float:
    """How strongly a line reads as the next line of `row`: above 0 it does.

    A wrapped cell has text right above, on which the first word did not fit.
    """
    first = cells[0]
    if first and ROW_NAME.match(first.words[0].text):
        return -9.0
    points = 0.0
    for column, line in enumerate(cells):
        if line is None:
            continue
        above = row.lines[column]
        small = line.text[:1].islower()
        if not above:
            points -= 2.0
        elif row.last[column] != number - 1:
            points -= 1.5
        elif wraps_to(above[-1], line) is False:
            points -= 0.0 if small else 1.5
        else:
            points += 2.0 if small else 0.6
    filled = sum(line is not None for line in cells)
    if filled > 1 and any(line and _is_next(line, row.lines[c]) for c, line in enumerate(cells)):
        return -9.0
    if filled == 1 and len(cells) > 2:
        # A row of several columns hardly begins with one cell only.
        points += 1.5
    anchored = [r for r in rows if r.band is None and r.lines[0]]
    if first is None and len(anchored) >= 0.6 * sum(r.band is None for r in rows):
        points += 1.5
    return points


def _is_next(line: Line, above: Sequence[Line]) -> bool:
    """Whether a line bears a new label where the cell above began with one: 1.2 after 1.1."""
    if not above or not all(marker_length(x.words) for x in (above[0], line)):
        return False
    labels = above[0].words[0].text, line.words[0].text
    return all(is_label(label) for label in labels) and labels[0] != labels[1]


def _made(rows: Sequence[_Row], columns: Columns, placed: Sequence[Placed]) -> Grid:
    lefts = [s[0] for s in columns.spans]
    right = max(p.line.x1 for p in placed)
    edges = [*lefts, max(right, columns.spans[-1][1])]
    cells: list[GridCell] = []
    tops = [min(line.box.top for some in row.lines for line in some) for row in rows]
    bottoms = [max(line.box.bottom for some in row.lines for line in some) for row in rows]
    for number, row in enumerate(rows):
        top, bottom = tops[number], bottoms[number]
        if row.band is not None:
            at = row.band
            for column in range(at):
                box = Box(edges[column], top, edges[column + 1], bottom)
                cells.append(GridCell(number, column, 1, 1, box, row.lines[column]))
            box = Box(edges[at], top, edges[-1], bottom)
            cells.append(GridCell(number, at, 1, len(lefts) - at, box, row.lines[at]))
            continue
        for column, lines in enumerate(row.lines):
            box = Box(edges[column], top, edges[column + 1], bottom)
            cells.append(GridCell(number, column, 1, 1, box, lines))
    return Grid(
        placed[0].line.page,
        Box(edges[0], min(tops), edges[-1], max(bottoms)),
        edges,
        len(rows),
        cells,
        ruled=False,
        confidence=[row.sure for row in rows],
    )
