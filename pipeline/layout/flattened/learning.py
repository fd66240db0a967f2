"""What a first pass over the lines teaches the second: leads, and wordings of recommendations."""

from __future__ import annotations

from extractors.people import read_leads_lines, read_leads_table
from schemas.blocks import TextBlock
from schemas.plan import Lead

from .listed import as_blocks
from .reader import Reader
from .tables import paired_table, roster_table
from .untangle import Phrase


def learn(read: Reader) -> tuple[list[Lead], list[Phrase]]:
    """Leads from tables and lines, and the wordings of recommendations in a summary."""
    leads: list[Lead] = []
    phrases: list[Phrase] = []
    for region in read.regions:
        if region.people:
            table, _, _ = read.table(region)
            leads.extend(read_leads_table(table) or [])
        elif "recommendation" in region.roles and not region.roles & {"action", "deadline"}:
            table, _, _ = read.table(region)
            at = next(i for i, h in enumerate(region.heads) if h.role == "recommendation")
            for row in range(1, table.rows):
                cell = table.at(row, at)
                if cell is not None and cell.blocks:
                    block = cell.blocks[0]
                    assert isinstance(block, TextBlock)
                    text = f"{block.marker.text} {block.text}".strip()
                    if block.marker.text and len(text.split()) >= 5:
                        phrases.append(Phrase(text.rstrip("."), region.last))
    rosters = read.rosters()
    for start, end, step in rosters.in_turn():
        table = roster_table(read.lines, start, end, step, rosters.cut)
        leads.extend(read_leads_table(table) or [])
    for pairs in rosters.in_columns():
        leads.extend(read_leads_table(paired_table(read.lines, pairs)) or [])
    listed, _ = read_leads_lines(as_blocks(read.lines))
    names = {x.name for x in leads}
    leads.extend(x for x in listed if x.name not in names)
    return leads, phrases
