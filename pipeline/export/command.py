"""The commands `plansift export` and `plansift show`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from pipeline.escape import complain
from pipeline.exit_codes import ExitCode
from pipeline.files import named, reason
from pipeline.manifest import gone_told
from schemas.errors import ConfigError, ExportError, OutputClashError

from .formats import TEXTS, Form, Options, export_into, make, missing

if TYPE_CHECKING:
    from .load import Named


def export(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PLAN.json...",
            help="Plans that convert wrote (.plan.json), or folders of them.",
        ),
    ],
    to: Annotated[Form, typer.Option("--to", help="The format.")],
    output: Annotated[
        str,
        typer.Option(
            "--output",
            "-o",
            metavar="PATH",
            help="Where it goes: a file, for parquet a folder; - prints csv, ics or markdown.",
        ),
    ],
    alarm: Annotated[
        int | None,
        typer.Option(min=0, max=3650, metavar="DAYS", help="ics: remind so many days before."),
    ] = None,
    completed: Annotated[
        bool, typer.Option("--all", help="ics: with what is complete already.")
    ] = False,
) -> None:
    """Put plans into a sheet, a calendar, a database or a page; several go into one.

    Exit codes: 0 all exported, 1 something could not be, 2 the command was wrong.
    """
    if to is not Form.ics and (alarm is not None or completed):
        _wrong(f"'--alarm' and '--all' are for '--to ics', and not for '--to {to.value}'.")
    places = _named([*paths, output])[:-1]
    if output == "-" and to not in TEXTS:
        _wrong(f"'--output -' prints csv, ics or markdown; for {to.value} name a file.")
    if absent := missing(to):
        _wrong(absent)
    target = Path(output)
    if target.name.lower().endswith(".plan.json") or any(_same(target, path) for path in places):
        _wrong(f"{target} is a plan itself: name another file for the export.")
    if target.name.lower().endswith((".pdf", ".docx", ".txt", ".text")):
        _wrong(f"{target} has the name of a document: the export would take its place.")
    plans, failed = _load(places)
    if plans:
        try:
            if output == "-":
                made = make(to, plans, target, Options(alarm, completed))
                notes = made.notes
                sys.stdout.flush()
                sys.stdout.buffer.write(made.files[target])
            else:
                notes = export_into(to, plans, target, Options(alarm, completed))
        except ExportError as error:
            complain(str(error))
            raise typer.Exit(ExitCode.FAILED) from None
        except OSError as error:
            complain(f"{target} can't be written: {reason(error)}.")
            raise typer.Exit(ExitCode.FAILED) from None
        for note in notes:
            complain(note)
    raise typer.Exit(ExitCode.FAILED if failed else ExitCode.OK)


def show(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PLAN.json...",
            help="Plans that convert wrote (.plan.json), or folders of them.",
        ),
    ],
) -> None:
    """Print plans as tables, with colours on a terminal.

    Exit codes: 0 all shown, 1 something could not be, 2 the command was wrong.
    """
    plans, failed = _load(_named(paths))
    if plans:
        from .show import show_plans

        show_plans(plans)
    raise typer.Exit(ExitCode.FAILED if failed else ExitCode.OK)


def _load(paths: list[Path]) -> tuple[list[Named], bool]:
    """The plans; what stood in the way of others is told, and that there was something."""
    from .load import load_plans

    try:
        loaded = load_plans(paths)
    except OutputClashError as clash:
        _wrong(str(clash))
    for problem in loaded.problems:
        complain(str(problem))
    if loaded.gone:
        complain(gone_told(loaded.gone))
    return loaded.plans, bool(loaded.problems)


def _named(given: list[str]) -> list[Path]:
    try:
        return named(given)
    except ConfigError as error:
        _wrong(str(error))


def _same(one: Path, other: Path) -> bool:
    return one.exists() and other.is_file() and one.samefile(other)


def _wrong(what: str) -> NoReturn:
    complain(what)
    raise typer.Exit(ExitCode.USAGE)
