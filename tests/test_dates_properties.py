"""Properties of the date grammar: it reads back what it prints, and no string raises."""

from __future__ import annotations

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.dates import (
    DateContext,
    date_piece,
    find_dates,
    pieces_complete,
    read_deadline,
    read_when,
)
from schemas.document import Passage, Word

DAYS = st.dates(dt.date(2001, 1, 1), dt.date(2045, 12, 31))
MONTHS = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
]  # fmt: skip
LEADS = st.sampled_from(["", "by ", "By ", "no later than ", "Due: ", "on or before ", "Phase 2: "])
BITS = st.sampled_from(
    [
        "30", "th", "st", "1", "31", "12", "Sept", "May", "march", "2016", "16", "/", ".", "-", "–",
        "(", ")", ":", ",", "by", "end of", "mid-", "Q3", "Quarter", "2019/20", "Autumn", "term",
        "Easter", "from", "to", "and", "revised", "Original:", "Completed", "ongoing", "TBC",
        "within", "6 weeks", "next year", "w/c", "Friday", "20XX", "99999", "29 February", "½",
        "every", "half", "first", "week", "last", "H1", "FY", "Phase 1:", "0000", "2100", "\u0663",
    ]
)  # fmt: skip
MIXED = st.lists(BITS, max_size=9).map(" ".join) | st.lists(BITS, max_size=6).map("".join)
PLAN = DateContext(plan_first=dt.date(2016, 9, 22), plan_last=dt.date(2016, 9, 22))
CONTEXTS = st.sampled_from([DateContext(), PLAN, DateContext(academic=True)])


def suffix(day: int) -> str:
    return "th" if 10 < day < 14 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


def notations(day: dt.date) -> list[str]:
    name, short = MONTHS[day.month - 1], MONTHS[day.month - 1][:3]
    ordinal = f"{day.day}{suffix(day.day)}"
    return [
        f"{day.day} {name} {day.year}",
        f"{ordinal} {name} {day.year}",
        f"{day.day} {suffix(day.day)} {name} {day.year}",
        f"{suffix(day.day)} {day.day} {name} {day.year}",
        f"{ordinal} of {name}, {day.year}",
        f"{name} {day.day}, {day.year}",
        f"{name} {day.day},{day.year}",
        f"{day.day}-{short}-{day.year % 100:02d}",
        f"{day.day} {short} '{day.year % 100:02d}",
        f"{day:%d/%m/%Y}",
        f"{day:%d/%m/%y}",
        f"{day.day}.{day.month}.{day:%y}",
        f"{day:%d-%m-%Y}",
        day.isoformat(),
    ]


@given(DAYS, st.integers(0, 13), LEADS)
def test_every_notation_of_a_day_is_that_day(day: dt.date, notation: int, lead: str) -> None:
    when = read_when(lead + notations(day)[notation])
    assert (when.kind, when.earliest, when.latest, when.edtf) == ("date", day, day, str(day))


@given(DAYS, st.sampled_from(["{m} {y}", "{s} {y}", "{s}-{t}", "{s} '{t}", "{m}, {y}", "{n}/{y}"]))
def test_every_notation_of_a_month_is_that_month(day: dt.date, notation: str) -> None:
    name = MONTHS[day.month - 1]
    text = notation.format(
        m=name, s=name[:3], y=day.year, t=f"{day.year % 100:02d}", n=f"{day.month:02d}"
    )
    when = read_when(text)
    assert (when.kind, when.edtf) == ("month", f"{day:%Y-%m}")
    assert when.earliest == day.replace(day=1)


@given(DAYS, DAYS, st.sampled_from([" to ", " - ", "–", " – ", " until "]))
def test_a_range_runs_from_its_first_day_to_its_last(a: dt.date, b: dt.date, joint: str) -> None:
    first, last = sorted((a, b))
    text = f"{first.day} {MONTHS[first.month - 1]} {first.year}{joint}"
    when = read_when(text + f"{last.day} {MONTHS[last.month - 1]} {last.year}")
    assert (when.kind, when.earliest, when.latest) == ("range", first, last)
    assert when.edtf == f"{first}/{last}"


@given(st.integers(2001, 2040), st.integers(1, 4))
def test_financial_quarters_follow_each_other(year: int, number: int) -> None:
    when = read_when(f"Q{number} {year}/{(year + 1) % 100:02d}")
    following = f"Q{number + 1} {year}/" if number < 4 else f"Q1 {year + 1}/"
    end = (year + 1 if number < 4 else year + 2) % 100
    after = read_when(f"{following}{end:02d}")
    assert when.latest is not None
    assert after.earliest == when.latest + dt.timedelta(days=1)


@given(st.integers(1, 99), st.sampled_from(MONTHS), st.integers(2001, 2045))
def test_an_impossible_day_is_never_moved_to_a_possible_one(
    day: int, month: str, year: int
) -> None:
    when = read_when(f"{day} {month} {year}")
    try:
        possible = dt.date(year, MONTHS.index(month) + 1, day)
    except ValueError:
        assert (when.kind, when.earliest, when.latest, when.edtf) == ("unparsed", None, None, None)
    else:
        assert when.latest == possible


@given(DAYS, DAYS)
def test_a_moved_date_keeps_both(old: dt.date, new: dt.date) -> None:
    when = read_when(f"{new:%d/%m/%Y} (revised from {old:%d/%m/%Y})")
    assert when.latest == new
    assert when.revised_from is not None
    assert when.revised_from.latest == old


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=40) | MIXED, CONTEXTS)
def test_no_string_raises_and_what_is_printed_is_read_back(text: str, context: DateContext) -> None:
    when = read_when(text, context)
    assert read_when(when.raw, context) == when
    if when.earliest is not None and when.latest is not None:
        assert when.earliest <= when.latest
    if when.kind == "date":
        assert when.earliest == when.latest
    if when.kind == "unparsed":
        assert (when.earliest, when.latest, when.edtf) == (None, None, None)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=40) | MIXED)
def test_dates_in_any_text_lie_in_order_and_read_alike(text: str) -> None:
    last = 0
    for start, end, when in find_dates(text):
        assert last <= start < end <= len(text)
        last = end
        assert when.kind in ("unparsed", "tbc") or when.raw
    assert date_piece(text) in ("whole", "piece", None)
    assert 0 <= pieces_complete([text]) <= 1


@settings(max_examples=200, deadline=None)
@given(st.lists(BITS, max_size=8), st.lists(st.booleans(), min_size=8, max_size=8))
def test_every_word_of_a_cells_date_is_one_of_its_cell(bits: list[str], struck: list[bool]) -> None:
    words, offset = [], 0
    for bit in " ".join(bits).split():
        words.append(
            Word(len(words), bit, offset, offset + len(bit), struck=struck[len(words) % 8])
        )
        offset += len(bit) + 1
    read = read_deadline(Passage.of(words), PLAN)
    for when in [read.deadline, *read.milestones]:
        spans = [s.span for s in when.sources if s.span] if when else []
        assert all(0 <= a < b <= offset for a, b in spans)
