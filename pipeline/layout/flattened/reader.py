"""The walk through a flattened text: sections, fields, lists, tables and running text."""

from __future__ import annotations

from rapidfuzz import fuzz

from extractors.labels import number_of
from extractors.people import Register, announces
from schemas.blocks import Table
from schemas.document import Passage
from schemas.plan import Lead

from .arranging import arrange
from .fields import Fields
from .fragments import Fragment
from .heads import Head, header_cells, is_header, last_line
from .kinds import Kinds, label_depth, opens_with_label, repeated_values
from .lines import Line, tokens
from .listed import leads_lines
from .marks import (
    Mark,
    frame_key,
    frame_keys,
    is_letter,
    mark,
    numbered,
    worded_heading,
)
from .people_columns import by_heads
from .prose import joins, paragraphs
from .regions import Region, find_heads, find_regions, labelled_cells
from .rosters import Rosters
from .rounds import Common, common_habits
from .shown import choose
from .tables import table_of, unread_table
from .under import by_columns, mark_under, tops_first
from .untangle import Phrase, untangle

_HEADING_WORDS = 14
_SAME = 92.0
# So many tables of the same headings teach each other; of two, one would teach its own errors.
_SEVERAL = 3
# Under one of these headings stand numbered rows.
_ROWS = frozenset({"action", "recommendation", "number"})


class Reader:
    """One pass over the lines; what an earlier pass learned comes in as leads and phrases.

    `cards` are tables found before, by the number of the line that they stand before.
    """

    def __init__(
        self,
        lines: list[Line],
        leads: list[Lead],
        phrases: list[Phrase],
        cards: dict[int, list[Table]] | None = None,
    ) -> None:
        self.cards = cards or {}
        self._common: dict[tuple[tuple[str, ...], ...], Common | None] = {}
        self.source = lines
        self.lines = list(lines)
        self.phrases = phrases
        widths = sorted(line.width for line in lines if line.words)
        self.width = widths[int(len(widths) * 0.97)] if widths else 0
        self.listed = leads_lines(lines)
        self.headers = self._find_headers()
        self.frame = frame_keys(lines, self.headers)
        self.kinds = Kinds(Register(leads), repeated_values(lines, self.frame))
        runs = self._runs()
        self.cells = labelled_cells(lines, runs)
        for number, line in enumerate(lines):
            line.headed = number in self.cells
        self.walls = self._find_walls(runs)
        heading_lines = {n for w, end in self.walls.items() for n in range(w, end)}
        self.runs = [r for r in runs if r[0].line not in heading_lines]
        whole = [r for r in self.runs if is_header(r)] or self.runs
        known = {h.role for r in whole for h in r}
        self.regions = find_regions(lines, self.runs, sorted(self.walls), known)
        self.head_lines = {
            n
            for region in self.regions
            for head in (*region.heads, *region.again)
            for n in range(head.line, last_line([head], lines) + 1)
        }
        tables = [r for r in self.regions if not r.people]
        mark_under(lines, tables, self.kinds)
        self.marks = self._marks()
        closed = self.head_lines | heading_lines | self.listed
        self.fields = Fields(lines, self.marks, closed, self.walls, self.kinds, self.width)
        self.early = self._find_early()
        self.given: set[int] = set()
        self._fill_regions()
        self.kinds.boxed = by_columns(tables, lines, self.kinds)

    # What the lines are

    def _find_headers(self) -> set[int]:
        """The lines of runs that can only be headers."""
        found: set[int] = set()
        for number in range(len(self.lines)):
            if number not in found and number not in self.listed:
                heads = header_cells(self.lines, number)
                if is_header(heads) and not all(":" in h.text for h in heads):
                    found.update(range(number, last_line(heads, self.lines) + 1))
        return found

    def _runs(self) -> list[list[Head]]:
        barred = set(self.listed)
        for number, line in enumerate(self.lines):
            held = None if number in self.headers else mark(line, self.frame)
            if held is not None and (held.role != "action" or line.text.endswith(":")):
                barred.add(number)
        return find_heads(self.lines, barred)

    def _marks(self) -> dict[int, Mark]:
        found: dict[int, Mark] = {}
        for number, line in enumerate(self.lines):
            if number in self.listed or number in self.head_lines:
                continue
            held = mark(line, self.frame)
            if held is not None and number not in self.cells:
                found[number] = held
        return found

    def _find_walls(self, runs: list[list[Head]]) -> dict[int, int]:
        """The sections' headings: the number of their first line, and where they end."""
        walls: dict[int, int] = {}
        starts = {r[0].line for r in runs} | set(self.cards)
        found_labels: set[str] = set()
        for phrase in self.phrases:
            if (found := self._find_phrase(phrase)) is not None:
                walls[found[0]] = found[1]
                found_labels.add(phrase.label)
        opening = {r[0].line for r in runs if any(h.role in _ROWS for h in r)}
        row: str | None = None
        for number, line in enumerate(self.lines):
            if number in opening:
                row = ""
            if number in self.listed or any(w <= number < e for w, e in walls.items()):
                row = None if number in walls else row
                continue
            label = numbered(line)
            if label is not None and row is not None and _follows(row, label):
                row = label
                continue
            if number in self.cells:
                continue
            if worded_heading(line):
                walls[number] = self._heading_end(number, starts)
            elif label is not None and label not in found_labels and label_depth(label) == 1:
                end = self._heading_end(number, starts)
                after = self.lines[end] if end < len(self.lines) else None
                if end in starts or (after is not None and mark(after, self.frame) is not None):
                    walls[number] = end
        return walls

    def _find_phrase(self, phrase: Phrase) -> tuple[int, int] | None:
        """The last place where whole lines read as a phrase does, beginning and end."""
        wanted = phrase.tokens
        best: tuple[int, int] | None = None
        for number, line in enumerate(self.lines):
            if line.bullet or not line.words or line.words[0].index <= phrase.after:
                continue
            first = tokens(line.text)
            if first[:2] != wanted[:2]:
                continue
            held, end = list(first), number + 1
            while len(held) < len(wanted) and end < len(self.lines):
                held += tokens(self.lines[end].text)
                end += 1
            if fuzz.ratio(" ".join(held), " ".join(wanted)) >= _SAME:
                best = (number, end)
        return best

    def _heading_end(self, number: int, starts: set[int]) -> int:
        end = number + 1
        while end < len(self.lines) and end - number < 4:
            after = self.lines[end]
            if end in starts or mark(after, self.frame) is not None or after.bullet:
                break
            if not joins(self.lines[end - 1], after, self.width) or worded_heading(after):
                break
            if numbered(after) is not None:
                break
            end += 1
        return end

    def rosters(self) -> Rosters:
        """The lists of posts and holders among the lines that belong to nothing else."""
        busy = self.head_lines | self.listed | {n for r in self.regions for n in r.lines}
        busy |= set(self.marks) | self.fields.taken | set(self.walls)
        return Rosters(self.lines, self.kinds, busy)

    # Regions

    def _fill_regions(self) -> None:
        firsts = {r.first for r in self.regions}
        begin = [*firsts, *(r.until for r in self.regions if r.until is not None)]
        self.captions = {n for first in begin if (n := self._caption(first)) is not None}
        lent = {n for r in self.regions for a, b in r.lent for n in range(a, b)}
        for region in self.regions:
            own = [h.line for h in (*region.heads, *region.again) if h.line not in lent]
            last_head = max(own, default=region.first)
            number = region.first
            while number < len(self.lines):
                if number in lent:
                    number += 1
                    continue
                ended = (
                    number in self.walls
                    or number == region.until
                    or (number in firsts and number != region.first)
                )
                ended = ended or (number in self.cards and number > last_head)
                if ended or number in self.captions or number in self.listed:
                    break
                held = self.marks.get(number)
                if held is not None and number > last_head and not self._stray(number):
                    break
                free = held is None and number not in self.head_lines
                if free and number not in self.fields.taken and not self.letter(number):
                    region.lines.append(number)
                number += 1
            region.after = number
            away = [n for a, b in region.lent for n in range(a, b) if n not in self.head_lines]
            region.lines = tops_first([*region.lines, *away], self.lines, self.kinds)
            self._give_to_holes(region)
            held_words = [w.index for n in region.lines for w in self.lines[n].words]
            region.last = max(held_words, default=-1)

    def _give_to_holes(self, region: Region) -> None:
        """Text before a table's first label fills bullets that the list before lost theirs to."""
        labelled = [
            n for n in region.lines if self.lines[n].words and opens_with_label(self.lines[n])
        ]
        first = labelled[0] if labelled else region.first
        loose = [n for n in region.lines if n < first and self.lines[n].words]
        holes: list[int] = []
        for number in range(region.first - 1, -1, -1):
            if number in self.marks or number in self.walls or number in self.head_lines:
                break
            if self.lines[number].bullet and not self.lines[number].words:
                holes.insert(0, number)
        if not holes or len(paragraphs([self.lines[n] for n in loose], self.width)) != len(holes):
            return
        for hole, group in zip(
            holes, paragraphs([self.lines[n] for n in loose], self.width), strict=True
        ):
            old = self.lines[hole]
            words = tuple(w for line in group for w in line.words)
            self.lines[hole] = Line(words, old.gap, old.page, old.bullet)
        region.lines = [n for n in region.lines if n not in loose]
        self.given.update(loose)

    def _find_early(self) -> dict[int, int]:
        """Labels whose values stand before them, beside another label."""
        found: dict[int, int] = {}
        for number, held in self.fields.found.items():
            if held.values and max(held.values) < number:
                before = [n for n in self.fields.found if n < min(held.values)]
                if before and not any(max(before) < w < number for w in self.walls):
                    found[number] = max(before)
        return found

    def _stray(self, number: int) -> bool:
        """True for a label alone that no value follows: a tool put it behind the table."""
        held = self.marks[number]
        if held.kind != "label" or number not in self.fields.found:
            return False
        values = self.fields.found[number].values
        return not values or min(values) < number

    def letter(self, number: int) -> bool:
        """True for a letter alone on its line (`a)`): a heading's, which lost it."""
        line = self.lines[number]
        return len(line.words) == 1 and is_letter(line.text)

    def _caption(self, first: int) -> int | None:
        """The line before a table's header, where it reads as its title."""
        number = first - 1
        if number < 0 or number in self.walls or number in self.head_lines:
            return None
        line = self.lines[number]
        text = line.text
        if not line.words or line.bullet or len(line.words) > 10 or not text[:1].isupper():
            return None
        if text[-1] in ".,;/" or self.marks.get(number) is not None or number in self.listed:
            return None
        if self._fills_bullet(number):
            return None
        if announces(text) and any(r.people and r.first == first for r in self.regions):
            return number
        inside = any(r.first < number for r in self.regions)
        typed = (
            self.kinds.date(text)
            or self.kinds.value(text)
            or self.kinds.owner(text) > 0.5
            or self.kinds.holds_person(text)
        )
        if inside and (typed or (not line.gap and any(x.gap for x in self.lines[first:]))):
            return None
        return number

    def _fills_bullet(self, number: int) -> bool:
        """True for a line that a list needs whose bullets were printed before their texts."""
        texts = 0
        while number >= 0 and self.lines[number].words and not self.lines[number].bullet:
            number, texts = number - 1, texts + 1
        holes = 0
        while number >= 0 and self.lines[number].bullet and not self.lines[number].words:
            number, holes = number - 1, holes + 1
        return texts <= holes

    def table(self, region: Region) -> tuple[Table, list[Line], list[Line]]:
        """A region's table, what of its lines found no cell, and what of them is not believed."""
        lines = [self.lines[n] for n in region.lines if self.lines[n].words]
        counted = by_heads(region, self.lines, self.kinds) if region.people else None
        habits = None if region.people else self._habits(region)
        columns, made = counted or arrange(
            region.heads, lines, self.kinds, people=region.people, habits=habits
        )
        page = lines[0].page if lines else None
        loose: list[Fragment] = []
        if not region.people:
            columns, made, rest = choose(region.heads, lines, self.kinds, columns, made)
            if rest is None:
                return unread_table(lines, page), [], []
            loose = rest
        left = [Line(f.words, page=1) for f in made.left]
        doubted = [Line(f.words, page=page or 1) for f in loose]
        return table_of(region.heads, columns, made, page), left, doubted

    def _habits(self, region: Region) -> Common | None:
        """What the tables of the same headings have in common, where there are several."""
        key = tuple(h.key for h in region.heads)
        if key not in self._common:
            alike = [
                r for r in self.regions if not r.people and tuple(h.key for h in r.heads) == key
            ]
            tables = [(r.heads, [self.lines[n] for n in r.lines]) for r in alike]
            several = len(tables) >= _SEVERAL
            self._common[key] = common_habits(tables, self.kinds) if several else None
        return self._common[key]

    def bullets(self, region: Region) -> list[Passage]:
        """The bullets of a region's lines: in a table they mark no list."""
        return [Passage.of(self.lines[n].bullet) for n in region.lines if self.lines[n].bullet]

    def untangled(self) -> list[Line]:
        """The lines with those pulled apart that two texts share."""
        missing = [p for p in self.phrases if self._find_phrase(p) is None]
        names = frozenset(x.name.lower() for x in self.kinds.leads if x.name)
        frames: dict[tuple[str, ...], str] = {}
        for line in self.lines:
            if (key := frame_key(line)) in self.frame:
                held = frames.get(key)
                frames[key] = line.text if held is None else max(held, line.text, key=len)
        return untangle(self.source, missing, [Phrase(t) for t in frames.values()], names)


def _follows(row: str, label: str) -> bool:
    """True where a label is the first of a table's rows, or the one after the last."""
    number = number_of(label)
    return number is not None and number == (number_of(row) or 0) + 1 if row else number == 1
