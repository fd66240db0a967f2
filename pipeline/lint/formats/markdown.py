"""The outcome as Markdown: a heading and a table of findings for each document."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.escape import markdown as escaped
from pipeline.lint.result import Checked, Outcome

from .words import counted, gone, known

_HEAD = ("severity", "code", "what", "where", "suggestion")


def render(outcome: Outcome) -> str:
    """Every document with its table, then the counts."""
    parts = ["\n\n".join(_document(document)) for document in outcome.documents]
    return "\n\n".join([*parts, counted(outcome)]) + "\n"


def _document(document: Checked) -> Iterator[str]:
    yield f"## {escaped(document.path.as_posix())}"
    if document.problem is not None:
        yield f"Could not be checked: {escaped(document.problem)}"
    elif not document.findings:
        yield "No findings."
    else:
        rows = [
            (f.severity, f.code, f.message, document.place(f), f.suggestion or "")
            for f in document.findings
        ]
        cells = [[escaped(cell) for cell in row] for row in rows]
        lines = [" | ".join(row) for row in (_HEAD, ["---"] * len(_HEAD), *cells)]
        yield "\n".join(f"| {row} |" for row in lines)
    told = [f"{known(document.known)}"] if document.known else []
    told += [escaped(entry) for entry in gone(document)]
    if told:
        yield "\n".join(f"- {entry}" for entry in told)
