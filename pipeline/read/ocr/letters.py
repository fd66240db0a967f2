"""Which characters a page in English may hold: the model knows those of all scripts.

A speck beside a letter makes it another alphabet's letter, which in a plan
means the plain one.  Those of names (Siân, Zoë) stay, where the model is sure.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Any

import numpy as np

_PLAIN = {chr(n) for n in range(32, 127)} | set("£°½¼¾²³×–—‘’“”…•·")
_SIGNS = set("■□▪▫●○◆◇►▶▲△▼▽☐☑☒✓✔✗✘✕✖❑❒➢➤→←↑↓★☆")
_ACCENTED = set("àáâäãåçèéêëìíîïñòóôöõøùúûüýÿŵŷ")
_ACCENTED |= {c.upper() for c in _ACCENTED} | {"€"}
# How much surer the model must be of such a letter than of a plain one.
_DOUBTED = 0.02
# Letters without a decomposition, by the plain ones that they look like.
_LIKE = {
    "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ħ": "h", "ı": "i", "ŧ": "t", "ø": "o", "ª": "a",
    "º": "o", "−": "-", "‐": "-", "，": ",", "。": ".", "、": ",", "‚": ",",
}  # fmt: skip


class English:
    """Makes of the model's weights for all its characters those of the ones that may be there."""

    def __init__(self, known: Sequence[str]) -> None:
        """`known` are the model's characters, the first of which stands for none."""
        numbers = {char: n for n, char in enumerate(known)}
        kept = [n for n, c in enumerate(known) if n == 0 or c in _PLAIN | _SIGNS | _ACCENTED]
        self.characters = [known[n] for n in kept]
        self._kept = np.array(kept)
        self._weights = np.array(
            [_DOUBTED if known[n] in _ACCENTED else 1.0 for n in kept], np.float32
        )
        places = {n: place for place, n in enumerate(kept)}
        others = []
        for n, char in enumerate(known):
            like = _plain(char)
            if n not in places and like in numbers and numbers[like] in places:
                others.append((n, places[numbers[like]]))
        self._from = [n for n, _ in others]
        self._to = [place for _, place in others]

    def of(self, weights: Any) -> Any:
        """Weights by line, step and character: those kept, the likeliest of each step as it was."""
        held = weights[:, :, self._kept]
        for place, n in zip(self._to, self._from, strict=True):
            held[:, :, place] += weights[:, :, n]
        chosen = np.expand_dims((held * self._weights).argmax(axis=2), 2)
        made = np.zeros_like(held)
        np.put_along_axis(made, chosen, np.take_along_axis(held, chosen, 2), 2)
        return made


def _plain(char: str) -> str:
    """The plain character that another looks like, or nothing."""
    if char in _LIKE:
        return _LIKE[char]
    base = unicodedata.normalize("NFKD", char)
    base = "".join(c for c in base if not unicodedata.combining(c))
    return base if len(base) == 1 and base in _PLAIN else ""
