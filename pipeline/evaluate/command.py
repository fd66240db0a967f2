"""The command `plansift evaluate FOLDER`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from .run import Evaluation, evaluate_folder

_WIDTH = 130


def evaluate(
    folder: Annotated[
        Path,
        typer.Argument(
            metavar="FOLDER", help="Documents with STEM.gold.json beside them.", exists=True
        ),
    ],
    only: Annotated[
        list[str] | None,
        typer.Option(
            metavar="PATTERN",
            help="Only files whose name fits, such as 'a*.pdf'; can be repeated.",
        ),
    ] = None,
    listing: Annotated[
        bool, typer.Option("--list", help="Print every false and missed value.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for machines.")] = False,
    as_page: Annotated[bool, typer.Option("--markdown", help="Print a Markdown page.")] = False,
    minimum: Annotated[
        list[str] | None,
        typer.Option("--min", metavar="FIELD=F1", help="Exit 1 below it, such as strict=0.97."),
    ] = None,
) -> None:
    """Measure plansift on plans whose right answers are known."""
    if as_json and as_page:
        raise typer.BadParameter("it is either --json or --markdown", param_hint="--markdown")
    wanted = [_minimum(text) for text in minimum or []]
    # The engine is heavy; the help of the command does without it.
    from pipeline.convert import convert

    evaluation = evaluate_folder(folder, convert, only or ())
    if not evaluation.documents:
        typer.echo(f"No document with a .gold.json beside it in {folder}.", err=True)
        raise typer.Exit(2)
    if as_json:
        typer.echo(json.dumps(evaluation.as_dict(), ensure_ascii=False, indent=1))
    elif as_page:
        from .markdown import page

        typer.echo(page(evaluation, folder), nl=False)
    else:
        from rich.console import Console

        from .show import show

        console = Console()
        # In a pipe rich takes 80 columns, which would cut the figures off.
        show(evaluation, Console(width=max(console.width, _WIDTH)), differences=listing)
    under = shortfalls(evaluation, wanted)
    for line in under:
        typer.echo(line, err=True)
    if under:
        raise typer.Exit(1)


def shortfalls(evaluation: Evaluation, wanted: list[tuple[str, float]]) -> list[str]:
    """A line for each wanted (field, F1) that the evaluation stays under."""
    counts = evaluation.counts()
    lines = []
    for name, least in wanted:
        if name not in counts:
            lines.append(f"{name}: nothing was measured")
        elif counts[name].f1 < least:
            lines.append(f"{name}: F1 {counts[name].f1:.4f} is under {least}")
    return lines


def _minimum(text: str) -> tuple[str, float]:
    name, _, least = text.partition("=")
    try:
        return name.strip(), float(least)
    except ValueError:
        raise typer.BadParameter(f"'{text}' is no FIELD=F1", param_hint="--min") from None
