"""Dates inside running text: every expression, left to right, the longest first."""

from __future__ import annotations

import re

from schemas.plan import When

from .atoms import Tokens, month, token
from .context import NO_CONTEXT, DateContext, plausible_year
from .grammar import expression, may_begin
from .points import Expression, Point
from .spans import span_of
from .tokens import mend, tokenize
from .words import entry, months

_SHORT_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{2})$")


def find_dates(text: str, context: DateContext = NO_CONTEXT) -> list[tuple[int, int, When]]:
    """The dates that `text` names for certain: (start, end, When) in order, none overlapping.

    Days, months with their year, quarters, terms, seasons and ranges of them;
    a bare year, month or number is none.  An impossible date is found, and is
    `unparsed`.  Never raises.
    """
    made: list[tuple[int, int, When]] = []
    for found in find_expressions(text, context):
        span = span_of(found, context)
        when = When(
            raw=mend(text[found.start : found.end]),
            kind=span.kind,
            earliest=span.earliest,
            latest=span.latest,
            edtf=span.edtf,
            year_from_context=span.year_from_context,
        )
        made.append((found.start, found.end, when))
    return made


def find_expressions(text: str, context: DateContext, *, in_cell: bool = False) -> list[Expression]:
    """The expressions in `text`; `in_cell` takes bare months, terms and quarters too."""
    tokens = tokenize(text)
    made: list[Expression] = []
    at = 0
    while at < len(tokens):
        found = None
        if may_begin(tokens, at) and not _inside_a_number(tokens, at):
            found = expression(tokens, at, context)
        if found is None or not _counts(tokens, at, found, context, in_cell):
            at += 1
            continue
        made.append(found[1])
        at = found[0]
    return made


def _inside_a_number(tokens: Tokens, at: int) -> bool:
    """True in the middle of `1.31.10.17`, `AB12` or `£2016`."""
    before, here = token(tokens, at - 1), tokens[at]
    if before is None or here.spaced or here.kind != "number":
        return False
    return before.kind == "word" or before.text in "£$€#./"


def _counts(
    tokens: Tokens,
    at: int,
    found: tuple[int, Expression],
    context: DateContext,
    in_cell: bool,
) -> bool:
    after, read = found
    if _runs_into_a_word(tokens, after) or _has_a_doubtful_year(tokens, after, read):
        return False
    if read.last is not None:
        joined = read.first.unit in ("year", "some_year") or read.last.unit == "some_year"
        return not joined and _certain(read.last, tokens, at, after, context, in_cell)
    return _certain(read.first, tokens, at, after, context, in_cell)


def _runs_into_a_word(tokens: Tokens, after: int) -> bool:
    """True for the `10 May` of `10 Mayfield Road`-like breaks: `2016a`, `31/3/17-02`."""
    last, following = tokens[after - 1], token(tokens, after)
    if following is None or following.spaced:
        return False
    further = token(tokens, after + 1)
    if following.text == "/" or following.is_dash:
        return further is not None and further.kind == "number" and not further.spaced
    return following.kind == "word" and last.kind == "number" and following.text[0].islower()


def _has_a_doubtful_year(tokens: Tokens, after: int, read: Expression) -> bool:
    """True for `30 April 2O17`: something with digits stands where the year would."""
    if any(p.year is not None or p.broken for p in read.points):
        return False
    following, further = token(tokens, after), token(tokens, after + 1)
    if following is None or following.kind != "number" or month(tokens, after + 1) is not None:
        return False
    return further is not None and not further.spaced and further.kind == "word"


def _certain(
    point: Point, tokens: Tokens, at: int, after: int, context: DateContext, in_cell: bool
) -> bool:
    if point.unit == "ambiguous":
        return in_cell
    if point.unit in ("impossible", "placeholder", "day", "week_from", "week_to"):
        return in_cell or not _may_be_a_label(tokens, at, after, context)
    dated = point.year is not None or point.shift is not None
    if point.unit in ("year", "some_year"):
        return dated and point.edge is not None
    if point.unit in ("month", "season", "term") and not _is_name(tokens, at, after):
        return False
    if not in_cell and point.unit == "month" and _may_count_things(tokens, after):
        return False
    if dated or point.edge is not None:
        return True
    if point.unit == "term" and (context.academic or context.half_terms):
        return True
    return in_cell and point.unit != "numbered_term" and not _is_prose(tokens, after)


def _may_be_a_label(tokens: Tokens, at: int, after: int, context: DateContext) -> bool:
    """True for `1.4.16` in running text, which may number a section."""
    text = "".join(t.text for t in tokens[at:after])
    short = _SHORT_DOTTED.match(text)
    if short is None or (len(short[1]) == 2 and len(short[2]) == 2):
        return False
    return context.anchor is None or not plausible_year(2000 + int(short[3]), context)


def _is_name(tokens: Tokens, at: int, after: int) -> bool:
    """True where the name is written large, or a year in full makes it one: not `may 16`."""
    words = [t for t in tokens[at:after] if t.kind == "word"]
    long_year = any(t.kind == "number" and len(t.text) == 4 for t in tokens[at:after])
    return long_year or any(t.text[0].isupper() for t in words)


def _may_count_things(tokens: Tokens, after: int) -> bool:
    """True for `In September 84 per cent`: two digits, and the sentence goes on."""
    last, before = tokens[after - 1], tokens[after - 2]
    if last.kind != "number" or len(last.text) != 2 or not last.spaced or before.kind == "sign":
        return False
    return _is_prose(tokens, after)


def _is_prose(tokens: Tokens, after: int) -> bool:
    """True where a small word follows: `May need more time`."""
    following = token(tokens, after)
    if following is None or following.kind != "word" or not following.text.islower():
        return False
    joints = [*entry("grammar", "list"), *entry("grammar", "range"), "or", "then"]
    return following.low not in joints and following.low not in months()
