"""The date grammar on a table of wordings, whole cells, running text and the samples' gold."""

from __future__ import annotations

import csv
import datetime as dt
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from extractors.dates import (
    NO_CONTEXT,
    DateContext,
    date_piece,
    find_dates,
    pieces_complete,
    read_deadline,
    read_when,
)
from schemas.document import Passage, Word
from schemas.plan import When

HERE = Path(__file__).parent
PLAN_DAY = dt.date(2016, 9, 22)
PLAN = DateContext(plan_first=PLAN_DAY, plan_last=PLAN_DAY)
SCHOOL = DateContext(
    plan_first=PLAN_DAY,
    plan_last=PLAN_DAY,
    period_first=dt.date(2016, 9, 1),
    period_last=dt.date(2017, 7, 31),
    academic=True,
)
CONTEXTS = {"none": NO_CONTEXT, "plan": PLAN, "school": SCHOOL}


def table() -> list[dict[str, str]]:
    with (HERE / "data" / "dates.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize("case", table(), ids=lambda c: f"{c['context']}: {c['text']}")
def test_wording(case: dict[str, str]) -> None:
    when = read_when(case["text"], CONTEXTS[case["context"]])
    got = {
        "kind": when.kind,
        "earliest": str(when.earliest or "-"),
        "latest": str(when.latest or "-"),
        "edtf": when.edtf or "-",
        "year from": "context" if when.year_from_context else "-",
        "revised from": when.revised_from.raw if when.revised_from else "-",
    }
    assert got == {key: case[key] for key in got}


def cell(text: str) -> Passage:
    """A passage from lines divided by `|`; `~` stands before a struck-out word."""
    lines: list[list[Word]] = []
    index = offset = 0
    for line in text.split("|"):
        words = []
        for shown in line.split():
            bare = shown.lstrip("~")
            end = offset + len(bare)
            words.append(Word(index, bare, offset, end, struck=shown != bare))
            index, offset = index + 1, end + 1
        lines.append(words)
    return Passage.of_lines(lines)


def short(when: When | None) -> tuple[str, str, str] | None:
    return None if when is None else (when.raw, when.kind, str(when.latest or "-"))


CELLS = [
    ("28th|February|2016", ("28th February 2016", "date", "2016-02-28"), [], None),
    ("30 th|March|2017", ("30th March 2017", "date", "2017-03-30"), [], None),
    ("th|30 March|2017", ("30th March 2017", "date", "2017-03-30"), [], None),
    ("Septembe|r 2016", ("September 2016", "month", "2016-09-30"), [], None),
    (
        "28/09/2018 (first draft)|15/11/2018 (signed off)",
        ("15/11/2018 (signed off)", "date", "2018-11-15"),
        [("28/09/2018 (first draft)", "date", "2018-09-28")],
        None,
    ),
    (
        "Stage 1: Oct|2016|Stage 2: May|2017",
        ("Stage 2: May 2017", "month", "2017-05-31"),
        [("Stage 1: Oct 2016", "month", "2016-10-31")],
        None,
    ),
    (
        "By 7 Feb; By 21 Mar;|By 23 May 2018",
        ("By 23 May 2018", "date", "2018-05-23"),
        [("By 7 Feb", "date", "2018-02-07"), ("By 21 Mar", "date", "2018-03-21")],
        None,
    ),
    (
        "June and December 2019",
        ("December 2019", "month", "2019-12-31"),
        [("June", "month", "2019-06-30")],
        None,
    ),
    (
        "31 March 2018 draft|30 April 2018 final",
        ("30 April 2018 final", "date", "2018-04-30"),
        [("31 March 2018 draft", "date", "2018-03-31")],
        None,
    ),
    (
        "~1 ~August|~2016|30 November|2016",
        ("30 November 2016", "date", "2016-11-30"),
        [],
        ("1 August 2016", "date", "2016-08-01"),
    ),
    (
        "Jan 2017 (revised|from Oct 2016)",
        ("Jan 2017 (revised from Oct 2016)", "month", "2017-01-31"),
        [],
        ("Oct 2016", "month", "2016-10-31"),
    ),
    (
        "Extended from March 2017 to June 2017",
        ("Extended from March 2017 to June 2017", "month", "2017-06-30"),
        [],
        ("March 2017", "month", "2017-03-31"),
    ),
    (
        "31/3/17 → 30/6/17",
        ("31/3/17 → 30/6/17", "date", "2017-06-30"),
        [],
        ("31/3/17", "date", "2017-03-31"),
    ),
    (
        "1. Dec 2017|2. March 2018",
        ("2. March 2018", "month", "2018-03-31"),
        [("1. Dec 2017", "month", "2017-12-31")],
        None,
    ),
    ("Spring 2018 (March 2018)", ("Spring 2018 (March 2018)", "month", "2018-03-31"), [], None),
    (
        "Dec 2017 (was Sept)",
        ("Dec 2017 (was Sept)", "month", "2017-12-31"),
        [],
        ("Sept", "month", "2017-09-30"),
    ),
    ("31 June 2017", ("31 June 2017", "unparsed", "-"), [], None),
    ("Not applicable", None, [], None),
    ("~31 ~March", None, [], None),
    ("–", None, [], None),
    ("", None, [], None),
]


@pytest.mark.parametrize(("text", "deadline", "milestones", "revised"), CELLS)
def test_cell(text: str, deadline: Any, milestones: Any, revised: Any) -> None:
    read = read_deadline(cell(text), PLAN)
    assert short(read.deadline) == deadline
    assert [short(m) for m in read.milestones] == milestones
    assert short(read.deadline.revised_from if read.deadline else None) == revised


def test_every_date_of_a_cell_leads_back_to_its_own_words() -> None:
    text = "Stage 1: Oct|2016|Stage 2: May|2017"
    plain = text.replace("|", " ")
    read = read_deadline(cell(text), PLAN)
    assert read.deadline is not None
    for when in (read.deadline, *read.milestones):
        shown = [plain[s.span[0] : s.span[1]] for s in when.sources if s.span]
        assert " ".join(shown) == when.raw


def test_notes_say_why_a_cell_has_no_deadline() -> None:
    notes = {t: read_deadline(cell(t)).notes for t in ("", "-", "N/A", "~TBC", "As above")}
    assert notes == {
        "": ["empty"],
        "-": ["dash"],
        "N/A": ["not applicable"],
        "~TBC": ["struck out"],
        "As above": ["reference"],
    }


PROSE = [
    ("The team will report by the end of June 2023.", ["end of June 2023"]),
    ("Inspectors came from 3 to 7 May 2021 and published on 9 July 2021.",
     ["3 to 7 May 2021", "9 July 2021"]),
    ("In September 84 per cent of 30 staff took part; May 16 people join?", []),
    ("See section 1.4.16 and page 12, version 2.1 of 2016.", []),
    ("Version 5 – 20 November 2017", ["20 November 2017"]),
    ("We may march in autumn.", []),
    ("Q3 2021/22 or Autumn term 2021, whichever is first", ["Q3 2021/22", "Autumn term 2021"]),
    ("The year 2016 was hard.", []),
    ("due 31 September 2016", ["31 September 2016"]),
    ("It met on 14 March. 2016 was over.", ["14 March"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "dates"), PROSE)
def test_dates_in_running_text(text: str, dates: list[str]) -> None:
    found = find_dates(text)
    assert [text[start:end] for start, end, _ in found] == dates
    assert all(when.kind == "unparsed" for _, _, when in found if "31 Sept" in when.raw)


PIECES = {
    "whole": [
        "28th February 2016", "February 2017", "31/10/16", "Q3 2019/20", "Ongoing", "TBC",
        "Half-termly", "Every half term", "Completed", "Due 31 May 2020", "By 1st April 2020",
        "Phase 2: April 2018", "Complete (September 2019)", "from Sept 16", "30/11/2017 (draft)",
        "Dec 2016 (revised from Sept 2016)", "within three months",
    ],
    "piece": [
        "30th", "30 th", "th", "September", "2016", "28th February", "March (revised", "30th May",
        "Autumn term", "By end of", "of March 2017", "Phase 1: Dec", "Q3", "31/10/", "2019/20",
        "Every half", "within three months of the", "Sept 2016)", "by Easter",
    ],
    None: [
        "12", "2.1", "1.", "A", "SK", "YA/SK", "may", "march", "The", "The report", "2016 audit",
        "Version 5 – 20 November 2017", "Complete the audit", "Lead: A Person. Deadline: May 2019",
        "in 2016", "Head of Service", "31 plans", "each nurse", "1.4.16", "", "In progress",
    ],
}  # fmt: skip


@pytest.mark.parametrize(("text", "kind"), [(t, k) for k, ts in PIECES.items() for t in ts])
def test_piece(text: str, kind: str | None) -> None:
    assert date_piece(text) == kind


def test_a_term_is_whole_in_a_schools_plan() -> None:
    assert date_piece("Autumn 2", SCHOOL) == "whole"
    assert pieces_complete(["Spring", "Term"], SCHOOL) == 1.0


@pytest.mark.parametrize(
    ("pieces", "score"),
    [
        (["30th", "September", "2016"], 1.0),
        (["th", "30 March", "2017"], 1.0),
        (["Dec 2016", "(revised", "from Sept", "2016)"], 1.0),
        (["Every half", "term"], 1.0),
        (["30th", "September"], 0.5),
        (["September"], 0.4),
        (["30th", "May", "2016", "30th", "May", "2016"], 0.3),
        (["31 September", "2016"], 0.2),
        (["30th", "30th"], 0.0),
        (["Ongoing", "2016"], 0.0),
    ],
)
def test_how_complete_pieces_are(pieces: list[str], score: float) -> None:
    assert pieces_complete(pieces) == score


@pytest.mark.parametrize("text", ["Within existing budget", "within current resources"])
def test_money_is_no_deadline(text: str) -> None:
    assert read_when(text).kind == "unparsed"
    assert pieces_complete([text]) == 0.0


def test_half_terms_are_what_the_document_says() -> None:
    context = DateContext(half_terms={"spring 1": (1, 3)})
    assert read_when("Spring 1 2018", context).edtf == "2018-01/2018-03"


def test_quarters_are_calendar_ones_where_the_document_says_so() -> None:
    context = DateContext(calendar_quarters=True)
    assert read_when("Q1 2019", context).edtf == "2019-01/2019-03"


def _by_its_words(when: dict[str, Any]) -> bool:
    """False where only the rest of the document tells the span: whole plans test those."""
    if re.match(r"(?:see|as)\b", when["raw"], re.IGNORECASE):
        return False
    if when["kind"] == "relative":
        return when["latest"] is None
    # Terms by a document's own days, and two months of an inspection in one phrase.
    own_term = when["kind"] == "term" and when["edtf"] and len(when["edtf"]) > 15
    if "half term" in when["raw"] and when["latest"]:
        return False
    return not own_term and not re.fullmatch(r"\w+ (?:and|&) \w+ \d{4}", when["raw"])


def golds() -> list[Any]:
    made = []
    for path in sorted((HERE.parent / "samples").rglob("*.gold.json")):
        plan = json.loads(path.read_text(encoding="utf-8"))
        own = plan.get("plan_date") or {}
        wanted = [plan.get("inspection_date"), plan.get("report_date"), own]
        for recommendation in plan["recommendations"]:
            for action in recommendation.get("actions", []):
                wanted += [action.get("deadline"), *action.get("milestones", [])]
        held = [w for w in wanted if w and w.get("raw") and _by_its_words(w)]
        made.append(pytest.param(own, held, id=path.name))
    return made


@pytest.mark.parametrize(("own", "wanted"), golds())
def test_gold(own: dict[str, str], wanted: list[dict[str, Any]]) -> None:
    def day(name: str) -> dt.date | None:
        return dt.date.fromisoformat(own[name]) if own.get(name) else None

    context = DateContext(plan_first=day("earliest"), plan_last=day("latest"))
    if any(w["kind"] == "term" and not any(c in w["raw"] for c in "2") for w in wanted):
        context = replace(context, academic=True)
    keys = ("raw", "kind", "earliest", "latest")
    for gold in wanted:
        got = read_when(gold["raw"], context).model_dump(mode="json")
        assert {k: got[k] for k in keys} == {k: gold[k] for k in keys}
        assert got["edtf"] == gold.get("edtf")
        old = gold.get("revised_from")
        if old and old["raw"] in gold["raw"]:
            assert {k: got["revised_from"][k] for k in keys} == {k: old[k] for k in keys}
