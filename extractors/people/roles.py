"""Who of a cell's owners answers and who helps, where the cell marks it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from schemas.plan import OwnerRole

from .mention import Mention
from .words import people

# Between two owners these carry a label on: "Support: AW, RS and JT".
_SOFT = re.compile(r"(?:[\s,/&]|(?<!\w)and(?!\w)|(?<!\w)the(?!\w))*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Place:
    """An owner of a cell, and what stands between the one before and it."""

    gap: str
    mention: Mention | None


def mark_roles(places: list[Place]) -> None:
    """Set the roles of mentions by the labels, joining words and brackets around them.

    Of several who are not said to help nobody is made the lead; one alone
    beside helpers is it ("KM with support from AW").
    """
    current: OwnerRole | None = None
    for place in places:
        marked, role = _of_gap(place.gap)
        if marked:
            current = role
        elif not _SOFT.fullmatch(place.gap):
            current = None
        if place.mention is not None:
            place.mention.role = _of_bracket(place.mention) or current
    mentions = [p.mention for p in places if p.mention is not None]
    answering = [m for m in mentions if m.role != "support"]
    alone = len(answering) == 1 and len(mentions) > 1 and len(mentions) == len(places)
    if alone and answering[0].reference is None:
        answering[0].role = "lead"
    for mention in answering:
        if mention.role is None and _holds_helper(mention.hint) and len(mentions) == 1:
            mention.role = "lead"


def _of_gap(gap: str) -> tuple[bool, OwnerRole | None]:
    """Whether a gap holds a label or joining word, and the role that the last one gives."""
    last = max(_marks().finditer(gap), key=lambda mark: mark.start(), default=None)
    if last is None or gap[last.end() :].strip(" \n\t:.,-–("):
        return False, None
    if gap[: last.start()].rstrip().endswith(("(", "[")) and _folded(last[0]) in people().beside:
        return True, "support"
    return True, _role(last[0])


@cache
def _marks() -> re.Pattern[str]:
    """Every label with its colon (or a gap that is one), and every word that joins unequals."""
    lists = people()
    labels = _any_of(lists.labels | lists.roles["lead"] | lists.roles["support"])
    joiners = _any_of({j for j in lists.joiners if j not in {"and", "plus"}})
    return re.compile(
        rf"(?<!\w){labels}(?=\s?:)|^\s*{labels}\s*$|(?<!\w){joiners}(?!\w)", re.IGNORECASE
    )


def _any_of(words: frozenset[str] | set[str]) -> str:
    ordered = sorted(words, key=len, reverse=True)
    return "(?:" + "|".join(r"[\s-]+".join(map(re.escape, w.split())) for w in ordered) + ")"


def _folded(text: str) -> str:
    return " ".join(text.casefold().split()).strip(" .:")


def _role(text: str) -> OwnerRole | None:
    folded, roles = _folded(text), people().roles
    if folded in roles["lead"]:
        return "lead"
    return "support" if folded in roles["support"] else None


def _of_bracket(mention: Mention) -> OwnerRole | None:
    """The role that a closing bracket gives: "KM (lead)".  One letter may mean anything."""
    hint = mention.hint or ""
    return _role(hint) if len(hint) > 1 and mention.raw.endswith((")", "]")) else None


def _holds_helper(hint: str | None) -> bool:
    """True for "KM (support: AW)", of which the bracket names somebody else as helper."""
    label, colon, rest = (hint or "").partition(":")
    return bool(colon and rest.strip()) and _role(label) == "support"
