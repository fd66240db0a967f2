"""What a fragment of text is by its shape alone: a person, a post, a body, a group."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, replace
from functools import lru_cache

from schemas.plan import OwnerKind

from .fold import fold
from .words import People, people

# Between the halves of "Name – Post"; hyphens inside a surname have no spaces.
DASH = re.compile(r"\s+[-‐‑‒–—―]+\s+|\s*[–—―]\s*")
_BRACKET = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_CODE = re.compile(r"[A-Z](?:[A-Z]{1,4}|[A-Za-z]{1,5})\d?")
_DOTTED = re.compile(r"(?:[A-Z]\.\s?){1,4}[A-Z]?\.?")
_ONE_LETTER = re.compile(r"[A-Z]{1,2}|(?:[A-Z]\.){1,3}[A-Z]?")
_DOUBLE_BARREL = re.compile(r"(?<=[A-Z])-(?=[A-Z]$)")
_APOSTROPHES = re.compile(r"['’‘]")
_EDGES = " \t\n.,;:*†‡"
_MOST_NAME_WORDS = 4


@dataclass(frozen=True, slots=True)
class Shape:
    """A guess at what a fragment names, and how sure the guess is (0 to 1).

    `name`, `initials` and `post` are parts of the text where it holds them;
    `hint` is what a bracket adds.  `whole` is False for a fragment that can
    hardly stand alone ("Registered", "Community").
    """

    kind: OwnerKind
    sure: float
    name: str | None = None
    initials: str | None = None
    post: str | None = None
    hint: str | None = None
    whole: bool = True


# One letter of "P.O’R.", of which an apostrophe may make two.
_DOTTED_PART = re.compile(r"\s*[A-Z](?:['’‘][A-Z])?")


@lru_cache(maxsize=16384)
def is_initials(text: str) -> bool:
    """True for a run of letters such as `SK`, `J.S.`, `SENDCo`: two capitals or more."""
    text = text.strip(_EDGES)
    if "." in text and all(_DOTTED_PART.fullmatch(p) for p in text.rstrip(".").split(".")):
        return 2 <= len(re.sub(r"\W", "", text)) <= 5
    text = _DOUBLE_BARREL.sub("", _APOSTROPHES.sub("", text))
    compact = re.sub(r"[.\s]", "", text)
    if _DOTTED.fullmatch(text + "."):
        return 2 <= len(compact) <= 5 and compact.isupper()
    capitals = sum(c.isupper() for c in text)
    return bool(_CODE.fullmatch(text)) and capitals >= 2 and capitals * 2 >= len(text) - 1


@lru_cache(maxsize=16384)
def nobody_state(text: str) -> str | None:
    """`tbc`, `vacant` or `nothing` where the text says that nobody is named; else None.

    `tbc – new post` says no more than `tbc`, nor does `yet to be appointed`.
    """
    lists = people()
    parts = [_key(p) for p in re.split(r"\s[-–—]\s|[(),:;]", text) if _key(p)] or [_key(text)]
    states: list[str] = []
    for part in parts:
        state = _state(part, lists) or _state(_unhedged(part, lists), lists)
        if state is not None:
            states.append(state)
        elif part not in lists.trailers:
            return None
    return states[0] if states else None


def _state(text: str, lists: People) -> str | None:
    if text in lists.tbc:
        return "tbc"
    if text in lists.vacant:
        return "vacant"
    return "nothing" if text in lists.nothing else None


def _unhedged(text: str, lists: People) -> str:
    """`nobody` of `nobody yet`, `to be appointed` of `still to be appointed`."""
    for hedge in lists.hedges:
        text = text.removeprefix(f"{hedge} ").removesuffix(f" {hedge}")
    return text


def _key(text: str) -> str:
    return re.sub(r"\s+", " ", text.casefold()).strip(" *")


@lru_cache(maxsize=16384)
def shape_of(text: str) -> Shape:
    """The shape of a fragment; `unknown` where no list and no form fits."""
    text = text.strip(_EDGES)
    plain, inside = _without_brackets(text)
    if plain and inside and nobody_state(plain):
        # "TBC (Police)": the bracket says whose nobody it is.
        return replace(_bare(inside[0]), hint=inside[0], sure=0.6)
    found = _bare(plain) if plain else Shape("unknown", 0.2, whole=False)
    for part in inside:
        found = _with_bracket(found, plain, part)
    return found


def _without_brackets(text: str) -> tuple[str, list[str]]:
    inside = [m.strip() for m in _BRACKET.findall(text) if m.strip()]
    first = _BRACKET.search(text)
    # "Ann Bell (AB) Chair": what follows the bracket is what the person is.
    between = " – " if first and name_words(text[: first.start()]) else " "
    plain = _BRACKET.sub(lambda m: between if text[m.end() :].strip(_EDGES) else " ", text)
    return re.sub(r"\s+", " ", plain).strip(_EDGES), inside


def _with_bracket(found: Shape, plain: str, part: str) -> Shape:
    """What `(SK)`, `(Mrs P Dunn)` or `(Health)` adds."""
    if nobody_state(part):
        return replace(found, hint=part)
    other = _bare(part)
    if other.initials and not found.initials and found.kind in ("person", "post"):
        return replace(found, initials=other.initials)
    if other.kind == "person" and other.name and not found.name:
        post = found.post or plain
        if is_initials(plain):
            return replace(other, initials=plain, post=None, sure=0.95)
        return Shape("person", 0.9, name=other.name, post=post)
    if found.kind == "person" and other.kind == "post" and not found.post:
        return replace(found, post=part, hint=part)
    return replace(found, hint=part if found.hint is None else f"{found.hint}; {part}")


def _bare(text: str) -> Shape:
    lists = people()
    composite = _composite(text, lists)
    if composite is not None:
        return composite
    words = fold(text).split()
    if not words:
        return Shape("unknown", 0.1, whole=False)
    found = (
        _coded(text, lists)
        or _group(text, words, lists)
        or _person(text, lists)
        or _post(text, words, lists)
        or _body(text, words, lists)
        or _rest(text, words, lists)
    )
    # "of service" goes on with what came before.
    hanging = words[0] in lists.small and words[0] not in lists.articles
    return replace(found, whole=False) if hanging else found


def _composite(text: str, lists: People) -> Shape | None:
    """`Name – Post`, `Post – Name`, `Name, Post`."""
    parts = [p for p in DASH.split(text) if p.strip(_EDGES)]
    if len(parts) < 2:
        first, comma, rest = text.partition(",")
        if not comma or not rest.strip():
            return None
        parts = [first, rest]
        if _person(first, lists) is None:
            return None
    names = [p for p in parts if _person(p, lists) is not None]
    if not names and DASH.search(text):
        # "Westerby Council – Housing Options": a body and its part.
        body = _body(parts[0], fold(parts[0]).split() or [""], lists)
        return replace(body, sure=0.7) if body and body.sure >= 0.8 else None
    if len(names) != 1:
        return None
    others = [p.strip(_EDGES) for p in parts if p is not names[0]]
    if not all(_post(o, fold(o).split(), lists) for o in others[:1]):
        return None
    person = _person(names[0], lists)
    return replace(person, post=", ".join(others), sure=0.85) if person else None


def _coded(text: str, lists: People) -> Shape | None:
    if text in lists.body_codes:
        return Shape("organisation", 0.8)
    if text in lists.post_codes:
        return Shape("post", 0.8, initials=text)
    words = fold(text).split()
    if text.endswith("s") and text[:-1] in lists.post_codes:
        return Shape("group", 0.8)
    if is_initials(text) and not lists.knows(words[0]) and words[0] not in lists.body_names:
        return Shape("unknown", 0.9, initials=text)
    return None


def _group(text: str, words: list[str], lists: People) -> Shape | None:
    if words[0] in lists.articles and len(words) > 1:
        words = words[1:]
    if any(w in lists.prose for w in words):
        return None
    if words[0] in lists.group_openers and len(words) <= 8:
        # "All class" goes on ("teachers"); "All staff" does not.
        last = words[-1]
        plural = last.endswith("s") and not last.endswith("ss")
        whole = last in lists.group_words or plural
        return Shape("group", 0.95, whole=whole and len(words) > 1)
    if len(words) > 6 or _governs(text, words, lists):
        return None
    if any(lists.is_head_plural(w) and x in lists.links for w, x in itertools.pairwise(words)):
        return Shape("group", 0.85)
    ends = words[-1] in lists.group_words or " ".join(words[-2:]) in lists.group_words
    if ends and " ".join(words) not in lists.body_names:
        return Shape("group", 0.85)
    return Shape("group", 0.8) if lists.is_head_plural(words[-1]) else None


def _governs(text: str, words: list[str], lists: People) -> bool:
    """True for `Chair of Governors`, `Director, People`: a post, whatever it is of."""
    first, comma, _ = text.partition(",")
    if comma and fold(first) and lists.is_head(fold(first).split()[-1]):
        return True
    return any(
        lists.is_head(word) and after in lists.links for word, after in itertools.pairwise(words)
    )


def name_words(text: str) -> tuple[list[str], str] | None:
    """The words of a personal name after its titles, and those titles; None where it is none."""
    found = _name_words(text)
    return None if found is None else (list(found[0]), found[1])


@lru_cache(maxsize=16384)
def _name_words(text: str) -> tuple[tuple[str, ...], str] | None:
    lists = people()
    words = text.strip(_EDGES).split()
    titles: list[str] = []
    while words and (
        fold(words[0]) in lists.personal or (len(words) > 1 and fold(words[0]) in lists.ranks)
    ):
        titles.append(words.pop(0))
    while words and fold(words[-1]) in lists.suffixes and len(words) > 2:
        words.pop()
    fewest = 1 if titles else 2
    if not fewest <= len(words) <= _MOST_NAME_WORDS or not _real_name(words, lists):
        return None
    return tuple(words), " ".join(titles)


def _real_name(words: list[str], lists: People) -> bool:
    full = 0
    for place, word in enumerate(words):
        if _ONE_LETTER.fullmatch(word) and not lists.knows(fold(word)):
            continue
        if place and fold(word) in lists.particles:
            continue
        bare = word.strip(".,")
        if "," in word[:-1] or (word.endswith(",") and place < len(words) - 1):
            return False
        letters = re.sub(r"['’‘`\-‐‑]", "", bare)
        # "al-Hassan" begins small.
        tail = bare.partition("-")[2] if fold(bare.partition("-")[0]) in lists.particles else bare
        if not letters.isalpha() or not tail[:1].isupper() or len(letters) < 2:
            return False
        if is_initials(bare) and len(bare) <= 3:
            return False
        halves = fold(bare).split()
        known = fold(bare) in lists.body_names or all(lists.knows(half) for half in halves)
        last = place == len(words) - 1 and place > 0
        if known and not (last and fold(bare) in lists.surnames):
            return False
        full += not known
    # "P West": a surname that is a common word too.
    lettered = bool(_ONE_LETTER.fullmatch(words[0])) and not _ONE_LETTER.fullmatch(words[-1])
    return full > 0 or (len(words) > 1 and lettered)


def is_rank(text: str) -> bool:
    """True for a rank; `T/` (temporary) and `A/` (acting) may stand before it."""
    return fold(re.sub(r"^[TA]/", "", text)) in people().ranks


def _person(text: str, lists: People) -> Shape | None:
    """A name, alone or after a rank or a short title: `Area Manager Lewis Crane`."""
    words = text.strip(_EDGES).split()
    for cut in range(min(4, len(words) - 1), 0, -1):
        rank = " ".join(words[:cut])
        named = name_words(" ".join(words[cut:])) if is_rank(rank) else None
        if named is not None and len(named[0]) > 1:
            return Shape("person", 0.95, name=_called(*named), post=rank)
    plain = name_words(text)
    if plain is not None:
        return Shape("person", 0.9, name=_called(*plain))
    for cut in range(1, min(5, len(words) - 1)):
        title = " ".join(words[:cut])
        if not lists.is_head(fold(words[cut - 1])) or not _all_known(title, lists):
            continue
        named = name_words(" ".join(words[cut:]))
        if named is not None and len(words) - cut == 2:
            return Shape("person", 0.75, name=_called(*named), post=title)
    return None


def _called(words: list[str], titles: str) -> str:
    """A full name goes without `Mrs`; a surname or an initial keeps it."""
    full = len(words) > 1 and not _ONE_LETTER.fullmatch(words[0])
    return " ".join(words) if full or not titles else f"{titles} {' '.join(words)}"


def _all_known(text: str, lists: People) -> bool:
    return all(lists.knows(w) or w in lists.small for w in fold(text).split())


def _post(text: str, words: list[str], lists: People) -> Shape | None:
    if not words or len(words) > 16 or any(w in lists.prose for w in words):
        return None
    if words[0] in lists.articles and len(words) > 1:
        words = words[1:]
    post = text.strip(_EDGES)
    if text.split()[0] in lists.post_codes and words[1:2] and words[1] in lists.links:
        return Shape("post", 0.9, post=post)
    first = fold(text.split(",")[0]).split() or words
    heads = [n for n, w in enumerate(words) if lists.is_head(w)]
    if not heads:
        return None
    alone = words[0] in lists.alone or words[0] in lists.post_codes
    if len(words) == 1:
        sure = 0.9 if alone else 0.6
        return Shape("post", sure, post=post, whole=alone)
    governed = any(n + 1 < len(words) and words[n + 1] in lists.links for n in heads)
    whole = words[-1] not in lists.small
    if governed or lists.is_head(words[-1]) or lists.is_head(first[-1]):
        if all(w in lists.modifiers for w in words):
            return Shape("post", 0.85, post=post, whole=lists.is_head(words[-1]))
        return Shape("post", 0.9, post=post, whole=whole)
    if words[-1] in lists.body_nouns:
        return None
    # "Service Manager Quality Assurance": the title first, what it is about after it.
    opened = heads[0] > 0 and all(lists.knows(w) for w in words[: heads[0]])
    if opened or _all_known(text, lists):
        complete = whole and not all(w in lists.modifiers for w in words)
        return Shape("post", 0.7, post=post, whole=complete)
    return None


def _body(text: str, words: list[str], lists: People) -> Shape | None:
    if words[0] in lists.articles and len(words) > 1:
        words = words[1:]
    if " ".join(words) in lists.body_names:
        return Shape("organisation", 0.85)
    if len(words) > 10 or words[-1] in lists.small or any(w in lists.prose for w in words):
        return None
    if words[-1] in lists.body_nouns or " ".join(words[-2:]) in lists.body_nouns:
        return Shape("organisation", 0.9 if len(words) > 1 else 0.6, whole=len(words) > 1)
    if len(words) <= 6 and " ".join(words[:2]) in lists.body_names:
        # "Women’s Aid Westerby": a body and its place.
        return Shape("organisation", 0.7)
    middle = [n for n, w in enumerate(words) if w in lists.body_nouns and n]
    # "University of Westerby", "Friends Association of ...", "NHS England".
    governed = any(n + 1 < len(words) and words[n + 1] == "of" for n in [0, *middle])
    if governed and (middle or words[0] in lists.body_nouns):
        return Shape("organisation", 0.75)
    coded = any(w.strip(_EDGES) in lists.body_codes for w in text.split())
    return Shape("organisation", 0.7) if coded and len(words) <= 6 else None


def _rest(text: str, words: list[str], lists: People) -> Shape:
    """A subject standing alone names a department; anything else nothing that we know."""
    content = [w for w in words if w not in lists.small]
    if text[:1].isupper() and content and len(words) <= 7:
        if all(lists.knows(w) for w in content):
            whole = len(content) > 1 and words[-1] not in ("and", "of", "for")
            return Shape("organisation", 0.5, whole=whole)
        if len(words) == 1:
            return Shape("unknown", 0.4, whole=False)
        return Shape("unknown", 0.4)
    return Shape("unknown", 0.1, whole=False)
