"""The smallest parts of a date: a day, a month, a year, as tokens hold them.

Each function looks at place `at` of the tokens and returns what it read with
the place after it, or None.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from .tokens import Token, is_broken_month, tokenize
from .words import entry, full_months, months, ordinal_suffixes

Tokens = Sequence[Token]
FIRST_YEAR, LAST_YEAR = 1900, 2100
_APOSTROPHES = "'’‘`"


@dataclass(frozen=True, slots=True)
class Day:
    """A number before or after a month; `ordinal` where it has its suffix."""

    number: int
    ordinal: bool
    digits: int
    after: int


@dataclass(frozen=True, slots=True)
class Year:
    """A year; `split` for 2019/20.  `short` where only two digits stand there."""

    number: int
    after: int
    split: bool = False
    short: bool = False
    shift: int | None = None


def token(tokens: Tokens, at: int) -> Token | None:
    """The token at this place, None outside the text."""
    return tokens[at] if 0 <= at < len(tokens) else None


def sign(tokens: Tokens, at: int, signs: str) -> bool:
    """True where one of `signs` stands at this place."""
    found = token(tokens, at)
    return found is not None and found.kind == "sign" and found.text in signs


def dash(tokens: Tokens, at: int) -> bool:
    """True where a dash or hyphen of any kind stands at this place."""
    found = token(tokens, at)
    return found is not None and found.is_dash


def word(tokens: Tokens, at: int, *words: str) -> bool:
    """True where one of `words` stands at this place."""
    found = token(tokens, at)
    return found is not None and found.kind == "word" and found.low in words


@cache
def _phrases(keys: tuple[str, ...]) -> dict[str, tuple[tuple[str, ...], ...]]:
    """A vocabulary list's phrases by their first word, the longest first."""
    found: dict[str, set[tuple[str, ...]]] = {}
    for text in entry(*keys):
        if cut := tuple(t.low for t in tokenize(text)):
            found.setdefault(cut[0], set()).add(cut)
    return {first: tuple(sorted(cuts, key=len, reverse=True)) for first, cuts in found.items()}


def phrase(tokens: Tokens, at: int, *keys: str) -> int | None:
    """The place after the longest phrase of a vocabulary list that begins here."""
    if at >= len(tokens):
        return None
    for wanted in _phrases(keys).get(tokens[at].low, ()):
        held = tokens[at : at + len(wanted)]
        if len(held) == len(wanted) and all(t.low == w for t, w in zip(held, wanted, strict=True)):
            return at + len(wanted)
    return None


def day(tokens: Tokens, at: int) -> Day | None:
    """`30`, `30th`, `30 th`, and the `th 30` of a raised suffix that floated off."""
    floated = word(tokens, at, *ordinal_suffixes())
    found = token(tokens, at + floated)
    if found is None or found.value is None or len(found.text) > 2:
        return None
    after = at + floated + 1
    suffixed = not floated and word(tokens, after, *ordinal_suffixes())
    return Day(found.value, floated or suffixed, len(found.text), after + suffixed)


def month(tokens: Tokens, at: int) -> tuple[int, int] | None:
    """A month's number and the place after it; a name broken in two counts as one."""
    found = token(tokens, at)
    if found is None or found.kind != "word":
        return None
    following = token(tokens, at + 1)
    if following is not None and following.kind == "word" and following.spaced:
        joined = (found.text + following.text).casefold()
        if is_broken_month(found.text, following.text):
            return months()[joined], at + 2
    if found.low not in months():
        return None
    after = at + 1
    # "Sept." has a stop of its own; after "October." the sentence ends.
    if sign(tokens, after, ".") and found.low not in full_months():
        after += 1
    return months()[found.low], after


def place(tokens: Tokens, at: int) -> tuple[int, int] | None:
    """`first`, `2nd`, `last` (-1): the number and the place after it."""
    held = token(tokens, at)
    if held is None:
        return None
    if held.low in entry("places"):
        return int(entry("places")[held.low]), at + 1
    numbered = day(tokens, at)
    if numbered is None or not numbered.ordinal or not 1 <= numbered.number <= 4:
        return None
    return numbered.number, numbered.after


def year(tokens: Tokens, at: int, *, short: bool = False, splits: bool = True) -> Year | None:
    """`2019`, `2019/20`, `2019-2020`, `'19`; with `short` also `19` and `19/20`.

    Without `splits` the second half of a year is left unread.
    """
    quoted = sign(tokens, at, _APOSTROPHES)
    found = token(tokens, at + quoted)
    if found is None or found.value is None:
        return None
    after = at + quoted + 1
    if len(found.text) == 4 and FIRST_YEAR <= found.value <= LAST_YEAR:
        tail = _second_half(tokens, after, found.value) if splits else None
        return Year(found.value, tail or after, split=tail is not None)
    if len(found.text) != 2 or not (quoted or short):
        return None
    number = century(found.value)
    tail = _second_half(tokens, after, number) if splits else None
    return Year(number, tail or after, split=tail is not None, short=not quoted and tail is None)


def _second_half(tokens: Tokens, at: int, first: int) -> int | None:
    """The place after `/20` or `-2020`, where that is the year after `first`."""
    joint, found = token(tokens, at), token(tokens, at + 1)
    if joint is None or found is None or found.value is None:
        return None
    if not (joint.is_dash or joint.text == "/") or joint.spaced != found.spaced:
        return None
    whole = found.value == first + 1 and len(found.text) == 4
    half = found.value == (first + 1) % 100 and len(found.text) == 2
    further = token(tokens, at + 2)
    # "2011-12-05" is a day, not the year 2011-12.
    if half and further is not None and not further.spaced and (further.is_dash):
        return None
    return at + 2 if whole or half else None


def century(short: int) -> int:
    """A two-digit year in full: 00 to 69 lie after 2000, 70 to 99 before."""
    return short + (2000 if short < 70 else 1900)


def relative_year(tokens: Tokens, at: int) -> Year | None:
    """`next year`, `this year`."""
    for name, shift in (("this", 0), ("next", 1)):
        if word(tokens, at, name) and word(tokens, at + 1, "year"):
            return Year(0, at + 2, shift=shift)
    return None
