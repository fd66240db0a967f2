"""Lists of people whose columns were printed one by one, each below its heading."""

from __future__ import annotations

from extractors.people import is_initials

from .arrangement import Arrangement
from .fragments import Fragment
from .heads import people_role
from .kinds import Kinds
from .lines import Line
from .model import Column
from .regions import Region, last_line
from .shapes import table_shape

# How sure an entry is that is made by counting.
_COUNTED = 0.9
_FEWEST = 2


def by_heads(
    region: Region, lines: list[Line], kinds: Kinds
) -> tuple[list[Column], Arrangement] | None:
    """The entries where as many lines stand below each heading; None where they do not.

    A post that takes two lines makes the counts uneven: then the lines are searched.
    """
    heads = sorted(region.heads, key=lambda h: h.line)
    ends = [*(h.line for h in heads[1:]), len(lines)]
    blocks: list[list[int]] = []
    for head, end in zip(heads, ends, strict=True):
        first = last_line([head], lines)
        block = [n for n in region.lines if first < n < end and lines[n].words]
        texts = [lines[n].text for n in block]
        lettered = people_role(head.text) == "initials"
        if any(is_initials(text) != lettered or kinds.date(text) > 0 for text in texts):
            return None
        blocks.append(block)
    count = len(blocks[0])
    if len(blocks) < 2 or count < _FEWEST or any(len(block) != count for block in blocks):
        return None
    if sum(len(block) for block in blocks) < sum(bool(lines[n].words) for n in region.lines):
        return None
    table = table_shape(region.heads, [lines[n] for n in region.lines], kinds, people=True)
    places = {id(h): n for n, h in enumerate(region.heads, start=int(table.own))}
    made = Arrangement(count, confidence=[_COUNTED] * count)
    for head, block in zip(heads, blocks, strict=True):
        for row, number in enumerate(block):
            line = lines[number]
            made.cells[row, places[id(head)]] = [
                Fragment(line.words, number, bool(line.gap), True, True)
            ]
    return table.columns, made
