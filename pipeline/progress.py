"""A bar on stderr while documents are worked on."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import count


@contextmanager
def progress(total: int | None, *, shown: bool) -> Iterator[Callable[[str], None]]:
    """A bar on stderr while documents are worked on, where stderr is a terminal.

    `total` is their number, None where it is not known.  Yields what to call
    with a document's name before it is begun.
    """
    if not shown or total == 0 or not sys.stderr.isatty():
        yield lambda _name: None
        return
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}"))
    bar = Progress(
        *columns,
        console=Console(stderr=True),
        transient=True,
        # A piped stdout must get its lines, not the terminal.
        redirect_stdout=sys.stdout.isatty(),
    )
    with bar:
        task, done = bar.add_task("", total=total), count()

        def step(name: str) -> None:
            bar.update(task, completed=next(done), description=escape(name))

        yield step


@contextmanager
def batch_progress(names: Sequence[str], *, shown: bool) -> Iterator[Callable[[bool], None]]:
    """A bar on stderr with rate, time left and failures, where stderr is a terminal.

    Yields what to call when a document has ended, with whether it failed.
    """
    total = len(names)
    if not shown or not total or not sys.stderr.isatty():
        yield lambda _failed: None
        return
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
        TextColumn("{task.fields[failures]}"),
        TextColumn("{task.description}"),
    )
    bar = Progress(
        *columns,
        console=Console(stderr=True),
        transient=True,
        redirect_stdout=sys.stdout.isatty(),
    )
    with bar:
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
