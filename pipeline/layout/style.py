"""How a document is set: the size of its running text, its line spacing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from pipeline.layout.lines import Line

_LOOSER = 1.25


@dataclass(slots=True)
class Style:
    """`body` is the font size of most characters; `pitch` the distance of two
    baselines within a paragraph, by font size; `levels` the heading sizes,
    largest first.
    """

    body: float = 10.0
    pitch: dict[float, float] = field(default_factory=dict)

    def parted(self, above: Line, below: Line) -> bool:
        """True where the space between two lines is more than a paragraph has."""
        if above.page != below.page:
            return False
        step = below.baseline - above.baseline
        if step <= 0:
            return False
        size = max(above.size, below.size)
        usual = self.pitch.get(round(size * 2) / 2, 1.2 * size)
        return step > _LOOSER * usual


def style_of(groups: Iterable[Sequence[Line]]) -> Style:
    """The style of a document, from groups of lines that stand under each other."""
    sizes: Counter[float] = Counter()
    steps: dict[float, Counter[float]] = {}
    for group in groups:
        for line in group:
            for word in line.words:
                sizes[round((word.size or 0) * 2) / 2] += len(word.text)
        for above, below in pairwise(group):
            if above.page != below.page or abs(above.size - below.size) > 0.3:
                continue
            step = below.baseline - above.baseline
            if 0.9 * below.size < step < 2.6 * below.size:
                steps.setdefault(round(below.size * 2) / 2, Counter())[round(step * 2) / 2] += 1
    body = sizes.most_common(1)[0][0] if sizes else 10.0
    return Style(body, {size: _usual(size, seen) for size, seen in steps.items()})


def _usual(size: float, steps: Counter[float]) -> float:
    """The smallest step that is no accident: paragraphs of one line each are further apart."""
    enough = max(2, 0.08 * sum(steps.values()))
    often = [step for step, count in steps.items() if count >= enough]
    return min(often) if often else 1.2 * size
