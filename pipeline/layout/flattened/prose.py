"""Running text: lines joined to paragraphs, lists with their items."""

from __future__ import annotations

import re
from collections.abc import Sequence

from schemas.blocks import TextBlock
from schemas.document import Passage

from .lines import Line, passage_of

_STOP = re.compile(r"[.!?:;][)\"’”']?$")


def joins(before: Line, after: Line, width: int) -> bool:
    """True where a line goes on with the sentence of the one before."""
    if after.bullet or not before.words or not after.words:
        return False
    left, right = before.text, after.text
    if right[:1].islower() and not _STOP.search(left):
        return True
    if after.gap:
        return False
    if left[-1:] in ",/&-–" or left.endswith((" and", " of", " the", " to", " for", " in", " a")):
        return True
    room = width - before.width
    fits = room > len(after.words[0].text) + 6
    if _STOP.search(left):
        return not fits and before.width > 0.8 * width
    return not fits


def paragraphs(lines: Sequence[Line], width: int) -> list[list[Line]]:
    """Lines in groups, a group for each paragraph."""
    groups: list[list[Line]] = []
    for line in lines:
        if groups and joins(groups[-1][-1], line, width):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def items(lines: Sequence[Line], width: int) -> list[TextBlock]:
    """The items of a list; a bullet without a text takes the nearest text without a bullet."""
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
    holes = [g for g in made if not any(x.words for x in g)]
    for hole in holes:
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
