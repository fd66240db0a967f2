"""`As 2.1 above`: an owner given by pointing at another action."""

from __future__ import annotations

import re
from functools import cache

from .words import people

_DITTO = re.compile(r"[\"“”„″〃'’]{1,2}|-\s?\"\s?-")


@cache
def _pattern() -> re.Pattern[str]:
    lists = people()
    lead = "|".join(r"\s+".join(map(re.escape, r.split())) for r in lists.references)
    where = "|".join(map(re.escape, lists.referred))
    label = r"(?P<label>[A-Za-z]{0,4}\s?\d[\w.()]*)"
    return re.compile(
        rf"(?:{lead})\s+(?:per\s+|for\s+|in\s+|at\s+)?(?:action\s+|item\s+|no\.?\s+|rec(?:ommendation)?\.?\s+)?"
        rf"{label}(?:\s*\(?(?:{where})\)?)?"
        rf"|(?:(?:{lead})\s+(?:per\s+|for\s+)?)?(?P<where>{where})",
        re.IGNORECASE,
    )


def reference_in(text: str) -> str | None:
    """What the text points to: `2.1` for `As 2.1 above`, `above` for `As above` and ditto marks.

    None where the whole text is no reference.
    """
    text = text.strip(" .,:()")
    if _DITTO.fullmatch(text):
        return "above"
    match = _pattern().fullmatch(text)
    if match is None:
        return None
    label = match.group("label")
    if label:
        return label.rstrip(".)")
    where = match.group("where").casefold()
    return "below" if where == "below" else "above"
