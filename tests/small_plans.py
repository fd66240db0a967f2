"""Plans in a few lines of data, for the rules' test cases.

An action is one line, `label | text | owners | deadline | status`, of which the end may be left
out, or a table with the fields of a draft.  Cells go through plansift's own readers, so that
`KM/AW` is two owners and `31 September 2027` no date: `⏎` ends a printed line, `~` stands before
a struck-out word.  A lead is `KM Kate Moss, Head of Training`, `TBC: Police`, `vacant: Head of
Safety`, or a table of a lead's fields.  `set`, in any table, puts values over what was read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from typing import Any

from extractors.dates import DateContext, read_when
from extractors.draft import DraftAction, DraftRecommendation, DraftSummary
from extractors.keys import Key
from extractors.people import Register, is_initials
from pipeline.assemble import Assembler
from schemas.document import Passage, Word
from schemas.plan import Lead, Plan, Recommendation, Stated, When

Row = dict[str, Any]
CELLS = ("label", "text", "owners", "deadline", "status")
_NO_PERSON = re.compile(r"(tbc|vacant):\s*(.+)", re.IGNORECASE)


@dataclass(slots=True)
class Paper:
    """Gives passages for texts, each with a place of its own as in one document."""

    words: int = 0
    end: int = 0

    def passage(self, text: str) -> Passage:
        """The words of a cell."""
        lines = [[self._word(shown) for shown in line.split()] for line in text.split("⏎")]
        return Passage.of_lines(lines)

    def _word(self, shown: str) -> Word:
        bare = shown.removeprefix("~")
        start, number = self.end, self.words
        self.end, self.words = start + len(bare) + 1, number + 1
        return Word(number, bare, start, start + len(bare), page=1, struck=shown != bare)


def small_plan(data: Row) -> Plan:
    """The plan that a case's data tells of; unknown keys are refused."""
    data, over = _taken(data)
    paper, date = Paper(), _when(data.pop("date", None))
    leads = _leads(data.pop("leads", []))
    context = DateContext()
    if date is not None and date.earliest is not None:
        context = DateContext(plan_first=date.earliest, plan_last=date.latest)
    assembler = Assembler(Register(leads), context, Key())
    unclaimed = data.pop("unclaimed", [])
    count = sum(len(run["text"].split()) for run in unclaimed)
    stated = data.pop("stated", None)
    plan: Row = {
        "source": {"file": "small.docx", "sha256": "ab" * 32, "media_type": "text/plain"},
        "producer": {"name": "plansift", "version": "0"},
        "plan_date": date,
        "plan_end": _when(data.pop("end", None)),
        "recommendations_stated": Stated(**stated) if stated else None,
        "leads": leads,
        "recommendations": _recommendations(data.pop("recommendations", []), paper, assembler),
        "columns": data.pop("columns", []),
        "accounting": {
            "words": count, "fields": 0, "boilerplate": 0, "narrative": 0,
            "unclaimed": count, "unclaimed_text": unclaimed,
        },
    }  # fmt: skip
    assert not data, f"a small plan has no {', '.join(data)}"
    return Plan.model_validate(plan | over)


def _taken(data: Row) -> tuple[Row, Row]:
    """A table without its `set`, and that."""
    return {k: v for k, v in data.items() if k != "set"}, data.get("set", {})


def _when(text: str | None) -> When | None:
    return read_when(text) if text else None


def _leads(rows: list[str | Row]) -> list[Lead]:
    leads = [_lead(row) for row in rows]
    ids = [lead.initials or lead.name or lead.job_title or "lead" for lead in leads]
    for number, lead in enumerate(leads):
        before = ids[:number].count(ids[number])
        lead.id = f"{ids[number]}-{before + 1}" if before else ids[number]
    return leads


def _lead(row: str | Row) -> Lead:
    if not isinstance(row, str):
        return Lead(id="", **row)
    if nobody := _NO_PERSON.fullmatch(row):
        return Lead.model_validate({"id": "", "state": nobody[1].lower(), "job_title": nobody[2]})
    who, _, title = (part.strip() for part in row.partition(","))
    first, _, rest = who.partition(" ")
    initials, name = (first, rest) if is_initials(first) else (None, who)
    return Lead(id="", name=name or None, initials=initials, job_title=title or None)


def _recommendations(rows: list[Row], paper: Paper, assembler: Assembler) -> list[Recommendation]:
    """Recommendations as the pipeline puts them together, with what their rows set."""
    plain = [_taken(row) for row in rows]
    acts = [[_action_row(act) for act in row.pop("actions", [])] for row, _ in plain]
    sums = [row.pop("summary", None) for row, _ in plain]
    drafts = [
        _draft(row, [_draft_action(a, paper) for a, _ in held], paper)
        for (row, _), held in zip(plain, acts, strict=True)
    ]
    made = assembler.recommendations(drafts)
    for place, (rec, told, held) in enumerate(zip(made, sums, acts, strict=True)):
        if told is not None:
            # `true`: the recommendation is a row of the summary, and no section answers it.
            rec.summary = assembler.summary(_draft_summary(told, drafts[place], paper))
        actions = [
            type(action).model_validate(action.model_dump() | over)
            for action, (_, over) in zip(rec.actions, held, strict=True)
        ]
        merged = rec.model_dump() | {"actions": actions} | plain[place][1]
        made[place] = Recommendation.model_validate(merged)
    return made


def _action_row(action: str | Row) -> tuple[Row, Row]:
    if not isinstance(action, str):
        return _taken(action)
    cells = [cell.strip() for cell in action.split("|")]
    assert len(cells) <= len(CELLS), f"too many cells: {action}"
    return dict(zip(CELLS, cells, strict=False)), {}


def _draft_action(row: Row, paper: Paper) -> DraftAction:
    assert row.keys() <= {field.name for field in fields(DraftAction)}, f"an unknown key: {row}"
    plain = {k: v for k, v in row.items() if k in ("status_fill", "rag_fill", "confidence")}
    cells = {k: paper.passage(v) for k, v in row.items() if k not in plain}
    return DraftAction(**{"text": Passage()} | cells | plain, label_text=row.get("label") or None)


def _draft(row: Row, actions: list[DraftAction], paper: Paper) -> DraftRecommendation:
    known = {field.name for field in fields(DraftRecommendation)}
    assert row.keys() <= known, f"an unknown key: {row}"
    cells = {k: _passages(v, paper) for k, v in row.items()}
    label = row.get("label") or None
    return DraftRecommendation(**{"text": Passage()} | cells, label_text=label, actions=actions)


def _draft_summary(told: Row | bool, draft: DraftRecommendation, paper: Paper) -> DraftSummary:
    if isinstance(told, bool):
        return DraftSummary(draft.text, leads=draft.leads, linked_plans=draft.linked_plans)
    return DraftSummary(**{k: _passages(v, paper) for k, v in told.items()})


def _passages(value: str | list[str], paper: Paper) -> Any:
    if isinstance(value, str):
        return paper.passage(value)
    return [paper.passage(text) for text in value]
