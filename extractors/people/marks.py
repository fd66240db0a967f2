"""Where a cell may come apart: its atoms, and the marks and words between them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from schemas.document import Passage

from .fold import fold
from .register import Register
from .shape import is_initials, name_words
from .words import people

# `hard` always parts two owners; `slash` is one without spaces; the others may stand in a title.
MarkKind = Literal["hard", "slash", "comma", "and", "with", "break", "space", "label"]


@dataclass(frozen=True, slots=True)
class Mark:
    """A possible boundary: characters `start` to `end` of the cell's text."""

    kind: MarkKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Atom:
    """A run of text without a mark inside."""

    start: int
    end: int


@cache
def _pattern() -> re.Pattern[str]:
    lists = people()
    joiners = sorted((j for j in lists.joiners if j != "and"), key=len, reverse=True)
    words = "|".join(r"\s+".join(map(re.escape, j.split())) for j in joiners)
    labels = "|".join(
        r"[\s-]+".join(map(re.escape, label.split()))
        for label in sorted(lists.labels, key=len, reverse=True)
    )
    alone = "|".join(map(re.escape, lists.line_labels))
    # Every `\s*` is bounded by a look-around or follows a fixed mark, so that no text is slow.
    return re.compile(
        rf"(?P<label>(?:(?<![^\s.;,/(])|^)(?:{labels})\s?:\s*|^(?:{alone})\n)"
        rf"|(?P<with>\((?:{words}|and)\s+|(?:^|(?<=\s))(?:{words})(?=\s))"
        r"|(?P<hard>[;|•\u2022\uf0b7]|(?<=\s)[+·](?=\s))"
        r"|(?P<slash>[/\\])"
        r"|(?P<comma>,)"
        r"|(?P<and>(?<=\s)(?:and|&)(?=\s))"
        r"|(?P<break>\n)",
        re.IGNORECASE | re.MULTILINE,
    )


_GUARDED = re.compile(
    r"\((?!(?:supported|assisted|with|and|jointly)\b)[^()]{0,200}\)|\[[^\[\]]{0,200}\]"
    r"|\b[TA]/(?=[A-Z][A-Za-z]{1,4}\s+[A-Z])|\bn\s?/\s?a\b|\band/or\b|\bw/c\b|\S+@\S+",
    re.IGNORECASE,
)


_DOTTED = re.compile(r"[^\W\d_](?:\.['’‘]?[^\W\d_](?:['’‘][^\W\d_])?)+")
_EDGES = " \n\t.,;:/&|+*•–—-"


def trimmed(text: str, low: int, high: int) -> tuple[int, int]:
    """The span without marks at its edges; a lone closing bracket goes too."""
    while low < high and text[low] in _EDGES:
        low += 1
    while low < high and text[high - 1] in _EDGES:
        high -= 1
    part = text[low:high]
    last = part.rpartition(" ")[2]
    if text[high : high + 1] == "." and (len(last) == 1 or _DOTTED.fullmatch(last)):
        # The full stop of "J.S." is part of it.
        return low, high + 1
    if part.endswith(")") and part.count(")") > part.count("("):
        return trimmed(text, low, high - 1)
    return low, high


def text_and_breaks(passage: Passage) -> str:
    """The passage's text with a line feed in place of the space where a printed line ends."""
    text = list(passage.text)
    for count in range(1, len(passage.lines)):
        end = len(Passage(passage.lines[:count]).text)
        if end < len(text) and text[end] == " ":
            text[end] = "\n"
    return "".join(text)


def take_apart(text: str, register: Register) -> tuple[list[Atom], list[Mark]]:
    """The atoms of a cell's text and the mark before each but the first.

    Marks next to each other are one, of the strongest kind.  The first mark may
    stand before the first atom (a label); then it is a mark at offset 0.
    """
    guarded = [m.span() for m in _GUARDED.finditer(text)]
    second = [span for span in guarded if _second_person(text, *span)]
    guarded = [span for span in guarded if span not in second]
    marks: list[Mark] = []
    found = [(m.start(), m.end(), _kind(m, text)) for m in _pattern().finditer(text)]
    opened: list[tuple[int, int, MarkKind]] = [(low, low + 1, "with") for low, _ in second]
    for start, end, kind in sorted(found + opened):
        if any(low <= start < high for low, high in guarded):
            continue
        if kind == "break" and text[end : end + 1] in "([":
            # A bracket on the next line belongs to what it follows.
            continue
        if marks and not text[marks[-1].end : start].strip(" \n."):
            marks[-1] = Mark(_stronger(marks[-1], kind), marks[-1].start, end)
        else:
            marks.append(Mark(kind, start, end))
    return _atoms(text, marks, register)


def _second_person(text: str, low: int, high: int) -> bool:
    """True for a bracket that names somebody beside the person before it: `Jo Hill (Al Day)`."""
    if text[low] != "(":
        return False
    before = re.split(r"[\n;/,]", text[:low])[-1]
    return name_words(text[low + 1 : high - 1]) is not None and name_words(before) is not None


def _kind(match: re.Match[str], text: str) -> MarkKind:
    kind = match.lastgroup
    if kind == "slash":
        start, end = match.span()
        around = text[max(start - 1, 0) : start] + text[end : end + 1]
        return "hard" if len(around) < 2 or any(c.isspace() for c in around) else "slash"
    assert kind in ("hard", "comma", "and", "with", "break", "label")
    return kind  # type: ignore[return-value]


_STRENGTH: tuple[MarkKind, ...] = (
    "space", "break", "comma", "and", "slash", "with", "hard", "label",
)  # fmt: skip


def _stronger(mark: Mark, kind: MarkKind) -> MarkKind:
    if "slash" in (mark.kind, kind):
        return "hard"
    return max(mark.kind, kind, key=_STRENGTH.index)


def _atoms(text: str, marks: list[Mark], register: Register) -> tuple[list[Atom], list[Mark]]:
    atoms: list[Atom] = []
    kept: list[Mark] = []
    start = 0
    before: Mark | None = None
    for mark in [*marks, None]:
        end = mark.start if mark else len(text)
        if text[start:end].strip():
            _add(text, Atom(start, end), before, register, atoms, kept)
            before = mark
        elif mark:
            # Nothing stood between: the marks are one.
            kind = _stronger(before, mark.kind) if before else mark.kind
            before = Mark(kind, before.start if before else mark.start, mark.end)
        if mark:
            start = mark.end
    if before is not None and before not in kept:
        kept.append(before)
    return atoms, kept


def _add(
    text: str,
    atom: Atom,
    before: Mark | None,
    register: Register,
    atoms: list[Atom],
    kept: list[Mark],
) -> None:
    """Adds an atom; `SK YA`, initials of known leads by spaces only, are several."""
    if before is not None:
        kept.append(before)
    spans = [(m.start(), m.end()) for m in re.finditer(r"\S+", text[atom.start : atom.end])]
    runs = [text[atom.start + s : atom.start + e] for s, e in spans]
    listed = (
        len(runs) > 1
        and fold(runs[0]) != "all"
        and all(is_initials(r) or fold(r) == "all" for r in runs)
    )
    if not listed or not any(register.by_initials(r) for r in runs):
        atoms.append(atom)
        return
    for number, (low, high) in enumerate(spans):
        if number:
            kept.append(Mark("space", atom.start + spans[number - 1][1], atom.start + low))
        atoms.append(Atom(atom.start + low, atom.start + high))
