"""Fragments arranged into rows and columns: the best arrangement, and how sure it is.

Whatever a tool did to a table, the cells of one column mostly come in the order
of their rows, and the fragments of one printed line belong to one row.  So an
arrangement is a walk through the fragments with a finger on each column: each
fragment goes on with its column's cell, or opens a cell further down.  A beam
search finds the best walks; how far the next different one lies behind, row by
row, is the confidence.
"""

from __future__ import annotations

import math

from extractors.labels import label_style, number_of

from .arrangement import Arrangement
from .fragments import Fragment
from .kinds import label_depth
from .model import MISSING, Column, Scores
from .walks import NONE, OpenCell, Walk, keep, narrow

# A fragment that no cell takes stays outside the table.
_LEFT_OUT = -5.0
_BAND = -2.5
# What lies so far behind is given up.
_HOPELESS = 10.0
# How many walks are kept, by how many lines a region has.
_WIDTHS = ((25, 180), (60, 100), (200, 60), (10**9, 24))
_TEXTS = ("action", "text", "prose", "list")
# The margin of a row that no rival touched.
_FAR = 6.0


class Arranger:
    """The search over one region."""

    def __init__(
        self, scores: Scores, *, label: int | None, labelled: bool, depth: int, strict: bool = False
    ) -> None:
        self.strict = strict
        self.scores = scores
        self.columns = scores.columns
        self.label = label
        self.labelled = labelled
        self.depth = depth
        self.missing = [self._missing(c) for c in self.columns]
        self.labels = next(c.place for c in self.columns if c.kind == "label")
        texts = [c.place for c in self.columns if c.kind in ("action", "text", "prose", "post")]
        self.main = texts[0] if texts else len(self.columns) - 1

    def _missing(self, column: Column) -> float:
        if column.kind == "label":
            if not self.labelled:
                return 0.0
            # Beside a recommendation's column the label is the recommendation's.
            kinds = {c.kind for c in self.columns}
            return 1.0 if {"text", "action"} <= kinds else MISSING["label"]
        return MISSING[column.kind]

    def arrange(self, lines: list[list[list[Fragment]]]) -> Arrangement:
        """The best arrangement of lines, each given as its ways of being cut."""
        width = next(w for most, w in _WIDTHS if len(lines) <= most)
        beam = [Walk(0.0, (None,) * len(self.columns), 0, 0, 0, NONE, None)]
        for line in lines:
            after: dict[tuple[object, ...], Walk] = {}
            for step in beam:
                for way in line:
                    for found in self._line(step, way):
                        keep(after, found)
            ranked = sorted(after.values(), key=lambda s: -s.score)[:width]
            beam = [s for s in ranked if s.score > ranked[0].score - _HOPELESS]
        finals = sorted(((self._end(s), s) for s in beam), key=lambda p: -p[0])
        return self._result(finals)

    def _line(self, step: Walk, way: list[Fragment]) -> list[Walk]:
        """All walks that take the fragments of one line, cut in one way."""
        steps = [
            Walk(
                step.score - 0.15 * (len(way) - 1),
                step.fingers,
                step.rows,
                step.bands,
                step.row,
                step.column,
                step.label,
                step,
                (),
            )
        ]
        for fragment in way:
            steps = [found for held in steps for found in self._moves(held, fragment)]
            steps.sort(key=lambda s: -s.score)
            del steps[24:]
        return steps

    def _moves(self, step: Walk, fragment: Fragment) -> list[Walk]:
        found = []
        used = {column for _, _, column in step.placed}
        for column in self.columns:
            place = column.place
            if place in used or (fragment.label != (column.kind == "label")):
                continue
            finger = step.fingers[place]
            if finger is not None and not fragment.label:
                found.append(self._go_on(step, fragment, column, finger))
            after = finger.row if finger is not None else NONE
            targets = {after + 1, after + 2, step.row, step.row + 1, step.rows - 1, step.rows}
            found += [
                self._open(step, fragment, column, row)
                for row in targets
                if after < row <= step.rows
            ]
        if not fragment.label:
            found.append(self._leave(step, fragment))
            if not step.placed and fragment.closes:
                found.append(self._band(step, fragment))
        elif self.label is None:
            found.append(self._leave(step, fragment))
        kept = [s for s in found if s is not None and s.score > step.score - _HOPELESS]
        if step.placed:
            for held in kept:
                held.score -= self._cut_cost(step, held.placed[-1][2])
        return kept

    def _cut_cost(self, step: Walk, held_column: int) -> float:
        """What it costs to part a line where it reads on, or against the columns' order."""
        before, _, column = step.placed[-1]
        if held_column == self.labels:
            return 0.0
        if column != NONE and held_column < column and not before.label:
            return 3.0
        if before.label or column == NONE or self.columns[column].kind not in _TEXTS:
            return 0.0
        if held_column == NONE or self.columns[held_column].kind not in _TEXTS:
            return 0.0
        if before.text[-1:] in ".!?;:" or self.scores.kinds.value(before.text):
            return 0.0
        return 4.0

    def _move_score(self, step: Walk, row: int, column: int) -> float:
        """Tools go along a row or down a column; jumps about are rarer."""
        if step.line_row not in (NONE, row):
            return -6.0
        if step.column == NONE:
            return 0.0
        if self.strict:
            onward = row == step.row and column >= step.column
            return 0.3 if onward or row == step.row + 1 else -40.0
        if row == step.row:
            if column == step.column:
                return 0.0
            return 0.4 if column > step.column else -0.5
        if row == step.row + 1:
            return 0.3 if column <= step.column else -0.6
        if column == step.column:
            return -0.3
        return -1.2

    def _go_on(
        self, step: Walk, fragment: Fragment, column: Column, finger: OpenCell
    ) -> Walk | None:
        if step.line_row not in (NONE, finger.row):
            return None
        score = step.score - self.scores.boundary(finger.last, fragment, column)
        score += self._move_score(step, finger.row, column.place)
        # No tool known goes back to a cell once the row below it has begun.
        score -= 2.0 if finger.row < step.row else 0.0
        straight = step.column == column.place and step.row == finger.row
        kind = column.kind
        expects = finger.last.text[-1:] in "/,&" or (
            kind == "date" and self.scores.kinds.dates(finger.texts) < 0.99
        )
        score += 0.4 if straight else 0.3 if expects else -0.6
        given = finger.given
        texts = (*finger.texts, fragment.text)
        if kind == "date":
            complete = self.scores.kinds.dates(finger.texts) >= 0.99
            piece = self.scores.kinds.date(fragment.text)
            if piece == 0 and self.scores.kinds.dates(texts) < 0.99:
                return None
            score -= 2.5 if complete and piece == 1.0 else 1.0 if complete else -0.5
        elif kind in ("label", "contact") or self.scores.kinds.suffix(fragment.text):
            return None
        elif kind == "owner":
            kinds = self.scores.kinds
            if kinds.date(fragment.text) == 1.0 or kinds.value(fragment.text):
                score -= 4.0
        elif kind in ("action", "text", "prose"):
            score += self.scores.trail(fragment, column)
            if kind != "prose" and len(fragment.words) == 1 and fragment.text.istitle():
                score -= 1.5
            # Lines of a cell that are typed otherwise stand in it seldom.
            if self.scores.kinds.known_owner(fragment.text.rstrip("/,;& ")):
                score -= 4.0
            elif self.scores.kinds.date(fragment.text) > 0 or self.scores.kinds.value(
                fragment.text
            ):
                score -= 1.8
            elif (fragment.gap and self.scores.kinds.owner(fragment.text) > 0.55) or (
                self.scores.kinds.owner(fragment.text) > 0.8 and len(fragment.words) < 6
            ):
                score -= 1.5
        finger_after = OpenCell(finger.row, texts, fragment, given)
        return self._step(step, fragment, column.place, finger_after, score)

    def _open(self, step: Walk, fragment: Fragment, column: Column, row: int) -> Walk | None:
        if step.line_row not in (NONE, row):
            return None
        finger = step.fingers[column.place]
        opening = self.scores.opening(fragment, column)
        if opening <= -4.5:
            return None
        score = step.score + opening + self._move_score(step, row, column.place)
        first = finger.row + 1 if finger is not None else 0
        if column.kind == "label":
            # A row that another column opened was charged for its label: here it is.
            score += self.missing[column.place] if row < step.rows else 0.0
        else:
            for skipped in range(first, row):
                if not step.bands >> skipped & 1:
                    score -= self.missing[column.place]
        if finger is not None:
            score += self._closed(finger, column)
            if not fragment.label:
                score += self.scores.boundary(finger.last, fragment, column)
        if row == step.rows and not fragment.label:
            score -= self.missing[self.labels]
        bands, label = step.bands, step.label
        if fragment.label:
            score += self._label_score(step.label, fragment.text)
            label = fragment.text
            if label_depth(fragment.text) < self.depth:
                bands |= 1 << row
        if step.placed and step.placed[-1][0].label and column.place != self.main:
            score -= 2.5
        if bands >> row & 1 and column.kind not in ("label", "action", "text"):
            score -= 3.0
        held = Walk(
            score,
            step.fingers,
            max(step.rows, row + 1),
            bands,
            step.row,
            step.column,
            label,
            step.parent,
            step.placed,
            step.line_row,
        )
        return self._step(
            held, fragment, column.place, OpenCell(row, (fragment.text,), fragment, opening), score
        )

    def _step(
        self, step: Walk, fragment: Fragment, column: int, finger: OpenCell, score: float
    ) -> Walk:
        fingers = (*step.fingers[:column], finger, *step.fingers[column + 1 :])
        return Walk(
            score,
            fingers,
            step.rows,
            step.bands,
            finger.row,
            column,
            step.label,
            step.parent,
            (*step.placed, (fragment, finger.row, column)),
            finger.row,
        )

    def _leave(self, step: Walk, fragment: Fragment) -> Walk:
        return Walk(
            step.score + _LEFT_OUT,
            step.fingers,
            step.rows,
            step.bands,
            step.row,
            step.column,
            step.label,
            step.parent,
            (*step.placed, (fragment, NONE, NONE)),
            step.line_row,
        )

    def _band(self, step: Walk, fragment: Fragment) -> Walk:
        """A line across the table, which heads the rows after it."""
        score = step.score + _BAND
        text = fragment.text
        if text[-1:] in ".;,":
            score -= 2.0
        kinds = self.scores.kinds
        if kinds.date(text) > 0 or kinds.owner(text) > 0.55 or kinds.value(text):
            score -= 4.0
        if not text[:1].isupper() or len(fragment.words) < 2:
            score -= 2.0
        score += 0.7 if fragment.gap else 0.0
        main = self.main
        return Walk(
            score,
            step.fingers,
            step.rows + 1,
            step.bands | 1 << step.rows,
            step.rows,
            main,
            step.label,
            step.parent,
            (*step.placed, (fragment, step.rows, main)),
            step.rows,
        )

    def _label_score(self, before: str | None, label: str) -> float:
        if before is None:
            return 0.5
        if label_depth(before) != label_depth(label) or label_style(before) != label_style(label):
            return 0.5
        one, two = number_of(before), number_of(label)
        if one is not None and two is not None and two == one + 1:
            return 1.5
        return 0.0

    def _closed(self, finger: OpenCell, column: Column) -> float:
        return self.scores.closing(finger.texts, column) - finger.given

    def _end(self, step: Walk) -> float:
        """The score of a whole walk: open cells closed, empty cells counted."""
        score = step.score
        for column, finger in zip(self.columns, step.fingers, strict=True):
            if finger is None:
                # A column that holds nothing at all is empty, not lost.
                continue
            score += self._closed(finger, column)
            if column.kind == "label":
                continue
            for row in range(finger.row + 1, step.rows):
                if not step.bands >> row & 1:
                    score -= self.missing[column.place]
        main = [f for c, f in zip(self.columns, step.fingers, strict=True) if c.kind == "action"]
        if main and main[0] is None:
            score -= MISSING["action"] * step.rows
        return score

    def _result(self, finals: list[tuple[float, Walk]]) -> Arrangement:
        best = self._collect(*finals[0])
        margins = [_FAR] * best.rows
        last = finals[0][1]
        for score, step in finals[1:]:
            narrow(margins, last, step, finals[0][0] - score)
        at: Walk | None = last
        while at is not None:
            for margin, rival in at.rivals:
                narrow(margins, at, rival, margin)
            at = at.parent
        best.confidence = [round(1 / (1 + math.exp(0.4 - 1.1 * m)), 3) for m in margins]
        return best

    def _collect(self, score: float, step: Walk) -> Arrangement:
        made = Arrangement(step.rows, score=score)
        made.bands = {r for r in range(step.rows) if step.bands >> r & 1}
        at: Walk | None = step
        chain = []
        while at is not None:
            chain.append(at.placed)
            at = at.parent
        for placed in reversed(chain):
            for fragment, row, column in placed:
                if row == NONE:
                    made.left.append(fragment)
                else:
                    made.cells.setdefault((row, column), []).append(fragment)
        return made
