"""Texts that other programs take for what they are: never as a formula, never as broken XML."""

from __future__ import annotations

import re
import unicodedata

# What spreadsheets take for the beginning of a formula, and its full-width forms.
_FORMULA = frozenset("=+-@＝＋－＠")
_MARK = "'"
EXCEL_LIMIT = 32_767
_CUT = " … [cut here: a cell holds no more]"
# XML 1.0 can't hold these, and gives back a carriage return as a line feed.
_CONTROL = r"\x00-\x08\x0b-\x1f\ufffe\uffff"
# An underscore goes with them where what follows would make an escape of it.
_NOT_XML = re.compile(rf"[{_CONTROL}]|_(?=x[0-9A-Fa-f]{{4}}[_{_CONTROL}])")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def whole(text: str) -> str:
    """The text as UTF-8 can hold it: bytes of a file name that are none are written out."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def runs(text: str) -> bool:
    """True where a spreadsheet might take a cell's text for a formula.

    What stands before the sign and does not show counts as nothing: white
    space, tabs and line breaks, control characters, marks without width.
    """
    for char in text:
        if char in _FORMULA:
            return True
        if not (char.isspace() or unicodedata.category(char)[0] in "CZ"):
            return False
    return False


def guarded(text: str) -> str:
    """A cell of a CSV file: an apostrophe goes before what might run as a formula.

    It also goes before a text that begins with one itself, so that
    `unguarded` gives every text back.
    """
    return _MARK + text if text.startswith((_MARK, "\t", "\r", "\n")) or runs(text) else text


def unguarded(cell: str) -> str:
    """The text that `guarded` marked."""
    return cell.removeprefix(_MARK)


def sheet_text(text: str) -> tuple[str, bool]:
    """The text as the XML of a workbook holds it, and whether it had to be cut.

    Characters that XML can't hold become `_x001F_`, the workbook format's own
    escape, and what already looks like one is escaped as well.  A text over
    Excel's limit is cut and says so.
    """
    text = _NOT_XML.sub(lambda found: f"_x{ord(found[0]):04X}_", whole(text))
    if len(text.encode("utf-16-le")) <= 2 * EXCEL_LIMIT:  # Excel counts in UTF-16
        return text, False
    room = EXCEL_LIMIT - len(_CUT)
    kept = text.encode("utf-16-le")[: 2 * room].decode("utf-16-le", "ignore")
    return re.sub(r"_(x[0-9A-Fa-f]{0,4})?$", "", kept) + _CUT, True


def from_sheet(text: str) -> str:
    """The text that `sheet_text` wrote, for what was not cut."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
