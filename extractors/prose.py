"""Actions in running text: "We will …", and brackets that close an action with owner and date."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from schemas.document import Passage

from .dates import date_piece, is_date, read_when
from .people import is_owner_in_small_letters, owner_score, reference_in
from .vocabulary import load

_BRACKET = re.compile(
    r"\s*[(\[](?P<inner>[^()\[\]]{2,160}(?:\([^()]*\)[^()\[\]]*)*)[)\]]\s*[.;]?\s*$"
)


# A date begins behind a mark, or with its "by".
_CUTS = re.compile(r"[,;:–-]\s+|\s+(?=by\s)")
_MOST_OWNER_WORDS = 12
_MOST_TBC = 6
# An owner beside a date that may be none must look like one as a whole.
_OWNER = 0.75


@dataclass(frozen=True, slots=True)
class Closed:
    """An action closed by a bracket: its text, and what the bracket says of owner and date.

    `sure` is False where the date has no year, or there is none: then only what
    stands around says that the text is an action.
    """

    text: Passage
    owners: Passage
    deadline: Passage
    bracket: Passage
    sure: bool = True


def closing_bracket(passage: Passage) -> Closed | None:
    """An action's text without its closing `(KM, 31 March 2019)`; None where it has none.

    The bracket must hold a date (owners before it), or nothing but initials.  A
    date without a year counts only behind what is an owner beyond doubt.
    """
    text = passage.text
    match = _BRACKET.search(text)
    if match is None:
        return None
    low, high = match.start("inner"), match.end("inner")
    inner = match["inner"]
    cuts = [m.end() for m in _CUTS.finditer(inner)]
    sure, start = True, _start(inner, [0, *cuts], _is_whole)
    owners = _before(inner, start)
    if start is not None and owners and not _owner_like(owners):
        return None
    if start is None:
        sure, start = False, _start(inner, cuts, _is_loose)
        owners = _before(inner, start)
        if start is None or not _is_owner(owners):
            if not _initials(inner):
                return None
            start, owners = len(inner), inner.rstrip()
    return Closed(
        passage.slice(0, match.start()),
        passage.slice(low, low + len(owners)),
        passage.slice(low + start, high),
        passage.slice(match.start(), match.end()),
        sure,
    )


_INITIALS = re.compile(r"^[A-Z]{2,4}(?:\s*(?:[/,;&]|and)\s*[A-Z]{2,4})*$")


def _initials(text: str) -> bool:
    return bool(_INITIALS.match(text.strip()))


def _before(inner: str, start: int | None) -> str:
    return inner[:start].rstrip(" ,;:–-") if start is not None else ""


def _start(inner: str, cuts: list[int], is_one: Callable[[str], bool]) -> int | None:
    """Where the date at the end of a bracket begins: at the first cut that leaves one."""
    return next((cut for cut in cuts if is_one(inner[cut:].strip())), None)


def _is_whole(text: str) -> bool:
    return date_piece(text) == "whole"


def _is_loose(text: str) -> bool:
    """`1 March`, `by Easter`, `date to be agreed`: a deadline, but none for certain."""
    return is_date(text) or (len(text.split()) <= _MOST_TBC and read_when(text).kind == "tbc")


def _owner_like(text: str) -> bool:
    """Short, and beginning with a capital (initials, names or posts, not prose), or a group."""
    if len(text.split()) > _MOST_OWNER_WORDS:
        return False
    if text[:1].isupper():
        return True
    return is_owner_in_small_letters(text) and read_when(text).kind == "unparsed"


def _is_owner(text: str) -> bool:
    """True for what names nothing but owners: `GN`, `Ida Moss`, `Head of Safety and DP`."""
    if not text[:1].isupper() or len(text.split()) > _MOST_OWNER_WORDS:
        return False
    return reference_in(text) is None and owner_score(text) >= _OWNER


def is_dated_action(passage: Passage) -> bool:
    """True for a text that closes with owner and date in brackets."""
    closed = closing_bracket(passage)
    return closed is not None and closed.sure and bool(closed.deadline)


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
