"""Options that several commands take."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Annotated

import typer


class Ocr(StrEnum):
    """Which pages are read by OCR, as the command line takes it."""

    auto = "auto"
    never = "never"
    force = "force"


def _one_answer(context: typer.Context, value: Ocr | bool) -> Ocr | bool:
    """Refuse `--no-ocr` beside an `--ocr` that says something else; both are given here."""
    asked = value if isinstance(value, Ocr) else context.params.get("ocr")
    denied = value if isinstance(value, bool) else context.params.get("no_ocr")
    source = context.get_parameter_source("ocr")
    named = source is not None and source.name == "COMMANDLINE"
    if denied and named and asked is not None and asked != Ocr.never:
        raise typer.BadParameter("'--no-ocr' and '--ocr' contradict each other: give one of them.")
    return value


AsOf = Annotated[
    dt.datetime | None,
    typer.Option(
        formats=["%Y-%m-%d"],
        metavar="YYYY-MM-DD",
        help="The day of checking; without it, nothing is said of deadlines past.",
    ),
]
OcrMode = Annotated[
    Ocr,
    typer.Option(
        callback=_one_answer,
        help="Read pages by OCR: those without usable text, all of them, or none.",
    ),
]
NoOcr = Annotated[
    bool,
    typer.Option(
        "--no-ocr", callback=_one_answer, help="Read no page by OCR: the same as --ocr never."
    ),
]
Password = Annotated[
    str | None,
    typer.Option(envvar="PLANSIFT_PASSWORD", metavar="PW", help="Password of encrypted PDFs."),
]
