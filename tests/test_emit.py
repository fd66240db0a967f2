"""JSON, its schema, and the lines for the terminal."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from made_plans import bare_plan, plan, plan_data, plans

from pipeline.emit.json import schema, schema_text, to_bytes, to_json
from pipeline.emit.text import outline, summary_line
from pipeline.emit.when import date_view
from schemas.plan import Plan, When

SCHEMA_FILE = Path(__file__).parent.parent / "schemas" / "plan.schema.json"


def test_the_kept_schema_is_the_one_that_is_printed() -> None:
    assert SCHEMA_FILE.read_text(encoding="utf-8") == schema_text(), (
        "the models have changed: run 'plansift schema > schemas/plan.schema.json'"
    )


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())


@settings(max_examples=40, deadline=None)
@given(plans())
def test_any_plan_meets_the_schema_and_reads_back(made: Plan) -> None:
    emitted = to_bytes(made)
    jsonschema.validate(json.loads(emitted), schema(), cls=jsonschema.Draft202012Validator)
    assert Plan.model_validate_json(emitted) == made
    assert to_bytes(made) == emitted


def test_what_is_missing_is_said() -> None:
    broken = json.loads(to_json(plan()))
    del broken["accounting"]["words"]
    with pytest.raises(jsonschema.ValidationError, match="words"):
        jsonschema.validate(broken, schema())


def test_the_form_of_the_json() -> None:
    text = to_json(plan())
    assert text.startswith('{\n  "schema_version": "1.0",\n  "source": {\n    "file"')
    assert text.endswith("}\n")
    assert '"title": "Harbour Watch Plan – Stufe Ü"' in text
    assert '"latest": "2031-06-30"' in text


def test_a_file_name_that_is_no_utf8_still_gives_json() -> None:
    named = plan(source={**plan_data()["source"], "file": "pl\udce4n.pdf"})
    assert json.loads(to_bytes(named))["source"]["file"] == "pl\udce4n.pdf"


def test_summary_lines() -> None:
    assert summary_line(plan()) == (
        "2 recommendations, 2 actions, 3 findings (1 error, 1 warning, 1 note)"
    )
    assert summary_line(bare_plan()) == "0 recommendations, 0 actions, no findings"


def test_the_outline_adds_up() -> None:
    lines = outline(plan()).splitlines()
    assert lines[0].split() == ["Recommendation", "Actions", "Owner", "Deadline", "Findings"]
    assert [line.split()[-4:] for line in lines[2:4]] == [
        ["2", "1", "2", "2"],
        ["0", "0", "0", "0"],
    ]
    assert lines[4].split()[-1] == "1"
    assert lines[-1].split() == ["In", "all", "2", "1", "2", "3"]


@settings(max_examples=40, deadline=None)
@given(plans())
def test_the_outline_fits_a_terminal(made: Plan) -> None:
    lines = outline(made).splitlines()
    assert len(lines) >= 4
    assert all(len(line) <= 80 for line in lines)


SPAN = {"earliest": "2017-02-01", "latest": "2017-02-28"}
DAY = {"earliest": "2016-02-28", "latest": "2016-02-28"}


@pytest.mark.parametrize(
    ("when", "due", "read"),
    [
        ({"raw": "28th February 2016", "kind": "date", **DAY}, True, None),
        ({"raw": "28 th  FEBRUARY, 2016", "kind": "date", **DAY}, True, None),
        ({"raw": "28/02/16", "kind": "date", **DAY}, True, "28 February 2016"),
        ({"raw": "February 2017", "kind": "month", **SPAN}, True, "due 28 February 2017"),
        ({"raw": "February 2017", "kind": "month", **SPAN}, False, None),
        ({"raw": "02/17", "kind": "month", **SPAN}, False, "February 2017"),
        ({"raw": "from Feb 17", "kind": "ongoing", "earliest": "2017-02-01"}, True,
         "ongoing, no day fixed, from 1 February 2017"),
        ({"raw": "1st – 28 Feb 2017", "kind": "range", **SPAN}, False, "February 2017"),
        ({"raw": "1st February 2017 – 1 May 2017", "kind": "range", "earliest": "2017-02-01",
          "latest": "2017-05-01"}, False, None),
        ({"raw": "31 April 2017", "kind": "unparsed"}, True, "no possible date"),
        ({"raw": "Done Feb 17", "kind": "complete", **SPAN}, True, "complete, February 2017"),
        ({"raw": "28 Feb", "kind": "date", "year_from_context": True, **DAY}, True,
         "28 February 2016, year taken from the document"),
    ],
)  # fmt: skip
def test_dates_say_how_they_were_read(when: dict[str, Any], due: bool, read: str | None) -> None:
    assert date_view(When.model_validate(when), due=due).read == read
