"""Labels as sequences: which number each has, and where the numbering begins anew."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from extractors.labels import label_code, label_style

# `1.2` of `1.2a`, with the letter: 3a and 3b are two parts of one number.
_NUMBER = re.compile(
    r"(?P<front>(?:.*\D)?)(?P<number>\d{1,4})(?P<part>[a-z]|\([a-z]\))?", re.IGNORECASE
)
_ROMAN = (
    "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv",
)  # fmt: skip


# So many missing labels are told.
_TOLD = 5


@dataclass(frozen=True, slots=True)
class Place:
    """A label's place in its sequence: a number, and the letter of a part of it.

    `at` is the label's place among all labels.
    """

    at: int
    label: str
    number: int
    part: str = ""
    style: str = "number"
    front: str = ""

    def written(self, number: int) -> str:
        """Another number of the same sequence as its labels are written."""
        if self.style == "number":
            return f"{self.front}{number}"
        small = _ROMAN[number - 1] if self.style == "roman" else chr(ord("a") + number - 1)
        return small.upper() if self.label[-1].isupper() else small


def faults(
    labels: Sequence[str | None], elsewhere: Container[str] = (), *, gaps: bool = True
) -> list[tuple[int, str]]:
    """What is wrong with the numbering of labels in document order, in words, with each's place.

    A label that is missing here but stands `elsewhere` is not told; without `gaps` none is.
    """
    told = [fault for run in sequences(labels) for fault in _faults(run, elsewhere, gaps=gaps)]
    return sorted(told, key=lambda fault: fault[0])


def _faults(
    sequence: list[Place], elsewhere: Container[str], *, gaps: bool
) -> Iterator[tuple[int, str]]:
    held = {place.number for place in sequence}
    used: set[tuple[int, str]] = set()
    top = sequence[0]
    for place in sequence:
        if (place.number, place.part) in used:
            yield place.at, f"The label “{place.label}” is used twice."
        elif gaps and (missing := _missing(top, place, held, elsewhere)):
            yield (
                place.at,
                f"The numbering goes from “{top.label}” to “{place.label}”, without {missing}.",
            )
        used.add((place.number, place.part))
        if place.number >= top.number:
            top = place


def _missing(top: Place, place: Place, held: set[int], elsewhere: Container[str]) -> str:
    """The labels between two, in words, that stand nowhere else either."""
    wanted = (place.written(n) for n in range(top.number + 1, place.number) if n not in held)
    told = [label for label in wanted if label not in elsewhere]
    return ", ".join(told[:_TOLD]) + (" …" if len(told) > _TOLD else "")


def sequences(labels: Sequence[str | None]) -> list[list[Place]]:
    """Labels in sequences, each in document order; those without a number are left out."""
    found: dict[str, list[Place]] = defaultdict(list)
    known = [(at, label) for at, label in enumerate(labels) if label]
    for at, label in known:
        place = _numbered(at, label)
        if place is not None:
            style = label_style(label).removesuffix(place.part.lower())
            found[f"{style}|{place.front}"].append(place)
    runs = [run for places in found.values() for run in _runs(places)]
    return runs + [run for run in _runs(_lettered(known)) if _alphabetical(run)]


def _numbered(at: int, label: str) -> Place | None:
    match = _NUMBER.fullmatch(label_code(label))
    if match is None:
        return None
    return Place(at, label, int(match["number"]), match["part"] or "", front=match["front"])


def _lettered(labels: list[tuple[int, str]]) -> list[Place]:
    """Labels that are a letter, or roman numerals where one of more than one letter is there."""
    codes = [(at, label, label_code(label).strip("()").lower()) for at, label in labels]
    if any(len(code) > 1 and code in _ROMAN for *_, code in codes):
        numerals = [held for held in codes if held[2] in _ROMAN]
        return [Place(at, x, _ROMAN.index(code) + 1, style="roman") for at, x, code in numerals]
    letters = [held for held in codes if re.fullmatch("[a-z]", held[2])]
    return [Place(at, x, ord(code) - ord("a") + 1, style="letter") for at, x, code in letters]


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
