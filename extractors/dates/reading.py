"""One deadline in words -> its span: dates, and what stands in a deadline's place.

A reading is a chain of rules; the first that knows the words has the say.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache

from schemas.plan import WhenKind

from .context import DateContext
from .fallback import last_resort
from .finding import find_expressions
from .grammar import whole
from .points import Expression
from .spans import UNPARSED, Span, span_of
from .words import DASHES, alternatives, entry, months, pattern

_EDGES = " .;,:" + DASHES
_MOST_WORDS = 12
_TIME = re.compile(r"\s*T?\d{1,2}[:.]\d\d")
_BRACKET_END = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]\s*$")
_LABEL = re.compile(r"([^:()]{1,40}):\s*(?=\S)")
# "1." or "b)" before an item of a list.
_LIST_LABEL = re.compile(r"\(?(?:1?\d|20|[a-z]|[ivx]{2,4})[.)]\s+", re.I)
_BY = re.compile(r"(?:\bby|no later than|not later than|\bbefore|latest)\s*:?\s*(?:the\s+)?$", re.I)
_BY_NEXT = re.compile(r"(?:by|until|before|for)\b", re.I)


def read_span(text: str, context: DateContext) -> Span:
    """The kind and span of one deadline; `text` is mended and folded already.

    What no rule knows is `unparsed`, without days.  Never raises.
    """
    body = text.strip(_EDGES)
    if not body:
        return UNPARSED
    for rule in _RULES:
        span = rule(body, context)
        if span is not None:
            return span
    return UNPARSED


def _exact(body: str, context: DateContext) -> Span | None:
    """Nothing but a date, its usual lead-in words, a label and a remark in brackets."""
    found = exact_expression(body, context)
    if found is None:
        return None
    if found.listed and all(p.unit == "month" and p.year is None for p in found.points):
        return Span("recurring")
    return span_of(found, context)


def exact_expression(body: str, context: DateContext, *, labels: bool = True) -> Expression | None:
    """The expression in a text that holds, besides it, only lead-in words and remarks.

    With `labels`, any words before a colon too.
    """
    for _ in range(4):
        found = whole(body, context)
        if found is not None:
            return found
        shorter = _shorten(body, context, labels)
        if shorter == body:
            return None
        body = shorter
    return whole(body, context)


def _shorten(body: str, context: DateContext, labels: bool) -> str:
    if body.startswith("(") and body.endswith(")") and body.count("(") == 1:
        return body[1:-1].strip(_EDGES)
    remark = _BRACKET_END.search(body)
    if remark is not None and not find_expressions(remark[1], context, in_cell=True):
        return body[: remark.start()].strip(_EDGES)
    lead = pattern("deadline", "before").match(body)
    if lead is not None:
        return body[lead.end() :].strip(_EDGES)
    listed = _LIST_LABEL.match(body)
    if listed is not None:
        return body[listed.end() :].strip(_EDGES)
    numbered = _numbered_label().match(body)
    if numbered is not None:
        return body[numbered.end() :].strip(_EDGES)
    label = _LABEL.match(body) if labels else None
    if label is not None and not _speaks(label[1]) and not any(c.isdigit() for c in label[1]):
        return body[label.end() :].strip(_EDGES)
    tail = _tail("deadline", "after").search(body)
    return body[: tail.start()].strip(_EDGES) if tail is not None else body


@cache
def _numbered_label() -> re.Pattern[str]:
    words = alternatives(entry("deadline", "labels"))
    return re.compile(rf"{words}\s*(?:\d{{1,2}}|[a-z])(?!\w)\s*[:,{DASHES}]?\s*", re.I)


@cache
def _tail(*keys: str) -> re.Pattern[str]:
    """One of a list's phrases at the very end, whatever marks stand before it."""
    return re.compile(rf"[\s,;(/{DASHES}]*{alternatives(entry(*keys))}[\s.)]*$", re.I)


def _speaks(label: str) -> bool:
    """True where a label's words would themselves change the deadline's kind."""
    lists = [(k, "words") for k in ("ongoing", "complete", "tbc", "immediate", "recurring")]
    lists += [("deadline", "since"), ("deadline", "past"), ("recurring", "each")]
    return any(pattern(*keys).match(label.strip()) for keys in lists)


def _nothing(body: str, _: DateContext) -> Span | None:
    for keys in (("none", "words"), ("reference", "words")):
        found = pattern(*keys).match(body)
        if found is not None and not body[found.end() :].strip(_EDGES + "()"):
            return UNPARSED
    return None


def _tbc(body: str, context: DateContext) -> Span | None:
    listed = pattern("tbc", "words")
    if listed.match(body):
        return Span("tbc")
    if listed.search(body) and not find_expressions(body, context, in_cell=True):
        return Span("tbc")
    return None


def _complete(body: str, context: DateContext) -> Span | None:
    """`Completed`, `Complete (September 2019)`, `31/3/17 - done`; not `Complete by June`."""
    listed = pattern("complete", "words")
    label = _LABEL.match(body)
    if label is not None and not _speaks(label[1]):
        body = body[label.end() :]
    found = listed.match(body)
    if found is not None:
        return _completed(body[found.end() :], context)
    tail = _tail("complete", "words").search(body)
    if tail is None:
        return None
    met = exact_expression(body[: tail.start()].strip(_EDGES), context)
    return _met(span_of(met, context)) if met is not None else None


def _completed(rest: str, context: DateContext) -> Span | None:
    marked = rest.lstrip()[:1]
    bare = rest.strip(_EDGES + "()")
    if not bare:
        return Span("complete")
    if _BY_NEXT.match(bare):
        return None
    link = pattern("complete", "links").match(bare)
    date = whole(bare[link.end() :].strip(_EDGES) if link else bare, context)
    if date is not None:
        return _met(span_of(date, context))
    if marked.isalnum() and not re.match(r"and\b|as\b", bare, re.I):
        # "Complete the policy review": an order, not a report.
        return None
    inside = find_expressions(rest, context)
    return Span("complete") if not inside else None


def _met(span: Span) -> Span:
    return replace(span, kind="complete") if span.kind != "unparsed" else Span("complete")


def _immediate(body: str, context: DateContext) -> Span | None:
    found = pattern("immediate", "words").match(body)
    if found is None or (found.group().casefold() == "now" and found.end() < len(body)):
        return None
    return _bound(body[found.end() :], context) or Span("immediate")


def _bound(rest: str, context: DateContext) -> Span | None:
    """The one date in `rest` that stands after `by` or `no later than`."""
    inside = find_expressions(rest, context, in_cell=True)
    if len(inside) != 1 or not _BY.search(rest[: inside[0].start]):
        return None
    return span_of(inside[0], context)


def _ongoing(body: str, context: DateContext) -> Span | None:
    """`Ongoing`, `from Sept 16`, `April 2016 and ongoing`, `Ongoing until March 2018`."""
    since = pattern("deadline", "since").match(body)
    onwards = _tail("deadline", "onwards").search(body)
    if since is not None or onwards is not None:
        begin = since.end() if since is not None else 0
        end = onwards.start() if onwards is not None else len(body)
        date = exact_expression(body[begin:end].strip(_EDGES), context)
        if date is not None and date.last is not None and onwards is None:
            return span_of(date, context)
        if date is not None:
            return _open("ongoing", span_of(date, context))
    found = pattern("ongoing", "words").match(body) or pattern("ongoing", "status").match(body)
    if found is not None:
        return _with_limits("ongoing", body[found.end() :], context)
    if onwards is not None or pattern("ongoing", "words").search(body):
        short = len(body.split()) <= 6
        return Span("ongoing") if short and not find_expressions(body, context) else None
    return None


def _open(kind: WhenKind, span: Span) -> Span:
    """A start alone: `earliest`, and no end."""
    if span.earliest is None or span.edtf is None:
        return UNPARSED if span.kind == "unparsed" else Span(kind)
    edtf = span.edtf.split("/")[0] + "/.."
    return Span(kind, span.earliest, None, edtf, span.year_from_context)


def _with_limits(kind: WhenKind, rest: str, context: DateContext) -> Span:
    """What the words after `ongoing` or `monthly` say of its start or end."""
    rest = rest.strip(_EDGES + "()")
    since = pattern("deadline", "since").match(rest)
    until = re.match(r"(?:until|till|to|up to|through to)\b", rest, re.I)
    lead = since or until
    date = exact_expression(rest[lead.end() if lead else 0 :].strip(_EDGES), context)
    if date is None or (lead is None and date.last is None):
        return Span(kind)
    span = span_of(date, context)
    if date.last is not None:
        return replace(span, kind=kind) if span.latest is not None else Span(kind)
    if since is not None or span.latest is None or span.edtf is None:
        return _open(kind, span)
    edtf = "../" + span.edtf.split("/")[-1]
    return Span(kind, None, span.latest, edtf, span.year_from_context)


def _yearly(body: str, context: DateContext) -> Span | None:
    """`30 September each year, first in 2026`: the day on which it first is due."""
    begun = _first_year().search(body)
    inside = find_expressions(body[: begun.start()], context, in_cell=True) if begun else []
    again = regular().search(body) or pattern("recurring", "each").match(body)
    if begun is None or len(inside) != 1 or again is None:
        return None
    day = body[inside[0].start : inside[0].end]
    found = whole(f"{day} {begun[1]}", context) if inside[0].first.year is None else None
    return span_of(found, context) if found is not None and found.first.year else None


@cache
def _first_year() -> re.Pattern[str]:
    return re.compile(
        rf"[\s,;:({DASHES}]+{alternatives(entry('recurring', 'first'))}[\s:]*(20\d\d)[\s.)]*$", re.I
    )


def _recurring(body: str, context: DateContext) -> Span | None:
    least = pattern("recurring", "at_least").match(body)
    if least is not None:
        body = body[least.end() :].lstrip()
    found = regular().match(body)
    if found is not None:
        rest = body[found.end() :]
        return _with_limits("recurring", rest, context)
    if pattern("recurring", "each").match(body):
        # "Each Board meeting"; but "Each school to report by 31 March 2017".
        return _bound(body, context)
    if _month_list().fullmatch(body):
        return Span("recurring")
    inside = regular().search(body) and not find_expressions(body, context)
    return Span("recurring") if inside and len(body.split()) <= _MOST_WORDS else None


@cache
def regular() -> re.Pattern[str]:
    """`Half-termly`, `6 monthly`, `each Board meeting`, `3 times a year`."""
    listed = entry("recurring")
    count = r"(?:\d{1,2}|" + alternatives(entry("numbers")) + ")"
    step = rf"{count}[\s{DASHES}]*{alternatives(listed['numbered'])}"
    lead = alternatives([*listed["each"], "per"])
    each = rf"{lead}\s+(?:\w+\s+){{0,3}}?{alternatives(listed['counted'])}"
    times = rf"{count}\s*{alternatives(listed['times'])}"
    return re.compile(rf"(?:{alternatives(listed['words'])}|{step}|{each}|{times})", re.I)


@cache
def _month_list() -> re.Pattern[str]:
    name = alternatives(months())
    return re.compile(rf"{name}(?:\s*(?:,|/|;|&|and)+\s*{name}){{2,}}", re.I)


def _relative(body: str, context: DateContext) -> Span | None:
    """`within 6 weeks of publication`, `0–3 months`, `following recruitment`, `after Easter`."""
    past = pattern("deadline", "past").match(body)
    if past is not None:
        date = exact_expression(body[past.end() :].strip(_EDGES), context)
        if date is not None:
            return _after(span_of(date, context))
    limit = amount().match(body)
    if limit is not None:
        return _bound(body[limit.end() :], context) or Span("relative")
    if not pattern("relative", "words").match(body) or pattern("relative", "money").match(body):
        return None
    return None if _names_its_day(body, context) else Span("relative")


def _after(span: Span) -> Span:
    """What lies after a span: from the day after it."""
    if span.latest is None:
        return UNPARSED if span.kind == "unparsed" else Span("relative")
    day = span.latest + dt.timedelta(days=1)
    return Span("relative", day, None, f"{day}/..", span.year_from_context)


def _names_its_day(body: str, context: DateContext) -> bool:
    """`at the next meeting on 4 May 2017` does; `following the June 2018 review` does not."""
    inside = find_expressions(body, context)
    return len(inside) == 1 and bool(re.search(r"\b(?:on|by)\s+$", body[: inside[0].start]))


@cache
def amount() -> re.Pattern[str]:
    """`within 6 weeks`, `90 days`, `0–3 months`."""
    listed = entry("relative")
    count = r"(?:\d{1,3}|" + alternatives([*entry("numbers"), "a", "an"]) + ")"
    counts = rf"{count}(?:\s*(?:,|/|[{DASHES}]|and|to|or)\s*{count})*"
    return re.compile(
        rf"(?:{alternatives(listed['within'])}\s+)?(?:the\s+)?{counts}[\s{DASHES}]*"
        rf"{alternatives(listed['units'])}",
        re.I,
    )


def _loose(body: str, context: DateContext) -> Span | None:
    """The one date among a few other words: `March 2015 as per training strategy`."""
    inside = find_expressions(body, context)
    if len(inside) != 1:
        return None
    found = inside[0]
    around = body[: found.start].split() + body[found.end :].split()
    if len(around) > _MOST_WORDS:
        return None
    before = body[: found.start]
    if _touched(before, body[found.end :], found):
        return None
    if re.search(rf"{pattern('deadline', 'past').pattern}\s*(?:the\s+)?$", before, re.I):
        return _after(span_of(found, context))
    return span_of(found, context)


def _touched(before: str, after: str, found: Expression) -> bool:
    """True where the neighbours may change the date: `third week of May 2017`, `May 2017 2O`."""
    if re.search(r"\d[^\s\d]*\s*$", before) or re.match(r"\s*[^\s\d,;.]*\d", after):
        return _TIME.match(after) is None
    return found.first.unit != "day" and re.search(r"\bof\s+(?:the\s+)?$", before, re.I) is not None


def _fallback(body: str, _: DateContext) -> Span | None:
    return last_resort(body)


_RULES: tuple[Callable[[str, DateContext], Span | None], ...] = (
    _nothing,
    _complete,
    _exact,
    _tbc,
    _immediate,
    _ongoing,
    _yearly,
    _recurring,
    _relative,
    _loose,
    _fallback,
)
