"""Extraction: from a layout to the plan's parts, each word accounted for."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.builder import Builder, Draft
from extractors.dates import DateContext
from extractors.draft import DraftRecommendation
from extractors.entries import LeadsTable, entries_of
from extractors.facts import Facts, date_context, read_facts
from extractors.front import front_of
from extractors.keys import read_keys
from extractors.ledger import Ledger
from extractors.people import Register, read_leads_lines, read_leads_table
from extractors.promote import promoted
from extractors.rows import fields_of
from extractors.stated import Names, read_stated
from extractors.tables import ready
from schemas.blocks import Layout, Table, TextBlock
from schemas.document import Passage
from schemas.plan import Lead, Recommendation, Stated

from .assemble import Assembler
from .reconcile import match_summaries


@dataclass(slots=True)
class Extracted:
    """What a layout holds, resolved."""

    facts: Facts
    leads: list[Lead]
    recommendations: list[Recommendation]
    columns: list[str]
    stated: Stated | None
    ledger: Ledger


def extract(layout: Layout) -> Extracted:
    """Facts, leads and recommendations of a layout."""
    ledger = Ledger(layout.document)
    ledger.claim("boilerplate", *layout.boilerplate)
    facts = read_facts(layout, DateContext())
    ledger.claim("fields", *facts.claimed)
    context = date_context(facts, layout)
    front = front_of(layout)
    layout = ready(layout)
    leads, rest = _leads(layout, ledger)
    register = Register(leads)
    entries = promoted(entries_of(rest, register))
    draft = Builder(entries, ledger).build()
    for entry in entries:
        if isinstance(entry, LeadsTable):
            _claim_leads_table(entry.table, leads, ledger)
    assembler = Assembler(register, context, read_keys(rest.tables()))
    recommendations = _with_summaries(draft, assembler)
    stated = read_stated(front, _begin(recommendations), _names(draft, recommendations))
    if stated is not None:
        ledger.claim("fields", stated[1])
    return Extracted(
        facts=facts,
        leads=leads,
        recommendations=recommendations,
        columns=fields_of(draft.roles),
        stated=stated[0] if stated is not None else None,
        ledger=ledger,
    )


def _begin(recommendations: list[Recommendation]) -> int:
    """The offset at which the plan itself begins: its first recommendation or action."""
    held = [s for r in recommendations for s in r.sources]
    held += [s for r in recommendations for a in r.actions for s in a.sources]
    return min((s.span[0] for s in held if s.span is not None), default=0)


def _names(draft: Draft, recommendations: list[Recommendation]) -> Names:
    """By what the plan calls its recommendations: their labels, and the headings over them."""
    headings = draft.headings
    if not headings and all(r.summary for r in recommendations):
        headings = draft.summary_headings
    return Names([r.label for r in recommendations], headings)


def _leads(layout: Layout, ledger: Ledger) -> tuple[list[Lead], Layout]:
    """The leads of tables and lines, and the layout without those lines."""
    leads: list[Lead] = []
    for table in layout.tables():
        leads.extend(read_leads_table(table) or [])
    texts = [b for b in layout.blocks if isinstance(b, TextBlock)]
    listed, used = read_leads_lines(texts)
    leads.extend(_unknown(listed, leads))
    spent = {id(texts[i]) for i in used}
    for index in used:
        ledger.claim("fields", texts[index].passage, texts[index].marker)
    blocks = [b for b in layout.blocks if id(b) not in spent]
    return _unique(leads), Layout(layout.document, blocks, layout.boilerplate)


def _unknown(listed: list[Lead], known: list[Lead]) -> list[Lead]:
    names = {(x.name, x.job_title, x.initials) for x in known}
    return [x for x in listed if (x.name, x.job_title, x.initials) not in names]


def _unique(leads: list[Lead]) -> list[Lead]:
    """Leads with ids of their own, also where two tables were read."""
    taken: set[str] = set()
    for lead in leads:
        name, number = lead.id, 2
        while lead.id in taken:
            lead.id, number = f"{name}-{number}", number + 1
        taken.add(lead.id)
    return leads


def _claim_leads_table(table: Table, leads: list[Lead], ledger: Ledger) -> None:
    """Words of a leads table: those of leads are fields, its header boilerplate."""
    spans = [s.span for lead in leads for s in lead.sources if s.span is not None]
    told = bytearray(max((end for _, end in spans), default=0) + 1)
    for begin, end in spans:
        told[begin:end] = b"\1" * (end - begin)
    for cell in table.cells:
        for block in cell.blocks:
            if not isinstance(block, TextBlock):
                continue
            for word in (*block.passage.words, *block.marker.words):
                inside = 1 in told[word.start : word.end]
                use = "fields" if inside else "boilerplate" if cell.row == 0 else "narrative"
                ledger.claim(use, Passage.of([word]))  # type: ignore[arg-type]


def _with_summaries(draft: Draft, assembler: Assembler) -> list[Recommendation]:
    """Recommendations with their summary rows; rows without sections stand for themselves."""
    recommendations = assembler.recommendations(draft.recommendations)
    if not draft.summaries:
        return recommendations
    matched = match_summaries(draft.summaries, recommendations)
    for rec in recommendations:
        row = matched.rows.get(rec.id)
        if row is None:
            continue
        rec.summary = assembler.summary(row)
        if not rec.leads:
            rec.leads = [o.model_copy(deep=True) for o in rec.summary.leads]
        if not rec.linked_plans:
            rec.linked_plans = list(rec.summary.linked_plans)
    loose = [
        DraftRecommendation(
            text=row.text, label=row.label, label_text=row.label_text,
            leads=row.leads, linked_plans=row.linked_plans,
        )
        for row in matched.loose
    ]  # fmt: skip
    if loose:
        made = assembler.recommendations(loose)
        taken = {r.id for r in recommendations}
        for rec, row in zip(made, matched.loose, strict=True):
            while rec.id in taken:
                rec.id += "-summary"
            rec.summary = assembler.summary(row)
        recommendations = [*recommendations, *made]
    return recommendations
