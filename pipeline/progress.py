"""A bar on stderr while documents are worked on."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress, ProgressColumn


@contextmanager
def progress(*, shown: bool) -> Iterator[Callable[[str], None]]:
    """A bar on stderr while documents are worked on, where stderr is a terminal.

    Yields what to call with a document's name before it is begun.
    """
    if not shown or not sys.stderr.isatty():
        yield lambda _name: None
        return
    from rich.markup import escape
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn

    with _bar(BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}")) as bar:
        task, done = bar.add_task("", total=None), count()

        def step(name: str) -> None:
            bar.update(task, completed=next(done), description=escape(name))

        yield step


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


@contextmanager
def batch_progress(names: Sequence[str], *, shown: bool) -> Iterator[Callable[[bool], None]]:
    """A bar on stderr with rate, time left and failures, where stderr is a terminal.

    Yields what to call when a document has ended, with whether it failed.
    """
    total = len(names)
    if not shown or not total or not sys.stderr.isatty():
        yield lambda _failed: None
        return
    from rich.markup import escape
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
        alone = escape(names[0]) if total == 1 else ""
        task = bar.add_task(alone, total=total, rate="", failures="")
        failures = 0

        def step(failed: bool) -> None:
            nonlocal failures
            failures += failed
            speed = bar.tasks[0].speed
            bar.update(
                task,
                advance=1,
                rate=f"{speed:.1f}/s" if speed else "",
                failures=f"{failures} failed" if failures else "",
            )

        yield step
