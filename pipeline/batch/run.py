"""A batch: its documents found, done, written down, and told of."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.files import Job, Problem, check_writable, clashing, find_documents, write_whole
from pipeline.version import version
from schemas.errors import OutputClashError

from .document import Settings
from .executors import DaskExecutor, Executor, LocalExecutor
from .index import NAME as INDEX
from .index import to_index
from .manifest import NAME as MANIFEST
from .manifest import Entry, Manifest
from .storage import documents_at, fetched, is_address, stored
from .task import Done, Task

MIB = 2**20


@dataclass(frozen=True, slots=True)
class Options:
    """How a batch is done: where, in how many processes, under which limits for one document.

    `seconds` and `memory` (bytes) are what one document may take; `force` converts what has not
    changed as well; `scheduler` is a Dask scheduler's address.
    """

    jobs: int = 0
    seconds: float = 120.0
    memory: int = 2048 * MIB
    force: bool = False
    scheduler: str | None = None
    outline: bool = False

    @property
    def processes(self) -> int:
        """How many processes; all cores that this process may use where nothing is said."""
        return self.jobs or _cores()

    def executor(self) -> Executor:
        """What does the tasks."""
        return DaskExecutor(self.scheduler) if self.scheduler else LocalExecutor(self.processes)


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@dataclass(slots=True)
class Batch:
    """Documents to convert, and the paths that hold none."""

    sources: list[tuple[str, Job]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


@dataclass(slots=True)
class Result:
    """What a batch came to, in the order of its documents."""

    done: list[Done] = field(default_factory=list)
    interrupted: bool = False

    @property
    def failed(self) -> list[Entry]:
        """The documents that could not be converted."""
        return [done.entry for done in self.done if done.entry.outcome == "failed"]


def find_batch(places: Sequence[str], out: str) -> Batch:
    """The documents that `places` name; what an earlier run wrote into `out` is none of them.

    Raises `OutputClashError` where two would be written to one place.
    """
    batch = Batch()
    for place in places:
        if is_address(place):
            batch.sources += documents_at(place)
            continue
        jobs, problems = find_documents([Path(place)])
        inside = None if is_address(out) else Path(out).resolve()
        for job in jobs:
            # A document that is named itself is converted wherever it lies.
            if inside and job.path != Path(place) and job.path.resolve().is_relative_to(inside):
                continue
            batch.sources.append((str(job.path), job))
        batch.problems += problems
    unique = {
        p if is_address(p) else str(job.path.resolve()): (p, job)
        for p, job in reversed(batch.sources)
    }
    batch.sources = list(reversed(unique.values()))
    clash = clashing([job for _, job in batch.sources])
    if clash is not None:
        raise OutputClashError(clash)
    return batch


def convert_batch(
    batch: Batch,
    out: str,
    settings: Settings,
    options: Options,
    tell: Callable[[Done], None] = lambda _done: None,
    step: Callable[[Done], None] = lambda _done: None,
) -> Result:
    """Convert a batch into `out`; `step` hears of each document as it ends, `tell` in order.

    Results, `manifest.jsonl` and `index.html` are written whole.  Stopped by Ctrl-C, it keeps
    what is done.  Raises `OSError` where `out` can't be written, `ConfigError` where a cluster
    or an address can't be reached.
    """
    result = Result()
    with stored(out) as folder:
        check_writable(folder)
        if is_address(out) and (held := fetched(out, MANIFEST)) is not None:
            (folder / MANIFEST).write_bytes(held)
        manifest = Manifest(folder)
        # A document alone is converted whenever it is asked for, and needs no list.
        is_many = len(batch.sources) > 1 or bool(manifest.entries)
        before = {} if options.force or not is_many else manifest.entries
        tasks = [
            Task(
                path=place,
                name=str(job.name),
                out=out,
                settings=settings,
                version=version(),
                seconds=options.seconds,
                memory=options.memory,
                before=before.get(str(job.name)),
                outline=options.outline,
            )
            for place, job in batch.sources
        ]
        done: dict[int, Done] = {}
        told = 0
        try:
            with closing(options.executor().run(tasks)) as running:
                for number, one in running:
                    done[number] = one
                    if is_many and not one.skipped:
                        manifest.add(one.entry)
                    step(one)
                    while told in done:
                        tell(done[told])
                        told += 1
        except KeyboardInterrupt:
            result.interrupted = True
        if is_many:
            manifest.settle()
            page = to_index([manifest.entries[name] for name in sorted(manifest.entries)])
            write_whole({folder / INDEX: page.encode("utf-8", "replace")})
    result.done = [done[number] for number in sorted(done)]
    return result
