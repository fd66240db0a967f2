"""Lists of people whose columns were printed one by one, each below its heading."""

from __future__ import annotations

from extractors.people import is_initials

from .arrangement import Arrangement
from .fragments import Fragment
from .heads import Head, last_line, people_role
from .kinds import Kinds
from .lines import Line
from .model import Column
from .regions import Region
from .shapes import table_shape

# How sure an entry is that is made by counting, and by counting what only begins a block.
_COUNTED = 0.9
_BEGUN = 0.6
_FEWEST = 2
_LONGEST = 8


def by_heads(
    region: Region, lines: list[Line], kinds: Kinds
) -> tuple[list[Column], Arrangement] | None:
    """The entries where as many lines stand below each heading; None where they do not.

    A heading without lines of its own is the list's caption.  Text that a tool printed behind
    one column is left over, if the others agree how many lines are the column's.  A post
    that takes two lines makes the counts uneven: then the lines are searched.
    """
    heads = sorted(region.heads, key=lambda h: h.line)
    blocks = _blocks(heads, region, lines)
    if sum(len(block) for block in blocks) < sum(bool(lines[n].words) for n in region.lines):
        return None
    heads = [head for head, block in zip(heads, blocks, strict=True) if block]
    blocks = [block for block in blocks if block]
    count = min((len(block) for block in blocks), default=0)
    agreed = sum(len(block) == count for block in blocks)
    if len(blocks) < 2 or count < _FEWEST or agreed < len(blocks) - (agreed > 1):
        return None
    rest = [number for block in blocks for number in block[count:]]
    blocks = [block[:count] for block in blocks]
    for head, block in zip(heads, blocks, strict=True):
        texts = [lines[n].text for n in block]
        lettered = people_role(head.text) == "initials"
        if any(is_initials(text) != lettered or kinds.date(text) > 0 for text in texts):
            return None
        if rest and any(len(text.split()) > _LONGEST or text[-1] in ".:;" for text in texts):
            return None
    table = table_shape(region.heads, [lines[n] for n in region.lines], kinds, people=True)
    places = {id(h): n for n, h in enumerate(region.heads, start=int(table.own))}
    made = Arrangement(count, confidence=[_BEGUN if rest else _COUNTED] * count)
    for head, block in zip(heads, blocks, strict=True):
        for row, number in enumerate(block):
            made.cells[row, places[id(head)]] = [_whole(lines[number], number)]
    made.left = [_whole(lines[number], number) for number in rest]
    return table.columns, made


def _blocks(heads: list[Head], region: Region, lines: list[Line]) -> list[list[int]]:
    """The numbers of the lines between each heading and the next."""
    ends = [*(h.line for h in heads[1:]), len(lines)]
    firsts = [last_line([head], lines) for head in heads]
    return [
        [n for n in region.lines if first < n < end and lines[n].words]
        for first, end in zip(firsts, ends, strict=True)
    ]


def _whole(line: Line, number: int) -> Fragment:
    return Fragment(line.words, number, bool(line.gap), True, True)
