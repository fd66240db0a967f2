"""What each line is, before any table is read: headings, labels, lines of a template, bullets.

A plan with a section for each recommendation prints the same frame in each:
`Lead:`, `Expected outcome …`, `MONITORING AND IMPACT`.  Such lines are known
because they come again, or because the vocabulary knows their wording.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from extractors.dates import date_piece
from extractors.labels import leading_label, stem_of

from .heads import head_role
from .kinds import Kinds, is_label, opens_with_label, status_words
from .lines import Line, tokens

MarkKind = Literal["heading", "frame", "label"]

_LETTER = re.compile(r"^\(?(?:[a-z]|[ivx]{1,4})[.)]$")
_INLINE = re.compile(r"^(?P<label>[A-Z][^:.;]{0,60}):\s+\S")
_MOST_LABEL = 8
_MOST_FRAME = 14
# So many lines above labels that begin anew are bands.
_BANDS = 2
# Field headings that head a list; other wordings before a colon have a value.
LISTING = frozenset({"expected_outcome", "success_measure", "action"})


@dataclass(frozen=True, slots=True)
class Mark:
    """What a line is; `marker` counts its words that are a label (`a)`, `1.`)."""

    kind: MarkKind
    role: str | None = None
    marker: int = 0
    inline: int = 0


def frame_key(line: Line) -> tuple[str, ...]:
    """The words of a frame line without its marker, and its colon, to compare by."""
    key = tuple(tokens(" ".join(w.text for w in line.words[_marker(line) :])))
    return (*key, ":") if key and line.text.endswith(":") else key


def _marker(line: Line) -> int:
    return 1 if len(line.words) > 1 and _LETTER.match(line.words[0].text) else 0


def frame_keys(lines: list[Line], headers: set[int]) -> frozenset[tuple[str, ...]]:
    """The wordings that the document uses as lines of its frame; no line of `headers` is one."""
    seen: Counter[tuple[str, ...]] = Counter()
    marked: set[tuple[str, ...]] = set()
    for number, line in enumerate(lines):
        key = frame_key(line)
        if not key or len(key) > _MOST_FRAME or line.bullet or number in headers:
            continue
        seen[key] += 1
        text = line.text
        shouted = text.isupper() and len(key) > 1 and max(map(len, key)) > 4 and "/" not in text
        if _marker(line) or text[-1] in ":?" or shouted:
            marked.add(key)
    found = set()
    for key in marked:
        text = " ".join(key).rstrip(" :")
        if head_role(text) == "action":
            continue
        if seen[key] >= 2 and date_piece(text) is None and text not in status_words():
            found.add(key)
    return frozenset(found)


def mark(line: Line, frame: frozenset[tuple[str, ...]], *, heads: bool = False) -> Mark | None:
    """The mark of a line by itself; `heads` says that it belongs to a table's header."""
    if line.bullet or not line.words:
        return None
    text, cut = line.text, _marker(line)
    rest = " ".join(w.text for w in line.words[cut:])
    role = head_role(rest)
    if text.endswith(":") and len(line.words) <= _MOST_LABEL:
        if role in LISTING:
            return Mark("frame", role, cut)
        if role is not None or frame_key(line) in frame:
            return Mark("label", role, cut, len(line.words))
    if not heads and frame_key(line) in frame:
        return Mark("frame", role, cut)
    match = _INLINE.match(rest)
    if match and not heads:
        label = match["label"]
        found = head_role(label)
        if found is not None and len(label.split()) <= _MOST_LABEL:
            return Mark("label", found, cut, cut + len(label.split()))
    if heads:
        return None
    if role in ("expected_outcome", "success_measure") and (cut or rest[-1:] in "?)"):
        return Mark("frame", role, cut)
    return None


def is_letter(text: str) -> bool:
    """True for a letter or roman numeral that is a label: `a)`, `(iv)`."""
    return bool(_LETTER.match(text))


def worded_heading(line: Line) -> bool:
    """True for a line that a worded label opens or is: `Priority 2: …`, `Recommendation 3`."""
    from extractors.labels import bare_label, label_word

    text = line.text
    if line.bullet or not text[:1].isupper():
        return False
    bare = bare_label(text)
    if bare is not None and len(label_word(bare) or "") > 2:
        return True
    found = leading_label(text)
    if found is None or found.word is None:
        return False
    if date_piece(text[found.end :].strip(" :.–—-")) is not None:
        # `Phase 1: Dec` is a cell of dates.
        return False
    closed = text[: found.end].rstrip()[-1:]
    return closed in ":.–—-" and len(found.word) > 2


def numbered(line: Line) -> str | None:
    """The label of a line that a number with a stop opens (`2.`, `E1.`); else None."""
    if line.bullet or len(line.words) < 3:
        return None
    first = line.words[0].text
    if (
        is_label(first, line.words[1].text)
        and not _LETTER.match(first)
        and line.words[1].text[:1].isupper()
    ):
        return first
    return None


def banded(lines: list[Line], kinds: Kinds) -> bool:
    """True where a line like a heading stands above the labels mostly when they begin anew."""
    stem: str | None = None
    anew = above = 0
    for before, line in pairwise(lines):
        if not opens_with_label(line) or not (now := stem_of(line.words[0].text)):
            continue
        if now != stem:
            anew += 1
            text = before.text
            typed = kinds.value(text) or kinds.date(text) > 0 or kinds.owner(text) > 0.55
            above += (
                len(before.words) > 1
                and text[0].isupper()
                and text[-1] not in ".;,/"
                and not typed
                and not opens_with_label(before)
            )
        stem = now
    return above >= _BANDS and above >= 0.6 * anew
