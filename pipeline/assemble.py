"""From a draft to the plan's recommendations: owners resolved, dates read, sources told."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from extractors.dates import DateContext, Deadline, read_deadline
from extractors.draft import DraftAction, DraftRecommendation, DraftSummary
from extractors.keys import Key
from extractors.labels import label_code
from extractors.people import Register, reference_in, split_owners
from extractors.status import fill_value, is_done, is_percentage, rag_value, status_value
from schemas.by_eye import ocr_confidence, ocr_share
from schemas.document import Passage, unreadable
from schemas.plan import Action, Owner, Rag, Recommendation, Status, Summary, When
from schemas.provenance import sources_of

from .resolve import resolve

_SLUG = re.compile(r"[^a-z0-9]+")


@dataclass(slots=True)
class Assembler:
    """Turns drafts into contract models, in document order."""

    register: Register
    context: DateContext
    key: Key
    owners_by_label: dict[str, list[Owner]] = field(default_factory=dict)
    deadlines_by_label: dict[str, When | None] = field(default_factory=dict)
    last_owners: list[Owner] | None = None
    last_deadline: When | None = None

    def recommendations(self, drafts: list[DraftRecommendation]) -> list[Recommendation]:
        """All recommendations with their actions; ids are unique in the plan."""
        ids = _ids([_recommendation_id(d, n) for n, d in enumerate(drafts, start=1)])
        made: list[Recommendation] = []
        labels = Counter(a.label_text for d in drafts for a in d.actions if a.label_text)
        taken: set[str] = set()
        for rec_id, draft in zip(ids, drafts, strict=True):
            made.append(self._recommendation(rec_id, draft, labels, taken))
        return made

    def _recommendation(
        self,
        rec_id: str,
        draft: DraftRecommendation,
        labels: Counter[str],
        taken: set[str],
    ) -> Recommendation:
        leads, _, _ = self._owners(draft.leads)
        rec = Recommendation(
            id=rec_id,
            label=draft.label_text,
            text=draft.text.live().text,
            priority=_text(draft.priority),
            response=_text(draft.response),
            leads=leads,
            linked_plans=[p.text for p in draft.linked_plans if p],
            expected_outcomes=[p.text for p in draft.expected_outcomes if p],
            success_measures=[p.text for p in draft.success_measures if p],
            extra=_extra(draft.extra),
            sources=sources_of(draft.text.live()) or sources_of(draft.label),
        )
        for number, action in enumerate(draft.actions, start=1):
            action_id = _action_id(rec_id, action, number, labels, taken)
            taken.add(action_id)
            rec.actions.append(self._action(action_id, action, draft))
        if rec.label and rec.actions:
            self.owners_by_label.setdefault(rec.label.casefold(), rec.actions[0].owners)
        return rec

    def _action(self, action_id: str, draft: DraftAction, rec: DraftRecommendation) -> Action:
        # A value given at the recommendation's level belongs to each action without a column.
        owners, nobody, sure = self._owners(draft.owners if draft.owners is not None else rec.leads)
        deadline = self._deadline(draft, rec)
        read = ocr_confidence(draft.text.words)
        action = Action(
            id=action_id,
            label=draft.label_text,
            text=draft.text.live().text,
            owners=owners,
            owner_note=nobody,
            deadline=deadline.deadline,
            milestones=deadline.milestones,
            status=self._status(draft, rec),
            rag=_rag(draft, rec),
            progress=_text(draft.progress),
            evidence=_text(draft.evidence),
            success_measure=_text(draft.success_measure),
            resources=_text(draft.resources),
            extra=_extra(draft.extra),
            confidence=round(draft.confidence * sure * ocr_share(read), 3),
            ocr_confidence=read,
            sources=sources_of(draft.text.live()),
        )
        if draft.confidence < 1:
            for owner in action.owners:
                owner.confidence = round(owner.confidence * draft.confidence, 3)
        self._move_status(action, draft)
        if draft.label_text:
            self.owners_by_label[draft.label_text.casefold()] = owners
            self.deadlines_by_label[draft.label_text.casefold()] = action.deadline
        self.last_owners, self.last_deadline = owners, action.deadline
        return action

    def _move_status(self, action: Action, draft: DraftAction) -> None:
        """A status column may hold colours or letters; a RAG column words of status."""
        text = draft.status.text if draft.status else ""
        if text and action.rag is None and draft.rag is None and rag_value(text) is not None:
            action.rag, action.status = _as_rag(draft.status), None
        elif text and action.status is None:
            action.progress = f"{action.progress} {text}".strip() if action.progress else text
        # And a column of ratings words of status: no word of it is lost.
        rated = _text(draft.rag)
        if draft.rag is None or not rated or action.rag is not None:
            return
        value = self.key.status(rated) or status_value(rated)
        sources = sources_of(draft.rag)
        if action.status is None and value not in (None, "other"):
            action.status = Status(value=value, raw=rated, basis="text", sources=sources)
        else:
            action.rag = Rag(value="other", raw=rated, basis="text", sources=sources)

    def _status(self, draft: DraftAction, rec: DraftRecommendation) -> Status | None:
        """The status that a cell words, by the document's own key first."""
        passage = draft.status or rec.status
        text = _text(passage)
        if passage is None or not text:
            return self._done_by_progress(draft)
        value = self.key.status(text) or status_value(text)
        if value is None:
            return None
        return Status(value=value, raw=text, basis="text", sources=sources_of(passage))

    def _done_by_progress(self, draft: DraftAction) -> Status | None:
        """Without a status column: a progress of "75%", or one that opens "Completed …"."""
        if draft.status is not None or draft.rag is not None or not draft.progress:
            return None
        text = draft.progress.text
        if is_percentage(text):
            sources = sources_of(draft.progress)
            return Status(value=status_value(text) or "other", raw=text, sources=sources)
        opening = re.split(r"[.;,–-]|\s\d", draft.progress.text, maxsplit=1)[0]
        if not is_done(opening) or len(opening.split()) > 3:
            return None
        passage = draft.progress.slice(0, len(opening))
        return Status(value="complete", raw=opening, sources=sources_of(passage))

    def _owners(self, cell: Passage | None) -> tuple[list[Owner], str | None, float]:
        """A cell's owners, what stood there where it names nobody, and how sure the split is."""
        if not cell:
            return [], None, 1.0
        split = split_owners(cell, self.register)
        owners = resolve(split, self.register, self._by_label)
        if not owners and not split.nobody and unreadable(cell.text):
            # What can't be read is not missing.
            return [], cell.text, 1.0
        if not owners and any(m.reference is not None for m in split.mentions):
            # "As 2.1 above", and nobody owns 2.1.
            return [], cell.without(struck=True).text, 1.0
        return owners, split.nobody, 1.0

    def _by_label(self, reference: str) -> list[Owner] | None:
        if reference == "above":
            return self.last_owners
        return self.owners_by_label.get(reference.casefold())

    def _deadline(self, draft: DraftAction, rec: DraftRecommendation) -> Deadline:
        original, revised = draft.original_deadline, draft.revised_deadline
        if original is None and revised is None:
            cell = draft.deadline if draft.deadline is not None else rec.deadline
            return self._referred(self._read(cell or Passage()))
        before = self._read(original or draft.deadline or Passage())
        if not revised:
            return before
        after = self._read(revised)
        if after.deadline is None or before.deadline is None:
            return after if after.deadline is not None else before
        if after.deadline.revised_from is None:
            after.deadline.revised_from = before.deadline
        return after

    def _read(self, cell: Passage) -> Deadline:
        """A cell's deadline; one with a character that nobody can read is no day for sure."""
        if unreadable(cell.text):
            when = When(raw=cell.text, kind="unparsed", sources=sources_of(cell))
            return Deadline(deadline=when)
        read = read_deadline(cell, self.context)
        for when in [*filter(None, [read.deadline]), *read.milestones]:
            _note_reading(when, cell)
        return read

    def _referred(self, read: Deadline) -> Deadline:
        """A deadline that points to another's ("See 1.2") with that one's span."""
        when = read.deadline
        pointed = reference_in(when.raw) if when is not None else None
        if when is None or (pointed is None and "reference" not in read.notes):
            return read
        found = (
            self.last_deadline
            if pointed in {None, "above"}
            else self.deadlines_by_label.get((pointed or "").casefold())
        )
        if found is not None:
            span = found.model_dump(include={"kind", "earliest", "latest", "edtf"})
            read.deadline = when.model_copy(update=span)
        return read

    def summary(self, draft: DraftSummary) -> Summary:
        """A row of a summary table in the contract's form."""
        leads, _, _ = self._owners(draft.leads)
        return Summary(
            text=draft.text.text,
            leads=leads,
            linked_plans=[p.text for p in draft.linked_plans if p],
            sources=sources_of(draft.text),
        )


def _note_reading(when: When, cell: Passage) -> None:
    """Say of a date how sure OCR is of its words, and what it read where that was mended."""
    words = [w for w in cell.words if w.by_eye and w.text in when.raw]
    when.ocr_confidence = ocr_confidence(words)
    if any(w.raw is not None for w in words):
        read = when.raw
        for word in words:
            read = read.replace(word.text, word.raw or word.text, 1)
        when.ocr_raw = read


def _text(passage: Passage | None) -> str | None:
    return (passage.live().text or None) if passage else None


def _extra(pairs: list[tuple[str, Passage]]) -> dict[str, str]:
    made: dict[str, str] = {}
    for heading, passage in pairs:
        text = passage.text
        if text:
            made[heading] = f"{made[heading]} {text}" if heading in made else text
    return made


def _as_rag(passage: Passage | None) -> Rag | None:
    text = _text(passage)
    value = rag_value(text) if text else None
    if passage is None or value is None:
        return None
    return Rag(value=value, raw=text, basis="text", sources=sources_of(passage))


def _rag(draft: DraftAction, rec: DraftRecommendation) -> Rag | None:
    found = _as_rag(draft.rag if draft.rag is not None else rec.rag)
    if found is not None:
        return found
    fill = draft.rag_fill if draft.rag is not None else draft.status_fill
    if fill is None:
        return None
    value = fill_value(fill)
    return None if value in {"grey", "other"} else Rag(value=value, basis="fill")


def _recommendation_id(draft: DraftRecommendation, number: int) -> str:
    return label_code(draft.label_text) if draft.label_text else str(number)


def _ids(wanted: list[str]) -> list[str]:
    """The wanted ids, those that repeat made unique by a suffix."""
    taken: set[str] = set()
    made: list[str] = []
    for name in wanted:
        unique, number = name, 2
        while unique in taken:
            unique, number = f"{name}-{number}", number + 1
        taken.add(unique)
        made.append(unique)
    return made


def _action_id(
    rec_id: str,
    action: DraftAction,
    number: int,
    labels: Counter[str],
    taken: set[str],
) -> str:
    label = label_code(action.label_text) if action.label_text else None
    if (
        label
        and labels[action.label_text or ""] == 1
        and label not in taken
        and label != rec_id
        and re.search(r"\d\D+\d|\d[a-z]", label)
    ):
        return label
    joint = "-" if "." in rec_id else "."
    name = f"{rec_id}{joint}{number}"
    while name in taken:
        name += "x"
    return name
