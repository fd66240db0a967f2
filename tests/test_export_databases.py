"""sqlite and parquet: read back by other programs, and nothing is ever there twice."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
import subprocess
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import Any

import duckdb
import pytest
from exported import corpus, day, facts, hostile, told, utf8
from hypothesis import given, settings
from made_plans import plan, plan_data, plans

from pipeline.export.formats import Form, export_into
from pipeline.export.load import Named
from pipeline.export.parquet import to_parquet
from pipeline.export.sqlite import into_sqlite, to_sqlite
from pipeline.export.tables import TABLES, tables
from schemas.errors import ExportError
from schemas.plan import Plan

pytestmark = pytest.mark.xdist_group("exports")
FACTS = "SELECT plan, id, text, coalesce(deadline, ''), due FROM actions ORDER BY 1, {}"
PAGE = Path(__file__).parent.parent / "docs" / "queries.md"
QUERIES = re.findall(r"```sql\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
ORDER = "recommendation_no, action_no"


def shell(path: Path, query: str) -> list[dict[str, Any]]:
    """What the `sqlite3` program says."""
    done = subprocess.run(
        ["sqlite3", "-readonly", "-json", str(path), query],
        capture_output=True,
        check=True,
        timeout=60,
    )
    found: list[dict[str, Any]] = json.loads(done.stdout or "[]", strict=False)
    return found


def ask(path: Path, query: str) -> list[Any]:
    with closing(sqlite3.connect(path)) as db:
        return db.execute(query).fetchall()


def duck(folder: Path, query: str) -> list[Any]:
    with closing(duckdb.connect()) as db:
        for table in TABLES:
            path = str(folder / f"{table.name}.parquet").replace("'", "''")
            db.execute(f"CREATE VIEW {table.name} AS FROM '{path}'")
        return db.execute(query).fetchall()


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("db") / "plans.sqlite"
    into_sqlite(corpus(), path)
    return path


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pq") / "plans"
    export_into(Form.parquet, corpus(), path)
    return path


@pytest.mark.skipif(shutil.which("sqlite3") is None, reason="the sqlite3 program is not installed")
def test_the_sqlite_program_reads_the_same_actions(database: Path) -> None:
    found = shell(database, FACTS.format(ORDER))
    assert [(*list(row.values())[:4], row["due"] or "") for row in found] == facts(corpus())
    assert shell(database, "PRAGMA foreign_key_check") == []
    assert shell(database, "PRAGMA integrity_check") == [{"integrity_check": "ok"}]


def test_duckdb_reads_the_same_actions(folder: Path) -> None:
    found = duck(folder, FACTS.format(ORDER))
    assert [(*row[:4], day(row[4])) for row in found] == facts(corpus())


def test_both_hold_the_same_rows(database: Path, folder: Path) -> None:
    for table in TABLES:
        query = f"SELECT * FROM {table.name} ORDER BY {', '.join(table.key)}"
        found = [tuple(day(v) if hasattr(v, "year") else v for v in r) for r in duck(folder, query)]
        assert found == ask(database, query)
        assert found


def test_owners_and_findings_are_all_there(database: Path) -> None:
    owners = [
        (utf8(o.raw), a.id)
        for named in corpus()
        for r in named.plan.recommendations
        for a in r.actions
        for o in a.owners
    ]
    query = f"""SELECT o.printed, a.id FROM owners AS o
        JOIN actions AS a USING (plan, {ORDER}) ORDER BY o.plan, o.owner_no"""
    assert ask(database, query) == owners
    codes = Counter(f.code for named in corpus() for f in named.plan.findings)
    assert dict(ask(database, "SELECT code, count(*) FROM findings GROUP BY code")) == codes
    [[leads]] = ask(database, "SELECT count(*) FROM owners WHERE action_no IS NULL")
    assert leads == sum(len(r.leads) for n in corpus() for r in n.plan.recommendations)


def test_running_again_replaces(tmp_path: Path) -> None:
    first, second = Named("a", plan()), Named("b", plan())
    data = plan_data()
    del data["recommendations"][0]["actions"][1], data["findings"][0], data["leads"][1]
    less = Named("a", Plan.model_validate(data))
    for form, read in ((Form.sqlite, ask), (Form.parquet, duck)):
        path = tmp_path / form.value

        def counts(path: Path = path, read: Any = read) -> dict[str, list[Any]]:
            return {
                t.name: read(path, f"SELECT plan, count(*) FROM {t.name} GROUP BY 1 ORDER BY 1")
                for t in TABLES
            }

        for plans_ in ([first], [first], [second, first], [second]):
            export_into(form, plans_, path)
        assert counts()["actions"] == [("a", 2), ("b", 2)]
        assert counts()["findings"] == [("a", 3), ("b", 3)]
        export_into(form, [less], path)
        assert counts()["actions"] == [("a", 1), ("b", 2)]
        assert counts()["findings"] == [("a", 2), ("b", 3)]
        assert counts()["leads"] == [("a", 1), ("b", 2)]
        assert counts()["plans"] == [("a", 1), ("b", 1)]


def test_hostile_texts_stay_as_they_are(tmp_path: Path) -> None:
    export_into(Form.sqlite, hostile(), tmp_path / "h.sqlite")
    export_into(Form.parquet, hostile(), tmp_path / "h")
    wanted = sorted(facts(hostile()))
    found = ask(tmp_path / "h.sqlite", FACTS.format(ORDER))
    assert sorted((*row[:4], day(row[4])) for row in found) == wanted
    found = duck(tmp_path / "h", FACTS.format(ORDER))
    assert sorted((*row[:4], day(row[4])) for row in found) == wanted


def test_nothing_changes_where_a_plan_cannot_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "plans.sqlite"
    into_sqlite([Named("a", plan())], path)
    before = ask(path, "SELECT * FROM actions")
    broken = tables([Named("a", plan()), Named("a", plan())])
    monkeypatch.setattr("pipeline.export.sqlite.tables", lambda _: broken)
    for where in (path, tmp_path / "new.sqlite"):
        with pytest.raises(ExportError, match="can't be written: UNIQUE constraint failed"):
            into_sqlite([Named("a", plan())], where)
    assert ask(path, "SELECT * FROM actions") == before
    assert sorted(p.name for p in tmp_path.iterdir()) == ["plans.sqlite"]


def test_what_plansift_did_not_make_is_left_alone(tmp_path: Path) -> None:
    other = tmp_path / "other.sqlite"
    with closing(sqlite3.connect(other)) as db:
        db.execute("CREATE TABLE actions (mine)")
    newer = tmp_path / "newer.sqlite"
    into_sqlite([Named("a", plan())], newer)
    with closing(sqlite3.connect(newer)) as db:
        db.execute("PRAGMA user_version = 99")
    text = tmp_path / "text.sqlite"
    text.write_text("this is no database, however long it goes on " * 30)
    sheets = tmp_path / "sheets"
    sheets.mkdir()
    (sheets / "leads.parquet").write_text("no Parquet")
    duckdb.sql("SELECT 'a' AS plan").write_parquet(str(tmp_path / "foreign.parquet"))
    (tmp_path / "foreign").mkdir()
    (tmp_path / "foreign.parquet").rename(tmp_path / "foreign" / "plans.parquet")
    others = tmp_path / "others"
    others.mkdir()
    (others / "holiday.txt").write_text("Somebody's own folder.")
    cases = [
        (Form.parquet, others, "has something in it and was not made by"),
        (Form.sqlite, other, "not made by plansift"),
        (Form.sqlite, newer, "another version of plansift"),
        (Form.sqlite, text, "is no SQLite database"),
        (Form.sqlite, sheets, "is a folder"),
        (Form.parquet, sheets, "leads.parquet in the folder is no Parquet file"),
        (Form.parquet, tmp_path / "foreign", "not made by this version of plansift"),
        (Form.parquet, text, "is a file"),
    ]
    for form, path, message in cases:
        before = path.read_bytes() if path.is_file() else sorted(path.iterdir())
        with pytest.raises(ExportError, match=message):
            export_into(form, [Named("a", plan())], path)
        assert before == (path.read_bytes() if path.is_file() else sorted(path.iterdir()))


@settings(max_examples=25)
@given(plans())
def test_any_plan_goes_in(made: Plan) -> None:
    named = (Named("p", made), Named("q", made))
    with closing(sqlite3.connect(":memory:")) as db:
        db.deserialize(to_sqlite(named))
        found = db.execute(FACTS.format(ORDER)).fetchall()
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
    assert [(*row[:4], row[4] or "") for row in found] == facts(named)
    assert len(to_parquet(named, Path("nowhere"))) == len(TABLES)


def test_the_page_has_five_queries_and_each_runs(database: Path) -> None:
    assert len(QUERIES) == 5
    for query in QUERIES:
        assert ask(database, query)


def asked(database: Path, number: int) -> list[Any]:
    return ask(database, QUERIES[number].replace("date('now')", "'2017-01-01'"))


ACTIONS = [(n, r, a) for n in corpus() for r in n.plan.recommendations for a in r.actions]


def is_open(action: Any) -> bool:
    met = action.deadline is not None and action.deadline.kind == "complete"
    met = met or (action.rag is not None and action.rag.value == "blue")
    return not met and not (action.status and action.status.value == "complete")


def test_the_queries_answer_what_they_say(database: Path, folder: Path) -> None:
    overdue: Counter[str] = Counter()
    busy: Counter[tuple[str, str]] = Counter()
    for named, _, action in ACTIONS:
        names = {lead.id: lead.name for lead in named.plan.leads}
        who = {o.name or names.get(o.lead_id or "") or o.raw for o in action.owners}
        due = action.deadline.latest if action.deadline else None
        if is_open(action):
            overdue.update(who if due and due.isoformat() < "2017-01-01" else ())
            kinds = [o for o in action.owners if o.kind != "group"]
            busy.update((o.name or names.get(o.lead_id or "") or o.raw, named.name) for o in kinds)
    assert {row[0]: row[1] for row in asked(database, 0)} == overdue
    moved = [a for _, _, a in ACTIONS if a.deadline and a.deadline.revised_from]
    assert len(asked(database, 1)) == len(moved) > 0
    assert any(row[5] and row[5] > 0 for row in asked(database, 1))
    unmeasured = [
        n.name
        for n in corpus()
        if not any(r.success_measures for r in n.plan.recommendations)
        and not any(a.success_measure for r in n.plan.recommendations for a in r.actions)
    ]
    assert [row[0] for row in asked(database, 2)] == unmeasured
    ownerless = Counter(n.name for n, _, a in ACTIONS if not a.owners)
    assert {row[0]: row[2] for row in asked(database, 3) if row[2]} == ownerless
    assert {row[0]: row[1] for row in asked(database, 3)} == Counter(n.name for n, _, _ in ACTIONS)
    most = asked(database, 4)
    assert [row[3] for row in most] == sorted(busy.values(), reverse=True)[: len(most)]
    assert all(busy[row[0], row[1]] == row[3] for row in most)
    for number in (2, 3, 4):
        assert duck(folder, QUERIES[number]) == asked(database, number)


def test_a_text_of_nothing_is_kept(tmp_path: Path) -> None:
    export_into(Form.sqlite, [Named("p", told(""))], tmp_path / "p.sqlite")
    assert {row[0] for row in ask(tmp_path / "p.sqlite", "SELECT text FROM actions")} == {""}
