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

from .dates import NO_CONTEXT, find_dates, is_date
from .language import sentences
from .people import Register, name_words, owner_score
from .vocabulary import load

_EMPTY = Register()
# An owner in a sentence is a phrase of a few words.
_MOST_WORDS = 14
# "By 31 July 2023 the Head of …", "In May, the …": what may stand before the subject.
_FRONT = re.compile(r"^(?:by|in|from|before|during|at|on|within)\b(?:\s+the\s+end\s+of)?\s+", re.I)
# Before a date that needs them to be a deadline: "by December", "in December".
_DUE = re.compile(
    r"\b(?:(?P<by>by|before|no later than)|in|during)\s+(?:the\s+)?(?=\S)", re.IGNORECASE
)
_CLOSED = re.compile(r"\s*(?:[,.;:)]|$)|\s+and\b")
_NAME_GOES_ON = re.compile(r"\s+[A-Z]")
# "by the end of the summer term 2023"
_MOST_DATE_WORDS = 6
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
    due = _deadline(sentence, verb)
    return Acting(
        passage.slice(start, end),
        owners,
        passage.slice(start + due[0], start + due[1]) if due is not None else Passage(),
    )


def _after_front(sentence: str, stop: int) -> int:
    """Where the subject begins: behind a date or time that opens the sentence."""
    front = _FRONT.match(sentence)
    if front is None:
        return 0
    ends = [b for a, b, _ in find_dates(sentence, NO_CONTEXT) if a <= front.end() + 8 and b < stop]
    ends += [end for _, end in _due(sentence, 0, stop)[:1]] if not ends else []
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


def _deadline(sentence: str, verb: re.Match[str]) -> tuple[int, int] | None:
    """Where the sentence's date stands, with the "by" before it; the last one after the verb."""
    found = find_dates(sentence, NO_CONTEXT)
    dates = [(a, b) for a, b, when in found if when.kind != "unparsed"]
    loose = _due(sentence, verb.start(), len(sentence))
    if dates:
        low, high = dates[-1] if dates[-1][0] >= verb.end() else dates[0]
        before = re.search(
            r"\b(?:by|before|no later than|by the end of|in)\s+(?:the\s+)?$", sentence[:low], re.I
        )
        if before and before[0].split()[0].lower() != "in":
            return before.start(), high
        # "review the letter of 3 March 2023 by December"
        return next((due for due in reversed(loose) if due[0] > high), (low, high))
    if loose := loose or _due(sentence, 0, verb.start()):
        return loose[-1]
    if regular := _spans().search(sentence):
        return regular.span()
    return _sometime(sentence, verb)


def _due(sentence: str, low: int, high: int) -> list[tuple[int, int]]:
    """The dates in a stretch that may lack their year or be none, as `by December`."""
    made: list[tuple[int, int]] = []
    for match in _DUE.finditer(sentence, low, high):
        begin = match.end()
        ends = [m.end() for m in re.finditer(r"\S+", sentence[begin:high])][:_MOST_DATE_WORDS]
        named = (sentence[begin : begin + end].rstrip(",.;:)") for end in reversed(ends))
        date = next((words for words in named if is_date(words)), None)
        if date is None or date in load("prose")["homographs"]:
            continue
        if _ends_well(sentence, match, begin + len(date)):
            made.append((match.start() if match["by"] else begin, begin + len(date)))
    return made


def _ends_well(sentence: str, due: re.Match[str], end: int) -> bool:
    """False for `by April Jones`; what is not `by` or `before` a date must close its clause."""
    first, goes_on = due.start() == 0, _NAME_GOES_ON.match(sentence, end) is not None
    if due["by"]:
        return first or not goes_on
    return _CLOSED.match(sentence, end) is not None or (first and not goes_on)


def _sometime(sentence: str, verb: re.Match[str]) -> tuple[int, int] | None:
    """`as soon as possible`: straight behind the verb or between commas, or closing a clause."""
    for match in _vague().finditer(sentence):
        if 0 < match.start() < verb.start():
            continue
        behind = match.start() > 0 and not sentence[verb.end() : match.start()].strip()
        if behind or _CLOSED.match(sentence, match.end()):
            return match.span()
    return None


@cache
def _vague() -> re.Pattern[str]:
    words = sorted(load("prose")["sometime"], key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b", re.IGNORECASE)


@cache
def _spans() -> re.Pattern[str]:
    words = "|".join(re.escape(w) for w in load("prose")["repeating"])
    return re.compile(
        r"\bwithin\s+\w+(?:\s+\w+)?\s+(?:days?|weeks?|months?)"
        r"(?:\s+of\s+[\w ]{3,40}?(?=[,.;]|$))?"
        rf"|\b(?:{words})\b",
        re.IGNORECASE,
    )
