"""What the report's parts are linked by; numbers count from 1, as the plan has its parts."""

from __future__ import annotations


def recommendation(n: int) -> str:
    """The anchor of recommendation `n`."""
    return f"rec-{n}"


def action(n: int, m: int) -> str:
    """The anchor of action `m` of recommendation `n`."""
    return f"{recommendation(n)}-action-{m}"


def lead(n: int) -> str:
    """The anchor of lead `n`."""
    return f"lead-{n}"


def finding(n: int) -> str:
    """The anchor of finding `n`."""
    return f"finding-{n}"
