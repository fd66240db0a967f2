"""A process that converts one document after another, and that may be killed at any time.

It may read pages of scans that others convert as well (`sharing.py`).

It is started with `python -m pipeline.batch.worker`, so that any process can have one (a Dask
worker may have no children by `multiprocessing`), and talks over a local socket.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from multiprocessing.connection import Client, Connection, Listener
from typing import Literal

import psutil

from pipeline.read.crew import Scan, read_by

from .document import DEBUG
from .sharing import Page, PipeCrew, Share
from .task import Done, Task, failed, perform

_LOOK = 0.1  # seconds between looks at time and memory
_START = 60.0  # seconds that a process may take to start
# Memory that fragments is not given back: after so many documents a process is replaced.
_DOCUMENTS = 500
_MIB = 2**20


class _TooMuchError(Exception):
    """Work took more time or memory than it may."""

    def __init__(self, kind: Literal["timeout", "memory"]) -> None:
        super().__init__(kind)
        self.kind = kind


def _told(task: Task, kind: Literal["timeout", "memory"]) -> str:
    if kind == "timeout":
        return (
            f"{task.path} took longer than {task.seconds:g} seconds: "
            "try it alone, with a larger --timeout."
        )
    return (
        f"{task.path} took more than {task.memory // _MIB} MiB of memory: "
        "try it alone, with a larger --memory."
    )


class Worker:
    """Converts documents in a process of its own, under limits of time and memory."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._pipe: Connection | None = None
        self._done = 0
        self._closed = False
        self._lock = threading.Lock()

    @property
    def running(self) -> bool:
        """Whether there is a process by now."""
        return self._process is not None

    def run(
        self,
        task: Task,
        share: Callable[[Share], None] = lambda _share: None,
        begins: Callable[[int, int], None] = lambda _page, _of: None,
    ) -> Done:
        """Convert a document; one that takes too much, or the process with it, has failed.

        `share` is handed the pages of a scan, which others may read; `begins` hears how many of
        them have been begun, and of how many.
        """
        pages: Share | None = None
        try:
            pipe = self._sent(task)
            until = time.monotonic() + task.seconds
            while not isinstance(said := self._heard(until, task.memory), Done):
                if isinstance(said, Scan):
                    pages = Share(said, until, task.memory, begins)
                    share(pages)
                assert pages is not None
                pipe.send(pages.take() or self._rest(pages))
        except _TooMuchError as error:
            self.stop()
            return failed(task, error.kind, _told(task, error.kind))
        except (EOFError, OSError):
            code = self._ended()
            how = f"signal {-code}" if code < 0 else f"exit code {code}"
            return failed(
                task, "crash", f"{task.path} crashed the process that read it ({how}): "
                "export it again, or leave it out.",
            )  # fmt: skip
        finally:
            if pages is not None:
                pages.close()
        return said

    def read(self, page: Page, share: Share) -> bytes | None:
        """Read a page that another process has shared; None where that fails."""
        try:
            self._sent(page)
            seen = self._heard(share.until, share.memory)
        except Exception:  # whatever it is, the scan's own process will meet it, and tell
            self.stop()
            return None
        return seen if isinstance(seen, bytes) else None

    def _sent(self, work: Task | Page) -> Connection:
        """The pipe of the process, which has been given something to do."""
        if self._done >= _DOCUMENTS:
            self.stop()
        pipe = self._started()
        pipe.send(work)
        self._done += 1
        return pipe

    def _heard(self, until: float, memory: int) -> object:
        """What the process says next; raises `_TooMuchError`, or `EOFError` where it has ended."""
        pipe = self._pipe
        if pipe is None:
            raise EOFError
        while not pipe.poll(_LOOK):
            self._check(until, memory)
        return pipe.recv()

    def _rest(self, pages: Share) -> dict[int, bytes]:
        """The pages that others read, waited for; raises as `_heard`."""
        while (read := pages.read) is None:
            self._check(pages.until, pages.memory)
            time.sleep(_LOOK)
        return read

    def _check(self, until: float, memory: int) -> None:
        process = self._process
        if self._closed or process is None:
            raise EOFError
        if time.monotonic() > until:
            raise _TooMuchError("timeout")
        if _memory(process.pid) > memory:
            raise _TooMuchError("memory")

    def _started(self) -> Connection:
        if self._process is not None and self._pipe is not None and self._process.poll() is None:
            return self._pipe
        if self._closed:
            raise EOFError
        self.stop()
        key = secrets.token_bytes(32)
        with Listener(("localhost", 0), authkey=key) as listener:
            port = listener.address[1]
            assert isinstance(port, int)
            process = subprocess.Popen(
                [sys.executable, "-m", "pipeline.batch.worker", str(port)], stdin=subprocess.PIPE
            )
            self._process = process
            assert process.stdin is not None
            process.stdin.write(key)
            process.stdin.close()
            # A process that dies while it starts never calls.
            listener._listener._socket.settimeout(_START)  # type: ignore[attr-defined]
            self._pipe = listener.accept()
        self._done = 0
        return self._pipe

    def _ended(self) -> int:
        process = self._process
        if process is None:
            return -signal.SIGKILL
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(5)
        code = process.poll()
        self.stop()
        return code if code is not None else -signal.SIGKILL

    def stop(self) -> None:
        """Kill the process; the next document gets a new one."""
        # Whoever closes the worker does so from another thread.
        with self._lock:
            process, self._process = self._process, None
            pipe, self._pipe = self._pipe, None
        if process is not None:
            process.kill()
            process.wait()
        if pipe is not None:
            pipe.close()

    def close(self) -> None:
        """Kill the process, in the middle of a document too."""
        self._closed = True
        self.stop()


def _memory(process: int) -> int:
    try:
        return int(psutil.Process(process).memory_info().rss)
    except psutil.Error:
        return 0


def _main(port: int) -> None:
    """The process: take a task, say what became of it, until nobody is there any more."""
    key = sys.stdin.buffer.read()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever started this process stops it
    if not os.environ.get(DEBUG):
        _quiet()
    threading.Thread(target=_watch, args=(os.getppid(),), daemon=True).start()
    with Client(("localhost", port), authkey=key) as pipe:
        while True:
            try:
                task = pipe.recv()
            except (EOFError, OSError):
                return
            if isinstance(task, Page):
                pipe.send(task.seen())
                continue
            with read_by(PipeCrew(pipe)):
                pipe.send(perform(task))


def _quiet() -> None:
    """Keep what libraries print, in C too, off the terminal: users can't act on it."""
    import logging
    import warnings

    logging.getLogger().addHandler(logging.NullHandler())
    warnings.simplefilter("ignore")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)


def _watch(parent: int) -> None:
    """End with the process that started this one, so that nobody writes results behind its back."""
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(1)


if __name__ == "__main__":
    _main(int(sys.argv[1]))
