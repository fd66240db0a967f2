"""Whether two texts are the same one printed twice: OCR reads no line twice alike."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from pipeline.layout.lines import Line

# How many of the letters must be the same, in their order.
_SAME = 0.7


def alike(one: Sequence[Line], other: Sequence[Line]) -> bool:
    """Whether lines say the same; where they were read by eye, nearly the same."""
    a, b = (" ".join(line.text for line in lines) for lines in (one, other))
    if a == b:
        return True
    if not by_eye(one) or not by_eye(other):
        return False
    a, b = ("".join(c for c in text.casefold() if c.isalnum()) for text in (a, b))
    return likeness(a, b) >= _SAME


def likeness(one: str, other: str) -> float:
    """The share of two texts that is the same."""
    return SequenceMatcher(None, one, other, autojunk=False).ratio() if one and other else 0.0


def by_eye(lines: Sequence[Line]) -> bool:
    """Whether any word of the lines was read by eye."""
    return any(word.by_eye for line in lines for word in line.words)


def numbers(lines: Sequence[Line]) -> list[str]:
    """The numbers that lines hold, in order."""
    return re.findall(r"\d+", " ".join(line.text for line in lines))


def sureness(lines: Sequence[Line]) -> float:
    """How sure the least sure word of the lines is; 0 where there is none."""
    return min((w.confidence for line in lines for w in line.words), default=0.0)
