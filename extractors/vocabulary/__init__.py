"""The word lists, as data: TOML files that a council officer could read and extend."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from rapidfuzz import fuzz, process

# By file (`columns`), what is to stand beside its own entries.
Additions = dict[str, dict[str, Any]]

_added: Additions = {}
# What is less alike than this (rapidfuzz's 0 to 100) was not meant.
_NEAR = 60.0
# Tables whose keys are names that plansift does nothing with.
_FREE = {("facts", "inspectorates")}
# Files in small letters, but for their lists of abbreviations.
_SMALL, _AS_PRINTED = {"dates", "people", "prose", "verbs"}, "codes"
# Tables of which a wording stands in one list only: a month, a column, a status is one of them.
_EXCLUSIVE = {
    ("columns",),
    ("dates", "months"),
    ("dates", "weekdays"),
    ("status", "status"),
    ("status", "rag"),
    ("status", "response"),
}


@cache
def load(name: str) -> dict[str, Any]:
    """The content of `extractors/vocabulary/NAME.toml` with what was added; not to be changed.

    Where a wording can mean one thing only, what was added outweighs plansift's own lists.
    """
    held = _own(name)
    return _merged(held, _added[name], (name,)) if name in _added else held


def _own(name: str) -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath(f"{name}.toml").read_text("utf-8"))


def use(additions: Additions) -> bool:
    """Put a house's wordings beside plansift's own, for the whole process.

    False where the vocabulary was read under other additions: what was built from it can't be
    taken back, so that takes another process.
    """
    if additions == _added:
        return True
    if load.cache_info().currsize:
        return False
    _added.clear()
    _added.update(additions)
    return True


def names() -> list[str]:
    """The names of the vocabulary's files."""
    found = (entry.name for entry in files(__package__).iterdir())
    return sorted(name.removesuffix(".toml") for name in found if name.endswith(".toml"))


def check_additions(additions: Mapping[str, Any]) -> None:
    """Raise `ValueError`, in one sentence, for wordings that no list of the vocabulary takes."""
    for name, table in additions.items():
        if name not in names():
            raise ValueError(f"`vocabulary.{name}` is no word list{_closest(name, names())}.")
        _check(_own(name), table, (name,))


def _check(held: object, added: object, place: tuple[str, ...]) -> None:
    told = f"`vocabulary.{'.'.join(place)}`"
    if isinstance(held, dict):
        if not isinstance(added, dict):
            raise ValueError(f"{told} is a table of lists.")  # noqa: TRY004 (one kind for callers)
        for key, value in added.items():
            if key not in held and place not in _FREE:
                raise ValueError(f"{told} has no list `{key}`{_closest(key, held)}.")
            _check(held.get(key, []), value, (*place, key))
        if place in _EXCLUSIVE and (twice := _twice(added)):
            raise ValueError(f"{told} has “{twice}” in two lists; it can mean one thing only.")
    elif not isinstance(held, list) or any(not isinstance(item, str) for item in held):
        raise ValueError(f"{told} is no list of wordings, and can't be added to.")
    elif not isinstance(added, list) or any(not isinstance(item, str) for item in added):
        raise ValueError(f'{told} takes a list of wordings, such as ["paper trail"].')
    elif not all(item.strip() for item in added):
        raise ValueError(f"{told} has an empty wording.")


def _twice(added: Mapping[str, list[str]]) -> str | None:
    """A wording that stands in two of several lists."""
    seen: dict[str, str] = {}
    for key, words in added.items():
        for word in words:
            if seen.setdefault(_folded(word), key) != key:
                return word
    return None


def _folded(wording: str) -> str:
    return " ".join(re.findall(r"\w+|[^\w\s]+", wording.casefold().replace("-", " ")))


def closest(name: str, known: Iterable[str]) -> str | None:
    """What of the known names was probably meant; None where none is near."""
    found = process.extractOne(name, list(known), scorer=fuzz.ratio, score_cutoff=_NEAR)
    return found[0] if found else None


def _closest(name: str, known: Iterable[str]) -> str:
    found = closest(name, known)
    return f"; the closest is `{found}`" if found else f"; there are {', '.join(known)}"


def _merged(held: Any, added: Any, place: tuple[str, ...]) -> Any:
    if not isinstance(held, dict):
        if place[0] in _SMALL and place[-1] != _AS_PRINTED:
            added = [item.lower() for item in added]
        return [*held, *(item for item in added if item not in held)]
    merged = dict(held)
    for key, value in added.items():
        merged[key] = _merged(held.get(key, []), value, (*place, key))
    if place in _EXCLUSIVE:
        for key in held:
            lost = {_folded(w) for other in added if other != key for w in added[other]}
            merged[key] = [w for w in merged[key] if _folded(w) not in lost]
    return merged
