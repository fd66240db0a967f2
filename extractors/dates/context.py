"""What a document tells about its dates, and the years that it lets a date have."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

# A plan's deadlines lie from a little before its own date to a year after it,
# as far as the document does not say which period it covers.
_BEFORE = dt.timedelta(days=31)
_AFTER = dt.timedelta(days=365)


@dataclass(frozen=True)
class DateContext:
    """What the document says that a date's words may leave out.

    `plan_first` and `plan_last` span the plan's own date; `period_first` and
    `period_last` the time that it says it covers.  `half_terms` maps names such
    as "autumn 1" to their first and last month, `term_dates` to their first and
    last day.  `academic` says that a bare Autumn, Spring or Summer is a term;
    `calendar_quarters` that quarters run from January.
    """

    plan_first: dt.date | None = None
    plan_last: dt.date | None = None
    period_first: dt.date | None = None
    period_last: dt.date | None = None
    half_terms: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    term_dates: Mapping[str, tuple[dt.date, dt.date]] = field(default_factory=dict)
    academic: bool = False
    calendar_quarters: bool = False

    @property
    def anchor(self) -> dt.date | None:
        """The day from which "next year" counts: the plan's date, else its period's start."""
        return self.plan_first or self.period_first

    @property
    def years(self) -> range:
        """The years worth trying for a date without one."""
        known = (self.plan_first, self.plan_last, self.period_first, self.period_last)
        held = [day.year for day in known if day is not None]
        return range(min(held) - 1, max(held) + 3) if held else range(0)

    def allows(self, earliest: dt.date, latest: dt.date, *, doubtful: bool = False) -> bool:
        """True where a deadline with this span fits the plan.

        Inside its period and not before its date; where no period is known, up
        to a year after its date.  With `doubtful`, days in the month before the
        plan's date fit as well: such a day then fits two years, and neither is
        chosen.
        """
        if self.period_first is not None and self.period_last is not None:
            inside = earliest <= self.period_last and latest >= self.period_first
            return inside and (self.plan_first is None or latest >= self.plan_first)
        if self.plan_first is None:
            return False
        last = self.plan_last or self.plan_first
        first = self.plan_first - _BEFORE if doubtful else self.plan_first
        return first <= latest <= last + _AFTER


NO_CONTEXT = DateContext()


def plausible_year(year: int, context: DateContext, *, wide: bool = False) -> bool:
    """True where two digits after a month may be taken for this year.

    That is from a year before the plan to six years after it (`wide`: five
    before to ten after, for `Mar-14` and `Dec12`, which are hardly days).  30
    and 31 without a context may be days, and so are not plausible.
    """
    anchor = context.anchor
    if anchor is None:
        return 2000 <= year <= 2045 and (wide or not 2030 <= year <= 2031)
    before, after = (5, 10) if wide else (1, 6)
    return anchor.year - before <= year <= anchor.year + after
