"""A process that converts one document after another, and that may be killed at any time.

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
from multiprocessing.connection import Client, Connection, Listener

import psutil

from .document import DEBUG
from .task import Done, Task, failed, perform

_LOOK = 0.1  # seconds between looks at time and memory
_START = 60.0  # seconds that a process may take to start
# Memory that fragments is not given back: after so many documents a process is replaced.
_DOCUMENTS = 500
_MIB = 2**20


class Worker:
    """Converts documents in a process of its own, under limits of time and memory."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._pipe: Connection | None = None
        self._done = 0
        self._closed = False

    def run(self, task: Task) -> Done:
        """Convert a document; one that takes too much, or the process with it, has failed."""
        if self._done >= _DOCUMENTS:
            self.stop()
        try:
            pipe, process = self._started()
            pipe.send(task)
            return self._answer(task, pipe, process)
        except (EOFError, OSError):
            code = self._ended()
            how = f"signal {-code}" if code < 0 else f"exit code {code}"
            return failed(
                task, "crash", f"{task.path} crashed the process that read it ({how}): "
                "export it again, or leave it out.",
            )  # fmt: skip

    def _answer(self, task: Task, pipe: Connection, process: subprocess.Popen[bytes]) -> Done:
        began = time.monotonic()
        held = psutil.Process(process.pid)
        while not pipe.poll(_LOOK):
            if self._closed:
                raise EOFError
            if time.monotonic() - began > task.seconds:
                self.stop()
                return failed(
                    task, "timeout", f"{task.path} took longer than {task.seconds:g} seconds: "
                    "try it alone, with a larger --timeout.",
                )  # fmt: skip
            if _memory(held) > task.memory:
                self.stop()
                return failed(
                    task, "memory", f"{task.path} took more than {task.memory // _MIB} MiB of "
                    "memory: try it alone, with a larger --memory.",
                )  # fmt: skip
        done = pipe.recv()
        assert isinstance(done, Done)
        self._done += 1
        return done

    def _started(self) -> tuple[Connection, subprocess.Popen[bytes]]:
        if self._process is not None and self._pipe is not None and self._process.poll() is None:
            return self._pipe, self._process
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
        return self._pipe, process

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
        if self._process is not None:
            self._process.kill()
            self._process.wait()
        if self._pipe is not None:
            self._pipe.close()
        self._process = self._pipe = None

    def close(self) -> None:
        """Kill the process, in the middle of a document too."""
        self._closed = True
        self.stop()


def _memory(process: psutil.Process) -> int:
    try:
        return int(process.memory_info().rss)
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
