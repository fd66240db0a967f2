"""The vocabulary of dates, read once from `extractors/vocabulary/dates.toml`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from extractors.vocabulary import load

DASHES = "‐‑‒–—−-"  # the plain hyphen last: the string goes into character classes
_GAP = rf"[\s{DASHES}]*"


@cache
def vocabulary() -> dict[str, Any]:
    """The tables of the vocabulary file."""
    return load("dates")


def entry(*keys: str) -> Any:
    """What the vocabulary holds under `keys`, outermost first."""
    found: Any = vocabulary()
    for key in keys:
        found = found[key]
    return found


def alternatives(phrases: Iterable[str]) -> str:
    """A regular expression for any of `phrases`, the longest first.

    A space in a phrase matches spaces, hyphens or nothing; matches do not
    begin or end inside a word.
    """
    ordered = sorted({p.strip() for p in phrases}, key=lambda p: (-len(p), p))
    return "(?:" + "|".join(_bounded(p) for p in ordered) + ")"


def _bounded(phrase: str) -> str:
    inner = _GAP.join(re.escape(word).replace("'", "['’]") for word in phrase.split(" "))
    before = r"(?<!\w)" if phrase[0].isalnum() else ""
    after = r"(?!\w)" if phrase[-1].isalnum() else ""
    return before + inner + after


@cache
def pattern(*keys: str) -> re.Pattern[str]:
    """The compiled alternatives of the list of words under `keys`."""
    return re.compile(alternatives(entry(*keys)), re.IGNORECASE)


@cache
def months() -> dict[str, int]:
    """Every spelling of a month, with its number."""
    names = entry("months").values()
    return {word: number for number, words in enumerate(names, 1) for word in words}


@cache
def full_months() -> frozenset[str]:
    """The months' full names."""
    return frozenset(entry("months"))


@cache
def weekdays() -> dict[str, int]:
    """Every spelling of a weekday, Monday being 0."""
    names = entry("weekdays").values()
    return {word: number for number, words in enumerate(names) for word in words}


@dataclass(frozen=True, slots=True)
class Stretch:
    """A term or season: its first and last month, and a term's halves."""

    months: tuple[int, int]
    halves: tuple[tuple[int, int], ...] = ()


@cache
def stretches(kind: str) -> dict[str, Stretch]:
    """The terms or the seasons (`kind`: "terms", "seasons"), by name."""
    return {
        name: Stretch(tuple(each["months"]), tuple(tuple(h) for h in each.get("halves", ())))
        for name, each in entry(kind).items()
    }


@cache
def stretch_words(kind: str) -> dict[str, str]:
    """Every spelling of a term or season, with its name."""
    return {word: name for name, each in entry(kind).items() for word in each["words"]}


@cache
def ordinal_suffixes() -> frozenset[str]:
    """`st`, `nd`, `rd`, `th`."""
    return frozenset(entry("ordinal_suffixes"))
