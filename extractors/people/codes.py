"""Initials and codes: do the letters belong to the name, or to the post?"""

from __future__ import annotations

import re

from schemas.plan import Lead

from .fold import fold
from .shape import name_words
from .words import people


def letters(text: str) -> str:
    """Initials in one form: `J.S.`, `J S` and `JS` are `js`."""
    return re.sub(r"[\W_]", "", text).casefold()


def name_initials(name: str) -> str:
    """The first letters of a name, its titles left out; empty for what is no name."""
    parts = name_words(name)
    if parts is None:
        return ""
    return "".join(word[0].upper() for word in parts[0])


def initials_fit(initials: str, name: str) -> bool:
    """True where initials can be those of a name.

    A middle name may be left out, and a hyphened or `O’` surname may give one letter or two.
    """
    parts = name_words(name)
    words = parts[0] if parts else name.split()
    wanted = letters(initials)
    given = [p for word in words for p in re.split(r"[-‐‑'’‘]", fold_keep(word)) if p]
    if not wanted or not given or wanted[0] != given[0][0]:
        return False
    if _in_prefixes(initials, words):
        return True
    last = fold_keep(words[-1])[:1]
    return _in_order(wanted, [p[0] for p in given]) and (
        len(wanted) == 1 or wanted[-1] in (last, given[-1][0])
    )


def _in_prefixes(initials: str, words: list[str]) -> bool:
    """True for initials that keep more letters of a name: `LlE`, `KMcA`."""
    if not any(ch.islower() for ch in initials):
        return False
    return _prefixed(letters(initials), [fold(w) for w in words])


def _prefixed(rest: str, words: list[str]) -> bool:
    """True where letters are beginnings of words, in order; words may be left out."""
    if not rest:
        return True
    return any(
        word.startswith(rest[:count]) and _prefixed(rest[count:], words[place + 1 :])
        for place, word in enumerate(words)
        for count in range(1, len(rest) + 1)
    )


def fold_keep(word: str) -> str:
    """A word folded, its hyphens and apostrophes kept."""
    return "-".join(fold(p) for p in re.split(r"[-‐‑'’‘]", word) if fold(p))


def _in_order(wanted: str, offered: list[str]) -> bool:
    rest = iter(offered)
    return all(any(letter == other for other in rest) for letter in wanted)


def is_post_code(lead: Lead) -> bool:
    """True where a lead's initials abbreviate its post (`HT`), not its holder's name."""
    code, title = lead.initials, lead.job_title
    if not code or not title:
        return False
    if lead.name and initials_fit(code, lead.name):
        return False
    return code in people().post_codes or abbreviates(code, title)


def abbreviates(code: str, title: str) -> bool:
    """True where a code's capitals begin words of a title, in order, from its first word.

    Small letters go on with the word (`Co` in Coordinator) or are a small word's (`o` in `of`).
    """
    text = fold(title)
    for one, two in people().compounds:
        text = text.replace(one, two)
    words = text.split()
    place = -1
    previous = ""
    for letter in re.findall(r"[A-Za-z]", code):
        small = letter.islower()
        low = letter.casefold()
        if small and place >= 0 and words[place].startswith(previous + low):
            previous += low
            continue
        start = place + 1
        offered = range(start, start + 1) if place < 0 else range(start, len(words))
        found = next(
            (
                n
                for n in offered
                if words[n].startswith(low) and (small or words[n] not in people().small)
            ),
            None,
        )
        if found is None:
            return False
        place, previous = found, low
    return place >= 0
