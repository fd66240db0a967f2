"""One plan against its gold: right, false and missed, field by field and row by row."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .findings import compare_findings
from .match import Matching, Row, match
from .owners import OwnerScore, people
from .result import Comparison
from .score import folded, likeness

_TEXT_FACTS = ("title", "organisation", "inspectorate", "judgement")
_DATE_FACTS = ("plan_date", "inspection_date", "report_date")
_LEAD_FIELDS = ("name", "initials", "job_title", "organisation", "state")
_LIST_FIELDS = ("linked_plans", "expected_outcomes", "success_measures")
_ACTION_TEXTS = ("progress", "evidence", "success_measure", "resources")
_SOFT = 0.9
_SURE = 0.9

Pairs = Iterator[tuple[Row | None, Row | None]]


def compare(gold: Row, got: Row, *, printed: bool = True) -> Comparison:
    """Compare a got plan with its gold, both as JSON objects of the contract.

    A field that gold lacks is one that the document does not give: a value got
    for it is false. `printed` is false for flattened text, where colours cannot
    be seen (RAG by fill is then left out) and the reader's doubts about the
    order of the text (`SRC...`) are no false findings.
    """
    result = Comparison()
    matching = match(gold, got)
    owners = OwnerScore(result, gold, got, matching)
    _facts(result, gold, got)
    _leads(result, gold, got, matching)
    _recommendations(result, gold, got, matching, owners)
    wrong = _actions(result, matching, owners, printed=printed)
    compare_findings(result, gold, got, matching, printed=printed)
    _silent(result, got, matching, wrong)
    return result


def _facts(result: Comparison, gold: Row, got: Row) -> None:
    for name in _TEXT_FACTS:
        result.one(name, "plan", _text(gold, name), _text(got, name))
    for name in _DATE_FACTS:
        result.one(name, "plan", _when(gold.get(name)), _when(got.get(name)))


def _leads(result: Comparison, gold: Row, got: Row, matching: Matching) -> None:
    for one, other in _paired(gold.get("leads") or [], got.get("leads") or [], matching.leads):
        lead = one or other or {}
        shown_by = (lead.get(name) for name in ("name", "job_title", "organisation"))
        where = f"lead {next((s for s in shown_by if s), '?')}"
        values = [_whole(row, _LEAD_FIELDS) for row in (one, other)]
        result.one("leads", where, values[0], values[1])
        for name in _LEAD_FIELDS:
            result.one(f"leads.{name}", where, _text(one, name), _text(other, name))


def _recommendations(
    result: Comparison, gold: Row, got: Row, matching: Matching, owners: OwnerScore
) -> None:
    rows = gold["recommendations"], got["recommendations"]
    for one, other in _paired(*rows, matching.recommendations):
        where = "recommendation " + _name(one or other or {})
        if one is None:
            result.invented.append(where)
        whole = [_whole(row, ("label", "text")) for row in (one, other)]
        result.one("recommendations", where, whole[0], whole[1])
        for name in ("label", "text", "priority", "response"):
            result.one(f"recommendations.{name}", where, _text(one, name), _text(other, name))
        _leads_and_lists(result, "recommendations", where, one, other, owners)
        summary = [(row or {}).get("summary") for row in (one, other)]
        result.one("summary.text", where, _text(summary[0], "text"), _text(summary[1], "text"))
        _leads_and_lists(result, "summary", where, summary[0], summary[1], owners)


def _leads_and_lists(
    result: Comparison, of: str, where: str, one: Row | None, other: Row | None, owners: OwnerScore
) -> None:
    owners.same(f"{of}.leads", where, _list(one, "leads"), _list(other, "leads"))
    for name in _LIST_FIELDS:
        texts = [[folded(text) for text in _list(row, name)] for row in (one, other)]
        result.many(f"{of}.{name}", where, texts[0], texts[1])


def _actions(
    result: Comparison, matching: Matching, owners: OwnerScore, *, printed: bool
) -> set[int]:
    """Count all actions; returns the numbers of the got ones that are wrong."""
    wrong: set[int] = set()
    back = {p: g for g, p in matching.actions.items()}
    for number, placed in enumerate(matching.gold_actions):
        partner = matching.actions.get(number)
        if partner is None:
            _action(result, placed.action, None, owners, here=False, printed=printed)
            continue
        here = matching.same_recommendation(number, partner)
        other = matching.got_actions[partner].action
        if not _action(result, placed.action, other, owners, here=here, printed=printed):
            wrong.add(partner)
    for number, placed in enumerate(matching.got_actions):
        if number not in back:
            _action(result, None, placed.action, owners, here=False, printed=printed)
            result.invented.append("action " + _name(placed.action))
            wrong.add(number)
    return wrong


def _action(
    result: Comparison,
    one: Row | None,
    other: Row | None,
    owners: OwnerScore,
    *,
    here: bool,
    printed: bool,
) -> bool:
    """Count one action, gold against got; returns whether it is strictly right.

    `here` says that the two stand under recommendations that correspond.
    """
    where = "action " + _name(one or other or {})
    texts = [_text(row, "text") for row in (one, other)]
    dates = [_when((row or {}).get("deadline")) for row in (one, other)]
    who = owners.same("actions.owners", where, _list(one, "owners"), _list(other, "owners"))
    strict = here and who and texts[0] == texts[1] and dates[0] == dates[1]
    soft = here and likeness(texts[0], texts[1]) >= _SOFT
    result.one("strict", where, _row(one), _row(other), same=strict)
    result.one("soft", where, texts[0], texts[1], same=soft)
    places = one and "its own", other and ("its own" if here else "another")
    result.one("actions.recommendation", where, *places)
    for name in ("label", "text", *_ACTION_TEXTS):
        result.one(f"actions.{name}", where, _text(one, name), _text(other, name))
    result.one("actions.deadline", where, dates[0], dates[1])
    moved = [_when(((row or {}).get("deadline") or {}).get("revised_from")) for row in (one, other)]
    result.one("actions.revised_from", where, moved[0], moved[1])
    stones = [[_when(when) for when in _list(row, "milestones")] for row in (one, other)]
    result.many("actions.milestones", where, stones[0], stones[1])
    seen = [name for name in ("status", "rag") if printed or not _by_fill(one, name)]
    for name in seen:
        result.one(f"actions.{name}", where, _value(one, name), _value(other, name))
    return strict


def _silent(result: Comparison, got: Row, matching: Matching, wrong: set[int]) -> None:
    warned = {f.get("action") for f in got.get("findings") or [] if f.get("action")}
    for number in sorted(wrong):
        action = matching.got_actions[number].action
        sure = [action.get("confidence", 1.0)]
        sure += [owner.get("confidence", 1.0) for owner in _list(action, "owners")]
        if action.get("id") not in warned and min(sure) >= _SURE:
            result.silent.append("action " + _name(action))


def _paired(gold: list[Row], got: list[Row], pairs: dict[int, int]) -> Pairs:
    """All rows of both lists: gold's with its partner or None, then those only got."""
    for number, row in enumerate(gold):
        yield row, got[pairs[number]] if number in pairs else None
    taken = set(pairs.values())
    for number, row in enumerate(got):
        if number not in taken:
            yield None, row


def _whole(row: Row | None, names: tuple[str, ...]) -> tuple[str | None, ...] | None:
    return tuple(_text(row, name) for name in names) if row else None


def _text(row: Row | None, name: str) -> str | None:
    return folded((row or {}).get(name)) or None


def _list(row: Row | None, name: str) -> list[Any]:
    return (row or {}).get(name) or []


def _when(when: Row | None) -> tuple[Any, Any, Any] | None:
    return (when["kind"], when.get("earliest"), when.get("latest")) if when else None


def _value(row: Row | None, name: str) -> str | None:
    held = (row or {}).get(name)
    return held["value"] if held else None


def _by_fill(row: Row | None, name: str) -> bool:
    held: Row | None = (row or {}).get(name)
    return held is not None and held.get("basis") == "fill"


def _name(row: Row) -> str:
    text = folded(row.get("text")) or ""
    short = text if len(text) <= 50 else text[:47] + "..."
    return f"{row['label']} {short}" if row.get("label") else short


def _row(row: Row | None) -> str | None:
    if row is None:
        return None
    when = row.get("deadline") or {}
    return f"{folded(row['text'])} | {people(_list(row, 'owners'))} | {when.get('raw', '-')}"
