"""`python -m pipeline.evaluate.record PAGE FOLDER...`: the project's own figures, kept.

What stands in PAGE above the marker is written by hand and left as it is. Below
it the figures of this version are put, after a table of those of all versions.
"""

from __future__ import annotations

from itertools import dropwhile, takewhile
from pathlib import Path
from typing import Annotated

import typer

from .markdown import as_markdown, made_by, table
from .run import Evaluation, evaluate_folder

MARKER = "<!-- Below this line: made by `make evaluation`. -->"
_HISTORY = "## Version by version"
_VERSION, _COMMIT = "version", "commit"
# Flattened text of every sample takes many minutes.
_ONLY = ("*.pdf", "*.docx")

History = list[dict[str, str]]


def record(
    page: Annotated[Path, typer.Argument(help="The page to write.")],
    folders: Annotated[list[Path], typer.Argument(help="What to measure.", exists=True)],
) -> None:
    """Measure plansift on folders and write the figures into a page."""
    from pipeline.convert import convert

    found = {}
    for folder in folders:
        typer.echo(f"Measuring {folder} ...", err=True)
        found[str(folder)] = evaluate_folder(folder, convert, _ONLY)
    old = page.read_text(encoding="utf-8") if page.exists() else ""
    page.write_text(renewed(old, found, *made_by()), encoding="utf-8")


def renewed(old: str, found: dict[str, Evaluation], number: str, commit: str) -> str:
    """The page `old` with the figures of `found` in the place of those it had.

    The row of version `number` in the table of versions is replaced, or added.
    """
    by_hand, _, made = old.partition(MARKER)
    now = {_VERSION: number, _COMMIT: commit or "-", **_overall(found)}
    rows = [row for row in history(made) if row.get(_VERSION) != number] + [now]
    parts = [
        f"{MARKER}\n",
        f"{_HISTORY}\n",
        f"Strict F1, and silent errors out of all actions.\n\n{_table(rows)}",
        *(f"## {name}\n\n{as_markdown(one, level=3)}" for name, one in found.items()),
    ]
    return f"{by_hand.rstrip()}\n\n".lstrip() + "\n".join(parts)


def history(made: str) -> History:
    """The rows of the table of versions, by the words of its head; none where there is none."""
    lines = made.partition(_HISTORY)[2].splitlines()
    below = dropwhile(lambda line: not line.startswith("|"), lines)
    cells = [_cells(line) for line in takewhile(lambda line: line.startswith("|"), below)]
    # The second line is the rule below the head.
    return [dict(zip(cells[0], row, strict=False)) for row in cells[2:]]


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def _overall(found: dict[str, Evaluation]) -> dict[str, str]:
    told = {}
    for folder, evaluation in found.items():
        for form in evaluation.formats:
            strict = evaluation.counts(form)["strict"]
            silent = sum(len(d.comparison.silent) for d in evaluation.of(form))
            name = f"{Path(folder).name} {form}"
            told[name] = f"{strict.f1:.3f} ({silent}/{strict.right + strict.missed})"
    return told


def _table(rows: History) -> str:
    head = list(dict.fromkeys(name for row in [rows[-1], *rows] for name in row))
    return table(head, [[row.get(name, "-") for name in head] for row in rows], left=2)


if __name__ == "__main__":
    typer.run(record)
