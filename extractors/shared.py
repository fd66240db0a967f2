"""Cells that hold owner and date together, under a heading such as "Lead and target date"."""

from __future__ import annotations

import re

from schemas.document import Passage

from .dates import date_piece

_WORD = re.compile(r"\S+")
_TRIM = " ,;:.–—-/|"


def owner_and_date(passage: Passage) -> tuple[Passage, Passage]:
    """A cell's words as (owners, deadline); what can't be told apart stays with the owners."""
    text = passage.text
    starts = [m.start() for m in _WORD.finditer(text)]
    for start in starts:
        if _is_date(text[start:]):
            return _cut(passage, text, 0, start), _cut(passage, text, start, len(text))
    for end in reversed([m.end() for m in _WORD.finditer(text)]):
        if _is_date(text[:end]):
            return _cut(passage, text, end, len(text)), _cut(passage, text, 0, end)
    return passage, Passage()


def _is_date(text: str) -> bool:
    return date_piece(text.strip(_TRIM)) == "whole"


def _cut(passage: Passage, text: str, low: int, high: int) -> Passage:
    part = text[low:high]
    low += len(part) - len(part.lstrip(_TRIM))
    high -= len(part) - len(part.rstrip(" ,;:–—-/|"))
    return passage.slice(low, max(low, high))
