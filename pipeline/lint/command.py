"""The commands `plansift check`, `plansift rules` and `plansift config`."""

from __future__ import annotations

import os
import shutil
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from pipeline.escape import complain
from pipeline.files import named, reason, write_whole
from pipeline.options import AsOf, NoOcr, Ocr, OcrMode, Password
from pipeline.progress import progress
from schemas.errors import ConfigError

# As a linter's: a check that could not be made is worse than one that found something.
CLEAN, FINDINGS, COULD_NOT = 0, 1, 2


class Format(StrEnum):
    """The ways in which a check's outcome is told."""

    text = "text"
    json = "json"
    sarif = "sarif"
    github = "github"
    junit = "junit"
    markdown = "markdown"


class Level(StrEnum):
    """Severities, as the command line takes them."""

    error = "error"
    warning = "warning"
    info = "info"


def check(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH...",
            help="Drafts: PDF, DOCX, text, or .plan.json made earlier; or folders of them.",
        ),
    ],
    form: Annotated[Format, typer.Option("--format", help="How the findings are told.")] = (
        Format.text
    ),
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="FILE", help="Write them to a file; its folder is made."
        ),
    ] = None,
    select: Annotated[
        list[str] | None,
        typer.Option(metavar="CODES", help="Apply these rules only: codes, families, ALL."),
    ] = None,
    ignore: Annotated[
        list[str] | None, typer.Option(metavar="CODES", help="Do not apply these rules.")
    ] = None,
    severity: Annotated[
        Level, typer.Option(help="Tell only findings that are at least this severe.")
    ] = Level.info,
    fail_on: Annotated[
        Level | None,
        typer.Option(help="The least severity that ends with exit code 1.  [default: error]"),
    ] = None,
    exit_zero: Annotated[
        bool, typer.Option("--exit-zero", help="End with 0 whatever is found.")
    ] = False,
    as_of: AsOf = None,
    config: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Settings to use in place of those found from the documents."
        ),
    ] = None,
    isolated: Annotated[
        bool, typer.Option("--isolated", help="Use no file of settings and no baseline.")
    ] = False,
    baseline: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The file of known findings.")
    ] = None,
    write_baseline: Annotated[
        bool, typer.Option("--write-baseline", help="Record today's findings as known.")
    ] = False,
    ocr: OcrMode = Ocr.auto,
    no_ocr: NoOcr = False,
    password: Password = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Show no progress.")] = False,
) -> None:
    """Check drafts: what is missing, impossible or contradicts itself.

    Exit codes: 0 clean, 1 findings at or over --fail-on, 2 something could not be checked.
    """
    from .formats import PIPE, render
    from .load import CHECKED
    from .run import Options, check_documents

    options = Options(
        select=_codes(select),
        ignore=_codes(ignore),
        severity=severity.value,
        fail_on=fail_on.value if fail_on else None,
        as_of=as_of.date() if as_of else None,
        password=password,
        ocr="never" if no_ocr else ocr.value,
        config=config,
        isolated=isolated,
        baseline=baseline,
        write_baseline=write_baseline,
    )
    if output is not None and output.name.lower().endswith(CHECKED):
        complain(f"{output} has the name of a document: findings would take its place.")
        raise typer.Exit(COULD_NOT)
    if isolated and config is not None:
        complain("'--isolated' and '--config' contradict each other: give one of them.")
        raise typer.Exit(COULD_NOT)
    try:
        with progress(shown=not quiet) as step:
            run = check_documents(named(paths), options, step)
    except (ConfigError, ValueError) as error:
        complain(str(error))
        raise typer.Exit(COULD_NOT) from None
    for note in () if quiet else run.notes:
        complain(note)
    for path in run.baselines:
        known = sum(document.known for document in run.outcome.documents)
        print(f"plansift: {path} holds {known} known findings of these documents.", file=sys.stderr)
    colour = output is None and sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    # In a file lines are as long as in a pipe.
    width = None if output is not None else shutil.get_terminal_size((PIPE, 0)).columns
    _put(render(form.value, run.outcome, colour=colour, width=width or PIPE), output)
    if form is not Format.text or output is not None:
        for document in run.outcome.problems:
            complain(f"{document.path}: {document.problem}")
    if run.outcome.problems:
        raise typer.Exit(COULD_NOT)
    raise typer.Exit(FINDINGS if run.failed and not exit_zero else CLEAN)


def _put(text: str, output: Path | None) -> None:
    if output is None:
        sys.stdout.write(text)
        return
    missing = not output.parent.exists()
    try:
        write_whole({output: text.encode("utf-8", "backslashreplace")})
    except OSError as error:
        complain(f"{output} can't be written: {reason(error)}.")
        raise typer.Exit(COULD_NOT) from None
    if missing:
        complain(f"The folder {output.parent} was missing and has been made.")


def rules(
    codes: Annotated[
        list[str] | None, typer.Argument(metavar="[CODE...]", help="Rules to explain.")
    ] = None,
    markdown: Annotated[
        bool, typer.Option("--markdown", help="Print the page docs/rules.md.")
    ] = False,
) -> None:
    """List the rules of check, or explain some of them."""
    from .explain import explained, listed, page
    from .selectors import check_selectors, chosen

    wanted = _codes(codes)
    if markdown:
        if wanted:
            complain("'--markdown' prints the page of all rules: name none.")
            raise typer.Exit(COULD_NOT)
        sys.stdout.write(page())
        return
    if not wanted:
        sys.stdout.write(listed())
        return
    try:
        check_selectors(wanted)
    except ValueError as error:
        complain(str(error))
        raise typer.Exit(COULD_NOT) from None
    sys.stdout.write("\n".join(explained(code) for code in sorted(chosen(wanted))))


def config(
    path: Annotated[
        Path,
        typer.Argument(metavar="[PATH]", help="A document, or the folder of documents."),
    ] = Path(),
) -> None:
    """Show the settings in force for a document, and where each comes from."""
    from .config import find_config
    from .explain import settings_shown

    if not path.exists():
        complain(f"{path} does not exist.")
        raise typer.Exit(COULD_NOT)
    try:
        found = find_config(path)
    except ConfigError as error:
        complain(str(error))
        raise typer.Exit(COULD_NOT) from None
    sys.stdout.write(settings_shown(found))


def _codes(given: list[str] | None) -> list[str]:
    """`OWN,DAT001 REC` as three: commas and repeated options both part codes."""
    return [code for text in given or () for code in text.replace(",", " ").split()]
