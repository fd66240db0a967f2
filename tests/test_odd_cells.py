"""Cells that hold what nobody can read, or what belongs into another column."""

from __future__ import annotations

from pathlib import Path

from word_tables import word_table

import plansift


def test_what_cannot_be_read_is_not_missing(tmp_path: Path) -> None:
    rows = [
        ("Ref", "Action", "Owner", "By when"),
        ("1.1", "Train all staff", "\ufffd\ufffd", "30 June 2027"),
        ("1.2", "Write a plan", "Ann Wray", "3\ufffd June 2027"),
        ("1.3", "Tell the board", "Ann Wray", "\ufffd\ufffd \ufffd"),
    ]
    plan = plansift.convert(word_table(tmp_path / "plan.docx", rows))
    actions = [action for rec in plan.recommendations for action in rec.actions]
    assert actions[1].deadline
    assert actions[1].deadline.kind == "unparsed"
    told = {(f.code, f.action) for f in plan.findings}
    places = [action.id for action in actions]
    assert ("DAT002", places[1]) in told
    assert ("DAT002", places[2]) in told
    assert ("SRC004", places[0]) in told
    assert not {code for code, _ in told} & {"OWN001", "DAT001", "OWN002"}


def test_status_words_in_a_column_of_ratings_are_kept(tmp_path: Path) -> None:
    rows = [
        ("Ref", "Action", "Owner", "By when", "RAG"),
        ("1.1", "Train all staff", "Ann Wray", "30 June 2027", "Complete"),
        ("1.2", "Write a plan", "Ann Wray", "30 June 2027", "Green"),
        ("1.3", "Tell the board", "Ann Wray", "30 June 2027", "Not started"),
        ("1.4", "Buy books", "Ann Wray", "30 June 2027", "Puce"),
    ]
    plan = plansift.convert(word_table(tmp_path / "plan.docx", rows))
    actions = [action for rec in plan.recommendations for action in rec.actions]
    assert [a.status and a.status.value for a in actions] == ["complete", None, "not_started", None]
    assert [a.rag and (a.rag.value, a.rag.raw) for a in actions] == [
        None, ("green", "Green"), None, ("other", "Puce"),
    ]  # fmt: skip
