"""Word files with one table, for tests that need no more."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import docx


def word_table(path: Path, rows: Sequence[Sequence[str]]) -> Path:
    """A Word file with a table of these rows, the first of which is its header."""
    document = docx.Document()
    table = document.add_table(len(rows), len(rows[0]))
    for cells, row in zip(table.rows, rows, strict=True):
        for cell, text in zip(cells.cells, row, strict=True):
            cell.text = text
    document.save(str(path))
    return path
