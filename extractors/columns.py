"""What a column heading or a line's label means.

The wordings are data (`vocabulary/columns.toml`).  A heading is compared word
by word: equal to a wording, or containing one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal, get_args

from rapidfuzz import fuzz, process

from schemas.document import Passage

from .vocabulary import load

Role = Literal[
    "number",
    "recommendation",
    "action",
    "owner",
    "deadline",
    "original_deadline",
    "revised_deadline",
    "status",
    "rag",
    "progress",
    "success_measure",
    "expected_outcome",
    "evidence",
    "resources",
    "priority",
    "response",
    "linked_plan",
    "other",
]

ROLES: tuple[Role, ...] = get_args(Role)

# "c) Actions", "4. Response", "(iii) Lead": a label before the heading's own words.
_LABEL = re.compile(
    r"^\s*(?:\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.):]|\d{1,2}\s*[-–])\s+", re.IGNORECASE
)
_BRACKET = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
# A shared heading ("Lead and target date") parts at these.
_SHARED = re.compile(r"\s*(?:/|&|,|;|\band\b|\bwith\b)\s*", re.IGNORECASE)
_SIDES = re.compile(r"\s*[/|\n]\s*|\s+[–-]\s+")
# Words that add nothing to a heading.
_FILLER = frozenset(
    {"the", "a", "an", "of", "for", "to", "and", "or", "by", "date", "s", "if", "any"}
)


# How long a heading must be, and how much of it right, to be known though misread; and by how
# much better it must fit than another.
_FEWEST, _LIKE, _LEAD = 5, 83.0, 5.0


@dataclass(frozen=True, slots=True)
class ColumnRole:
    """A role, and how much of the heading it explains (0 to 1; 1 is the whole heading)."""

    role: Role
    score: float


def words_of(text: str) -> tuple[str, ...]:
    """The words of a heading, lower case, without label and punctuation."""
    text = _LABEL.sub("", text).replace("’", "'")
    return tuple([w.removesuffix("'s").lower() for w in _WORD.findall(text)])


@cache
def _phrases() -> dict[tuple[str, ...], Role]:
    table: dict[tuple[str, ...], Role] = {}
    data = load("columns")
    for role in ROLES:
        for phrase in data[role]:
            table.setdefault(words_of(phrase), role)
    return table


@cache
def _squeezed() -> dict[str, Role]:
    """The longer wordings without spaces, for headings that a narrow cell broke."""
    joined = {"".join(words): role for words, role in _phrases().items()}
    return {text: role for text, role in joined.items() if len(text) >= 6}


@cache
def _ranks() -> dict[tuple[str, ...], int]:
    data = load("columns")
    return {words_of(p): n for role in ROLES for n, p in reversed([*enumerate(data[role])])}


def rank_of(heading: str, role: Role) -> int:
    """The place of a heading's wording in its role's list: earlier ones are the plainer."""
    phrases, words = _phrases(), words_of(heading)
    spans = ((i, j) for i in range(len(words)) for j in range(i + 1, len(words) + 1))
    return min(
        (_ranks()[words[i:j]] for i, j in spans if phrases.get(words[i:j]) == role), default=999
    )


@cache
def _longest() -> int:
    return max(len(phrase) for phrase in _phrases())


@lru_cache(maxsize=4096)
def role_of(text: str) -> ColumnRole | None:
    """The role that a heading's words name best; None where they name none."""
    phrases = _phrases()
    whole, bare = words_of(text), _BRACKET.sub(" ", text)
    words = words_of(bare) if bare != text else whole
    if role := phrases.get(whole) or phrases.get(words):
        return ColumnRole(role, 1.0)
    if (squeezed := _squeezed().get("".join(whole))) is not None:
        return ColumnRole(squeezed, 1.0)
    # "Camau / Actions": one of two wordings side by side is enough.
    parts = _SIDES.split(text)
    sides = [phrases.get(words_of(side)) for side in parts] if len(parts) > 1 else []
    known = {side for side in sides if side is not None}
    if len(known) == 1:
        return ColumnRole(known.pop(), 0.9)
    words = words or whole
    best: tuple[int, int] | None = None
    found: Role | None = None
    for start in range(len(words)):
        for end in range(min(len(words), start + _longest()), start, -1):
            role = phrases.get(words[start:end])
            if role is None:
                continue
            if all(w in _FILLER for w in words[start:end]) and end - start < len(words):
                continue
            # Longer wordings win; of two equally long ones the last is the heading's noun.
            if best is None or (end - start, start) > best:
                best, found = (end - start, start), role
    if best is None or found is None:
        return None
    rest = [w for w in (*words[: best[1]], *words[best[1] + best[0] :]) if w not in _FILLER]
    return ColumnRole(found, best[0] / (best[0] + len(rest)))


@lru_cache(maxsize=4096)
def misread_role(text: str) -> ColumnRole | None:
    """The role of a heading that OCR got a letter or two of wrong; None where two are as near."""
    wanted = "".join(words_of(text))
    if len(wanted) < _FEWEST or any(c.isdigit() for c in wanted):
        return None
    known = _joined()
    near = process.extract(wanted, known.keys(), scorer=fuzz.ratio, score_cutoff=_LIKE, limit=4)
    roles = {known[phrase] for phrase, score, _ in near if score > near[0][1] - _LEAD}
    return ColumnRole(roles.pop(), 0.8) if len(roles) == 1 else None


def role_seen(passage: Passage) -> ColumnRole | None:
    """The role of a label or heading; where OCR read it, also with a letter or two wrong."""
    found = role_of(passage.text)
    if (found is None or found.score < 1.0) and any(w.by_eye for w in passage.words):
        misread = misread_role(passage.text)
        return ColumnRole(misread.role, 1.0) if misread is not None else found
    return found


@cache
def _joined() -> dict[str, Role]:
    joined = {"".join(words): role for words, role in _phrases().items()}
    return {text: role for text, role in joined.items() if len(text) >= _FEWEST}


@lru_cache(maxsize=4096)
def header_roles(text: str) -> tuple[Role, ...]:
    """The roles of a line that prints several column headings and nothing else; else none."""
    phrases, words = _phrases(), words_of(text)
    roles: list[Role] = []
    at = 0
    while at < len(words):
        for end in range(min(len(words), at + _longest()), at, -1):
            if role := phrases.get(words[at:end]):
                roles.append(role)
                at = end
                break
        else:
            return ()
    return tuple(dict.fromkeys(roles))


@lru_cache(maxsize=4096)
def roles_of(text: str) -> tuple[ColumnRole, ...]:
    """All roles that a heading names: two for a shared one ("Lead and target date").

    A heading that is itself a known wording ("Progress and impact") has one.
    """
    whole = role_of(text)
    if whole is None or whole.score == 1.0:
        return (whole,) if whole else ()
    found: dict[Role, ColumnRole] = {}
    for part in _SHARED.split(_BRACKET.sub(" ", text)):
        role = role_of(part)
        if role is not None and role.score >= 0.5:
            found.setdefault(role.role, role)
    if len(found) > 1:
        return tuple(found.values())
    return (whole,)
