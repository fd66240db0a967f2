"""An evaluation as Markdown."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path

from .run import Evaluation, Measured
from .score import Count
from .show import COLUMNS, figure

Cells = Sequence[str]


def made_by() -> tuple[str, str]:
    """plansift's version, and the git commit of its source ("" where there is none).

    A commit with changes that are not committed is marked by a "+".
    """
    return version("plansift"), _commit(Path(__file__).parent)


def _commit(folder: Path) -> str:
    told = []
    # The page itself is no part of what is measured, and neither are the samples.
    changed = ("diff", "--name-only", "HEAD", "--", ":/*.py", ":/*.toml")
    for arguments in (("rev-parse", "--short", "HEAD"), changed):
        try:
            done = subprocess.run(
                ["git", "-C", str(folder), *arguments], capture_output=True, text=True, check=False
            )
        except OSError:
            return ""
        if done.returncode:
            return ""
        told.append(done.stdout.strip())
    return told[0] + ("+" if told[1] else "")


def as_markdown(evaluation: Evaluation, *, level: int = 2) -> str:
    """Tables by format, by document and by field, under headings of `level`."""
    mark = "#" * level
    parts = [
        f"{mark} By format\n\n{_by_format(evaluation)}",
        f"{mark} By document\n\n{_by_document(evaluation)}",
        f"{mark} By field\n\n{_by_field(evaluation)}",
    ]
    failed = [f"- `{d.file}`: {_cell(d.error)}" for d in evaluation.documents if d.error]
    if failed:
        parts.append(f"{mark} Not converted\n\n" + "\n".join(failed) + "\n")
    return "\n".join(parts)


def page(evaluation: Evaluation, folder: Path) -> str:
    """The whole page for one folder."""
    number, commit = made_by()
    of = f"plansift {number}" + (f", commit {commit}" if commit else "")
    return f"# Evaluation of {folder}\n\n{of}.\n\n{as_markdown(evaluation)}"


def table(head: Cells, rows: Iterable[Cells], *, left: int = 1) -> str:
    """A Markdown table; the first `left` columns are text, the others figures."""
    rule = ["---" if at < left else "---:" for at in range(len(head))]
    return "".join("| " + " | ".join(row) + " |\n" for row in (head, rule, *rows))


def _by_format(evaluation: Evaluation) -> str:
    rows = [_row(f, evaluation.of(f), evaluation.counts(f)) for f in evaluation.formats]
    rows.append(_row("all", evaluation.documents, evaluation.counts()))
    return table(_head("format"), rows)


def _by_document(evaluation: Evaluation) -> str:
    rows = (_row(d.file, [d], d.comparison.counts) for d in evaluation.documents)
    return table(_head("document"), rows)


def _head(first: str) -> Cells:
    return (first, "actions", *COLUMNS, "invented", "silent")


def _row(name: str, documents: Iterable[Measured], counts: Mapping[str, Count]) -> Cells:
    held = list(documents)
    strict = counts.get("strict", Count())
    return (
        name,
        str(strict.right + strict.missed),
        *(figure(counts.get(field)) for field in COLUMNS.values()),
        str(sum(len(d.comparison.invented) for d in held)),
        str(sum(len(d.comparison.silent) for d in held)),
    )


def _by_field(evaluation: Evaluation) -> str:
    return table(
        ("field", "precision", "recall", "F1", "right", "false", "missed"),
        _field_rows(evaluation.counts()),
    )


def _field_rows(counts: Mapping[str, Count]) -> Iterator[Cells]:
    for name, count in sorted(counts.items()):
        if not count.empty:
            ratios = (f"{x:.3f}" for x in (count.precision, count.recall, count.f1))
            yield (name, *ratios, *map(str, (count.right, count.false, count.missed)))


def _cell(text: str | None) -> str:
    """A text that neither breaks a line nor is read as markup."""
    return " ".join((text or "").split()).replace("|", "\\|").replace("<", "&lt;")
