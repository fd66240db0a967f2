"""Names and titles made comparable: case, accents, apostrophes, hyphens and ligatures folded."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_APOSTROPHES = re.compile(r"['’‘ʼ`´′]")
_HYPHENS = re.compile(r"[-‐‑‒–—―\u00ad]+")
# "Co-ordinator" is one word.
_CO = re.compile(r"\bco[-‐‑](?=[a-z])")
_OTHER = re.compile(r"[^\w\s&]+")
_SPACE = re.compile(r"\s+")


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """The text in small letters, without accents and marks, words apart by one space.

    Apostrophes go (`O’Neil` is `oneil`); hyphens and other marks become spaces;
    ligatures come apart; `&` is `and`.
    """
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text)
        text = "".join([c for c in text if not unicodedata.combining(c)])
    text = text.casefold()
    text = _APOSTROPHES.sub("", text)
    text = _CO.sub("co", text)
    text = _HYPHENS.sub(" ", text)
    text = _OTHER.sub(" ", text).replace("&", " and ")
    return _SPACE.sub(" ", text).strip()


def squeeze(text: str) -> str:
    """`fold` without spaces: `O'Dowd`, `O Dowd` and `Odowd` are one."""
    return fold(text).replace(" ", "")
