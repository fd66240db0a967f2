"""Texts of a document made safe for what shows them: a terminal, a line, Markdown."""

from __future__ import annotations

import sys
import unicodedata

# A character reference can't open a tag, a cell or code; a backslash keeps other marks readable.
_MARKDOWN = str.maketrans(
    {
        **{char: f"&#{ord(char)};" for char in "|`<>&\\"},
        **{char: f"\\{char}" for char in "*_[]~#$"},
    }
)


def safe(text: str) -> str:
    """A text with U+FFFD in place of what a terminal would obey, or nobody can see."""
    return text if text.isprintable() else "".join(_shown(char) for char in text)


def line(text: str) -> str:
    """A text on one line, `safe`; any run of white space is one space."""
    return safe(" ".join(text.split()))


def markdown(text: str) -> str:
    """A text that Markdown shows as it is, on one line, in a table's cell as elsewhere."""
    return line(text).translate(_MARKDOWN)


def complain(what: object) -> None:
    """Say on stderr what went wrong: one line, whatever a document put into it."""
    print(f"plansift: {safe(str(what))}", file=sys.stderr, flush=True)


def _shown(char: str) -> str:
    if char.isprintable():
        return char
    return (
        " " if char == "\t" or unicodedata.category(char) == "Zs" else "\N{REPLACEMENT CHARACTER}"
    )
