"""Columns of text in a raster of characters, as `pdftotext -layout` leaves them.

Cells of a column begin at about the same place (a few characters more or less
from row to row), and a full cell may touch the next one with a single space.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.layout.columns import Columns, LineKind, Measure, only_markers, pieces
from pipeline.layout.lines import Line
from pipeline.layout.rows import Placed
from schemas.page import PageWord

CHARACTER = 6.0
# How far a cell may begin from where its column mostly begins.
_DRIFT = 4.2 * CHARACTER
_EXACT = 0.5 * CHARACTER
_ALMOST = 1.2 * CHARACTER
# How far apart lines of a table may be; cards of labels and values stand closer.
_FARTHEST = 54.0
_FARTHEST_PAIR = 30.0
_MOST_BANDS = 2


@dataclass(slots=True)
class _Edge:
    """Where a column's cells begin, each time that one was seen."""

    seen: Counter[float] = field(default_factory=Counter)

    @property
    def x(self) -> float:
        return self.seen.most_common(1)[0][0]

    def far(self, x: float) -> float:
        return min(abs(x - s) for s in self.seen)


Part = list[PageWord]


def zone_at(lines: Sequence[Line], first: int, measure: Measure) -> list[Placed] | None:
    """The lines from `first` on that make one table, with their cells; None for none."""
    parts = [pieces(line, measure) for line in lines]
    if len(parts[first]) < 2:
        return None
    edges = [_Edge(Counter([p[0].place.x0])) for p in parts[first]]
    kinds: list[LineKind] = ["row"]
    kept = 1
    bands = 0
    for number in range(first + 1, len(lines)):
        step = lines[number].baseline - lines[number - 1].baseline
        if step > (_FARTHEST if len(edges) > 2 else _FARTHEST_PAIR):
            break
        if lines[number].text == lines[first].text and len(parts[number]) > 2:
            # The column headings again: another table.
            break
        around = _starts(parts, number)
        kind = _kind(parts[number], edges, around)
        if kind == "alien":
            break
        bands = bands + 1 if kind == "band" else 0
        if bands > _MOST_BANDS:
            break
        kinds.append(kind)
        if kind == "row":
            kept = len(kinds)
    kept += _tail(parts, kinds, first, kept, edges)
    edges = [e for e in edges if e.seen]
    table = [
        _placed(lines[first + n], parts[first + n], kinds[n], edges, _starts(parts, first + n))
        for n in range(kept)
    ]
    _overflow(table, len(edges))
    return table if _is_table(table) else None


def columns_of(table: Sequence[Placed]) -> Columns:
    """The stretch of each column, from the cells placed in it."""
    count = max(len(p.cells) for p in table if p.cells)
    spans: list[list[float]] = []
    for column in range(count):
        cells = [p.cells[column] for p in table if p.cells and p.cells[column]]
        starts = Counter(c[0].place.x0 for c in cells)
        spans.append([starts.most_common(1)[0][0], max(c[-1].place.x1 for c in cells)])
    return Columns(spans)


def _starts(parts: Sequence[Sequence[Part]], number: int) -> list[set[float]]:
    """Where pieces begin on the line above and on the line below."""
    found = []
    for near in (number - 1, number + 1):
        some = parts[near] if 0 <= near < len(parts) else []
        found.append({p[0].place.x0 for p in some})
    return found


def _match(some: Sequence[Part], edges: Sequence[_Edge]) -> list[int | None]:
    """The column of each piece, rising from left to right; None where it fits none."""
    found: list[int | None] = []
    least = 0
    for part in some:
        x = part[0].place.x0
        near = [(edges[i].far(x), i) for i in range(least, len(edges))]
        far, at = min(near, default=(0.0, None))
        if at is None or far > _DRIFT:
            found.append(None)
            continue
        found.append(at)
        least = at + 1
    return found


def _kind(some: Sequence[Part], edges: list[_Edge], around: Sequence[set[float]]) -> LineKind:
    """How a line stands to the columns; what it says of them is noted."""
    matched = _match(some, edges)
    cuts = [
        _cuts(part, at, edges, around, lone=_is_lone(some))
        for part, at in zip(some, matched, strict=True)
    ]
    crossing = [
        n
        for n, (part, at) in enumerate(zip(some, matched, strict=True))
        if at is not None and not cuts[n] and _crosses(part, at, edges)
    ]
    sound = [
        at
        for n, at in enumerate(matched)
        if at and n not in crossing and n > min(crossing, default=0)
    ]
    if crossing and not sound:
        last = crossing == [len(some) - 1] and _is_lone(some)
        return "band" if last and (matched[-1] or 0) <= 1 else "alien"
    good = [at for at in matched if at is not None]
    if len(good) < len(some):
        beyond = sum(at > 0 for at in good)
        if not beyond or len(good) < len(some) - 1:
            return "alien"
        new = some[matched.index(None)][0].place.x0
        edges.insert(sum(e.x < new for e in edges), _Edge(Counter([new])))
        matched = _match(some, edges)
    for part, at in zip(some, matched, strict=True):
        if at is not None:
            edges[at].seen[part[0].place.x0] += 1
    return "row" if len(some) + sum(len(c) for c in cuts) > 1 else "part"


def _is_lone(some: Sequence[Part]) -> bool:
    """True for a line of one piece, or of a short label and one piece: a band may look so."""
    return len(some) == 1 or (len(some) == 2 and len(" ".join(w.text for w in some[0])) <= 8)


def _crosses(part: Part, at: int, edges: Sequence[_Edge]) -> bool:
    return at + 1 < len(edges) and part[-1].place.x1 > edges[at + 1].x + CHARACTER


def _cuts(
    part: Part, at: int | None, edges: Sequence[_Edge], around: Sequence[set[float]], *, lone: bool
) -> list[tuple[int, int]]:
    """(word, column) pairs at which a piece parts, touching cells that it holds.

    A word must begin just where the lines around begin that column's cell; in
    a line without any gap, both of them.
    """
    if at is None:
        return []
    best: dict[int, tuple[float, int]] = {}
    for number, word in enumerate(part[1:], start=1):
        x = word.place.x0
        far, column = min(((e.far(x), i) for i, e in enumerate(edges) if i > at), default=(99.0, 0))
        if not column or far > _DRIFT or not _crosses(part, column - 1, edges):
            continue
        close = [any(abs(x - s) < _EXACT for s in some) for some in around]
        usual = edges[column].seen[x] >= 2 or (far < _ALMOST and len(edges) > 2)
        if all(close) or (not lone and (any(close) or usual)):
            best[column] = min(best.get(column, (99.0, 0)), (far, number))
    found = sorted((number, column) for column, (_, number) in best.items())
    return [f for n, f in enumerate(found) if all(f[1] > g[1] for g in found[:n])]


def _placed(
    line: Line,
    some: Sequence[Part],
    kind: LineKind,
    edges: Sequence[_Edge],
    around: Sequence[set[float]],
) -> Placed:
    if kind == "band":
        return Placed(line, None, len(line.words) - len(some[-1]))
    cells: list[Part] = [[] for _ in edges]
    for part, at in zip(some, _match(some, edges), strict=True):
        column = at if at is not None else 0
        low = 0
        for number, after in _cuts(part, at, edges, around, lone=_is_lone(some)):
            cells[column] += part[low:number]
            low, column = number, after
        cells[column] += part[low:]
    return Placed(line, cells)


def _overflow(table: Sequence[Placed], count: int) -> None:
    """Part cells that run on past their column's width where the next cell is missing."""
    for column in range(count - 1):
        after = [p.cells[column + 1] for p in table if p.cells]
        starts = [c[0].place.x0 for c in after if c]
        ends = [p.cells[column][-1].place.x1 for p in table if p.cells and p.cells[column]]
        usual = Counter(starts).most_common(1)[0][0] if starts else 0.0
        clean = [end for end in ends if end < usual]
        if len(clean) < 3:
            continue
        limit = max(clean) + 0.5 * CHARACTER
        for item in table:
            cells = item.cells
            if not cells or not cells[column] or cells[column + 1]:
                continue
            over = [w for w in cells[column] if w.place.x1 > limit]
            # Only what reaches (nearly) to where the next column begins has run into it.
            if over and len(over) < len(cells[column]) and over[-1].place.x1 > usual:
                item.doubtful = True
                cells[column + 1] = over
                cells[column] = cells[column][: -len(over)]


def _tail(
    parts: Sequence[Sequence[Part]],
    kinds: Sequence[LineKind],
    first: int,
    kept: int,
    edges: Sequence[_Edge],
) -> int:
    """How many lines after the last full row only go on with its cells."""
    count = 0
    for number in range(kept, len(kinds)):
        some = parts[first + number]
        if kinds[number] != "part":
            break
        at = _match(some, edges)[0]
        if not at and not some[0][0].text[:1].islower():
            break
        count += 1
    return count


def _is_table(table: Sequence[Placed]) -> bool:
    full = [p.cells for p in table if p.cells and sum(bool(c) for c in p.cells) > 1]
    if len(full) < 2:
        return False
    if len(full[0]) == 2:
        return not only_markers([cells[0] for cells in full])
    return True
