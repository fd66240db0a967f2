"""Column headings in flattened text.

A table's header comes as a run of its cells' words, in any order and broken
anywhere.  The best reading of a run as headings is found by dynamic programming:
each word belongs to one heading, and a heading is a wording of the vocabulary.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from extractors.columns import ROLES, role_of, words_of
from extractors.vocabulary import load
from schemas.document import Word

from .lines import Line

# Headings of the tables of people, beside the roles of a plan's columns.
PEOPLE = ("name", "initials", "post", "organisation", "mixed", "contact")
_LONGEST = 10
_MOST_WORDS = 45
# Columns by which a table is known for a plan's.
CORE = frozenset({
    "action", "owner", "deadline", "original_deadline", "revised_deadline", "recommendation",
    "linked_plan", "response", "status", "number",
})  # fmt: skip
_MARKER = re.compile(r"^\(?(?:[a-z]|[ivx]{1,4}|\d{1,2})[.)]\s+", re.IGNORECASE)
_BRACKET = re.compile(r"\([^()]*\)")
# Words that are as often a cell's content as a heading.
_VALUES = frozenset({"complete", "agree", "agreed", "accepted", "accept"})


@dataclass(slots=True, eq=False)
class Head:
    """One heading: what its column holds, its words, and the line where it begins."""

    role: str
    words: tuple[Word, ...]
    line: int

    @property
    def text(self) -> str:
        return " ".join(w.text for w in self.words)

    @property
    def key(self) -> tuple[str, ...]:
        return words_of(self.text)


@cache
def _people() -> dict[tuple[str, ...], str]:
    data = load("people")["leads_table"]
    return {words_of(phrase): kind for kind in PEOPLE for phrase in data.get(kind, [])}


@cache
def _columns() -> dict[tuple[str, ...], str]:
    data = load("columns")
    found: dict[tuple[str, ...], str] = {}
    for role in ROLES:
        for phrase in data[role]:
            found.setdefault(words_of(phrase), role)
    return found


@lru_cache(maxsize=8192)
def head_role(text: str) -> str | None:
    """The role of a heading that a text is, word for word; None where it is none."""
    for wording in (text, _BRACKET.sub(" ", text)):
        words = words_of(wording)
        found = _columns().get(words) or _people().get(words)
        if found:
            return found
    return None


def _likely(text: str) -> str | None:
    """The role of words that hold a heading's wording, as may follow other headings."""
    if any(c.isdigit() for c in text) or text[-1] in ".;":
        return None
    found = role_of(text)
    return found.role if found is not None and found.score >= 0.5 else None


def people_role(text: str) -> str | None:
    """What a heading means in a table of people; None where it is not a heading of one."""
    for wording in (text, _BRACKET.sub(" ", text)):
        if found := _people().get(words_of(wording)):
            return found
    return None


def header_cells(lines: list[Line], first: int = 0) -> list[Head]:
    """The headings of the run that begins at a line; empty where it begins with none.

    The run ends with the last heading of the best reading; its words follow
    each other without a gap.
    """
    places: list[tuple[int, int]] = []
    for number in range(first, len(lines)):
        line = lines[number]
        if (
            line.bullet
            or len(line.words) > 16
            or (number > first and line.page != lines[first].page)
        ):
            break
        places += [(number, i) for i in range(len(line.words))]
        if len(places) > _MOST_WORDS:
            break
    words = [lines[n].words[i] for n, i in places]
    # best[i]: the best score of a reading of the first i words, and the heading that ends there.
    best: list[tuple[float, int, str | None]] = [(0.0, 0, None)]
    for end in range(1, len(words) + 1):
        if end > _LONGEST and all(one[0] <= -50 for one in best[-_LONGEST:]):
            break  # no heading begins here, nor will
        choice: tuple[float, int, str | None] = (-99.0, 0, None)
        for start in range(max(0, end - _LONGEST), end):
            before = best[start][0]
            if before <= -50:
                continue
            text = " ".join(w.text for w in words[start:end])
            role = head_role(text) if _looks(text) else None
            sure = role is not None
            if role is None and _ends_line(places, end) and end - start <= 5:
                held = _roles_before(best, start)
                follows = _looks(text) and len(held & CORE) >= 2
                role = _likely(text) if follows else None
                # What only resembles a heading that stands there is the first cell below it.
                role = None if role in held else role
            if role is None:
                continue
            value = _is_value(text) and places[start][1] == 0 and _ends_line(places, end)
            if value and len(_roles_before(best, start) & CORE) < 2:
                continue
            if any(lines[places[i][0]].gap and places[i][1] == 0 for i in range(start + 1, end)):
                continue
            gain = (2.0 if sure else 0.9) * (end - start) - 0.5
            # A heading begins a line more often than not, and seldom breaks one apart.
            gain += 0.3 if places[start][1] == 0 else 0.0
            if before + gain > choice[0]:
                choice = (before + gain, start, role)
        best.append(choice)
    # A heading that stops in the middle of a line is the beginning of a sentence.
    # One that is as often a cell's content counts only where other headings go on behind it.
    ends = [
        i
        for i in range(1, len(best))
        if best[i][0] > 0
        and _ends_line(places, i)
        and not _is_value(" ".join(w.text for w in words[best[i][1] : i]))
    ]
    if not ends:
        return []
    return _back(best, max(ends, key=lambda i: best[i][0]), words, places)


def last_line(heads: list[Head], lines: list[Line]) -> int:
    """The number of the line where the last of some headings ends."""
    end = heads[-1].words[-1].index
    at = heads[-1].line
    while at + 1 < len(lines) and lines[at].words and lines[at].words[-1].index < end:
        at += 1
    return at


def _looks(text: str) -> bool:
    """A heading begins with a capital and is no end of a sentence."""
    first = next((c for c in text if c.isalpha()), "")
    bare = _MARKER.sub("", text)
    first = next((c for c in bare if c.isalpha()), first)
    return first.isupper() and not (text[-1] in ".,;" and len(text) > 6)


def is_header(heads: list[Head]) -> bool:
    """True for a run of headings that can only be a plan's table header."""
    roles = {h.role for h in heads}
    if any(h.text.endswith(":") for h in heads) and "action" not in roles:
        return False
    return (
        len(heads) >= 2 and len(roles & CORE) >= 2 and not all(_MARKER.match(h.text) for h in heads)
    )


def _is_value(text: str) -> bool:
    """True for a lone word that is as often content as a heading."""
    words = words_of(_BRACKET.sub(" ", text))
    return len(words) == 1 and words[0] in _VALUES


def _ends_line(places: list[tuple[int, int]], end: int) -> bool:
    return end == len(places) or places[end][1] == 0


def _roles_before(best: list[tuple[float, int, str | None]], end: int) -> set[str]:
    """What the columns hold that the reading up to a word names."""
    found: set[str] = set()
    while end > 0:
        _, start, role = best[end]
        if role is not None:
            found.add(role)
        end = start
    return found


def _back(
    best: list[tuple[float, int, str | None]],
    end: int,
    words: list[Word],
    places: list[tuple[int, int]],
) -> list[Head]:
    heads: list[Head] = []
    while end > 0:
        start, role = best[end][1], best[end][2]
        assert role is not None
        heads.append(Head(role, tuple(words[start:end]), places[start][0]))
        end = start
    return _parted(heads[::-1], dict(zip((id(w) for w in words), places, strict=True)))


def _parted(heads: list[Head], places: dict[int, tuple[int, int]]) -> list[Head]:
    """Headings that are two columns side by side taken apart: "Action | Owner", "Name | Role"."""
    made: list[Head] = []
    roles = {h.role for h in heads}
    for head in heads:
        parts = [head]
        for cut in range(1, len(head.words)):
            left, right = head.words[:cut], head.words[cut:]
            one = head_role(" ".join(w.text for w in left))
            two = head_role(" ".join(w.text for w in right))
            apart = (one == "action" and "action" not in roles) or head.role == "mixed"
            # "Action ref" is one: a column of numbers stands before its actions.  So is a known
            # wording that goes on in small letters: "Action status".
            apart = apart and two != "number"
            apart = apart and not (right[0].text.islower() and head_role(head.text))
            if one and two and one != two and apart:
                parts = [Head(one, left, head.line), Head(two, right, places[id(right[0])][0])]
                break
        made += parts
    return made
