"""Whole plans against their gold, through the public door."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import plansift
from pipeline.emit.json import to_json
from pipeline.evaluate.compare import compare
from pipeline.evaluate.run import Evaluation, evaluate_folder
from samples import CORPUS, LEWISHAM, MORE, OWN, THIRD, TRIO, conversion, each
from schemas.plan import Plan

# Findings that would be false alarms on the first plan, whatever it was flattened by.
ALARMS = {
    "OWN001", "OWN002", "OWN003", "OWN006", "DAT001", "DAT002", "DAT003", "REC001", "REC003",
}  # fmt: skip


def converted(path: Path) -> Plan:
    return conversion(path).plan


def evaluated(folder: Path, form: str) -> Evaluation:
    """A folder's PDFs or Word files held against their gold."""
    done = evaluate_folder(folder, converted, only=[f"*.{form}"])
    # A scan needs OCR, which is another road.
    done.documents[:] = [d for d in done.documents if not d.file.startswith("scanned")]
    assert [d.error for d in done.documents if d.error] == []
    return done


def _differences(path: Path) -> list[str]:
    stem = path.name.split(".")[0]
    gold = json.loads((path.parent / f"{stem}.gold.json").read_text("utf-8"))
    got = json.loads(to_json(converted(path)))
    printed = path.suffix != ".txt"
    result = compare(gold, got, printed=printed)
    return [f"{d.field} · {d.where}: {d.gold} | {d.got}" for d in result.differences]


@each(LEWISHAM)
def test_first_plan_is_read_whole_from_every_form(path: Path) -> None:
    assert len(LEWISHAM) == 7
    assert _differences(path) == []


@each(LEWISHAM)
def test_first_plan_raises_no_false_alarm(path: Path) -> None:
    gold = json.loads((CORPUS / "lewisham-2016.gold.json").read_text("utf-8"))
    wanted = sorted(f["code"] for f in gold["findings"] if f["code"] in ALARMS)
    plan = converted(path)
    assert sorted(f.code for f in plan.findings if f.code in ALARMS) == wanted


@each(TRIO)
def test_small_plans_of_other_houses_are_read_from_every_form(path: Path) -> None:
    differences = _differences(path)
    assert [d for d in differences if d.startswith(("strict", "leads ", "actions.text"))] == []


@pytest.mark.parametrize("folder", [CORPUS, OWN], ids=lambda p: p.name)
@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_pages_and_word_files_reach_the_figures_of_the_issue(folder: Path, form: str) -> None:
    done = evaluated(folder, form)
    counts = done.counts()
    assert counts["strict"].f1 >= 0.97
    for name in ("actions.owners", "actions.deadline"):
        assert counts[name].f1 >= 0.98, name
    for name in ("leads", "recommendations", "findings"):
        assert counts[name].f1 >= 0.95, name
    for document in done.documents:
        assert document.comparison.counts["strict"].f1 >= 0.90, document.file
        assert document.comparison.invented == [], document.file


@pytest.mark.parametrize("folder", [MORE, THIRD], ids=lambda p: p.name)
@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_harder_plans_are_read_and_hardly_ever_wrong_in_silence(folder: Path, form: str) -> None:
    done = evaluated(folder, form)
    strict = done.counts()["strict"]
    assert strict.f1 >= 0.90
    for document in done.documents:
        assert document.comparison.counts["strict"].f1 >= 0.75, document.file
    silent = [row for d in done.documents for row in d.comparison.silent]
    assert len(silent) <= 0.02 * (strict.right + strict.missed), silent


def test_text_that_keeps_its_columns_is_read_as_a_page_is() -> None:
    done = evaluated(CORPUS, "layout.txt")
    strict = done.counts()["strict"]
    assert strict.f1 >= 0.96
    assert [row for d in done.documents for row in d.comparison.invented] == []
    silent = [row for d in done.documents for row in d.comparison.silent]
    assert len(silent) <= 0.01 * (strict.right + strict.missed), silent


# Those of the corpus that take a few seconds each; `plansift evaluate` measures them all.
FLATTENED = [
    (f"{stem}.{tool}.txt", floor)
    for stem, floor in (("narrative-hartsmere", 1.0), ("fire-eastmarch", 1.0))
    for tool in ("pdftotext", "pdfminer", "pypdf")
] + [
    ("borderless-rowan-house.pypdf.txt", 1.0),
    ("borderless-rowan-house.pdfminer.txt", 0.96),
    ("draft-eskmouth.pypdf.txt", 0.93),
    ("send-northmoor.pdftotext.txt", 0.83),
    ("audit-brackenwater.pdfminer.txt", 0.44),
]


@pytest.mark.parametrize(("name", "floor"), FLATTENED)
def test_flattened_text_is_put_together_again(name: str, floor: float) -> None:
    [document] = evaluate_folder(CORPUS, converted, only=[name]).documents
    assert document.comparison.counts["strict"].f1 >= floor
    assert document.comparison.invented == []


@pytest.mark.parametrize(
    "name", ["lewisham-2016.pdf", "lewisham-2016.docx", "lewisham-2016.seed.txt"]
)
def test_the_same_input_gives_the_same_bytes(name: str) -> None:
    first = to_json(converted(CORPUS / name))
    assert to_json(plansift.convert(CORPUS / name)) == first
