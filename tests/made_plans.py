"""Plans made by hand, for what does not need a document: JSON, schema, report."""

from __future__ import annotations

import string
from typing import Any

from hypothesis import strategies as st

from schemas.document import Document, Word
from schemas.plan import Plan

WORDS = (
    "Harbour Watch Plan . Owner QX is nowhere listed . 31 September 2031 is no day . "
    "Unloved words at the end"
)


def document() -> Document:
    """A text of which `plan()`'s findings quote words."""
    words, at = [], 0
    for number, word in enumerate(WORDS.split()):
        words.append(Word(number, word, at, at + len(word), page=1))
        at += len(word) + 1
    return Document("harbour.txt", "ab" * 32, "text/plain", WORDS, words)


def span(words: str, page: int | None = 1) -> dict[str, Any]:
    start = WORDS.index(words)
    return {"page": page, "span": [start, start + len(words)]}


def plan_data() -> dict[str, Any]:
    """A plan that uses every part of the contract at least once."""
    day = {"raw": "4 May 2031", "kind": "date", "earliest": "2031-05-04", "latest": "2031-05-04"}
    month = {
        "raw": "June 2031",
        "kind": "month",
        "earliest": "2031-06-01",
        "latest": "2031-06-30",
        "edtf": "2031-06",
        "revised_from": day,
    }
    ann = {"raw": "AW", "kind": "person", "lead_id": "AW", "name": "Ann Wray"}
    return {
        "source": {
            "file": "harbour.txt",
            "sha256": "ab" * 32,
            "media_type": "text/plain",
            "pages": 2,
        },
        "producer": {"name": "plansift", "version": "9.9"},
        "title": "Harbour Watch Plan – Stufe Ü",
        "organisation": "Harbour Watch",
        "inspectorate": "The Tide Office",
        "judgement": "Ebbing",
        "plan_date": month,
        "inspection_date": {**day, "raw": "early May"},
        "report_date": day,
        "leads": [
            {"id": "AW", "name": "Ann Wray", "initials": "AW", "job_title": "Warden"},
            {"id": "pilot", "job_title": "Pilot", "state": "vacant"},
        ],
        "recommendations": [
            {
                "id": "1",
                "label": "1",
                "text": "Watch the harbour",
                "priority": "High",
                "response": "Accepted",
                "leads": [ann],
                "linked_plans": ["Tide Tables"],
                "expected_outcomes": ["A harbour watched"],
                "success_measures": ["Hours watched"],
                "summary": {
                    "text": "Watch the harbour well",
                    "leads": [ann],
                    "linked_plans": ["Old Tables"],
                },
                "extra": {"Regulation": "12(2)"},
                "actions": [
                    {
                        "id": "1.1",
                        "label": "1",
                        "text": "Light the lamps",
                        "owners": [
                            ann,
                            {"raw": "QX", "kind": "unknown"},
                            {"raw": "Pilot", "kind": "post", "lead_id": "pilot"},
                            {"raw": "All crews", "kind": "group"},
                            {
                                "raw": "Anne Ray",
                                "kind": "person",
                                "lead_id": "AW",
                                "name": "Ann Wray",
                                "resolved_by": "fuzzy",
                                "confidence": 0.71,
                            },
                        ],
                        "deadline": month,
                        "milestones": [day],
                        "status": {"value": "in_progress", "raw": "Under way"},
                        "rag": {"value": "amber", "basis": "fill"},
                        "progress": "Half are lit",
                        "evidence": "Lamp book",
                        "success_measure": "All lit",
                        "resources": "Oil",
                        "extra": {"Monitored by": "Quay board"},
                        "confidence": 0.64,
                        "sources": [span("Harbour Watch"), span("Plan", 2)],
                    },
                    {
                        "id": "1.2",
                        "text": "Mend the buoys",
                        "deadline": {"raw": "31 September 2031", "kind": "unparsed"},
                    },
                ],
            },
            {"id": "2", "label": "2", "text": "Leave the tide alone", "response": "Not agreed"},
        ],
        "findings": [
            {
                "code": "OWN002",
                "severity": "error",
                "message": "QX is in no leads table.",
                "recommendation": "1",
                "action": "1.1",
                "sources": [span("Owner QX"), span("nowhere")],
            },
            {
                "code": "DAT002",
                "severity": "warning",
                "message": "31 September 2031 is no possible date.",
                "recommendation": "1",
                "action": "1.2",
                "sources": [span("31 September 2031")],
            },
            {
                "code": "LED003",
                "severity": "info",
                "message": "Pilot has no named holder.",
                "sources": [{"page": 2}],
            },
        ],
        "accounting": {
            "words": 21,
            "fields": 12,
            "boilerplate": 3,
            "narrative": 1,
            "unclaimed": 5,
            "unclaimed_text": [
                {"page": 2, "text": "Unloved words"},
                {"page": 2, "text": "at the end"},
                {"page": None, "text": "adrift"},
            ],
        },
    }


def plan(**changes: Any) -> Plan:
    """`plan_data()` as a `Plan`, with top-level fields replaced by `changes`."""
    return Plan.model_validate({**plan_data(), **changes})


def bare_plan() -> Plan:
    """The least that a plan can be."""
    data = plan_data()
    empty = {"words": 0, "fields": 0, "boilerplate": 0, "narrative": 0, "unclaimed": 0}
    kept = {key: data[key] for key in ("source", "producer")}
    return Plan.model_validate({**kept, "accounting": empty})


TEXT_FIELDS = {
    "file", "title", "organisation", "inspectorate", "judgement", "raw", "name", "initials",
    "job_title", "label", "text", "priority", "response", "message", "code", "progress",
    "evidence", "success_measure", "resources", "owner_note", "version",
}  # fmt: skip
TEXT_LISTS = {"linked_plans", "expected_outcomes", "success_measures"}


def retold(value: Any, text: str, key: str = "") -> Any:
    """`plan_data()` with `text` in place of every text that a document could hold."""
    if isinstance(value, dict):
        if key == "extra":
            return {text: text}
        return {k: retold(v, text, k) for k, v in value.items()}
    if isinstance(value, list):
        return [text if key in TEXT_LISTS else retold(v, text, key) for v in value]
    return text if key in TEXT_FIELDS and isinstance(value, str) else value


_texts = st.text(alphabet=string.printable + "éÜß–’“𝄞\u00ad\u200b{}<>&\"'", max_size=30)


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """Plans of any size with any text in them."""
    data = retold(plan_data(), draw(_texts))
    recommendations = data["recommendations"] * draw(st.integers(0, 2))
    data["recommendations"] = draw(st.permutations(recommendations))
    data["findings"] = data["findings"] * draw(st.integers(0, 2))
    data["leads"] = data["leads"][: draw(st.integers(0, 2))]
    return Plan.model_validate(data)
