"""The evaluator: gold against itself is perfect, and every planted difference is seen."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import typer
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from pipeline.evaluate import Comparison, Evaluation, compare, evaluate_folder
from pipeline.evaluate.command import evaluate, shortfalls
from pipeline.evaluate.run import documents_with_gold
from pipeline.evaluate.score import Count, assign, folded
from schemas.plan import Accounting, Plan, Producer, SourceFile

SAMPLES = Path(__file__).parent.parent / "samples"
GOLDS = sorted(SAMPLES.rglob("*.gold.json"))

Row = dict[str, Any]


def plan_of(gold: Row) -> Plan:
    """A gold as the plan that a perfect engine would give."""
    filled = copy.deepcopy(gold)
    for finding in filled["findings"]:
        finding["message"] = f"It says '{finding.pop('about', '')}'."
        finding["severity"] = "warning"
    for name in ("plan_date", "inspection_date", "report_date"):
        if filled.get(name):
            filled[name].setdefault("raw", "")
    source = SourceFile(file="x.pdf", sha256="0", media_type="application/pdf")
    empty = Accounting(words=0, fields=0, boilerplate=0, narrative=0, unclaimed=0)
    rest = {"source": source, "producer": Producer(name="plansift", version="0")}
    return Plan.model_validate({**filled, **rest, "accounting": empty})


def as_got(gold: Row) -> Row:
    return plan_of(gold).model_dump(mode="json")


@pytest.mark.parametrize("path", GOLDS, ids=lambda path: path.name)
def test_gold_against_itself_is_perfect(path: Path) -> None:
    gold = json.loads(path.read_text(encoding="utf-8"))
    result = compare(gold, as_got(gold))
    assert result.differences == []
    assert result.invented == []
    assert result.silent == []
    actions = sum(len(r["actions"]) for r in gold["recommendations"])
    assert result.counts["strict"] == Count(actions, 0, 0)
    assert result.counts["findings"].right == len(gold["findings"])


def small() -> Row:
    """A plan of two recommendations, three actions and two leads."""

    def owner(initials: str) -> Row:
        return {"raw": initials, "kind": "person", "lead_id": initials, "name": None}

    def when(day: str) -> Row:
        return {"raw": day, "kind": "date", "earliest": day, "latest": day, "edtf": day}

    def action(label: str, text: str, *owners: str, due: str = "2020-05-01") -> Row:
        return {
            "id": label,
            "label": label,
            "text": text,
            "owners": [owner(o) for o in owners],
            "deadline": when(due),
            "status": {"value": "in_progress"},
            "rag": {"value": "amber", "basis": "fill"},
            "progress": f"Progress of {label}.",
        }

    return {
        "title": "Plan",
        "plan_date": when("2020-01-31"),
        "leads": [
            {
                "id": "AB",
                "name": "Ada Bell",
                "initials": "AB",
                "job_title": "Head",
                "state": "named",
            },
            {
                "id": "CD",
                "name": "Cy Dunn",
                "initials": "CD",
                "job_title": "Aide",
                "state": "named",
            },
        ],
        "recommendations": [
            {
                "id": "R1",
                "label": "1",
                "text": "Teach everybody to swim before the summer.",
                "leads": [owner("AB")],
                "success_measures": ["All can swim"],
                "actions": [
                    action("1.1", "Hire a pool with a lifeguard for ten weeks.", "AB", "CD"),
                    action("1.2", "Ask every parent for their leave in writing.", "CD"),
                ],
                "summary": {"text": "Teach swimming", "leads": [owner("AB")], "linked_plans": []},
            },
            {
                "id": "R2",
                "label": "2",
                "text": "Keep the accounts up to date.",
                "actions": [action("2.1", "Close the books at each month's end.", "AB")],
            },
        ],
        "findings": [
            {"code": "OWN001", "recommendation": "R1", "action": "1.1"},
            {"code": "LED001", "about": "Cy Dunn"},
        ],
    }


def first(plan: Row) -> Row:
    action: Row = plan["recommendations"][0]["actions"][0]
    return action


Plant = Callable[[Row], object]
PLANTED: list[tuple[str, Plant, str, bool, bool]] = [
    # what is planted, how, the field that shows it, strict still right, soft still right
    ("other title", lambda p: p.update(title="Plans"), "title", True, True),
    ("no plan date", lambda p: p.update(plan_date=None), "plan_date", True, True),
    ("other initials", lambda p: p["leads"][0].update(initials="AX"), "leads.initials", True, True),
    ("lead state", lambda p: p["leads"][0].update(state="tbc"), "leads.state", True, True),
    ("one word", lambda p: first(p).update(text="Hire a pool with a lifeguard for two weeks."),
     "actions.text", False, True),
    ("half the text", lambda p: first(p).update(text="Hire a pool with a lifeguard."),
     "actions.text", False, False),
    ("owners turned", lambda p: first(p)["owners"].reverse(), "actions.owners", False, True),
    ("owner's kind", lambda p: first(p)["owners"][0].update(kind="post"),
     "actions.owners", False, True),
    ("owner's lead", lambda p: first(p)["owners"][0].update(lead_id="CD"),
     "actions.owners", False, True),
    ("owner's lead unknown", lambda p: first(p)["owners"][0].update(lead_id=None),
     "actions.owners", False, True),
    ("latest day", lambda p: first(p)["deadline"].update(latest="2020-05-02"),
     "actions.deadline", False, True),
    ("kind of date", lambda p: first(p)["deadline"].update(kind="month"),
     "actions.deadline", False, True),
    ("no date", lambda p: first(p).update(deadline=None), "actions.deadline", False, True),
    ("moved", lambda p: p["recommendations"][1]["actions"].append(
        p["recommendations"][0]["actions"].pop(0)), "actions.recommendation", False, False),
    ("other status", lambda p: first(p).update(status={"value": "complete"}),
     "actions.status", True, True),
    ("other colour", lambda p: first(p).update(rag={"value": "red", "basis": "fill"}),
     "actions.rag", True, True),
    ("progress invented", lambda p: first(p).update(progress="A"), "actions.progress", True, True),
    ("evidence invented", lambda p: first(p).update(evidence="A"), "actions.evidence", True, True),
    ("milestone", lambda p: first(p).update(milestones=[first(p)["deadline"]]),
     "actions.milestones", True, True),
    ("old date", lambda p: first(p)["deadline"].update(revised_from=first(p)["deadline"].copy()),
     "actions.revised_from", True, True),
    ("measure lost", lambda p: p["recommendations"][0].update(success_measures=[]),
     "recommendations.success_measures", True, True),
    ("rec lead lost", lambda p: p["recommendations"][0].update(leads=[]),
     "recommendations.leads", True, True),
    ("rec text", lambda p: p["recommendations"][0].update(text="Teach everybody to swim."),
     "recommendations.text", True, True),
    ("summary text", lambda p: p["recommendations"][0]["summary"].update(text="Swimming"),
     "summary.text", True, True),
    ("finding lost", lambda p: p["findings"].pop(0), "findings", True, True),
    ("finding elsewhere", lambda p: p["findings"][0].update(action="1.2"), "findings", True, True),
    ("finding unsaid", lambda p: p["findings"][1].update(message="A"), "findings", True, True),
]  # fmt: skip


@pytest.mark.parametrize(
    ("plant", "field", "strict", "soft"), [p[1:] for p in PLANTED], ids=[p[0] for p in PLANTED]
)
def test_a_planted_difference_is_seen(plant: Plant, field: str, strict: bool, soft: bool) -> None:
    gold = small()
    got = as_got(gold)
    plant(got)
    result = compare(gold, got)
    assert field in {difference.field for difference in result.differences}
    assert result.counts[field].f1 < 1
    assert (result.counts["strict"].right == 3) is strict
    assert (result.counts["soft"].right == 3) is soft


def test_lead_ids_are_compared_by_whom_they_point_to() -> None:
    gold = small()
    got = json.loads(json.dumps(as_got(gold)).replace('"AB"', '"lead-9"'))
    for lead in got["leads"]:
        lead["initials"] = lead["initials"].replace("lead-9", "AB")
    for recommendation in got["recommendations"]:
        for action in recommendation["actions"]:
            for owner in action["owners"]:
                owner["raw"] = owner["raw"].replace("lead-9", "AB")
    assert compare(gold, got).counts["actions.owners"] == Count(4, 0, 0)


def test_quotes_dashes_and_spaces_do_not_count_but_words_do() -> None:
    assert folded("the board’s  plan –\nagreed") == folded("the board's plan - agreed")
    assert folded("cafe\u0301") == folded("café")
    assert folded("Plan") != folded("plan")


def test_rows_of_its_own_are_invented_and_missed_ones_counted() -> None:
    gold = small()
    got = as_got(gold)
    got["recommendations"][0]["actions"][1]["text"] = "Green means that all is well"
    got["recommendations"].append({"id": "R9", "label": "9", "text": "Contents", "actions": []})
    result = compare(gold, got)
    assert result.invented == [
        "recommendation 9 Contents",
        "action 1.2 Green means that all is well",
    ]
    assert result.counts["strict"] == Count(2, 1, 1)


def test_a_wrong_action_is_silent_unless_doubted_or_warned_of() -> None:
    gold = small()
    got = as_got(gold)
    got["findings"] = []
    first(got)["deadline"]["latest"] = "2021-05-01"
    assert compare(gold, got).silent == ["action 1.1 Hire a pool with a lifeguard for ten weeks."]
    first(got)["owners"][1]["confidence"] = 0.5
    assert compare(gold, got).silent == []
    first(got)["owners"][1]["confidence"] = 1.0
    first(got)["confidence"] = 0.8
    assert compare(gold, got).silent == []
    first(got)["confidence"] = 1.0
    got["findings"] = [{"code": "DAT003", "message": "", "action": "1.1"}]
    assert compare(gold, got).silent == []


def test_the_same_words_twice_are_matched_in_order() -> None:
    gold = small()
    twice = copy.deepcopy(first(gold))
    twice.update(id="2.2", label=None, owners=[])
    first(gold)["label"] = None
    gold["recommendations"][1]["actions"].append(twice)
    result = compare(gold, as_got(gold))
    assert result.differences == []


def test_colour_and_doubts_about_order_are_not_asked_of_flattened_text() -> None:
    gold = small()
    got = as_got(gold)
    got["findings"].append({"code": "SRC003", "message": "A row.", "action": "1.2"})
    for recommendation in got["recommendations"]:
        for action in recommendation["actions"]:
            action["rag"] = None
    assert compare(gold, got, printed=False).differences == []
    assert compare(gold, got, printed=True).counts["actions.rag"].missed == 3
    assert compare(gold, got, printed=True).counts["findings"].false == 1


@given(st.lists(st.lists(st.integers(0, 9), min_size=3, max_size=3), min_size=1, max_size=4))
def test_no_other_assignment_adds_up_to_more(scores: list[list[int]]) -> None:
    def best(row: int, free: frozenset[int]) -> int:
        if row == len(scores):
            return 0
        taken = [scores[row][c] + best(row + 1, free - {c}) for c in free]
        return max([best(row + 1, free), *taken])

    pairs = assign(scores)
    assert sum(scores[row][column] for row, column in pairs) == best(0, frozenset(range(3)))
    assert len({row for row, _ in pairs}) == len(pairs) == len({column for _, column in pairs})


def folder_of(tmp_path: Path, *names: str) -> Path:
    (tmp_path / "deep").mkdir()
    for name in names:
        (tmp_path / "deep" / name).write_text("x", encoding="utf-8")
    (tmp_path / "deep" / "a.gold.json").write_text(json.dumps(small()), encoding="utf-8")
    return tmp_path


def test_documents_are_found_beside_their_gold(tmp_path: Path) -> None:
    folder = folder_of(
        tmp_path, "a.pdf", "a.layout.txt", "b.pdf", "a.pdf.plan.json", "a.b.pdf", "a.b.gold.json"
    )
    found = [(path.name, gold.name) for path, gold in documents_with_gold(folder)]
    assert found == [
        ("a.b.pdf", "a.b.gold.json"),
        ("a.layout.txt", "a.gold.json"),
        ("a.pdf", "a.gold.json"),
    ]


def measured(tmp_path: Path, *only: str) -> Evaluation:
    def convert(path: Path) -> Plan:
        if path.suffix == ".docx":
            raise ValueError("no such thing")
        return plan_of(small())

    return evaluate_folder(folder_of(tmp_path, "a.docx", "a.layout.txt", "a.pdf"), convert, only)


def test_a_folder_is_summed_up_by_format(tmp_path: Path) -> None:
    evaluation = measured(tmp_path)
    assert evaluation.formats == ["docx", "layout.txt", "pdf"]
    assert evaluation.counts("pdf")["strict"] == Count(3, 0, 0)
    assert evaluation.counts()["strict"] == Count(6, 0, 3)
    assert [d.error for d in evaluation.documents] == ["ValueError: no such thing", None, None]
    told = evaluation.as_dict()
    assert told["overall"]["documents"] == 3
    assert told["documents"]["a.docx"]["fields"]["strict"]["recall"] == 0
    json.dumps(told)


def test_minimum_names_what_stays_under_it(tmp_path: Path) -> None:
    evaluation = measured(tmp_path)
    assert shortfalls(evaluation, [("strict", 0.8), ("leads", 0.5)]) == []
    assert shortfalls(evaluation, [("strict", 0.9)]) == ["strict: F1 0.8000 is under 0.9"]
    assert shortfalls(evaluation, [("strikt", 0.9)]) == ["strikt: nothing was measured"]


def test_only_takes_the_files_whose_names_fit(tmp_path: Path) -> None:
    assert [d.file for d in measured(tmp_path, "*.pdf").documents] == ["a.pdf"]


def test_an_empty_comparison_has_nothing_wrong() -> None:
    assert Comparison().counts["strict"].f1 == 1


def command(*arguments: str) -> tuple[int, str]:
    app = typer.Typer()
    app.command()(evaluate)
    result = CliRunner().invoke(app, list(arguments))
    return result.exit_code, result.output


def test_the_command_measures_a_real_document() -> None:
    code, told = command(str(SAMPLES / "corpus"), "--only", "lewisham-2016.docx", "--json")
    assert code == 0
    assert json.loads(told)["documents"]["lewisham-2016.docx"]["fields"]["strict"]["f1"] > 0.9
    only = ("--only", "lewisham-2016.docx")
    code, told = command(str(SAMPLES / "corpus"), *only, "--list", "--min", "strict=1.1")
    assert code == 1
    assert "lewisham-2016.docx" in told
    assert "is under 1.1" in told


def test_a_wrong_command_is_told(tmp_path: Path) -> None:
    assert command(str(tmp_path))[0] == 2
    assert command(str(tmp_path), "--min", "strict")[0] == 2
