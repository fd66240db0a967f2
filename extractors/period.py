"""The end of the time that a plan says it covers: "Improvement Plan 2016-2018".

Read from the front, where the document leaves no doubt that the dates are the
plan's own: in its title, right below it, behind a label or in a sentence that
says how long the plan runs.  Two that disagree are as good as none.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from schemas.blocks import TextBlock
from schemas.document import Passage
from schemas.plan import When
from schemas.provenance import sources_of

from .dates import DateContext, find_dates
from .language import sentences
from .vocabulary import load

_SIGN = r"[-‐‑–—]"
_SPAN = rf"20\d\d\s?(?:/|{_SIGN})\s?(?:20)?\d\d"
# A shorter time ("26 October – 20 November") is that of an event.
_SHORTEST = 85
# "2016-2040" is hardly the time of a plan that answers an inspection.
_LONGEST = 12
_TITLE_WORDS = 20
# The last days (month, day) of a financial year and of the longest academic one, a university's.
_FINANCIAL, _ACADEMIC = (3, 31), (9, 30)
_ENDS = {"date", "month", "season", "term", "quarter"}
# "2016/17 and 2017/18": the time goes on.
_MORE = re.compile(r"\s*(?:,|&|and\b|,\s*and\b)\s*", re.IGNORECASE)
_TRIM = " \t,.;:()[]-‐‑–—|"


@dataclass(frozen=True, slots=True)
class End:
    """The end of a plan, and the words that give its time."""

    when: When
    passage: Passage


@dataclass(frozen=True, slots=True)
class _Time:
    """A stretch of time in a text: its offsets, and where and when it ends."""

    start: int
    end: int
    last: int
    when: When


def _data() -> dict[str, list[str]]:
    found: dict[str, list[str]] = load("facts")["period"]
    return found


def _any_of(words: Iterable[str]) -> str:
    ordered = sorted(words, key=len, reverse=True)
    return "(?:" + "|".join(r"\s+".join(map(re.escape, w.split())) for w in ordered) + ")"


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){_any_of(_data()[name])}(?!\w)", re.IGNORECASE)


@cache
def _years() -> re.Pattern[str]:
    """`2016-2018`, `2016/17`, `2025 to 2026`, `2016/17 – 2018/19`."""
    joint = rf"\s*(?:(?<=\s){_any_of(_data()['to'])}(?=\s)|{_SIGN})\s*"
    return re.compile(
        rf"(?<![\w/£.‐‑–—-])(?:(?P<first>{_SPAN}|20\d\d){joint}(?P<last>{_SPAN}|20\d\d)|(?P<span>{_SPAN}))"
        rf"(?![\w/]|{_SIGN}\w)",
        re.IGNORECASE,
    )


@cache
def _between() -> re.Pattern[str]:
    """Nothing but small words and signs."""
    return re.compile(
        rf"(?:\s|[:,–—|-]|(?<!\w){_any_of(_data()['between'])}(?!\w))*", re.IGNORECASE
    )


def plan_end(front: Sequence[TextBlock], title: Passage, context: DateContext) -> End | None:
    """The end of the plan; None where the front does not say, or says two things."""
    found: list[End] = []
    for number, block in enumerate(front):
        passage = block.passage.live()
        is_title = bool(title) and passage.words[:1] == title.words[:1]
        times = _times(passage.text, context)
        if is_title:
            found += _of_title(passage, times)
        elif times and _is_alone(passage.text, times) and _below_title(front, number, title):
            found.append(_made(passage, times[0]))
        elif _is_label(front[number - 1].text if number else "") and _is_whole(passage, context):
            found += _behind(passage, 0, len(passage.text), context, front[number - 1].text)
        else:
            found += _labelled(passage, context) or _told(passage, context)
    ends = {end.when.latest for end in found}
    return found[0] if len(ends) == 1 else None


def _times(text: str, context: DateContext) -> list[_Time]:
    """The stretches of time that a text gives as from-to."""
    made: list[_Time] = []
    for match in _years().finditer(text):
        time = _of_years(match)
        if time is not None:
            made.append(time)
    for start, end, when in find_dates(text, context):
        if when.kind != "range" or when.earliest is None or when.latest is None:
            continue
        if (when.latest - when.earliest).days < _SHORTEST or when.year_from_context:
            continue
        if any(start < t.end and t.start < end for t in made):
            continue
        last, point = _last_of(text[start:end], when, context)
        made.append(_Time(start, end, start + last, point))
    return sorted(made, key=lambda time: time.start)


def _of_years(match: re.Match[str]) -> _Time | None:
    """The end of a span of years: the days that it may mean.

    "2016/17" is a financial year (to March 2017) or an academic one (to July, August or September);
    "2016-2018" may end with any of these in 2018, or with the calendar's.
    """
    group = "last" if match["last"] else "span"
    first = int((match["first"] or match["span"])[:4])
    digits = re.findall(r"\d+", match[group])
    last = int(digits[-1]) if len(digits[-1]) == 4 else first // 100 * 100 + int(digits[-1])
    if not first < last <= first + _LONGEST:
        return None
    at = match.start(group)
    if group == "span" and len(digits) > 1 and len(digits[1]) == 4:
        at = match.end() - 4
    raw = match.string[at : match.end()]
    when = When(
        raw=raw, kind="year", earliest=dt.date(last, 1, 1), latest=dt.date(last, 12, 31),
        edtf=str(last), year_from_context=False,
    )  # fmt: skip
    if len(digits) > 1 and len(digits[-1]) == 2 and int(digits[-2]) + 1 == last:
        ends = dt.date(last, *_FINANCIAL), dt.date(last, *_ACADEMIC)
        when = When(
            raw=raw, kind="range", earliest=ends[0], latest=ends[1],
            edtf=f"{ends[0]}/{ends[1]}", year_from_context=False,
        )  # fmt: skip
    return _Time(match.start(), match.end(), at, when)


def _last_of(text: str, whole: When, context: DateContext) -> tuple[int, When]:
    """The last point of a range, by its words: the "March 2018" of "April 2016 to March 2018"."""
    for at in [m.start() for m in re.finditer(r"(?<!\w)\w", text)][1:]:
        found = find_dates(text[at:], context)
        if len(found) == 1 and found[0][:2] == (0, len(text) - at):
            when = found[0][2]
            if when.kind in _ENDS and when.latest == whole.latest:
                return at, when
    return 0, whole


def _made(passage: Passage, time: _Time) -> End:
    part = passage.slice(time.last, time.end)
    when = time.when.model_copy(update={"sources": sources_of(part)})
    return End(when, passage.slice(time.start, time.end))


# Titles


def _of_title(passage: Passage, times: list[_Time]) -> list[End]:
    """The end that a title gives: years right beside the word for a plan."""
    text = passage.text
    if len(text.split()) > _TITLE_WORDS or _pattern("looking_back").search(text):
        return []
    return [_made(passage, time) for time in times if _is_plans(text, time)]


def _is_plans(text: str, time: _Time) -> bool:
    """True where the nearest noun before the years, or the next after them, is the plan's."""
    before = list(_pattern("plans").finditer(text, 0, time.start))
    if before:
        gap, rest = text[before[-1].end() : time.start], text[time.end :].lstrip()
        return not _pattern("events").search(gap) and not _pattern("events").match(rest)
    after = _pattern("plans").search(text, time.end)
    if after is None or _pattern("events").search(text, 0, time.start):
        return False
    gap = text[time.end : after.start()]
    return len(gap.split()) <= 3 and not _pattern("events").search(gap)


def _is_alone(text: str, times: list[_Time]) -> bool:
    return len(times) == 1 and not (text[: times[0].start] + text[times[0].end :]).strip(_TRIM)


def _below_title(front: Sequence[TextBlock], number: int, title: Passage) -> bool:
    """True right beside a title that speaks of a plan, and of no event behind that word."""
    if not title or _pattern("looking_back").search(title.text):
        return False
    plans = list(_pattern("plans").finditer(title.text))
    if not plans or _pattern("events").search(title.text, plans[-1].end()):
        return False
    beside = [*front[max(0, number - 1) : number], *front[number + 1 : number + 2]]
    return any(b.passage.words[:1] == title.words[:1] for b in beside if b.passage)


# Labels and sentences


def _is_label(text: str) -> bool:
    folded = " ".join(re.findall(r"\w+", text.casefold()))
    return folded in _data()["labels"]


def _is_whole(passage: Passage, context: DateContext) -> bool:
    text = passage.text
    return any(
        not _between().sub("", text[:start] + text[end:]).strip(_TRIM)
        for start, end, _ in _points(text, context)
    )


def _labelled(passage: Passage, context: DateContext) -> list[End]:
    """The end that a line with a label gives: "Plan period: April 2016 to March 2018"."""
    text = passage.text
    label = re.match(rf"\s*{_any_of(_data()['labels'])}(?!\w)\s*[:–|-]?\s*", text, re.IGNORECASE)
    if label is None:
        return []
    return _behind(passage, label.end(), len(text), context, label[0])


def _told(passage: Passage, context: DateContext) -> list[End]:
    """The end that a sentence gives: "This plan runs until March 2018 and ..."."""
    text = passage.text
    made: list[End] = []
    if not _pattern("sentences").search(text):
        return made
    for low, high in sentences(text):
        cue = _pattern("sentences").match(text, low)
        if cue is not None and _is_of_plan(text, low, cue[0], made):
            made += _behind(passage, cue.end(), high, context, f"{cue[0]} ")
    return made


def _is_of_plan(text: str, low: int, cue: str, made: list[End]) -> bool:
    """False for an "it" of which the sentence before does not say that it is the plan."""
    if not cue.casefold().startswith("it "):
        return True
    before = text[:low].rstrip(" .").rpartition(".")[2]
    return not made and bool(re.match(r"\s*(?:this|the|our)\s+(?:\w+\s+){0,2}plan\b", before, re.I))


def _behind(
    passage: Passage, low: int, high: int, context: DateContext, cue: str = ""
) -> list[End]:
    """The end of the time that stands right behind a label or a cue.

    A day or month alone is an end only where the words before it say so: "This
    plan runs from April 2016" tells of none.
    """
    text = passage.text[low:high]
    points = _points(text, context)
    if not points:
        return []
    start, end, time = points[0]
    single = start == time.last and time.when.kind in {"date", "month"}
    gap = text[:start]
    if not _between().fullmatch(gap) or (single and not _pattern("until").search(cue + gap)):
        return []
    for following, stop, more in points[1:]:
        if not _MORE.fullmatch(text[end:following]):
            break
        end, time = stop, more
    return [_made(passage, _Time(low + start, low + end, low + time.last, time.when))]


def _points(text: str, context: DateContext) -> list[tuple[int, int, _Time]]:
    """The stretches of a text, and its single days and months, in order."""
    times = _times(text, context)
    made = [(t.start, t.end, t) for t in times]
    for start, end, when in find_dates(text, context):
        single = when.kind in {"date", "month"} and when.latest is not None
        if single and not any(start < t.end and t.start < end for t in times):
            made.append((start, end, _Time(start, end, start, when)))
    return sorted(made, key=lambda each: each[0])
