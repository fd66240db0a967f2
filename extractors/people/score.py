"""How much a fragment of flattened text looks like an owner cell, or a piece of one."""

from __future__ import annotations

import re

from schemas.document import Passage, Word

from .fold import fold
from .mention import Mention
from .register import Register
from .shape import nobody_state
from .split import split_owners
from .words import people

# An owner cell is short; a longer fragment is prose.
_MOST_WORDS = 24


def passage_of(text: str) -> Passage:
    """A passage for text that has no document: lines as given, words without places."""
    lines: list[list[Word]] = []
    count = place = 0
    for line in text.splitlines():
        words = []
        for part in line.split():
            words.append(Word(count, part, place, place + len(part)))
            count += 1
            place += len(part) + 1
        lines.append(words)
    return Passage.of_lines(lines)


def owner_score(text: str, register: Register | None = None) -> float:
    """0 (prose) to 1 (initials, names, known leads): is this an owner cell or a piece of one?

    A piece cut off at a separator (`YA/`) or in the middle of a title scores in between.
    """
    register = register or Register()
    plain = " ".join(text.split())
    words = plain.split()
    if not words or len(words) > _MOST_WORDS:
        return 0.0
    if nobody_state(plain):
        return 0.3
    bare = re.sub(r"\([^()]*\)", " ", plain).split()
    if any(w[0].islower() and fold(w) in people().prose for w in bare):
        return 0.0
    cell = split_owners(passage_of(text), register)
    if not cell.mentions:
        return 0.0
    total = sum(len(m.raw) for m in cell.mentions)
    lost = sum(len(p.text) for p in cell.leftovers)
    if all(m.reference or register.known(m.raw) for m in cell.mentions) and not lost:
        return 1.0
    listed = sum(m.initials is not None and m.kind == "unknown" for m in cell.mentions) > 1
    score = sum(_one(m, register, listed=listed) * len(m.raw) for m in cell.mentions) / (
        total + lost
    )
    loose = [m.raw for m in cell.mentions if m.kind != "group"] + [p.text for p in cell.leftovers]
    return round(score * _capitals(" ".join(loose).split()), 3)


def is_owner_in_small_letters(text: str) -> bool:
    """True for groups and posts as running text writes them: `all partners`, `case managers`.

    Bodies and subjects in small letters may as well be what the text is about.
    """
    cell = split_owners(passage_of(text))
    if not cell.mentions or cell.leftovers:
        return False
    return all(
        m.kind in {"group", "post"} and people().knows(fold(m.raw).split()[-1])
        for m in cell.mentions
    )


def _one(mention: Mention, register: Register, *, listed: bool) -> float:
    if mention.reference or register.known(mention.raw):
        return 1.0
    if mention.kind == "person":
        return 0.85 if mention.confidence < 0.9 else 0.9
    if mention.kind == "post":
        return 0.9 if len(mention.raw.split()) <= 10 else 0.5
    if mention.kind == "group":
        return 0.9 if len(mention.raw.split()) > 1 else 0.5
    if mention.kind == "organisation":
        named = " " in mention.raw or mention.raw in people().body_codes
        return 0.8 if mention.confidence >= 0.7 and named else 0.45
    if mention.initials and listed:
        return 1.0
    if mention.initials:
        return 0.7 if register.prints_initials else 0.8
    return 0.25 if mention.raw[:1].isupper() and len(mention.raw.split()) <= 2 else 0.0


def _capitals(words: list[str]) -> float:
    """Names and titles are mostly capitals; prose is not."""
    lists = people()
    content = [w for w in words if len(fold(w)) > 3 and fold(w) not in lists.joiners]
    if not content:
        return 1.0
    small = sum(w[0].islower() and not lists.knows(fold(w)) for w in content)
    return max(0.0, 1.0 - 1.5 * small / len(content))
