"""Lines that carry labels: `Lead: Ida Moss. Deadline: 29 March 2019.`"""

from __future__ import annotations

import re

from schemas.document import Passage, Piece

from .columns import ColumnRole, Role, role_of, words_of
from .labels import bare_label

# Up to seven words and a colon, at the text's beginning or after a stop, semicolon or bar;
# or straight after an owner's or date's label, whose value is then empty.
_LABEL = re.compile(
    r"(?:^|(?<=[.;|:])\s*|(?<=\s)[-–|]\s+|\n)(?P<label>[A-Z][^:.;|()\n]{0,60}(?:\([^()]*\))?)\s*:(?=\s|$)"
)
# Words before "Lead" that leave it a label: "Priority lead", "Action lead".
_TRIM = " .;|,–-"
_BY_WHOM = ("deadline", "owner")


def labelled_values(passage: Passage) -> list[tuple[Role, Passage, Passage]]:
    """The (role, label, value) triples of a line; none where it does not begin with a label.

    A label is a known wording before a colon.  Values end where the next label
    begins; their closing stop stays out where another label follows or the line
    carries several.
    """
    text = passage.text
    found: list[tuple[Role, int, int]] = []
    for match in _LABEL.finditer(text):
        label = match["label"].strip()
        role = role_of(label)
        if role is None or role.score < 0.75 or len(words_of(label)) > 10:
            continue
        # "Priority 1: …" is a recommendation's label, not a field's.
        if bare_label(label) is not None:
            continue
        start = match.start("label")
        if text[:start].rstrip().endswith(":") and not _empties(found, start, text, role):
            continue
        found.append((role.role, start, match.end()))
    if not found or found[0][1] > 2:
        return []
    values: list[tuple[Role, Passage, Passage]] = []
    for number, (role_name, start, end) in enumerate(found):
        stop = found[number + 1][1] if number + 1 < len(found) else len(text)
        value = text[end:stop]
        low = end + len(value) - len(value.lstrip())
        alone = len(found) == 1 and not (role_name == "deadline" and _ends_in_stop(value))
        high = end + len(value.rstrip(" " if alone else _TRIM))
        values.append((role_name, passage.slice(start, end), passage.slice(low, max(low, high))))
    return values


def _empties(found: list[tuple[Role, int, int]], start: int, text: str, role: ColumnRole) -> bool:
    """True for a label behind another's colon that leaves that one empty: `Lead: Deadline: May`.

    Some labels go on with the value: `Lead: Responsible officer: Ida Moss`, `By: Revised: May`.
    """
    if not found or text[found[-1][2] : start].strip() or role.score < 1.0:
        return False
    before = found[-1][0]
    return role.role != before if before == "owner" else (before, role.role) == _BY_WHOM


def _ends_in_stop(value: str) -> bool:
    """True where the closing stop ends a sentence: not that of `t.b.c.`"""
    last = value.rstrip().removesuffix(".").rpartition(" ")[2]
    return re.search(r"[^\W\d_]\.", last) is None


def split_at_labels(passage: Passage) -> list[Passage]:
    """A passage parted before each line that begins with the label of an owner or date."""
    parts: list[list[tuple[Piece, ...]]] = []
    for line in passage.lines:
        values = labelled_values(Passage((line,))) if parts else []
        if not parts or (values and values[0][0] in {"owner", "deadline"}):
            parts.append([line])
        else:
            parts[-1].append(line)
    return [Passage(tuple(part)) for part in parts]
