"""Responses that open a text: "Accepted. A panel will review …"."""

from __future__ import annotations

import re
from functools import cache

from schemas.document import Passage

from .vocabulary import load


@cache
def _opening() -> re.Pattern[str]:
    wordings = [w for words in load("status")["response"].values() for w in words]
    inner = "|".join(re.escape(w) for w in sorted(wordings, key=len, reverse=True))
    return re.compile(rf"^(?P<response>{inner})(?:\s*[.:;,\u2013\u2014-]+\s*|\s*$)", re.IGNORECASE)


def split_response(passage: Passage) -> tuple[Passage | None, Passage]:
    """A text as (response that opens it, rest); without one the response is None."""
    text = passage.text
    match = _opening().match(text)
    if match is None:
        return None, passage
    return passage.slice(0, match.end("response")), passage.slice(match.end(), len(text))
