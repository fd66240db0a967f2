"""The order of the words: what is laid out gets its text and offsets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from schemas.blocks import Block, Layout, TextBlock
from schemas.document import Document, Page, Passage, Word
from schemas.page import FileFacts


def lines_in_order(blocks: Sequence[Block]) -> Iterator[list[Word]]:
    """The printed lines of blocks in reading order, tables cell by cell."""
    for block in blocks:
        if isinstance(block, TextBlock):
            # A marker stands on its text's first line.
            head = block.marker.words
            for passage_line in block.passage.lines or ((),):
                yield head + [piece.word for piece in passage_line]
                head = []
        else:
            for cell in block.cells:
                yield from lines_in_order(cell.blocks)


def laid_out(
    facts: FileFacts, blocks: list[Block], boilerplate: list[Passage], pages: list[Page]
) -> Layout:
    """The layout, its words numbered in reading order, boilerplate last."""
    text: list[str] = []
    words: list[Word] = []
    length = 0
    lines = list(lines_in_order(blocks))
    lines += [[piece.word for piece in line] for p in boilerplate for line in p.lines]
    for line in lines:
        for number, word in enumerate(line):
            gap = "" if not words or word.glued else "\n" if number == 0 else " "
            word.index, word.start = len(words), length + len(gap)
            word.end = length = word.start + len(word.text)
            text += [gap, word.text]
            words.append(word)
    document = Document(
        facts.file,
        facts.sha256,
        facts.media_type,
        "".join(text),
        words,
        pages,
        facts.text_source,
        dict(facts.metadata),
        list(facts.ocr_pages),
        list(facts.unread_pages),
        list(facts.crowded_pages),
    )
    return Layout(document, blocks, boilerplate)
