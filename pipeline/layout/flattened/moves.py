"""The steps that a walk may take, and what each scores: a cell opened, gone on with, set apart."""

from __future__ import annotations

from extractors.labels import stem_of

from .judge import Judge, may_follow
from .kinds import label_depth
from .model import TEXTS
from .spans import Cell, Run
from .steps import LATE, NONE, Finger, Step, filled_by, unset

_BAND = -2.0
# What a cell costs there that is neither its label nor its text.
_IN_BAND = 3.0
# What speaks for one where labels begin anew, but not right below it.
_ANEW_LATER = 2.0
# What it costs to stand above a line that heads other labels.
_OUTSIDE = 4.0
# What it costs to stand apart from one's row: first, behind another such
# cell, below one of the same column.
_LATE = -2.5
_LATE_AGAIN = -1.0
_LATE_BELOW = -0.2
# On one line columns stand in their order; what goes on there with a column left of the
# last one was cut out of another's text.
_LEFT_OF = -3.0
_LEFTWARD = -6.0
# A date that is whole does not go on behind another cell, nor a short value at all.
_WHOLE = 1.5
_BEYOND = -2.5
_SHORT = 3


class Moves(Judge):
    """A walk's steps; which of them are tried is the search's to say."""

    def _late(self, step: Step, edges: list[tuple[int, int, float]]) -> list[Step]:
        """Cells that a tool printed apart from their rows: the rows that lack one tell whose."""
        again = step.placed is not None and step.placed[1] == LATE
        if not again and not self.region.opens(step.at):
            return []
        held = step.placed[2] if again and step.placed is not None else NONE
        found: list[Step] = []
        for end, place, score in edges:
            kind = self.columns[place].kind
            # Down a column is how tools print what they print apart.
            cost = _LATE_BELOW if held == place else _LATE_AGAIN if again else _LATE
            alone = self.region.opens(step.at) and self.region.closes(end)
            if kind == "label" and alone:
                text = self.region.text((step.at, end))
                gain = self._sequence(step.label, text) + (self.due if step.balance < 0 else 0.0)
                made = self._next(
                    step, (step.at, end), place, None, step.score + score + cost + gain, LATE
                )
                made.label, made.balance = text, step.balance + 1
                found.append(made)
            elif score > 1.0 and (
                kind in ("owner", "date")
                or (alone and kind == "value")
                or (alone and kind == "action")
                or (alone and again and kind == "prose" and place == self.last)
            ):
                found.append(
                    self._next(step, (step.at, end), place, None, step.score + score + cost, LATE)
                )
        return found

    def _leave(self, step: Step, run: Run) -> Step:
        return self._next(step, run, NONE, None, step.score + self.left_out, step.row)

    def _band(self, step: Step, run: Run) -> Step | None:
        """Lines across the table, which head the rows after them."""
        text = self.region.text(run)
        kinds = self.kinds
        words = run[1] - run[0]
        if not text[:1].isupper() or words < 2 or words > 30 or run[0] in self.region.labels:
            return None
        if kinds.date(text) > 0 or kinds.known_owner(text) or kinds.value(text):
            return None
        if kinds.date(" ".join(text.split()[:2])) > 0:
            return None
        parts = self.region.parts(run)
        if any(b - a < 2 or kinds.value(self.region.text((a, b))) for a, b in parts):
            return None
        score = step.score + _BAND - 1.5 * (len(parts) - 1)
        if text[-1] in ".;,/":
            score -= 2.5
        if kinds.owner(text) > 0.55:
            score -= 2.0
        if self.region.spaced and self.region.line(parts[-1][0]).runs_on:
            score -= 1.5
        score += (0.7 if self.region.line(run[0]).gap else 0.0) - self.scores.unbound(run)
        behind = next((at for at in self.numbered_at if at >= run[1]), None)
        if behind is not None and (step.label is not None or self.banded):
            # Rows are counted anew below it: `3.4`, a band, `4.1`.
            label = self.region.words[behind].text
            anew = stem_of(label) != stem_of(step.label or "")
            anew = anew and (step.label is None or may_follow(step.label, label))
            if anew and behind == run[1]:
                score += self.anew
            elif anew and self.banded:
                score += _ANEW_LATER
        if self.strict:
            score -= self._rest(step)
        cost, balance = self._settle(step)
        made = self._next(
            step,
            run,
            self.first_text,
            Finger(step.rows, (), 0.0, filled_by(step.fingers[self.first_text])),
            score - cost,
            step.rows,
        )
        made.balance = balance
        made.rows = step.rows + 1
        made.bands = step.bands | 1 << step.rows
        made.column = len(self.columns)
        return made

    def _next(
        self, step: Step, run: Run, column: int, finger: Finger | None, score: float, row: int
    ) -> Step:
        fingers = step.fingers
        if finger is not None:
            fingers = (*fingers[:column], finger, *fingers[column + 1 :])
        late = row == LATE
        return Step(
            score,
            run[1],
            fingers,
            max(step.rows, row + 1) if column != NONE else step.rows,
            step.bands,
            step.row if late else row,
            step.column if late or column == NONE else column,
            step.label,
            step.balance,
            step,
            (run, row if column != NONE else NONE, column),
            step.carried,
            step.refused,
        )

    def _open(self, step: Step, run: Run, place: int, row: int, given: float) -> Step | None:
        column = self.columns[place]
        region = self.region
        finger = step.fingers[place]
        move = self._move(step, row, place)
        if move < -20.0:
            return None
        score = step.score + given + move + self._below_heading(step, run, column, row)
        first = finger.row + 1 if finger is not None else 0
        rest = step.carried and row == 0
        if self.headed and column.kind == "text" and not rest and not region.heads(run[0]):
            return None
        if self.strict:
            score -= self._passed(step, row, place)
        elif column.kind == "label":
            # The row paid for it when it was made; a band did not.
            score += self.missing[place] if row < step.rows and not step.bands >> row & 1 else 0.0
        else:
            score -= self.missing[place] * unset(self._idle(step, place), first, row)
        if not self.strict:
            score -= self.joint.opened(step, place, row, step.bands)
            score -= self.missing[self.labels] * max(0, row - step.rows)
        if step.placed is not None and step.placed[1] == LATE:
            if self.columns[step.placed[2]].kind == "action":
                return None  # An action is printed apart at the end of a page alone.
            score += _LATE if row == step.row else 0.0
        label, bands = step.label, step.bands
        if column.kind == "label":
            text = region.text(run)
            score += self._sequence(step.label, text) - self._outside(step, row, text)
            label = text
            if label_depth(text) < self.depth:
                bands |= 1 << row
        elif row >= step.rows and not self.strict:
            score -= self.missing[self.labels]
        if step.carried and row == 0:
            if column.kind == "label":
                return None
            score += self._rest_of(place, lower=region.words[run[0]].text[:1].islower())
        elif bands >> row & 1 and column.kind != "label":
            if column.kind not in ("action", "text"):
                score -= _IN_BAND
            elif self._lined(step, row):
                return None
            else:
                score += self.scores.unlike(run, column)
        inside = not region.opens(run[0])
        if inside and step.placed is not None:
            before = step.placed[2]
            if before == self.labels and place != self.first_text and not self.own_labels:
                score -= 1.5
            elif before not in (NONE, self.labels) and not self._onward(step.column, place):
                score += _LEFT_OF
            elif (
                before not in (NONE, self.labels)
                and self.columns[before].kind in TEXTS
                and column.kind in TEXTS
                and region.text(step.placed[0])[-1:] not in ".!?;:"
                and not self.kinds.value(region.text(step.placed[0]))
            ):
                score -= 1.2 if region.words[run[0]].text[:1].isupper() else 3.0
        if inside and step.placed is not None and len(region.parts(step.placed[0])) > 1:
            score -= 0.8
        above = finger.cell[-1] if finger is not None and finger.cell else None
        if above is not None and step.column == place and above[1] == run[0]:
            score += self._below(above, run, place)
        balance = step.balance
        if row == step.rows:
            cost, balance = self._settle(step)
            score -= cost
        cost, refused = self._answer(step, run, place, row)
        filled = filled_by(finger) | 1 << row
        opened = Finger(row, (run,), given + self.scores.unbound(run), filled)
        made = self._next(step, run, place, opened, score - cost, row)
        made.label, made.bands, made.balance, made.refused = label, bands, balance, refused
        return made

    def _lined(self, step: Step, row: int) -> bool:
        """True for a row whose text is a line across the table."""
        head = step.fingers[self.first_text]
        return head is not None and head.row == row and not head.cell

    def _outside(self, step: Step, row: int, label: str) -> float:
        """What a label costs that stands on the wrong side of the line which heads its like."""
        if not self.banded or step.label is None or not step.bands:
            return 0.0
        held = step.fingers[self.labels]
        head = step.bands.bit_length() - 1
        if stem_of(label) != stem_of(step.label):
            return _OUTSIDE if row <= head else 0.0
        return _OUTSIDE if held is not None and held.row < head < row else 0.0

    def _go_on(self, step: Step, run: Run, place: int, finger: Finger) -> Step | None:
        column = self.columns[place]
        if column.kind == "label" or not self.region.allows(run[0], column.kind):
            return None
        if not finger.cell:
            return None  # a band
        if self.region.heads(run[0]) or run[0] in self.under:
            return None
        whole = (*finger.cell, run)
        given = self.scores.of(whole, column)
        score = step.score + given - finger.given - self.scores.unbound(run) - 1.1
        if step.column != place and not self.region.closes(finger.cell[-1][1]):
            score += 0.6
        if not self.region.opens(run[0]) and not self._onward(step.column, place):
            score += _LEFTWARD
        beyond = column.kind == "date" and step.column != place and finger.given >= _WHOLE
        if beyond or (column.kind in TEXTS and self._repeated(finger.cell)):
            score += _BEYOND
        return self._next(
            step, run, place, Finger(finger.row, whole, given, finger.filled), score, finger.row
        )

    def _repeated(self, cell: Cell) -> bool:
        """True for a short value that the document repeats: `Reg 12` is whole."""
        last = cell[-1][1] - cell[0][0]
        return len(cell) == 1 and last <= _SHORT and self.kinds.value(self.region.whole(cell))
