"""Many documents: each converted and written on its own, so that no one stops the others."""

from __future__ import annotations

import datetime as dt
import os
from dataclasses import dataclass
from pathlib import Path

from schemas.errors import PlansiftError
from schemas.plan import Plan

from .files import Job, Problem, reason, write_whole

DEBUG = "PLANSIFT_DEBUG"


@dataclass(frozen=True, slots=True)
class Settings:
    """How documents are converted, and whether a report is written beside the JSON."""

    password: str | None = None
    as_of: dt.date | None = None
    report: bool = True


def read_plan(job: Job, settings: Settings) -> tuple[Plan, bytes] | Problem:
    """The plan of one document and its JSON, nothing written; or what stood in the way."""
    made = _results(job, settings, report=False)
    return made if isinstance(made, Problem) else (made[0], made[1])


def convert_into(job: Job, out: Path, settings: Settings) -> Plan | Problem:
    """Convert one document and write its results into `out`; or what stood in the way.

    Writes `<name>.plan.json` and, where asked for, `<name>.report.html`.
    """
    made = _results(job, settings, report=settings.report)
    if isinstance(made, Problem):
        return made
    plan, data, page = made
    name = str(job.name)
    results = {out / f"{name}.plan.json": data}
    if page is not None:
        results[out / f"{name}.report.html"] = page
    try:
        write_whole(results)
    except OSError as error:
        return Problem(job.path, f"The results can't be written to {out}: {reason(error)}.")
    return plan


def _results(
    job: Job, settings: Settings, *, report: bool
) -> tuple[Plan, bytes, bytes | None] | Problem:
    """Plan, JSON and report of one document.

    Whatever goes wrong in a document, foreseen or not, ends here as one
    sentence; with `PLANSIFT_DEBUG` set, what nobody foresaw is raised.
    """
    try:
        return _made(job, settings, report=report)
    except PlansiftError as error:
        return Problem(job.path, str(error))
    except Exception as error:
        if os.environ.get(DEBUG):
            raise
        what = " ".join(f"{type(error).__name__}: {error}".split())
        return Problem(
            job.path,
            f"An unexpected error stopped this document ({what.removesuffix(': ')}); "
            f"{DEBUG}=1 shows where.",
        )


def _made(job: Job, settings: Settings, *, report: bool) -> tuple[Plan, bytes, bytes | None]:
    from .convert import convert_full  # pulls in the readers: slow, and not always needed
    from .emit.json import to_bytes

    converted = convert_full(job.path, password=settings.password, as_of=settings.as_of)
    plan, data = converted.plan, to_bytes(converted.plan)
    if not report:
        return plan, data, None
    from .emit.report import to_html

    return plan, data, to_html(plan, converted.layout.document).encode("utf-8", "replace")
