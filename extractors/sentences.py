"""Actions inside sentences: "The Head of Crime will … by the end of June 2023."

A sentence is an action where its subject is an owner and its verb says that
something will be done.  The sentence is the action's text; owner and deadline
are words of it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from schemas.document import Passage

from .dates import NO_CONTEXT, find_dates
from .language import sentences
from .people import Register, name_words, owner_score
from .vocabulary import load

_EMPTY = Register()
# An owner in a sentence is a phrase of a few words.
_MOST_WORDS = 14
# "By 31 July 2023 the Head of …", "In May, the …": what may stand before the subject.
_FRONT = re.compile(r"^(?:by|in|from|before|during|at|on|within)\b(?:\s+the\s+end\s+of)?\s+", re.I)
_BY = re.compile(r"\b(?:by|before|no later than|by the end of)\s+(?:the\s+)?$", re.I)
_ARTICLE = re.compile(r"^(?:the|our|a|an)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Acting:
    """A sentence that is an action: its text, the owners' words and the deadline's."""

    text: Passage
    owners: Passage
    deadline: Passage


@cache
def _verbs() -> re.Pattern[str]:
    words = "|".join(re.escape(w) for w in load("prose")["acting_verbs"])
    return re.compile(rf"\s(?:{words})\b(?P<aside>\s*,[^,]{{1,60}},)?", re.IGNORECASE)


@cache
def _own_subjects() -> frozenset[str]:
    return frozenset(load("prose")["own_subjects"])


def acting_sentences(passage: Passage) -> list[Acting]:
    """The actions among a paragraph's sentences; none where no owner acts in any."""
    text = passage.text
    if not _verbs().search(text):
        return []
    found = [a for start, end in sentences(text) if (a := _acting(passage, text, start, end))]
    return found if any(a.owners for a in found) else []


def _acting(passage: Passage, text: str, start: int, end: int) -> Acting | None:
    sentence = text[start:end].rstrip()
    end = start + len(sentence)
    verb = _verbs().search(sentence)
    if verb is None or sentence.endswith("?"):
        return None
    low = _after_front(sentence, verb.start())
    name = _named(sentence[low : verb.start()])
    low += sentence[low : verb.start()].index(name)
    article = _ARTICLE.match(name)
    begin = low + (article.end() if article else 0)
    owner = name[article.end() :] if article else name
    if owner.casefold() in _own_subjects():
        owners = Passage()
    elif _is_owner(owner, with_article=article is not None):
        owners = passage.slice(start + begin, start + begin + len(owner))
    else:
        return None
    return Acting(
        passage.slice(start, end), owners, _deadline(passage, text, start, end, verb.end())
    )


def _after_front(sentence: str, stop: int) -> int:
    """Where the subject begins: behind a date or time that opens the sentence."""
    front = _FRONT.match(sentence)
    if front is None:
        return 0
    ends = [b for a, b, _ in find_dates(sentence, NO_CONTEXT) if a <= front.end() + 8 and b < stop]
    comma = sentence.find(", ", front.end(), min(stop, front.end() + 40))
    end = max([*ends[:1], comma])
    return end + len(sentence[end:stop]) - len(sentence[end:stop].lstrip(" ,")) if end > 0 else 0


def _named(subject: str) -> str:
    """The part of a subject that names the owner ("Our contractor, Acme Doors Ltd,")."""
    parts = [p.strip() for p in subject.split(",") if p.strip()]
    whole = subject.strip(" ,")
    if len(parts) > 1 and name_words(parts[0]) is not None:
        return parts[0]
    if len(parts) < 2 or _is_owner(_ARTICLE.sub("", whole), with_article=True):
        return whole
    return next((p for p in parts if _is_owner(_ARTICLE.sub("", p), with_article=False)), whole)


def _is_owner(text: str, *, with_article: bool) -> bool:
    words = text.split()
    if not words or len(words) > _MOST_WORDS or not text[:1].isupper():
        return False
    # Bodies act in plans as in reports: "The council will" is no owner of its own action.
    return owner_score(text, _EMPTY) >= (0.85 if with_article else 0.8)


def _deadline(passage: Passage, text: str, start: int, end: int, verb: int) -> Passage:
    """The words of the sentence's date, with the "by" before it; the last one after the verb."""
    sentence = text[start:end]
    dates = [
        (a, b) for a, b, when in find_dates(sentence, NO_CONTEXT) if when.kind not in {"unparsed"}
    ]
    if not dates:
        match = _spans().search(sentence)
        return passage.slice(start + match.start(), start + match.end()) if match else Passage()
    low, high = dates[-1] if dates[-1][0] >= verb else dates[0]
    before = re.search(
        r"\b(?:by|before|no later than|by the end of|in)\s+(?:the\s+)?$", sentence[:low], re.I
    )
    if before and before[0].split()[0].lower() != "in":
        low = before.start()
    return passage.slice(start + low, start + high)


@cache
def _spans() -> re.Pattern[str]:
    words = "|".join(re.escape(w) for w in load("prose")["repeating"])
    return re.compile(
        r"\bwithin\s+\w+(?:\s+\w+)?\s+(?:days?|weeks?|months?)"
        r"(?:\s+of\s+[\w ]{3,40}?(?=[,.;]|$))?"
        rf"|\b(?:{words})\b",
        re.IGNORECASE,
    )
