"""Whether words are a date: quick looks, and how whole a date several lines make."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from extractors.dates import date_piece, find_dates, pieces_complete
from extractors.people.shape import shape_of
from extractors.vocabulary import load

# Words that join others, and are none of a date's.
JOINING = frozenset({"and", "of", "the", "for", "with", "in", "to"})
_WORD = re.compile(r"[^\W\d_]+")
# Sections of the vocabulary of dates whose words stand beside a date and are none.
_SECTIONS = frozenset({"grammar", "period", "deadline", "revision", "numbers", "places"})


@cache
def _date_words() -> frozenset[str]:
    """Every word of the date's vocabulary that says when; not those that only join."""
    data = load("dates")
    found: set[str] = set()
    held: list[object] = [v for k, v in data.items() if k not in _SECTIONS]
    while held:
        item = held.pop()
        if isinstance(item, dict):
            held += [*item.keys(), *item.values()]
        elif isinstance(item, list | tuple):
            held += item
        elif isinstance(item, str):
            words = _WORD.findall(item.lower())
            found.update(w for w in words if w not in JOINING)
            # A space in a phrase also stands for nothing: "on going" covers "ongoing".
            found.add("".join(words))
    return frozenset(found)


def may_date(text: str) -> bool:
    """A quick look: without a figure and without a word of the date's vocabulary it is none."""
    if any(c.isdigit() for c in text):
        return True
    words = _WORD.findall(text.lower())
    known = _date_words()
    return not words or any(w in known for w in words)


def mostly_date(text: str) -> bool:
    """A quick look: of many words, a good share are figures or of the date's vocabulary."""
    words = text.lower().split()
    if len(words) <= 4:
        return True
    known = _date_words()
    dated = sum(any(c.isdigit() for c in w) or w.strip("().,;:") in known for w in words)
    return dated >= 0.3 * len(words)


@lru_cache(maxsize=65536)
def date_kind(text: str) -> str | None:
    """`whole` for a text that is a deadline, `piece` for a part of one, None for neither."""
    if not may_date(text):
        return None
    return date_piece(text) or date_piece(_possible(text))


@lru_cache(maxsize=65536)
def complete(texts: tuple[str, ...]) -> float:
    """How well lines make one deadline, 0 to 1."""
    score = pieces_complete(list(texts))
    if 0.55 < score < 0.65:
        # A term without a year is all that a school writes.
        return 0.9
    if score < 0.5 and (several := _several(" ".join(texts))):
        return several
    return score if score >= 1.0 else max(score, pieces_complete([_possible(" ".join(texts))]))


def _several(text: str) -> float:
    """0.95 for dates with a few words of note each: `Phase 1: Dec 2017 Phase 2: May 2018`."""
    found = find_dates(text)
    if len(found) < 2 or any(c in text for c in "%£$€"):
        return 0.0
    rest = list(text)
    for start, end, when in found:
        if when.latest is None:
            return 0.0
        rest[start:end] = " " * (end - start)
    note = " ".join("".join(rest).split())
    if shape_of(note).kind in ("post", "person"):
        return 0.0
    return 0.95 if len(note.split()) <= 2 * len(found) else 0.0


def _possible(text: str) -> str:
    """A date whose day may be impossible (`31 June 2023`) with a day that is not."""
    return re.sub(r"^(\D*)\b(?:29|30|31)(?:st|th)?\b(?=\s+[A-Za-z])", r"\g<1>1", text)
