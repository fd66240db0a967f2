"""The pages of a scan shared out: its own process reads some, processes that are free the others.

The process that converts the scan sends it (`Scan`) over its pipe when pages are to be read, is
given one page after another, and at the end what others read.  What they could not read it
reads itself, so that whatever goes wrong goes wrong as it does where one process reads all.
"""

from __future__ import annotations

import pickle
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING

from pipeline.read.crew import Crew, Scan, Sheet

if TYPE_CHECKING:
    from pipeline.read.crew import Seen

# What a process says that has read the page it was given.
NEXT = "next"


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a scan that another process converts."""

    scan: Scan
    sheet: Sheet

    def seen(self) -> bytes | None:
        """What it shows, pickled; None where it can't be read: who converts it will say why."""
        from pipeline.read.ocr.scan import read_sheet

        try:
            return pickle.dumps(read_sheet(self.scan, self.sheet))
        except Exception:
            return None


class PipeCrew(Crew):
    """Reads those pages that the other end of a pipe does not have read elsewhere."""

    def __init__(self, pipe: Connection) -> None:
        super().__init__()
        self._pipe = pipe

    def read(self, scan: Scan, read: Callable[[Sheet], Seen]) -> dict[int, Seen]:
        """As `Crew.read`."""
        made: dict[int, Seen] = {}
        self._pipe.send(scan)
        while isinstance(given := self._pipe.recv(), Sheet):
            made[given.number] = read(given)
            self._pipe.send(NEXT)
        # Readings go through the process between as bytes: it needs nothing of OCR.
        made |= {number: pickle.loads(seen) for number, seen in given.items()}
        missing = (sheet for sheet in scan.sheets if sheet.number not in made)
        return made | {sheet.number: read(sheet) for sheet in missing}


class Share:
    """The pages of one scan, each of them given to one process.

    `until` is the time (`time.monotonic`) and `memory` the bytes up to which a process may
    read; `begins` hears how many pages have been begun, and of how many.
    """

    def __init__(
        self, scan: Scan, until: float, memory: int, begins: Callable[[int, int], None]
    ) -> None:
        self.scan = scan
        self.until = until
        self.memory = memory
        self._begins = begins
        self._left = deque(scan.sheets)
        self._away: set[int] = set()
        self._made: dict[int, bytes] = {}
        self._lock = threading.Lock()

    def take(self) -> Sheet | None:
        """A page for the scan's own process; None where all are read or being read."""
        with self._lock:
            if not self._left:
                return None
            sheet = self._left.popleft()
            self._begins(len(self.scan.sheets) - len(self._left), len(self.scan.sheets))
            return sheet

    def lend(self) -> Page | None:
        """A page for another process, to be given back with `settle`."""
        sheet = self.take()
        if sheet is None:
            return None
        with self._lock:
            self._away.add(sheet.number)
        return Page(self.scan, sheet)

    def settle(self, page: Page, seen: bytes | None) -> None:
        """Hold what a page shows; None where that could not be told."""
        with self._lock:
            self._away.discard(page.sheet.number)
            if seen is not None:
                self._made[page.sheet.number] = seen

    def close(self) -> None:
        """Lend no more pages: their document has ended."""
        with self._lock:
            self._left.clear()

    @property
    def read(self) -> dict[int, bytes] | None:
        """What others read; None while they still do."""
        with self._lock:
            return None if self._left or self._away else self._made
