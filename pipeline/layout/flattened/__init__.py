"""Flattened text -> blocks.

Text that a tool drew out of a table has lost its columns.  It is put together
again by what its fragments are; docs/flattened-text.md describes the model.
"""

from __future__ import annotations

from schemas.blocks import Layout
from schemas.document import Document, Passage

from .blocks import Blocks
from .furniture import furniture
from .lines import read_lines
from .reader import Reader


def lay_out_flattened(document: Document) -> Layout:
    """The layout of a text without columns; every word is in one block, marker or boilerplate."""
    lines = read_lines(document)
    running = furniture(lines)
    kept = [line for number, line in enumerate(lines) if number not in running]
    leads, phrases = Reader(kept, [], []).learn()
    apart = Reader(kept, leads, phrases).untangled() if phrases else kept
    reader = Reader(apart, leads, phrases)
    blocks, again = Blocks(reader).blocks()
    boilerplate = [Passage.of((*lines[n].bullet, *lines[n].words)) for n in sorted(running)]
    return Layout(document, blocks, boilerplate + again)
