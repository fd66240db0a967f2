"""Tables with rules across only: rows by the rules, columns by the white between words."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipeline.layout.alike import by_eye
from pipeline.layout.grid import Grid, GridCell
from pipeline.layout.lines import Line, lines_of
from pipeline.layout.ruled import fill_of
from schemas.document import Box
from schemas.page import Fill, PageContent, Rule

_NEAR = 4.0
_FEWEST_RULES = 4
# White that runs down through all rows parts columns, narrower where many lines bear it out.
_GUTTER = 3.5
_GUTTER_FEW = 8.0
_GUTTER_SOME = 5.5
_SOME_LINES = 3
_SPACE = 0.6
_FEW_LINES = 5
_FARTHEST = 2.5
_HEAD_STEP = 1.4


def stacked_grids(page: PageContent, taken: Sequence[Grid], rules: Sequence[Rule]) -> list[Grid]:
    """The tables that `rules`, those that run across, make; `taken` are tables already found."""
    free = [
        r for r in rules if r.horizontal and not any(g.box.contains_middle(_box(r)) for g in taken)
    ]
    grids: list[Grid] = []
    for rules in _stacks(_whole(free)):
        grids += _grid(rules, page)
    return grids


def _box(rule: Rule) -> Box:
    return Box(rule.x0, rule.top, rule.x1, rule.bottom)


def _whole(rules: Sequence[Rule]) -> list[Rule]:
    """Rules at one height that touch end to end, as one."""
    made: list[Rule] = []
    for rule in sorted(rules, key=lambda r: (round(r.top), r.x0)):
        last = made[-1] if made else None
        if last and abs(last.top - rule.top) < 1.5 and rule.x0 - last.x1 < _NEAR:
            made[-1] = Rule(last.x0, last.top, max(last.x1, rule.x1), last.bottom)
        else:
            made.append(rule)
    return made


def _stacks(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Groups of rules that begin and end at the same places, top down."""
    groups: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda r: r.top):
        for group in groups:
            if abs(group[0].x0 - rule.x0) < _NEAR and abs(group[0].x1 - rule.x1) < _NEAR:
                group.append(rule)
                break
        else:
            groups.append([rule])
    made = _with_parts(groups)
    return [g for g in made if len(g) >= _FEWEST_RULES]


def _with_parts(groups: list[list[Rule]]) -> list[list[Rule]]:
    """The groups, with rules that a merged cell at the left cuts short put to the whole ones."""
    widest = sorted(groups, key=lambda g: g[0].x0)
    made: list[list[Rule]] = []
    for group in widest:
        for whole in made:
            ends = abs(whole[0].x1 - group[0].x1) < _NEAR
            inside = whole[0].x0 + _NEAR < group[0].x0 < whole[0].x1
            if ends and inside and _beside(whole, group):
                whole += group
                whole.sort(key=lambda r: r.top)
                break
        else:
            made.append(list(group))
    return made


def _beside(whole: Sequence[Rule], group: Sequence[Rule]) -> bool:
    """Whether rules stand among others, or right above or below them, as rows do."""
    tops = sorted(r.top for r in (*whole, *group))
    steps = sorted(b - a for a, b in pairwise(tops))
    usual = steps[len(steps) // 2]
    near = [abs(a.top - b.top) for a in whole for b in group]
    among = whole[0].top < group[-1].top and group[0].top < whole[-1].top
    return len(whole) > 1 and (among or min(near) < _FARTHEST * max(usual, _NEAR))


def _grid(rules: Sequence[Rule], page: PageContent) -> list[Grid]:
    left, right = min(r.x0 for r in rules), max(r.x1 for r in rules)
    ys = [rules[0].top]
    for rule in rules[1:]:
        if rule.top - ys[-1] > _NEAR:
            ys.append(rule.top)
    words = [w for w in page.words if w.turn == 0 and left - _NEAR <= w.place.x0 <= right]
    lines = lines_of(words)
    grids = []
    short = {r.top: r.x0 for r in rules if r.x0 > left + _NEAR}
    for part in _parts(lines, _rows(lines, ys)):
        grid = _table(lines, part, page, left, right, short)
        if grid is not None:
            grids.append(grid)
    return grids


def _parts(lines: Sequence[Line], bounds: Sequence[float]) -> list[list[float]]:
    """The rules of each table, where several stand in one stack.

    Between two tables stands a line of larger type, or far more white than in a row.
    """
    steps = sorted(b - a for a, b in pairwise(bounds))
    usual = steps[len(steps) // 2] if steps else 0.0
    sizes = sorted(x.size for x in lines)
    body = sizes[len(sizes) // 2] if sizes else 0.0
    parts = [[bounds[0]]]
    for low, high in pairwise(bounds):
        inside = [x for x in lines if low <= _middle(x) <= high]
        if len(inside) > 1 and high - low > 1.5 * usual and inside[0].size > 1.1 * body:
            parts.append([])
        parts[-1].append(high)
    return [p for p in parts if len(p) > 1]


def _table(
    lines: Sequence[Line],
    bounds: list[float],
    page: PageContent,
    left: float,
    right: float,
    short: dict[float, float],
) -> Grid | None:
    """The grid between the rules at `bounds`; `short` says where some of these begin."""
    inside = [x for x in lines if bounds[0] <= _middle(x) <= bounds[-1]]
    edges = _edges(inside, left, right, page.fills)
    head = _above(lines, bounds[0])
    while head:
        headed = _edges([*head, *inside], left, right, page.fills)
        if (
            headed
            and len(headed) >= len(edges or ())
            and not any(_crossing(x, headed) for x in head)
        ):
            inside, edges = [*head, *inside], headed
            bounds = [head[0].box.top - 1, *bounds]
            break
        head = head[1:]
    if edges is None:
        return None
    bounds = [*bounds, *_below(lines, bounds[-1], edges)]
    inside = [x for x in lines if bounds[0] <= _middle(x) <= bounds[-1]]
    cells = []
    down = _spans(bounds, edges, short)
    for row, (top, bottom) in enumerate(pairwise(bounds)):
        some = [x for x in inside if top <= _middle(x) <= bottom]
        if some and all(_crossing(x, edges) for x in some):
            box = Box(left, top, right, bottom)
            cells.append(GridCell(row, 0, 1, len(edges) - 1, box, fill=fill_of(box, page.fills)))
            continue
        for column in range(len(edges) - 1):
            rows = down.get((row, column), 1)
            if rows:
                box = Box(edges[column], top, edges[column + 1], bounds[row + rows])
                cells.append(GridCell(row, column, rows, 1, box, fill=fill_of(box, page.fills)))
    return Grid(page.number, Box(left, bounds[0], right, bounds[-1]), edges, len(bounds) - 1, cells)


def _spans(
    bounds: Sequence[float], edges: Sequence[float], short: dict[float, float]
) -> dict[tuple[int, int], int]:
    """How many rows the cells of merged columns take, 0 for those that they cover."""
    down: dict[tuple[int, int], int] = {}
    for column in range(len(edges) - 1):
        first = 0
        for row in range(1, len(bounds) - 1):
            begins = short.get(bounds[row])
            if begins is not None and edges[column + 1] <= begins + _NEAR:
                down[row, column] = 0
                down[first, column] = row - first + 1
            else:
                first = row
    return down


def _middle(line: Line) -> float:
    box = line.box
    return (box.top + box.bottom) / 2


def _rows(lines: Sequence[Line], ys: Sequence[float]) -> list[float]:
    """The heights between which text stands: rules with nothing between them count once."""
    kept = [ys[0]]
    for low, high in pairwise(ys):
        if any(low <= _middle(x) <= high for x in lines):
            kept.append(high)
        elif len(kept) == 1:
            kept = [high]
    return kept


def _edges(
    lines: Sequence[Line], left: float, right: float, fills: Sequence[Fill]
) -> list[float] | None:
    """Where columns part: the white that no word covers, in rows that have columns at all.

    Boxes painted side by side (a tinted heading row) show it too.
    """
    rows = [x for x in lines if _widest(x) > _GUTTER_FEW or len(x.words) == 1]
    if len(rows) < 2:
        return None
    if len(lines) >= 2 * len(rows):
        return None
    covered = sorted((w.place.x0, w.place.x1) for x in rows for w in x.words)
    least = _GUTTER_FEW if len(rows) < _SOME_LINES else _GUTTER_SOME
    least = least if len(rows) < _FEW_LINES else _GUTTER
    if by_eye(rows):
        # A bitmap shows ink, not type: a space looks wider.
        least = max(least, _SPACE * rows[0].size)
    edges = [left]
    reach = covered[0][1]
    for low, high in covered:
        if low - reach >= least:
            # Lines of one cell tell nothing of columns, but where this one ends.
            middle = (low + reach) / 2
            inside = [w.place.x1 for x in lines for w in x.words if w.place.x0 < middle]
            inner = max((x for x in inside if x < low - _NEAR), default=reach)
            edges.append((low + max(reach, inner)) / 2)
        reach = max(reach, high)
    # The heading row may stand above the first rule.
    top = min(x.box.top for x in lines) - 2 * _FARTHEST * lines[0].size
    bottom = max(x.box.bottom for x in lines)
    sides = {f.box.x0 for f in fills if f.box.bottom > top and f.box.top < bottom}
    ends = {f.box.x1 for f in fills if f.box.bottom > top and f.box.top < bottom}
    for side in sides:
        beside = any(abs(side - end) < 1.5 for end in ends)
        clear = not any(low < side - 1 and high > side + 1 for low, high in covered)
        if beside and clear and all(abs(side - e) > _GUTTER_FEW for e in (*edges, right)):
            edges.append(side)
    return [*sorted(edges), right] if len(edges) > 1 else None


def _widest(line: Line) -> float:
    return max((b.place.x0 - a.place.x1 for a, b in pairwise(line.words)), default=0.0)


def _crossing(line: Line, edges: Sequence[float]) -> bool:
    """Whether a line runs on over the place where columns part, without a gap there."""
    for edge in edges[1:-1]:
        left = [w.place.x1 for w in line.words if w.place.x0 < edge]
        right = [w.place.x0 for w in line.words if w.place.x0 >= edge]
        over = bool(left) and max(left) > edge + 1
        if over or (left and right and min(right) - max(left) < 0.35 * line.size):
            return True
    return False


def _above(lines: Sequence[Line], top: float) -> list[Line]:
    """The lines of the heading row that stands above the first rule; none where there is none."""
    head: list[Line] = []
    near = sorted((x for x in lines if x.box.bottom <= top + _NEAR), key=lambda x: -x.baseline)
    for line in near:
        below = head[0] if head else None
        step = line.size * (_FARTHEST if below is None else _HEAD_STEP)
        far = (below.baseline - line.baseline if below else top - line.box.bottom) >= step
        other = below is not None and (line.bold, round(line.size)) != (
            below.bold,
            round(below.size),
        )
        if far or other:
            break
        head.insert(0, line)
    # Below its first line a heading row may have a single word.
    while head and _widest(head[0]) <= _GUTTER_FEW:
        head.pop(0)
    return head


def _below(lines: Sequence[Line], bottom: float, edges: Sequence[float]) -> list[float]:
    """The bottom of a last row that no rule closes, if there is one."""
    end = bottom
    for line in sorted(lines, key=lambda x: x.baseline):
        if line.box.top < bottom - _NEAR:
            continue
        if line.box.top - end > _FARTHEST * line.size or _crossing(line, edges):
            break
        filled = {sum(e <= w.place.x0 for e in edges) for w in line.words}
        if end == bottom and (len(filled) < 2 or _widest(line) < _GUTTER_FEW):
            break
        end = line.box.bottom
    return [end] if end > bottom else []
