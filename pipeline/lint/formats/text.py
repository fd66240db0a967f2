"""The outcome for people in a terminal: a block for each document, then the counts."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from pipeline.escape import line, safe
from pipeline.lint.result import Checked, Outcome
from schemas.plan import Finding, Severity

from .words import counted, gone, known

# A narrower terminal breaks the lines by itself.
_LEAST = 40
# Under the message, past the severity and the code.
_INDENT = " " * 19
_BOLD, _DIM, _RESET = "\x1b[1m", "\x1b[2m", "\x1b[0m"
_COLOURS: dict[Severity, str] = {
    "error": "\x1b[1;31m",
    "warning": "\x1b[1;33m",
    "info": "\x1b[1;36m",
}


def render(outcome: Outcome, *, colour: bool = False, width: int) -> str:
    """The findings grouped by document, in lines of `width`; with `colour`, in ANSI colours.

    A document of which there is nothing to say stands in the counts alone.
    """
    blocks = [
        "\n".join(lines)
        for document in outcome.documents
        if len(lines := list(_document(document, colour, max(width, _LEAST)))) > 1
    ]
    end = [counted(outcome)]
    if held := sum(document.known for document in outcome.documents):
        end.insert(0, f"{known(held)}.")
    return "\n\n".join([*blocks, "\n".join(end)]) + "\n"


def _document(document: Checked, colour: bool, width: int) -> Iterator[str]:
    yield _painted(safe(document.path.as_posix()), _BOLD, colour)
    if document.problem is not None:
        told = _wrapped(f"could not be checked: {line(document.problem)}", "  ", "    ", width)
        yield _painted(told, _COLOURS["error"], colour)
    for finding in document.findings:
        yield from _finding(document, finding, colour, width)
    for told in gone(document):
        yield _wrapped(told, "  ", "    ", width)


def _finding(document: Checked, finding: Finding, colour: bool, width: int) -> Iterator[str]:
    severity, code = f"{finding.severity:<7}", f"{line(finding.code):<6}"
    told = _wrapped(line(finding.message), f"  {severity}  {code}  ", _INDENT, width)
    rest = told.removeprefix(f"  {severity}")
    yield f"  {_painted(severity, _COLOURS[finding.severity], colour)}{rest}"
    if place := line(document.place(finding)):
        yield _painted(_wrapped(place, _INDENT, _INDENT, width), _DIM, colour)
    if finding.suggestion:
        yield _wrapped(f"suggestion: {line(finding.suggestion)}", _INDENT, f"{_INDENT}  ", width)


def _wrapped(text: str, first: str, further: str, width: int) -> str:
    # Words stay whole: a broken reference or name can't be searched for.
    return textwrap.fill(
        text,
        width,
        initial_indent=first,
        subsequent_indent=further,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _painted(text: str, paint: str, colour: bool) -> str:
    return f"{paint}{text}{_RESET}" if colour else text
