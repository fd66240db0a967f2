"""Leads in text that lost its columns: post, name, post, name, each on a line of its own."""

from __future__ import annotations

from collections.abc import Sequence

from schemas.document import Passage

from .leads import Row
from .shape import is_initials, name_words, nobody_state, shape_of

_MOST_WORDS = 10
# Fewer rounds than this may be chance.
_LEAST_ROUNDS = 3


def read_cycles(passages: Sequence[Passage]) -> tuple[list[Row], set[int]]:
    """The leads of lines that turn round by twos or threes, and the indexes of those lines.

    Each round holds a name (or `TBC`, `Vacant`) and a post, initials or both.
    """
    classes = [_class(p.without(struck=True).text) for p in passages]
    rows: list[Row] = []
    used: set[int] = set()
    start = 0
    while start < len(classes):
        period, rounds = _turns(classes, start)
        for turn in range(rounds):
            low = start + turn * period
            rows.append(_row(passages[low : low + period], classes[low : low + period]))
        used |= set(range(start, start + rounds * period))
        start += max(1, rounds * period)
    return rows, used


def _class(text: str) -> str:
    """`n` a name or nobody, `i` initials, `p` a post or body, `-` anything else."""
    if not text or len(text.split()) > _MOST_WORDS:
        return "-"
    if nobody_state(text) or name_words(text):
        return "n"
    if is_initials(text):
        return "i"
    return "p" if shape_of(text).kind in ("post", "organisation") else "-"


def _turns(classes: list[str], start: int) -> tuple[int, int]:
    """The period and the number of rounds of the cycle that begins at `start`; (0, 0) if none."""
    for period in (3, 2):
        first = classes[start : start + period]
        if len(set(first)) < period or "n" not in first or "-" in first:
            continue
        rounds = 1
        while classes[start + rounds * period : start + (rounds + 1) * period] == first:
            rounds += 1
        if rounds >= _LEAST_ROUNDS:
            return period, rounds
    return 0, 0


def _row(passages: Sequence[Passage], classes: list[str]) -> Row:
    row = Row(Passage.join(p.without(struck=True) for p in passages))
    for passage, kind in zip(passages, classes, strict=True):
        text = passage.without(struck=True).text
        if kind == "i":
            row.initials = text
        elif kind == "p":
            row.job_title = text
        elif state := nobody_state(text):
            row.state = state
        else:
            row.name = text
    return row
