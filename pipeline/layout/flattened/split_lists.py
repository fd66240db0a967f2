"""Lists of people that a tool printed in two halves, with another table's columns between."""

from __future__ import annotations

from extractors.people.shape import shape_of

from .heads import Head, people_role
from .lines import Line

_FEWEST = 2
# So many other runs of headings stand between the halves at most.
_APART = 3
_POST = 0.6


def halves(runs: list[list[Head]], lines: list[Line]) -> list[tuple[int, int, int]]:
    """The two runs (by number) that head one list, and how many entries it has.

    Names stand below the one, as many posts below the other.
    """
    found: list[tuple[int, int, int]] = []
    for first in range(len(runs)):
        one = _alone(runs[first])
        if one is None or first + 2 >= len(runs) or _alone(runs[first + 1]) is not None:
            continue
        names = _below(runs[first], runs[first + 1][0].line, lines)
        for second in range(first + 2, min(first + 2 + _APART, len(runs))):
            two = _alone(runs[second])
            if two is None or two == one:
                continue
            end = runs[second + 1][0].line if second + 1 < len(runs) else len(lines)
            posts = _below(runs[second], end, lines)[: len(names)]
            if len(names) >= _FEWEST and len(posts) == len(names):
                columns = {one: names, two: posts}
                if all(map(_is_post, columns["post"])) and not any(map(_is_post, columns["name"])):
                    found.append((first, second, len(names)))
            break
    return found


def _alone(run: list[Head]) -> str | None:
    """What a heading by itself means in a list of people, if it heads names or posts."""
    role = people_role(run[0].text) if len(run) == 1 else None
    return role if role in ("name", "post") else None


def _below(run: list[Head], end: int, lines: list[Line]) -> list[str]:
    last = run[-1].words[-1].index
    return [x.text for x in lines[run[0].line : end] if x.words and x.words[0].index > last]


def _is_post(text: str) -> bool:
    found = shape_of(text)
    return found.kind == "post" and found.sure >= _POST and not found.name
