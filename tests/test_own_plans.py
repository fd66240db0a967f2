"""Our own plans hold together: data, gold and documents say the same."""

from __future__ import annotations

import json

import pytest
from plans.blocks import Made
from plans.build import ALL, OUT, missing
from plans.golden import when

PLANS = [make() for make in ALL]
FLATTENED = ("pdftotext", "layout", "pdfminer", "pypdf")


@pytest.mark.parametrize("made", PLANS, ids=lambda made: made.stem)
def test_gold_is_the_data_that_the_document_was_made_from(made: Made) -> None:
    held = json.loads((OUT / f"{made.stem}.gold.json").read_text(encoding="utf-8"))
    assert held == made.gold


@pytest.mark.parametrize("made", PLANS, ids=lambda made: made.stem)
def test_every_word_of_gold_is_on_the_page(made: Made) -> None:
    text = (OUT / f"{made.stem}.pdftotext.txt").read_text(encoding="utf-8")
    assert missing(made.gold, text) == []


@pytest.mark.parametrize("made", PLANS, ids=lambda made: made.stem)
def test_every_plan_stands_in_all_its_formats(made: Made) -> None:
    names = [f"{made.stem}.pdf", *(f"{made.stem}.{tool}.txt" for tool in FLATTENED)]
    if made.producer == "word" or made.also_word:
        names.append(f"{made.stem}.docx")
    assert [name for name in names if not (OUT / name).is_file()] == []


def test_the_check_of_words_sees_a_word_that_is_not_there() -> None:
    gold = {"recommendations": [{"id": "x9", "text": "Paint the door"}]}
    assert missing(gold, "Paint the wall") == ["Paint the door"]
    assert missing(gold, "Paint the\ndoor") == []


@pytest.mark.parametrize(
    ("spec", "kind", "earliest", "latest"),
    [
        ("30 June 2024 = 2024-06-30", "date", "2024-06-30", "2024-06-30"),
        ("February 2024 = 2024-02", "month", "2024-02-01", "2024-02-29"),
        ("Q3 = 2023-10/2023-12 @quarter", "quarter", "2023-10-01", "2023-12-31"),
        ("from May 2023 = 2023-05/.. @ongoing", "ongoing", "2023-05-01", None),
        ("Ongoing = @ongoing", "ongoing", None, None),
    ],
)
def test_dates_of_gold(spec: str, kind: str, earliest: str, latest: str | None) -> None:
    made = when(spec)
    assert made is not None
    assert (made["kind"], made["earliest"], made["latest"]) == (kind, earliest, latest)
