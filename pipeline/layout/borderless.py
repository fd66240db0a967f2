"""Tables without rules: columns by white space."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.layout.grid import Grid
from pipeline.layout.lines import Line
from pipeline.layout.style import Style


def borderless(lines: Sequence[Line], style: Style) -> list[Line | Grid]:
    """Lines that stand under each other, those that make a table put together as one."""
    return list(lines)
