"""Text cut into numbers, words and signs, each with its place."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .words import DASHES, entry, full_months, months, ordinal_suffixes

_SUFFIX = "|".join(sorted(ordinal_suffixes()))
_TOKEN = re.compile(
    # "30thSeptember": a suffix straight after a number is a token of its own.
    rf"(?P<number>\d+)|(?P<word>(?:(?<=\d)(?i:{_SUFFIX})(?=[A-Z]|[^\w]|$))|[^\W\d_]+)|(?P<sign>\S)"
)
_LONGEST_NUMBER = 4


@dataclass(frozen=True, slots=True)
class Token:
    """A number, a word or a single sign; `spaced` where white space stands before it."""

    kind: str
    text: str
    start: int
    end: int
    spaced: bool

    @property
    def low(self) -> str:
        return self.text.casefold()

    @property
    def value(self) -> int | None:
        """The number, None for words, signs and numbers too long for a date."""
        if self.kind != "number" or len(self.text) > _LONGEST_NUMBER:
            return None
        return int(self.text)

    @property
    def is_dash(self) -> bool:
        return self.kind == "sign" and self.text in DASHES


def tokenize(text: str) -> list[Token]:
    """The tokens of `text`, in order; offsets are into `text` as given."""
    made: list[Token] = []
    for found in _TOKEN.finditer(text):
        start = found.start()
        spaced = start > 0 and text[start - 1].isspace()
        made.append(Token(found.lastgroup or "sign", found.group(), start, found.end(), spaced))
    return made


_SPLIT_ORDINAL = re.compile(rf"(?<!\d)(\d{{1,2}})\s+({_SUFFIX})(?!\w)", re.IGNORECASE)
_ORDINAL_FIRST = re.compile(rf"(?<!\w)({_SUFFIX})\s+(\d{{1,2}})(?=\s+([^\W\d_]+))")
_ORDINAL_LAST = re.compile(rf"(?<!\d)(\d{{1,2}})\s+([^\W\d_]+)\s+({_SUFFIX})(?!\w)")
_BROKEN_NUMERIC = re.compile(
    r"(?<![\d/.])(\d{1,2})\s?([/.])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})(?![\d/])"
)
_BROKEN_WORD = re.compile(r"(?<!\w)([^\W\d_]{2,})\s+([^\W\d_]+)(?!\w)")
_SPACE = re.compile(r"\s+")


def suffix_fits(number: int, suffix: str) -> bool:
    """True where `suffix` is the one that `number` takes: 1st, 2nd, 3rd, 11th."""
    place = {1: 0, 2: 1, 3: 2}.get(number % 10, 3) if number % 100 not in (11, 12, 13) else 3
    suffixes: list[str] = entry("ordinal_suffixes")
    return suffixes[place] == suffix.casefold()


def mend(text: str) -> str:
    """`text` folded, and what flattening tore apart put together again.

    `30 th March` and `th 30 March` become `30th March`, `31/10/ 2017` becomes
    `31/10/2017` and `Septembe r` becomes `September`; all else stays.
    """
    text = _SPACE.sub(" ", text).strip()
    text = _SPLIT_ORDINAL.sub(r"\1\2", text)
    text = _ORDINAL_FIRST.sub(_ordinal_first, text)
    text = _ORDINAL_LAST.sub(_ordinal_last, text)
    text = _BROKEN_NUMERIC.sub(r"\1\2\3\2\4", text)
    return _BROKEN_WORD.sub(_broken_word, text)


def _ordinal_first(found: re.Match[str]) -> str:
    suffix, number, word = found.groups()
    fits = word.casefold() in months() and suffix_fits(int(number), suffix)
    return f"{number}{suffix}" if fits else found.group()


def _ordinal_last(found: re.Match[str]) -> str:
    number, word, suffix = found.groups()
    fits = word.casefold() in months() and suffix_fits(int(number), suffix)
    return f"{number}{suffix} {word}" if fits else found.group()


def _broken_word(found: re.Match[str]) -> str:
    left, right = found.groups()
    return left + right if is_broken_month(left, right) else found.group()


def is_broken_month(left: str, right: str) -> bool:
    """True where two words are one month's full name with a break in it."""
    return right.islower() and (left + right).casefold() in full_months()
