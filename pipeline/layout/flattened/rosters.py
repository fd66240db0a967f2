"""Lists of posts and their holders without a header, known by what their lines are."""

from __future__ import annotations

from extractors.people.shape import shape_of

from .heads import head_role, people_role
from .kinds import Kinds
from .lines import Line

# Entries of a list of posts and holders in two columns, and lines that may stand between them.
# A post and its holder on one line; longer lines are prose.
_MOST_WORDS = 40
_FEWEST = 3
_APART = 3


class Rosters:
    """The lists of a document; `busy` are the lines that belong to something else."""

    def __init__(self, lines: list[Line], kinds: Kinds, busy: set[int]) -> None:
        self.lines, self.kinds, self.busy = lines, kinds, busy

    def in_turn(self) -> list[tuple[int, int, int]]:
        """Runs of lines that each give a post and its holder, without a header.

        First line, the line after, and how many lines an entry takes (1 or 2).
        """
        found: list[tuple[int, int, int]] = []
        number = 0
        while number < len(self.lines):
            for step in (1, 2):
                end, way = number, self._entry(number, step)
                # One that turns round is two halves of entries that a lost line shifted.
                while way and end + step <= len(self.lines) and self._entry(end, step) == way:
                    end += step
                if end - number >= 3 * step:
                    found.append((number, end, step))
                    number = end - 1
                    break
            number += 1
        return found

    def in_columns(self) -> list[list[tuple[int, int]]]:
        """Holders on lines of their own and, a little above or below, as many lines with posts.

        The numbers of both lines for each entry, the post's first.
        """
        found: list[list[tuple[int, int]]] = []
        number = 0
        while number < len(self.lines):
            end = number
            while end < len(self.lines) and self._free(end) and self._person(end):
                end += 1
            count = end - number
            first = self._posts(number, count) if count >= _FEWEST else None
            if first is not None:
                found.append([(first + n, number + n) for n in range(count)])
                end = max(end, first + count)
            number = max(end, number + 1)
        return found

    def _posts(self, start: int, count: int) -> int | None:
        """Where as many lines of posts begin as there are lines of holders from `start` on."""
        best: tuple[int, int] | None = None
        above = range(start - count, start - count - _APART - 1, -1)
        for first in (*above, *range(start + count, start + count + _APART + 1)):
            lines = range(first, first + count)
            if first < 0 or lines[-1] >= len(self.lines):
                continue
            if not all(self._free(n) and not self._person(n) for n in lines):
                continue
            posts = sum(self._titled(n) for n in lines)
            if posts >= 0.6 * count and (best is None or posts > best[0]):
                best = (posts, first)
        return best[1] if best is not None else None

    def _person(self, number: int) -> bool:
        return self.kinds.person(self.lines[number].text) > 0.8

    def _titled(self, number: int) -> bool:
        found = shape_of(self.lines[number].text)
        return found.kind == "post" and found.whole and found.sure >= 0.8

    def _free(self, number: int) -> bool:
        line = self.lines[number]
        if people_role(line.text) is not None or head_role(line.text) is not None:
            return False
        return (
            number not in self.busy and bool(line.words) and not line.bullet and len(line.words) < 9
        )

    def _entry(self, number: int, step: int) -> int:
        """0 for no entry, 1 for one with its post first, 2 with its holder first."""
        lines = self.lines[number : number + step]
        if len(lines) < step or any(x.bullet for x in lines):
            return 0
        if not self.busy.isdisjoint(range(number, number + step)):
            return 0
        if step == 1:
            return int(self.cut(lines[0]) > 0)
        one, two = lines[0].text, lines[1].text
        return 1 if self.kinds.is_holder(one, two) else 2 if self.kinds.is_holder(two, one) else 0

    def cut(self, line: Line) -> int:
        """Where a line parts into a post and its holder; 0 where it does not."""
        words = [w.text for w in line.words]
        if len(words) > _MOST_WORDS:
            return 0
        for cut in range(1, len(words)):
            left, right = " ".join(words[:cut]), " ".join(words[cut:])
            if self.kinds.is_holder(left, right) or self.kinds.is_holder(right, left):
                return cut
        return 0
