"""Files on their way in and out: which to convert, where results go, how they are written."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.passed_over import advice_on
from schemas.errors import ConfigError

SUFFIXES = (".pdf", ".docx", ".txt", ".text")


@dataclass(frozen=True, slots=True)
class Job:
    """One document to convert; `name` is its path below the output folder."""

    path: Path
    name: Path


@dataclass(frozen=True, slots=True)
class Problem:
    """A path that can't be converted, one sentence that says why, and its sort for machines."""

    path: Path
    message: str
    kind: str = "error"

    def __str__(self) -> str:
        """The sentence, with the path in it: in place of the bare file name where that is told."""
        told = str(self.path)
        if told in self.message:
            return self.message
        name = rf"(?<!\S){re.escape(self.path.name)}(?=[\s:,])"
        sentence, found = re.subn(name, lambda _: told, self.message, count=1)
        return sentence if found else f"{told}: {self.message}"


def clashing(jobs: Sequence[Job]) -> str | None:
    """A sentence on two documents that would be written to one place; None where there are none."""
    places: dict[Path, Job] = {}
    for job in jobs:
        other = places.setdefault(job.name, job)
        if other is not job:
            return (
                f"{other.path} and {job.path} would both be written as {job.name}.plan.json: "
                "convert them into different folders, or name the folder that holds both."
            )
    return None


@dataclass(slots=True)
class Found:
    """What paths name: documents, paths that hold none, and files of kinds that are not read."""

    jobs: list[Job] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    passed: list[Job] = field(default_factory=list)


def named(given: Sequence[str]) -> list[Path]:
    """Paths as they were named; raises `ConfigError` for one without a name.

    An empty name, as an unset variable of a script gives it, would stand for the folder that the
    command is run in.
    """
    if any(not name.strip() for name in given):
        raise ConfigError("A path without a name was given: name a file or folder, '.' for this.")
    return [Path(name) for name in given]


def find_documents(paths: Sequence[Path], suffixes: tuple[str, ...] = SUFFIXES) -> Found:
    """The documents that `paths` name, in order, each once; and the paths that hold none.

    A file is always taken.  A folder is walked in sorted order for files that
    end in one of `suffixes`; what begins with a dot or `~$` (Word's lock
    files) is left out, links to folders are not followed, and links to files only within
    the folder.
    """
    jobs: dict[Path, Job] = {}
    problems: list[Problem] = []
    passed: dict[Path, Job] = {}
    for path in paths:
        if path.exists() and not path.is_file() and not path.is_dir():
            problems.append(Problem(path, f"{path} is no ordinary file: copy it into one."))
            continue
        if not path.is_dir():
            found = [Job(path, Path(path.name))]
        else:
            beside: list[Job] = []
            found = list(_walk(path, problems, suffixes, beside))
            if not found and not any(p.path.is_relative_to(path) for p in problems):
                kinds = ", ".join(suffixes)
                problems.append(Problem(path, f"The folder holds no document ({kinds})."))
            for job in beside:
                passed.setdefault(job.path.resolve(), job)
        for job in found:
            jobs.setdefault(job.path.resolve(), job)
    return Found(list(jobs.values()), problems, list(passed.values()))


def _walk(
    folder: Path, problems: list[Problem], suffixes: tuple[str, ...], beside: list[Job]
) -> Iterator[Job]:
    def unreadable(error: OSError) -> None:
        place = Path(error.filename) if error.filename else folder
        problems.append(Problem(place, f"The folder can't be read: {reason(error)}."))

    for parent, folders, files in os.walk(folder, onerror=unreadable):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            path = Path(parent) / name
            if name.startswith((".", "~$")):
                continue
            if not name.lower().endswith(suffixes):
                if advice_on(path):
                    beside.append(Job(path, path.relative_to(folder)))
                continue
            problem = _refused(path, folder)
            if problem is not None:
                problems.append(Problem(path, problem))
            else:
                yield Job(path, path.relative_to(folder))


def _refused(path: Path, folder: Path) -> str | None:
    """Why a file of a folder is not taken; None where it is.

    A link out of the folder would bring in what its owner never meant to hand over.
    """
    if path.is_symlink():
        try:
            target = path.resolve(strict=True)
        except (OSError, RuntimeError):  # nowhere, or in a ring
            return f"{path} is a link that leads nowhere: mend or remove it."
        if not target.is_relative_to(folder.resolve()):
            return f"{path} is a link that leads out of the folder: name it itself to convert it."
    if not path.is_file():
        return f"{path} is no ordinary file: copy it into one."
    return None


def write_whole(results: dict[Path, bytes]) -> None:
    """Write every result whole, or none: into files beside the targets, then renamed.

    Folders are made as needed.  Raises `OSError` where that can't be done; no
    half-written file is left behind.
    """
    made: dict[Path, Path] = {}
    try:
        for target, content in results.items():
            target.parent.mkdir(parents=True, exist_ok=True)
            if target.is_dir():
                raise IsADirectoryError(errno.EISDIR, f"{target} is a folder")
            beside = target.parent / f".plansift-{os.getpid()}-{len(made)}.tmp"
            made[beside] = target
            beside.write_bytes(content)
        for beside, target in made.items():
            beside.replace(target)
    finally:
        for beside in made:
            beside.unlink(missing_ok=True)


def check_writable(folder: Path) -> None:
    """Make `folder` where it is missing; raises `OSError` where nothing can be written to it."""
    if folder.exists() and not folder.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, "it is a file, not a folder")
    folder.mkdir(parents=True, exist_ok=True)
    probe = folder / f".plansift-{os.getpid()}.tmp"
    try:
        probe.write_bytes(b"")
    finally:
        probe.unlink(missing_ok=True)


def reason(error: OSError) -> str:
    """Why the operating system refused, as it words it: `Permission denied`."""
    return error.strerror or type(error).__name__
