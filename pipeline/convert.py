"""One document from file to plan: read, lay out, extract, resolve, reconcile, check."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from schemas.blocks import Layout
from schemas.by_eye import Mode
from schemas.page import PagedSource
from schemas.plan import Plan, Producer, SourceFile

from .checks import Context, check
from .extract import extract
from .layout import lay_out
from .memory import unswept
from .putback import put_back
from .read import read_document
from .version import version


@dataclass(slots=True)
class Conversion:
    """A plan with the layout that it was read from, for the report.

    `plain` is the PDF as it was mended before it was read; None for other files.
    """

    plan: Plan
    layout: Layout
    plain: bytes | None = None


def convert(
    path: str | Path,
    *,
    password: str | None = None,
    as_of: dt.date | None = None,
    ocr: Mode = "auto",
) -> Plan:
    """Read one plan.

    `path` is a PDF, DOCX or text file; `password` opens an encrypted PDF;
    `as_of` is the day of checking, for the findings that depend on it; `ocr` is
    `auto` (pages without usable text are read by OCR), `never` or `force`.
    Raises a `PlansiftError` that says what is wrong with the file.
    """
    with unswept():
        # The layout is let go as soon as the plan is made.
        plan = _plan(lay_out(read_document(Path(path), password=password, ocr=ocr)))
        plan.findings = check(plan, Context(as_of=as_of))
        return plan


def convert_full(
    path: str | Path,
    *,
    password: str | None = None,
    as_of: dt.date | None = None,
    ocr: Mode = "auto",
) -> Conversion:
    """As `convert`, with the layout and the mended PDF beside the plan."""
    with unswept():
        source = read_document(Path(path), password=password, ocr=ocr, keep=True)
        layout = lay_out(source)
        plan = _plan(layout)
        plan.findings = check(plan, Context(as_of=as_of))
        plain = source.plain if isinstance(source, PagedSource) else None
        return Conversion(plan, layout, plain)


def _plan(layout: Layout) -> Plan:
    """The plan that a layout holds, not yet checked."""
    extracted = extract(layout)
    document = layout.document
    plan = Plan(
        source=SourceFile(
            file=document.file,
            sha256=document.sha256,
            media_type=document.media_type,
            pages=len(document.pages) or None,
            text_source=document.text_source,  # type: ignore[arg-type]
            ocr_pages=document.ocr_pages,
            unread_pages=document.unread_pages,
            crowded_pages=document.crowded_pages,
        ),
        producer=Producer(name="plansift", version=version()),
        title=extracted.facts.title.text or None,
        organisation=extracted.facts.organisation.text or None,
        inspectorate=extracted.facts.inspectorate.text or None,
        judgement=extracted.facts.judgement.text or None,
        plan_date=extracted.facts.plan_date,
        inspection_date=extracted.facts.inspection_date,
        report_date=extracted.facts.report_date,
        plan_end=extracted.facts.plan_end,
        recommendations_stated=extracted.stated,
        columns=extracted.columns,
        leads=extracted.leads,
        recommendations=extracted.recommendations,
        accounting=extracted.ledger.settle(),
    )
    put_back(plan, document)
    return plan
