"""Lines cut into fragments, each a part of one cell.

A tool that flattens a table prints neighbouring cells on one line where they
share a baseline.  Where a line may be cut is marked by dates, owners, labels,
short values and ends of sentences; every way of cutting is kept, and the search
for rows decides.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, pairwise

from extractors.people import is_initials
from schemas.document import Word

from .kinds import Kinds, is_label, opens_with_label, shape
from .lines import Line

_MOST_WAYS = 10
# Part of a telephone number, or an address for mail.
_CONTACT = re.compile(r"^\(?\+?\d[\d()/-]{2,}$|^\S+@\S+$")
_LONGEST_TYPED = 9
# The weight of a whole date: no other judge may take its words.
_DATED = 3.0


@dataclass(eq=False)
class Fragment:
    """Part of a line: words that belong to one cell.

    `gap` says that blank lines stood before, `opens` and `closes` that the
    fragment begins and ends its line; `label` that it is the row's label.
    """

    words: tuple[Word, ...]
    line: int
    gap: bool
    opens: bool
    closes: bool
    label: bool = False

    @cached_property
    def text(self) -> str:
        return " ".join(w.text for w in self.words)


@dataclass(frozen=True, slots=True)
class _Span:
    start: int
    end: int
    weight: float


def people_ways(line: Line, number: int, kinds: Kinds) -> list[list[Fragment]]:
    """The ways to cut a line of a list of people: around a name, and around initials."""
    words = line.words
    cuts: dict[tuple[int, ...], None] = {(): None}
    first = 1 if len(words) > 1 and is_initials(words[0].text) else 0
    last = len(words) - 1 if len(words) > 1 and is_initials(words[-1].text) else len(words)
    while last > 1 and _CONTACT.match(words[last - 1].text):
        last -= 1
    for edges in ((), (first,), (last,), (first, last)):
        cuts.setdefault(edges, None)
        for start in {0, first}:
            for end in range(len(words), start, -1):
                for low, high in ((start, end), (len(words) - (end - start), last)):
                    text = " ".join(w.text for w in words[max(low, 0) : high])
                    if 0 <= low < high and kinds.person(text) > 0.8:
                        cuts.setdefault((*edges, low, high), None)
    seen: dict[tuple[int, ...], None] = {}
    for cut in cuts:
        inner = {p for p in cut if p == len(words) or words[p].text[0] != "("}
        seen.setdefault(tuple(sorted({0, len(words), *inner})), None)
    return [_cut(line, number, places, 0) for places in list(seen)[: _MOST_WAYS * 2]]


def ways(
    line: Line, number: int, kinds: Kinds, *, prose: int, inner: bool = False
) -> list[list[Fragment]]:
    """All ways to cut a line that are worth trying, the whole line first.

    `prose` is how many columns of running text the table has: with more than
    one, the end of a sentence may be the end of a cell.  `inner` says that
    labels stand in a column that is not the first.
    """
    words = line.words
    first = int(bool(words) and opens_with_label(line))
    spans = _typed(words, first, kinds)
    chosen: list[tuple[float, tuple[int, ...]]] = []
    for count in range(len(spans) + 1):
        for held in combinations(spans, count):
            if all(a.end <= b.start for a, b in pairwise(held)):
                weight = sum(s.weight for s in held)
                chosen.append((weight, tuple(p for s in held for p in (s.start, s.end))))
    chosen.sort(key=lambda c: -c[0])
    cuts = [(), *(cut for _, cut in chosen[:_MOST_WAYS])]
    if prose > 1:
        stops = [i for i in range(first + 1, len(words)) if _sentence_end(words, i)]
        cuts += [tuple(sorted((*cut, stop))) for cut in list(cuts) for stop in stops]
    inside = _inner_labels(words, first) if inner else []
    cuts = [tuple(sorted((*c, i, i + 1))) for i in inside for c in cuts] + cuts
    seen: dict[tuple[int, ...], None] = {}
    for cut in cuts:
        kept = {place for place in cut if place == len(words) or words[place].text[0] != "("}
        seen.setdefault(tuple(sorted({0, first, len(words), *kept})), None)
    made = [_cut(line, number, p, first) for p in list(seen)[: _MOST_WAYS * 2]]
    for fragments in made:
        for fragment in fragments:
            if inside and fragment.words[0] in [words[i] for i in inside]:
                fragment.label = len(fragment.words) == 1
    return made


def _inner_labels(words: tuple[Word, ...], first: int) -> list[int]:
    """Where a row's label may stand in the middle of a line: before a capital."""
    return [
        i
        for i in range(first, len(words) - 1)
        if i and is_label(words[i].text, words[i + 1].text) and words[i + 1].text[:1].isupper()
    ]


def _cut(line: Line, number: int, places: tuple[int, ...], first: int) -> list[Fragment]:
    return [
        Fragment(
            line.words[start:end],
            number,
            bool(line.gap) and start == 0,
            start == 0,
            end == len(line.words),
            label=first == 1 and start == 0 and end == 1,
        )
        for start, end in pairwise(places)
    ]


def _typed(words: tuple[Word, ...], first: int, kinds: Kinds) -> list[_Span]:
    """The longest runs of words that are a date, owners or a short value; the likeliest few."""
    found: list[_Span] = []
    if first == len(words):
        return []
    whole = " ".join(w.text for w in words[first:])
    dated: set[int] = set()
    for judge in (_date_weight, _owner_weight, _value_weight, _person_weight):
        if judge(whole, kinds, True, True) >= 1.0:
            continue
        at = first
        sure: set[int] = set()
        while at < len(words):
            longest = None
            for end in range(min(len(words), at + _LONGEST_TYPED), at, -1):
                if at == first and end == len(words):
                    continue
                if dated and not dated.isdisjoint(range(at, end)):
                    continue
                text = " ".join(w.text for w in words[at:end])
                weight = judge(text, kinds, at == first, end == len(words))
                if weight:
                    if weight == _DATED or (judge is _date_weight and end - at > 1):
                        sure.update(range(at, end))
                    longest = _Span(at, end, weight)
                    break
            if longest:
                found.append(longest)
                at = longest.end
            else:
                at += 1
        dated |= sure
    found.sort(key=lambda s: -s.weight)
    kept: list[_Span] = []
    for span in found:
        if span not in kept and len(kept) < 5:
            kept.append(span)
    return sorted(kept, key=lambda s: (s.start, s.end))


def _date_weight(text: str, kinds: Kinds, first: bool, last: bool) -> float:
    score = kinds.date(text)
    if text[-1] in ",;":
        return 0.0
    # "annual", "in place": amid a sentence such words are no deadline.
    if not any(c.isdigit() or c.isupper() for c in text):
        return 0.0
    if text[0].islower() and len(text.split()) > 4:
        return 0.0
    if score == 1.0:
        return _DATED
    return 1.0 if score > 0 and (first or last) and len(text) > 2 else 0.0


def _owner_weight(text: str, kinds: Kinds, first: bool, last: bool) -> float:
    score = kinds.owner(text)
    if score < 0.55 or not text[:1].isupper() or text[-1] in ";,:":
        return 0.0
    if not kinds.stands_out(text, first=first):
        return 0.0
    return score * (2.0 if first or last else 1.5)


def _person_weight(text: str, kinds: Kinds, first: bool, last: bool) -> float:
    return 1.6 if (first or last) and text[:1].isupper() and kinds.person(text) > 0.8 else 0.0


def _value_weight(text: str, kinds: Kinds, first: bool, last: bool) -> float:
    if not (first or last) or not text[:1].isupper() or len(text.split()) > 3:
        return 0.0
    return 1.2 if kinds.value(text) and shape(text) else 0.0


def _sentence_end(words: tuple[Word, ...], at: int) -> bool:
    """True where a sentence ends before the word `at`."""
    before, after = words[at - 1].text, words[at].text
    return before[-1] in ".!?" and len(before) > 2 and (after[:1].isupper() or after[:1].isdigit())
