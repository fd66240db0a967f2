"""Words that are much wider or narrower than what was read: read again, or doubted.

OCR can be sure of a `1` where `31st` is printed; the ink tells.
"""

from __future__ import annotations

import numpy as np

from pipeline.read.ocr.cache import Reader
from pipeline.read.ocr.engine import Image
from pipeline.read.ocr.look import SeenWord

# Widths in font sizes.
_NARROW = set("iljftrI.,:;'|!()[]‘’-/")
_WIDE = set("mwMW@%&—")
_WIDTHS = {"narrow": 0.3, "wide": 0.85, "digit": 0.55, "capital": 0.68, "small": 0.53}
# How much wider or narrower than expected a word may be.
_LEAST, _MOST = 0.4, 1.6
# What is doubted is surer than this only where it was read again, alike or better.
_DOUBT = 0.5
_SURE = 0.8
_AROUND = 0.25


def expected(text: str) -> float:
    """About how wide a text is, in font sizes."""
    return sum(
        _WIDTHS[
            "narrow"
            if c in _NARROW
            else "wide"
            if c in _WIDE
            else "digit"
            if c.isdigit()
            else "capital"
            if c.isupper()
            else "small"
        ]
        for c in text
    )


def unlikely(text: str, width: float, size: float) -> bool:
    """Whether a text can't well be as wide as the ink that it was read from."""
    if not any(c.isalnum() for c in text):
        return False
    share = width / (expected(text) * size)
    return not _LEAST <= share <= _MOST


def look_again(words: list[SeenWord], picture: Image, reader: Reader) -> None:
    """Read the unlikely words by themselves; doubt those that stay so."""
    odd = [w for w in words if not w.turn and unlikely(w.text, w.right - w.left, w.size)]
    crops = []
    for word in odd:
        room = _AROUND * word.size
        top, bottom = max(0, round(word.top - room)), round(word.bottom + room)
        left, right = max(0, round(word.left - room)), round(word.right + room)
        crops.append(np.ascontiguousarray(picture[top:bottom, left:right]))
    for word, made in zip(odd, reader.read(crops), strict=True):
        text, width = made.text.strip(), word.right - word.left
        if (
            text
            and " " not in text
            and made.score >= _SURE
            and not unlikely(text, width, word.size)
        ):
            word.text, word.sure = text, min(made.sure)
        else:
            word.sure = min(word.sure, _DOUBT)
