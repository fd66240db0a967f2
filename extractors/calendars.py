"""The calendar of a document: its period, its school terms, its quarters."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from schemas.blocks import Layout, TextBlock

from .dates import DateContext, find_dates
from .vocabulary import load

_HALF = re.compile(
    r"\b(?P<term>[A-Z][a-z]+)\s*(?P<half>[12])\s*(?:=|:|–|-|is|means|runs from|covers)\s*"
    r"(?P<first>[A-Z][a-z]{2,8})(?:\s*(?:and|to|&|–|-)\s*(?P<last>[A-Z][a-z]{2,8}))?"
)

# "Autumn 2 runs from 6 November to 22 December 2023 and Spring Term 1 from 8 January …"
_RUNS = re.compile(
    r"\b(?P<term>[A-Z][a-z]+)\s+(?:[Tt]erm\s+)?(?P<half>[12])\s+(?:runs\s+|is\s+)?from\s+"
)
# A school's year in its title: "Action Plan 2018-2019", "2018/19".
_YEARS = re.compile(r"\b(20\d\d)\s*[-–/]\s*(\d{4}|\d{2})\b")


@cache
def _months() -> dict[str, int]:
    return {
        word: number
        for number, words in enumerate(load("dates")["months"].values(), start=1)
        for word in words
    }


def academic_context(
    context: DateContext, layout: Layout, front: Sequence[TextBlock]
) -> DateContext:
    """The context with what a document says of terms, quarters and the period it covers."""
    half_terms = {
        f"{m['term'].lower()} {m['half']}": (first, last)
        for block in layout.blocks
        if isinstance(block, TextBlock)
        for m in _HALF.finditer(block.text)
        if (first := _months().get(m["first"].lower()))
        and (last := _months().get((m["last"] or m["first"]).lower()))
    }
    text = " ".join(b.text for b in front)
    term_dates = {
        f"{m['term'].lower()} {m['half']}": (when.earliest, when.latest)
        for m in _RUNS.finditer(text)
        for start, _, when in find_dates(text[m.end() : m.end() + 70], context)[:1]
        if start <= 2 and when.earliest and when.latest
    }
    words = load("calendars")
    context = replace(
        context,
        half_terms=half_terms,
        term_dates=term_dates,
        academic=bool(half_terms or term_dates) or _mentions(_names(front), words["schools"]),
        calendar_quarters=_mentions(text, words["calendar_quarters"]),
    )
    return _with_period(context, front)


def _mentions(text: str, phrases: list[str]) -> bool:
    folded = text.casefold()
    return any(re.search(rf"(?<!\w){re.escape(p)}(?!\w)", folded) for p in phrases)


def _names(front: Sequence[TextBlock]) -> str:
    """The short lines at the very top, where an organisation names itself."""
    return " ".join(b.text for b in front[:6] if len(b.text.split()) <= 12)


def _full_year(first: str, last: str) -> int:
    """The second year of `2018-19` or `2018-2019`."""
    return int(last) if len(last) == 4 else int(first[:2] + last)


def _with_period(context: DateContext, front: Sequence[TextBlock]) -> DateContext:
    """The period that a short line of the front gives ("September 2016 to July 2017")."""
    for block in front[:10]:
        text = block.text
        if len(text.split()) > 12:
            continue
        years = _YEARS.search(text)
        if years and context.academic and int(years[1]) + 1 == _full_year(years[1], years[2]):
            first = int(years[1])
            return replace(
                context,
                period_first=dt.date(first, 9, 1),
                period_last=dt.date(first + 1, 8, 31),
            )
        for start, end, when in find_dates(text, context):
            rest = text[:start] + text[end:]
            if when.kind == "range" and when.earliest and when.latest and len(rest.split()) <= 6:
                months = (when.latest - when.earliest).days
                if months >= 85:
                    return replace(context, period_first=when.earliest, period_last=when.latest)
    return context
