"""What became of each document of a batch: `manifest.jsonl`, a line a document.

A line is added as soon as a document is done, so that a batch that is killed has lost nothing;
of two lines on one document the later holds.  At the end of a batch the file is written anew,
one line a document, in the order of their names.
"""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from pipeline.files import write_whole

NAME = "manifest.jsonl"
Outcome = Literal["converted", "failed"]


@dataclass(slots=True)
class Entry:
    """One document: what it is, what became of it, and what its plan holds.

    `name` is its path below the output folder; `options` and `version` are what it was converted
    with.  `seconds` is the time it took; `error` the class of what went wrong (`damaged-pdf`,
    `timeout`, `memory`, `crash`, `unexpected` ...), `message` the sentence.
    """

    name: str
    outcome: Outcome
    sha256: str = ""
    version: str = ""
    options: str = ""
    seconds: float = 0.0
    pages: int | None = None
    recommendations: int = 0
    actions: int = 0
    findings: dict[str, int] = field(default_factory=dict)
    severities: dict[str, int] = field(default_factory=dict)
    title: str | None = None
    report: str | None = None
    error: str | None = None
    message: str | None = None


_FIELDS = {item.name for item in dataclasses.fields(Entry)}


class Manifest:
    """The manifest of an output folder."""

    def __init__(self, out: Path) -> None:
        self._path = out / NAME
        try:
            held = self._path.read_bytes()
        except OSError:
            held = b""
        # A killed run may have left half a line.
        self._torn = bool(held) and not held.endswith(b"\n")
        self.entries = _read(held)

    def add(self, entry: Entry) -> None:
        """Hold an entry, and put its line on disk at once; raises `OSError`."""
        self.entries[entry.name] = entry
        with self._path.open("ab") as file:
            file.write(b"\n" * self._torn + _line(entry))
        self._torn = False

    def settle(self) -> None:
        """Write the file anew, one line a document; raises `OSError`."""
        lines = [_line(self.entries[name]) for name in sorted(self.entries)]
        write_whole({self._path: b"".join(lines)})


def _line(entry: Entry) -> bytes:
    # A file name may hold bytes that are no UTF-8: Python keeps them as lone surrogates.
    return (json.dumps(dataclasses.asdict(entry), ensure_ascii=True) + "\n").encode("ascii")


def _read(held: bytes) -> dict[str, Entry]:
    entries: dict[str, Entry] = {}
    for line in held.splitlines():
        entry = _entry(line)
        if entry is not None:
            entries[entry.name] = entry
    return entries


def _entry(line: bytes) -> Entry | None:
    """The entry of a line; None for half a line, or what another version wrote."""
    try:
        row: dict[str, Any] = json.loads(line)
        return Entry(**{key: value for key, value in row.items() if key in _FIELDS})
    except (ValueError, TypeError, AttributeError):
        return None
