"""What earlier runs left behind: results of a document as it was, and of documents now gone.

Only what plansift wrote is ever removed: a file whose bytes are those that the manifest says were
written.  What somebody has changed since, or what no manifest knows, is left and told of.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.manifest import Entry, Manifest
from pipeline.saved import PLAN

from .document import possible_files
from .storage import discard, document_there, exists, fetched, files_of, is_address


@dataclass(slots=True)
class Swept:
    """Results of a document that are no longer what it holds: removed, and left."""

    removed: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)


def written_files(out: Path, names: Iterable[str]) -> dict[str, str]:
    """The SHA-256 of each result that stands below `out`, the files of folders included."""
    return {file: digest_of((out / file).read_bytes()) for file in files_of(out, names)}


def standing(out: str, name: str, before: Entry | None) -> list[str]:
    """The results of a document that stand below `out`, whoever put them there.

    In a store only those that the manifest knows are looked for: every look is a request.
    """
    known = before.files if before is not None else {}
    if is_address(out):
        return [file for file in known if exists(out, file)]
    return list(dict.fromkeys(files_of(Path(out), [*possible_files(name), *known])))


def sweep(out: str, entry: Entry, before: Entry | None, held: str | None) -> Swept:
    """Take away results of a document as it was, after new ones were written.

    `entry` has the new results; those of other kinds that are still true are added to it, as is
    what had to be left.  `held` is the SHA-256 of the JSON that stood there before.
    """
    swept = Swept()
    known = before.files if before else {}
    was_stale = before.stale if before else []
    same = held is not None and held == entry.files.get(f"{entry.name}{PLAN}")
    for file in standing(out, entry.name, before):
        if file in entry.files:
            continue
        if same and file not in was_stale:
            # Another form of the same plan, which this run was not asked for.
            if file in known:
                entry.files[file] = known[file]
        elif not _removed(out, file, known.get(file)):
            swept.left.append(file)
        else:
            swept.removed.append(file)
    entry.stale = swept.left
    return swept


def gone(
    manifest: Manifest,
    out: str,
    folders: Sequence[str],
    found: Iterable[str],
    *,
    unread: list[Path],
) -> list[Entry]:
    """The documents of earlier runs that were in `folders` and are no longer there.

    `found` are the names that this run has; below `unread` nothing could be looked at.
    """
    names = set(found)
    told = []
    for entry in manifest.entries.values():
        if entry.name in names or not entry.document or entry.outcome == "passed-over":
            continue
        place = located(out, entry.document)
        if any(_below(place, folder) for folder in folders) and not _there(place, unread):
            told.append(entry)
    return told


def prune(out: str, entry: Entry) -> Swept:
    """Take away the results of a document that is gone; what plansift did not write stays."""
    swept = Swept()
    for file in standing(out, entry.name, entry):
        done = _removed(out, file, entry.files.get(file))
        (swept.removed if done else swept.left).append(file)
    return swept


def taken(out: str, place: str, before: Entry | None) -> str | None:
    """Another document, still there, whose results stand where those of `place` would go."""
    if before is None or not before.document or before.outcome == "gone":
        return None
    other, this = located(out, before.document), located(out, address_from(out, place))
    if other == this or not document_there(other):
        return None
    if not is_address(other) and not is_address(place) and Path(other).samefile(place):
        return None
    return other


def address_from(out: str, place: str) -> str:
    """A document's place as the manifest keeps it: from the output folder, so that both can move.

    An address stays as it is, and so does a path where the output is one.
    """
    if is_address(place):
        return place
    path = Path(place).absolute()
    if is_address(out):
        return str(path)
    try:
        return Path(
            os.path.relpath(path.parent.resolve() / path.name, Path(out).resolve())
        ).as_posix()
    except ValueError:  # on another drive
        return str(path)


def located(out: str, document: str) -> str:
    """The place of a document that `address_from` told."""
    if is_address(document) or is_address(out):
        return document
    return os.path.normpath(Path(out).resolve() / document)


def _below(place: str, folder: str) -> bool:
    if is_address(place) or is_address(folder):
        return place.startswith(f"{folder.rstrip('/')}/")
    return Path(place).is_relative_to(Path(folder).resolve())


def _there(place: str, unread: list[Path]) -> bool:
    """True where a document is, or may be, still there."""
    if is_address(place):
        return False  # the store's folder was listed, and it was not in it
    path = Path(place)
    return os.path.lexists(path) or any(path.is_relative_to(p.resolve()) for p in unread)


def _removed(out: str, file: str, digest: str | None) -> bool:
    """Remove a result that is as plansift wrote it; False where it is not, or can't be."""
    try:
        content = fetched(out, file) if digest else None
        if content is None or digest_of(content) != digest:
            return False
        discard(out, file)
    except OSError:
        return False
    return True


def digest_of(content: bytes) -> str:
    """The SHA-256 of a file's content, as the manifest keeps it."""
    return hashlib.sha256(content).hexdigest()
