"""Columns of text in a raster of characters, as `pdftotext -layout` leaves them.

Cells of a column begin at about the same place (a few characters more or less
from row to row), and a full cell may touch the next one with a single space.
The lines of a table are found first, with the places at which each column was
seen to begin; only then are words given to columns, by what the lines around
say of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.people import announces
from pipeline.layout.columns import Columns, LineKind, Measure, only_markers, pieces
from pipeline.layout.flattened.heads import people_role
from pipeline.layout.lines import Line
from pipeline.layout.openings import Placed
from pipeline.layout.raster_page import (
    CHARACTER,
    EXACT,
    FAR_DRIFT,
    NEXT_LINE,
    Edge,
    FirstWords,
    Part,
    RasterPage,
    Room,
    match,
)

_ALMOST = 1.2 * CHARACTER
# How far a cell may begin from where its column mostly begins.
_DRIFT = 4.2 * CHARACTER
# How far apart lines of a table may be; cards of labels and values stand closer.
_FARTHEST = 54.0
_FARTHEST_PAIR = 30.0
_MOST_BANDS = 2
# A heading stands by so much further from the rows above than they from each other.
_LOOSER = 1.4
_LABEL_LETTERS = 8
_HEADING_WORDS = 4
# Lines so far away tell just where a column begins here, or that it goes on here at all.
_NEAR_LINES = 3
_FAR_LINES = 6
# By so many points the best place to part two cells must lead to be sure.
_SURE_MARGIN = 1.5
_UNLIKELY = -1.0
# A word that began cells of its column so well tells of one without lines around.
_TOLD = 2.5


@dataclass(frozen=True, slots=True)
class _Cut:
    """A word of a piece at which another column begins.

    `exact` says that a line nearby begins the column just there, `sure` that no
    other word would do.
    """

    word: int
    column: int
    exact: bool
    sure: bool


def zone_at(
    lines: Sequence[Line], first: int, measure: Measure, known: FirstWords
) -> list[Placed] | None:
    """The lines from `first` on that make one table, with their cells; None for none."""
    parts = [pieces(line, measure) for line in lines]
    if len(parts[first]) < 2:
        return None
    if _stands_apart(parts, first):
        return None
    two = _headed_twice(parts, first)
    head = first + (not two and _heads_columns(parts, first))
    heading = two or parts[head]
    page = RasterPage(parts, [Edge(Counter([p[0].place.x0])) for p in heading])
    kinds: list[LineKind] = ["band"] * (head - first)
    kinds += _extent(lines, page, head)
    page.learn(head, range(first + 1, first + len(kinds)), known)
    for n in range(head - first + 1, len(kinds)):
        if kinds[n] == "row" and _runs_across(page, first + n):
            kinds[n] = "band"
    table = [_placed(lines[first + n], page, first + n, kind) for n, kind in enumerate(kinds)]
    if two and len(table) > 1:
        table[1].tied = True
    return table if _is_table(table) else None


def _stands_apart(parts: Sequence[Sequence[Part]], first: int) -> bool:
    """Whether a line of pieces (a key, say) is but above a table with other columns."""
    if first + 1 >= len(parts) or not 2 < len(parts[first]) < len(parts[first + 1]):
        return False
    here, below = parts[first], parts[first + 1]
    if below[0][0].baseline - here[0][0].baseline <= NEXT_LINE:
        return False
    starts = [p[0].place.x0 for p in below]
    aligned = sum(any(abs(p[0].place.x0 - x) < EXACT for x in starts) for p in here)
    return aligned < len(here) / 2


def _headed_twice(parts: Sequence[Sequence[Part]], first: int) -> list[Part]:
    """The headings of all columns where two lines share them; empty where they do not.

    Some headings stand above, some below, and one above is over several below.
    """
    if first + 1 >= len(parts) or not min(len(parts[first]), len(parts[first + 1])) > 1:
        return []
    upper, lower = parts[first], parts[first + 1]
    if lower[0][0].baseline - upper[0][0].baseline > NEXT_LINE:
        return []
    alone = [p for p in upper if all(not _over(p, q) for q in lower)]
    under = [q for q in lower if all(not _over(p, q) for p in upper)]
    shared = any(abs(p[0].place.x0 - q[0].place.x0) < EXACT for p in upper for q in lower)
    words = max(len(p) for p in [*upper, *lower])
    if not (alone and len(under) > 1 and shared and words <= _HEADING_WORDS):
        return []
    return sorted([*alone, *lower], key=lambda p: p[0].place.x0)


def _over(upper: Part, lower: Part) -> bool:
    return upper[0].place.x0 < lower[-1].place.x1 and lower[0].place.x0 < upper[-1].place.x1


def _heads_columns(parts: Sequence[Sequence[Part]], first: int) -> bool:
    """Whether a line has headings over several columns: fewer than the line below, above it."""
    if first + 1 >= len(parts) or not 2 < len(parts[first + 1]) > len(parts[first]):
        return False
    here, next_line = parts[first][0][0], parts[first + 1][0][0]
    if next_line.baseline - here.baseline > NEXT_LINE or here.place.x0 != next_line.place.x0:
        return False
    below = [p[0].place.x0 for p in parts[first + 1]]
    return all(any(abs(p[0].place.x0 - x) < EXACT for x in below) for p in parts[first])


def _extent(lines: Sequence[Line], page: RasterPage, first: int) -> list[LineKind]:
    """How each line of the table that begins at `first` stands to the columns."""
    parts, edges = page.parts, page.edges
    kinds: list[LineKind] = ["row"]
    kept = 1
    bands = 0
    widest = 0.0
    for number in range(first + 1, len(lines)):
        step = lines[number].baseline - lines[number - 1].baseline
        if step > (_FARTHEST if len(edges) > 2 else _FARTHEST_PAIR):
            break
        if lines[number].text == lines[first].text and len(parts[number]) > 2:
            # The column headings again: another table.
            break
        if _heads_people(parts[number]):
            # A list of leads, and the line above it if that is its title.
            titled = announces(lines[number - 1].text)
            return kinds[: min(kept, number - first - titled)]
        kind = _kind(page, number)
        if kind == "alien":
            break
        far = kept > 1 and step > _LOOSER * widest
        if kind != "row" and far and _at_left(page, number):
            # A heading, further from the rows than they are from each other.
            break
        widest = max(widest, step)
        bands = 0 if kind == "row" else bands + (kind == "band")
        if bands > (_MOST_BANDS if len(edges) > 2 else 0):
            break
        kinds.append(kind)
        if kind == "row":
            kept = len(kinds)
    return kinds[: kept + _tail(page, kinds, first, kept)]


def _heads_people(parts: Sequence[Part]) -> bool:
    """Whether a line is the headings of a list of leads: `Initials`, `Name`, `Job title`."""
    roles = [people_role(" ".join(w.text for w in part)) for part in parts]
    return len(parts) > 1 and None not in roles and bool({"name", "initials"} & set(roles))


def _at_left(page: RasterPage, number: int) -> bool:
    return page.parts[number][0][0].place.x0 <= page.edges[0].x + _DRIFT


def columns_of(table: Sequence[Placed]) -> Columns:
    """The stretch of each column, from the cells placed in it."""
    count = max(len(p.cells) for p in table if p.cells)
    spans: list[list[float]] = []
    for column in range(count):
        cells = [p.cells[column] for p in table if p.cells and p.cells[column]]
        starts = Counter(c[0].place.x0 for c in cells)
        spans.append([starts.most_common(1)[0][0], max(c[-1].place.x1 for c in cells)])
    return Columns(spans)


def _kind(page: RasterPage, number: int) -> LineKind:
    """How a line stands to the columns; what it says of them is noted."""
    some, edges = page.parts[number], page.edges
    matched = match(some, edges)
    cuts, crossing = _parting(page, number, matched)
    sound = [
        at
        for n, at in enumerate(matched)
        if at and n not in crossing and n > min(crossing, default=0)
    ]
    if crossing and not sound:
        return "band" if _runs_across(page, number) else "alien"
    good = [at for at in matched if at is not None]
    if len(good) < len(some) and _inside(some, matched, edges):
        return "part"
    if len(good) < len(some):
        beyond = sum(at > 0 for at in good)
        exact = all(
            at is None or edges[at].far(part[0].place.x0) < EXACT
            for part, at in zip(some, matched, strict=True)
        )
        if not beyond or len(good) < (len(some) / 2 if exact else len(some) - 1):
            return "alien"
        for part, at in zip(some, matched, strict=True):
            if at is None:
                new = part[0].place.x0
                edges.insert(sum(e.x < new for e in edges), Edge(Counter([new])))
        matched = match(some, edges)
    for part, at in zip(some, matched, strict=True):
        if at is not None and edges[at].far(part[0].place.x0) <= _DRIFT:
            edges[at].seen[part[0].place.x0] += 1
    return "row" if len(some) + sum(len(c) for c in cuts) > 1 else "part"


def _inside(some: Sequence[Part], matched: Sequence[int | None], edges: Sequence[Edge]) -> bool:
    """Whether a line stands within one column, other than the first: a table in a cell."""
    at = matched[0]
    if not at or at + 1 == len(edges) or any(m is not None for m in matched[1:]):
        return False
    return some[-1][-1].place.x1 < edges[at + 1].x


def _runs_across(page: RasterPage, number: int) -> bool:
    """Whether a line is one text over several columns, but for a label."""
    some = page.parts[number]
    matched = match(some, page.edges)
    crossing = _parting(page, number, matched)[1]
    return crossing == [len(some) - 1] and _is_lone(some) and (matched[-1] or 0) <= 1


def _is_lone(some: Sequence[Part]) -> bool:
    """True for a line of one piece, or of a short label and one piece: a band may look so."""
    label = " ".join(w.text for w in some[0])
    return len(some) == 1 or (len(some) == 2 and len(label) <= _LABEL_LETTERS)


def _parting(
    page: RasterPage, number: int, matched: Sequence[int | None]
) -> tuple[list[list[_Cut]], list[int]]:
    """The cuts of each piece of a line, and the pieces that run over columns uncut."""
    some = page.parts[number]
    lone = _is_lone(some)
    cuts: list[list[_Cut]] = []
    crossing: list[int] = []
    for n, (part, at) in enumerate(zip(some, matched, strict=True)):
        found: list[_Cut] | None = []
        if at is not None:
            until = next((m for m in matched[n + 1 :] if m is not None), len(page.edges))
            found = _cuts(part, range(at + 1, until), page, number)
            if found and lone:
                # A line without any gap is more likely one that runs across.
                words = [(cut, part[cut.word]) for cut in found]
                safe = page.begin_at(number, words[0][1].place.x0) and all(
                    cut.exact
                    and (page.begin_at(number, word.place.x0) or page.alike(cut.column, word.text))
                    for cut, word in words
                )
                found = found if safe or at > 1 else None
        cuts.append(found or [])
        if found is None:
            crossing.append(n)
    return cuts, crossing


def _cuts(part: Part, columns: range, page: RasterPage, number: int) -> list[_Cut] | None:
    """Where a piece parts that reaches into the columns named; None where it can't be parted."""
    found: list[_Cut] = []
    left, first = columns.start - 1, 0
    for column in columns:
        room = page.room(left, part[first].place.x0)
        cut = _cut(part, first + 1, column, page, number, room)
        if cut is not None:
            found.append(cut)
            left, first = column, cut.word
        elif part[-1].place.x1 > page.edges[column].x + _DRIFT:
            return None
    return found


def _cut(
    part: Part, low: int, column: int, page: RasterPage, number: int, room: Room
) -> _Cut | None:
    """The word at which a piece goes on in a column, where it does.

    `room` is that of the cell which the piece begins with, `low` the first word that may do.
    A cell that touches the one before it follows its last word: it may begin well
    before its column.  Then words tell that began other cells of the column.
    """
    edge = page.edges[column]
    nearby = page.starts(number, column, _NEAR_LINES)
    choices: list[tuple[float, int, bool]] = []
    for word in range(low, len(part)):
        x = part[word].place.x0
        exact = any(abs(x - s) < EXACT for s in nearby)
        left = edge.off(x)
        if exact or -FAR_DRIFT <= left <= _DRIFT:
            likely = page.likely(number, column, part[word].text)
            both = exact and page.begin_at(number, x)
            fits = room.fits(part[word - 1].place.x1)
            choices.append((likely + both + fits + _nearness(left, exact=exact), word, exact))
    choices.sort(key=lambda c: (-c[0], c[1]))
    # Nothing of a cell stands further right than where the next one begins around it.
    end = part[-1].place.x1
    reaches = end > nearby[0] - EXACT if nearby else end > edge.x + CHARACTER
    if not choices:
        return None
    points, word, exact = choices[0]
    likely = page.likely(number, column, part[word].text)
    if not exact and not reaches:
        return None
    if not (nearby or likely > _TOLD or page.starts(number, column, _FAR_LINES)):
        return None
    margin = points - choices[1][0] if len(choices) > 1 else _SURE_MARGIN
    if points < _UNLIKELY:
        return None
    return _Cut(word, column, exact, margin >= _SURE_MARGIN)


def _nearness(off: float, *, exact: bool) -> float:
    if exact:
        return 2.5
    if abs(off) <= _ALMOST:
        return 2.0
    if off > 0:
        return -1.0
    return 1.0 if off > -2.2 * CHARACTER else 0.0


def _placed(line: Line, page: RasterPage, number: int, kind: LineKind) -> Placed:
    some = page.parts[number]
    if kind == "band":
        return Placed(line, None, len(line.words) - len(some[-1]))
    matched = match(some, page.edges)
    cuts, crossing = _parting(page, number, matched)
    cells: list[Part] = [[] for _ in page.edges]
    sure = not crossing
    column = 0
    for part, at, found in zip(some, matched, cuts, strict=True):
        column = at if at is not None else column
        low = 0
        for cut in found:
            cells[column] += part[low : cut.word]
            low, column = cut.word, cut.column
            sure = sure and cut.sure
        cells[column] += part[low:]
    return Placed(line, cells, doubtful=not sure)


def _tail(page: RasterPage, kinds: Sequence[LineKind], first: int, kept: int) -> int:
    """How many lines after the last full row only go on with its cells."""
    count = 0
    for number in range(kept, len(kinds)):
        some = page.parts[first + number]
        if kinds[number] != "part":
            break
        at = match(some, page.edges)[0]
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
