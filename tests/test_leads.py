"""Lists of leads: tables, lines and keys; and the tables that only look like them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.people import (
    abbreviates,
    initials_fit,
    is_post_code,
    read_leads_lines,
    read_leads_table,
)
from extractors.people.score import passage_of
from schemas.blocks import Cell, Table, TextBlock
from schemas.plan import Lead

Parts = tuple[str | None, str | None, str | None, str]


def table_of(rows: list[list[str]]) -> Table:
    cells = [
        Cell(r, c, blocks=[TextBlock("paragraph", passage_of(text))] if text else [])
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
    ]
    return Table(cells, len(rows), max(len(row) for row in rows))


def blocks_of(lines: list[str]) -> list[TextBlock]:
    return [
        TextBlock(
            "heading" if line.startswith("# ") else "paragraph", passage_of(line.lstrip("# "))
        )
        for line in lines
    ]


def parts_of(leads: list[Lead]) -> list[Parts]:
    return [(lead.name, lead.initials, lead.job_title, lead.state) for lead in leads]


TABLES: list[tuple[str, list[list[str]], list[Parts]]] = [
    (
        "title, then holder with initials",
        [
            ["Job Title", "Current Post-Holder (as of May)"],
            ["Head of Inclusion", "Tessa Wainfleet (TW)"],
            ["Police", "TBC"],
            ["Service Manager Placement & Review", "Olu Penn (OP)"],
            ["Chief Nurse", "Vacant"],
        ],
        [
            ("Tessa Wainfleet", "TW", "Head of Inclusion", "named"),
            (None, None, "Police", "tbc"),
            ("Olu Penn", "OP", "Service Manager Placement & Review", "named"),
            (None, None, "Chief Nurse", "vacant"),
        ],
    ),
    (
        "initials in a column of their own",
        [
            ["Initials", "Name", "Role"],
            ["TW", "Tessa Wainfleet", "Head of Inclusion"],
            ["SO", "Olu Penn", "Data Manager"],
            ["", "TBC", "Occupational Therapist"],
        ],
        [
            ("Tessa Wainfleet", "TW", "Head of Inclusion", "named"),
            ("Olu Penn", "SO", "Data Manager", "named"),
            (None, None, "Occupational Therapist", "tbc"),
        ],
    ),
    (
        "officer and designation, a vacant row",
        [
            ["Officer", "Designation"],
            ["Tessa Wainfleet", "Assistant Director, Social Care"],
            ["Vacant", "Head of Fostering"],
            ["Siân O’Dwyer-Hart", "Principal Social Worker"],
        ],
        [
            ("Tessa Wainfleet", None, "Assistant Director, Social Care", "named"),
            (None, None, "Head of Fostering", "vacant"),
            ("Siân O’Dwyer-Hart", None, "Principal Social Worker", "named"),
        ],
    ),
    (
        "post and name in one cell, telephone beside",
        [
            ["Lead and agency", "Telephone"],
            ["Designated Nurse, Health – Tessa Wainfleet (TW)", "01632 960118"],
            ["Head of Service, Probation – TBC", "01632 960150"],
            ["Board Manager – Olu Ann Penn (OAP)", "01632 960102"],
        ],
        [
            ("Tessa Wainfleet", "TW", "Designated Nurse, Health", "named"),
            (None, None, "Head of Service, Probation", "tbc"),
            ("Olu Ann Penn", "OAP", "Board Manager", "named"),
        ],
    ),
    (
        "no header",
        [
            ["Registered Manager", "Tessa Wainfleet"],
            ["Chef", "Olu Penn"],
            ["Activities Coordinator", "Vacant"],
        ],
        [
            ("Tessa Wainfleet", None, "Registered Manager", "named"),
            ("Olu Penn", None, "Chef", "named"),
            (None, None, "Activities Coordinator", "vacant"),
        ],
    ),
    (
        "name and post",
        [
            ["Name", "Post"],
            ["Tessa Wainfleet", "Depot Manager"],
            ["Olu Penn", "Monitoring Officer"],
        ],
        [
            ("Tessa Wainfleet", None, "Depot Manager", "named"),
            ("Olu Penn", None, "Monitoring Officer", "named"),
        ],
    ),
]

NOT_LEADS: list[tuple[str, list[list[str]], str]] = [
    (
        "actions",
        [["Action", "Lead", "By when"], ["Review the policy", "Tessa Wainfleet", "May 2018"]],
        "",
    ),
    (
        "attendance",
        [
            ["Name", "Title", "Representing"],
            ["Tessa Wainfleet (TW)", "Head of Inclusion", "Council"],
            ["Olu Penn (OP)", "Nurse Manager", "Apols"],
        ],
        "",
    ),
    (
        "sign-off",
        [["Name", "Role", "Signature", "Date"], ["Tessa Wainfleet", "Chair", "", "1 May 2018"]],
        "",
    ),
    (
        "distribution",
        [["Name", "Role"], ["Tessa Wainfleet", "Chair"], ["Olu Penn", "Governor"]],
        "Distribution list",
    ),
    (
        "glossary",
        [
            ["Abbreviation", "Meaning"],
            ["CAF", "Common Assessment Framework"],
            ["DCS", "Director of Children’s Services"],
        ],
        "",
    ),
    ("rating key", [["Green", "On track"], ["Amber", "At risk"], ["Red", "Off track"]], ""),
    (
        "versions",
        [["Version", "Author", "Date"], ["1.0", "Tessa Wainfleet", "May 2018"]],
        "",
    ),
    (
        "summary",
        [
            ["Recommendation", "Lead"],
            [
                "1. Review the board’s thresholds and share them with every agency",
                "Tessa Wainfleet",
            ],
        ],
        "",
    ),
    (
        "card",
        [["Ref", "E1.1"], ["Owner", "Area Manager Ida Moss"], ["Due", "30 June 2020"]],
        "",
    ),
]

LINES: list[tuple[str, list[str], list[Parts]]] = [
    (
        "name, post, initials in a bracket",
        [
            "# Key individuals",
            "Tessa Wainfleet – Director of Children’s Services (TW)",
            "Olu Penn – Transitions Manager, Adult Social Care (OP)",
        ],
        [
            ("Tessa Wainfleet", "TW", "Director of Children’s Services", "named"),
            ("Olu Penn", "OP", "Transitions Manager, Adult Social Care", "named"),
        ],
    ),
    (
        "initials first",
        [
            "Some text about the plan.",
            "TW – Tessa Wainfleet, Head of Inclusion",
            "OP – Olu Penn, Team Manager, Court and Assessment",
            "The plan starts here.",
        ],
        [
            ("Tessa Wainfleet", "TW", "Head of Inclusion", "named"),
            ("Olu Penn", "OP", "Team Manager, Court and Assessment", "named"),
        ],
    ),
    (
        "a key in one line",
        [
            "Key: HT = Headteacher (Mrs R Coyle); SENDCo = Special Educational Needs and "
            "Disabilities Coordinator (Mr T Oak); OP = English Leader (Olu Penn)."
        ],
        [
            ("Mrs R Coyle", "HT", "Headteacher", "named"),
            (
                "Mr T Oak",
                "SENDCo",
                "Special Educational Needs and Disabilities Coordinator",
                "named",
            ),
            ("Olu Penn", "OP", "English Leader", "named"),
        ],
    ),
    (
        "initials and names only",
        ["Initials:", "TW = Tessa Wainfleet", "OP = Olu Penn"],
        [("Tessa Wainfleet", "TW", None, "named"), ("Olu Penn", "OP", None, "named")],
    ),
]

COLUMNS_LOST = [
    "# Our team",
    "Registered Manager",
    "Tessa Wainfleet",
    "Chef",
    "# Vacant",
    "Head of Housekeeping",
    "Olu Penn",
    "What we are doing",
]

NO_LINES = [
    ["Version 3.0 – 25 October 2019"],
    [
        "train all case managers in writing plans (DP, 31 March 2019)",
        "audit ten cases (SH, monthly)",
    ],
    ["Lead: Tessa Wainfleet.  Deadline: 29 March 2019.", "Leads: Tessa Wainfleet and Olu Penn."],
    ["R = action will be late; A = some risk of delay; G = complete or on track."],
    ["Autumn 1 = September and October; Autumn 2 = November and December; Spring 1 = January."],
    ["CAF = Common Assessment Framework; SDC = Saltmarsh District Council"],
    ["Priority 1: Leaders do not plan services jointly", "Priority 2: Waiting times are too long"],
    ["Tessa Wainfleet – Chair"],
    ["Distribution list", "Tessa Wainfleet – Chair (TW)", "Olu Penn – Head of Inclusion (OP)"],
    ["Signed: __________ (Headteacher)   __________ (Chair of Governors)"],
]


@pytest.mark.parametrize(("rows", "expected"), [t[1:] for t in TABLES], ids=[t[0] for t in TABLES])
def test_a_table_of_leads_is_read(rows: list[list[str]], expected: list[Parts]) -> None:
    leads = read_leads_table(table_of(rows))
    assert leads is not None
    assert parts_of(leads) == expected
    assert all(lead.sources for lead in leads)


@pytest.mark.parametrize(
    ("rows", "heading"), [t[1:] for t in NOT_LEADS], ids=[t[0] for t in NOT_LEADS]
)
def test_other_tables_are_none(rows: list[list[str]], heading: str) -> None:
    assert read_leads_table(table_of(rows), heading) is None


@pytest.mark.parametrize(("lines", "expected"), [t[1:] for t in LINES], ids=[t[0] for t in LINES])
def test_leads_in_lines_are_read(lines: list[str], expected: list[Parts]) -> None:
    leads, used = read_leads_lines(blocks_of(lines))
    assert parts_of(leads) == expected
    assert len(used) == (1 if len(lines) == 1 else 2)


def test_leads_whose_columns_fell_into_one_are_read() -> None:
    expected = [
        ("Tessa Wainfleet", None, "Registered Manager", "named"),
        (None, None, "Chef", "vacant"),
        ("Olu Penn", None, "Head of Housekeeping", "named"),
    ]
    leads, used = read_leads_lines(blocks_of(COLUMNS_LOST))
    assert (parts_of(leads), used) == (expected, set(range(1, 7)))
    table = table_of([["Name", "Role"], *(["", line.lstrip("# ")] for line in COLUMNS_LOST[1:7])])
    assert parts_of(read_leads_table(table) or []) == expected


def test_a_list_ends_where_another_table_begins() -> None:
    rows = [
        ["Role", "Held by"],
        ["Chair", "Tessa Wainfleet"],
        ["Bursar", "Olu Penn"],
        ["Action", "Owner"],
        ["Mend the roof", "Olu Penn"],
    ]
    leads = read_leads_table(table_of(rows))
    assert [lead.name for lead in leads or []] == ["Tessa Wainfleet", "Olu Penn"]


@pytest.mark.parametrize("lines", NO_LINES, ids=[lines[0][:30] for lines in NO_LINES])
def test_other_lines_are_no_leads(lines: list[str]) -> None:
    assert read_leads_lines(blocks_of(lines)) == ([], set())


def test_ids_are_initials_where_one_has_them_else_names() -> None:
    leads = read_leads_table(
        table_of(
            [
                ["Name", "Initials", "Post"],
                ["Joan Sayle", "JS", "Designated Nurse"],
                ["Jon Stroud", "JS", "Police Inspector"],
                ["Tessa Wainfleet", "TW", "Chair"],
                ["Olu Penn", "", "Bursar"],
            ]
        )
    )
    assert leads is not None
    assert [lead.id for lead in leads] == ["JS-joan-sayle", "JS-jon-stroud", "TW", "olu-penn"]


INITIALS = [
    ("KM", "Kate Moreton", True),
    ("MD", "Maria Delgado-Hart", True),
    ("MDH", "Maria Delgado-Hart", True),
    ("FAM", "Felicity Ann Munro", True),
    ("FM", "Felicity Ann Munro", True),
    ("CO", "Claire O’Dowd", True),
    ("RC", "Mrs R Coyle", True),
    ("EP", "Esther Flynn", False),
    ("HT", "Mrs R Coyle", False),
]


@pytest.mark.parametrize(("initials", "name", "fit"), INITIALS)
def test_initials_fit_a_name_or_do_not(initials: str, name: str, fit: bool) -> None:
    assert initials_fit(initials, name) is fit


CODES = [
    ("HT", "Headteacher", True),
    ("DHT", "Deputy Headteacher", True),
    ("CoG", "Chair of Governors", True),
    ("SENDCo", "Special Educational Needs and Disabilities Coordinator", True),
    ("AD", "Assistant Director, Operations", True),
    ("KM", "Mathematics Leader", False),
    ("EP", "Performance Manager", False),
]


@pytest.mark.parametrize(("code", "title", "fit"), CODES)
def test_a_code_abbreviates_a_title_or_does_not(code: str, title: str, fit: bool) -> None:
    assert abbreviates(code, title) is fit
    lead = Lead(id="x", name="Zoe Quill", initials=code, job_title=title)
    assert is_post_code(lead) is fit


TEXTS = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        ["Tessa Wainfleet (TW)", "Head of Inclusion", "TBC", "Name", "Role", "TW", "x – y"]
    ),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(TEXTS, min_size=2, max_size=2), min_size=1, max_size=6))
def test_no_table_and_no_lines_raise(rows: list[list[str]]) -> None:
    leads = read_leads_table(table_of(rows)) or []
    assert len({lead.id for lead in leads}) == len(leads)
    lined, used = read_leads_lines(blocks_of([" – ".join(row) for row in rows]))
    assert len({lead.id for lead in lined}) == len(lined)
    assert used <= set(range(len(rows)))
