"""What a document says of itself: title, organisation, inspectorate, judgement and dates.

Facts are read from the front: the blocks before the plan itself begins.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import pairwise

from schemas.blocks import Layout, TextBlock
from schemas.document import Passage
from schemas.plan import When
from schemas.provenance import sources_of

from .calendars import academic_context
from .columns import role_of
from .dates import DateContext, find_dates
from .front import OTHER, cues_of_dates, front_of
from .language import Found, Phrases, english
from .period import plan_end
from .vocabulary import load

_VERSION = re.compile(
    r"\b(?:version|draft|issue|edition|revision|v)\.?\s*(?:no\.?\s*)?v?\d+(?:\.\d+)*[a-z]?\b",
    re.IGNORECASE,
)
# A date after one of these bounds a time; it is not the day of an event.
_EDGE = re.compile(r"\b(?:since|until|till|after|before|by)\s+$", re.IGNORECASE)
# A line that is no sentence: a title, a name, a version.
_LINE_WORDS = 14


@dataclass(slots=True)
class Facts:
    """The document facts, each with the words it was read from."""

    title: Passage = field(default_factory=Passage)
    organisation: Passage = field(default_factory=Passage)
    inspectorate: Passage = field(default_factory=Passage)
    judgement: Passage = field(default_factory=Passage)
    plan_date: When | None = None
    inspection_date: When | None = None
    report_date: When | None = None
    plan_end: When | None = None
    claimed: list[Passage] = field(default_factory=list)


@cache
def _inspectorates() -> Phrases:
    data = load("facts")["inspectorates"]
    return Phrases((name, wording) for name, words in data.items() for wording in words)


@cache
def _grades() -> Phrases:
    return Phrases(("grade", grade) for grade in load("facts")["judgements"]["grades"])


@cache
def _near() -> Phrases:
    return Phrases(("near", word) for word in load("facts")["judgements"]["near"])


def _has_word(text: str, words: list[str]) -> bool:
    folded = text.casefold()
    return any(re.search(rf"(?<!\w){re.escape(w)}(?!\w)", folded) for w in words)


def read_facts(layout: Layout, context: DateContext) -> Facts:
    """The facts of a document; what it does not say stays empty."""
    front = front_of(layout)
    facts = Facts()
    lines = [b for b in front if b.text and len(b.text.split()) <= _LINE_WORDS]
    _title_and_organisation(facts, lines, layout)
    _bodies_and_grades(facts, front)
    if (end := plan_end(front, facts.title, context)) is not None:
        facts.plan_end = end.when
        facts.claimed.append(end.passage)
    _dates(facts, front, context)
    if facts.plan_date is None:
        _date_of_heading(facts, front[:8], context)
    facts.claimed.extend(
        p for p in (facts.title, facts.organisation, facts.inspectorate, facts.judgement) if p
    )
    return facts


def _title_and_organisation(facts: Facts, lines: list[TextBlock], layout: Layout) -> None:
    data = load("facts")
    best = 0.0
    for place, block in enumerate(lines[:12]):
        score = _title_score(block, place, data)
        if score > best:
            best, facts.title = score, block.passage
    title = facts.title.text
    named = [
        (replace(block, passage=part), place)
        for place, block in enumerate(lines[:12])
        for part in _sides(block.passage)
        if part.text != title and _is_name(part.text)
    ]
    found = [
        pair
        for pair in named
        if _has_word(pair[0].text, data["organisations"]["words"])
        and not _has_word(pair[0].text, data["titles"]["strong"])
        and not _has_word(pair[0].text, data["organisations"]["no_names"])
    ]
    if found:
        facts.organisation = max(found, key=_name_score)[0].passage
        return
    for block in lines[:20]:
        label, colon, name = block.text.partition(":")
        if colon and name.strip() and label.strip().casefold() in data["organisations"]["labels"]:
            start = len(block.text) - len(name.lstrip())
            facts.organisation = block.passage.slice(start, len(block.text))
            return
    for word in (" for ", " of "):
        _, found_word, rest = title.partition(word)
        if found_word and _is_name(rest) and _has_word(rest, data["organisations"]["words"]):
            facts.organisation = facts.title.slice(len(title) - len(rest), len(title))
            return
    if ":" in title:
        _, _, rest = title.partition(":")
        start = len(title) - len(rest.lstrip())
        if _has_word(rest, data["organisations"]["words"]):
            facts.organisation = facts.title.slice(start, len(title))
            return
    for passage in layout.boilerplate:
        text = passage.text
        is_body = _is_name(text) and _has_word(text, data["organisations"]["words"])
        if is_body and not _has_word(text, data["titles"]["words"]):
            facts.organisation = passage
            return


_SIDES = re.compile(r"\s+[–—|·-]\s+|\s+\|\s+")


def _sides(passage: Passage) -> list[Passage]:
    """A line whole, or parted at its dashes ("Name – 3 June 2024")."""
    text = passage.text
    cuts = [m.span() for m in _SIDES.finditer(text)]
    if not cuts:
        return [passage]
    starts, ends = [0, *(b for _, b in cuts)], [*(a for a, _ in cuts), len(text)]
    return [passage.slice(a, b) for a, b in zip(starts, ends, strict=True) if b > a]


def _name_score(pair: tuple[TextBlock, int]) -> float:
    """Headings before plain lines, early ones first; two names in a line come last."""
    block, place = pair
    score = 2.0 - 0.2 * block.level if block.kind == "heading" else 0.0
    return score - 0.1 * place - bool(re.search(r"\s[–|-]\s", block.text))


def _title_score(block: TextBlock, place: int, data: dict[str, dict[str, list[str]]]) -> float:
    text = block.text
    if not _has_word(text, data["titles"]["words"]) or text.endswith((".", ";")):
        return 0.0
    if find_dates(text, DateContext()) and len(text.split()) <= 5:
        return 0.0
    score = 1.0 + 2.0 * _has_word(text, data["titles"]["strong"]) - 0.1 * place
    if block.kind == "heading" and block.level:
        score += 1.5 / block.level
    if text.endswith(":") or re.match(
        r"^(?:version|draft|report|submitted)\b", text, re.IGNORECASE
    ):
        score -= 1.5
    return score


def _is_name(text: str) -> bool:
    """Title case throughout, few words, no sentence."""
    words = re.findall(r"[^\W\d_][\w’'-]*", text)
    small = {"and", "of", "the", "for", "in", "on", "with", "to", "&", "at", "upon", "by"}
    return (
        0 < len(words) <= 12
        and not text.endswith((".", ":", ";"))
        and all(w[0].isupper() or w.lower() in small for w in words)
        and ((role := role_of(text)) is None or role.score < 1.0)
    )


def _bodies_and_grades(facts: Facts, front: list[TextBlock]) -> None:
    best = 0.0
    for block in front:
        text = block.text
        if not text:
            continue
        doc = english()(text)
        bodies = _inspectorates().find(doc)
        cues = [
            c for c in cues_of_dates().find(doc) if c.name in {"inspection_date", "report_date"}
        ]
        if bodies:
            first = _joined(text, bodies)
            score = (
                (first.end - first.start) / 100
                + (2 if cues else 0)
                + (1 if len(text.split()) > 6 else 0)
            )
            if score > best:
                best, facts.inspectorate = score, block.passage.slice(first.start, first.end)
        if not facts.judgement:
            _judgement(facts, block, doc)


def _joined(text: str, bodies: list[Found]) -> Found:
    """The longest body, or two that the text joins by `and`."""
    for left, right in pairwise(bodies):
        if re.fullmatch(r"\s*(?:and|&)\s+(?:the\s+)?", text[left.end : right.start]):
            return Found(left.name, left.start, right.end)
    return max(bodies, key=lambda f: f.end - f.start)


def _judgement(facts: Facts, block: TextBlock, doc: object) -> None:
    from spacy.tokens import Doc

    assert isinstance(doc, Doc)
    grades = _grades().find(doc)
    near = _near().find(doc)
    for grade in grades:
        sentence = next(s for s in doc.sents if s.start_char <= grade.start < s.end_char)
        cued = any(
            sentence.start_char <= n.start < sentence.end_char
            and (n.end <= grade.start or n.start >= grade.end)
            for n in near
        )
        text = doc.text[grade.start : grade.end]
        plain = text.casefold() in load("facts")["judgements"]["plain"]
        after = doc.text[grade.end : grade.end + 30]
        if plain and (not cued or re.match(r"\s+\w", after)):
            continue
        if cued or text.casefold() in {"requires improvement", "inadequate", "special measures"}:
            facts.judgement = block.passage.slice(grade.start, grade.end)
            return


def _dates(facts: Facts, front: list[TextBlock], context: DateContext) -> None:
    """Give each date of the front to the fact whose cue stands nearest before it."""
    for block in front:
        text = block.text
        found = find_dates(_masked(text), context)
        if not found:
            continue
        doc = english()(text)
        cues = cues_of_dates().find(doc)
        for start, end, when in found:
            if when.kind not in {"date", "month", "range", "year"}:
                continue
            sentence = next((s for s in doc.sents if s.start_char <= start < s.end_char), None)
            low = sentence.start_char if sentence is not None else 0
            if _EDGE.search(text[:start]):
                continue
            name = _nearest(cues, low, start)
            if name == OTHER:
                continue
            rest = (text[:start] + text[end:]).strip(" .,–-:()")
            alone = sentence is not None and sentence.text.strip(" .") == text[start:end]
            if (
                name is None
                and when.kind in {"date", "month"}
                and (alone or len(rest.split()) <= 4)
                and not any(c.name == OTHER for c in cues)
            ):
                name = "plan_date"
            if name is None or not (alone or _fits(name, when, text)):
                continue
            passage = block.passage.slice(start, end)
            # "Plan end date: 31 March 2018" does not date the plan.
            if getattr(facts, name) is None and not _taken(facts, passage):
                setattr(facts, name, when.model_copy(update={"sources": sources_of(passage)}))
                facts.claimed.append(passage)


def _date_of_heading(facts: Facts, top: list[TextBlock], context: DateContext) -> None:
    """The plan's date from a heading at the top that names a day, and nothing else for it."""
    for block in top:
        if block.kind != "heading":
            continue
        if any(c.name == OTHER for c in cues_of_dates().find(english()(block.text))):
            continue
        for start, end, when in find_dates(_masked(block.text), context):
            passage = block.passage.slice(start, end)
            if when.kind == "date" and not _taken(facts, passage):
                facts.plan_date = when.model_copy(update={"sources": sources_of(passage)})
                facts.claimed.append(passage)
                return


def _taken(facts: Facts, passage: Passage) -> bool:
    words = {w.index for w in passage.words}
    return any(words & {w.index for w in held.words} for held in facts.claimed)


def _masked(text: str) -> str:
    """A text without its version numbers: "Version 5 – 20 November" is no span of days."""
    return _VERSION.sub(lambda m: "·" * len(m[0]), text)


def _nearest(cues: list[Found], low: int, start: int) -> str | None:
    before = [c for c in cues if low <= c.start and c.end <= start]
    if not before:
        return None
    nearest = max(before, key=lambda c: c.end)
    return nearest.name


def _fits(name: str, when: When, text: str) -> bool:
    """A plan's date is a day or month; a plan is not dated by the inspection of a sentence."""
    if name == "plan_date":
        return when.kind in {"date", "month"} and (
            len(text.split()) <= _LINE_WORDS or bool(re.search(r"\bplan\b", text, re.IGNORECASE))
        )
    if name == "report_date":
        return when.kind in {"date", "month"}
    return when.kind in {"date", "month", "range"}


def date_context(facts: Facts, layout: Layout) -> DateContext:
    """What the document's front tells of its dates: its own date, its period, its terms."""
    context = DateContext()
    if facts.plan_date is not None and facts.plan_date.earliest is not None:
        context = replace(
            context, plan_first=facts.plan_date.earliest, plan_last=facts.plan_date.latest
        )
    return academic_context(context, layout, front_of(layout))
