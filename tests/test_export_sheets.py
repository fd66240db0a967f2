"""csv and xlsx: the same rows, read back by other programs; nothing in them runs."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import zipfile
from itertools import combinations
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from exported import HOSTILE, Fact, corpus, day, facts, hostile, needs_office, office, told
from hypothesis import given, settings
from hypothesis import strategies as st
from made_plans import plan, plan_data, plans
from python_calamine import CalamineWorkbook

from pipeline.export.cells import (
    EXCEL_LIMIT,
    from_sheet,
    guarded,
    runs,
    sheet_text,
    unguarded,
    whole,
)
from pipeline.export.csv import to_csv
from pipeline.export.load import Named
from pipeline.export.rows import COLUMNS, rows
from pipeline.export.xlsx import cut_told, to_xlsx
from schemas.plan import Plan

pytestmark = pytest.mark.xdist_group("exports")
NS = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
CSV_OUT = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,false,true,false,false,1"
CSV_IN = "--infilter=Text - txt - csv (StarCalc):44,34,76,1,,0,{},false"


def read_csv(data: bytes) -> list[dict[str, str]]:
    text = data.decode("utf-8-sig")
    found = list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
    return [{name: unguarded(cell) for name, cell in row.items()} for row in found]


def read_xlsx(data: bytes, sheet: str | None = "Actions") -> list[dict[str, Any]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    made = book.get_sheet_by_name(sheet) if sheet else book.get_sheet_by_index(0)
    head, *found = made.to_python()
    return [dict(zip(head, row, strict=True)) for row in found]


def read_facts(found: list[dict[str, Any]]) -> list[Fact]:
    names = ("Plan", "Action id", "Action", "Deadline")
    return [(*(str(row[n]) for n in names), day(row["Due"])) for row in found]  # type: ignore[misc]


def sheet_xml(data: bytes, number: int = 1) -> ElementTree.Element:
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        return ElementTree.fromstring(book.read(f"xl/worksheets/sheet{number}.xml"))


def test_csv_reads_back() -> None:
    for made in (corpus(), hostile()):
        data = to_csv(made)
        assert data.startswith(b'\xef\xbb\xbf"Plan","Rec.","Recommendation","No.","Action"')
        found = read_csv(data)
        assert read_facts(found) == facts(made)
        assert [list(row.values()) for row in found] == [
            [day(getattr(row, name)) for name in COLUMNS.values()] for row in rows(made)
        ]


def test_xlsx_reads_back() -> None:
    data, cut = to_xlsx(corpus())
    assert not cut
    found = read_xlsx(data)
    assert read_facts(found) == facts(corpus())
    assert {type(row["Due"]) for row in found} == {dt.date, str}
    assert [row["Owners"] for row in found] == [row.owners for row in rows(corpus())]
    assert len(read_xlsx(data, "Findings")) == sum(len(n.plan.findings) for n in corpus())
    assert len(read_xlsx(data, "Leads")) == sum(len(n.plan.leads) for n in corpus())
    assert len(read_xlsx(data, "Recommendations")) == sum(
        len(n.plan.recommendations) for n in corpus()
    )


def test_any_text_is_a_text_in_a_workbook() -> None:
    data, _ = to_xlsx(hostile())
    for number in range(1, 5):
        sheet = sheet_xml(data, number)
        assert sheet.find(".//m:f", NS) is None
        assert {c.get("t") for c in sheet.iterfind(".//m:c", NS)} <= {"inlineStr", "n"}
    found = []
    for row in list(sheet_xml(data).iterfind(".//m:sheetData/m:row", NS))[1:]:
        [cell] = [c for c in row if c.get("r", "").startswith("E")]
        found.append(from_sheet("".join(t.text or "" for t in cell.iterfind(".//m:t", NS))))
    assert found == [row.action for row in rows(hostile())]


@needs_office
def test_libreoffice_opens_the_workbook(tmp_path: Path) -> None:
    for made in (corpus(), hostile()):
        data, _ = to_xlsx(made)
        source = tmp_path / "tracker.xlsx"
        source.write_bytes(data)
        office(source, CSV_OUT, tmp_path / "out")
        text = (tmp_path / "out" / "tracker-Actions.csv").read_bytes().decode("utf-8")
        found = list(csv.DictReader(io.StringIO(text, newline="")))
        # LibreOffice has no carriage return in a cell, and writes days in its own way.
        names = ("Plan", "Action id", "Action", "Deadline")
        assert [tuple(row[n] for n in names) for row in found] == [
            tuple(re.sub("\r\n?", "\n", t) for t in fact[:4]) for fact in facts(made)
        ]
        days = [row["Due"] and dt.datetime.strptime(row["Due"], "%d %b %Y") for row in found]
        assert [d.date().isoformat() if d else "" for d in days] == [f[4] for f in facts(made)]
        office(source, "xlsx", tmp_path / "again")
        again = read_xlsx((tmp_path / "again" / "tracker.xlsx").read_bytes())
        assert [row["Action id"] for row in again] == [fact[1] for fact in facts(made)]
        again_xml = sheet_xml((tmp_path / "again" / "tracker.xlsx").read_bytes())
        assert again_xml.find(".//m:f", NS) is None
        assert again_xml.findall(".//m:dataValidation", NS)


@needs_office
@pytest.mark.parametrize("quoted_is_text", ["true", "false"])
def test_libreoffice_runs_nothing_of_a_csv(tmp_path: Path, quoted_is_text: str) -> None:
    source = tmp_path / "tracker.csv"
    source.write_bytes(to_csv(hostile()))
    office(source, "xlsx", tmp_path / "out", CSV_IN.format(quoted_is_text))
    data = (tmp_path / "out" / "tracker.xlsx").read_bytes()
    assert sheet_xml(data).find(".//m:f", NS) is None
    found = [unguarded(str(row["Action"])) for row in read_xlsx(data, None)]
    for text, read in zip((row.action for row in rows(hostile())), found, strict=True):
        if runs(text):
            assert read == text.replace("\r\n", "\n")


def test_a_tracker_as_officers_keep_it() -> None:
    sheet = sheet_xml(to_xlsx([Named("p", plan())])[0])
    assert sheet.find(".//m:pane", NS).get("state") == "frozen"  # type: ignore[union-attr]
    assert sheet.find("m:autoFilter", NS).get("ref") == "A1:U3"  # type: ignore[union-attr]
    choices = sheet.findall(".//m:dataValidation", NS)
    lists = {v.get("sqref"): v.findtext("m:formula1", "", NS) for v in choices}
    assert lists["K2:K503"] == '"Not started,In progress,Complete,Overdue,On hold"'
    assert lists["J2:J503"] == '"Red,Amber,Green,Blue,Grey"'
    rules = {r.text for r in sheet.iterfind(".//m:cfRule/m:formula", NS)}
    assert 'AND(ISNUMBER($H2),$H2<TODAY(),$K2<>"Complete")' in rules
    setup = sheet.find("m:pageSetup", NS)
    assert setup is not None
    assert (setup.get("orientation"), setup.get("fitToHeight")) == ("landscape", "0")
    widths = [float(c.get("width", "0")) for c in sheet.iterfind("m:cols/m:col", NS)]
    assert len(widths) >= 15
    assert all(6 <= width <= 60 for width in widths)


def test_a_rating_is_a_filled_cell() -> None:
    from openpyxl import load_workbook

    data = plan_data()
    colours = {}
    for value in ("red", "amber", "green", "blue", "grey", "other"):
        data["recommendations"][0]["actions"][0]["rag"] = {"value": value, "raw": "Purple"}
        book = load_workbook(io.BytesIO(to_xlsx([Named("p", Plan.model_validate(data))])[0]))
        cell = book["Actions"]["J2"]
        colours[cell.value] = cell.fill.fgColor.rgb if cell.fill.fill_type else None
    assert list(colours) == ["Red", "Amber", "Green", "Blue", "Grey", "Purple"]
    assert colours.pop("Purple") is None
    assert all(one != other for one, other in combinations(colours.values(), 2))


def test_the_plan_has_a_column_where_there_are_several() -> None:
    one, several = [Named("p", plan())], [Named("p", plan()), Named("q", plan())]
    for sheet in ("Actions", "Recommendations", "Leads", "Findings"):
        assert "Plan" not in read_xlsx(to_xlsx(one)[0], sheet)[0]
        assert [r["Plan"] for r in read_xlsx(to_xlsx(several)[0], sheet)][:: len(plan().leads)]
    assert {row["Plan"] for row in read_csv(to_csv(one))} == {"p"}


def test_a_text_over_excels_limit_is_cut_and_counted() -> None:
    data, cut = to_xlsx([Named("p", told("wort " * 9000))])
    [first, *_] = read_xlsx(data)
    assert len(first["Action"]) <= EXCEL_LIMIT
    assert first["Action"].endswith("[cut here: a cell holds no more]")
    assert cut_told(cut).startswith(f"{cut} texts cut in the workbook: ")


@pytest.mark.parametrize(
    ("latest", "held"),
    [("1899-12-31", str), ("1900-02-28", str), ("1900-03-01", dt.date), ("9999-12-31", dt.date)],
)
def test_days_that_excel_cannot_count_are_text(latest: str, held: type) -> None:
    data = plan_data()
    data["recommendations"][0]["actions"][0]["deadline"] = {
        "raw": "then", "kind": "date", "earliest": latest, "latest": latest,
    }  # fmt: skip
    made, _ = to_xlsx([Named("p", Plan.model_validate(data))])
    due = read_xlsx(made)[0]["Due"]
    assert type(due) is held
    assert day(due) == latest


def test_a_deadline_that_was_met_is_complete() -> None:
    data = plan_data()
    action = data["recommendations"][0]["actions"][1]
    action["deadline"] = {"raw": "Completed May 2031", "kind": "complete"}
    assert [r.status for r in rows([Named("p", Plan.model_validate(data))])][1] == "Complete"


def test_the_columns_are_documented_in_their_order() -> None:
    page = (Path(__file__).parent.parent / "docs" / "exports.md").read_text(encoding="utf-8")
    table = page.partition("## The columns of a tracker")[2].partition("\n## ")[0]
    told_columns = re.findall(r"^\| ([^|]+) \|", table, re.MULTILINE)[2:]
    assert [name for cell in told_columns for name in cell.split(", ")] == list(COLUMNS)


@given(st.text() | st.sampled_from(HOSTILE) | st.text("_x0041\x01\n'=- \t"))
def test_marks_and_escapes_are_taken_off_again(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert not runs(guarded(text))
    escaped, cut = sheet_text(text)
    assert cut or from_sheet(escaped) == whole(text)


@settings(max_examples=25)
@given(plans())
def test_any_plan_reads_back(made: Plan) -> None:
    named = (Named("p", made), Named("q", made))
    assert read_facts(read_csv(to_csv(named))) == facts(named)
    read = read_xlsx(to_xlsx(named)[0])
    assert [from_sheet(str(row["Action id"])) for row in read] == [f[1] for f in facts(named)]
