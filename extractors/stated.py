"""How many recommendations a document says it answers: "responds to the seven recommendations".

A number is taken only where the narrative of the front says it for certain, of
the noun by which the plan's own recommendations are called.  A number that may
be a part ("of which five are for the council"), another paper's or an unclear
one makes all of them doubtful, and then there is none.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from schemas.blocks import TextBlock
from schemas.document import Passage
from schemas.plan import Stated
from schemas.provenance import sources_of

from .labels import label_code, label_word
from .language import sentences
from .vocabulary import load

_MOST = 150
_CODE = re.compile(r"^[A-Z]{1,4}(?=\s?\d)", re.IGNORECASE)


@dataclass(slots=True)
class Names:
    """By what a plan calls its recommendations: their labels, and the headings of their columns."""

    labels: list[str | None] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Count:
    """One number in a sentence, with its noun's family; offsets are into the block's text."""

    family: str
    number: int
    start: int
    end: int
    sure: bool
    doubtful: bool


def _data() -> dict[str, Any]:
    found: dict[str, Any] = load("facts")["stated"]
    return found


def _any_of(words: Iterable[str]) -> str:
    ordered = sorted(words, key=len, reverse=True)
    return "(?:" + "|".join(r"\s+".join(map(re.escape, w.split())) for w in ordered) + ")"


@cache
def _nouns() -> dict[str, str]:
    """The family of each noun, in lower case (codes such as `AFI` too)."""
    return {noun.casefold(): family for family, nouns in _data()["nouns"].items() for noun in nouns}


@cache
def _number_words() -> dict[str, int]:
    units, tens = _data()["numbers"], _data()["tens"]
    made = {word: value for value, word in enumerate(units, start=1)}
    for place, word in enumerate(tens, start=2):
        made[word] = place * 10
        made |= {f"{word} {unit}": place * 10 + n for n, unit in enumerate(units[:9], start=1)}
    return made


@cache
def _number() -> str:
    words = "|".join(
        w.replace(" ", r"[\s‐‑-]") for w in sorted(_number_words(), key=len, reverse=True)
    )
    number = rf"(?:\d{{1,3}}|(?:{words})(?:\s*\(\d{{1,3}}\))?)"
    return rf"(?<![\w/£#‐‑–—-])(?<!\d[.,]){number}(?![\w/%]|[.,]\d)"


@cache
def _counted() -> re.Pattern[str]:
    """A number with its noun: "five key recommendations"."""
    spoken = [n for n in _nouns() if len(n) > 3 or " " in n]
    middle = _any_of([*_data()["between"], *_data()["adding"]])
    return re.compile(
        rf"(?P<number>{_number()})\s+(?P<middle>(?:{middle}\s+){{0,3}}?)"
        rf"(?P<noun>{_any_of(spoken)})(?!\w)",
        re.IGNORECASE,
    )


@cache
def _words(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){_any_of(_data()[name])}(?!\w)", re.IGNORECASE)


@cache
def _part() -> re.Pattern[str]:
    """Words by which some of what was counted are told from the others."""
    some = rf"(?:{_number()}|(?<!\w){_any_of(_data()['shares'])}(?!\w))"
    them = r"(?:which|these|those|them)(?!\w)"
    return re.compile(
        rf"{some}\s+(?:\w+\s+){{0,2}}?of\s+{them}|(?<!\w)of\s+{them},?[^.;]{{0,40}}?{some}"
        rf"|{some}\s+of\s+(?:the|its|our|their)(?!\w)"
        rf"|{some}\s+(?:are\s+|were\s+|is\s+|was\s+)?(?:for\s+(?!improvement|development)|relates?\s|"
        rf"appl(?:y|ies)\s|concern\s|addressed\s|directed\s|to\s+(?:the|us|our)\s)"
        rf"|{some}\s+(?:have|has|had|are|were|is|was)(?!\w)|(?<!\w){_any_of(_data()['parting'])}(?!\w)",
        re.IGNORECASE,
    )


def read_stated(
    front: Sequence[TextBlock], before: int, names: Names
) -> tuple[Stated, Passage] | None:
    """The number that the narrative before offset `before` states, and its words."""
    counts: list[tuple[Passage, _Count]] = []
    for block in front:
        passage = block.passage.live()
        if block.kind != "paragraph" or not passage or passage.words[-1].end > before:
            continue
        counts += [(passage, count) for count in _counts(passage.text)]
    by_family: dict[str, list[tuple[Passage, _Count]]] = defaultdict(list)
    for passage, count in counts:
        by_family[count.family].append((passage, count))
    wanted = _called(names, set(by_family))
    chosen = [_agreed(by_family.get(family, [])) for family in sorted(wanted)]
    found = [each for each in chosen if each is not None]
    if not found or len(found) < len(wanted):
        return None
    places = {id(passage) for passage, _ in found}
    if len(places) > 1:
        return None
    passage = found[0][0]
    low, high = min(c.start for _, c in found), max(c.end for _, c in found)
    part = passage.slice(low, high)
    number = sum(c.number for _, c in found)
    return Stated(count=number, raw=part.text, sources=sources_of(part)), part


def _agreed(counts: list[tuple[Passage, _Count]]) -> tuple[Passage, _Count] | None:
    """The first sure count, where none is doubtful and all are of one number."""
    if any(c.doubtful for _, c in counts) or len({c.number for _, c in counts}) != 1:
        return None
    return next(((passage, c) for passage, c in counts if c.sure), None)


# By what the plan's recommendations are called


def _called(names: Names, counted: set[str]) -> set[str]:
    """The families of the plan's own recommendations; none where that is not known.

    Labels tell it of each recommendation.  A column's heading may stand over
    things of several kinds, so it counts only where the document numbers one.
    """
    labelled = {_family_of(label) for label in names.labels}
    if labelled and None not in labelled:
        return {family for family in labelled if family is not None}
    over = {_family_in(heading) for heading in names.headings}
    if labelled != {None} or len(over) != 1 or len(counted) != 1:
        return set()
    own, other = over.pop(), next(iter(counted))
    same = own == other or any({own, other} <= set(group) for group in _data()["synonyms"])
    return {other} if own is not None and same else set()


def _family_of(label: str | None) -> str | None:
    """The family that a label names: `Priority 1`, `Cause of concern 2`, `AFI 3`, `R4`."""
    if not label:
        return None
    word = label_word(label)
    if word is not None and word in _nouns():
        return _nouns()[word]
    code = _CODE.match(label.strip()) or _CODE.match(label_code(label))
    if code is not None and code[0].casefold() in _nouns():
        return _nouns()[code[0].casefold()]
    # "Ofsted Key Issue 1"
    return _family_in(re.sub(r"\W*\d+\W*$", "", label))


@cache
def _noun() -> re.Pattern[str]:
    spoken = [n for n in _nouns() if len(n) > 3 or " " in n]
    return re.compile(rf"(?<!\w){_any_of(spoken)}(?!\w)", re.IGNORECASE)


def _family_in(text: str) -> str | None:
    """The one family whose nouns a short text holds."""
    held = {_nouns()[" ".join(m[0].casefold().split())] for m in _noun().finditer(text)}
    return held.pop() if len(held) == 1 else None


# Numbers in sentences


def _counts(text: str) -> list[_Count]:
    if not _counted().search(text):
        return []
    made: list[_Count] = []
    spans = sentences(text)
    for place, (low, high) in enumerate(spans):
        sentence = text[low:high]
        found = list(_counted().finditer(sentence))
        if not found:
            continue
        following = text[slice(*spans[place + 1])] if place + 1 < len(spans) else ""
        cued = _words("cues").search(sentence) is not None
        doubtful = bool(
            _words("elsewhere").search(sentence)
            or _part().search(sentence)
            or (_part().search(following) and not _counted().search(following))
        )
        for match in found:
            count = _count(sentence, match, cued=cued, doubtful=doubtful)
            if count is not None:
                made.append(_moved(count, low))
    return made


def _moved(count: _Count, by: int) -> _Count:
    return _Count(
        count.family, count.number, count.start + by, count.end + by, count.sure, count.doubtful
    )


def _count(sentence: str, match: re.Match[str], *, cued: bool, doubtful: bool) -> _Count | None:
    """A number and its noun; None where the words before say that it is a part or a label."""
    number = _value(match["number"])
    before = sentence[: match.start()].rstrip(" \t\n(“\"'")
    last = before.rpartition(" ")[2].casefold()
    if not 0 < number <= _MOST or last in _data()["partial"] or _is_label(last, match["number"]):
        return None
    over = re.search(rf"(?:{_number()})\s*(?:to|or|and|‐|–|-)\s*$", before, re.IGNORECASE)
    hedged = last in _data()["hedges"] or over is not None
    added = _words("adding").search(match["middle"]) is not None
    of = re.search(
        r"(?:(?<!\w)(all|each|every\s+one)\s+)?(?<!\w)of(?:\s+(?:the|its|our))?$", before, re.I
    )
    parted = of is not None and not of[1]
    cued = cued or last == "all" or (of is not None and bool(of[1]))
    family = _nouns()[" ".join(match["noun"].casefold().split())]
    unsure = doubtful or hedged or added or parted or not _closes(sentence[match.end() :])
    return _Count(family, number, match.start(), match.end(), cued, unsure)


def _is_label(last: str, number: str) -> bool:
    """True for the `2` of "Table 2 recommendations"."""
    return number.isdigit() and last in load("labels")["words"]


def _closes(rest: str) -> bool:
    """True where nothing after the noun may narrow the number."""
    rest = rest.lstrip(" \t\n")
    if not rest or rest[0] in ".,;:!?)”\"'–—":
        return True
    return _words("after").match(rest) is not None


def _value(text: str) -> int:
    words = re.sub(r"\s*\(\d+\)$", "", text)
    if words.isdigit():
        return int(words)
    return _number_words()[" ".join(re.split(r"[\s‐‑-]+", words.casefold()))]
