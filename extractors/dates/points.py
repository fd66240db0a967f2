"""What the grammar reads before anybody asks for the calendar: points and ranges."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

Unit = Literal[
    "day",
    "month",
    "quarter",
    "half_year",
    "term",
    "numbered_term",
    "season",
    "year",
    "financial_year",
    "academic_year",
    "some_year",
    "feast",
    "week_from",
    "week_to",
    "week_of_month",
    "placeholder",
    "impossible",
    "ambiguous",
]
Edge = Literal["start", "early", "middle", "late", "end"]


@dataclass(frozen=True, slots=True)
class Point:
    """A day, month, quarter, term ... as worded; the year may be missing.

    `split` marks a year such as 2019/20, held by its first half.  `number` is a
    quarter's or a half's; `name` a term's, season's or feast's.  `shift` counts
    years from the plan's own: 1 in "next year".
    """

    unit: Unit
    year: int | None = None
    month: int | None = None
    day: int | None = None
    number: int | None = None
    name: str = ""
    split: bool = False
    calendar: bool = False
    edge: Edge | None = None
    weekday: int | None = None
    shift: int | None = None

    def with_edge(self, edge: Edge) -> Point:
        return replace(self, edge=edge)

    @property
    def broken(self) -> bool:
        """True where no calendar can make a date of it."""
        return self.unit in ("impossible", "ambiguous", "placeholder")


@dataclass(frozen=True, slots=True)
class Expression:
    """A point, or a range from `first` to `last`, and the characters it covers."""

    first: Point
    last: Point | None
    start: int
    end: int
    # Separate months or quarters in a list: "June and December".
    listed: bool = False
    # Where the text of the first point ends and that of the last begins.
    joint: tuple[int, int] | None = None

    @property
    def points(self) -> tuple[Point, ...]:
        return (self.first,) if self.last is None else (self.first, self.last)

    def halves(self) -> tuple[Expression, Expression] | None:
        """The two ends as expressions of their own; None for a single point."""
        if self.last is None or self.joint is None:
            return None
        return (
            Expression(self.first, None, self.start, self.joint[0]),
            Expression(self.last, None, self.joint[1], self.end),
        )
