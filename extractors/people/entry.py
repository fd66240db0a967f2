"""One line or cell of a list of leads, taken to pieces: who, initials, post, body."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .shape import DASH, is_initials, name_words, nobody_state, shape_of

_BRACKET = re.compile(r"[(\[]\s*([^()\[\]]*?)\s*[)\]]")
_STRONG = re.compile(r"\s*=\s*|:\s+|\t+")
# "Prof Ada Vane (Director of Nursing)", "Vacant (Head of Midwifery)".
_HELD = re.compile(r"^(?P<who>[^()]+?)\s*\((?P<post>[^()]+)\)$")
_EDGES = " \t\n.,;:*†‡•"


@dataclass(slots=True)
class Entry:
    """What one lead's line says; `strong` where a dash, `=`, colon or bracket orders it.

    `state` is `tbc`, `vacant` or `nothing` where such a word stands for the name.
    """

    name: str | None = None
    initials: str | None = None
    post: str | None = None
    state: str | None = None
    strong: bool = False

    @property
    def useful(self) -> bool:
        """True where it says at least who or what, and by which letters or post."""
        return sum(x is not None for x in (self.name or self.state, self.initials, self.post)) >= 2


def read_entry(text: str) -> Entry | None:
    """The parts of a line such as `IM – Ida Moss, Head of Service`; None for other text."""
    entry = Entry()
    plain = _brackets(text, entry)
    parts = [p.strip(_EDGES) for half in _STRONG.split(plain) for p in DASH.split(half)]
    parts = [p for p in parts if p]
    if not 1 <= len(parts) <= 4:
        return None
    entry.strong = entry.strong or len(parts) > 1
    posts: list[str] = []
    for part in parts:
        if not _part(part, entry, posts):
            return None
    if posts:
        entry.post = ", ".join(posts)
    return entry


def _brackets(text: str, entry: Entry) -> str:
    """Takes `(SK)`, `(Mrs P Dunn)` and `(TBC)` out; other brackets stay in the text."""

    first = re.split(r"[\s=:–—]", text.strip(_EDGES), maxsplit=1)[0]
    coded = is_initials(first)

    def take(match: re.Match[str]) -> str:
        inside = match.group(1).strip()
        if coded and is_initials(inside):
            # "RF – Ruth Fell (SENDCo)": the letters came first, the bracket is the post.
            return f" – {inside}"
        if entry.initials is None and is_initials(inside):
            entry.initials = inside
        elif entry.name is None and name_words(inside):
            entry.name = _name(inside)
        elif entry.state is None and nobody_state(inside):
            entry.state = nobody_state(inside)
        else:
            return match.group(0)
        entry.strong = True
        # What follows a bracket inside a line is a part of its own: "Jo Hill (JH) Chair".
        return " – " if text[match.end() :].strip(_EDGES) else ""

    return _BRACKET.sub(take, text)


def _part(part: str, entry: Entry, posts: list[str]) -> bool:
    """Files one part of the line; False where it fits nowhere."""
    if entry.state is None and nobody_state(part):
        entry.state = nobody_state(part)
        return True
    if entry.initials is None and not posts and is_initials(part):
        # "J.S." lost its last stop with the part's edges.
        entry.initials = f"{part}." if "." in part else part
        return True
    first, comma, rest = part.partition(",")
    if entry.name is None and entry.state is None:
        if name_words(part):
            entry.name = _name(part)
            return True
        if comma and name_words(first) and rest.strip():
            entry.name = _name(first)
            posts.append(rest.strip(_EDGES))
            return True
    if comma and entry.initials is None and is_initials(first) and rest.strip():
        entry.initials = first.strip()
        return _part(rest.strip(), entry, posts)
    held = _HELD.match(part)
    if held and entry.name is None and entry.state is None:
        if name_words(held["who"]):
            entry.name = _name(held["who"])
        elif nobody_state(held["who"]):
            entry.state = nobody_state(held["who"])
        if entry.name or entry.state:
            posts.append(held["post"].strip())
            return True
    shape = shape_of(part)
    if entry.name is None and shape.kind == "person" and shape.name and shape.post:
        entry.name = shape.name
        posts.append(shape.post)
        return True
    if len(part.split()) > 16:
        return False
    posts.append(part)
    return True


def _name(text: str) -> str:
    return " ".join(text.split()).strip(_EDGES)
