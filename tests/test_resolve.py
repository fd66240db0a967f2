"""Owners led back to the leads."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from extractors.people import Register, split_owners
from extractors.people.score import passage_of
from pipeline.resolve import ByLabel, resolve
from schemas.plan import Lead, Owner

LEADS = [
    Lead(id="TW", name="Tessa Wainfleet", initials="TW", job_title="Head of Inclusion"),
    Lead(id="JS-h", name="Joan Sayle", initials="JS", job_title="Designated Nurse, Health"),
    Lead(id="JS-p", name="Jon Stroud", initials="JS", job_title="Superintendent, Police"),
    Lead(id="prob", job_title="Head of Service, Probation", state="tbc"),
    Lead(id="council", job_title="Council", state="tbc"),
    Lead(id="HT", name="Mrs R Coyle", initials="HT", job_title="Headteacher"),
    Lead(id="EP", name="Esther Flynn", initials="EP", job_title="Performance Manager"),
    Lead(id="co", name="Claire O’Dowd", initials="CO", job_title="Workforce Manager"),
    Lead(id="md", name="Maria Delgado-Hart", job_title="Matron, Emergency Care"),
    Lead(id="vac", job_title="Resuscitation Lead", state="vacant"),
]
REGISTER = Register(LEADS)
NOBODY = Register()

# The cell; kind, lead, name and how, of each owner.
Row = tuple[str, str | None, str | None, str | None]
CASES: list[tuple[str, list[Row]]] = [
    ("TW", [("person", "TW", "Tessa Wainfleet", "initials")]),
    ("tw", [("person", "TW", "Tessa Wainfleet", "initials")]),
    ("T.W.", [("person", "TW", "Tessa Wainfleet", "initials")]),
    ("Tessa Wainfleet", [("person", "TW", "Tessa Wainfleet", "name")]),
    ("TESSA WAINFLEET", [("person", "TW", "Tessa Wainfleet", "name")]),
    ("Wainfleet, Tessa", [("person", "TW", "Tessa Wainfleet", "name")]),
    ("Ms T Wainfleet", [("person", "TW", "Tessa Wainfleet", "name")]),
    ("Tessa Wainfleet (TW)", [("person", "TW", "Tessa Wainfleet", "name")]),
    ("Tessa Wainfleat", [("person", "TW", "Tessa Wainfleet", "fuzzy")]),
    ("Claire Odowd", [("person", "co", "Claire O’Dowd", "name")]),
    ("Claire O Dowd", [("person", "co", "Claire O’Dowd", "name")]),
    ("Maria Delgado Hart", [("person", "md", "Maria Delgado-Hart", "name")]),
    ("Head of Inclusion", [("post", "TW", "Tessa Wainfleet", "job_title")]),
    ("Emergency Care Matron", [("post", "md", "Maria Delgado-Hart", "job_title")]),
    ("Resuscitation Lead", [("post", "vac", None, "job_title")]),
    ("HT", [("post", "HT", "Mrs R Coyle", "initials")]),
    ("Mrs Coyle", [("person", "HT", "Mrs R Coyle", "name")]),
    ("EP", [("person", "EP", "Esther Flynn", "initials")]),
    ("Council", [("organisation", "council", None, "organisation")]),
    ("Probation", [("organisation", "prob", None, "organisation")]),
    ("JS (Health)", [("person", "JS-h", "Joan Sayle", "initials")]),
    ("JS (Police)", [("person", "JS-p", "Jon Stroud", "initials")]),
    ("JS", [("person", None, None, None)]),
    ("XR", [("unknown", None, None, None)]),
    ("Nick Farrow", [("person", None, None, None)]),
    ("All partners", [("group", None, None, None)]),
    ("Otley College", [("organisation", None, None, None)]),
    ("TBC", []),
    (
        "TW/XR",
        [("person", "TW", "Tessa Wainfleet", "initials"), ("unknown", None, None, None)],
    ),
    ("tessa.wainfleet@otley.gov.uk", [("person", "TW", "Tessa Wainfleet", "name")]),
]


def owners_of(text: str, register: Register, by_label: ByLabel | None = None) -> list[Owner]:
    return resolve(split_owners(passage_of(text), register), register, by_label)


def rows_of(owners: list[Owner]) -> list[Row]:
    return [(o.kind, o.lead_id, o.name, o.resolved_by) for o in owners]


@pytest.mark.parametrize(("text", "rows"), CASES, ids=[c[0] for c in CASES])
def test_a_cell_resolves(text: str, rows: list[Row]) -> None:
    owners = owners_of(text, REGISTER)
    assert rows_of(owners) == rows
    assert all(o.sources for o in owners)


def test_shared_initials_and_near_spellings_are_not_sure() -> None:
    assert owners_of("JS", REGISTER)[0].confidence < 0.5
    assert owners_of("Tessa Wainfleat", REGISTER)[0].confidence < 0.9
    assert owners_of("TW", REGISTER)[0].confidence == 1


def test_a_near_spelling_of_two_leads_is_nobody() -> None:
    register = Register([Lead(id="a", name="Jane Smithson"), Lead(id="b", name="Jade Smithson")])
    (owner,) = owners_of("Jame Smithson", register)
    assert owner.lead_id is None


def test_without_leads_a_printed_name_is_the_name() -> None:
    assert rows_of(owners_of("Area Manager Ida Moss", NOBODY)) == [
        ("person", None, "Ida Moss", None)
    ]


def test_letters_of_a_name_serve_only_where_the_list_prints_none() -> None:
    plain = Register([Lead(id="w", name="Tessa Wainfleet", job_title="Chair")])
    (owner,) = owners_of("TW", plain)
    assert (owner.lead_id, owner.kind) == ("w", "person")
    assert owner.confidence < 0.9
    (other,) = owners_of("EF", REGISTER)
    assert (other.lead_id, other.kind) == (None, "unknown")


def test_a_reference_brings_the_owners_it_points_to() -> None:
    before = owners_of("TW", REGISTER)
    (owner,) = owners_of("As 2.1 above", REGISTER, {"2.1": before}.get)
    assert (owner.raw, owner.lead_id, owner.resolved_by) == ("As 2.1 above", "TW", "reference")
    assert owner.sources != before[0].sources or owner.sources
    (lost,) = owners_of("As 9.9 above", REGISTER, {"2.1": before}.get)
    assert (lost.kind, lost.lead_id) == ("unknown", None)
    assert lost.confidence < 0.5


GOLD = sorted((Path(__file__).parent.parent / "samples" / "corpus").glob("*.gold.json"))


@pytest.mark.parametrize("path", GOLD, ids=[p.stem for p in GOLD])
def test_owners_of_the_samples_resolve_as_their_gold_says(path: Path) -> None:
    gold = json.loads(path.read_text("utf-8"))
    leads = [Lead(**{k: v for k, v in x.items() if k != "sources"}) for x in gold["leads"]]
    register = Register(leads)
    for recommendation in gold["recommendations"]:
        for action in recommendation["actions"]:
            wanted = action["owners"]
            if not wanted or wanted[0]["raw"].startswith("As "):
                continue
            got = owners_of(" / ".join(o["raw"] for o in wanted), register)
            assert [(o.raw, o.kind, o.lead_id, o.name) for o in got] == [
                (o["raw"], o["kind"], o.get("lead_id"), o.get("name")) for o in wanted
            ]
