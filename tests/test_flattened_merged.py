"""Flattened tables whose cells were merged, or whose notes a tool mixed up beyond repair."""

from __future__ import annotations

from test_flattened import document, only_table, rows

from pipeline.layout.flattened import lay_out_flattened
from schemas.blocks import Table

HEADER = "Ref\n\nFinding\n\nPriority\n\nAction agreed\n\nOfficer\n\nDue date\n\nStatus\n\n"


def shown(text: str) -> list[Table]:
    return [t for t in lay_out_flattened(document(text)).tables() if not t.unread]


def test_label_finding_and_priority_stand_in_the_same_rows() -> None:
    # A second action on finding 1.2: what is merged was printed before what is not.
    text = (
        HEADER
        + "1.1\n\n1.2\n\n1.3\n\n1.4\n\n"
        + "The fire doors on two wards were wedged\nopen during the visit.\n\n"
        + "Drills had not been held at night since\nthe wing was opened.\n\n"
        + "Extinguishers are not always checked each\nyear by the contractor.\n\n"
        + "The plan of the building is out of date.\n\n"
        + "High\n\nMedium\n\nLow\n\nHigh\n\n"
        + "Door guards will be fitted.\n\nAnna Brook\n\n31/05/19\n\nComplete\n\n"
        + "A drill will be held at night.\n\nOmar Said\n\n30/06/19\n\nComplete\n\n"
        + "Lessons will be shared with all wings.\n\nOmar Said\n\n31/07/19\n\nIn progress\n\n"
        + "The contract will be reviewed.\n\nAnna Brook\n\n30/04/19\n\nComplete\n\n"
        + "A new plan will be drawn.\n\nLucy Fenn\n\n31/08/19\n\nNot started\n"
    )
    table = only_table(text)
    for row in rows(table):
        assert bool(row[0]) == bool(row[1]) == bool(row[2])
    assert [row[3] for row in rows(table)] == [
        "Door guards will be fitted.",
        "A drill will be held at night.",
        "Lessons will be shared with all wings.",
        "The contract will be reviewed.",
        "A new plan will be drawn.",
    ]
    # Which of the rows goes on with the finding above it is not known.
    assert min(table.confidence) < 0.7


def test_a_table_is_read_without_its_notes_where_these_are_mixed_up() -> None:
    actions = (
        "Write a timetable for\nreading in every class.",
        "Train two staff to run\nthe catch-up groups.",
        "Order books that boys\nlike to read.",
        "Invite an author to the\nschool each term.",
    )
    who = ("AB", "KM", "AB", "SBM")
    when = ("October 2017", "by Easter 2018", "30 November 2017", "July 2018")
    notes = (
        "Scheme £640 Learning\nwalks by governors\nReading ages rise",
        "Staff meeting Book\nscrutiny each half\nterm pupils choose",
        "From capitation Stock\ncheck by the office\nloans go up",
        "Friends of the school\nPupil survey before and\nafter enjoyment",
    )
    text = "Action\n\nWho\n\nWhen\n\nResources\n\nMonitoring\n\nSuccess criteria\n\n"
    text += "\n\n".join(actions) + "\n\n"
    for initials, day, note in zip(who, when, notes, strict=True):
        text += f"{initials}\n\n{day}\n\n{note}\n\n"
    leads = "Lead officers\n\nInitials\n\nName\n\nAB\n\nAnn Bell\n\nKM\n\nKofi Mensah\n\n"
    text = leads + "SBM\n\nSue Marsh\n\nPlan for reading\n\n" + text
    table = shown(text)[-1]
    found = [row[:3] for row in rows(table)]
    flat = [" ".join(action.split()) for action in actions]
    for action, initials, day in found:
        assert (action, initials, day) in set(zip(flat, who, when, strict=True))
    assert len(found) >= 3
    assert max(table.confidence[1:]) < 0.7
