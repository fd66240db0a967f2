"""Rows of a grid: the recommendation that a row opens, and the action that it holds."""

from __future__ import annotations

import re
from collections.abc import Iterable

from schemas.blocks import Cell, TextBlock
from schemas.document import Passage

from .columns import Role, role_of
from .draft import DraftAction, DraftRecommendation, DraftSummary
from .entries import Field, Row
from .labels import bare_label, split_label
from .ledger import Ledger
from .lines import labelled_values, split_at_labels
from .lists import items_of, right_edge, with_breaks
from .response import split_response
from .shared import owner_and_date
from .status import is_nothing, is_refusal

_ACTION_PASSAGES: dict[Role, str] = {
    "owner": "owners",
    "deadline": "deadline",
    "original_deadline": "original_deadline",
    "revised_deadline": "revised_deadline",
    "status": "status",
    "rag": "rag",
    "progress": "progress",
    "evidence": "evidence",
    "success_measure": "success_measure",
    "resources": "resources",
}
# Three columns of deadlines fill one field.
_ONE_FIELD = {"original_deadline": "deadline", "revised_deadline": "deadline"}
# Roles whose column may belong to the recommendation, where it spans all its actions.
_SHARED: tuple[Role, ...] = ("priority", "response", "linked_plan", "expected_outcome")
# How sure an action is whose text was joined from two rows.
_JOINED = 0.85
_ALNUM = re.compile(r"\w")


def fields_of(roles: Iterable[Role]) -> list[str]:
    """The contract's fields of an action that columns with these roles fill, sorted."""
    held = {_ACTION_PASSAGES[role] for role in roles if role in _ACTION_PASSAGES}
    return sorted({_ONE_FIELD.get(name, name) for name in held})


def is_template(row: Row) -> bool:
    """True for a row in which every cell is empty, or a row of guidance that holds nothing."""
    return not any(c is not None and c.row == row.row and _ALNUM.search(c.text) for c in row.cells)


class RowReader:
    """Reads the rows of grids; keeps what a row has to know of the rows above."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._opened = False

    def reset(self) -> None:
        """Forget the rows above: a heading or band began something new."""
        self._opened = False

    # What a row opens

    def recommendation(self, row: Row) -> DraftRecommendation | None:
        """The recommendation that begins in this row; None where the one above goes on."""
        cell = row.cell("recommendation")
        if cell is None or not row.header.has("action") or cell is row.cell("action"):
            return None
        number = row.cell("number")
        if not row.starts(cell) or not cell.text:
            return None
        filled = [c for c in row.cells if c is not None and row.starts(c) and c.text]
        if self._opened and filled == [cell] and _is_rest(cell.text):
            return None
        self._opened = True
        label, label_text, text = self._labelled(cell)
        if label_text is None and number is not None and number.text and _owns(number, cell):
            label, label_text = self._whole(number), _clean(number.text)
        self._ledger.claim("fields", label, text, self._whole(cell))
        parts = split_at_labels(text)
        rec = DraftRecommendation(text=parts[0], label=label, label_text=label_text)
        for part in parts[1:]:
            for role, _, value in labelled_values(part):
                if role == "owner":
                    rec.leads = value
                elif role == "deadline":
                    rec.deadline = value
        for role in _SHARED:
            self._shared(rec, row, role)
        return rec

    def _shared(self, rec: DraftRecommendation, row: Row, role: Role) -> None:
        cell = row.cell(role)
        if cell is None or not cell.text:
            return
        whole = cell.passage
        self._ledger.claim("fields", self._whole(cell))
        if role == "priority":
            rec.priority = whole
        elif role == "response":
            rec.response = whole
        elif role == "linked_plan":
            rec.linked_plans = self._items(row, cell, role)
        else:
            rec.expected_outcomes = self._items(row, cell, role)

    def _items(self, row: Row, cell: Cell, role: Role) -> list[Passage]:
        column = row.header.column(role)
        edge = None
        if column is not None:
            edge = right_edge(row.table.at(r, column) for r in range(row.table.rows))
        blocks = (b for b in cell.blocks if isinstance(b, TextBlock))
        return items_of(blocks, edge, names=role == "linked_plan")

    def _with_breaks(self, row: Row, cell: Cell) -> Passage:
        """An owner cell's passage, in which meant breaks part owners."""
        edge = right_edge(row.table.at(r, cell.column) for r in range(row.table.rows))
        return with_breaks((b for b in cell.blocks if isinstance(b, TextBlock)), edge)

    def summary(self, row: Row) -> DraftSummary:
        """A row of a summary table."""
        cell = row.cell("recommendation")
        number = row.cell("number")
        label, label_text, text = self._labelled(cell) if cell else (Passage(), None, Passage())
        if label_text is None and number is not None and number.text:
            label, label_text = self._whole(number), _clean(number.text)
        owner, linked = row.cell("owner"), row.cell("linked_plan")
        made = DraftSummary(text=text, label=label, label_text=label_text)
        if owner is not None:
            made.leads = owner.passage
        if linked is not None:
            made.linked_plans = self._items(row, linked, "linked_plan")
        self._ledger.claim("fields", *(self._whole(c) for c in row.cells if c is not None))
        return made

    def recommended_action(self, row: Row) -> tuple[DraftRecommendation | None, DraftAction | None]:
        """A row whose recommendation is its action too, where the grid has no action column."""
        cell = row.cell("recommendation")
        if cell is None or not cell.text or not row.starts(cell):
            return None, None
        number = row.cell("number")
        label, label_text, text = self._labelled(cell)
        if label_text is None and number is not None and number.text:
            label, label_text = self._whole(number), _clean(number.text)
        rec = DraftRecommendation(text=text, label=label, label_text=label_text)
        for role in _SHARED:
            self._shared(rec, row, role)
        self._ledger.claim("fields", label, text)
        if rec.response is not None and is_refusal(rec.response.text):
            return rec, None
        action = DraftAction(text=text, confidence=row.confidence)
        self._fill(action, row)
        return rec, action

    # The action

    def action(self, row: Row, rec: DraftRecommendation) -> DraftAction | None:
        """The row's action; None where the row has none (a refused recommendation)."""
        cell = row.cell("action")
        if cell is None:
            return None
        if self._goes_on(row, cell, rec):
            return None
        if not row.starts(cell):
            return self._more(row, rec)
        label, label_text, text = self._labelled(cell)
        number = row.cell("number")
        if label_text is None and number is not None and number.text and row.starts(number):
            code = bare_label(number.text)
            if code is not None and not _same_label(rec, number):
                label, label_text = self._whole(number), _clean(number.text)
        if rec.response is None and _answers(row):
            rec.response, text = split_response(text)
            self._ledger.claim("fields", rec.response)
        refused = rec.response is not None and is_refusal(rec.response.text)
        if not text.text or is_nothing(text.text) or (refused and _answers(row)):
            self._claim_nothing(row)
            if refused and text:
                rec.extra.append(("response", text))
                self._ledger.claim("fields", text)
            return None
        self._ledger.claim("fields", label, text, self._whole(cell))
        action = DraftAction(
            text=text, label=label, label_text=label_text, confidence=row.confidence
        )
        self._fill(action, row)
        return action

    def _goes_on(self, row: Row, cell: Cell, rec: DraftRecommendation) -> bool:
        """Join a row that only ends the text of the row above, as after a page break."""
        filled = [c for c in row.cells if c is not None and row.starts(c) and c.text]
        if len(filled) != 1 or not _is_rest(filled[0].text):
            return False
        self._ledger.claim("fields", self._whole(filled[0]))
        if filled[0] is cell and rec.actions:
            last = rec.actions[-1]
            last.text = Passage.join([last.text, cell.passage])
            last.confidence = min(last.confidence, _JOINED)
        elif filled[0] is row.cell("recommendation"):
            rec.text = Passage.join([rec.text, filled[0].passage])
        else:
            return False
        return True

    def _claim_nothing(self, row: Row) -> None:
        """Count the cells of a row without an action that say so; others stay unclaimed."""
        for cell in row.cells:
            if cell is not None and row.starts(cell) and is_nothing(cell.text):
                self._ledger.claim("fields", self._whole(cell))

    def _more(self, row: Row, rec: DraftRecommendation) -> DraftAction | None:
        """A further row beside an action that spans several: its owners and dates join it."""
        if not rec.actions:
            return None
        action = rec.actions[-1]
        for role, name in _ACTION_PASSAGES.items():
            cell = row.cell(role)
            if cell is None or not row.starts(cell) or not cell.text:
                continue
            held: Passage | None = getattr(action, name)
            setattr(action, name, Passage.join([held or Passage(), cell.passage]))
            self._ledger.claim("fields", self._whole(cell))
        return None

    def _fill(self, action: DraftAction, row: Row) -> None:
        done: set[int] = set()
        for index, column in enumerate(row.header.columns):
            cell = row.cells[index] if index < len(row.cells) else None
            if cell is None or id(cell) in done:
                continue
            done.add(id(cell))
            self._fill_one(action, row, cell, column.roles, column.heading)

    def _fill_one(
        self, action: DraftAction, row: Row, cell: Cell, roles: tuple[Role, ...], heading: str
    ) -> None:
        claimed = False
        if {"owner", "deadline"} <= set(roles):
            self._ledger.claim("fields", self._whole(cell))
            action.owners, action.deadline = owner_and_date(cell.passage)
            return
        for role in roles:
            name = _ACTION_PASSAGES.get(role)
            if name is None:
                claimed = claimed or role in {"action", "recommendation", "number", *_SHARED}
                continue
            claimed = True
            held: Passage | None = getattr(action, name)
            value = self._with_breaks(row, cell) if role == "owner" else cell.passage
            if held is None:
                setattr(action, name, value)
            elif role in {"owner", "progress", "evidence"}:
                setattr(action, name, Passage.parted([held, value]))
            elif cell.text:
                action.extra.append((heading, cell.passage))
            if role in {"rag", "status"}:
                setattr(action, f"{role}_fill", cell.fill)
        if not claimed and cell.text and heading:
            action.extra.append((heading, cell.passage))
            claimed = True
        if (claimed and not set(roles) & {"action", "recommendation", "number"}) or (
            "number" in roles and row.starts(cell)
        ):
            self._ledger.claim("fields", self._whole(cell))

    def put(self, action: DraftAction, role: Role, entry: Field) -> bool:
        """Put a field of a card, or of a line below a paragraph, into its action."""
        name = _ACTION_PASSAGES.get(role)
        value = entry.value
        if name is None:
            if role in {"other", "priority", "response", "linked_plan", "expected_outcome"}:
                if value:
                    action.extra.append((entry.label.text.strip(" :"), value))
                    self._ledger.claim("fields", value)
                return True
            return False
        held: Passage | None = getattr(action, name)
        setattr(action, name, Passage.join([held, value]) if held else value)
        if role in {"rag", "status"}:
            setattr(action, f"{role}_fill", entry.fill)
        self._ledger.claim("fields", value)
        return True

    # Cells

    def _labelled(self, cell: Cell) -> tuple[Passage, str | None, Passage]:
        """A cell as (label, label's text, text); the label from its marker or first words."""
        first = cell.blocks[0] if cell.blocks else None
        marker = first.marker if isinstance(first, TextBlock) else Passage()
        if any(ch.isalnum() for ch in marker.text):
            return marker, _clean(marker.text), cell.passage
        label, text, rest = split_label(cell.passage)
        return label, text, rest

    def _whole(self, cell: Cell) -> Passage:
        """All words of a cell, markers included."""
        return Passage.join(
            p for b in cell.blocks if isinstance(b, TextBlock) for p in (b.marker, b.passage) if p
        )


def _answers(row: Row) -> bool:
    """True where the action column is headed as a response to the recommendation."""
    column = row.header.column("action")
    if column is None:
        return False
    found = role_of(row.header.columns[column].heading)
    return found is not None and found.role == "response"


def _is_rest(text: str) -> bool:
    """True for a text that begins in the middle of a sentence."""
    first = text[:1]
    return (
        first.islower()
        or first in "(,;)"
        or (first.isdigit() and bare_label(text) is None)
        or (len(text.split()) == 1 and text.endswith("."))
    )


def _clean(label: str) -> str:
    return label.strip().rstrip(".):-–— ").lstrip("(")


def _owns(number: Cell, cell: Cell) -> bool:
    """True where a number cell labels a recommendation cell: both span the same rows."""
    return number.row == cell.row and number.row_span >= cell.row_span


def _same_label(rec: DraftRecommendation, number: Cell) -> bool:
    return rec.label_text is not None and _clean(number.text) == rec.label_text
