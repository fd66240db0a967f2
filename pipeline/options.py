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


AsOf = Annotated[
    dt.datetime | None,
    typer.Option(
        formats=["%Y-%m-%d"],
        metavar="YYYY-MM-DD",
        help="The day of checking; without it, nothing is said of deadlines past.",
    ),
]
OcrMode = Annotated[
    Ocr, typer.Option(help="Read pages by OCR: those without usable text, all of them, or none.")
]
NoOcr = Annotated[
    bool, typer.Option("--no-ocr", help="Read no page by OCR: the same as --ocr never.")
]
Password = Annotated[
    str | None,
    typer.Option(envvar="PLANSIFT_PASSWORD", metavar="PW", help="Password of encrypted PDFs."),
]
