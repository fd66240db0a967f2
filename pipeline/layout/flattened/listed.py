"""Lines that are entries of a list of leads, each with both sides."""

from __future__ import annotations

import re

from extractors.people import read_leads_lines
from schemas.blocks import TextBlock

from .lines import Line

_ENTRY = re.compile(r"\s[-–—=]\s|[–—=:]")


def leads_lines(lines: list[Line]) -> set[int]:
    """The lines that are entries of a list of leads, with both sides on them."""
    found = read_leads_lines(as_blocks(lines))[1]
    return {n for n in found if _ENTRY.search(lines[n].text)}


def as_blocks(lines: list[Line]) -> list[TextBlock]:
    """Each line as a paragraph."""
    return [TextBlock("paragraph", line.passage) for line in lines]
