"""Where a line stands among columns that only white space parts.

A column is the stretch of the page that its text covers; between two columns
is a gutter, which no word of a row crosses.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from pipeline.layout.lines import Line
from pipeline.layout.markers import is_bullet, is_label
from schemas.page import PageWord

LineKind = Literal["row", "part", "band", "alien"]


# The least gap in a line read by eye, in font sizes of the line itself.
_SPACES = 0.8


@dataclass(frozen=True, slots=True)
class Measure:
    """Widths in points: `gap` parts two pieces of a line for sure, `gutter` is
    the least white between columns, `near` what counts as aligned; `exact`
    says that characters stand in a raster.
    """

    gap: float
    gutter: float
    near: float
    exact: bool = False


@dataclass(slots=True)
class Columns:
    """Columns as [left, right] stretches, from left to right."""

    spans: list[list[float]] = field(default_factory=list)

    def copy(self) -> Columns:
        return Columns([list(s) for s in self.spans])


def pieces(line: Line, measure: Measure) -> list[list[PageWord]]:
    """A line's words, parted at wide gaps; a bullet or label stays with its text."""
    parts: list[list[PageWord]] = [[line.words[0]]]
    # The ink of a scan shows the spaces of a title wider than type has them.
    wide = _SPACES * line.size if line.words[0].by_eye and not measure.exact else 0.0
    least = max(measure.gap, wide)
    for word in line.words[1:]:
        last = parts[-1][-1]
        gap = word.place.x0 - last.place.x1
        lone = len(parts[-1]) == 1 and is_bullet(last.text)
        if gap > least and not (lone and gap < 4 * least):
            parts.append([word])
        else:
            parts[-1].append(word)
    return parts


def placed(line: Line, columns: Columns, measure: Measure) -> list[list[PageWord]] | None:
    """The line's words by column; None where a word crosses a gutter.

    Columns grow with the words that they take in (the caller copies them
    where it only tries).
    """
    cells: list[list[PageWord]] = [[] for _ in columns.spans]
    for part in pieces(line, measure):
        if not _place(part, cells, columns, measure):
            return None
    return cells


def _place(
    part: list[PageWord], cells: list[list[PageWord]], columns: Columns, measure: Measure
) -> bool:
    spans = columns.spans
    low, high = part[0].place.x0, part[-1].place.x1
    touched = [i for i, s in enumerate(spans) if low < s[1] and high > s[0]]
    if not touched:
        return _beside(part, cells, columns, measure)
    if len(touched) > 1:
        cut = _cut(part, spans[touched[1]][0], measure)
        if cut is None:
            return False
        return _place(part[:cut], cells, columns, measure) and _place(
            part[cut:], cells, columns, measure
        )
    at = touched[0]
    if at + 1 < len(spans) and spans[at + 1][0] - high < measure.gutter:
        return False
    if at > 0 and low - spans[at - 1][1] < measure.gutter:
        return False
    spans[at] = [min(low, spans[at][0]), max(high, spans[at][1])]
    cells[at] += part
    return True


def _cut(part: list[PageWord], left: float, measure: Measure) -> int | None:
    """Where a piece that runs into the next column parts: its word there begins just at it."""
    for number, word in enumerate(part[1:], start=1):
        if abs(word.place.x0 - left) <= measure.near:
            gap = word.place.x0 - part[number - 1].place.x1
            return number if gap >= measure.gutter else None
    return None


def _beside(
    part: list[PageWord], cells: list[list[PageWord]], columns: Columns, measure: Measure
) -> bool:
    """Put a piece that stands in a gutter (or outside) into a column of its own."""
    low, high = part[0].place.x0, part[-1].place.x1
    at = sum(s[1] <= low for s in columns.spans)
    before = columns.spans[at - 1][1] if at else None
    after = columns.spans[at][0] if at < len(columns.spans) else None
    if before is not None and low - before < measure.gutter:
        columns.spans[at - 1][1] = high
        cells[at - 1] += part
        return after is None or after - high >= measure.gutter
    if after is not None and after - high < measure.gutter:
        return False
    columns.spans.insert(at, [low, high])
    cells.insert(at, list(part))
    return True


def kind_of(line: Line, columns: Columns, measure: Measure) -> LineKind:
    """How a line stands to the columns; they are left as they are.

    A band crosses gutters with its last piece only; an alien has pieces of its
    own that do not fit the columns.
    """
    trial = columns.copy()
    cells = placed(line, trial, measure)
    if cells is not None:
        filled = sum(bool(c) for c in cells)
        grown = len(trial.spans) > len(columns.spans)
        if grown and not _shares(line, columns, measure):
            return "alien"
        return "row" if filled > 1 else "alien" if grown else "part"
    parts = pieces(line, measure)
    starts = any(abs(parts[-1][0].place.x0 - s[0]) <= measure.near for s in columns.spans[:2])
    if len(parts) == 1:
        return "band" if starts else "alien"
    head = Line([w for part in parts[:-1] for w in part])
    label = len(parts) == 2 and len(head.text) <= 8
    return "band" if starts and label else "alien"


def _shares(line: Line, columns: Columns, measure: Measure) -> bool:
    """Whether some piece of the line begins, ends or is centred just where a column does."""
    shared = 0
    for part in pieces(line, measure):
        low, high = part[0].place.x0, part[-1].place.x1
        for left, right in columns.spans:
            same = abs(low - left) <= measure.near or abs(high - right) <= measure.near
            if same or abs(low + high - left - right) <= measure.near:
                shared += 1
                break
    return shared > 1 or (shared == 1 and len(columns.spans) > 2)


def only_markers(cells: Sequence[Sequence[PageWord]]) -> bool:
    """True where a first column holds nothing but bullets or list labels: a list, no table."""
    texts = [c[0].text for c in cells if c]
    lone = all(len(c) <= 1 for c in cells)
    return lone and bool(texts) and all(is_bullet(t) or is_label(t) for t in texts)
