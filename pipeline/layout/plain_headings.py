"""Headings in text, which shows neither size nor weight: by their words and numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from schemas.blocks import Block, Table, TextBlock

_HEADING_WORDS = 10
_NUMBERED_WORDS = 40
# `Priority 2`, `Key issue 1:`, `Recommendation R3.`
_NAMED = re.compile(
    r"^((?:[A-Z][\w’'-]*)(?: [\w’'-]+){0,2}) ([A-Z]{0,2})(\d{1,2})(?=[.:)]|$| [A-Z–—-])"
)
_STOP_INSIDE = re.compile(r"[a-z]{2}[.;] [A-Z]")
_PARTS = re.compile(r"\d+")


def mark_headings(blocks: Sequence[Block]) -> None:
    """Make headings of paragraphs that are short and do not end like a sentence, and of
    those that count on: `Priority 1`, `Priority 2`, or `1.` above `1.1`.
    """
    texts = [b for b in blocks if isinstance(b, TextBlock)]
    for block, after in zip(blocks, [*blocks[1:], None], strict=True):
        if isinstance(block, Table):
            _mark_card(block)
        elif after is not None and block.kind == "paragraph" and _is_heading(block, after):
            block.kind, block.level = "heading", 1
    for block in [*_counted(texts), *_numbering(texts)]:
        block.kind, block.level = "heading", 2


def _is_heading(block: TextBlock, after: Block) -> bool:
    text = block.text
    if text[-1] == "?" and isinstance(after, TextBlock) and after.marker:
        # A question that a list answers names a field.
        return False
    return (
        len(block.passage.lines) == 1
        and len(block.passage.words) <= _HEADING_WORDS
        and text[:1].isupper()
        and (text[-1].isalnum() or text.endswith((")", "?")))
        and not _STOP_INSIDE.search(text)
    )


def _counted(texts: Sequence[TextBlock]) -> list[TextBlock]:
    """Paragraphs that begin with the same words and numbers that count from 1."""
    families: dict[tuple[str, str], list[tuple[int, TextBlock]]] = {}
    for block in texts:
        found = _NAMED.match(block.text)
        if found and not block.marker and len(block.passage.words) <= _NUMBERED_WORDS:
            key = found[1], found[2]
            families.setdefault(key, []).append((int(found[3]), block))
    return [
        block
        for family in families.values()
        if len(family) > 1 and [n for n, _ in family] == list(range(1, len(family) + 1))
        for _, block in family
    ]


def _numbering(texts: Sequence[TextBlock]) -> list[TextBlock]:
    """Items whose number the items right below take further: `2.` above `2.1`."""
    found = []
    items = [b for b in texts if b.marker and _PARTS.search(b.marker.text)]
    for above, below in pairwise(items):
        upper, lower = (_PARTS.findall(b.marker.text) for b in (above, below))
        if lower[: len(upper)] == upper and lower[len(upper) :] == ["1"]:
            found.append(above)
    return found


def _mark_card(table: Table) -> None:
    """Mark the title of a card of labels and values, on its first row, as a heading."""
    first = table.cells[0]
    if table.columns == 2 and first.column_span == 2 and len(first.blocks) == 1:
        block = first.blocks[0]
        if isinstance(block, TextBlock):
            block.kind, block.level = "heading", 1
