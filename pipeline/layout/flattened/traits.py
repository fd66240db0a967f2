"""What the texts of a column are like: naive Bayes over a few features, learned from its cells.

Actions begin with a verb and end with a stop, costs hold figures, measures are short: which
of these a table's columns do tells where a text belongs.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from .kinds import Kinds
from .model import ColumnKind

STOPS = ".!?;:)”’"
# How often texts at large end with a stop, begin with a verb and hold figures, and the
# logarithm of the number of their words: its mean, and how far it strays.
_STOPPED, _ACTING, _FIGURES = 0.5, 0.5, 0.3
_WORDS, _SPREAD = math.log(8.0), 1.0
# The same of a column of which nothing is known, where it is otherwise.
_AT_FIRST = 0.6
_ACTS: dict[str, float] = {"action": 0.75, "prose": 0.3, "list": 0.3}
# What is thought at first counts as much as so many cells.
_WEIGHT = 3.0
# The narrowest spread, what a strange number of words costs at most, and what speaks for a
# text at most.
_NARROWEST = 0.5
_LEAST = -2.5
_MOST = 0.6


@dataclass(frozen=True, slots=True)
class Traits:
    """The shares of a column's texts that end with a stop, begin as actions do, hold figures.

    `words` and `spread` are the mean and the deviation of the logarithm of how many words
    they have.
    """

    stopped: float
    acting: float
    figures: float
    words: float
    spread: float

    def fit(self, text: str, words: int, kinds: Kinds) -> float:
        """What speaks for a text as one of the column's, as a logarithm of odds.

        Little for a usual one: more would make two cells of each that has two sentences.
        """
        score = _ratio(self.figures, _FIGURES, holds=_figures(text))
        score += _ratio(self.stopped, _STOPPED, holds=text[-1:] in STOPS)
        if not kinds.nobody(text):
            score += _ratio(self.acting, _ACTING, holds=kinds.acts(text))
        return min(_MOST, score + self._size(words))

    def _size(self, words: int) -> float:
        size = math.log(words)
        own = ((size - self.words) / self.spread) ** 2 / 2 + math.log(self.spread)
        usual = ((size - _WORDS) / _SPREAD) ** 2 / 2
        return max(_LEAST, usual - own)


def usual_traits(kind: ColumnKind) -> Traits:
    """What a column's texts are like before any is known."""
    return Traits(_AT_FIRST, _ACTS.get(kind, _ACTING), _FIGURES, _WORDS, _SPREAD)


def learn_traits(kind: ColumnKind, texts: list[str], kinds: Kinds) -> Traits:
    """What a column's texts are like, by those that an arrangement gave it."""
    usual = usual_traits(kind)
    sizes = [math.log(len(text.split())) for text in texts]
    mean = _mean(sizes, usual.words)
    spread = math.sqrt(_mean([(size - mean) ** 2 for size in sizes], usual.spread**2))
    return Traits(
        _mean([text[-1:] in STOPS for text in texts], usual.stopped),
        _mean([kinds.acts(text) for text in texts], usual.acting),
        _mean([_figures(text) for text in texts], usual.figures),
        mean,
        max(_NARROWEST, spread),
    )


def _mean(held: list[float] | list[bool], usual: float) -> float:
    return (sum(held) + _WEIGHT * usual) / (len(held) + _WEIGHT)


def _figures(text: str) -> bool:
    return any(c.isdigit() for c in text)


def _ratio(share: float, usual: float, *, holds: bool) -> float:
    return math.log(share / usual if holds else (1.0 - share) / (1.0 - usual))
