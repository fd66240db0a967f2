"""Where documents come from and results go: folders, or addresses that fsspec knows."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Any

from pipeline.files import SUFFIXES, Job, Problem
from pipeline.passed_over import advice_on
from schemas.errors import ConfigError


def is_address(place: str) -> bool:
    """True for `s3://…` and the like; a folder's own path is none."""
    return "://" in place


def _at(address: str) -> tuple[Any, str]:
    """The file system of an address, and the path there; raises `ConfigError`."""
    try:
        import fsspec
    except ImportError:
        raise ConfigError(
            f"{address} is no folder of this machine: install 'plansift[cluster]' for addresses."
        ) from None
    try:
        filesystem, path = fsspec.core.url_to_fs(address)
    except (ValueError, ImportError, OSError) as error:
        raise ConfigError(f"{address} can't be reached: {' '.join(str(error).split())}.") from None
    return filesystem, path


def _below(root: str, name: str) -> str:
    """The path of a file below a folder of a store."""
    return f"{root.rstrip('/')}/{name}"


@contextmanager
def local_copy(place: str, name: str) -> Iterator[Path | Problem]:
    """A document as a file of this machine; what an address holds is fetched for the while."""
    if not is_address(place):
        yield Path(place)
        return
    filesystem, path = _at(place)
    with tempfile.TemporaryDirectory(prefix="plansift-") as folder:
        copy = Path(folder) / PurePosixPath(name).name
        try:
            filesystem.get_file(path, str(copy))
        except OSError as error:
            yield Problem(copy, f"{place} can't be fetched: {' '.join(str(error).split())}.")
            return
        yield copy


@contextmanager
def stored(place: str) -> Iterator[Path]:
    """A folder for results; those of an address are put there at the end, each file whole."""
    if not is_address(place):
        yield Path(place)
        return
    filesystem, root = _at(place)
    with tempfile.TemporaryDirectory(prefix="plansift-") as folder:
        yield Path(folder)
        for path in sorted(Path(folder).rglob("*")):
            if path.is_file():
                _put(filesystem, path, _below(root, path.relative_to(folder).as_posix()))


def _put(filesystem: Any, path: Path, target: str) -> None:
    """Put a file in its place by renaming; object stores put whole objects anyway."""
    filesystem.makedirs(target.rpartition("/")[0], exist_ok=True)
    beside = f"{target}.plansift-tmp"
    filesystem.put_file(str(path), beside)
    filesystem.mv(beside, target)


def _is_there(path: Path) -> bool:
    """True where a path can be looked at; one whose name is too long can't."""
    try:
        return path.exists()
    except OSError:
        return False


def files_of(out: Path, names: Iterable[str]) -> list[str]:
    """The results of these names that stand below a folder, the files of folders one by one."""
    found: list[str] = []
    for name in names:
        path = out / name
        if not _is_there(path):
            continue
        paths = sorted(path.rglob("*")) if path.is_dir() else [path]
        found += [file.relative_to(out).as_posix() for file in paths if file.is_file()]
    return found


def exists(place: str, name: str) -> bool:
    """True where a result is there."""
    if not is_address(place):
        return _is_there(Path(place) / name)
    filesystem, root = _at(place)
    return bool(filesystem.exists(_below(root, name)))


def fetched(place: str, name: str) -> bytes | None:
    """The content of a result; None where it is not there."""
    if not is_address(place):
        path = Path(place) / name
        return path.read_bytes() if _is_there(path) and path.is_file() else None
    filesystem, root = _at(place)
    target = _below(root, name)
    return bytes(filesystem.cat_file(target)) if filesystem.exists(target) else None


def discard(place: str, name: str) -> None:
    """Remove a result that is there, and the folder of it where that is left empty."""
    if not is_address(place):
        path = Path(place) / name
        path.unlink()
        if path.parent.suffix == ".parquet" and not any(path.parent.iterdir()):
            path.parent.rmdir()
        return
    filesystem, root = _at(place)
    filesystem.rm_file(_below(root, name))


def documents_at(address: str) -> tuple[list[tuple[str, Job]], list[Job]]:
    """The documents below an address, or the one it names, with their own addresses.

    Also the files there of kinds that are not read.
    """
    filesystem, root = _at(address)
    if not filesystem.isdir(root):
        return [(address, Job(Path(root), Path(PurePosixPath(root).name)))], []
    found, passed = [], []
    for path in sorted(filesystem.find(root)):
        below = PurePosixPath(path).relative_to(PurePosixPath(root))
        job = Job(Path(path), Path(below))
        if any(part.startswith((".", "~$")) for part in below.parts):
            continue
        if path.lower().endswith(SUFFIXES):
            found.append((filesystem.unstrip_protocol(path), job))
        elif advice_on(below):
            passed.append(job)
    return found, passed


def folder_at(place: str) -> str | None:
    """The address or path of a folder of documents, as theirs begin; None for a document."""
    if not is_address(place):
        return place if Path(place).is_dir() else None
    filesystem, root = _at(place)
    return str(filesystem.unstrip_protocol(root)) if filesystem.isdir(root) else None


def document_there(place: str) -> bool:
    """True where a document is there, in a folder or a store."""
    if not is_address(place):
        return Path(place).exists()
    filesystem, path = _at(place)
    return bool(filesystem.exists(path))
