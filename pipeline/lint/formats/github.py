"""The outcome as commands of GitHub's workflows, which become annotations."""

from __future__ import annotations

from pipeline.emit.text import count
from pipeline.escape import safe
from pipeline.lint.result import Outcome
from schemas.plan import Severity

from .words import counted, from_here, known, rule_name

_COMMANDS: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "notice"}


def render(outcome: Outcome) -> str:
    """An `::error`, `::warning` or `::notice` for each finding, then the counts as a plain line."""
    lines = []
    for document in outcome.documents:
        file = from_here(document.path)
        if document.problem is not None:
            lines.append(_command("error", file, "could not be checked", document.problem))
        for finding in document.findings:
            title = f"{finding.code} {rule_name(finding.code)}".rstrip()
            parts = (finding.message, document.place(finding), finding.suggestion)
            told = "\n".join(part for part in parts if part)
            lines.append(_command(_COMMANDS[finding.severity], file, title, told))
    # An annotation is not spent on the baseline: GitHub shows ten of a kind and drops the rest.
    if held := sum(document.known for document in outcome.documents):
        lines.append(f"{known(held)}.")
    if left := sum(len(document.gone) for document in outcome.documents):
        lines.append(
            f"{count(left, 'finding')} of the baseline no longer occur{'s' if left == 1 else ''}."
        )
    return "\n".join([*lines, counted(outcome)]) + "\n"


def _command(command: str, file: str, title: str, message: str) -> str:
    return f"::{command} file={_property(file)},title={_property(title)}::{_data(message)}"


def _data(text: str) -> str:
    escaped = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return safe(escaped)


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
