"""Counts, likeness of texts, and the best assignment of two lists to each other."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

_SPACE = re.compile(r"\s+")
# Producers differ in the glyphs they choose for these; the words are the same.
_GLYPHS = str.maketrans(
    {
        "’": "'",
        "‘": "'",
        "ʼ": "'",
        "`": "'",
        "“": '"',
        "”": '"',
        "–": "-",
        "—": "-",
        "‐": "-",
        "‑": "-",
        "−": "-",
    }
)


def folded(text: object) -> str | None:
    """A text as it is compared: NFC, one space, plain quotes and dashes; None stays None."""
    if text is None:
        return None
    plain = unicodedata.normalize("NFC", str(text)).translate(_GLYPHS)
    return _SPACE.sub(" ", plain).strip()


def likeness(left: object, right: object) -> float:
    """How alike two texts are, 0 to 1, after folding."""
    return fuzz.ratio(folded(left) or "", folded(right) or "") / 100


@dataclass(slots=True)
class Count:
    """Right, false (got, not in gold) and missed (in gold, not got)."""

    right: int = 0
    false: int = 0
    missed: int = 0

    def add(self, other: Count) -> None:
        self.right += other.right
        self.false += other.false
        self.missed += other.missed

    @property
    def precision(self) -> float:
        got = self.right + self.false
        return self.right / got if got else 1.0

    @property
    def recall(self) -> float:
        due = self.right + self.missed
        return self.right / due if due else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall; 1 where there was nothing to find."""
        whole = 2 * self.right + self.false + self.missed
        return 2 * self.right / whole if whole else 1.0

    @property
    def empty(self) -> bool:
        return not (self.right or self.false or self.missed)

    def as_dict(self) -> dict[str, float]:
        """The counts and the figures, rounded to four places."""
        return {
            "right": self.right,
            "false": self.false,
            "missed": self.missed,
            "precision": round(self.precision, 4),
            "recall": round(self.recall, 4),
            "f1": round(self.f1, 4),
        }


def assign(scores: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """The pairs (row, column) whose scores add up to the most, each used once.

    The Hungarian method by shortest augmenting paths: rows² × columns steps.
    Pairs of score 0 or less are left out.
    """
    if not scores or not scores[0]:
        return []
    if len(scores) > len(scores[0]):
        turned = [list(column) for column in zip(*scores, strict=True)]
        return sorted((row, column) for column, row in assign(turned))
    taken = _matching([[-score for score in row] for row in scores])
    pairs = [(row, column) for column, row in enumerate(taken) if row >= 0]
    return sorted((row, column) for row, column in pairs if scores[row][column] > 0)


def _matching(cost: list[list[float]]) -> list[int]:
    """For each column the row it is given (-1 for none), at the least cost."""
    rows, columns = len(cost), len(cost[0])
    u, v = [0.0] * (rows + 1), [0.0] * (columns + 1)
    owner, way = [0] * (columns + 1), [0] * (columns + 1)
    for row in range(1, rows + 1):
        owner[0], here = row, 0
        least = [float("inf")] * (columns + 1)
        used = [False] * (columns + 1)
        while owner[here]:
            used[here] = True
            at, delta, nearest = owner[here], float("inf"), 0
            line = cost[at - 1]
            for column in range(1, columns + 1):
                if used[column]:
                    continue
                reduced = line[column - 1] - u[at] - v[column]
                if reduced < least[column]:
                    least[column], way[column] = reduced, here
                if least[column] < delta:
                    delta, nearest = least[column], column
            for column in range(columns + 1):
                if used[column]:
                    u[owner[column]] += delta
                    v[column] -= delta
                else:
                    least[column] -= delta
            here = nearest
        while here:
            owner[here] = owner[way[here]]
            here = way[here]
    return [row - 1 for row in owner[1:]]
