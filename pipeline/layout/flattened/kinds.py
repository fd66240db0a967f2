"""What a fragment of text may be: a date or part of one, owners, a label, a short value.

Scores run from 0 (certainly not) to 1 (certainly).  Dates and owners are the
extractors' judgement; short values (`High`, `In progress`, `Reg 12`) are learned
from the document: what stands again and again alone on a line or at its start.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache

from extractors.dates import date_piece
from extractors.labels import bare_label
from extractors.people import Register, is_initials, nobody_state, owner_score, reference_in
from extractors.people.shape import shape_of
from extractors.vocabulary import load
from schemas.plan import Lead

from .dated import JOINING, complete, date_kind, may_date, mostly_date
from .lines import Line, folded, tokens

_DIGITS = re.compile(r"\d+")
# "LSCB Annual …": an abbreviation and a word are no name.
_ABBREVIATED = re.compile(r"^[A-Z]{3,}\s+[A-Z][a-z]+")
_PARTS = re.compile(r"\s*(?:/|;|,|&|\band\b)\s*")
_OPENERS = re.compile(r"^(?:All|As)\b")
_LONGEST_VALUE = 3
_LONGEST_DATE = 90
_DATE_SCORE = {"whole": 1.0, "piece": 0.4, None: 0.0}
# "Share what was learned": a verb behind one of these is not the sentence's.
_ASKING = frozenset({"what", "who", "how", "that", "which", "where", "why", "when"})
_LABEL_PUNCTUATION = re.compile(r"[.):]$")
_NUMBERED = re.compile(
    r"^[A-Za-z]{0,4}\d{1,3}(?:\.\d{1,3})+[a-z]?[.):]?$|^[A-Z]{1,3}\d{1,3}[.):]?$"
)
_LETTER = re.compile(r"^\(?(?:[a-z]|[ivx]{1,4})[.)]$")
_BARE_NUMBER = re.compile(r"^\d{1,3}$")
_DATE_LIKE = re.compile(r"^\d{1,2}\.\d{1,2}\.\d{2,4}$")
_NUMBER = re.compile(r"^\(?\d{1,3}[.)]?$")


class Kinds:
    """The judges of one document: its leads, and the short values it repeats.

    `boxed` is set where its tool is found to print what stands in one box together.
    """

    def __init__(self, register: Register, values: frozenset[str] = frozenset()) -> None:
        self.boxed = False
        self._register = register
        self._values = values
        self._owner: dict[str, float] = {}
        self._date: dict[str, float] = {}
        self._value: dict[str, bool] = {}
        self._dates: dict[tuple[str, ...], float] = {}
        self._titles = [
            f" {folded(text)} " for x in register.leads for text in (x.job_title, x.name) if text
        ]

    @property
    def leads(self) -> list[Lead]:
        return self._register.leads

    def date(self, text: str) -> float:
        """1 for a whole date or deadline, 0.4 for a piece of one, 0 for neither."""
        if text not in self._date:
            kind = None
            if len(text) < 60 and not self._has_initials(text):
                kind = date_kind(text)
            self._date[text] = _DATE_SCORE[kind]
        return self._date[text]

    def dates(self, texts: Iterable[str]) -> float:
        """How well the pieces make one deadline, 0 to 1."""
        key = tuple(texts)
        if key not in self._dates:
            whole = " ".join(key)
            short = len(whole) < _LONGEST_DATE and may_date(whole) and mostly_date(whole)
            short = short and not self._has_initials(whole)
            self._dates[key] = complete(key) if short else 0.0
        return self._dates[key]

    def _has_initials(self, text: str) -> bool:
        """True where a lead's initials stand among the words: `RD 31 March` is no date."""
        return any(word.isupper() and self.known_owner(word.split("/")[0]) for word in text.split())

    def owner(self, text: str) -> float:
        """How well a text reads as a cell of owners."""
        if text not in self._owner:
            whole = text.rstrip("/,;& ").removesuffix(" and")
            score = owner_score(whole, self._register) if _like_names(whole) else 0.0
            if self._register.leads and not self._names_anyone(whole):
                score *= 0.6
            self._owner[text] = score
        return self._owner[text]

    def _names_anyone(self, text: str) -> bool:
        """True where a part is a lead, a person, a post or a group: bodies are less sure."""
        for part in _PARTS.split(text.strip(" /,;&")):
            found = shape_of(part)
            if self.known_owner(part) or found.initials or found.kind in ("post", "group"):
                return True
            if found.kind == "person" and not _ABBREVIATED.match(part):
                return True
        return bool(_OPENERS.match(text))

    def suffix(self, text: str) -> bool:
        """True for the raised end of a day's number (`th`) on a line of its own."""
        return text in _suffixes()

    def person(self, text: str) -> float:
        """How well a text reads as the cell of one person: a name, or that there is none."""
        if nobody_state(text) is not None:
            return 1.0
        found = shape_of(text)
        if found.name and not found.post and not _ABBREVIATED.match(text):
            return found.sure
        return 0.2 if found.name else 0.0

    def is_holder(self, post: str, holder: str) -> bool:
        """True for a post and the person who holds it, or the word that nobody does."""
        found = shape_of(post)
        titled = found.kind == "post" and found.whole and found.sure >= 0.8 and not found.name
        return titled and self.person(holder) > 0.8

    def post(self, text: str) -> float:
        """How well a text reads as a post or a body, and as no person."""
        if nobody_state(text) is not None or self.date(text) == 1.0:
            return 0.0
        found = shape_of(text)
        return 0.1 if found.name and not found.post else found.sure if found.whole else 0.5

    def stands_out(self, text: str, *, first: bool) -> bool:
        """True for owners that can be told from the words beside them on a line.

        Amid other words a lone capital or a likely body may be anything: where
        the leads are known, they or a post have to be among the owners.
        """
        if self.known_owner(text):
            return True
        parts = [p for p in _PARTS.split(text.strip(" /,;&")) if p]
        shapes = [shape_of(p) for p in parts]
        if any(self._runs_on(p) for p in parts):
            return False
        if any(self.known_owner(p) for p in parts):
            return all(
                self.known_owner(p) or s.initials or s.kind in ("person", "group", "post")
                for p, s in zip(parts, shapes, strict=True)
            )
        if all(s.kind == "post" and s.whole and s.sure >= 0.8 for s in shapes):
            return True
        if _OPENERS.match(text) and len(parts) == 1:
            return shapes[0].kind == "group" or self.owner(text) >= 0.95
        if self._register.leads:
            return "/" in text.strip("/") and all(is_initials(p) for p in parts)
        if all(is_initials(p) for p in parts):
            return first or len(parts) > 1
        return all(s.kind == "person" for s in shapes)

    def _runs_on(self, part: str) -> bool:
        """True where a known owner is followed by words that are no part of it."""
        words = part.split()
        return not self.known_owner(part) and any(
            self.known_owner(" ".join(words[:n])) for n in range(1, len(words))
        )

    def holds_person(self, text: str) -> bool:
        """True where two or three words in a row are a person's name."""
        words = text.split()
        return any(
            self.person(" ".join(words[i : i + n])) > 0.8
            for n in (2, 3)
            for i in range(len(words) - n + 1)
        )

    def nobody(self, text: str) -> bool:
        """True for what stands in any column where there is nothing to say: `N/A`, `TBC`."""
        return nobody_state(text) is not None

    def nothing(self, text: str) -> bool:
        """True for a text that says there is nothing to say, whoever it may be of: `N/A`."""
        return nobody_state(text) == "nothing"

    def known_owner(self, text: str) -> bool:
        return self._register.known(text)

    def refers(self, text: str) -> bool:
        """True for a text that names another row: `As 2.1 above`."""
        return reference_in(text) not in (None, "above")

    def acts(self, text: str) -> bool:
        """True for a text that begins as actions do: `Review the policy …`."""
        words = text.split(None, 3)[:3]
        if len(words) < 2 or not words[0][:1].isupper():
            return False
        verbs, nouns, finite = _verbs()
        if not finite.isdisjoint(words[1:]) and words[1] not in _ASKING:
            return False
        return words[0].lower() in verbs and words[1].strip(",;:.").lower() not in nouns

    def torn(self, text: str) -> bool:
        """True for a part of a lead's title or name that is by itself no lead's: `Principal`."""
        part = f" {folded(text)} "
        return not self.known_owner(text) and any(part in title for title in self._titles)

    def starts_known(self, text: str) -> bool:
        """True where a list of owners begins with one that is known."""
        return self.known_owner(_PARTS.split(text, maxsplit=1)[0])

    def starts_with_lead(self, text: str) -> bool:
        """True for a text that begins with a lead's whole name: `Jo Hart and others`."""
        words = text.split()
        return any(self._register.by_name(" ".join(words[:n]).strip(",;/")) for n in (2, 3, 4))

    def rating(self, text: str) -> bool:
        """True for what can stand in a column of ratings: `R`, `Amber`, no `Ongoing`."""
        return folded(text) in _ratings()

    def foreign(self, text: str, role: str) -> bool:
        """True for a known value of other columns only: `Complete` is no priority."""
        roles = roles_of(text)
        return bool(roles) and role not in roles

    def value(self, text: str) -> bool:
        """True for a short value that the document repeats or the vocabulary knows."""
        if text not in self._value:
            known = folded(text) in status_words()
            self._value[text] = known or (
                shape(text) in self._values and self.owner(text) < 0.7 and self.date(text) == 0
            )
        return self._value[text]


@cache
def _ratings() -> frozenset[str]:
    return frozenset(load("flattened")["ratings"])


@cache
def _value_roles() -> dict[str, frozenset[str]]:
    data, known = load("flattened"), load("status")
    lists = {"priority": data["priorities"], "rag": data["ratings"]}
    for role in ("status", "response"):
        lists[role] = [word for words in known[role].values() for word in words]
    found: dict[str, set[str]] = {}
    for role, words in lists.items():
        for word in words:
            found.setdefault(folded(word), set()).add(role)
    return {word: frozenset(roles) for word, roles in found.items()}


def roles_of(text: str) -> frozenset[str]:
    """The columns that a short value is known in: `On track` is a status."""
    return _value_roles().get(folded(text), frozenset())


@cache
def _verbs() -> tuple[frozenset[str], ...]:
    data = load("verbs")
    return tuple(frozenset(data[key]) for key in ("actions", "after_nouns", "finite"))


@cache
def _suffixes() -> frozenset[str]:
    return frozenset(load("dates")["ordinal_suffixes"])


def _like_names(text: str) -> bool:
    """A quick look: cells of owners are short, and longer ones mostly capitals."""
    words = text.split()
    if not words or len(text) > 160 or (text[-1] == "." and len(words) > 3):
        return False
    small = sum(w[:1].islower() and w not in JOINING for w in words)
    return small <= 3 if len(words) <= 5 else small <= len(words) / 4


@cache
def status_words() -> frozenset[str]:
    """The wordings of statuses, ratings, priorities and responses."""
    data = load("flattened")
    return frozenset(folded(w) for w in data["values"])


def shape(text: str) -> str:
    """A text with its numbers hidden: `Reg 12` and `Reg 18` have one shape."""
    return _DIGITS.sub("#", folded(text))


def is_label(text: str, after: str = "") -> bool:
    """True for a word that numbers a row: `1.`, `2.1b`, `MD1.1`, `a)`; a bare number too.

    `after` is what follows it on its line: `30 March` is no row 30.
    """
    if after and (
        date_piece(f"{text} {after}") or (_BARE_NUMBER.match(text) and after[:1].islower())
    ):
        return False
    return bool(_NUMBERED.match(text) or _LETTER.match(text) or _NUMBER.match(text)) and (
        bare_label(text) is not None and not _DATE_LIKE.match(text)
    )


def opens_with_label(line: Line) -> bool:
    """True for a line of words whose first is a label."""
    if line.lettered or line.headed:
        return line.lettered
    after = line.words[1].text if len(line.words) > 1 else ""
    return is_label(line.words[0].text, after)


def label_depth(text: str) -> int:
    """How many parts a label has: 1 for `2.` and `MD1`, 2 for `2.1` and `2.1b`."""
    return len(_LABEL_PUNCTUATION.sub("", text).strip("(").split("."))


def repeated_values(
    lines: list[Line], frame: frozenset[tuple[str, ...]] = frozenset()
) -> frozenset[str]:
    """The shapes of short texts that stand alone, or open lines, three times or more."""
    seen: Counter[str] = Counter()
    for line in lines:
        words = [w.text for w in line.words]
        if words and opens_with_label(line):
            words = words[1:]
        if not words or not words[0][:1].isupper() or tuple(tokens(" ".join(words))) in frame:
            continue
        if len(words) <= _LONGEST_VALUE:
            seen[shape(" ".join(words))] += 1
    return frozenset(s for s, n in seen.items() if n >= 3 and any(c.isalpha() for c in s))
