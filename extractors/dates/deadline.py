"""From text or a cell's passage to the contract's When."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from schemas.document import Passage
from schemas.plan import When
from schemas.provenance import sources_of

from .cell import Part, Reading, read_cell
from .context import NO_CONTEXT, DateContext
from .spans import Span
from .tokens import mend
from .words import pattern

_NOTHING = re.compile(r"[\W_]*")
_MARKS = "✔✓☑✅"


@dataclass
class Deadline:
    """What a deadline cell holds.

    `deadline` is None where the cell is empty, a dash, `N/A` or struck out
    altogether; `notes` then says which: "empty", "dash", "not applicable",
    "struck out".  A cell that points elsewhere (`As above`) is noted
    "reference".  `milestones` are the earlier dates of the same cell.
    """

    deadline: When | None = None
    milestones: list[When] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def read_when(text: str, context: DateContext = NO_CONTEXT) -> When:
    """The When of a deadline in words, without sources.

    A date whose year neither the words nor the context give keeps its kind, its
    days and EDTF null.  What can't be read is `unparsed`.  Never raises.
    """
    raw = mend(text)
    reading = read_cell(raw, context)
    when = _when(raw, reading.deadline.span)
    old = reading.revised_from
    if old is not None:
        when.revised_from = _when(raw[old.start : old.end], old.span)
    return when


def read_deadline(passage: Passage, context: DateContext = NO_CONTEXT) -> Deadline:
    """The deadline and milestones of a cell, with the places of their words.

    Struck-out words are the date that the deadline was revised from.
    """
    live, struck = passage.without(struck=True), passage.without(struck=False)
    text = live.text
    if not text:
        return Deadline(notes=["struck out" if struck else "empty"])
    if _NOTHING.fullmatch(text) and not any(mark in text for mark in _MARKS):
        return Deadline(notes=["dash"])
    if _all_of(text, "none"):
        return Deadline(notes=["not applicable"])
    reading = read_cell(text, context)
    made = Deadline(
        _sourced(live, reading.deadline),
        [_sourced(live, part) for part in reading.milestones],
    )
    if _all_of(text, "reference"):
        made.notes.append("reference")
    if made.deadline is not None:
        made.deadline.revised_from = _revised_from(live, struck, reading, context)
    return made


def _revised_from(
    live: Passage, struck: Passage, reading: Reading, context: DateContext
) -> When | None:
    if reading.revised_from is not None:
        return _sourced(live, reading.revised_from)
    if not struck:
        return None
    old = _sourced(struck, read_cell(struck.text, context).deadline)
    return old if old.kind != "unparsed" else None


def _all_of(text: str, kind: str) -> bool:
    found = pattern(kind, "words").match(text)
    return found is not None and not text[found.end() :].strip(" .()")


def _sourced(passage: Passage, part: Part) -> When:
    held = passage.slice(part.start, part.end)
    when = _when(mend(held.text), part.span)
    when.sources = sources_of(held)
    return when


def _when(raw: str, span: Span) -> When:
    return When(
        raw=raw,
        kind=span.kind,
        earliest=span.earliest,
        latest=span.latest,
        edtf=span.edtf,
        year_from_context=span.year_from_context,
    )
