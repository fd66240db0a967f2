"""Where tasks are done: in processes of this machine, or on a Dask cluster."""

from __future__ import annotations

import queue
import threading
from collections import deque
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol

import psutil

from schemas.errors import ConfigError

from .sharing import Page, Share
from .task import Done, Task, failed
from .worker import Worker

# What a process takes that reads pages, in bytes: the models and a page.
_PAGE_MEMORY = 3 * 2**29


class Executor(Protocol):
    """Does tasks; gives what becomes of each, in whatever order they end."""

    def run(self, tasks: Sequence[Task]) -> Generator[tuple[int, Done]]:
        """The number of each task with what became of it; closing it stops what is not done."""
        ...


class LocalExecutor:
    """`jobs` processes of this machine; a document that takes one down takes nothing else.

    Those that have no document to convert read pages of scans that others convert.  `begins`
    hears of each page that OCR begins: its document's name, how many of it have been begun,
    and of how many.
    """

    def __init__(
        self, jobs: int, begins: Callable[[str, int, int], None] = lambda _name, _page, _of: None
    ) -> None:
        self._jobs = jobs
        self._begins = begins

    def run(self, tasks: Sequence[Task]) -> Generator[tuple[int, Done]]:
        """As `Executor.run`."""
        todo = _ToDo(tasks)
        done: queue.SimpleQueue[tuple[int, Done]] = queue.SimpleQueue()
        # A process is started when there is something for it to do.
        workers = [Worker() for _ in range(self._jobs)]
        threads = [
            threading.Thread(target=self._work, args=(worker, todo, done), daemon=True)
            for worker in workers
        ]
        for thread in threads:
            thread.start()
        try:
            for _ in tasks:
                yield done.get()
        finally:
            todo.stop()
            for worker in workers:
                worker.close()

    def _work(self, worker: Worker, todo: _ToDo, done: queue.SimpleQueue[tuple[int, Done]]) -> None:
        while (work := todo.next(worker)) is not None:
            if isinstance(work, _Lent):
                work.share.settle(work.page, worker.read(work.page, work.share))
                continue
            number, task = work
            try:
                made = worker.run(task, todo.share, partial(self._begins, task.name))
            except Exception as error:  # or the batch would wait for this document for ever
                what = " ".join(f"{type(error).__name__}: {error}".split())
                told = f"{task.path} could not be handed to a process ({what})."
                made = failed(task, "unexpected", told)
            todo.ended()
            done.put((number, made))


@dataclass(frozen=True, slots=True)
class _Lent:
    """A page to be read for another process."""

    page: Page
    share: Share


class _ToDo:
    """What processes are to do: documents first, then the pages that these share."""

    def __init__(self, tasks: Sequence[Task]) -> None:
        self._tasks = deque(enumerate(tasks))
        self._open = len(tasks)
        self._shares: list[Share] = []
        self._changed = threading.Condition()

    def next(self, worker: Worker) -> tuple[int, Task] | _Lent | None:
        """A document with its number, or a page of one, which is waited for; None at the end."""
        with self._changed:
            while self._open:
                if self._tasks:
                    return self._tasks.popleft()
                for share in self._shares:
                    if _room_for(worker) and (page := share.lend()) is not None:
                        return _Lent(page, share)
                self._changed.wait()
            return None

    def share(self, share: Share) -> None:
        """Let others read pages."""
        with self._changed:
            self._shares.append(share)
            self._changed.notify_all()

    def ended(self) -> None:
        """Hear that a document has ended."""
        with self._changed:
            self._open -= 1
            self._shares = [share for share in self._shares if share.read is None]
            self._changed.notify_all()

    def stop(self) -> None:
        """Give nothing more to do."""
        with self._changed:
            self._open = 0
            self._changed.notify_all()


def _room_for(worker: Worker) -> bool:
    """Whether there is memory for one process more: it is worth less than the other programs."""
    return worker.running or psutil.virtual_memory().available > _PAGE_MEMORY


class DaskExecutor:
    """The workers of a Dask cluster, each of which converts in a process of its own."""

    def __init__(self, address: str) -> None:
        self._address = address

    def run(self, tasks: Sequence[Task]) -> Generator[tuple[int, Done]]:
        """As `Executor.run`; the tasks of a worker that dies are given to another."""
        distributed = _distributed()
        try:
            client = distributed.Client(self._address, timeout="20s")
        except OSError as error:
            raise ConfigError(
                f"No Dask scheduler answers at {self._address}: {' '.join(str(error).split())}."
            ) from None
        with client:
            futures = {
                client.submit(limited, task, pure=False, retries=3): number
                for number, task in enumerate(tasks)
            }
            for future in distributed.as_completed(list(futures)):
                number = futures[future]
                try:
                    yield number, future.result()
                except Exception as error:  # whatever a cluster may raise: the document has failed
                    what = " ".join(f"{type(error).__name__}: {error}".split())
                    told = f"{tasks[number].path} was lost by the cluster ({what})."
                    yield number, failed(tasks[number], "cluster", told)


_held = threading.local()


def limited(task: Task) -> Done:
    """Do a task in this thread's own worker process, under the task's limits."""
    if not hasattr(_held, "worker"):
        _held.worker = Worker()
    worker: Worker = _held.worker
    return worker.run(task)


def _distributed() -> Any:
    try:
        import distributed
    except ImportError:
        raise ConfigError("A scheduler needs 'plansift[cluster]': install that.") from None
    return distributed
