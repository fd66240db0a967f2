"""The installed `plansift` command, run as a user runs it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

COMMAND = Path(sys.executable).parent / "plansift"
CORPUS = Path(__file__).parent.parent / "samples" / "corpus"


def run(
    *arguments: str | Path, cwd: Path | None = None, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run the command; its output is text, whatever its exit code."""
    # pytest-xdist gives its workers the width of a terminal that the command does not have.
    ours = ("PLANSIFT_", "COLUMNS", "LINES")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return subprocess.run(
        [COMMAND, *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=cwd,
        env={**kept, "PYTHONIOENCODING": "utf-8", **environment},
        check=False,
        timeout=300,
    )


def shown_on(terminal: int) -> bytes:
    """All that was written to a pseudo-terminal, read at its other end."""
    shown = b""
    try:
        while piece := os.read(terminal, 4096):
            shown += piece
    except OSError:  # Linux's way to say that the other end has closed
        pass
    return shown


def complaints(done: subprocess.CompletedProcess[str]) -> list[str]:
    """The lines on stderr: each one whole sentence, and never a traceback."""
    lines = done.stderr.splitlines()
    assert all(line.startswith("plansift: ") for line in lines), done.stderr
    assert all(line.endswith(".") for line in lines), done.stderr
    return [line.removeprefix("plansift: ") for line in lines]
