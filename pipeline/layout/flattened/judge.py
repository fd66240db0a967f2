"""What the steps of a walk score: moving, empty cells, labels, and where texts go on."""

from __future__ import annotations

import math
from dataclasses import dataclass

from extractors.labels import label_style, number_of
from extractors.status import is_refusal

from .cells import CellScores
from .joint import Joint
from .kinds import label_depth
from .model import MISSING, TEXTS, Column, place_of
from .spans import Run
from .steps import NONE, Step
from .widths import SPACE, width
from .wording import expects

# What a line scores that is left out.
LEFT_OUT = -4.0
# What it costs to stand before a column on one's left, and a recommendation without a label.
_BACK = -3.0
_UNLABELLED = 4.0
# What speaks for a band below which rows are counted anew, and where all of them have one.
_ANEW = 1.5
_BANDED = 4.0
# What a label costs that counts as none of the others does.
_ASTRAY = 2.5
# What speaks for a cell that goes on in small letters with one of the page before, and what
# a cell lost for its end that goes on on the page behind.
_GOES_ON = 2.0
_BROKEN_OFF = 3.0
# What speaks for a cell right below its column's heading, which stands alone there, and what
# speaks against another's; of two headings a cell is the first one's more often.
_UNDER, _NOT_UNDER = 1.5, 2.5
_UNDER_TWO = 0.7
# What it costs such a cell that rows stand above its own.
_LOWER = 1.0
# What an action costs in a row that is refused.
_CONTRARY = 2.0


@dataclass(frozen=True, slots=True)
class Before:
    """What a page ended with: the last label, and how the last row's cells end, by column."""

    label: str | None
    ends: dict[int, str]


class Judge:
    """The scores of a walk's steps over one region; `strict` is the judge of row by row."""

    def __init__(
        self,
        scores: CellScores,
        columns: list[Column],
        *,
        own_labels: bool,
        labelled: bool,
        depth: int,
        strict: bool,
        before: Before | None = None,
        headed: bool = False,
        banded: bool = False,
        left_out: float = LEFT_OUT,
        broken: bool = False,
    ) -> None:
        """`before` is what the table's page before ended with, where there is one.

        `headed` says that a worded label begins each of the table's recommendations, `banded`
        that a line stands above its labels wherever they are counted anew, `left_out` what
        a line scores that finds no cell, `broken` that the table goes on on another page.
        """
        self.broken = broken
        self.left_out = left_out
        self.before = before
        self.scores = scores
        self.region = scores.region
        self.kinds = scores.kinds
        self.columns = columns
        self.own_labels = own_labels
        self.labelled = labelled
        self.depth = depth
        self.strict = strict
        self.labels = next(c.place for c in columns if c.kind == "label")
        texts = [c.place for c in columns if c.kind in TEXTS]
        self.action = place_of(columns, "action")
        # Of what is refused nobody has to do anything by any day.
        self.needless = {c.place for c in columns if c.kind in ("action", "owner", "date")}
        self.last = len(columns) - 1
        self.first_text = texts[0] if texts else len(columns) - 1
        self.headed = headed
        self.banded = banded
        self.numbered_at = sorted(self.region.labels)
        self.anew = _BANDED if banded else _ANEW
        kinds = [c.kind for c in columns]
        self.numbered = labelled and "action" in kinds and columns[self.first_text].kind == "text"
        self.joint = Joint(columns, scores.habits.pairs, labelled=labelled)
        self.missing = [self._missing(c) for c in columns]
        self.under = {
            self.region.starts[n]: line.under
            for n, line in enumerate(self.region.lines)
            if 0 < len(line.under) <= min(2, len(columns) - 2)
        }
        # A row without a label is judged at its end: a tool may have printed it anywhere.
        self.passing = [
            m if c.kind != "label" else 0.0 for m, c in zip(self.missing, columns, strict=True)
        ]
        self.due = self.missing[self.labels] + (_UNLABELLED if self.numbered else 0.0)
        self.rank = [float(c.place) for c in columns]
        inside = sum(not self.region.opens(at) for at in self.region.labels)
        if own_labels and 2 * inside > len(self.region.labels):
            # Labels without a heading stand before the text that they number.
            self.rank[self.labels] = min(texts, default=0) - 0.5

    def _below_heading(self, step: Step, run: Run, column: Column, row: int) -> float:
        """What a cell gains or loses that begins right below the heading of a column."""
        above = self.under.get(run[0])
        if above is None or column.kind == "label":
            return 0.0
        if len(above) > 1:
            return _UNDER_TWO if column.role == above[0] else 0.0
        if column.role != above[0]:
            return -_NOT_UNDER
        lower = sum(not step.bands >> n & 1 for n in range(row)) > step.carried
        return _UNDER - (_LOWER if lower else 0.0)

    def _missing(self, column: Column) -> float:
        usual = MISSING[column.kind]
        if column.kind == "label":
            if not self.labelled:
                return 0.0
            kinds = {c.kind for c in self.columns}
            share = self.scores.habits.filled.get(column.place)
            if not {"text", "action"} <= kinds:
                return usual
            # Rows of one recommendation share its label, unless nearly all rows have one.
            return 1.0 if share is None else min(usual, max(1.0, 1.0 + _odds(share)))
        filled = self.scores.habits.filled.get(column.place)
        if filled is None or column.kind == "action":
            return usual
        return max(0.1, 0.5 * usual + 0.5 * _odds(filled))

    def _move(self, step: Step, row: int, column: int) -> float:
        """Tools go along a row or down a column; jumps about are rarer."""
        if step.column == NONE:
            return 0.0
        if self.strict:
            if row == step.row:
                return 0.4 if self.rank[column] > self._high(step) else _BACK
            return 0.3 if row == step.rows else -40.0
        if row == step.row:
            return 0.4 if self._onward(step.column, column) else -1.2
        if row == self._following(step, column):
            return 0.0 if column == step.column else 0.3 if column < step.column else -1.5
        if column == step.column:
            return -1.0
        # From the foot of one column to the head of the next.
        return -0.5 if column > step.column and row < step.row else -2.2

    def _following(self, step: Step, column: int) -> int:
        """The row behind the one that is being filled; what is refused lacks nothing."""
        row = step.row + 1
        while column in self.needless and step.refused >> row & 1:
            row += 1
        return row

    def _answer(self, step: Step, run: Run, place: int, row: int) -> tuple[float, int]:
        """What a refusal and an action in one row cost, and which rows are refused afterwards.

        Nothing is done about a recommendation that is not agreed: the row lacks no action.
        """
        refused = step.refused
        if place == self.action and refused >> row & 1:
            return (0.0 if self.kinds.nobody(self.region.text(run)) else _CONTRARY), refused
        if self.action is None or self.columns[place].role != "response":
            return 0.0, refused
        if not is_refusal(self.region.text(run)):
            return 0.0, refused
        held = step.fingers[self.action]
        idle = held is None or held.row != row or self.kinds.nobody(self.region.whole(held.cell))
        return (0.0 if idle else _CONTRARY), refused | 1 << row

    def _idle(self, step: Step, place: int) -> int:
        """The rows that lack nothing in a column: bands, and what refusals need not have."""
        return step.bands | step.refused if place in self.needless else step.bands

    def _rest_of(self, place: int, *, lower: bool) -> float:
        """Evidence that a column's last cell on the page before goes on; `lower` with what."""
        text = self.before.ends.get(place) if self.before is not None else None
        more = _GOES_ON if lower else 0.0
        if text is None:
            return more - 1.0
        if expects(text):
            return 2.0 + more if lower else 0.5
        written = self.columns[place].kind in TEXTS
        return 0.7 + more if written and text[-1] not in ".!?;:)" else -2.0

    def _broken_off(self, step: Step) -> float:
        """What is no loss at a page's end: the last row's cells go on on the next."""
        if not self.broken:
            return 0.0
        found = 0.0
        for column, finger in zip(self.columns, step.fingers, strict=True):
            if finger is None or not finger.cell or finger.row != step.rows - 1:
                continue
            if (column.kind in TEXTS or column.kind == "owner") and expects(
                self.region.text(finger.cell[-1])
            ):
                found += _BROKEN_OFF
        return found

    def _settle(self, step: Step) -> tuple[float, int]:
        """What the last row costs if it has no label, and the balance of labels afterwards.

        The balance counts the labels printed apart from their rows less the rows without one.
        """
        last = step.rows - 1
        if not self.strict or not self.labelled or last < 0 or step.bands >> last & 1:
            return 0.0, step.balance
        label, text = step.fingers[self.labels], step.fingers[self.first_text]
        if label is not None and label.row == last:
            return 0.0, step.balance
        if self.numbered and (text is None or text.row != last):
            # One more row of a recommendation.
            return self.missing[self.labels], step.balance
        return (0.0 if step.balance > 0 else self.due), step.balance - 1

    def _passed(self, step: Step, row: int, place: int) -> float:
        """What the columns cost that a step row by row leaves empty."""
        if step.carried and row == 0:
            return 0.0
        if row == step.row and step.rows:
            high = self._high(step)
            if self.rank[place] < high:
                # It was taken for empty.
                return -self.passing[place]
            return self._between(high, self.rank[place]) - self._excused(step, high, place)
        return self._rest(step) + self._between(-1.0, self.rank[place])

    def _rest(self, step: Step) -> float:
        """What the columns cost that are empty at the end of the row."""
        if not step.rows or step.bands >> step.row & 1:
            return 0.0
        high = self._high(step)
        return self._between(high, float(len(self.columns))) - self._excused(step, high, NONE)

    def _excused(self, step: Step, high: float, place: int) -> float:
        """What of the empty cells between two columns is no loss: the row is refused."""
        if self.action is None or not step.refused >> step.row & 1:
            return 0.0
        low = self.rank[place] if place != NONE else float(len(self.columns))
        return sum(self.passing[p] for p in self.needless if high < self.rank[p] < low)

    def _high(self, step: Step) -> float:
        """How far along the columns the row is filled."""
        held = [
            rank
            for rank, finger in zip(self.rank, step.fingers, strict=True)
            if finger is not None and finger.row == step.row
        ]
        return max(held, default=-1.0)

    def _between(self, low: float, high: float) -> float:
        return sum(m for m, r in zip(self.passing, self.rank, strict=True) if low < r < high)

    def _onward(self, before: int, after: int) -> bool:
        """True where a column stands behind another."""
        if before >= len(self.rank):
            return False
        return self.rank[after] > self.rank[before]

    def _below(self, before: Run, after: Run, place: int) -> float:
        """What speaks for a new cell between neighbours in one column: room that was left."""
        column = self.columns[place]
        region = self.region
        gap = bool(region.line(after[0]).gap)
        score = 0.5 if gap else 0.0
        known = self.scores.habits.widths.get(place)
        if column.kind in TEXTS and known is not None:
            last = region.parts(before)[-1]
            need = width(region.text(last)) + SPACE + width(region.words[after[0]].text)
            room = (known - need) / known
            score += min(1.2, 4.0 * room) if room > 0.02 else -0.6
        return score

    def _sequence(self, before: str | None, label: str) -> float:
        if before is None:
            return 0.5
        if label_depth(before) != label_depth(label):
            return 0.5 if may_follow(before, label) else -_ASTRAY
        if label_style(before) != label_style(label):
            return 0.5
        one, two = number_of(before), number_of(label)
        return 1.5 if one is not None and two is not None and two == one + 1 else 0.0


def may_follow(before: str, label: str) -> bool:
    """False for a shallower label that counts otherwise: `30` behind `5.4` is none of its list."""
    one, two = before.rstrip(".):").split("."), label.rstrip(".):").split(".")
    if len(two) >= len(one) or not (one[0].isdigit() and two[0].isdigit()):
        return True
    return int(two[0]) in (int(one[0]), int(one[0]) + 1)


def _odds(share: float) -> float:
    return math.log(max(share, 0.02) / max(1.0 - share, 0.02))
