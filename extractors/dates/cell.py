"""A whole deadline cell: one date, several, or a date that moved."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import pairwise

from .context import DateContext
from .finding import find_expressions
from .points import Expression
from .reading import exact_expression, read_span
from .spans import Span, span_of
from .tokens import mend
from .words import DASHES, alternatives, entry, pattern

_JOINTS = " \t\n;,.&/" + DASHES
_AND = re.compile(r"(?:and|then|&)\b\s*|[;,./&]\s*", re.I)
_AND_LAST = re.compile(r"(?:\s*(?:\band|[;,&/]))+\s*$", re.I)
_REMARKS = re.compile(r"\s*(?:[(\[][^()\[\]]*[)\]]\s*)+")
_OPENED, _CLOSED = re.compile(r"\s*\((?:by\s+)?", re.I), re.compile(r"\)[\s.]*")
_YEAR = dt.timedelta(days=364)


@dataclass(frozen=True, slots=True)
class Part:
    """A span, and the characters of the cell's text that say it."""

    start: int
    end: int
    span: Span


@dataclass(slots=True)
class Reading:
    """A cell's deadline, the earlier dates beside it, and the date it moved from."""

    deadline: Part
    milestones: list[Part] = field(default_factory=list)
    revised_from: Part | None = None


def read_cell(text: str, context: DateContext) -> Reading:
    """What a deadline cell says; offsets are into `text`.  Never raises."""
    found = find_expressions(text, context, in_cell=True)
    everything = Part(0, len(text), read_span(mend(text), context))
    if not found:
        return Reading(everything)
    moved = _moved(text, found, context)
    if moved is not None:
        return moved
    found = _unlisted(found)
    if len(found) < 2 or _is_one(text, context):
        return Reading(everything)
    stretch = _start_and_end(text, found, context) or _spelt_out(text, found, context)
    if stretch is not None:
        return Reading(replace(everything, span=stretch))
    return _several(text, found, context)


def _is_one(text: str, context: DateContext) -> bool:
    """True where the whole cell is one value all the same: `Monthly from May 2017 to ...`."""
    body = text.strip(_JOINTS)
    if exact_expression(mend(body), context) is not None:
        listed = find_expressions(text, context, in_cell=True)
        return not any(e.listed for e in listed)
    kinds = ("ongoing", "tbc", "immediate", "recurring")
    return any(pattern(kind, "words").match(body) for kind in kinds)


def _unlisted(found: list[Expression]) -> list[Expression]:
    """The expressions, lists with a year cut into their members."""
    made: list[Expression] = []
    for each in found:
        halves = each.halves() if each.listed and each.first.year is not None else None
        made += halves or (each,)
    return made


@cache
def _before(kind: str) -> re.Pattern[str]:
    words = alternatives(entry("revision", kind))
    return re.compile(rf"{words}[\s:(\[{DASHES}]*(?:by\s+|the\s+)?$", re.I)


def _moved(text: str, found: list[Expression], context: DateContext) -> Reading | None:
    """`Dec 2016 (revised from Sept 2016)`, `Original: … Revised: …`, `from … to …`."""
    for each in found:
        halves = each.halves()
        if halves is not None and _marked(text, each.start, 0, "from"):
            return _revision(text, halves[1], halves[0], context)
    if len(found) < 2:
        return None
    marks = [_mark(text, each, found[n - 1].end if n else 0) for n, each in enumerate(found)]
    old = [e for e, mark in zip(found, marks, strict=True) if mark == "from"]
    new = [e for e, mark in zip(found, marks, strict=True) if mark == "to"]
    live = [e for e in found if e not in old]
    if old and live:
        return _revision(text, live[-1], old[-1], context)
    if new and not old and marks[0] is None and len(found) - len(new) == 1:
        return _revision(text, new[-1], found[0], context)
    return None


def _mark(text: str, found: Expression, begin: int) -> str | None:
    for kind in ("from", "to"):
        if _marked(text, found.start, begin, kind):
            return kind
    return None


def _marked(text: str, at: int, begin: int, kind: str) -> bool:
    return _before(kind).search(text[begin:at]) is not None


def _revision(text: str, new: Expression, old: Expression, context: DateContext) -> Reading:
    span, former = span_of(new, context), span_of(old, context)
    if span.latest is not None and (former.latest is None or former.year_from_context):
        # "Dec 2017 (was Sept)": the last September before it.
        former = span_of(old, _year_up_to(span.latest, context))
    return Reading(Part(0, len(text), span), [], Part(old.start, old.end, former))


@cache
def _edge_label(kind: str) -> re.Pattern[str]:
    words = alternatives(entry("period", kind))
    return re.compile(rf"{words}[\s:{DASHES}]*(?:by\s+)?$", re.I)


def _start_and_end(text: str, found: list[Expression], context: DateContext) -> Span | None:
    """`Start date: April 2018 Completion: June 2018`: one range."""
    if len(found) != 2 or any(e.last is not None for e in found):
        return None
    first, last = found
    if not _edge_label("start").search(text[: first.start]):
        return None
    if not _edge_label("end").search(text[first.end : last.start]):
        return None
    return span_of(Expression(first.first, last.first, first.start, last.end), context)


def _spelt_out(text: str, found: list[Expression], context: DateContext) -> Span | None:
    """`Spring 2018 (March 2018)`: the narrower words say what the wider ones mean."""
    if len(found) != 2 or not text[: found[0].end].strip():
        return None
    between, rest = text[found[0].end : found[1].start], text[found[1].end :]
    if not _OPENED.fullmatch(between) or not _CLOSED.fullmatch(rest):
        return None
    wide, narrow = (span_of(each, context) for each in found)
    if not (wide.earliest and wide.latest and narrow.earliest and narrow.latest):
        return None
    inside = wide.earliest <= narrow.earliest and narrow.latest <= wide.latest
    return narrow if inside else None


def _several(text: str, found: list[Expression], context: DateContext) -> Reading:
    parts = [
        Part(start, end, _span(text[start:end], each, context))
        for (start, end), each in zip(_segments(text, found), found, strict=True)
    ]
    parts = _share_years(text, parts, context)
    known = [p for p in parts if p.span.latest is not None]
    last = parts[-1]
    if len(known) == len(parts):
        last = max(reversed(parts), key=lambda p: p.span.latest or dt.date.min)
    return Reading(last, [p for p in parts if p is not last])


def _span(text: str, found: Expression, context: DateContext) -> Span:
    """A piece's span; a list's member that stands alone has the list's year."""
    alone = len(text) == found.end - found.start
    return span_of(found, context) if alone else read_span(mend(text), context)


def _segments(text: str, found: list[Expression]) -> list[tuple[int, int]]:
    """The cell cut into one piece a date, each with its label or its remark.

    Remarks in brackets belong to the date before them.  Other words between two
    dates go with the date that follows, unless the cell begins with a date and
    ends with words: then they stand behind their dates throughout.
    """
    behind = not text[: found[0].start].strip(_JOINTS) and bool(
        _after_remarks(text, found[-1].end, len(text)).strip(_JOINTS)
    )
    cuts = [0]
    for left, right in pairwise(found):
        remarks = _REMARKS.match(text, left.end, right.start)
        cut = remarks.end() if remarks is not None else left.end
        cuts.append(right.start if behind else cut)
    cuts.append(len(text))
    return [_trim(text, a, b) for a, b in pairwise(cuts)]


def _after_remarks(text: str, start: int, end: int) -> str:
    remarks = _REMARKS.match(text, start, end)
    return text[remarks.end() if remarks is not None else start : end]


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The piece without the marks and the `and` that join it to its neighbours."""
    while start < end:
        lead = _AND.match(text, start, end)
        if lead is None and not text[start].isspace():
            break
        start = lead.end() if lead is not None else start + 1
    tail = _AND_LAST.search(text, start, end)
    end = tail.start() if tail is not None and tail.end() == end else end
    return start, start + len(text[start:end].rstrip())


def _year_up_to(day: dt.date, context: DateContext) -> DateContext:
    """A context that covers the year which ends on `day`, and nothing else."""
    return replace(
        context, plan_first=None, plan_last=None, period_first=day - _YEAR, period_last=day
    )


def _share_years(text: str, parts: list[Part], context: DateContext) -> list[Part]:
    """Give a date without a year the last one in which it lies before the date after it.

    What the cell itself prints says more than the document's own date.
    """
    made = list(parts)
    for n in range(len(made) - 2, -1, -1):
        following = made[n + 1].span.latest
        printed = made[n].span.latest is not None and not made[n].span.year_from_context
        if printed or following is None:
            continue
        near = _year_up_to(following, context)
        again = read_span(mend(text[made[n].start : made[n].end]), near)
        if again.year_from_context:
            made[n] = replace(made[n], span=again)
    return made
