"""The formats of an export: what each is called, where it goes, who makes it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.files import write_whole
from schemas.errors import ExportError

if TYPE_CHECKING:
    from schemas.plan import Plan

    from .load import Named


class Form(StrEnum):
    """What plans are exported to."""

    csv = "csv"
    xlsx = "xlsx"
    ics = "ics"
    sqlite = "sqlite"
    parquet = "parquet"
    markdown = "markdown"


# What follows a document's name where an export is written beside its JSON.
ENDINGS = {form: f".{form.value}" for form in Form} | {Form.markdown: ".md"}
# A single file of text, which can also be printed.
TEXTS = (Form.csv, Form.ics, Form.markdown)


@dataclass(frozen=True, slots=True)
class Options:
    """What the calendar is asked for."""

    alarm: int | None = None
    completed: bool = False


@dataclass(frozen=True, slots=True)
class Made:
    """The files of an export, not yet written, and sentences on what they leave out."""

    files: dict[Path, bytes]
    notes: list[str]


def missing(form: Form) -> str | None:
    """What is not installed and how to get it, where a format needs more than plansift does."""
    if form is not Form.parquet:
        return None
    from .parquet import MISSING, available

    return None if available() else MISSING


def make(
    form: Form,
    plans: Sequence[Named],
    target: Path,
    options: Options | None = None,
    *,
    anew: bool = False,
) -> Made:
    """The files of an export to `target`; `anew` takes no notice of what is there.

    Raises `ExportError` where that can't be.
    """
    options = options or Options()
    # Each library is loaded when its format is asked for.
    if form is Form.csv:
        from .csv import to_csv

        return Made({target: to_csv(plans)}, [])
    if form is Form.xlsx:
        from .xlsx import cut_told, to_xlsx

        data, cut = to_xlsx(plans)
        return Made({target: data}, [cut_told(cut)] if cut else [])
    if form is Form.ics:
        from .ics import to_ics

        data, skipped = to_ics(plans, alarm=options.alarm, completed=options.completed)
        return Made({target: data}, skipped.told())
    if form is Form.markdown:
        from .markdown import to_markdown

        return Made({target: to_markdown(plans)}, [])
    if form is Form.sqlite:
        from .sqlite import to_sqlite

        return Made({target: to_sqlite(plans)}, [])
    from .parquet import to_parquet

    return Made(to_parquet(plans, target, anew=anew), [])


def export_into(
    form: Form, plans: Sequence[Named], target: Path, options: Options | None = None
) -> list[str]:
    """Write an export to `target`, whole or not at all; sentences on what it leaves out.

    A database that is there takes the plans in.  Raises `ExportError` or
    `OSError` where that can't be done.
    """
    if form is Form.sqlite:
        from .sqlite import into_sqlite

        if target.is_dir():
            raise ExportError(f"{target} is a folder: name a file.")
        into_sqlite(plans, target)
        return []
    made = make(form, plans, target, options)
    write_whole(made.files)
    return made.notes


def forms_named(given: Sequence[str]) -> list[Form]:
    """`xlsx,ics` as the formats; raises `ValueError` with a sentence where that can't be."""
    forms: dict[Form, None] = {}
    for name in ",".join(given).replace(" ", ",").split(","):
        if not name:
            continue
        if name not in [form.value for form in Form]:
            known = ", ".join(form.value for form in Form)
            raise ValueError(f"'{name}' is no format of an export: there are {known}.")
        if absent := missing(Form(name)):
            raise ValueError(absent)
        forms[Form(name)] = None
    return list(forms)


def beside(forms: Sequence[str], plan: Plan, document: Path, out: Path) -> Made:
    """The exports of one plan, to be written beside its JSON: `out/plan.pdf.xlsx`."""
    from .load import Named, document_name

    plans = [Named(document_name(document), plan)]
    made = Made({}, [])
    for form in map(Form, forms):
        target = out / f"{document}{ENDINGS[form]}"
        one = make(form, plans, target, anew=True)
        made.files.update(one.files)
        made.notes.extend(one.notes)
    return made
