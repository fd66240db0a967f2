"""What became of each document of a batch: `manifest.jsonl`, a line a document.

A line is added as soon as a document is done, so that a batch that is killed has lost nothing;
of two lines on one document the later holds.  At the end of a batch the file is written anew,
one line a document, in the order of their names.  It is also what tells later runs which files
plansift wrote, and exports which plans are of documents that are no longer there.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from pipeline.files import Job, write_whole
from pipeline.saved import PLAN
from schemas.errors import ConfigError

NAME = "manifest.jsonl"
Outcome = Literal["converted", "failed", "gone", "passed-over"]


@dataclass(slots=True)
class Entry:
    """One document: what it is, what became of it, and what its plan holds.

    `name` is its path below the output folder, `document` the document itself, from there (or an
    address); `options` and `version` are what it was converted with.  `seconds` is the time it
    took; `error` the class of what went wrong (`damaged-pdf`, `timeout`, `memory`, `crash`,
    `unexpected` ...), `message` the sentence.  `files` are the results, each with the SHA-256 of
    what was written; `stale` are results beside the JSON that earlier runs left and that are of
    another content than the document has now.
    """

    name: str
    outcome: Outcome
    document: str = ""
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
    files: dict[str, str] = field(default_factory=dict)
    stale: list[str] = field(default_factory=list)


_BEGIN = b'{"name": '
_FIELDS = {item.name for item in dataclasses.fields(Entry)}


class Manifest:
    """The manifest of an output folder; raises `ConfigError` where the file is something else."""

    def __init__(self, out: Path) -> None:
        self._path = out / NAME
        self._touched: set[str] = set()
        try:
            held = self._path.read_bytes()
        except OSError:
            held = b""
        # A killed run may have left half a line.
        self._torn = bool(held) and not held.endswith(b"\n")
        self.entries = _read(held)
        if not self.entries and held.strip() and not held.startswith(_BEGIN):
            raise ConfigError(
                f"{self._path} was not made by plansift: name another output folder, or move it."
            )

    def add(self, entry: Entry) -> None:
        """Hold an entry, and put its line on disk at once; raises `OSError`."""
        self.entries[entry.name] = entry
        self._touched.add(entry.name)
        with self._path.open("ab") as file:
            file.write(b"\n" * self._torn + _line(entry))
        self._torn = False

    def drop(self, name: str) -> None:
        """Hold an entry no longer; `settle` writes the file without it."""
        self.entries.pop(name, None)
        self._touched.add(name)

    def settle(self) -> None:
        """Write the file anew, one line a document; raises `OSError`.

        What another run has added to it in the meantime stays.
        """
        for name, entry in _read(self._path.read_bytes()).items() if self._path.exists() else ():
            if name not in self._touched:
                self.entries[name] = entry
        lines = [_line(self.entries[name]) for name in sorted(self.entries)]
        write_whole({self._path: b"".join(lines)})


def without_gone(jobs: Sequence[Job], named: Sequence[Path]) -> tuple[list[Job], list[Path]]:
    """Saved plans without those, also told, of documents that are no longer there.

    What a manifest says counts for the folders that were `named`; a file named itself is meant.
    """
    gone = {path for folder in named if folder.is_dir() for path in _gone_below(folder)}
    files = {path.resolve() for path in named if not path.is_dir()}
    left_out = [job.path for job in jobs if job.path.resolve() in gone - files]
    return [job for job in jobs if job.path not in left_out], left_out


def gone_told(left_out: Sequence[Path]) -> str:
    """A sentence on plans that were left out."""
    number = len(left_out)
    plans = f"{left_out[0]} is" if number == 1 else f"{left_out[0]} and {number - 1} more are"
    them = "it" if number == 1 else "them"
    return (
        f"{plans} left out, since the documents are no longer there: 'convert --prune' removes "
        f"{them}, and naming {them} takes {them} all the same."
    )


def _gone_below(folder: Path) -> Iterator[Path]:
    """The `.plan.json` files whose documents are gone, by the folder's nearest manifest."""
    for root in (folder, *folder.absolute().parents):
        if (root / NAME).is_file():
            try:
                held = _read((root / NAME).read_bytes())
            except OSError:
                return
            for entry in held.values():
                if entry.outcome == "gone":
                    yield (root / f"{entry.name}{PLAN}").resolve()
            return


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
