"""Flattened text as tools print it: columns apart, pages, lists, prose; nothing shifted unseen."""

from __future__ import annotations

from pathlib import Path

import plansift
from schemas.plan import Plan


def plan(tmp_path: Path, text: str) -> Plan:
    path = tmp_path / "plan.txt"
    path.write_text(text, encoding="utf-8")
    return plansift.convert(path)


def told(found: Plan) -> list[tuple[str | None, str, list[str], str | None]]:
    return [
        (a.label, a.text, [o.raw for o in a.owners], a.deadline.raw if a.deadline else None)
        for r in found.recommendations
        for a in r.actions
    ]


FRONT = """Improvement Plan 2022
Port Ellery Housing Association

The Regulator of Social Housing published its report on 3 March 2022.

"""

PROSE = (
    FRONT
    + """Recommendation 1
The board should make sure that repairs are finished on time.
Response: Accepted
The board has seen the backlog each month since January and knows that it is too long.
We will appoint two more plumbers and a scheduler to shorten the time that people wait.
Lead: Head of Repairs. Deadline: 30 June 2022.
We will publish how long repairs take, month by month, where tenants can see the figures.
Lead: Performance Manager. Deadline: monthly.

Recommendation 2
Tenants should be told what will be done when a complaint is upheld.
Response: Accepted
We will:
\uf0b7
\uf0b7
\uf0b7

write to each tenant within five days of the decision and say what will be done and by
when (Complaints Manager, 31 May 2022)
review one in ten letters each quarter (Head of Housing, quarterly)
report what we have learned to the tenants’ panel (Head of Housing, 30 September
2022)

The panel has met twice and has asked for a short form of the letter.
"""
)


def test_sentences_after_a_labelled_value_stay_sentences(tmp_path: Path) -> None:
    found = told(plan(tmp_path, PROSE))
    assert [(text[:34], owners, date) for _, text, owners, date in found[:2]] == [
        ("We will appoint two more plumbers ", ["Head of Repairs"], "30 June 2022"),
        ("We will publish how long repairs t", ["Performance Manager"], "monthly"),
    ]


def test_bullets_apart_from_their_texts_part_the_items(tmp_path: Path) -> None:
    found = told(plan(tmp_path, PROSE))
    assert [(owners, date) for _, _, owners, date in found[2:]] == [
        (["Complaints Manager"], "31 May 2022"),
        (["Head of Housing"], "quarterly"),
        (["Head of Housing"], "30 September 2022"),
    ]
    assert found[2][1].startswith("write to each tenant within five days")
    assert found[4][1] == "report what we have learned to the tenants’ panel"


COLUMNS = """Our people
Chief Executive
Head of Repairs
Finance Manager
Complaints Manager

Farah Doyle
Owen Marsh
Ingrid Toft
Vacant

"""


def test_posts_and_holders_in_two_columns_are_leads(tmp_path: Path) -> None:
    found = plan(tmp_path, FRONT + COLUMNS + PROSE.removeprefix(FRONT))
    assert [(lead.job_title, lead.name, lead.state) for lead in found.leads] == [
        ("Chief Executive", "Farah Doyle", "named"),
        ("Head of Repairs", "Owen Marsh", "named"),
        ("Finance Manager", "Ingrid Toft", "named"),
        ("Complaints Manager", None, "vacant"),
    ]
    assert found.recommendations[0].actions[0].owners[0].name == "Owen Marsh"


LEADS = """Leads
Initials
Name
Role
FD
Farah Doyle
Chief Executive
OM
Owen Marsh
Head of Repairs
IT
Ingrid Toft
Finance Manager

"""

HEADER = """No.
Recommendation
Action
Lead
Deadline
"""

SPLIT = (
    FRONT
    + LEADS
    + HEADER
    + """1
Repairs should be finished on time.
Appoint two more plumbers and a scheduler.
OM
30 June 2022
2
Complaints should be answered in full.
Write to each tenant within five days of the decision and say what
FD/IT
31 May 2022
Port Ellery improvement plan
Page 1
\f"""
    + HEADER
    + """will be done and by when.
3
Rents should be set by the rules.
Check every rent against the register.
IT
1 August 2022
Port Ellery improvement plan
Page 2
"""
)


def test_a_row_goes_on_over_the_page(tmp_path: Path) -> None:
    found = plan(tmp_path, SPLIT)
    assert [r.label for r in found.recommendations] == ["1", "2", "3"]
    text = "Write to each tenant within five days of the decision and say what will be done and by"
    assert [(t, o, d) for _, t, o, d in told(found)] == [
        ("Appoint two more plumbers and a scheduler.", ["OM"], "30 June 2022"),
        (f"{text} when.", ["FD", "IT"], "31 May 2022"),
        ("Check every rent against the register.", ["IT"], "1 August 2022"),
    ]


MERGED = (
    FRONT
    + LEADS
    + """No.
Recommendation
Lead
Action
Deadline
1
Repairs should be finished on time.
OM
Appoint two more plumbers and a scheduler.
30 June 2022
Publish how long repairs take in each district.
31 July 2022
2
Complaints should be answered in full.
FD
Write to each tenant within five days of the decision.
31 May 2022
Report what was learned to the tenants’ panel.
30 September 2022
"""
)


def test_an_owner_merged_over_rows_is_shared_and_unsure(tmp_path: Path) -> None:
    found = plan(tmp_path, MERGED)
    assert [o for _, _, o, _ in told(found)] == [["OM"], ["OM"], ["FD"], ["FD"]]
    shared = [r.actions[1] for r in found.recommendations]
    assert all(o.confidence < 0.9 for a in shared for o in a.owners)
    assert {f.code for f in found.findings if f.action in {a.id for a in shared}} >= {"SRC003"}


def test_an_empty_owner_where_others_are_not_merged_stays_empty(tmp_path: Path) -> None:
    bare = MERGED.replace("FD\nWrite", "Write")
    found = plan(tmp_path, bare)
    assert [bool(o) for _, _, o, _ in told(found)] == [True, False, False, False]


LATE = (
    FRONT
    + LEADS
    + """No.
Recommendation
Action
Lead
Deadline
1
Repairs should be finished on time.
Appoint two more plumbers and a scheduler.
OM
2
Complaints should be answered in full.
Write to each tenant within five days of the decision.
FD
31 May 2022
3
Rents should be set by the rules.
Check every rent against the register.
IT
4
Tenants should have a say.
Set up a panel of tenants from each district.
FD
30 June 2022
1 August 2022
"""
)


def test_dates_printed_behind_the_table_fill_the_rows_that_lack_one(tmp_path: Path) -> None:
    found = plan(tmp_path, LATE)
    dates = [d for _, _, _, d in told(found)]
    sure = [min(o.confidence for o in a.owners) for r in found.recommendations for a in r.actions]
    # Three rows lack a date and two are left over: which row lacks one can't be known.
    assert dates[1] == "31 May 2022"
    assert max(sure[0], sure[2], sure[3]) < 0.9
    assert "SRC003" in {f.code for f in found.findings}
    even = plan(tmp_path, LATE + "30 November 2022\n")
    assert sorted(d or "" for _, _, _, d in told(even)) == [
        "1 August 2022", "30 June 2022", "30 November 2022", "31 May 2022",
    ]  # fmt: skip
