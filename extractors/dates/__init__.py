"""Dates and deadlines: words -> When, by our own small grammar.

`read_when` reads one text, `read_deadline` a whole cell with its sources,
`find_dates` the dates in running text; `date_piece` and `pieces_complete` serve
flattened text, where a date may lie in pieces; `is_date` takes a date without year.
"""

from .context import NO_CONTEXT, DateContext
from .deadline import Deadline, read_deadline, read_when
from .finding import find_dates
from .pieces import date_piece, is_date, pieces_complete

__all__ = [
    "NO_CONTEXT",
    "DateContext",
    "Deadline",
    "date_piece",
    "find_dates",
    "is_date",
    "pieces_complete",
    "read_deadline",
    "read_when",
]
