"""Flattened text -> blocks.

Text that a tool drew out of a table has lost its columns.  It is put together
again by what its fragments are; docs/flattened-text.md describes the model.
"""

from __future__ import annotations

from dataclasses import replace

from schemas.blocks import Layout, Table
from schemas.document import Document, Passage
from schemas.plan import Lead

from .blocks import Blocks
from .cards import card_table, find_cards
from .furniture import furniture, number_leaves
from .learning import learn
from .lines import Line, mark_letters, read_lines
from .reader import Reader


def lay_out_flattened(document: Document) -> Layout:
    """The layout of a text without columns; every word is in one block, marker or boilerplate."""
    lines = read_lines(document)
    running = furniture(lines)
    number_leaves(lines)
    mark_letters(lines)
    kept = [line for number, line in enumerate(lines) if number not in running]
    rest, cards = _without_cards(kept, [])
    leads, phrases = learn(Reader(rest, [], [], cards))
    if leads and phrases:
        # Who is known by now parts the summary's columns better.
        _, phrases = learn(Reader(rest, leads, [], cards))
    if cards:
        rest, cards = _without_cards(kept, leads) if leads else (rest, cards)
    elif phrases:
        rest = Reader(rest, leads, phrases).untangled()
    reader = Reader(rest, leads, phrases, cards)
    blocks, again = Blocks(reader).blocks()
    boilerplate = [Passage.of((*lines[n].bullet, *lines[n].words)) for n in sorted(running)]
    return Layout(document, blocks, boilerplate + again)


def _without_cards(
    lines: list[Line], leads: list[Lead]
) -> tuple[list[Line], dict[int, list[Table]]]:
    """The lines that no card takes, and the cards by the number of the line they stand before."""
    cards, taken = find_cards(lines, leads)
    rest: list[Line] = []
    at: dict[int, list[Table]] = {}
    places = {card.labels[0].first: card for card in cards}
    for number, line in enumerate(lines):
        if number in places:
            at.setdefault(len(rest), []).append(card_table(places[number], lines))
        if number not in taken:
            # Nothing reads on over a card.
            rest.append(replace(line, gap=max(1, line.gap)) if len(rest) in at else line)
    return rest, at
