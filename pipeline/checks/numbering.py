"""Labels as sequences: which number each has, and where the numbering begins anew."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from itertools import zip_longest

from extractors.labels import label_code, label_style
from schemas.plan import Recommendation

# `1.2` of `1.2a`, with the letter: 3a and 3b are two parts of one number.
_NUMBER = re.compile(
    r"(?P<front>(?:.*\D)?)(?P<number>\d{1,4})(?P<part>[a-z]|\([a-z]\))?", re.IGNORECASE
)
_ROMAN = (
    "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """A label's place in its sequence: a number, and the letter of a part of it."""

    at: int
    rec: Recommendation
    number: int
    part: str = ""
    style: str = "number"
    front: str = ""

    def written(self, number: int) -> str:
        """Another number of the same sequence as its labels are written."""
        if self.style == "number":
            return f"{self.front}{number}"
        small = _ROMAN[number - 1] if self.style == "roman" else chr(ord("a") + number - 1)
        return small.upper() if (self.rec.label or "")[-1].isupper() else small


def sequences(recommendations: list[Recommendation]) -> list[list[Place]]:
    """The labels in sequences, each in document order; those without a number are left out."""
    found: dict[str, list[Place]] = defaultdict(list)
    for at, rec in enumerate(recommendations):
        place = _numbered(at, rec)
        if place is not None:
            style = label_style(rec.label or "").removesuffix(place.part.lower())
            found[f"{style}|{place.front}"].append(place)
    runs = [run for places in found.values() for run in _runs(places)]
    return runs + [run for run in _runs(_lettered(recommendations)) if _alphabetical(run)]


def _numbered(at: int, rec: Recommendation) -> Place | None:
    match = _NUMBER.fullmatch(label_code(rec.label)) if rec.label else None
    if match is None:
        return None
    return Place(at, rec, int(match["number"]), match["part"] or "", front=match["front"])


def _lettered(recommendations: list[Recommendation]) -> list[Place]:
    """Labels that are a letter, or roman numerals where one of more than one letter is there."""
    codes = [
        (at, rec, label_code(rec.label).strip("()").lower())
        for at, rec in enumerate(recommendations)
        if rec.label
    ]
    if any(len(code) > 1 and code in _ROMAN for *_, code in codes):
        numerals = [held for held in codes if held[2] in _ROMAN]
        return [Place(at, r, _ROMAN.index(code) + 1, style="roman") for at, r, code in numerals]
    letters = [held for held in codes if re.fullmatch("[a-z]", held[2])]
    return [Place(at, r, ord(code) - ord("a") + 1, style="letter") for at, r, code in letters]


def _runs(places: list[Place]) -> list[list[Place]]:
    """A sequence parted where it begins again with its first number, as under each theme.

    Where it goes on as if nothing had been (1, 2, 1, 4), that first number is a mistake.
    """
    runs: list[list[Place]] = []
    for place, after in zip_longest(places, places[1:]):
        again = place.number == 1 and runs and runs[-1][-1].number > 1
        if not runs or (again and (after is None or after.number <= 2)):
            runs.append([])
        runs[-1].append(place)
    return runs


def _alphabetical(run: list[Place]) -> bool:
    """False for letters that stand for words (L for Leadership, Q for Quality)."""
    numbers = {place.number for place in run}
    return min(numbers) == 1 and max(numbers) < 2 * len(numbers)
