"""The command `plansift convert`."""

from __future__ import annotations

import re
import sys
import time
from enum import StrEnum
from typing import Annotated, Literal

import typer

from pipeline.escape import complain, safe
from pipeline.exit_codes import ExitCode
from pipeline.files import Problem, reason
from pipeline.options import AsOf, NoOcr, Ocr, OcrMode, Password
from pipeline.progress import batch_progress, progress
from schemas.errors import ConfigError, OutputClashError

from .document import Settings, read_plan
from .run import MIB, Batch, Options, convert_batch, find_batch
from .storage import is_address
from .task import Done

_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*([kmg]?)(?:i?b)?", re.IGNORECASE)
_UNITS = {"": 1, "k": 2**10, "m": 2**20, "g": 2**30}
# Under this a worker can't even load what it needs.
_LEAST_MEMORY = 256 * MIB


class Report(StrEnum):
    """The forms of the report, as the command line takes them."""

    html = "html"
    markdown = "markdown"


def convert(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH...",
            help="Files or folders; a folder is walked for .pdf, .docx, .txt and .text.",
        ),
    ],
    output: Annotated[
        str,
        typer.Option(
            "--output",
            "-o",
            metavar="OUT",
            help="Folder for the results, made where missing; - prints one document's JSON.",
        ),
    ],
    report: Annotated[
        list[Report] | None,
        typer.Option(
            "--report", help="How the report is written; can be repeated.  [default: html]"
        ),
    ] = None,
    no_report: Annotated[bool, typer.Option("--no-report", help="Write no report.")] = False,
    no_images: Annotated[
        bool, typer.Option("--no-images", help="Leave the pages' pictures out of the report.")
    ] = False,
    also: Annotated[
        list[str] | None,
        typer.Option(
            metavar="FORMATS",
            help="Write exports as well: csv, xlsx, ics, sqlite, parquet, markdown.",
        ),
    ] = None,
    jobs: Annotated[
        int, typer.Option("--jobs", "-j", min=0, metavar="N", help="Processes.  [default: cores]")
    ] = 0,
    force: Annotated[
        bool, typer.Option("--force", help="Convert what has not changed since the last run too.")
    ] = False,
    prune: Annotated[
        bool,
        typer.Option(
            "--prune", help="Remove the results of documents that are no longer in their folder."
        ),
    ] = False,
    timeout: Annotated[
        float, typer.Option(min=1, metavar="SECONDS", help="The most one document may take.")
    ] = 120.0,
    memory: Annotated[
        str, typer.Option(metavar="SIZE", help="The most memory one document may take.")
    ] = "2GiB",
    scheduler: Annotated[
        str | None,
        typer.Option(metavar="tcp://…", help="Hand the documents to a Dask cluster."),
    ] = None,
    table: Annotated[
        bool, typer.Option("--table", help="Print a short table of what was found as well.")
    ] = False,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="Print failures only: no summary, no progress.")
    ] = False,
    as_of: AsOf = None,
    ocr: OcrMode = Ocr.auto,
    no_ocr: NoOcr = False,
    password: Password = None,
) -> None:
    """Convert plans: OUT/NAME.plan.json and OUT/NAME.report.html for each document."""
    from pipeline.export.formats import forms_named

    try:
        exports = forms_named(also or ())
        most = _bytes(memory)
        batch = find_batch(paths, output)
    except (OutputClashError, ConfigError, ValueError) as error:
        complain(str(error))
        raise typer.Exit(ExitCode.USAGE) from None
    forms: dict[Literal["html", "markdown"], None] = {}
    for form in report or (Report.html,):
        forms[form.value] = None
    settings = Settings(
        password,
        as_of.date() if as_of else None,
        reports=() if no_report else tuple(forms),
        images=not no_images,
        also=tuple(exports),
        ocr="never" if no_ocr else ocr.value,
    )
    for problem in batch.problems:
        complain(problem)
    if output == "-":
        code = _print_one(batch, settings, quiet=quiet)
    else:
        options = Options(jobs, timeout, most, force, scheduler, table, prune)
        code = _convert_all(batch, output, settings, options, quiet=quiet)
    raise typer.Exit(ExitCode.FAILED if batch.problems and code == ExitCode.OK else code)


def _bytes(size: str) -> int:
    """`2GiB`, `512M` or a number of bytes; raises `ValueError`."""
    found = _SIZE.fullmatch(size.strip())
    held = int(float(found[1]) * _UNITS[found[2].lower()]) if found else 0
    if held < _LEAST_MEMORY:
        raise ValueError(f"'{size}' is no size of memory: give at least 256MiB, such as 2GiB.")
    return held


def _print_one(batch: Batch, settings: Settings, *, quiet: bool) -> ExitCode:
    """The JSON of the only document on stdout, and nothing else there."""
    if not batch.sources and batch.problems:
        return ExitCode.FAILED
    if settings.also:
        complain("'--output -' prints the JSON and writes no '--also'.")
        return ExitCode.USAGE
    if len(batch.sources) != 1:
        complain(f"'--output -' prints one document, and {len(batch.sources)} were named.")
        return ExitCode.USAGE
    place, job = batch.sources[0]
    if is_address(place):
        complain(f"'--output -' reads files of this machine: fetch {place} first.")
        return ExitCode.USAGE
    with progress(shown=not quiet) as step:
        step(safe(job.path.name))
        made = read_plan(job, settings)
    if isinstance(made, Problem):
        complain(made)
        return ExitCode.FAILED
    sys.stdout.flush()
    sys.stdout.buffer.write(made[1])
    return ExitCode.OK


def _convert_all(
    batch: Batch, out: str, settings: Settings, options: Options, *, quiet: bool
) -> ExitCode:
    started = time.monotonic()

    def tell(done: Done) -> None:
        for note in () if quiet else done.notes:
            complain(note)
        if done.entry.outcome == "failed":
            complain(done.entry.message)
        elif not quiet:
            print(f"{safe(done.entry.name)}: {_line(done)}", flush=True)
            if done.outline:
                print(f"\n{done.outline}\n", flush=True)

    try:
        names = [safe(job.path.name) for _, job in batch.sources]
        with batch_progress(names, shown=not quiet) as steps:
            result = convert_batch(batch, out, settings, options, tell, steps)
    except (ConfigError, OutputClashError) as error:
        complain(str(error))
        return ExitCode.USAGE
    except OSError as error:
        complain(f"The output folder {out} can't be written: {reason(error)}.")
        return ExitCode.FAILED
    if not quiet:
        from .summary import left_over, summary

        if len(batch.sources) > 1 or result.interrupted:
            print(f"\n{safe_lines(summary(result, time.monotonic() - started))}", flush=True)
        else:
            for told in left_over(result):
                complain(told)
    if result.interrupted:
        return ExitCode.INTERRUPTED
    return ExitCode.FAILED if result.failed else ExitCode.OK


def _line(done: Done) -> str:
    if done.skipped:
        return "unchanged, skipped (--force converts it anew)"
    return done.line


def safe_lines(text: str) -> str:
    """Several lines, each made safe to show."""
    return "\n".join(safe(line) for line in text.split("\n"))
