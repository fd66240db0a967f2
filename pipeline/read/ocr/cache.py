"""Readings kept from run to run, by the picture of the page that they were made from."""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import json
import os
import sys
from pathlib import Path
from typing import Any

import numpy as np

from pipeline.read.ocr.engine import Image, Reading, engine, engine_version

MOVED = "PLANSIFT_CACHE"
# All readings together; a page takes 10 to 30 kB.
_MOST = 200 * 2**20
_KEEP = 0.8


def cache_folder() -> Path | None:
    """Where readings are kept: `PLANSIFT_CACHE`, else the user's cache; None where turned off."""
    moved = os.environ.get(MOVED)
    if moved is not None:
        return Path(moved) / "ocr" if moved else None
    base = os.environ.get("XDG_CACHE_HOME")
    if not base:
        home = Path("~").expanduser()
        local = {"darwin": home / "Library" / "Caches", "win32": home / "AppData" / "Local"}
        base = str(local.get(sys.platform, home / ".cache"))
    return Path(base) / "plansift" / "ocr"


def _digest(picture: Image) -> str:
    told = hashlib.sha256(f"{picture.shape}".encode())
    told.update(np.ascontiguousarray(picture).tobytes())
    return told.hexdigest()[:32]


class Reader:
    """The engine for one page, which reads nothing that it has read before.

    What can't be kept (no space, no leave to write) is read anew the next time.
    """

    def __init__(self, page: Image) -> None:
        folder = cache_folder()
        told = hashlib.sha256(f"{engine_version()} {_digest(page)}".encode()).hexdigest()[:40]
        self._file = folder / f"{told}.json.gz" if folder else None
        self._boxes: dict[str, list[list[list[float]]]] = {}
        self._lines: dict[str, list[Any]] = {}
        self._new = False
        self._load()

    def boxes(self, picture: Image) -> list[list[list[float]]]:
        """As `Engine.boxes`."""
        key = _digest(picture)
        if key not in self._boxes:
            self._boxes[key], self._new = engine().boxes(picture), True
        return self._boxes[key]

    def read(self, lines: list[Image]) -> list[Reading]:
        """As `Engine.read`."""
        keys = [_digest(line) for line in lines]
        missing = {k: line for k, line in zip(keys, lines, strict=True) if k not in self._lines}
        if missing:
            for key, made in zip(missing, engine().read(list(missing.values())), strict=True):
                self._lines[key] = [made.text, made.sure, made.places]
            self._new = True
        held = (self._lines[k] for k in keys)
        return [Reading(text, tuple(sure), tuple(places)) for text, sure, places in held]

    def keep(self) -> None:
        """Write what was read to the cache."""
        if self._file is None or not self._new:
            return
        told = json.dumps({"boxes": self._boxes, "lines": self._lines}).encode()
        aside = self._file.with_suffix(f".{os.getpid()}")
        with contextlib.suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            aside.write_bytes(gzip.compress(told, 5))
            aside.replace(self._file)
            _shrink(self._file.parent)

    def _load(self) -> None:
        # A file that was cut short is as good as none.
        with contextlib.suppress(OSError, EOFError, ValueError, KeyError, AttributeError):
            if self._file is not None and self._file.exists():
                held = json.loads(gzip.decompress(self._file.read_bytes()))
                self._boxes, self._lines = dict(held["boxes"]), dict(held["lines"])
                os.utime(self._file)


def _shrink(folder: Path) -> None:
    """Take out what was used longest ago, where the folder has grown too large."""
    files = [(f.stat(), f) for f in folder.iterdir() if f.is_file()]
    total = sum(s.st_size for s, _ in files)
    if total <= _MOST:
        return
    for stat, file in sorted(files, key=lambda pair: pair[0].st_mtime):
        file.unlink(missing_ok=True)
        total -= stat.st_size
        if total <= _KEEP * _MOST:
            return
