"""Ordinals that were misread (`30tn`, `1sl`), mended where a date results."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from schemas.page import PageWord

_MONTH = re.compile(
    r"^(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b",
    re.IGNORECASE,
)
_DAY = re.compile(r"^(\d{1,2})([A-Za-z0-9\"'“”’*°^]{1,2})([,.]?)$")
# What is made of a small raised `th`, `st`, `nd`, `rd`.
_ENDS = {
    "th": {
        "th",
        "tn",
        "ih",
        "lh",
        "h",
        "t",
        "m",
        "n",
        "tb",
        "t1",
        "a",
        '"',
        "“",
        "”",
        "'",
        "*",
        "™",
    },
    "st": {"st", "sl", "si", "s", "5t", "s1", "8t", "a", '"', "“", "”", "'", "*"},
    "nd": {"nd", "nc", "rd", "ad", "n", "na", '"', "“", "”", "'", "*"},
    "rd": {"rd", "nd", "ro", "r", "ra", '"', "“", "”", "'", "*"},
}
_DOUBT = 0.6
# Given names that begin with I.
_NAMES = {
    "Iain", "Ian", "Ibrahim", "Ida", "Idris", "Iestyn", "Ieuan", "Ifan", "Ifor", "Imogen", "Imran",
    "Ingrid", "Ioan", "Iona", "Iqbal", "Irene", "Iris", "Irina", "Isaac", "Isabel", "Isabella",
    "Isabelle", "Isaiah", "Isha", "Isla", "Ismail", "Isobel", "Ivan", "Ivor", "Ivy", "Iwan",
}  # fmt: skip


def mend(words: Sequence[PageWord]) -> None:
    """Mend the ordinals right before a month, and names' first letters; `raw` keeps what was read.

    A capital I looks like a small l: `lan Webb` is Ian.
    """
    for word, after in pairwise(words):
        if word.text.startswith("l") and f"I{word.text[1:]}" in _NAMES and after.text[:1].isupper():
            word.raw, word.text = word.text, f"I{word.text[1:]}"
        near = word.page == after.page and abs(word.baseline - after.baseline) < 4
        if not near or not _MONTH.match(after.text):
            continue
        found = _DAY.match(word.text)
        if not found or found[2].isdigit():
            continue
        day, end, stop = found.groups()
        right = _ending(int(day))
        if end.lower() == right or end.lower() not in _ENDS[right] or not 1 <= int(day) <= 31:
            continue
        word.raw, word.text = word.text, f"{day}{right}{stop}"
        word.confidence = min(word.confidence, _DOUBT)


def _ending(day: int) -> str:
    if day % 100 in (11, 12, 13):
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
