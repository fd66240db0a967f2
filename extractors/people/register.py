"""The leads of a plan, found again by initials, name, job title or body."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property

from rapidfuzz import fuzz, process

from schemas.plan import Lead

from .codes import letters, name_initials
from .fold import fold, squeeze
from .shape import name_words
from .words import people

# Below these, two spellings are two names or titles (rapidfuzz's 0 to 100).
_SAME_NAME = 88.0
_SAME_TITLE = 90.0
# The second best must stay this far behind the best.
_MARGIN = 6.0
# Signs that OCR takes for each other, and the longest initials.
_ALIKE = str.maketrans({"0": "O", "1": "I", "l": "I", "|": "I", "5": "S", "8": "B"})
_LONGEST_CODE = 4
# What OCR makes of a stroke between two, and how many letters may have run together.
_STROKES = frozenset("IL1|/&")
_MOST_RUN = 10


class Register:
    """The leads in a form that can be asked.

    Matching is blind to case, accents, apostrophes, hyphens, spaces and
    ligatures.  A near spelling counts only where one lead fits clearly.
    """

    def __init__(self, leads: Sequence[Lead] = ()) -> None:
        self.leads = list(leads)
        self._initials = self._index((lead.initials for lead in self.leads), letters)
        self._names = self._index((lead.name for lead in self.leads), name_key)
        self._titles = self._index((lead.job_title for lead in self.leads), title_key)
        self._surnames = self._index((lead.name for lead in self.leads), _surname)
        self._bags = self._index((lead.job_title for lead in self.leads), _bag)
        self._bodies: dict[str, list[Lead]] = defaultdict(list)
        for lead in self.leads:
            for key in dict.fromkeys(title_key(p) for p in _bodies(lead)):
                self._bodies[key].append(lead)
        self._known: dict[str, bool] = {}
        self._scores: dict[str, float] = {}
        self._near: dict[str, list[Lead]] = {}

    def _index(self, values: Iterable[str | None], key: object) -> dict[str, list[Lead]]:
        made: dict[str, list[Lead]] = defaultdict(list)
        assert callable(key)
        for lead, value in zip(self.leads, values, strict=True):
            if value and key(value):
                made[key(value)].append(lead)
        return dict(made)

    @property
    def has_people(self) -> bool:
        """True where at least one lead is a named person."""
        return any(lead.name for lead in self.leads)

    @cached_property
    def prints_initials(self) -> bool:
        """True where at least one lead has initials printed beside it."""
        return bool(self._initials)

    def by_initials(self, text: str) -> list[Lead]:
        """The leads with these printed initials (or post's code)."""
        return self._initials.get(letters(text), [])

    def by_lookalike(self, text: str) -> list[Lead]:
        """The one lead whose initials look like this to OCR; empty where none or two do."""
        seen = _seen(text)
        if not 2 <= len(seen) <= _LONGEST_CODE:
            return []
        found = [x for x in self.leads if x.initials and _seen(x.initials) == seen]
        return found if len(found) == 1 else []

    def run_together(self, text: str) -> list[tuple[str, Lead]]:
        """The leads whose initials OCR read as one word, losing the stroke between them.

        Each with the letters that are its own; empty where no way of parting them fits, or two.
        """
        text = text.replace(" ", "")
        if not text.isascii() or not text.isupper() or len(text) > _MOST_RUN:
            return []
        ways = [way for way in self._parted(text) if len(way) > 1]
        return ways[0] if len(ways) == 1 else []

    def _parted(self, text: str) -> list[list[tuple[str, Lead]]]:
        ways: list[list[tuple[str, Lead]]] = [] if text else [[]]
        for end in range(2, min(len(text), _LONGEST_CODE) + 1):
            found = self.by_initials(text[:end])
            if len(found) != 1 or not text[:end].isalnum():
                continue
            rests = [text[end:]]
            if text[end : end + 1] in _STROKES and len(text) > end + 1:
                rests.append(text[end + 1 :])
            ways += [[(text[:end], found[0]), *way] for rest in rests for way in self._parted(rest)]
        return ways

    def by_letters(self, text: str) -> list[Lead]:
        """The leads whose names begin with these letters, where the list prints no initials."""
        if self.prints_initials:
            return []
        wanted = letters(text)
        return [x for x in self.leads if x.name and name_initials(x.name).casefold() == wanted]

    def by_name(self, text: str) -> list[Lead]:
        """The leads of this name; `Mrs Dunn` and `P. Dunn` find the one Dunn that fits."""
        exact = self._names.get(name_key(text), [])
        if exact:
            return exact
        surname, comma, rest = text.partition(",")
        if comma and (turned := self._names.get(name_key(f"{rest} {surname}"), [])):
            return turned
        alike = self._surnames.get(_surname(text), [])
        return [lead for lead in alike if lead.name and _short_for(text, lead.name)]

    def by_job_title(self, text: str) -> list[Lead]:
        """The leads with this job title; the words may stand in another order."""
        exact = self._titles.get(title_key(text), [])
        if exact:
            return exact
        bag = _bag(text)
        return list(self._bags.get(bag, [])) if " " in bag else []

    def by_organisation(self, text: str) -> list[Lead]:
        """The leads of a body: its row of its own, else those who are there for it."""
        key = title_key(text)
        if not key:
            return []
        own = [x for x in self._titles.get(key, []) if not x.organisation]
        if own:
            return own
        return list(self._bodies.get(key, []))

    def near(self, text: str) -> list[Lead]:
        """The one lead whose name or title is spelt nearly so; empty where none or two fit."""
        if text not in self._near:
            name = self._nearest(squeeze(text), self._named, _SAME_NAME)
            titled = name or self._nearest(title_key(text), self._titled, _SAME_TITLE)
            self._near[text] = titled
        return list(self._near[text])

    @cached_property
    def _named(self) -> list[tuple[str, Lead]]:
        return [(squeeze(lead.name), lead) for lead in self.leads if lead.name]

    @cached_property
    def _titled(self) -> list[tuple[str, Lead]]:
        return [(title_key(lead.job_title), lead) for lead in self.leads if lead.job_title]

    @staticmethod
    def _nearest(wanted: str, keyed: list[tuple[str, Lead]], least: float) -> list[Lead]:
        if len(wanted) < 7:
            return []
        keys = [key for key, _ in keyed]
        best = process.extract(wanted, keys, scorer=fuzz.ratio, limit=2)
        if not best or best[0][1] < least:
            return []
        if len(best) > 1 and best[1][1] > best[0][1] - _MARGIN:
            return []
        return [keyed[best[0][2]][1]]

    def score(self, text: str, rate: Callable[[str, Register], float]) -> float:
        """What `rate` gives a text by these leads, worked out once."""
        if text not in self._scores:
            self._scores[text] = rate(text, self)
        return self._scores[text]

    def known(self, text: str) -> bool:
        """True where the text is exactly some lead's initials, name, title or body."""
        if text not in self._known:
            self._known[text] = bool(
                self.by_initials(text)
                or self.by_name(text)
                or self._titles.get(title_key(text))
                or self.by_organisation(text)
            )
        return self._known[text]


def _seen(text: str) -> str:
    """Initials as OCR may have seen them: what looks alike is alike."""
    return "".join(c for c in text.translate(_ALIKE) if c.isalnum())


def name_key(text: str) -> str:
    """A name without titles and spaces, folded."""
    parts = name_words(text)
    return squeeze(" ".join(parts[0]) if parts else text)


def title_key(text: str) -> str:
    """A job title folded, without its article."""
    words = fold(text).split()
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)


def _bag(title: str) -> str:
    """A job title's words in the order of the alphabet."""
    return " ".join(sorted(title_key(title).split()))


def _surname(text: str) -> str:
    """The last word of a name, folded; empty where it is none."""
    words = name_words(text)
    return squeeze(words[0][-1]) if words else ""


def _short_for(text: str, name: str) -> bool:
    """True where `text` is a surname with title or first letter that fits `name`."""
    short, full = name_words(text), name_words(name)
    if short is None or full is None:
        return False
    if squeeze(short[0][-1]) != squeeze(full[0][-1]):
        return False
    given, whole = short[0][:-1], full[0][:-1]
    if not given:
        return bool(short[1])
    first = [fold(g)[:1] for g in given]
    other = [fold(g)[:1] for g in whole]
    brief = any(len(fold(g)) == 1 for g in [*given[:1], *whole[:1]])
    return brief and bool(other) and first[0] == other[0]


def _bodies(lead: Lead) -> list[str]:
    """The body that a lead is there for: its own field, or the end of its title."""
    named = [lead.organisation] if lead.organisation else []
    title = lead.job_title or ""
    if "," in title and fold(title.rpartition(",")[2]) in people().body_names:
        named.append(title.rpartition(",")[2])
    return named
