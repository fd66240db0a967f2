"""What the `plansift` command's exit codes mean; the only place that numbers them."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """The exit codes of the `plansift` command."""

    OK = 0
    """Everything asked for was done."""
    FAILED = 1
    """Something could not be converted or written; each failure is a line on stderr."""
    USAGE = 2
    """The command itself was wrong; nothing was done."""
    INTERRUPTED = 130
    """Stopped by Ctrl+C (typer ends with it, without a word)."""
