"""The `plansift` command: it reads the command line and says what happened; no more."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperCommand

from pipeline.escape import complain

from .exit_codes import ExitCode

app = typer.Typer(
    help="Turn inspection-response plans (PDF, Word, text) into structured JSON "
    "and a reconciliation report.",
    epilog="Exit codes: 0 all was done, 1 something could not be, 2 the command was wrong. "
    "check: 1 findings at or over --fail-on, 2 something could not be checked.",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


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
        complain(f"An unexpected error ({what}); PLANSIFT_DEBUG=1 shows where.")
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


# These commands know their own options; each is loaded only when it is asked for.
_ELSEWHERE = {
    "convert": (
        "pipeline.batch.command",
        "Convert plans: OUT/NAME.plan.json and OUT/NAME.report.html for each document.",
    ),
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


class _Command(TyperCommand):
    """A command whose complaints of its options are Typer's, without pydantic's words."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        try:
            return super().parse_args(ctx, args)
        except typer.BadParameter as error:
            error.message = error.message.removeprefix("Value error, ")
            raise


def _elsewhere(name: str, module: str, told: str) -> None:
    """Make a command of the function `name` in a module that is loaded when it is called."""

    def run(arguments: typer.Context) -> None:
        function = getattr(import_module(module), name)
        inner = typer.Typer(
            add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None
        )
        inner.command(cls=_Command, context_settings=app.info.context_settings)(function)
        _silence_libraries()
        inner(args=arguments.args, prog_name=f"plansift {name}")

    passed_on = {"allow_extra_args": True, "ignore_unknown_options": True}
    app.command(name, help=told, add_help_option=False, context_settings=passed_on)(run)


for _name, (_module, _told) in _ELSEWHERE.items():
    _elsewhere(_name, _module, _told)


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
