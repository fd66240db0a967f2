"""The `plansift` command: it reads the command line and says what happened; no more."""

from __future__ import annotations

import datetime as dt
import os
import sys
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from .exit_codes import ExitCode

if TYPE_CHECKING:
    from pipeline.batch import Settings
    from pipeline.files import Job

app = typer.Typer(
    help="Turn inspection-response plans (PDF, Word, text) into structured JSON "
    "and a reconciliation report.",
    epilog="Exit codes: 0 all converted, 1 some could not be, 2 the command was wrong.",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


class Report(StrEnum):
    """The forms of the report, as the command line takes them."""

    html = "html"
    markdown = "markdown"


def main() -> None:
    """Run the command: an unforeseen error ends as one sentence, never as a traceback."""
    for stream in (sys.stdout, sys.stderr):
        # File names may hold bytes that the terminal's encoding can't show.
        if reconfigure := getattr(stream, "reconfigure", None):
            reconfigure(errors="backslashreplace")
    try:
        app()
    except Exception as error:
        if _debugging():
            raise
        what = " ".join(f"{type(error).__name__}: {error}".split())
        _complain(f"An unexpected error ({what}); PLANSIFT_DEBUG=1 shows where.")
        raise SystemExit(ExitCode.FAILED) from None


def _version(wanted: bool) -> None:
    if wanted:
        from . import __version__

        print(f"plansift {__version__}")
        raise typer.Exit(ExitCode.OK)


@app.callback()
def _top(
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_version, is_eager=True, help="Print the version and stop."
        ),
    ] = False,
) -> None:
    pass


@app.command()
def schema() -> None:
    """Print the JSON Schema of the JSON that convert writes."""
    from pipeline.emit.json import schema_text

    sys.stdout.write(schema_text())


@app.command()
def convert(
    paths: Annotated[
        list[Path],
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
    table: Annotated[
        bool, typer.Option("--table", help="Print a short table of what was found as well.")
    ] = False,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="Print failures only: no summary, no progress.")
    ] = False,
    as_of: Annotated[
        dt.datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"],
            metavar="YYYY-MM-DD",
            help="The day of checking; without it, nothing is said of deadlines past.",
        ),
    ] = None,
    password: Annotated[
        str | None,
        typer.Option(
            envvar="PLANSIFT_PASSWORD",
            metavar="PW",
            help="Password of encrypted PDFs.",
        ),
    ] = None,
) -> None:
    """Convert plans: OUT/NAME.plan.json and OUT/NAME.report.html for each document."""
    from pipeline.batch import Settings
    from pipeline.export.formats import forms_named
    from pipeline.files import find_jobs
    from schemas.errors import OutputClashError

    _silence_libraries()
    try:
        exports = forms_named(also or ())
        jobs, problems = find_jobs(paths)
    except (OutputClashError, ValueError) as clash:
        _complain(str(clash))
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
    )
    for problem in problems:
        _complain(problem)
    if output == "-":
        code = _print_one(jobs, settings, failed=bool(problems))
    else:
        code = _convert_all(jobs, Path(output), settings, quiet=quiet, table=table)
    raise typer.Exit(ExitCode.FAILED if problems and code is ExitCode.OK else code)


# These commands know their own options; each is loaded only when it is asked for.
_ELSEWHERE = {
    "check": ("pipeline.lint.command", "Check drafts: what is missing or contradicts itself."),
    "rules": ("pipeline.lint.command", "List the rules of check, or explain some of them."),
    "config": ("pipeline.lint.command", "Show the settings in force, and where each comes from."),
    "export": (
        "pipeline.export.command",
        "Put plans into csv, xlsx, ics, sqlite, parquet or markdown.",
    ),
    "show": ("pipeline.export.command", "Print plans on the terminal as tables."),
    "evaluate": (
        "pipeline.evaluate.command",
        "Measure plansift on plans whose right answers are known.",
    ),
}


def _elsewhere(name: str, module: str, told: str) -> None:
    """Make a command of the function `name` in a module that is loaded when it is called."""

    def run(arguments: typer.Context) -> None:
        function = getattr(import_module(module), name)
        inner = typer.Typer(
            add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None
        )
        inner.command(context_settings=app.info.context_settings)(function)
        _silence_libraries()
        inner(args=arguments.args, prog_name=f"plansift {name}")

    passed_on = {"allow_extra_args": True, "ignore_unknown_options": True}
    app.command(name, help=told, add_help_option=False, context_settings=passed_on)(run)


for _name, (_module, _told) in _ELSEWHERE.items():
    _elsewhere(_name, _module, _told)


def _print_one(jobs: list[Job], settings: Settings, *, failed: bool) -> ExitCode:
    """The JSON of the only document on stdout, and nothing else there."""
    from pipeline.batch import read_plan
    from pipeline.files import Problem

    if not jobs and failed:
        return ExitCode.FAILED
    if settings.also:
        _complain("'--output -' prints the JSON and writes no '--also'.")
        return ExitCode.USAGE
    if len(jobs) != 1:
        _complain(f"'--output -' prints one document, and {len(jobs)} were named.")
        return ExitCode.USAGE
    made = read_plan(jobs[0], settings)
    if isinstance(made, Problem):
        _complain(made)
        return ExitCode.FAILED
    sys.stdout.flush()
    sys.stdout.buffer.write(made[1])
    return ExitCode.OK


def _convert_all(
    jobs: list[Job], out: Path, settings: Settings, *, quiet: bool, table: bool
) -> ExitCode:
    from pipeline.batch import convert_into
    from pipeline.emit.text import outline, summary_line
    from pipeline.files import Problem, check_writable, reason
    from pipeline.progress import progress

    try:
        check_writable(out)
    except OSError as error:
        _complain(f"The output folder {out} can't be written: {reason(error)}.")
        return ExitCode.FAILED
    code = ExitCode.OK
    with progress(len(jobs), shown=not quiet) as step:
        for job in jobs:
            step(_printable(job.path.name))
            made = convert_into(job, out, settings, _unheard if quiet else _complain)
            if isinstance(made, Problem):
                _complain(made)
                code = ExitCode.FAILED
            elif not quiet:
                print(f"{_printable(job.name)}: {summary_line(made)}", flush=True)
                if table:
                    print(f"\n{outline(made)}\n", flush=True)
    return code


def _unheard(_sentence: str) -> None:
    """What `--quiet` keeps to itself: it is no failure."""


def _silence_libraries() -> None:
    """Keep what libraries log or warn about off the terminal: users can't act on it."""
    if _debugging():
        return
    import logging
    import warnings

    logging.getLogger().addHandler(logging.NullHandler())
    warnings.simplefilter("ignore")


def _debugging() -> bool:
    return bool(os.environ.get("PLANSIFT_DEBUG"))


def _complain(what: object) -> None:
    print(f"plansift: {_printable(what)}", file=sys.stderr, flush=True)


def _printable(what: object) -> str:
    """Text that a terminal shows and does not obey: file names may hold anything."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in str(what))
