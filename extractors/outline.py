"""Which headings are recommendations.

A heading is one where rows, cards or dated paragraphs of a plan stand under it
and nothing nearer names what they belong to; so is every other heading labelled
in the same way ("Recommendation 3" without an action is still a recommendation).
"""

from __future__ import annotations

from functools import cache

from .columns import role_seen, words_of
from .entries import Band, Entry, Field, HeaderRow, Heading, LeadsTable, OtherTable, Row, Text
from .labels import is_action_label, label_style, label_word, leading_label
from .prose import is_commitment, is_dated_action
from .sentences import acting_sentences
from .vocabulary import load


@cache
def _frame_headings() -> frozenset[tuple[str, ...]]:
    return frozenset(words_of(h) for h in load("labels")["frame_headings"])


@cache
def _part_words() -> frozenset[str]:
    return frozenset(load("labels")["not_recommendations"])


def heading_label(heading: Heading) -> str | None:
    """The label of a heading, from its marker or its own first words."""
    marker = heading.marker.text.strip()
    if any(ch.isalnum() for ch in marker):
        return marker.rstrip(".):").lstrip("(")
    text = heading.passage.text
    found = leading_label(text, heading=True)
    if found is not None:
        return found.text
    return text if label_word(text) is not None and len(text.split()) <= 4 else None


def is_field_heading(heading: Heading) -> bool:
    """True for a heading that names a field ("Expected outcome (what will be different?)")."""
    text = heading.passage.text
    if len(text.split()) > 14:
        return False
    role = role_seen(heading.passage)
    if role is None or role.score < 0.99:
        return False
    # "Recommendation 1" and "Priority" name recommendations, "Actions" a grid.
    return role.role not in {"recommendation", "number"}


def is_frame(heading: Heading) -> bool:
    """True for headings of the document's frame: "Action plan", "Section 2: …"."""
    text = heading.passage.text
    label = heading_label(heading)
    word = label_word(label)
    if word in _part_words():
        return True
    found = leading_label(text)
    rest = text[found.end :] if found else text
    return words_of(rest) in _frame_headings() or words_of(text) in _frame_headings()


def has_grid(entries: list[Entry]) -> bool:
    """True where the document gives its actions in grids or cards; prose is then no action."""
    return any(
        (isinstance(e, Row) and e.header.has("action"))
        or (isinstance(e, Field) and e.role == "action" and bool(e.value))
        or (isinstance(e, OtherTable) and e.table.unread)
        for e in entries
    )


def recommendation_headings(entries: list[Entry]) -> set[int]:
    """Indexes of the headings that open recommendations."""
    chosen: set[int] = set()
    fallback: set[int] = set()
    grid = has_grid(entries)
    for index, entry in enumerate(entries):
        if grid and isinstance(entry, Text) and not is_dated_action(entry.passage):
            continue
        if not _needs_recommendation(entry, entries, index):
            continue
        owner = _nearest(entries, index)
        if owner is not None:
            (fallback if is_frame(_heading(entries, owner)) else chosen).add(owner)
    chosen |= _worded(entries)
    if not chosen:
        chosen = fallback
    return chosen | _alike(entries, chosen)


def _heading(entries: list[Entry], index: int) -> Heading:
    entry = entries[index]
    assert isinstance(entry, Heading)
    return entry


def _needs_recommendation(entry: Entry, entries: list[Entry], index: int) -> bool:
    """True for a row, card or paragraph with an action that names no recommendation itself."""
    if isinstance(entry, Heading):
        return is_action_label(heading_label(entry))
    if isinstance(entry, Row):
        return entry.header.has("action") and not has_own_recommendation(entry, entries, index)
    if isinstance(entry, Field):
        return entry.role == "action"
    if isinstance(entry, Text):
        if is_dated_action(entry.passage) or acting_sentences(entry.passage):
            return True
        return _followed_by_dates(entries, index)
    return False


def _followed_by_dates(entries: list[Entry], index: int) -> bool:
    if index + 1 >= len(entries):
        return False
    after = entries[index + 1]
    if not isinstance(after, Field):
        return False
    if after.role == "owner":
        entry = entries[index]
        return isinstance(entry, Text) and is_commitment(entry.passage)
    return after.role == "deadline"


def has_own_recommendation(row: Row, entries: list[Entry], index: int) -> bool:
    """True where the grid has a recommendation column, or a band above the row."""
    if row.header.has("recommendation") and row.header.has("action"):
        return True
    for entry in reversed(entries[:index]):
        if isinstance(entry, Band):
            return True
        if not isinstance(entry, Row | HeaderRow):
            return False
    return False


def _nearest(entries: list[Entry], index: int) -> int | None:
    """The nearest heading above that names neither a field nor, if possible, the frame."""
    frame: int | None = None
    for at in range(index - 1, -1, -1):
        entry = entries[at]
        if isinstance(entry, Heading) and is_action_label(heading_label(entry)):
            continue
        if isinstance(entry, Heading) and not is_field_heading(entry):
            if not is_frame(entry):
                return at if frame is None or heading_label(entry) is not None else frame
            frame = at if frame is None else frame
        elif isinstance(entry, LeadsTable | OtherTable) and frame is not None:
            return frame
    return frame


def _worded(entries: list[Entry]) -> set[int]:
    """Headings such as "Recommendation 3" that have anything of a plan under them."""
    found: set[int] = set()
    for index, entry in enumerate(entries):
        if not isinstance(entry, Heading):
            continue
        word = label_word(heading_label(entry))
        if word is None or word in _part_words():
            continue
        for after in entries[index + 1 : index + 12]:
            if isinstance(after, Heading) and not is_field_heading(after):
                break
            if isinstance(after, Field | Row):
                found.add(index)
                break
    return found


def _alike(entries: list[Entry], chosen: set[int]) -> set[int]:
    """Headings labelled like the chosen ones, from the first of those on."""
    if not chosen:
        return set()
    first = min(chosen)
    styles = {
        (label_style(label), entry.level)
        for index in chosen
        if (entry := _heading(entries, index)) and (label := heading_label(entry)) is not None
    }
    return {
        index
        for index, entry in enumerate(entries)
        if index >= first
        and isinstance(entry, Heading)
        and (label := heading_label(entry)) is not None
        and (label_style(label), entry.level) in styles
        and not is_field_heading(entry)
    }
