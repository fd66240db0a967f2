"""Status, RAG and response: words, letters and colours.

The wordings are data (`vocabulary/status.toml`).
"""

from __future__ import annotations

import colorsys
import re
from functools import cache, lru_cache

from schemas.plan import RagValue, StatusValue

from .vocabulary import load

_NOTHING = re.compile(r"^(?:n\s*/?\s*a\.?|not applicable|none|nil|[-–—_. ]*)$", re.IGNORECASE)


_EDGE = re.compile(r"\b")
_PERCENT = re.compile(r"(\d{1,3})\s*%(?:\s*complete)?")


def is_nothing(text: str) -> bool:
    """True for a cell that says there is nothing: empty, `N/A`, a dash."""
    return bool(_NOTHING.match(text.strip()))


def _fold(text: str) -> str:
    return " ".join(text.casefold().replace("‑", "-").split()).strip(" .:;()")


@cache
def _table(section: str) -> dict[str, str]:
    return {
        _fold(word): value for value, words in load("status")[section].items() for word in words
    }


@lru_cache(maxsize=8192)
def _lookup(section: str, text: str) -> str | None:
    """The value whose wording a text is, or begins with (the longest wording wins)."""
    table, folded = _table(section), _fold(text)
    if folded in table:
        return table[folded]
    begun = [w for w in table if len(w) > 2 and folded.startswith(w) and _ends(folded, len(w))]
    return table[max(begun, key=len)] if begun else None


def _ends(text: str, at: int) -> bool:
    """True where a word ends or begins at a place of the text."""
    return _EDGE.match(text, at) is not None


def status_value(text: str) -> StatusValue | None:
    """The status that a text words: `In progress`; None for prose and for empty text."""
    if not text.strip():
        return None
    found = _lookup("status", text)
    if found is not None:
        return found  # type: ignore[return-value]
    percent = _PERCENT.fullmatch(_fold(text))
    if percent:
        done = int(percent[1])
        return "complete" if done >= 100 else "in_progress" if done else "not_started"
    return "other" if len(text.split()) <= 4 else None


def status_word(text: str) -> bool:
    """True for a text that is a known status wording or a percentage, and not merely short."""
    if not text.strip() or len(text.split()) > 6:
        return False
    return _lookup("status", text) is not None or is_percentage(text)


def is_percentage(text: str) -> bool:
    """True for "75%" and "75% complete"."""
    return _PERCENT.fullmatch(_fold(text)) is not None


def is_done(text: str) -> bool:
    """True for a text that begins by saying that something is done ("Completed 12 May")."""
    return bool(text.strip()) and _lookup("status", text) == "complete"


def rag_value(text: str) -> RagValue | None:
    """The colour that a text names by word or letter; None where it names none."""
    return _table("rag").get(_fold(text)) or _first_word(text)  # type: ignore[return-value]


def _first_word(text: str) -> str | None:
    words = re.findall(r"[a-z]+", text.casefold())
    table = _table("rag")
    return table.get(words[0]) if words and len(words[0]) > 2 else None


def fill_value(fill: str) -> RagValue:
    """The colour's name of a cell fill `#rrggbb`, by hue."""
    red, green, blue = (int(fill[i : i + 2], 16) / 255 for i in (1, 3, 5))
    hue, light, saturation = colorsys.rgb_to_hls(red, green, blue)
    if saturation < 0.15 or light > 0.97 or light < 0.06:
        return "grey" if 0.06 <= light <= 0.97 else "other"
    degrees = hue * 360
    if degrees < 18 or degrees >= 330:
        return "red"
    if degrees < 68:
        return "amber"
    if degrees < 170:
        return "green"
    return "blue" if degrees < 260 else "other"


def is_refusal(text: str) -> bool:
    """True for a response that refuses the recommendation (`Not agreed`)."""
    return _lookup("response", text) == "refused"


def is_response(text: str) -> bool:
    """True for the wording of a response: `Accepted`, `Partly agreed` ..."""
    return _lookup("response", text) is not None and len(text.split()) <= 6
