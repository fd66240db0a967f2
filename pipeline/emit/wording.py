"""How the report words names, marks, pages and numbers."""

from __future__ import annotations

import re

from schemas.plan import Action, Rag, Recommendation, Source, Status

from .view import Mark

SURE_ENOUGH = 0.9
_QUOTE_LENGTH = 240
# Around a name: "Jane Smith, Head of Care", "Head of Care (Jane Smith)".
_EDGES = " ,;:-–—/()[]"


def percent(part: int, whole: int) -> str:
    """`3 %`; a share that is there but rounds to nothing is `under 1 %`."""
    if whole and 0 < part / whole < 0.01:
        return "under 1 %"
    return f"{round(100 * part / whole) if whole else 0} %"


def name(label: str | None, otherwise: str, noun: str) -> str:
    """`Recommendation 3`, or the label itself where it brings its own word."""
    if not label:
        return otherwise
    return label if len(label) > 4 else f"{noun} {label}"


def short_name(label: str | None, number: int) -> str:
    """The label, or the number in its stead: `no. 3`."""
    return label or f"no. {number}"


def action_name(r: Recommendation, n: int, action: Action, m: int) -> str:
    """`Action 2.3`; a label that brings its own word stands alone, or has the action behind it."""
    if action.label and len(action.label) > 6:
        return action.label
    short = short_action(r, n, action, m)
    if " " in short and r.label and short.startswith(r.label):
        return f"{r.label}, action {action.label or m}"
    return f"Action {short}"


def beside_name(raw: str, name: str) -> str | None:
    """What an owner's printed words say beside the name: `Area Manager`; None where nothing."""
    if raw == name:
        return None
    found = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", raw)
    if found is None:
        return raw
    parts = (raw[: found.start()].strip(_EDGES), raw[found.end() :].strip(_EDGES))
    return ", ".join(part for part in parts if part) or None


def surely_read(action: Action) -> bool:
    """True where neither the row nor one of its owners is in doubt."""
    doubts = (o.confidence for o in action.owners if o.kind != "unknown")
    return min(action.confidence, *doubts, 1.0) >= SURE_ENOUGH


def short_action(r: Recommendation, n: int, action: Action, m: int) -> str:
    """`2.3` for action 3 of recommendation 2; a label that says it all stands alone."""
    label = action.label or str(m)
    if "." in label or (r.label and label.startswith(r.label) and label != r.label):
        return label
    return f"{r.label or n}.{label}"


def mark(value: Status | Rag | None) -> Mark | None:
    """A status or rating as it is shown; None where there is none."""
    if value is None:
        return None
    word = value.value.replace("_", " ")
    printed = value.raw if value.raw and not alike(value.raw, word) else None
    if value.basis == "fill" and not printed:
        printed = "by colour"
    if value.value == "other" and value.raw:
        word, printed = value.raw, None
    return Mark(word[:1].upper() + word[1:], printed, value.value)


def sure(confidence: float) -> str | None:
    """How sure a value is, where that is not sure enough to go unsaid."""
    return f"{int(confidence * 100)} % sure" if confidence < SURE_ENOUGH else None


def pages(sources: list[Source]) -> str:
    """`p. 3` or `pp. 3, 4`; empty where the document has no pages."""
    pages = sorted({source.page for source in sources if source.page})
    if not pages:
        return ""
    return ("p. " if len(pages) == 1 else "pp. ") + ", ".join(map(str, pages))


def alike(one: str, other: str) -> bool:
    """True where two texts differ in case and closing stop only."""
    return one.casefold().rstrip(". ") == other.casefold().rstrip(". ")


def shortened(words: str) -> str:
    """The words, cut at a word's end where they would fill the page."""
    if len(words) <= _QUOTE_LENGTH:
        return words
    return words[:_QUOTE_LENGTH].rsplit(" ", 1)[0] + " …"
