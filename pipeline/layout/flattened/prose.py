"""Running text: lines joined to paragraphs, lists with their items."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from extractors.vocabulary import load
from schemas.blocks import TextBlock
from schemas.document import Passage

from .lines import Line, folded, passage_of

_OPEN = (" and", " of", " the", " to", " for", " in", " a")
_STOP = re.compile(r"[.!?:;][)\"’”']?$")


def joins(before: Line, after: Line, width: int) -> bool:
    """True where a line goes on with the sentence of the one before."""
    if after.bullet or not before.words or not after.words:
        return False
    left, right = before.text, after.text
    if right[:1].islower() and not _STOP.search(left):
        return True
    if left.count("(") > left.count(")") and ")" in right:
        return True
    if after.gap:
        return False
    if left[-1:] in ",/&-–" or left.endswith(_OPEN):
        return True
    room = width - before.width
    fits = room > len(after.words[0].text) + 6
    if _STOP.search(left):
        return not fits and before.width > 0.8 * width and not _commits(right)
    return not fits


@cache
def _openers() -> tuple[str, ...]:
    return tuple(f"{opener} " for opener in load("prose")["commitment_openers"])


def _commits(text: str) -> bool:
    """True for a line that begins as an action in prose does: `We will …`."""
    return folded(text).startswith(_openers())


def paragraphs(lines: Sequence[Line], width: int) -> list[list[Line]]:
    """Lines in groups, a group for each paragraph."""
    groups: list[list[Line]] = []
    for line in lines:
        if groups and joins(groups[-1][-1], line, width):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def holes_of(lines: Sequence[Line]) -> int:
    """How many bullets without a text open a list."""
    return next((n for n, line in enumerate(lines) if line.words), len(lines))


def _parted(lines: Sequence[Line], count: int, width: int) -> list[list[Line]] | None:
    """Lines parted into so many items, where it is most likely that one begins."""
    if len(lines) < count or any(line.bullet for line in lines):
        return None
    small = lines[0].text[:1].islower()
    gains = [_begins(a, b, width, small=small) for a, b in pairwise(lines)]
    places = sorted(range(len(gains)), key=lambda n: -gains[n])[: count - 1]
    if any(gains[n] <= 0 for n in places):
        return None
    edges = [0, *sorted(n + 1 for n in places), len(lines)]
    return [list(lines[a:b]) for a, b in pairwise(edges)]


def _begins(before: Line, after: Line, width: int, *, small: bool) -> float:
    """Evidence that an item begins between two lines of a list whose bullets stand apart."""
    left, right = before.text, after.text
    score = 2.0 if _STOP.search(left) or left[-1:] == ")" else -0.5
    room = width - before.width - len(after.words[0].text) - 1
    score += 1.5 if room > 6 else 0.3 if room > 2 else -1.0
    score += 0.5 if right[:1].islower() == small else -2.0
    score += 1.0 if after.gap else 0.0
    if left.count("(") > left.count(")") or left[-1:] in ",/&-–" or left.endswith(_OPEN):
        score -= 3.0
    return score - (3.0 if right[:1] in "(,;)" else 0.0)


def items(lines: Sequence[Line], width: int) -> list[TextBlock]:
    """The items of a list; a bullet without a text takes the nearest text without a bullet."""
    holes = holes_of(lines)
    if holes > 1 and (parted := _parted(lines[holes:], holes, width)):
        return [
            TextBlock(
                "list_item",
                passage_of(group),
                marker=Passage.of(hole.bullet),
                page=group[0].page,
            )
            for hole, group in zip(lines[:holes], parted, strict=True)
        ]
    made: list[list[Line]] = []
    bulleted = any(line.bullet for line in lines)
    for line in lines:
        if made and not line.bullet and line.words:
            last = made[-1]
            held = [x for x in last if x.words]
            starts = line.text[:1].isupper() and (
                line.indent or (not bulleted and bool(_STOP.search(last[-1].text)))
            )
            if held and not starts and joins(held[-1], line, width):
                last.append(line)
                continue
        made.append([line])
    for hole in [g for g in made if not any(x.words for x in g)]:
        at = made.index(hole)
        spare = [i for i, g in enumerate(made) if not g[0].bullet and any(x.words for x in g)]
        if not spare or not bulleted:
            continue
        near = min(spare, key=lambda i: (abs(i - at), i))
        text = made[near]
        hole.extend(text)
        made.remove(text)
    blocks = []
    for group in made:
        marker = Passage.of(w for line in group for w in line.bullet)
        blocks.append(TextBlock("list_item", passage_of(group), marker=marker, page=group[0].page))
    return blocks
