"""A bar on stderr while documents are worked on."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import PurePath
from typing import TYPE_CHECKING

from pipeline.escape import safe
from pipeline.read.crew import Crew, read_by

if TYPE_CHECKING:
    from rich.progress import Progress, ProgressColumn


@contextmanager
def progress(*, shown: bool) -> Iterator[Callable[[str], None]]:
    """A bar on stderr while documents are worked on, where stderr is a terminal.

    Yields what to call with a document's name before it is begun.  Pages that OCR reads
    meanwhile, in this process, are told as they are begun.
    """
    if not shown or not sys.stderr.isatty():
        yield lambda _name: None
        return
    from rich.markup import escape
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn

    with _bar(BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}")) as bar:
        task, done, at = bar.add_task("", total=None), count(), ""

        def step(name: str) -> None:
            nonlocal at
            at = escape(name)
            bar.update(task, completed=next(done), description=at)

        def begins(page: int, of: int) -> None:
            bar.update(task, description=_page(at, page, of))

        with read_by(Crew(begins)):
            yield step


def _page(name: str, page: int, of: int) -> str:
    """The page that OCR reads; first, since a narrow terminal cuts the name off."""
    return f"page {page} of {of}: {name}"


def _bar(*columns: ProgressColumn) -> Progress:
    from rich.console import Console
    from rich.progress import Progress

    return Progress(
        *columns,
        console=Console(stderr=True),
        transient=True,
        # A piped stdout must get its lines, not the terminal.
        redirect_stdout=sys.stdout.isatty(),
    )


class Steps:
    """Hears how far a batch is; shows nothing."""

    def ended(self, *, failed: bool) -> None:
        """A document has ended."""

    def begins(self, name: str, page: int, of: int) -> None:
        """OCR begins a page of a document: so many have been begun of those that it reads."""


class _Shown(Steps):
    def __init__(self, bar: Progress, names: Sequence[str]) -> None:
        from rich.markup import escape

        self._bar = bar
        self._escape = escape
        self._resting = escape(names[0]) if len(names) == 1 else ""
        self._task = bar.add_task(self._resting, total=len(names), rate="", failures="")
        self._failures = 0

    def ended(self, *, failed: bool) -> None:
        self._failures += failed
        speed = self._bar.tasks[0].speed
        self._bar.update(
            self._task,
            advance=1,
            rate=f"{speed:.1f}/s" if speed else "",
            failures=f"{self._failures} failed" if self._failures else "",
            description=self._resting,
        )

    def begins(self, name: str, page: int, of: int) -> None:
        told = self._escape(safe(PurePath(name).name))
        self._bar.update(self._task, description=_page(told, page, of))


@contextmanager
def batch_progress(names: Sequence[str], *, shown: bool) -> Iterator[Steps]:
    """A bar on stderr with rate, time left and failures, where stderr is a terminal.

    Yields what is to hear how far the batch of documents of these names is.
    """
    if not shown or not names or not sys.stderr.isatty():
        yield Steps()
        return
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn

    columns = (
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
        TextColumn("{task.fields[failures]}"),
        TextColumn("{task.description}"),
    )
    with _bar(*columns) as bar:
        yield _Shown(bar, names)
