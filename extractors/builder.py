"""From entries to a draft: recommendations with their fields and actions."""

from __future__ import annotations

from dataclasses import dataclass, field

from schemas.blocks import TextBlock
from schemas.document import Passage

from .columns import Role, role_seen
from .draft import DraftAction, DraftRecommendation, DraftSummary
from .entries import Band, Entry, Field, HeaderRow, Heading, LeadsTable, OtherTable, Row, Text
from .labels import bare_label, is_action_label, leading_label, split_label
from .ledger import Ledger
from .lists import items_of
from .numbered import parted_actions
from .outline import has_grid, heading_label, is_field_heading, is_frame, recommendation_headings
from .priority import priority_in
from .prose import Closed, closing_bracket, is_commitment, opens_list
from .response import split_response
from .rows import RowReader, is_template
from .sentences import acting_sentences

# Bands and rows rank below every heading.
_BAND_LEVEL = 99
_PARTED: tuple[Role, ...] = ("action", "owner", "deadline")
_LISTS: dict[Role, str] = {
    "expected_outcome": "expected_outcomes",
    "success_measure": "success_measures",
    "linked_plan": "linked_plans",
}


# What is printed once for a recommendation and belongs to each of its actions.
_HANDED_DOWN: frozenset[Role] = frozenset({"owner", "deadline", "status", "rag"})


@dataclass(slots=True)
class Draft:
    """What a document's entries come to."""

    recommendations: list[DraftRecommendation] = field(default_factory=list)
    summaries: list[DraftSummary] = field(default_factory=list)
    # What the plan has columns or labels for, filled or not; how it heads its recommendations.
    roles: set[Role] = field(default_factory=set)
    headings: list[str] = field(default_factory=list)
    summary_headings: list[str] = field(default_factory=list)


class Builder:
    """Walks the entries once, with what stands open: a recommendation, a card, a list."""

    def __init__(self, entries: list[Entry], ledger: Ledger) -> None:
        self._entries = entries
        self._ledger = ledger
        self._opens = recommendation_headings(entries)
        self._has_grid = has_grid(entries)
        self._draft = Draft()
        self._rec: DraftRecommendation | None = None
        self._of_row: DraftRecommendation | None = None
        self._card: DraftAction | None = None
        self._card_label: Passage | None = None
        self._list: Role | None = None
        self._listing_actions = False
        self._last_text: Passage | None = None
        self._group: Passage | None = None
        self._rows = RowReader(ledger)
        self._wants_text = False
        self._rec_level = _BAND_LEVEL

    def build(self) -> Draft:
        """The draft of all entries; every word used is in the ledger."""
        for index, entry in enumerate(self._entries):
            self._take(index, entry)
        return self._draft

    def _take(self, index: int, entry: Entry) -> None:
        match entry:
            case Heading():
                self._heading(index, entry)
            case Text():
                self._text(entry)
            case Field():
                self._field(entry)
            case Band():
                self._band(entry)
            case Row():
                self._row(entry)
            case HeaderRow():
                self._list = None
                self._card = self._card_label = None
                self._ledger.claim("boilerplate", *entry.passages)
            case LeadsTable():
                self._close()
            case OtherTable():
                self._close()
                for cell in entry.table.cells:
                    if entry.table.unread:
                        self._ledger.expect([cell.passage])
                        continue
                    for block in cell.blocks:
                        if isinstance(block, TextBlock):
                            self._ledger.claim("boilerplate", block.passage, block.marker)

    def _close(self) -> None:
        """End what runs over entries: a card, a list."""
        self._card = self._card_label = None
        self._list = None
        self._listing_actions = False
        self._last_text = None

    # Headings and bands

    def _heading(self, index: int, entry: Heading) -> None:
        self._close()
        if index in self._opens:
            self._open(entry.passage, entry.marker, entry.level)
            return
        self._ledger.claim("boilerplate", entry.passage, entry.marker)
        if is_action_label(heading_label(entry)):
            self._action_heading(entry)
            return
        if is_field_heading(entry):
            role = role_seen(entry.passage)
            self._list = role.role if role is not None else None
            return
        if priority_in(entry.passage) is not None:
            self._group = entry.passage
        if not entry.in_table and not self._rec_holds(entry):
            self._rec = None

    def _action_heading(self, entry: Heading) -> None:
        """A heading such as "Action 1.1", or "Action 3: Recruit two nurses"."""
        whole = Passage.join([entry.marker, entry.passage])
        label, _, text = split_label(whole, heading=True)
        self._card_label = label or whole
        if label and text:
            self._begin_card(text)

    def _rec_holds(self, entry: Heading) -> bool:
        """True where a recommendation goes on below a heading of lower rank, or of the frame."""
        return entry.level > self._rec_level or (entry.level == self._rec_level and is_frame(entry))

    def _open(self, passage: Passage, marker: Passage, level: int) -> None:
        """Begin a recommendation with a heading's or band's words."""
        label, label_text, text = marker, marker.text.strip(), passage
        if not any(ch.isalnum() for ch in label_text):
            if bare_label(passage.text) is not None:
                label, label_text, text = passage, bare_label(passage.text) or "", Passage()
            else:
                label, found, text = split_label(passage, heading=True)
                label_text = found or ""
        cleaned = label_text.rstrip(".):-–— ").lstrip("(")
        self._ledger.claim("fields", label, text, marker)
        rec = DraftRecommendation(text=text, label=label, label_text=cleaned or None)
        if self._group is not None:
            rec.priority = priority_in(self._group)
            self._ledger.claim("fields", rec.priority)
        self._draft.recommendations.append(rec)
        self._rec = rec
        self._wants_text = not text
        self._rec_level = level
        self._rows.reset()

    def _band(self, entry: Band) -> None:
        self._close()
        header = entry.header
        if header.has("recommendation") and header.has("action"):
            self._ledger.claim("boilerplate", entry.passage, entry.marker)
            if priority_in(entry.passage) is not None:
                self._group = entry.passage
            return
        self._open(entry.passage, entry.marker, _BAND_LEVEL)

    # Rows of grids

    def _row(self, entry: Row) -> None:
        self._close()
        self._ledger.expect(c.passage for c in entry.cells if c is not None and entry.starts(c))
        if is_template(entry):
            return
        if entry.header.has("recommendation") and not entry.header.has("action"):
            if not entry.header.has("deadline", "revised_deadline"):
                self._draft.summaries.append(self._rows.summary(entry))
                self._draft.summary_headings.append(entry.heading("recommendation"))
                return
            self._recommended_action(entry)
            return
        self._draft.roles |= {role for c in entry.header.columns for role in c.roles}
        opened = self._rows.recommendation(entry)
        if opened is not None and not self._says_again(opened):
            self._draft.headings.append(entry.heading("recommendation"))
            self._draft.recommendations.append(opened)
            self._rec = self._of_row = opened
            if self._group is not None and opened.priority is None:
                opened.priority = priority_in(self._group)
        if self._rec is None:
            self._rec = DraftRecommendation(text=Passage())
            self._draft.recommendations.append(self._rec)
        action = self._rows.action(entry, self._rec)
        if action is not None:
            cells = (entry.cell(role) for role in _PARTED)
            self._rec.actions.extend(parted_actions(action, *cells))

    def _says_again(self, opened: DraftRecommendation) -> bool:
        """True where a row prints the recommendation of the row above once more."""
        held = self._rec
        if held is None or held is not self._of_row or not opened.text:
            return False
        same = opened.text.text.casefold() == held.text.text.casefold()
        return same and opened.label_text == held.label_text

    def _recommended_action(self, entry: Row) -> None:
        """A grid in which the recommendation is the action."""
        rec, action = self._rows.recommended_action(entry)
        if rec is None:
            return
        self._draft.roles |= {role for c in entry.header.columns for role in c.roles}
        self._draft.headings.append(entry.heading("recommendation"))
        self._draft.recommendations.append(rec)
        self._rec = rec
        if action is not None:
            rec.actions.append(action)

    # Fields of forms, cards and lines

    def _field(self, entry: Field) -> None:
        self._wants_text = False
        self._list = None
        role, value = entry.role, entry.value
        self._ledger.claim("boilerplate", entry.label)
        if role == "number":
            self._card, self._card_label = None, value
            self._ledger.claim("fields", value)
            return
        if role == "action" and value:
            self._begin_card(value, entry.confidence)
            return
        target = self._card
        if target is None and role in {"owner", "deadline"} and self._last_text is not None:
            target = self._paragraph_action()
        if target is not None and self._rows.put(target, role, entry):
            self._draft.roles.add(role)
            return
        if self._rec is not None:
            self._draft.roles |= {role} & _HANDED_DOWN
            self._rec_field(self._rec, role, entry)
        if not value and role in _LISTS:
            self._list = role

    def _begin_card(self, value: Passage, confidence: float = 1.0) -> None:
        label = self._card_label or Passage()
        if not label:
            label, _, value = split_label(value)
        action = DraftAction(
            text=value,
            label=label,
            label_text=label.text.strip(" .:)(") or None,
            owners=Passage(),
            deadline=Passage(),
            confidence=confidence,
        )
        self._ledger.claim("fields", label, value)
        self._attach(action)
        self._card, self._card_label = action, None

    def _attach(self, action: DraftAction) -> None:
        if self._rec is None:
            self._rec = DraftRecommendation(text=Passage())
            self._draft.recommendations.append(self._rec)
        self._rec.actions.append(action)

    def _paragraph_action(self) -> DraftAction | None:
        """The paragraph above a line of owner and deadline, as an action."""
        if self._rec is None or self._last_text is None:
            return None
        rec = self._rec
        if rec.actions and rec.actions[-1].text is self._last_text:
            action = rec.actions[-1]
        elif rec.text is self._last_text:
            return None
        else:
            action = DraftAction(text=self._last_text, owners=Passage(), deadline=Passage())
            self._ledger.claim("fields", self._last_text)
            rec.actions.append(action)
        self._last_text = None
        self._card = action
        return action

    def _rec_field(self, rec: DraftRecommendation, role: Role, entry: Field) -> None:
        value = entry.value
        self._ledger.claim("fields", value)
        if role in _LISTS:
            held: list[Passage] = getattr(rec, _LISTS[role])
            held.extend(items_of(entry.values, entry.right, names=role == "linked_plan"))
        elif role == "owner":
            rec.leads = Passage.join([rec.leads, value]) if rec.leads else value
        elif role == "recommendation":
            rec.text = rec.text or value
        elif role == "response" and value:
            rec.response, rest = split_response(value)
            if rec.response is None:
                rec.response = value
            elif rest:
                self._text(Text(rest, Passage()))
        elif role in {"priority", "deadline", "status", "rag"}:
            if value:
                setattr(rec, role, value)
        elif value:
            rec.extra.append((entry.label.text.strip(" :"), value))

    # Running text

    def _text(self, entry: Text) -> None:
        rec = self._rec
        if entry.furniture:
            self._ledger.claim("boilerplate", entry.passage)
            return
        if rec is None:
            self._ledger.claim("narrative", entry.passage, entry.marker)
            return
        if self._wants_text and entry.passage:
            rec.text = Passage.join([rec.text, entry.passage])
            self._ledger.claim("fields", entry.passage, entry.marker)
            self._wants_text = False
            return
        if self._list in _LISTS:
            getattr(rec, _LISTS[self._list]).append(entry.passage)
            self._ledger.claim("fields", entry.passage, entry.marker)
            return
        if self._prose_action(rec, entry):
            return
        self._listing_actions = opens_list(entry.passage) or (
            self._listing_actions and entry.listed
        )
        self._card = None
        self._last_text = entry.passage if len(entry.passage.text.split()) > 2 else None
        self._ledger.claim("narrative", entry.passage, entry.marker)

    def _commits(self, entry: Text) -> bool:
        """True for a paragraph, or a labelled item, that says what will be done."""
        labelled = any(ch.isalnum() for ch in entry.marker.text)
        if self._has_grid or (entry.listed and not labelled):
            return False
        return is_commitment(entry.passage) and not opens_list(entry.passage)

    def _closes(self, closed: Closed, entry: Text) -> bool:
        """True where a bracket closes an action: by its date, or by what stands around."""
        if closed.deadline and (closed.sure or self._commits(entry)):
            return True
        return entry.listed and self._listing_actions

    def _prose_action(self, rec: DraftRecommendation, entry: Text) -> bool:
        """Take a paragraph or item that is an action in itself; True where it was one."""
        acting = [] if self._has_grid else acting_sentences(entry.passage)
        if acting:
            for one in acting:
                rec.actions.append(
                    DraftAction(text=one.text, owners=one.owners, deadline=one.deadline)
                )
                self._ledger.claim("fields", one.text)
            self._ledger.claim("narrative", entry.passage, entry.marker)
            self._card = self._last_text = None
            return True
        closed = closing_bracket(entry.passage)
        if closed is not None and self._closes(closed, entry):
            action = DraftAction(text=closed.text, owners=closed.owners, deadline=closed.deadline)
        elif (entry.listed and self._listing_actions) or (self._commits(entry)):
            action = DraftAction(text=entry.passage, owners=Passage(), deadline=Passage())
        else:
            return False
        label = leading_label(action.text.text) if not entry.marker else None
        if label is not None:
            action.label, action.label_text, action.text = split_label(action.text)
        elif any(ch.isalnum() for ch in entry.marker.text):
            action.label, action.label_text = entry.marker, entry.marker.text.strip(" .:)(")
        self._ledger.claim("fields", entry.passage, entry.marker)
        rec.actions.append(action)
        self._card = None
        self._last_text = action.text
        return True
