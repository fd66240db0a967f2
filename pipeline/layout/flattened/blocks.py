"""Blocks in reading order, made of what the reader found."""

from __future__ import annotations

import re

from schemas.blocks import Block, TextBlock
from schemas.document import Passage

from .lines import Line, passage_of
from .marks import LISTING
from .prose import holes_of, items, joins, paragraphs
from .reader import Reader
from .tables import paired_table, roster_table, unread_table

_HEADING_WORDS = 14


class Blocks:
    """The blocks of one reading."""

    def __init__(self, reader: Reader) -> None:
        self.read = reader

    def blocks(self) -> tuple[list[Block], list[Passage]]:
        """The document's blocks in reading order, and the headings printed again."""
        made: list[Block] = []
        extra: list[Passage] = []
        lists = self.read.rosters()
        rosters = {start: (end, step) for start, end, step in lists.in_turn()}
        columns = lists.in_columns()
        paired = {pairs[0][0]: pairs for pairs in columns}
        given = self.read.given | {n for pairs in columns for pair in pairs for n in pair}
        regions = {r.first: r for r in self.read.regions}
        inside = {n for r in self.read.regions for n in r.lines}
        number = 0
        plain: list[Line] = []
        front = True

        def flush() -> None:
            nonlocal plain
            made.extend(self._prose(plain, front=front and not made))
            plain = []

        while number < len(self.read.lines):
            line = self.read.lines[number]
            if number in self.read.cards:
                flush()
                front = False
                made.extend(self.read.cards[number])
            if number in regions:
                flush()
                front = False
                region = regions[number]
                table, left, doubted = self.read.table(region)
                if table.rows:
                    made.append(table)
                if doubted:
                    made.append(unread_table(doubted, table.page))
                made.extend(self._prose(left, front=False))
                # Headings over nothing, or over what nobody can read, head no column.
                shown = table.rows and not table.unread
                heads = region.again if shown else [*region.heads, *region.again]
                extra.extend(Passage.of(h.words) for h in heads)
                extra.extend(self.read.bullets(region))
            if number in paired:
                flush()
                made.append(paired_table(self.read.lines, paired[number]))
            if number in inside or number in self.read.head_lines or number in given:
                number += 1
                continue
            if number in rosters:
                flush()
                end, step = rosters[number]
                made.append(roster_table(self.read.lines, number, end, step, lists.cut))
                number = end
                continue
            if number in self.read.walls:
                flush()
                front = False
                end = self.read.walls[number]
                made.append(_heading(self.read.lines[number:end], 2))
                number = end
                continue
            held = self.read.marks.get(number)
            if held is not None and held.kind == "label":
                flush()
                if number not in self.read.early:
                    made.append(self._field(number))
                    made.extend(self._field(n) for n in self._early(number))
            elif held is not None:
                flush()
                made.append(_heading([line], 3, held.marker))
                if held.role in LISTING:
                    number = self._list(number + 1, made)
                    continue
            elif number in self.read.fields.taken:
                pass
            elif number in self.read.captions:
                flush()
                made.append(_heading([line], 2))
            elif self.read.letter(number):
                extra.append(line.passage)
            elif line.bullet:
                flush()
                number = self._list(number, made)
                continue
            else:
                plain.append(line)
            number += 1
        flush()
        made.extend(self.read.cards.get(number, []))
        return made, extra

    def _early(self, number: int) -> list[int]:
        """The labels that a tool put behind the table, with values beside this label."""
        mine = self.read.fields.found[number].values
        return [n for n, into in self.read.early.items() if into == number] if mine else []

    def _list(self, number: int, made: list[Block]) -> int:
        held: list[Line] = []
        while number < len(self.read.lines):
            line = self.read.lines[number]
            stops = (
                number in self.read.marks
                or number in self.read.walls
                or (held and number in self.read.cards)
                or number in self.read.head_lines
            )
            if stops or number in self.read.captions or number in self.read.listed:
                break
            if any(number in r.lines for r in self.read.regions):
                break
            if self.read.letter(number):
                break
            if number not in self.read.fields.taken:
                if self._ends_small_list(held, line):
                    break
                if (
                    held
                    and not line.bullet
                    and line.gap
                    and held[0].bullet
                    and not self._item_goes_on(held, number)
                ):
                    break
                held.append(line)
            number += 1
        made.extend(items(held, self.read.width))
        return number

    def _ends_small_list(self, held: list[Line], line: Line) -> bool:
        """True for a sentence of its own behind items that begin in small letters."""
        if not held or line.bullet or not line.text[:1].isupper() or not held[0].bullet:
            return False
        items = [x.text[:1] for x in held if x.bullet and x.words]
        small = bool(items) and all(first.islower() for first in items)
        return bool(held[-1].words) and small and not joins(held[-1], line, self.read.width)

    def _item_goes_on(self, held: list[Line], number: int) -> bool:
        """After a gap, a line without a bullet is the list's where a bullet lacks its text."""
        line = self.read.lines[number]
        if joins(held[-1], line, self.read.width):
            return True
        if holes := holes_of(held):
            texts = held[holes:]
            if not texts or len(texts) < holes:
                return True
            # All bullets have a text, and another kind of line follows.
            return line.text[:1].islower() == texts[0].text[:1].islower()
        if any(not x.words for x in held):
            return True
        after = self.read.lines[number + 1] if number + 1 < len(self.read.lines) else None
        return after is not None and bool(after.bullet)

    def _field(self, number: int) -> TextBlock:
        held = self.read.fields.found[number]
        lines = [
            self.read.lines[number].words,
            *(self.read.lines[v].words for v in held.values),
        ]
        if self.read.marks[number].inline >= len(self.read.lines[number].words) and held.values:
            lines = [(*lines[0], *lines[1]), *lines[2:]]
        # Values in lines of their own are values of their own.
        whole = Passage.parted(Passage.of_lines([line]) for line in lines)
        return TextBlock("paragraph", whole, page=self.read.lines[number].page)

    def _prose(self, lines: list[Line], *, front: bool) -> list[Block]:
        made: list[Block] = []
        for place, group in enumerate(paragraphs(lines, self.read.width)):
            if front and place < 2 and len(passage_of(group).text.split()) <= _HEADING_WORDS:
                made.append(_heading(group, 1))
            elif self._is_heading(group):
                made.append(_heading(group, 2))
            else:
                made.append(TextBlock("paragraph", passage_of(group), page=group[0].page))
        return made

    def _is_heading(self, group: list[Line]) -> bool:
        text = passage_of(group).text
        if len(group) > 2 or len(text.split()) > 9 or not text[:1].isupper():
            return False
        if re.search(r"[.,;:!?]$", text) or re.search(r"[=–]", text):
            return False
        return not (self.read.kinds.date(text) or self.read.kinds.owner(text) > 0.5)


def _heading(lines: list[Line], level: int, marker: int = 0) -> TextBlock:
    words = [line.words for line in lines]
    held = Passage.of(words[0][:marker])
    rest = Passage.of_lines([words[0][marker:], *words[1:]])
    return TextBlock("heading", rest, marker=held, level=level, page=lines[0].page)
