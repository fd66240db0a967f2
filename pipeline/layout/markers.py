"""Bullets and list labels at the beginning of a line."""

from __future__ import annotations

import re
from collections.abc import Sequence

from schemas.document import Word

# Private-use glyphs are what Symbol and Wingdings bullets come out as.
_BULLET = re.compile(
    "^(?:[\u2022\u2023\u2043\u2219\u25a0-\u25ff\u2610-\u2612\u2700-\u27bf\u2b00-\u2bff"
    "\uf000-\uf0ff\u00b7\u00a7\u00d8\u00fc]|[-\u2010-\u2015\u2212*o>]|\ufffd|\\(cid:\\d+\\))$"
)
_NUMBER = r"[1-9]\d?"
_LABEL = re.compile(
    rf"^(?:\({_NUMBER}\)|\([a-z]\)|\([ivx]{{1,5}}\)"
    rf"|{_NUMBER}[.)]|{_NUMBER}(?:\.{_NUMBER}){{1,3}}[a-z]?[.)]?|{_NUMBER}[a-z][.)]"
    r"|[a-z][.)]|[A-Z]\)|[ivx]{2,5}[.)]|[A-Z]{1,3}\d{1,2}(?:\.\d{1,2})*[a-z]?[.)])$"
)
_DATE_LIKE = re.compile(r"^\d{1,2}\.\d{1,2}\.\d{2}\.?$")


def is_bullet(text: str) -> bool:
    """True for a word that is a bullet glyph."""
    return bool(_BULLET.match(text))


def is_label(text: str) -> bool:
    """True for a word that looks like a list label: `1.`, `a)`, `1.1`, `(ii)`, `R3.`."""
    return bool(_LABEL.match(text)) and not _DATE_LIKE.match(text)


def marker_length(words: Sequence[Word]) -> int:
    """How many of a line's first words are its bullet or label: 0 or 1.

    A marker is followed by text on the same line: alone it is the text.  A bare
    decimal (`1.2`, without a closing stop) is one only before a capital.
    """
    if len(words) < 2 or words[1].glued:
        return 0
    first, second = words[0].text, words[1].text
    if is_bullet(first):
        return 1
    if not is_label(first):
        return 0
    if first[-1].isdigit() and not (second[0].isupper() or second[0] in "‘’“\"'(["):
        return 0
    return 1
