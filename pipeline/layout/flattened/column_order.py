"""The order of a table's columns, where a tool printed its headings in another."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import combinations

from .heads import Head

# A heading by its words.
Key = tuple[str, ...]

# "2. Recommendation": the header counts its columns.
_COUNTED = re.compile(r"(\d{1,2})[.)]?\s")
# How much more headings say that were printed together.
_TOGETHER = 10
# What mostly stands behind the action.
_BEHIND = frozenset({
    "owner", "deadline", "original_deadline", "revised_deadline", "status", "progress", "rag",
    "success_measure", "evidence", "resources",
})  # fmt: skip


def in_order(
    heads: list[Head],
    own: Sequence[list[Head]],
    printings: Sequence[list[Head]],
    joined: Sequence[list[Head]],
) -> list[Head]:
    """A table's headings in the order of their columns.

    `own` are its headings as they were printed, time after time, `printings` those of the
    whole document, its own too: other sections' may be printed better.  `joined` are the
    headings of each table that stand apart in places; they say less.  Of the fullest the
    one counts with which the others agree most, then the one in the usual order.
    """
    counted = {m[1]: h for h in heads if (m := _COUNTED.match(h.text))}
    numbers = sorted(counted, key=int)
    if numbers == [str(n) for n in range(1, len(heads) + 1)]:
        return [counted[n] for n in numbers]
    found = {h.key: h for h in heads}
    if len(found) != len(heads):
        return heads
    # Its own come first.
    ranked = sorted(printings, key=lambda run: not any(run is each for each in own))
    keyed = [list(dict.fromkeys(h.key for h in run)) for run in (*ranked, *joined)]
    ahead: Counter[tuple[Key, Key]] = Counter()
    for number, keys in enumerate(keyed):
        for pair in _pairs(keys, found):
            ahead[pair] += _TOGETHER if number < len(ranked) else 1
    most = max(len(found.keys() & set(keys)) for keys in keyed)

    def agreed(keys: list[Key]) -> tuple[int, int]:
        pairs = _pairs(keys, found)
        votes = sum(_sign(ahead[a, b] - ahead[b, a]) for a, b in pairs)
        return votes, -sum(_unusual(found[a].role, found[b].role) for a, b in pairs)

    # Of equals the first is taken.
    fullest = [keys for keys in keyed if len(found.keys() & set(keys)) == most]
    order = [k for k in max(fullest, key=agreed) if k in found]
    for key in found:
        if key not in order:
            order.insert(_place(key, order, keyed, found), key)
    return [found[key] for key in order]


def _pairs(keys: list[Key], found: dict[Key, Head]) -> list[tuple[Key, Key]]:
    return list(combinations([k for k in keys if k in found], 2))


def _place(key: Key, order: list[Key], printings: list[list[Key]], heads: dict[Key, Head]) -> int:
    """Where a heading stands among others that no printing has together with it."""
    for keys in printings:
        if key in keys and len(keys) > 1:
            at = keys.index(key)
            before = [order.index(k) + 1 for k in keys[:at] if k in order]
            after = [order.index(k) for k in keys[at + 1 :] if k in order]
            if before or after:
                return before[-1] if before else after[0]
    # Where no printing tells, it stands where this table's lines have it.
    return sum(heads[k].line < heads[key].line for k in order)


def _unusual(before: str, after: str) -> bool:
    """True for two columns that mostly stand the other way round."""
    if "number" in (before, after):
        return after == "number"
    return after == "recommendation" or (after == "action" and before in _BEHIND)


def _sign(number: int) -> int:
    return (number > 0) - (number < 0)
