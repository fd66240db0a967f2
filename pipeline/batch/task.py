"""One document as a task: all that it takes to convert it, wherever that is done."""

from __future__ import annotations

import hashlib
import json
import time
from collections import Counter
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from pipeline.files import Job, Problem
from pipeline.manifest import Entry
from pipeline.saved import PLAN
from schemas.plan import Plan

from .document import Settings, convert_into, result_files
from .stale import Swept, address_from, digest_of, standing, sweep, written_files
from .storage import exists, fetched, local_copy, stored


@dataclass(frozen=True, slots=True)
class Task:
    """A document, where its results go, and under which limits it is converted.

    `path` and `out` are paths, or addresses that fsspec knows (`s3://…`); `seconds` and `memory`
    (bytes) are the most that it may take.  `before` is what an earlier run said of it; `force`
    converts it though nothing has changed since.
    """

    path: str
    name: str
    out: str
    settings: Settings
    version: str
    seconds: float
    memory: int
    before: Entry | None = None
    force: bool = False
    outline: bool = False


@dataclass(slots=True)
class Done:
    """What became of a task: its entry, and lines for the terminal."""

    entry: Entry
    skipped: bool = False
    line: str = ""
    outline: str = ""
    notes: list[str] = field(default_factory=list)
    swept: Swept = field(default_factory=Swept)


def options_of(settings: Settings) -> str:
    """Eight hexadecimal digits over what changes the results; a password does not."""
    held: dict[str, Any] = {**asdict(settings), "password": None}
    return hashlib.sha256(json.dumps(held, default=str).encode()).hexdigest()[:8]


def perform(task: Task) -> Done:
    """Convert a document, unless nothing has changed since it was; raises nothing for bad input."""
    started = time.monotonic()
    with local_copy(task.path, task.name) as path:
        if isinstance(path, Problem):
            return failed(task, "missing-file", path.message)
        try:
            digest = digest_of(path.read_bytes())
        except OSError:
            digest = ""  # the reader says it better
        if _unchanged(task, digest):
            assert task.before is not None
            document = address_from(task.out, task.path)
            return Done(replace(task.before, document=document), skipped=True)
        notes: list[str] = []
        held = fetched(task.out, f"{task.name}{PLAN}")
        with stored(task.out) as out:
            made = convert_into(Job(path, Path(task.name)), out, task.settings, notes.append)
            if isinstance(made, Problem):
                done = failed(task, made.kind, _told(made, path, task))
                done.entry.sha256 = digest
            else:
                done = _converted(task, made, digest)
                names = result_files(task.name, task.settings)
                done.entry.files = written_files(out, names)
        if done.entry.outcome == "converted":
            before = digest_of(held) if held is not None else None
            done.swept = sweep(task.out, done.entry, task.before, before)
        done.notes = notes
        done.entry.seconds = round(time.monotonic() - started, 3)
        return done


def _told(problem: Problem, path: Path, task: Task) -> str:
    """The problem's sentence, with the document's own address where a copy was read."""
    return str(problem).replace(str(path), task.path)


def _unchanged(task: Task, digest: str) -> bool:
    before = task.before
    return (
        before is not None
        and not task.force
        and before.outcome == "converted"
        and before.sha256 == digest
        and before.version == task.version
        and before.options == options_of(task.settings)
        and all(exists(task.out, name) for name in result_files(task.name, task.settings))
    )


def failed(task: Task, error: str, message: str) -> Done:
    """A task that came to nothing; what an earlier run made of the document is left, and told."""
    left = standing(task.out, task.name, task.before)
    entry = Entry(
        task.name,
        "failed",
        address_from(task.out, task.path),
        version=task.version,
        options=options_of(task.settings),
        error=error,
        message=message,
        files=task.before.files if task.before is not None else {},
        stale=left,
    )
    return Done(entry, swept=Swept(left=left))


def _converted(task: Task, plan: Plan, digest: str) -> Done:
    from pipeline.emit.text import outline, summary_line

    entry = Entry(
        task.name,
        "converted",
        address_from(task.out, task.path),
        sha256=digest,
        version=task.version,
        options=options_of(task.settings),
        pages=plan.source.pages,
        recommendations=len(plan.recommendations),
        actions=sum(len(rec.actions) for rec in plan.recommendations),
        findings=dict(Counter(finding.code for finding in plan.findings)),
        severities=dict(Counter(finding.severity for finding in plan.findings)),
        title=plan.title,
        report=f"{task.name}.report.html" if "html" in task.settings.reports else None,
    )
    shown = outline(plan) if task.outline else ""
    return Done(entry, line=summary_line(plan), outline=shown)
