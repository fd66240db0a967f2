"""Dates in pieces: what flattened text leaves of a date cell, and whether pieces make one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Literal

from .atoms import Tokens, day, month, phrase, year
from .context import NO_CONTEXT, DateContext
from .deadline import read_when
from .finding import find_expressions
from .points import Expression
from .reading import amount, exact_expression, regular
from .spans import span_of
from .tokens import Token, mend, tokenize
from .words import entry, ordinal_suffixes, pattern, stretch_words, weekdays

_STANDALONE = ("ongoing", "complete", "tbc", "immediate", "recurring")
_LONGEST = 60
# A date broken at its slash, and the end of a time limit that goes on.
_BROKEN = re.compile(r"\d{1,2}([/.-])\d{1,2}\1|\d{1,2}/")
_BROKEN_OFF = re.compile(r"\b(?:of|the|from|after)$", re.I)
_YEAR_ONLY = ("year", "some_year")
# What is waited for is told in so many words.
_FEW_WORDS = 7


def date_piece(text: str, context: DateContext = NO_CONTEXT) -> Literal["whole", "piece"] | None:
    """Whether a line of flattened text is a deadline, a piece of one, or neither.

    A whole deadline names its year or needs none (`Ongoing`, `Monthly`).  A bare
    number is no piece, a bare year is.  Lower-case month names alone are none.
    In a school's plan (`context.academic`) a term needs no year.
    """
    text = mend(text)
    if not text or len(text) > _LONGEST:
        return None
    if _standalone(text):
        return "whole"
    found = exact_expression(text.strip(" .,;"), context, labels=False)
    if found is not None and _enough(found, context) and not _is_label(text):
        return "whole"
    if any(c.isdigit() for c in text) and _tells_a_day(text, context):
        return "whole"
    if re.match("within", text, re.I) and amount().match(text):
        return "piece" if _BROKEN_OFF.search(text) else "whole"
    return "piece" if _is_piece(tokenize(text)) or _BROKEN.fullmatch(text) else None


def is_date(text: str, context: DateContext = NO_CONTEXT) -> bool:
    """True for a date that may lack its year, or be none: `1 March`, `by Easter`, `31 June`.

    A bare year is none, nor are figures alone.
    """
    text = mend(text).strip(" .,;")
    if len(text) > _LONGEST or not any(c.isalpha() for c in text):
        return False
    found = exact_expression(text, context, labels=False)
    return found is not None and not all(p.unit in _YEAR_ONLY for p in found.points)


def _tells_a_day(text: str, context: DateContext) -> bool:
    """`Complete (September 2019)`, `from Sept 16`, `Dec 2016 (revised from Sept 2016)`."""
    when = read_when(text, context)
    if when.kind in ("complete", "ongoing") and when.earliest is not None:
        return True
    return when.revised_from is not None and when.latest is not None


def pieces_complete(texts: Sequence[str], context: DateContext = NO_CONTEXT) -> float:
    """How well pieces, joined by spaces, make exactly one deadline: 0 to 1.

    1.0 with its year (or none needed); 0.6 for a quarter, term or feast without
    year; 0.5 for a day and month; 0.4 for a month; 0.3 for a year alone or for
    several dates; 0.2 for an impossible date; 0 for what is no date.  An amount of
    time may be a cost (`2 days`): 0.8, and 0.3 with other words behind it.
    """
    text = mend(" ".join(texts))
    if _standalone(text):
        return 1.0
    found = exact_expression(text.strip(" .,;"), context, labels=False)
    if found is not None:
        return _completeness(found, context)
    when = read_when(text, context)
    if when.revised_from is not None:
        return 1.0 if when.latest is not None else 0.4
    if when.kind == "relative":
        return _relative(text)
    if when.kind == "ongoing" and when.earliest is not None:
        return 1.0
    if when.kind == "complete":
        return 1.0 if when.latest is not None else 0.3
    return 0.3 if len(find_expressions(text, context)) > 1 else 0.0


def _relative(text: str) -> float:
    """How surely words that tell a time limit are one: `2 days cover` is what a thing costs."""
    limit = amount().match(text)
    if limit is None:
        return 1.0 if len(text.split()) <= _FEW_WORDS else 0.3
    rest = text[limit.end() :].strip(" .,;")
    if pattern("relative", "within").match(text):
        return 1.0
    if rest:
        return 1.0 if pattern("relative", "from").match(rest) else 0.3
    return 1.0 if pattern("relative", "long_units").search(limit.group()) else 0.8


def _completeness(found: Expression, context: DateContext) -> float:
    units = {p.unit for p in found.points}
    if units <= {"impossible", "ambiguous"} or span_of(found, context).kind == "unparsed":
        return 0.2
    if units <= set(_YEAR_ONLY):
        return 0.3
    if _enough(found, context):
        return 1.0
    if units <= {"day", "week_from", "week_to"}:
        return 0.5
    return 0.4 if "month" in units else 0.6


def _enough(found: Expression, context: DateContext) -> bool:
    """True with a year, and for a term in a school's plan."""
    terms = context.academic and all(p.unit == "term" for p in found.points)
    return terms or _has_year(found)


def _has_year(found: Expression) -> bool:
    if found.first.unit in _YEAR_ONLY and found.first.edge is None:
        return False
    return all(p.year is not None or p.unit == "impossible" for p in found.points)


def _is_label(text: str) -> bool:
    """`1.4.16` may as well number a section: a piece of nothing by itself."""
    return re.fullmatch(r"\d\.\d{1,2}\.\d{1,2}", text) is not None


def _standalone(text: str) -> bool:
    """`Ongoing`, `TBC`, `Half-termly`: a deadline in words, and nothing else."""
    body = text.strip(" .()")
    if pattern("recurring", "each").match(body):
        return regular().fullmatch(body) is not None
    return any(pattern(kind, "words").fullmatch(body) for kind in _STANDALONE)


def _is_piece(tokens: Sequence[Token]) -> bool:
    """True where every token may belong to a date, and one of them must."""
    if _is_edge(tokens):
        return True
    at, strong = 0, False
    while at < len(tokens):
        after = _strong(tokens, at)
        if after is None:
            after = _weak(tokens, at)
        else:
            strong = True
        if after is None:
            return False
        at = after
    if not strong:
        return False
    # "of March 2017" goes on with a date; "in 2016" may go on with anything.
    joints = ("of", "in", "on", "to", "and", "the", "at", "for", "until")
    return tokens[0].low not in joints or month(tokens, 1) is not None


def _is_edge(tokens: Tokens) -> bool:
    """`By end of`, `Every half`: the beginning of `By end of⏎March 2017`, `Every half⏎term`."""
    if len(tokens) == 2 and tokens[0].low in entry("recurring", "each"):
        return tokens[1].low in entry("grammar", "half")
    at = 1 if tokens and tokens[0].low == "by" else 0
    after = phrase(tokens, at, "grammar", "end")
    return after == len(tokens) and after - at >= 2 - at


def _strong(tokens: Tokens, at: int) -> int | None:
    """The place after a word or number that hardly stands anywhere but in a date."""
    held = tokens[at]
    found = year(tokens, at)
    if found is not None:
        return found.after
    named = month(tokens, at)
    if named is not None and held.text[0].isupper():
        return named[1]
    numbered = day(tokens, at)
    if numbered is not None and numbered.ordinal and 1 <= numbered.number <= 31:
        return numbered.after
    if held.kind != "word":
        return None
    if held.low in ordinal_suffixes() and len(tokens) <= 2:
        return at + 1
    large = held.text[0].isupper()
    if large and (held.low in _stretches() or held.low in weekdays()):
        return at + 1
    if held.low in entry("grammar", "quarter") and at + 1 < len(tokens):
        number = tokens[at + 1]
        return at + 2 if number.value in (1, 2, 3, 4) and len(number.text) == 1 else None
    return phrase(tokens, at, "feasts", "movable") if large else None


@cache
def _stretches() -> frozenset[str]:
    return frozenset(stretch_words("terms")) | frozenset(stretch_words("seasons"))


def _weak(tokens: Tokens, at: int) -> int | None:
    """The place after what may stand in a date beside something stronger."""
    held = tokens[at]
    if held.kind == "number":
        return at + 1 if len(held.text) <= 2 else None
    if held.kind == "sign":
        return at + 1 if held.text in "()[],.:;/'’" or held.is_dash else None
    for keys in (
        ("deadline", "before"),
        ("deadline", "since"),
        ("deadline", "labels"),
        ("revision", "from"),
        ("revision", "to"),
        ("grammar", "end"),
        ("grammar", "middle"),
        ("grammar", "term"),
        ("grammar", "range"),
        ("grammar", "list"),
        ("grammar", "week_from"),
        ("complete", "words"),
    ):
        after = phrase(tokens, at, *keys)
        if after is not None:
            return after
    return at + 1 if held.low in ("of", "revised", "half") else None
