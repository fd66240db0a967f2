"""Where tasks are done: in processes of this machine, or on a Dask cluster."""

from __future__ import annotations

import queue
import threading
from collections.abc import Generator, Sequence
from typing import Any, Protocol

from schemas.errors import ConfigError

from .task import Done, Task, failed
from .worker import Worker


class Executor(Protocol):
    """Does tasks; gives what becomes of each, in whatever order they end."""

    def run(self, tasks: Sequence[Task]) -> Generator[tuple[int, Done]]:
        """The number of each task with what became of it; closing it stops what is not done."""
        ...


class LocalExecutor:
    """`jobs` processes of this machine; a document that takes one down takes nothing else."""

    def __init__(self, jobs: int) -> None:
        self._jobs = jobs

    def run(self, tasks: Sequence[Task]) -> Generator[tuple[int, Done]]:
        """As `Executor.run`."""
        todo: queue.SimpleQueue[tuple[int, Task]] = queue.SimpleQueue()
        done: queue.SimpleQueue[tuple[int, Done]] = queue.SimpleQueue()
        for numbered in enumerate(tasks):
            todo.put(numbered)
        workers = [Worker() for _ in range(min(self._jobs, len(tasks)))]
        stopped = threading.Event()
        threads = [
            threading.Thread(target=_work, args=(worker, todo, done, stopped), daemon=True)
            for worker in workers
        ]
        for thread in threads:
            thread.start()
        try:
            for _ in tasks:
                yield done.get()
        finally:
            stopped.set()
            for worker in workers:
                worker.close()


def _work(
    worker: Worker,
    todo: queue.SimpleQueue[tuple[int, Task]],
    done: queue.SimpleQueue[tuple[int, Done]],
    stopped: threading.Event,
) -> None:
    while not stopped.is_set():
        try:
            number, task = todo.get_nowait()
        except queue.Empty:
            return
        try:
            made = worker.run(task)
        except Exception as error:  # or the batch would wait for this document for ever
            what = " ".join(f"{type(error).__name__}: {error}".split())
            told = f"{task.path} could not be handed to a process ({what})."
            made = failed(task, "unexpected", told)
        done.put((number, made))


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
