"""Actions in running text: "We will …", and brackets that close an action with owner and date."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from schemas.document import Passage

from .dates import date_piece, find_dates
from .vocabulary import load

_BRACKET = re.compile(
    r"\s*[(\[](?P<inner>[^()\[\]]{2,160}(?:\([^()]*\)[^()\[\]]*)*)[)\]]\s*[.;]?\s*$"
)


@dataclass(frozen=True, slots=True)
class Closed:
    """An action closed by a bracket: its text, and what the bracket says of owner and date."""

    text: Passage
    owners: Passage
    deadline: Passage
    bracket: Passage


def closing_bracket(passage: Passage) -> Closed | None:
    """An action's text without its closing `(KM, 31 March 2019)`; None where it has none.

    The bracket must hold a date (owners before it), or nothing but initials.
    """
    text = passage.text
    match = _BRACKET.search(text)
    if match is None:
        return None
    low, high = match.start("inner"), match.end("inner")
    inner = match["inner"]
    start = _date_start(inner)
    if start is None:
        if not _initials(inner):
            return None
        start = len(inner)
    owners = inner[:start].rstrip(" ,;:–-")
    if owners and not _owner_like(owners):
        return None
    body = passage.slice(0, match.start())
    return Closed(
        body,
        passage.slice(low, low + len(owners)),
        passage.slice(low + start, high),
        passage.slice(match.start(), match.end()),
    )


_INITIALS = re.compile(r"^[A-Z]{2,4}(?:\s*(?:[/,;&]|and)\s*[A-Z]{2,4})*$")


def _initials(text: str) -> bool:
    return bool(_INITIALS.match(text.strip()))


def _owner_like(text: str) -> bool:
    """Short, and beginning with a capital: initials, names or posts, not prose."""
    return len(text.split()) <= 12 and text[:1].isupper()


def _date_start(inner: str) -> int | None:
    """Where the date at the end of a bracket begins: after the last comma that leaves a date."""
    cuts = [0, *(m.end() for m in re.finditer(r"[,;:–-]\s+|\s+by\s+", inner))]
    for cut in cuts:
        if date_piece(inner[cut:].strip()) == "whole":
            return cut
    return None


def is_dated_action(passage: Passage) -> bool:
    """True for a text that closes with owner and date in brackets."""
    closed = closing_bracket(passage)
    return closed is not None and bool(closed.deadline)


@cache
def _openers() -> re.Pattern[str]:
    words = "|".join(re.escape(w) for w in load("prose")["commitment_openers"])
    return re.compile(rf"^(?:{words})\b", re.IGNORECASE)


def is_commitment(passage: Passage) -> bool:
    """True for a sentence that says what somebody is going to do ("We will …")."""
    return bool(_openers().match(passage.text))


@cache
def _intro() -> re.Pattern[str]:
    words = "|".join(re.escape(w) for w in load("prose")["list_openers"])
    return re.compile(rf"(?:{words})\s*:?\s*$", re.IGNORECASE)


def opens_list(passage: Passage) -> bool:
    """True for a line that leads into a list of actions ("To change this we will:")."""
    text = passage.text
    return len(text.split()) <= 25 and (
        bool(_intro().search(text)) and (text.endswith(":") or len(text.split()) <= 6)
    )


def dates_in(text: str) -> int:
    """How many dates a text names."""
    return len(find_dates(text))
