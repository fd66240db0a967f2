"""Headings that nothing but their label and place shows.

In text without fonts, and in documents that print headings like any paragraph,
a labelled line right above a grid or card is its heading.  Lines that print an
empty grid's column headings, or a card's label with its value, are no headings.
"""

from __future__ import annotations

from schemas.blocks import TextBlock
from schemas.document import Passage

from .columns import Role, header_roles, role_of
from .entries import Entry, Field, HeaderRow, Heading, Row, Text
from .labels import bare_label, is_action_label, label_style, leading_label
from .sentences import acting_sentences

# Promoted headings rank below printed ones and above bands.
_LEVEL = 50
_FIELD_LEVEL = 60
_FIELDS: frozenset[Role] = frozenset(
    {
        "expected_outcome",
        "success_measure",
        "linked_plan",
        "action",
        "other",
        "progress",
        "evidence",
    }
)
# So many fields and list items may stand between a heading and its grid.
_REACH = 30
_MOST_WORDS = 60


def promoted(entries: list[Entry]) -> list[Entry]:
    """The entries with such lines as the headings, fields and column headers that they are."""
    made = [_settled(e) for e in entries]
    labels = {i: label for i, e in enumerate(made) if (label := _label(e)) is not None}
    chosen = {i for i in labels if _opens_plan(made, i)}
    # Real headings show how recommendations are set; then lists are lists.
    styles = {label_style(labels[i]) for i in chosen}
    if not styles:
        return made
    first = min(chosen)
    for index, label in labels.items():
        if index > first and label_style(label) in styles and _has_fields(made, index):
            chosen.add(index)
    return [_as_heading(e) if i in chosen else e for i, e in enumerate(made)]


def _settled(entry: Entry) -> Entry:
    """A line as what it is: a field's heading, an empty grid's header, a card's number."""
    if not isinstance(entry, Heading | Text):
        return entry
    text = entry.passage.text
    if isinstance(entry, Text) and _names_field(entry):
        return Heading(entry.passage, entry.marker, _FIELD_LEVEL, in_table=True)
    if len(header_roles(text)) >= 3:
        return Text(Passage.join([entry.marker, entry.passage]), Passage(), furniture=True)
    if entry.marker:
        return entry
    words = text.split()
    if len(words) == 2 and bare_label(words[1]) and any(ch.isdigit() for ch in words[1]):
        role = role_of(words[0])
        if role is not None and role.role == "number" and role.score == 1.0:
            cut = len(words[0])
            value = TextBlock("paragraph", entry.passage.slice(cut + 1, len(text)))
            return Field("number", entry.passage.slice(0, cut), [value])
    return entry


def _names_field(entry: Text) -> bool:
    """True for a line that is a field's wording and no more ("a) Expected outcome")."""
    text = entry.passage.text
    if entry.marker and not any(ch.isalnum() for ch in entry.marker.text):
        return False
    if len(text.split()) > 14 or text.endswith("."):
        return False
    role = role_of(text)
    return role is not None and role.score == 1.0 and role.role in _FIELDS


def _label(entry: Entry) -> str | None:
    """The label of a text that may be a heading."""
    if not isinstance(entry, Text) or entry.furniture or not entry.passage:
        return None
    if len(entry.passage.text.split()) > _MOST_WORDS:
        return None
    marker = entry.marker.text.strip()
    if any(ch.isalnum() for ch in marker):
        return marker.rstrip(".):").lstrip("(")
    found = leading_label(entry.passage.text)
    if found is None or found.word is None or is_action_label(found.text):
        return None
    return found.text


def _opens_plan(entries: list[Entry], index: int) -> bool:
    """True where a grid or card follows, with nothing but fields and plain items between."""
    for after in entries[index + 1 : index + 1 + _REACH]:
        if isinstance(after, HeaderRow | Row):
            return True
        if isinstance(after, Field):
            if after.role in {"action", "number"}:
                return True
            continue
        if isinstance(after, Text) and acting_sentences(after.passage):
            return True
        if isinstance(after, Text) and (after.furniture or _label(after) is None):
            continue
        if isinstance(after, Heading) and after.level == _FIELD_LEVEL:
            continue
        return False
    return False


def _has_fields(entries: list[Entry], index: int) -> bool:
    """True where the next entry is a field or a grid: the line heads something."""
    if index + 1 >= len(entries):
        return False
    after = entries[index + 1]
    return isinstance(after, Field | HeaderRow | Row) or (
        isinstance(after, Text) and after.furniture
    )


def _as_heading(entry: Entry) -> Entry:
    if not isinstance(entry, Text):
        return entry
    words = entry.passage.words
    return Heading(entry.passage, entry.marker, _LEVEL, words[0].page if words else None)
