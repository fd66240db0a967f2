"""What holding one plan against its gold found."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field

from .score import Count


@dataclass(frozen=True, slots=True)
class Difference:
    """A false or missed value: where it stands, what gold has and what was got.

    `gold` is None for a value that is not in gold, `got` for one that was missed.
    """

    field: str
    where: str
    gold: str | None
    got: str | None


def _counts() -> defaultdict[str, Count]:
    return defaultdict(Count)


@dataclass(slots=True)
class Comparison:
    """What holding one plan against its gold found.

    `counts` has a `Count` for each field; `strict` and `soft` are among them.
    `invented` names rows that correspond to none of gold, `silent` the wrong
    actions that neither a finding nor a low confidence gives away.
    """

    counts: defaultdict[str, Count] = field(default_factory=_counts)
    differences: list[Difference] = field(default_factory=list)
    invented: list[str] = field(default_factory=list)
    silent: list[str] = field(default_factory=list)

    def one(
        self, name: str, where: str, gold: object, got: object, *, same: bool | None = None
    ) -> None:
        """Count a single value; None is no value. `same` overrules plain equality."""
        if gold is None and got is None:
            return
        if gold == got if same is None else same:
            self.counts[name].right += 1
            return
        self.counts[name].add(Count(0, int(got is not None), int(gold is not None)))
        self.differences.append(Difference(name, where, shown(gold), shown(got)))

    def many(
        self, name: str, where: str, gold: Sequence[Hashable], got: Sequence[Hashable]
    ) -> None:
        """Count a list of values by what both hold, whatever the order."""
        left, right = Counter(gold), Counter(got)
        shared = sum((left & right).values())
        self.counts[name].add(Count(shared, len(got) - shared, len(gold) - shared))
        missed = [Difference(name, where, shown(v), None) for v in (left - right).elements()]
        false = [Difference(name, where, None, shown(v)) for v in (right - left).elements()]
        self.differences += missed + false


def shown(value: object) -> str | None:
    """A value as the list of differences prints it."""
    if isinstance(value, tuple):
        return " | ".join("-" if part is None else str(part) for part in value)
    return None if value is None else str(value)
