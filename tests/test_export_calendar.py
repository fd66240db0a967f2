"""ics: a deadline each, read back by a parser of the tests' own."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from exported import corpus, facts, hostile, utf8
from hypothesis import given, settings
from made_plans import plan, plan_data, plans

from pipeline.checks.base import is_complete
from pipeline.export.ics import Skipped, due_phrase, to_ics
from pipeline.export.load import Named
from schemas.plan import Plan, When

pytestmark = pytest.mark.xdist_group("exports")
Event = dict[str, str]


def read_ics(data: bytes) -> list[Event]:
    """The events by RFC 5545: lines unfolded, properties by name, texts unescaped."""
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    lines = re.sub(r"\r\n[ \t]", "", data.decode()).split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]
    events: list[Event] = []
    inside: list[str] = []
    for line in lines[:-1]:
        found = re.fullmatch(r"([A-Z-]+)((?:;[A-Z]+=[A-Z]+)*):([^\x00-\x08\x0a-\x1f\x7f]*)", line)
        assert found, line
        name, _, value = found.groups()
        if name == "BEGIN":
            inside.append(value)
            events += [{}] if value == "VEVENT" else []
        elif name == "END":
            assert inside.pop() == value
        elif inside[-1:] == ["VEVENT"]:
            assert name not in events[-1]
            events[-1][name] = re.sub(
                r"\\(.)", lambda m: "\n" if m[1] in "nN" else m[1], value, flags=re.DOTALL
            )
        elif inside[-1:] == ["VALARM"]:
            events[-1][f"ALARM-{name}"] = value
    assert not inside
    return events


def held(text: str) -> str:
    """A text as a calendar holds it."""
    text = utf8(text).replace("\r\n", "\n").replace("\r", "\n")
    return re.sub("[\x00-\x08\x0b-\x1f\x7f]", "\ufffd", text)


def with_deadline(**when: Any) -> Plan:
    data = plan_data()
    del data["recommendations"][0]["actions"][1]
    data["recommendations"][0]["actions"][0]["deadline"] = {"raw": "then", **when}
    return Plan.model_validate(data)


@pytest.mark.parametrize("made", [corpus, hostile])
def test_every_deadline_with_a_day_is_read_back(made: Any) -> None:
    named = made()
    data, skipped = to_ics(named, completed=True)
    expected = [fact for fact in facts(named) if fact[4]]
    events = read_ics(data)
    assert len(events) + skipped.no_day == len(facts(named)) == skipped.actions
    for event, (name, action, text, printed, due) in zip(events, expected, strict=True):
        assert event["X-PLANSIFT-PLAN"] == name
        assert event["X-PLANSIFT-ACTION"] == action
        assert event["DTSTART"] == due.replace("-", "")
        told = event["DESCRIPTION"]
        assert told.startswith(held(text) + "\nDue by ")
        assert f"Printed: {held(printed)}" in told
    assert len({event["UID"] for event in events}) == len(events)


def test_what_is_left_out_is_counted() -> None:
    _, skipped = to_ics(corpus())
    actions = [a for n in corpus() for r in n.plan.recommendations for a in r.actions]
    dated = [a for a in actions if a.deadline and a.deadline.latest]
    complete = sum(is_complete(a) for a in dated)
    assert skipped == Skipped(len(actions), len(actions) - len(dated), complete)
    first, second = skipped.told()
    assert first.startswith(f"{skipped.no_day} of {len(actions)} actions without a day")
    assert "--all takes them in" in second


def test_the_same_plans_give_the_same_bytes() -> None:
    assert to_ics(corpus())[0] == to_ics(corpus())[0]


def test_a_reissue_updates() -> None:
    [before] = read_ics(to_ics([Named("plan.pdf", plan())])[0])
    data = plan_data()
    data["source"]["sha256"] = "cd" * 32
    data["plan_date"] = {"raw": "1 July 2031", "kind": "date", "latest": "2031-07-01"}
    action = data["recommendations"][0]["actions"][0]
    action["text"] = "Light all the lamps"
    action["deadline"]["latest"] = "2031-07-31"
    [after] = read_ics(to_ics([Named("plan.pdf", Plan.model_validate(data))])[0])
    assert after["UID"] == before["UID"]
    assert after["DTSTART"] != before["DTSTART"]
    assert int(after["SEQUENCE"]) > int(before["SEQUENCE"])
    assert after["DTSTAMP"] > before["DTSTAMP"]
    [other] = read_ics(to_ics([Named("north/plan.pdf", plan())])[0])
    assert other["UID"] != before["UID"]


def test_a_moved_deadline_has_a_higher_sequence() -> None:
    day = {"kind": "date", "earliest": "2031-05-04", "latest": "2031-05-04"}
    old = {"raw": "May", "kind": "month"}
    numbers = [
        int(
            read_ics(to_ics([Named("p", with_deadline(**day, revised_from=was))])[0])[0]["SEQUENCE"]
        )
        for was in (None, old, {**old, "revised_from": old})
    ]
    assert numbers == sorted(set(numbers))


@pytest.mark.parametrize(
    ("kind", "earliest", "latest", "phrase"),
    [
        ("date", "2017-02-05", "2017-02-05", "by 5 February 2017"),
        ("month", "2017-02-01", "2017-02-28", "by the end of February 2017"),
        ("quarter", "2016-04-01", "2016-06-30", "by the end of the quarter April to June 2016"),
        (
            "season",
            "2016-12-01",
            "2017-02-28",
            "by the end of the quarter December 2016 to February 2017",
        ),
        ("year", "2016-01-01", "2016-12-31", "by the end of 2016"),
        ("term", "2016-04-11", "2016-07-22", "by 22 July 2016, the last day of “then”"),
        ("year", "2016-04-01", "2017-03-31", "by 31 March 2017, the last day of “then”"),
        ("ongoing", None, "9999-12-31", "by 31 December 9999"),
    ],
)
def test_the_day_that_counts_is_told(
    kind: str, earliest: str | None, latest: str, phrase: str
) -> None:
    when = {"kind": kind, "earliest": earliest, "latest": latest}
    assert due_phrase(When.model_validate({"raw": "then", **when})) == phrase
    [event] = read_ics(to_ics([Named("p", with_deadline(**when))])[0])
    assert event["DTSTART"] == latest.replace("-", "")
    assert f"Due {phrase}." in event["DESCRIPTION"]
    assert (f"({phrase})" in event["SUMMARY"]) is (kind != "date")
    if latest < "9999":
        end = dt.date.fromisoformat(latest) + dt.timedelta(days=1)
        assert event["DTEND"] == end.strftime("%Y%m%d")


def test_an_alarm_rings_so_many_days_before() -> None:
    [event] = read_ics(to_ics([Named("p", plan())], alarm=7)[0])
    assert (event["ALARM-ACTION"], event["ALARM-TRIGGER"]) == ("DISPLAY", "-P7D")
    [event] = read_ics(to_ics([Named("p", plan())], alarm=0)[0])
    assert event["ALARM-TRIGGER"] in ("P0D", "PT0S", "-P0D", "P")
    [event] = read_ics(to_ics([Named("p", plan())])[0])
    assert not [name for name in event if name.startswith("ALARM")]


@settings(max_examples=40)
@given(plans())
def test_any_plan_makes_a_calendar(made: Plan) -> None:
    events = read_ics(to_ics([Named("p", made)], alarm=3)[0])
    assert len({event["UID"] for event in events}) == len(events)
