"""Priorities as plans word them: `High`, `Must do`, `Priority one`."""

from __future__ import annotations

import re
from functools import cache

from schemas.document import Passage

from .vocabulary import load


@cache
def _priority() -> re.Pattern[str]:
    words = "|".join(
        re.escape(w).replace(r"\ ", r"[\s\-‑]+") for w in load("status")["priority_in_heading"]
    )
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE)


def priority_in(passage: Passage) -> Passage | None:
    """The words of a heading that give a priority to what stands under it; else None."""
    match = _priority().search(passage.text)
    return passage.slice(match.start(), match.end()) if match else None
