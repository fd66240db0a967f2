"""How sure the words of a value are, where OCR read them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from .document import Word

# Which pages are read by OCR: those without usable text, none, all.
Mode = Literal["auto", "never", "force"]
# Below this, a value that OCR read is doubtful.
DOUBTFUL = 0.75
_LEAST = 0.7


def ocr_confidence(words: Iterable[Word]) -> float | None:
    """The confidence of the least sure word; None where OCR read none of them."""
    read = [w.confidence for w in words if w.by_eye]
    return round(min(read), 3) if read else None


def ocr_share(confidence: float | None) -> float:
    """By what a whole row's confidence falls for its least sure word: one word is not the row."""
    return 1.0 if confidence is None else _LEAST + (1 - _LEAST) * confidence
