"""The tracker's rows as CSV."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Sequence

from .cells import guarded
from .load import Named
from .rows import COLUMNS, rows

# Excel takes a file without this mark for the machine's old code page.
_BOM = "\ufeff"


def to_csv(plans: Sequence[Named]) -> bytes:
    """A header and a row for each action: UTF-8 with a byte order mark, RFC 4180."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    writer.writerow(COLUMNS)
    for row in rows(plans):
        writer.writerow([_cell(getattr(row, name)) for name in COLUMNS.values()])
    return (_BOM + out.getvalue()).encode("utf-8")


def _cell(value: str | dt.date | None) -> str:
    return value.isoformat() if isinstance(value, dt.date) else guarded(value or "")
