"""The best walk bettered: its neighbours are weighed by the model, and the best of them followed.

A beam sees the lines in turn: what a column leaves out has to be chosen before the lines
come that show it.  Hill climbing over the whole arrangement needs no such foresight
(local search: Russell and Norvig, Artificial Intelligence, 4.1).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from .model import Column
from .neighbours import Neighbours, Placed, Walk
from .spans import Region
from .steps import Step

# How many times the best neighbour is gone to at most, and what it has to gain.
_TIMES = 20
_GAIN = 0.05
# Longer walks than a page's are not bettered: the cost grows with the square of their steps.
_LONGEST = 300

# A walk from a step on with its runs placed as told; None where there is no such walk.
Follow = Callable[[Step, Sequence[Placed]], Step | None]


def polish(
    last: Step,
    columns: Sequence[Column],
    joint: Sequence[int],
    region: Region,
    follow: Follow,
    end: Callable[[Step], float],
) -> list[tuple[float, Step]]:
    """Walks by their scores, the best first: the one given, or what better was found near it.

    `joint` are the columns that are merged together; `follow` walks on as told, `end` gives
    a whole walk's score.  The others are the best's neighbours: they tell how sure it is.
    """
    best = (end(last), last)
    near: list[tuple[float, Step]] = []
    for _ in range(_TIMES):
        walk = Walk.to(best[1])
        if len(walk.placed) > _LONGEST:
            break
        near = []
        for placed in Neighbours(walk, columns, joint, region).all():
            first = _first_change(placed, walk.placed)
            if first is None:
                continue
            made = follow(walk.steps[first], placed[first:])
            if made is not None:
                near.append((end(made), made))
        near.sort(key=lambda pair: -pair[0])
        if not near or near[0][0] < best[0] + _GAIN:
            break
        best = near[0]
    return [best, *near]


def _first_change(placed: Sequence[Placed], before: Sequence[Placed]) -> int | None:
    return next((n for n, (a, b) in enumerate(zip(placed, before, strict=False)) if a != b), None)
