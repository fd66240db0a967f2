"""Who reads the pages of a scan, and who hears of it: said from outside, around a conversion.

OCR takes seconds a page, so pages are told as they are begun, and may be read by other
processes as well.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.read.ocr.look import SeenWord
    from schemas.page import PageContent, Rule

    # A page with its rules and fills, its words, and the lines through them.
    Seen = tuple[PageContent, list[SeenWord], list[Rule]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page to be read by eye: its number, and its size in points."""

    number: int
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Scan:
    """A PDF and the pages of it that are to be read by eye, in order."""

    data: bytes
    password: str | None
    sheets: tuple[Sheet, ...]


class Crew:
    """Reads pages in this process, one after another.

    `begins` hears how many pages have been begun, and of how many.
    """

    def __init__(self, begins: Callable[[int, int], None] = lambda _page, _of: None) -> None:
        self._begins = begins

    def read(self, scan: Scan, read: Callable[[Sheet], Seen]) -> dict[int, Seen]:
        """What the pages of a scan show, by their numbers; `read` reads one of them."""
        made = {}
        for page, sheet in enumerate(scan.sheets, 1):
            self._begins(page, len(scan.sheets))
            made[sheet.number] = read(sheet)
        return made


_crew: ContextVar[Crew | None] = ContextVar("crew", default=None)


def crew() -> Crew:
    """Who reads pages here."""
    return _crew.get() or Crew()


@contextmanager
def read_by(other: Crew) -> Iterator[None]:
    """Have pages read by another crew meanwhile."""
    before = _crew.set(other)
    try:
        yield
    finally:
        _crew.reset(before)
