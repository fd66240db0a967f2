"""Labels and their values, wherever a tool put the values.

`Lead:` and `Linked Plan:` may have their values beside them, all after the last
of the labels, or even before the section's heading.  Values are told apart by
what they are: names of owners go to the label of owners, in printed order.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from .kinds import Kinds, is_label
from .lines import Line
from .marks import Mark
from .prose import joins

_LONG = 14


@dataclass(slots=True)
class FieldLine:
    """A label's line and the lines of its value."""

    label: int
    values: list[int] = field(default_factory=list)


class Fields:
    """The labels of a document with their values; `taken` are all lines used as values."""

    def __init__(
        self,
        lines: list[Line],
        marks: dict[int, Mark],
        closed: set[int],
        walls: dict[int, int],
        kinds: Kinds,
        width: int,
    ) -> None:
        self._lines, self._marks, self._closed, self._kinds = lines, marks, closed, kinds
        self._walls = walls
        self._width = width
        self.found: dict[int, FieldLine] = {}
        self.taken: set[int] = set()
        starts = [0, *sorted(walls), len(lines)]
        for start, end in pairwise(starts):
            self._section(start, end)

    def _section(self, start: int, end: int) -> None:
        labels = [
            n
            for n in range(start, end)
            if (m := self._marks.get(n)) is not None and m.kind == "label"
        ]
        open_labels = [n for n in labels if self._marks[n].inline >= len(self._lines[n].words)]
        for number in labels:
            held = FieldLine(number)
            inline = number not in open_labels
            held.values = self._beside(number, end, inline=inline)
            self.found[number] = held
        empty = [n for n in open_labels if not self.found[n].values]
        if empty:
            self._share_out(start, open_labels)
        for held in self.found.values():
            self.taken.update(held.values)

    def _plain(self, number: int) -> bool:
        line = self._lines[number]
        return (
            number not in self._marks
            and number not in self._closed
            and not line.bullet
            and bool(line.words)
            and not (len(line.words) == 1 and is_label(line.text))
        )

    def _beside(self, label: int, end: int, *, inline: bool) -> list[int]:
        """The plain lines after a label, up to the next line that is something else."""
        found: list[int] = []
        for number in range(label + 1, end):
            line = self._lines[number]
            if not self._plain(number) or (line.gap and (found or inline)):
                break
            if inline and not (self._goes_on(number) and self._wraps(number)):
                break
            if len(line.words) > _LONG and line.text.endswith("."):
                break
            found.append(number)
        return found

    def _wraps(self, number: int) -> bool:
        """True for a line that goes on with the one before, or is a value by itself."""
        before, line = self._lines[number - 1], self._lines[number]
        return joins(before, line, self._width) or (
            before.text[-1:] != "." and len(line.words) < _LONG and line.text[-1:] != "."
        )

    def _goes_on(self, number: int) -> bool:
        """After `Label: value`, a further line belongs to it where the frame goes on after it."""
        at = number
        while at < len(self._lines) and self._plain(at) and at - number < 4:
            if self._lines[at].gap:
                return False
            at += 1
        after = self._marks.get(at)
        return after is not None and after.kind in ("frame", "label")

    def _share_out(self, start: int, labels: list[int]) -> None:
        """Values found together are given to the labels by what they are."""
        pool = [v for n in labels for v in self.found[n].values]
        if not pool:
            pool = self._before(start, len(labels)) or self._later(labels)
        if not pool:
            return
        owners = [n for n in labels if self._marks[n].role == "owner"]
        others = [n for n in labels if n not in owners]
        for number in labels:
            self.found[number].values = []
        place = 0
        for index, value in enumerate(pool):
            joined = index > 0 and self._lines[pool[index - 1]].text.rstrip()[-1:] in "/,&"
            if owners and (not others or joined or index == 0) and place == 0:
                self.found[owners[0]].values.append(value)
            elif others:
                target = others[min(place, len(others) - 1)]
                self.found[target].values.append(value)
                if len(others) > 1 and place < len(others) - 1:
                    place += 1
                else:
                    place = max(place, 1)

    def _before(self, start: int, needed: int) -> list[int]:
        """The block of lines right before a section's heading, where it looks like values."""
        found: list[int] = []
        for number in range(start - 1, -1, -1):
            if not self._plain(number) or number in self.taken:
                break
            found.insert(0, number)
            if self._lines[number].gap:
                break
        else:
            return []
        return found if self._are_values(found, needed) else []

    def _later(self, labels: list[int]) -> list[int]:
        """The first block of lines after the labels that looks like their values."""
        end = min((w for w in self._walls if w > labels[-1]), default=len(self._lines))
        number = labels[-1] + 1
        while number < end:
            if self._plain(number) and self._lines[number].gap:
                found = [number]
                while (
                    found[-1] + 1 < end
                    and self._plain(found[-1] + 1)
                    and not self._lines[found[-1] + 1].gap
                ):
                    found.append(found[-1] + 1)
                return found if self._are_values(found, len(labels)) else []
            number += 1
        return []

    def _are_values(self, found: list[int], needed: int) -> bool:
        if len(found) < needed or len(found) > needed + 4:
            return False
        return self._kinds.owner(self._lines[found[0]].text) > 0.5
