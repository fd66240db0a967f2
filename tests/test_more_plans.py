"""The harder and the ordinary plans hold together: data, gold and documents say the same."""

from __future__ import annotations

import json

import pytest
from plans.blocks import Made
from plans.build import MORE, OUT_MORE, OUT_THIRD, THIRD, missing

PLANS = [make() for make in MORE + THIRD]
FOLDER = dict.fromkeys((make().stem for make in MORE), OUT_MORE)
FOLDER |= dict.fromkeys((make().stem for make in THIRD), OUT_THIRD)
FLATTENED = ("pdftotext", "layout", "pdfminer", "pypdf")


@pytest.mark.parametrize("made", PLANS, ids=lambda made: made.stem)
def test_gold_is_the_data_that_the_document_was_made_from(made: Made) -> None:
    held = json.loads((FOLDER[made.stem] / f"{made.stem}.gold.json").read_text(encoding="utf-8"))
    assert held == made.gold


@pytest.mark.parametrize("made", PLANS, ids=lambda made: made.stem)
def test_every_word_of_gold_is_on_the_page(made: Made) -> None:
    text = (FOLDER[made.stem] / f"{made.stem}.pdftotext.txt").read_text(encoding="utf-8")
    assert missing(made.gold, text) == []


@pytest.mark.parametrize("made", PLANS, ids=lambda made: made.stem)
def test_every_plan_stands_in_all_its_formats(made: Made) -> None:
    names = [f"{made.stem}.pdf", *(f"{made.stem}.{tool}.txt" for tool in FLATTENED)]
    if made.producer == "word" or made.also_word:
        names.append(f"{made.stem}.docx")
    assert [name for name in names if not (FOLDER[made.stem] / name).is_file()] == []


@pytest.mark.parametrize("made", PLANS, ids=lambda made: made.stem)
def test_findings_point_at_what_is_there(made: Made) -> None:
    recs = {rec["id"]: {a["id"] for a in rec["actions"]} for rec in made.gold["recommendations"]}
    for finding in made.gold["findings"]:
        rec, action = finding.get("recommendation"), finding.get("action")
        assert rec is None or rec in recs
        assert action is None or action in recs[rec]
