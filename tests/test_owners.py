"""Owner cells: how they are split, and what no cell may do."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.people import OwnerCell, Register, nobody_state, owner_score, split_owners
from extractors.people.fold import fold
from extractors.people.score import passage_of
from extractors.people.words import people
from schemas.document import Passage
from schemas.plan import Lead

REGISTER = Register(
    [
        Lead(id="TW", name="Tessa Wainfleet", initials="TW", job_title="Head of Inclusion"),
        Lead(
            id="BQ",
            name="Benedict Quayle",
            initials="BQ",
            job_title="Matron, Children and Young People",
        ),
        Lead(id="police", job_title="Police", state="tbc"),
    ]
)

# What a cell holds, and the owners in it; "⏎" ends a printed line.
SPLITS = [
    ("TW/BQ", ["TW", "BQ"]),
    ("TW/XR/ BQ", ["TW", "XR", "BQ"]),
    ("Police/TW", ["Police", "TW"]),
    ("TW/ Rural Crime Partnership", ["TW", "Rural Crime Partnership"]),
    ("TW/ Rural⏎Crime⏎Partnership", ["TW", "Rural Crime Partnership"]),
    ("TW/BQ⏎All relevant agencies", ["TW", "BQ", "All relevant agencies"]),
    ("Tessa Wainfleet/⏎Benedict Quayle", ["Tessa Wainfleet", "Benedict Quayle"]),
    ("Tessa Wainfleet⏎Benedict Quayle", ["Tessa Wainfleet", "Benedict Quayle"]),
    ("Ola Brandt⏎Mirek Stone", ["Ola Brandt", "Mirek Stone"]),
    ("Ola Brandt; Mirek⏎Stone", ["Ola Brandt", "Mirek Stone"]),
    ("Ada Marie Penn/ Lucas⏎John Fry", ["Ada Marie Penn", "Lucas John Fry"]),
    ("Ada Marie⏎Penn", ["Ada Marie Penn"]),
    ("Head of Catering⏎and Hospitality", ["Head of Catering and Hospitality"]),
    (
        "Head of Kitchens⏎/ Fleet⏎Maintenance⏎Manager",
        ["Head of Kitchens", "Fleet Maintenance Manager"],
    ),
    (
        "Assistant Director, Housing and Estate Services",
        ["Assistant Director, Housing and Estate Services"],
    ),
    (
        "Matron, Children and Young People / Chief Pharmacist",
        ["Matron, Children and Young People", "Chief Pharmacist"],
    ),
    (
        "Director, People and Organisation Development",
        ["Director, People and Organisation Development"],
    ),
    (
        "Head of Regional Economy, UK and EU Affairs",
        ["Head of Regional Economy, UK and EU Affairs"],
    ),
    ("Borough Treasurer and Planning Director", ["Borough Treasurer", "Planning Director"]),
    ("Director of Fleet and Facilities", ["Director of Fleet and Facilities"]),
    ("Chair of Governors and Headteacher", ["Chair of Governors", "Headteacher"]),
    ("TW, BQ", ["TW", "BQ"]),
    ("TW and BQ", ["TW", "BQ"]),
    ("TW, BQ and XR", ["TW", "BQ", "XR"]),
    ("TW BQ", ["TW", "BQ"]),
    ("TW and Otley College", ["TW", "Otley College"]),
    ("TW and Otley⏎College", ["TW", "Otley College"]),
    ("Registered⏎Manager; Chef", ["Registered Manager", "Chef"]),
    ("HT & CoG", ["HT", "CoG"]),
    ("CoG / All⏎governors", ["CoG", "All governors"]),
    ("DHT⏎All class⏎teachers", ["DHT", "All class teachers"]),
    ("Deputy Chief⏎Fire Officer", ["Deputy Chief Fire Officer"]),
    ("Principal⏎Social Worker", ["Principal Social Worker"]),
    ("Chief Nurse⏎Director of Workforce", ["Chief Nurse", "Director of Workforce"]),
    (
        "Area Manager Ida Moss and Group Manager Olu Penn",
        ["Area Manager Ida Moss", "Group Manager Olu Penn"],
    ),
    ("Ida Moss, County Auditor", ["Ida Moss, County Auditor"]),
    ("Ida Moss (supported by Olu Penn)", ["Ida Moss", "Olu Penn"]),
    ("Ida Moss with Olu Penn", ["Ida Moss", "Olu Penn"]),
    ("Lead: Ida Moss. Accountable: Olu Penn", ["Ida Moss", "Olu Penn"]),
    (
        "Co-lead⏎Director General, Policy and Planning⏎Director General, Operations",
        ["Director General, Policy and Planning", "Director General, Operations"],
    ),
    (
        "The Portfolio Holder for Leisure and Tourism and the Head of Community Safety",
        ["The Portfolio Holder for Leisure and Tourism", "Head of Community Safety"],
    ),
    ("Health and Wellbeing Board", ["Health and Wellbeing Board"]),
    ("Police and Crime Commissioner", ["Police and Crime Commissioner"]),
    ("Safeguarding/Quality Lead", ["Safeguarding/Quality Lead"]),
    (
        "Housing Forum, Tenancy Partnership Meeting",
        ["Housing Forum", "Tenancy Partnership Meeting"],
    ),
    ("TBD, Grants Section Manager; Ida Moss", ["Grants Section Manager", "Ida Moss"]),
    ("TBC/TW", ["TW"]),
    ("QEG.", ["QEG"]),
    ("J.S./ P.O’R.", ["J.S.", "P.O’R."]),
    ("Head of Finance and Section 151 Officer", ["Head of Finance and Section 151 Officer"]),
    ("As 2.1 above", ["As 2.1 above"]),
]

KINDS = [
    ("Area Manager Ida Moss", "person", "Ida Moss"),
    ("Cllr Ida Moss", "person", "Ida Moss"),
    ("Mrs R Coyle", "person", "Mrs R Coyle"),
    ("Ida Moss-O’Hara", "person", "Ida Moss-O’Hara"),
    ("Head of Service (A. Smith)", "person", "A. Smith"),
    ("Ida Moss (IM) Independent Chair", "person", "Ida Moss"),
    ("Ida Moss - Bursar", "person", "Ida Moss"),
    ("PETER WEST", "person", "PETER WEST"),
    ("Deputy Chief Fire Officer", "post", None),
    ("Virtual School Head", "post", None),
    ("Head of Otley Probation Delivery Unit", "post", None),
    ("Service Manger Referral & Assessment", "post", None),
    ("Interim Head of Service", "post", None),
    ("CEO", "post", None),
    ("Care Co-ordinator", "post", None),
    ("DCI Poole", "person", "DCI Poole"),
    ("RA-F", "unknown", None),
    ("Police", "organisation", None),
    ("Rural Crime Partnership", "organisation", None),
    ("CSE Implementation group", "organisation", None),
    ("Senior Leadership Team", "organisation", None),
    ("Elmtree Care Ltd", "organisation", None),
    ("Northmoor NHS Foundation Trust", "organisation", None),
    ("All", "group", None),
    ("All team managers", "group", None),
    ("partners", "group", None),
    ("Ward Managers", "group", None),
    ("SLT collectively", "group", None),
    ("XR", "unknown", None),
    ("KLD", "unknown", None),
]

NOBODY = [
    "TBC",
    "tbc",
    "vacant",
    "N/A",
    "n/a",
    "-",
    "–",
    "To be confirmed",
    "tbc – new post",
    "None",
    "Nobody yet",
    "No one as yet",
    "Still to be recruited",
]
SOMEBODY = ["TW", "Otley College", "TBC/TW", "Vacant Homes Officer", "Yet", ""]

REFERENCES = [
    ("As 2.1 above", "2.1"),
    ("as 3.4", "3.4"),
    ("See R1.2", "R1.2"),
    ("As above", "above"),
    ("As per action 4 above", "4"),
    ("ditto", "above"),
    ("“", "above"),
]


def cell_of(text: str, register: Register = REGISTER) -> OwnerCell:
    return split_owners(passage_of(text.replace("⏎", "\n")), register)


@pytest.mark.parametrize(("text", "raws"), SPLITS)
def test_a_cell_is_split_into_its_owners(text: str, raws: list[str]) -> None:
    assert [m.raw for m in cell_of(text).mentions] == raws


@pytest.mark.parametrize(("text", "kind", "name"), KINDS)
def test_shape_tells_what_is_named(text: str, kind: str, name: str | None) -> None:
    (mention,) = cell_of(text, Register()).mentions
    assert (mention.kind, mention.name) == (kind, name)


@pytest.mark.parametrize("text", NOBODY)
def test_a_cell_may_name_nobody(text: str) -> None:
    cell = cell_of(text)
    assert (cell.mentions, cell.nobody) == ([], text)


@pytest.mark.parametrize("text", SOMEBODY)
def test_other_cells_do_not(text: str) -> None:
    assert cell_of(text).nobody is None
    assert nobody_state(text) is None


@pytest.mark.parametrize(("text", "pointed"), REFERENCES)
def test_a_reference_says_where_it_points(text: str, pointed: str) -> None:
    assert [m.reference for m in cell_of(text).mentions] == [pointed]


def test_an_uncertain_split_says_so() -> None:
    # Two posts or three?  The commas do not tell.
    cell = cell_of("Grants Manager, Deputy Administrator, Financial Reporting")
    assert all(m.confidence < 0.9 for m in cell.mentions)
    # One person with a title, or two owners?
    assert all(m.confidence < 0.9 for m in cell_of("Ida Moss⏎Fleet Manager").mentions)
    assert all(m.confidence == 1 for m in cell_of("TW/BQ").mentions)


def test_a_hint_in_a_bracket_is_kept() -> None:
    (mention,) = cell_of("JS⏎(Health)").mentions
    assert (mention.raw, mention.initials, mention.hint) == ("JS (Health)", "JS", "Health")


def test_struck_words_own_nothing() -> None:
    passage = passage_of("Ida Moss Olu Penn")
    for word in passage.words[:2]:
        word.struck = True
    assert [m.raw for m in split_owners(passage, REGISTER).mentions] == ["Olu Penn"]


def test_a_lead_with_marks_in_its_title_stays_whole() -> None:
    register = Register([Lead(id="x", name="Ida Moss", job_title="Schools, Libraries and Arts")])
    assert [m.raw for m in cell_of("Schools, Libraries and Arts", register).mentions] == [
        "Schools, Libraries and Arts"
    ]


SCORES = [
    ("TW/BQ", 1.0, 1.0),
    ("XR/TR", 0.95, 1.0),
    ("Tessa Wainfleet", 1.0, 1.0),
    ("Police/TW", 1.0, 1.0),
    ("Ola Brandt", 0.8, 0.95),
    ("Fleet Manager", 0.85, 0.95),
    ("Rural Crime Partnership", 0.75, 0.85),
    ("All relevant partners", 0.85, 0.95),
    ("TBC", 0.1, 0.5),
    ("Community", 0.1, 0.6),
    ("partners", 0.1, 0.6),
    ("Review the threshold guidance and share it with all partners", 0.0, 0.2),
    ("All staff will be trained in the new policy", 0.0, 0.1),
    ("30th September 2016", 0.0, 0.1),
    ("so that children are seen quickly", 0.0, 0.1),
    ("", 0.0, 0.0),
]


@pytest.mark.parametrize(("text", "least", "most"), SCORES)
def test_owner_score_tells_owners_from_prose(text: str, least: float, most: float) -> None:
    assert least <= owner_score(text, REGISTER) <= most


PIECES = st.sampled_from(
    [
        "TW",
        "XR",
        "Ida",
        "Moss",
        "Head",
        "of",
        "Safety",
        "Manager",
        "and",
        "All",
        "partners",
        "Trust",
        "/",
        ";",
        ",",
        "&",
        "\n",
        "(",
        ")",
        "–",
        "TBC",
        "N/A",
        "with",
        "Lead:",
        "As",
        "2.1",
        "above",
        "Dr",
        "O’Hara",
        "é",
        "ﬁ",
        "Police",
        '"',
        ".",
        "12/05/16",
        "co-lead",
        "x@y.org",
        "[",
        "=",
        "|",
    ]
)
CELLS = st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=14).map(" ".join))


def marks_alone(passages: list[Passage]) -> bool:
    lists = people()
    joining = {w for j in lists.joiners for w in fold(j).split()}
    labels = {w for label in lists.labels for w in fold(label).split()}
    words = [w for p in passages for w in fold(p.text).split()]
    return all(w in joining | labels for w in words)


@settings(max_examples=300, deadline=None)
@given(CELLS)
def test_no_word_of_a_cell_is_lost(text: str) -> None:
    passage = passage_of(text)
    cell = split_owners(passage, REGISTER)
    parts = [m.passage for m in cell.mentions] + cell.unnamed + cell.leftovers
    kept = sorted("".join(p.text for p in [*parts, *cell.separators]))
    assert [c for c in kept if not c.isspace()] == sorted(re.sub(r"\s", "", passage.text))
    assert marks_alone(cell.separators)
    assert all(m.raw == m.passage.text and m.raw for m in cell.mentions)
    assert 0 <= owner_score(text, REGISTER) <= 1


def test_a_page_of_prose_is_no_cell_of_owners() -> None:
    cell = cell_of("Ida Moss, " * 2000)
    assert not cell.mentions
    assert len(cell.leftovers[0].words) == 4000
