"""An evaluation in tables, for people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rich import box
from rich.console import Console
from rich.table import Table

from .run import Evaluation, Measured
from .score import Count

# What the tables by document and by format show, and the field each is taken from.
COLUMNS = {
    "strict": "strict",
    "soft": "soft",
    "owners": "actions.owners",
    "dates": "actions.deadline",
    "recs": "recommendations",
    "leads": "leads",
    "findings": "findings",
}


def show(evaluation: Evaluation, console: Console, *, differences: bool = False) -> None:
    """Print F1 by document, by format and by field; with `differences` each false row."""
    documents = _table("document")
    for measured in evaluation.documents:
        _add(documents, measured.file, [measured], measured.comparison.counts)
    formats = _table("format")
    for form in evaluation.formats:
        _add(formats, form, evaluation.of(form), evaluation.counts(form))
    _add(formats, "all", evaluation.documents, evaluation.counts())
    for table in (documents, formats, _fields(evaluation.counts())):
        console.print(table)
    for measured in evaluation.documents:
        if measured.error:
            console.print(f"{measured.file}: {measured.error}", markup=False, style="red")
        if differences:
            _differences(measured, console)


def _table(first: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD)
    table.add_column(first, no_wrap=True)
    for name in (*COLUMNS, "invented", "silent", "s"):
        table.add_column(name, justify="right", no_wrap=True)
    return table


def _add(
    table: Table, name: str, documents: Iterable[Measured], counts: Mapping[str, Count]
) -> None:
    held = list(documents)
    figures = [figure(counts.get(field)) for field in COLUMNS.values()]
    rows = (
        sum(len(d.comparison.invented) for d in held),
        sum(len(d.comparison.silent) for d in held),
    )
    seconds = f"{sum(d.seconds for d in held):.1f}"
    table.add_row(name, *figures, *(str(row or "") for row in rows), seconds)


def figure(count: Count | None) -> str:
    """F1 as it is shown; a dash where there was nothing to find and nothing was found."""
    return "-" if count is None or count.empty else f"{count.f1:.3f}"


def _fields(counts: Mapping[str, Count]) -> Table:
    table = Table(box=box.SIMPLE_HEAD)
    table.add_column("field", no_wrap=True)
    for name in ("precision", "recall", "F1", "right", "false", "missed"):
        table.add_column(name, justify="right")
    for name, count in sorted(counts.items()):
        if not count.empty:
            ratios = (f"{x:.3f}" for x in (count.precision, count.recall, count.f1))
            whole = (str(n) for n in (count.right, count.false, count.missed))
            table.add_row(name, *ratios, *whole)
    return table


def _differences(measured: Measured, console: Console) -> None:
    comparison = measured.comparison
    if not (comparison.differences or comparison.silent):
        return
    lines = [f"\n{measured.file}"]
    for difference in comparison.differences:
        # A wrong row is told by its fields; the whole row says no more.
        if difference.field in ("strict", "soft") and difference.gold and difference.got:
            continue
        lines.append(f"  {difference.field} · {difference.where}")
        lines.append(f"      gold: {difference.gold if difference.gold is not None else '-'}")
        lines.append(f"      got:  {difference.got if difference.got is not None else '-'}")
    lines += [f"  silent error · {row}" for row in comparison.silent]
    lines += [f"  invented · {row}" for row in comparison.invented]
    console.print("\n".join(lines), markup=False, highlight=False, soft_wrap=True)
