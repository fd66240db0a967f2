"""Plans as tables with keys, the same for every database."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from pipeline.checks.base import is_complete
from schemas.plan import Owner, Plan, Recommendation, When

from .cells import whole
from .load import Named
from .rows import pages, places, post, shown

Kind = Literal["text", "int", "real", "date", "bool", "json"]
Value = str | int | float | bool | dt.date | None


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its columns with their kinds, and the columns of its key.

    `points` are foreign keys, from columns to a table; `index` are columns
    that questions are asked by.
    """

    name: str
    columns: dict[str, Kind]
    key: tuple[str, ...]
    points: dict[tuple[str, ...], str] = field(default_factory=dict)
    index: tuple[tuple[str, ...], ...] = ()


_AT = ("plan", "recommendation_no")
_ACTION = (*_AT, "action_no")
TABLES = (
    Table(
        "plans",
        {
            "plan": "text",
            "file": "text",
            "sha256": "text",
            "media_type": "text",
            "pages": "int",
            "text_source": "text",
            "title": "text",
            "organisation": "text",
            "inspectorate": "text",
            "judgement": "text",
            "plan_date": "date",
            "plan_date_printed": "text",
            "inspection_date": "date",
            "inspection_date_printed": "text",
            "report_date": "date",
            "report_date_printed": "text",
            "words": "int",
            "unclaimed_words": "int",
            "plansift_version": "text",
        },
        ("plan",),
    ),
    Table(
        "leads",
        {
            "plan": "text",
            "lead_no": "int",
            "id": "text",
            "name": "text",
            "initials": "text",
            "job_title": "text",
            "organisation": "text",
            "state": "text",
            "page": "text",
        },
        ("plan", "lead_no"),
        {("plan",): "plans"},
    ),
    Table(
        "recommendations",
        {
            "plan": "text",
            "recommendation_no": "int",
            "id": "text",
            "label": "text",
            "text": "text",
            "priority": "text",
            "response": "text",
            "linked_plans": "json",
            "expected_outcomes": "json",
            "success_measures": "json",
            "extra": "json",
            "summary_text": "text",
            "page": "text",
        },
        _AT,
        {("plan",): "plans"},
    ),
    Table(
        "actions",
        {
            "plan": "text",
            "recommendation_no": "int",
            "action_no": "int",
            "id": "text",
            "label": "text",
            "number": "text",
            "text": "text",
            "deadline": "text",
            "deadline_kind": "text",
            "earliest": "date",
            "due": "date",
            "edtf": "text",
            "year_from_context": "bool",
            "revised_from": "text",
            "revised_from_due": "date",
            "milestones": "json",
            "status": "text",
            "status_printed": "text",
            "rag": "text",
            "rag_printed": "text",
            "rag_basis": "text",
            "is_complete": "bool",
            "owner_note": "text",
            "progress": "text",
            "evidence": "text",
            "success_measure": "text",
            "resources": "text",
            "extra": "json",
            "confidence": "real",
            "page": "text",
        },
        _ACTION,
        {_AT: "recommendations"},
        (("due",),),
    ),
    Table(
        "owners",
        {
            "plan": "text",
            "owner_no": "int",
            "recommendation_no": "int",
            "action_no": "int",
            "printed": "text",
            "owner": "text",
            "kind": "text",
            "role": "text",
            "post": "text",
            "lead_no": "int",
            "resolved_by": "text",
            "confidence": "real",
            "page": "text",
        },
        ("plan", "owner_no"),
        {
            ("plan",): "plans",
            _AT: "recommendations",
            _ACTION: "actions",
            ("plan", "lead_no"): "leads",
        },
        (_ACTION, ("owner",), ("plan", "lead_no")),
    ),
    Table(
        "findings",
        {
            "plan": "text",
            "finding_no": "int",
            "code": "text",
            "severity": "text",
            "message": "text",
            "recommendation_no": "int",
            "action_no": "int",
            "field": "text",
            "suggestion": "text",
            "page": "text",
        },
        ("plan", "finding_no"),
        {("plan",): "plans", _AT: "recommendations", _ACTION: "actions"},
        (_ACTION, ("code",)),
    ),
)

Rows = dict[str, list[tuple[Value, ...]]]


def tables(plans: Iterable[Named]) -> Rows:
    """The rows of every table, those of the plans one after another."""
    made: Rows = {table.name: [] for table in TABLES}
    for named in plans:
        for name, records in _Maker(named.name, named.plan).records().items():
            columns = next(table.columns for table in TABLES if table.name == name)
            made[name] += [
                tuple(_value(record[column]) for column in columns) for record in records
            ]
    return made


Record = dict[str, object]


class _Maker:
    """Makes the records of one plan; numbers, not ids, are its keys: they can't repeat."""

    def __init__(self, name: str, plan: Plan) -> None:
        self.name = name
        self.plan = plan
        self.leads = {lead.id: lead for lead in plan.leads}
        self.lead_no = {lead.id: n for n, lead in enumerate(plan.leads, 1)}
        self.at: dict[tuple[str | None, str | None], tuple[int, int | None]] = {}
        for n, r in enumerate(plan.recommendations, 1):
            self.at.setdefault((r.id, None), (n, None))
        for place in places(plan):
            self.at.setdefault((place.recommendation.id, place.action.id), (place.n, place.m))

    def records(self) -> dict[str, list[Record]]:
        return {
            "plans": [self._plan()],
            "leads": [
                {
                    "plan": self.name,
                    "lead_no": n,
                    **lead.model_dump(exclude={"sources"}),
                    "page": pages(lead.sources) or None,
                }
                for n, lead in enumerate(self.plan.leads, 1)
            ],
            "recommendations": [
                self._recommendation(n, r) for n, r in enumerate(self.plan.recommendations, 1)
            ],
            "actions": self._actions(),
            "owners": self._owners(),
            "findings": self._findings(),
        }

    def _plan(self) -> Record:
        plan, source = self.plan, self.plan.source
        return {
            "plan": self.name,
            **source.model_dump(),
            "title": plan.title,
            "organisation": plan.organisation,
            "inspectorate": plan.inspectorate,
            "judgement": plan.judgement,
            **_day("plan_date", plan.plan_date),
            **_day("inspection_date", plan.inspection_date),
            **_day("report_date", plan.report_date),
            "words": plan.accounting.words,
            "unclaimed_words": plan.accounting.unclaimed,
            "plansift_version": plan.producer.version,
        }

    def _recommendation(self, n: int, r: Recommendation) -> Record:
        return {
            "plan": self.name,
            "recommendation_no": n,
            **r.model_dump(exclude={"leads", "actions", "summary", "sources"}),
            "summary_text": r.summary.text if r.summary else None,
            "page": pages(r.sources) or None,
        }

    def _actions(self) -> list[Record]:
        made: list[Record] = []
        for place in places(self.plan):
            action, when = place.action, place.action.deadline
            moved = when.revised_from if when else None
            made.append(
                {
                    "plan": self.name,
                    "recommendation_no": place.n,
                    "action_no": place.m,
                    **action.model_dump(include=set(_TOLD)),
                    "number": place.number,
                    "deadline": when.raw if when else None,
                    "deadline_kind": when.kind if when else None,
                    "earliest": when.earliest if when else None,
                    "due": when.latest if when else None,
                    "edtf": when.edtf if when else None,
                    "year_from_context": when.year_from_context if when else None,
                    "revised_from": moved.raw if moved else None,
                    "revised_from_due": moved.latest if moved else None,
                    "milestones": [_milestone(milestone) for milestone in action.milestones],
                    "status": action.status.value if action.status else None,
                    "status_printed": action.status.raw if action.status else None,
                    "rag": action.rag.value if action.rag else None,
                    "rag_printed": action.rag.raw if action.rag else None,
                    "rag_basis": action.rag.basis if action.rag else None,
                    "is_complete": is_complete(action),
                    "page": pages(action.sources) or None,
                }
            )
        return made

    def _owners(self) -> list[Record]:
        """Owners of actions, and those who lead a recommendation: these have no action."""
        named: list[tuple[int, int | None, Owner]] = []
        for n, r in enumerate(self.plan.recommendations, 1):
            named += [(n, None, owner) for owner in r.leads]
            named += [(n, m, owner) for m, a in enumerate(r.actions, 1) for owner in a.owners]
        return [
            {
                "plan": self.name,
                "owner_no": number,
                "recommendation_no": n,
                "action_no": m,
                "printed": owner.raw,
                "owner": shown(owner, self.leads),
                "kind": owner.kind,
                "role": owner.role,
                "post": post(owner, self.leads) or None,
                "lead_no": self.lead_no.get(owner.lead_id or ""),
                "resolved_by": owner.resolved_by,
                "confidence": owner.confidence,
                "page": pages(owner.sources) or None,
            }
            for number, (n, m, owner) in enumerate(named, 1)
        ]

    def _findings(self) -> list[Record]:
        made: list[Record] = []
        for number, finding in enumerate(self.plan.findings, 1):
            at = (finding.recommendation, finding.action)
            n, m = self.at.get(at) or self.at.get((finding.recommendation, None)) or (None, None)
            made.append(
                {
                    "plan": self.name,
                    "finding_no": number,
                    **finding.model_dump(exclude={"recommendation", "action", "sources"}),
                    "recommendation_no": n,
                    "action_no": m,
                    "page": pages(finding.sources) or None,
                }
            )
        return made


_TOLD = (
    "id", "label", "text", "owner_note", "progress", "evidence", "success_measure", "resources",
    "extra", "confidence",
)  # fmt: skip


def _day(name: str, when: When | None) -> Record:
    """A date as a day, its last where it spans several, and as printed."""
    return {name: when.latest if when else None, f"{name}_printed": when.raw if when else None}


def _milestone(when: When) -> dict[str, str | None]:
    return {"printed": when.raw, "due": when.latest.isoformat() if when.latest else None}


def _value(value: object) -> Value:
    """A value as the tables hold it: lists and maps as JSON."""
    if isinstance(value, list | dict):
        return whole(json.dumps(value, ensure_ascii=False))
    if isinstance(value, str):
        return whole(value)
    assert value is None or isinstance(value, int | float | dt.date)
    return value
