"""What the words of a text say of it: where it can't end, and who speaks."""

from __future__ import annotations

JOINERS = (" and", " of", " the", " for", " to", " a", " in", " with", " or", " by", "(")
# What else a sentence does not stop at.
EXPECTING = frozenset({
    "than", "at", "on", "from", "until", "within", "before", "after", "under", "over", "every",
    "each", "is", "are", "be", "as", "that", "which", "their", "its", "our",
})  # fmt: skip
_SHOULD = frozenset({"should", "must", "ought"})
_WILL = frozenset({"will", "shall"})


def mood(text: str) -> str:
    """Whether a text says what `should` be done or what `will` be; empty for neither."""
    for word in text.split():
        if word in _SHOULD:
            return "should"
        if word in _WILL:
            return "will"
    return ""


def expects(text: str) -> bool:
    """True for a text that something has to follow: `… agreed with`, `A Bell /`."""
    return f" {text.split()[-1]}" in JOINERS or text[-1] in ",/&"
