"""How well a text fits a column of texts: what it says, where it ends, how its lines wrap."""

from __future__ import annotations

import re

from .habits import Habits
from .kinds import Kinds
from .model import Column
from .spans import Region, Run
from .traits import STOPS, usual_traits
from .widths import SPACE, width
from .wording import EXPECTING, JOINERS, mood

# No longer text can be a lead, or a short value.
_MOST_NAMED = 12
# What it costs that a cell goes on with another paragraph.
_PARAGRAPH = 1.4
# Who recommends says what should be done, who answers what will be: what that says of a text
# where a table has columns for both.
_MOOD = 2.5
# What it costs a recommendation or an action to be nothing but ratings: `G G`.
_FEW_RATINGS = 4
_RATED = 4.0
# What a line costs within a text that is a lead and nothing else.
_NAMED = 5.0
# What it costs to take in the day of a date that goes on below.
_BEGUN = 2.0
_DAY = re.compile(r"\d{1,2}(?:st|nd|rd|th)$")


class TextScores:
    """The scores of texts in one region."""

    def __init__(self, region: Region, kinds: Kinds, habits: Habits, *, answered: bool) -> None:
        """`answered` says that recommendations and the actions on them stand side by side."""
        self.answered = answered
        self.region = region
        self.kinds = kinds
        self.habits = habits
        self._sizes: dict[Run, tuple[int, int]] = {}
        self._inner: dict[tuple[Run, bool], float] = {}

    def prose(self, text: str, parts: list[Run], column: Column) -> float:
        """How well a text, in lines, fits a column of texts."""
        kinds = self.kinds
        words = sum(b - a for a, b in parts)
        main = column.kind in ("action", "text")
        if words <= _MOST_NAMED and (kinds.known_owner(text) or kinds.refers(text)):
            # Who sees to it that a thing is done may stand in a column of notes.
            return -4.0 if main else -1.0
        if kinds.nothing(text) and (not main or (self.answered and column.kind == "action")):
            return 1.0
        score = min(1.2, 0.25 * words) - 0.1
        if main and words <= _FEW_RATINGS and all(kinds.rating(word) for word in text.split()):
            score -= _RATED
        if words <= _MOST_NAMED and kinds.value(text):
            score -= 2.0
        elif words < 9 and kinds.date(text) > 0:
            score -= 2.5
        elif words < 9 and kinds.owner(text) > 0.55:
            score -= (3.5 if kinds.starts_known(text) else 2.0) if main else 0.7
        if column.kind == "list" and words > 12 and text[-1] in ".;":
            score -= 1.0
        first = text.lstrip("‘“\"'([")[:1]
        if first.isupper() or (first.isdigit() and not main) or not first.isalnum():
            score += 0.5
        else:
            score -= 2.5 if main else 1.5
        if main and words < 3 and not kinds.nobody(text):
            score -= 2.5
        score += self._like(text, words, column)
        if self.answered and main:
            # No gain for the right one: it would make two cells of each that has two sentences.
            wrong = "should" if column.kind == "action" else "will"
            score -= _MOOD if mood(text) == wrong else 0.0
        score += self._ending(text, parts[-1])
        score += self._wraps(parts, column)
        for number, part in enumerate(parts):
            key = (part, number > 0)
            if key not in self._inner:
                self._inner[key] = self._typed(part, number)
            score += self._inner[key]
        return score

    def _like(self, text: str, words: int, column: Column) -> float:
        """What speaks for a text because the column's others are like it."""
        traits = self.habits.traits.get(column.place) or usual_traits(column.kind)
        return traits.fit(text, words, self.kinds)

    def unlike(self, run: Run, column: Column) -> float:
        """What it costs a line that heads rows that it is not like its column's texts."""
        like = self._like(self.region.text(run), run[1] - run[0], column)
        widest = max(self._size(part)[0] for part in self.region.parts(run))
        return max(0.0, -like) + self._too_wide(widest, column)

    def _ending(self, text: str, last: Run) -> float:
        score = 0.0
        if text[-1:] not in STOPS and (text.endswith(JOINERS) or text[-1:] in ",/–-"):
            score -= 3.0
        if self.region.spaced and self.region.closes(last[1]):
            score += -1.2 if self.region.line(last[0]).runs_on else 0.4
        return score

    def _wraps(self, parts: list[Run], column: Column) -> float:
        """What the ends of a cell's lines say: each had no room left for the next word."""
        region = self.region
        sizes = [self._size(p) for p in parts]
        widest = max(held for held, _ in sizes)
        known = self.habits.widths.get(column.place)
        score = -self._too_wide(widest, column)
        if len(parts) < 2:
            return score
        full = max(widest, known or 0.0)
        usual = self.habits.paragraphs.get(column.place)
        paragraph = _PARAGRAPH if usual is None else max(0.4, _PARAGRAPH + 0.2 - 2.0 * usual)
        for one, two, (held, _), (_, word) in zip(parts, parts[1:], sizes, sizes[1:], strict=False):
            room = (full - held - SPACE - word) / full - 0.02
            before, after = region.text(one), region.text(two)
            if column.kind == "list" and after[:1].isupper() and region.opens(two[0]):
                # Another item of the list.
                score -= 0.3
                continue
            stop = before[-1:] in ".!?;:"
            if after[:1].islower() and before[-1:] in ".!?)":
                # The sentence is over.
                score -= 2.0 if stop else 1.0
            if f" {after.split(None, 1)[0]}" in (" and", " or") and (
                before.endswith(JOINERS) or before.split()[-1] in EXPECTING
            ):
                score -= 2.0
            if room > 0 and stop and after[:1].isupper():
                # A paragraph of the same cell, or a cell below: the rows decide.
                score -= paragraph
            elif room > 0:
                score -= min(2.0 if stop else 3.5, 0.5 + 8.0 * room)
            elif stop and after[:1].isupper():
                score -= 0.5
            elif not stop:
                score += 0.15 if after[:1].islower() else 0.0
            if region.line(two[0]).gap and region.opens(two[0]):
                score -= self.habits.blanks.held
            if region.spaced and region.closes(one[1]) and not stop:
                score += 0.2 if region.line(one[0]).runs_on else -0.8
        return score

    def _too_wide(self, widest: float, column: Column) -> float:
        """What a line costs that is wider than its column is known to be."""
        known = self.habits.widths.get(column.place)
        if known is None or widest <= 1.03 * known:
            return 0.0
        return min(4.0, 1.0 + 12.0 * (widest / known - 1.03))

    def _size(self, part: Run) -> tuple[int, int]:
        """How wide a line is printed, and its first word."""
        if part not in self._sizes:
            region = self.region
            self._sizes[part] = (width(region.text(part)), width(region.words[part[0]].text))
        return self._sizes[part]

    def _typed(self, part: Run, number: int) -> float:
        """What a line inside a text costs because it reads as another column's cell."""
        text = self.region.text(part)
        kinds = self.kinds
        whole = self.region.opens(part[0]) and self.region.closes(part[1])
        score = 0.0
        if number and whole and text[:1].isdigit() and kinds.date(text) > 0:
            score -= 3.0 if len(text) > 2 else 1.0
        elif whole and text[:1].isupper():
            if kinds.known_owner(text.rstrip("/,;& ")):
                # The whole of a short text is judged elsewhere: it is nothing but owners.
                score -= _NAMED
            elif number and len(text) < 40 and (kinds.date(text) == 1.0 or kinds.value(text)):
                score -= 1.8
        if self.region.closes(part[1]) and part[1] - part[0] >= 3:
            score += self._tail(part)
        if part[1] - 1 in self.region.begun and part[1] - part[0] > 1:
            score -= _BEGUN
        return score

    def _tail(self, part: Run) -> float:
        words = [w.text for w in self.region.words[part[0] : part[1]]]
        for count in (3, 2, 1):
            tail = " ".join(words[-count:])
            if len(words) <= count or (not tail[:1].isupper() and not tail[:1].isdigit()):
                continue
            dated = self.kinds.date(tail) > 0 and any(c.isdigit() for c in tail)
            if self.kinds.known_owner(tail) or (dated and (len(tail) > 4 or _DAY.match(tail))):
                return -1.5
        return 0.0
