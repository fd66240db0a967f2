"""Labels: the number, letter or word-and-number that stands before a text.

`1.`, `MD1.1`, `1.3a`, `R3`, `(iv)`, `Priority 1`, `Key Issue 2`: as printed,
without closing punctuation, its word kept.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from schemas.document import Passage

from .vocabulary import load

_ROMAN = r"[ivx]{1,5}"
# A number with parts (1.3a, 2.1.4), a code (MD1.1, R3, E1), a letter or a roman numeral.
_CODE = (
    r"(?:[A-Za-z]{1,6}[-./ ]?\d{1,3}(?:[.\-/]\d{1,3})*[a-z]?"
    r"|\d{1,3}(?:\.\d{1,3})*\.?(?:[a-z]|\([a-z]\))?|[A-Za-z]|" + _ROMAN + ")"
)
_BARE = re.compile(rf"^\(?(?P<code>{_CODE})[.):]*$")
_DOTTED = r"\d{1,3}(?:\.\d{1,3})+(?:[a-z]|\([a-z]\))?"
_LEADING = re.compile(
    rf"^\(?(?P<code>{_DOTTED}|{_CODE}(?=[.):](?!\d)))[.):]*[ \u2013\u2014-]*(?=\S)"
)
# Only where a heading or band is sure to begin: "1 Records were not kept up to date".
_LEADING_NUMBER = re.compile(r"^(?P<code>\d{1,2})\s+(?=[A-Z])")
_LEADING_CODE = re.compile(
    r"^(?P<code>[A-Z]{1,4}\d{1,3}(?:\.\d{1,3})*[a-z]?"
    r"|[A-Z]{2,4} \d{1,2}(?=[.):]|\s+[A-Z]))[.):]*\s+(?=\S)"
)
_NUMBER_WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5,
    "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Label:
    """A label in its passage: `text` as printed, offsets `[start, end)` with punctuation."""

    text: str
    end: int
    word: str | None = None


@cache
def _worded() -> re.Pattern[str]:
    """A label of a word and a number; before a colon or dash a name may stand in front."""
    words = sorted(load("labels")["words"], key=len, reverse=True)
    inner = "|".join(re.escape(w).replace(r"\ ", r"[\s\-]+") for w in words)
    numbers = "|".join(_NUMBER_WORDS)
    code = (
        rf"\s*\d{{1,3}}(?:\.\d{{1,3}})*[a-z]?|\s+(?:(?-i:[A-Z])(?![\w’'])|(?:{numbers})\b"
        r"|(?-i:[IVX]{1,5}|[ivx]{2,5})\b)"
    )
    return re.compile(
        rf"^(?P<label>(?P<front>(?-i:[A-Z])\w+\s+)?(?P<word>{inner})(?:\s+no\b\.?|\s*#)?"
        rf"(?P<code>{code}))(?!\.?\d)(?(front)(?:\s*[:\u2013\u2014]\s*|\s*$)"
        r"|(?:\s*[:.)\u2013\u2014-]+\s*|\s+|$))",
        re.IGNORECASE,
    )


def bare_label(text: str) -> str | None:
    """The label that a text consists of wholly (`1.`, `MD1.1`, `Priority 1`); else None."""
    folded = text.strip()
    if match := _BARE.match(folded):
        return match["code"].rstrip(".")
    match = _worded().match(folded)
    if match and match.end() == len(folded):
        return match["label"].strip()
    return None


def leading_label(text: str, *, heading: bool = False) -> Label | None:
    """The label at the beginning of a text that goes on after it; else None.

    In a heading a bare number counts too ("1 Records were …").
    """
    match = _worded().match(text)
    if match and match.end() < len(text):
        return Label(match["label"].strip(), match.end(), match["word"].lower())
    for pattern in (_LEADING, _LEADING_CODE, *([_LEADING_NUMBER] if heading else [])):
        if (found := pattern.match(text)) and found.end() < len(text):
            return Label(found["code"].rstrip("."), found.end())
    return None


def split_label(passage: Passage, *, heading: bool = False) -> tuple[Passage, str | None, Passage]:
    """A passage as (label's passage, label, rest); without a label the rest is all of it."""
    text = passage.text
    found = leading_label(text, heading=heading)
    if found is None:
        return Passage(), None, passage
    return passage.slice(0, found.end), found.text, passage.slice(found.end, len(text))


def label_word(label: str | None) -> str | None:
    """The word of a worded label (`priority` of `Priority 1`), lower case; else None."""
    match = _worded().match(label.strip()) if label else None
    return " ".join(match["word"].lower().split()) if match else None


def is_action_label(label: str | None) -> bool:
    """True for a label whose word says that it is an action's ("Action 1.1")."""
    return label_word(label) in load("labels")["action_words"]


def label_code(label: str) -> str:
    """The distinctive part of a label: `1` of `Priority 1`, `MD1.1` of itself."""
    match = _worded().match(label.strip())
    if match is None or match["word"].lower() in {"r", "ap", "rec"}:
        return label.strip()
    return str(_NUMBER_WORDS.get(match["code"].strip().lower(), match["code"].strip()))


def label_style(label: str) -> str:
    """What labels of one sequence share: `Priority #`, `#.#`, `MD#`."""
    return re.sub(r"\d+", "#", label.strip().lower())


def opens_with_word(text: str) -> bool:
    """True for a text that a worded label begins: `Priority 2: …`."""
    found = leading_label(text)
    return found is not None and found.word is not None


def number_of(label: str) -> int | None:
    """The last number of a label, or the place of its letter; None where it has none."""
    code = label_code(label)
    if numbers := re.findall(r"\d+", code):
        return int(numbers[-1])
    if re.fullmatch(r"[A-Za-z]", code):
        return ord(code.lower()) - ord("a") + 1
    return None


def stem_of(label: str) -> str:
    """What a label shares with the others of its group: `3` of `3.4`."""
    return label.rstrip(".)").rpartition(".")[0]
