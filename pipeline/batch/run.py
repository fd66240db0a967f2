"""A batch: its documents found, done, written down, and told of."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.files import (
    Job,
    Problem,
    check_writable,
    clashing,
    find_documents,
    named,
    write_whole,
)
from pipeline.manifest import NAME as MANIFEST
from pipeline.manifest import Entry, Manifest
from pipeline.passed_over import advice_on
from pipeline.progress import Steps
from pipeline.version import version
from schemas.errors import OutputClashError

from .document import Settings
from .executors import DaskExecutor, Executor, LocalExecutor
from .index import NAME as INDEX
from .index import is_ours, to_index
from .stale import Swept, address_from, gone, prune, standing, taken
from .storage import documents_at, fetched, folder_at, is_address, stored
from .task import Done, Task

MIB = 2**20


@dataclass(frozen=True, slots=True)
class Options:
    """How a batch is done: where, in how many processes, under which limits for one document.

    `seconds` and `memory` (bytes) are what one document may take; `force` converts what has not
    changed as well; `scheduler` is a Dask scheduler's address; `prune` removes the results of
    documents that are no longer there.
    """

    jobs: int = 0
    seconds: float = 120.0
    memory: int = 2048 * MIB
    force: bool = False
    scheduler: str | None = None
    outline: bool = False
    prune: bool = False

    @property
    def processes(self) -> int:
        """How many processes; all cores that this process may use where nothing is said."""
        return self.jobs or _cores()

    def executor(self, begins: Callable[[str, int, int], None]) -> Executor:
        """What does the tasks; `begins` hears of pages as `LocalExecutor` tells them."""
        if self.scheduler:
            return DaskExecutor(self.scheduler)
        return LocalExecutor(self.processes, begins)


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@dataclass(slots=True)
class Batch:
    """Documents to convert, and the paths that hold none.

    `folders` are the places that were walked, `passed` the files there of kinds that are not read.
    """

    sources: list[tuple[str, Job]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    folders: list[str] = field(default_factory=list)
    passed: list[Job] = field(default_factory=list)


@dataclass(slots=True)
class Result:
    """What a batch came to, in the order of its documents.

    `gone` are documents of earlier runs that are no longer there, `pruned` what became of their
    results; `notes` are sentences on the batch as a whole.
    """

    done: list[Done] = field(default_factory=list)
    interrupted: bool = False
    passed: list[Job] = field(default_factory=list)
    gone: list[Entry] = field(default_factory=list)
    pruned: Swept | None = None
    notes: list[str] = field(default_factory=list)

    @property
    def failed(self) -> list[Entry]:
        """The documents that could not be converted."""
        return [done.entry for done in self.done if done.entry.outcome == "failed"]


def find_batch(places: Sequence[str], out: str) -> Batch:
    """The documents that `places` name; what an earlier run wrote into `out` is none of them.

    Raises `OutputClashError` where two would be written to one place, `ConfigError` for a place
    or an output without a name.
    """
    batch = Batch()
    named([*places, out])
    inside = None if is_address(out) else Path(out).resolve()

    def made_here(job: Job) -> bool:
        return inside is not None and job.path.resolve().is_relative_to(inside)

    for place in places:
        if (folder := folder_at(place)) is not None:
            batch.folders.append(folder)
        if is_address(place):
            sources, passed = documents_at(place)
            batch.sources += sources
            batch.passed += passed
            continue
        found = find_documents([Path(place)])
        # A document that is named itself is converted wherever it lies.
        jobs = [job for job in found.jobs if job.path == Path(place) or not made_here(job)]
        batch.sources += [(str(job.path), job) for job in jobs]
        batch.passed += [job for job in found.passed if not made_here(job)]
        batch.problems += found.problems
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
    steps: Steps | None = None,
) -> Result:
    """Convert a batch into `out`; `steps` hears how far it is, `tell` of each document in order.

    Results, `manifest.jsonl` and `index.html` are written whole.  Stopped by Ctrl-C, it keeps
    what is done.  Raises `OSError` where `out` can't be written, `ConfigError` where a cluster
    or an address can't be reached or `out` has a manifest of another program, and
    `OutputClashError` where results of another document, still there, would be replaced.
    """
    result = Result(passed=batch.passed)
    steps = steps or Steps()
    with stored(out) as folder:
        check_writable(folder)
        if is_address(out):
            for name in (MANIFEST, INDEX):
                if (held := fetched(out, name)) is not None:
                    (folder / name).write_bytes(held)
        manifest = Manifest(folder)
        tasks = _tasks(batch, out, manifest, settings, options)
        done: dict[int, Done] = {}
        told = 0
        try:
            with closing(options.executor(steps.begins).run(tasks)) as running:
                for number, one in running:
                    done[number] = one
                    if one.entry != manifest.entries.get(one.entry.name):
                        manifest.add(one.entry)
                    steps.ended(failed=one.entry.outcome == "failed")
                    while told in done:
                        tell(done[told])
                        told += 1
        except KeyboardInterrupt:
            result.interrupted = True
        result.done = [done[number] for number in sorted(done)]
        _clear_up(batch, out, manifest, result, prune_them=options.prune)
        if len(batch.sources) > 1 or len(manifest.entries) > 1:
            manifest.settle()
            page = to_index([manifest.entries[name] for name in sorted(manifest.entries)])
            if is_ours(folder / INDEX):
                write_whole({folder / INDEX: page.encode("utf-8", "replace")})
            else:
                result.notes.append(
                    f"{folder / INDEX} was not made by plansift and is left as it is: "
                    "there is no page over the batch."
                )
    return result


def _tasks(
    batch: Batch, out: str, manifest: Manifest, settings: Settings, options: Options
) -> list[Task]:
    """A task for each document; raises `OutputClashError`."""
    names = {str(job.name) for _, job in batch.sources}
    # A document alone is converted whenever it is asked for.
    is_alone = len(names) == 1 and set(manifest.entries) <= names
    tasks = []
    for place, job in batch.sources:
        before = manifest.entries.get(str(job.name))
        if not options.force and (other := taken(out, place, before)) is not None:
            raise OutputClashError(
                f"{place} would take the place of {other}, whose results stand in {out} as "
                f"{job.name}.plan.json: convert it into another folder, name the folder that "
                "holds both, or replace them with --force."
            )
        tasks.append(
            Task(
                path=place,
                name=str(job.name),
                out=out,
                settings=settings,
                version=version(),
                seconds=options.seconds,
                memory=options.memory,
                before=before,
                force=options.force or is_alone,
                outline=options.outline,
            )
        )
    return tasks


def _clear_up(
    batch: Batch, out: str, manifest: Manifest, result: Result, *, prune_them: bool
) -> None:
    """Hold in the manifest what is gone and what was passed over; take away what is to go."""
    names = [str(job.name) for _, job in batch.sources]
    unread = [problem.path for problem in batch.problems]
    result.gone = gone(manifest, out, batch.folders, names, unread=unread)
    result.pruned = Swept() if prune_them else None
    for entry in result.gone:
        if result.pruned is not None:
            swept = prune(out, entry)
            result.pruned.removed += swept.removed
            result.pruned.left += swept.left
        left = standing(out, entry.name, entry)
        if left:
            manifest.add(dataclasses.replace(entry, outcome="gone", stale=left))
        else:
            manifest.drop(entry.name)
    passed = {str(job.name): job for job in batch.passed}
    for name, held in list(manifest.entries.items()):
        if held.outcome == "passed-over" and name not in passed:
            manifest.drop(name)
    for name, job in passed.items():
        if name not in manifest.entries:
            message = f"{job.path} is of a type that is not read: {advice_on(job.path)}."
            manifest.add(
                Entry(name, "passed-over", address_from(out, str(job.path)), message=message)
            )
