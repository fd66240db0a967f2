"""One document of a batch: converted and written on its own, so that it stops no other."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from pipeline.files import Job, Problem, reason, write_whole
from schemas.by_eye import Mode
from schemas.errors import PlansiftError
from schemas.plan import Plan

if TYPE_CHECKING:
    from schemas.document import Document

DEBUG = "PLANSIFT_DEBUG"
Report = Literal["html", "markdown"]
_ENDS: dict[Report, str] = {"html": ".report.html", "markdown": ".report.md"}


@dataclass(frozen=True, slots=True)
class Settings:
    """How documents are converted, and what is written beside the JSON.

    `reports` are the forms of the report, `images` asks for the pages' pictures in it,
    `also` are formats of `pipeline.export`, `ocr` says which pages are read by OCR.
    """

    password: str | None = None
    as_of: dt.date | None = None
    reports: tuple[Report, ...] = ("html",)
    images: bool = True
    also: tuple[str, ...] = ()
    ocr: Mode = "auto"


def result_files(name: str, settings: Settings) -> list[str]:
    """The files that `convert_into` writes for a document, below the output folder."""
    ends = [".plan.json", *(_ENDS[report] for report in settings.reports)]
    if settings.also:
        from pipeline.export.formats import ENDINGS, Form

        ends += [ENDINGS[Form(form)] for form in settings.also]
    return [f"{name}{end}" for end in ends]


def possible_files(name: str) -> list[str]:
    """All files that some run may have written for a document, a folder of Parquet included."""
    every = Settings(reports=("html", "markdown"), also=_formats())
    return result_files(name, every)


def _formats() -> tuple[str, ...]:
    from pipeline.export.formats import Form

    return tuple(form.value for form in Form)


def read_plan(job: Job, settings: Settings) -> tuple[Plan, bytes] | Problem:
    """The plan of one document and its JSON, nothing written; or what stood in the way."""
    made = _results(job, replace(settings, reports=()))
    return made if isinstance(made, Problem) else (made[0], made[1][".plan.json"])


def convert_into(
    job: Job, out: Path, settings: Settings, note: Callable[[str], None] = lambda _: None
) -> Plan | Problem:
    """Convert one document and write its results into `out`; or what stood in the way.

    Writes `<name>.plan.json` and, where asked for, `<name>.report.html`, `<name>.report.md`
    and exports such as `<name>.xlsx`; `note` is told what these leave out.
    """
    made = _results(job, settings)
    if isinstance(made, Problem):
        return made
    plan, results = made
    exported = _exports(job, plan, out, settings)
    if isinstance(exported, Problem):
        return exported
    files, notes = exported
    try:
        write_whole({out / f"{job.name}{end}": data for end, data in results.items()} | files)
    except OSError as error:
        told = f"The results can't be written to {out}: {reason(error)}."
        return Problem(job.path, told, "unwritable")
    for sentence in notes:
        note(f"{job.name}: {sentence}")
    return plan


def _exports(
    job: Job, plan: Plan, out: Path, settings: Settings
) -> tuple[dict[Path, bytes], list[str]] | Problem:
    """The exports that go beside the JSON, and what they leave out."""
    if not settings.also:
        return {}, []
    from pipeline.export.formats import beside

    try:
        made = beside(settings.also, plan, job.name, out)
    except PlansiftError as error:
        return Problem(job.path, str(error), error.kind)
    except Exception as error:
        return _unforeseen(job, error)
    return made.files, made.notes


def _results(job: Job, settings: Settings) -> tuple[Plan, dict[str, bytes]] | Problem:
    """Plan and what is to be written of one document, by the end of the file's name.

    Whatever goes wrong in a document, foreseen or not, ends here as one
    sentence; with `PLANSIFT_DEBUG` set, what nobody foresaw is raised.
    """
    try:
        return _made(job, settings)
    except PlansiftError as error:
        return Problem(job.path, str(error), error.kind)
    except Exception as error:
        return _unforeseen(job, error)


def _unforeseen(job: Job, error: Exception) -> Problem:
    if os.environ.get(DEBUG):
        raise error
    if isinstance(error, MemoryError):
        return Problem(job.path, f"{job.path.name} takes more memory than there is.", "memory")
    what = " ".join(f"{type(error).__name__}: {error}".split())
    return Problem(
        job.path,
        f"An unexpected error stopped this document ({what.removesuffix(': ')}); "
        f"{DEBUG}=1 shows where.",
        "unexpected",
    )


def _made(job: Job, settings: Settings) -> tuple[Plan, dict[str, bytes]]:
    # Pulls in the readers: slow, and not always needed.
    from pipeline.convert import convert, convert_full
    from pipeline.emit.json import to_bytes

    if not settings.reports:
        # Without the layout, which only reports need and which is most of the memory.
        plan = convert(job.path, password=settings.password, as_of=settings.as_of, ocr=settings.ocr)
        return plan, {".plan.json": to_bytes(plan)}
    converted = convert_full(
        job.path, password=settings.password, as_of=settings.as_of, ocr=settings.ocr
    )
    plan, document = converted.plan, converted.layout.document
    results = {".plan.json": to_bytes(plan)}
    for report in settings.reports:
        text = _report(report, plan, document, converted.plain if settings.images else None)
        results[_ENDS[report]] = text.encode("utf-8", "replace")
    return plan, results


def _report(report: Report, plan: Plan, document: Document, plain: bytes | None) -> str:
    if report == "markdown":
        from pipeline.emit.markdown import to_markdown

        return to_markdown(plan, document)
    from pipeline.emit.pictures import page_pictures
    from pipeline.emit.report import to_html

    numbers = [page.number for page in document.pages]
    return to_html(plan, document, page_pictures(plain, numbers) if plain else {})
