"""A house's own wordings in `plansift.toml`: they win, and what can't be meant is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command import complaints, run
from word_tables import word_table

HEADER = ("Ref", "Action", "Owner", "By when", "Status", "Comments")
ROW = ("1", "Train staff", "Jo Ward", "30 June 2024", "Open", "Minutes of 3 May")


def findings(folder: Path, settings: str, codes: str, header: tuple[str, ...] = HEADER) -> int:
    """How many findings of these rules a small plan has under these settings."""
    word_table(folder / "plan.docx", [header, ROW, ("2", "Test staff", *ROW[2:])])
    (folder / "plansift.toml").write_text(settings, "utf-8")
    done = run("check", folder / "plan.docx", "--select", codes, "--format", "json")
    [document] = json.loads(done.stdout)["documents"]
    return len(document["findings"])


@pytest.mark.parametrize(
    ("settings", "codes", "before", "after"),
    [
        # "By when" is a deadline to plansift, and a note to this house.
        ('[vocabulary.columns]\nprogress = ["by when"]\n', "DAT001", 0, 2),
        ('[vocabulary.columns]\nprogress = ["By-when"]\n', "DAT001", 0, 2),
    ],
)
def test_a_house_s_wording_outweighs_plansift_s(
    tmp_path: Path, settings: str, codes: str, before: int, after: int
) -> None:
    assert findings(tmp_path, "", codes) == before
    assert findings(tmp_path, settings, codes) == after


def test_capitals_of_a_wording_do_not_matter(tmp_path: Path) -> None:
    row = (*ROW[:3], "30 Medi 2024", *ROW[4:])
    word_table(tmp_path / "plan.docx", [HEADER, row])
    words = '[vocabulary.dates.months]\nseptember = ["Medi"]\n'
    for settings, count in (("", 1), (words, 0)):
        (tmp_path / "plansift.toml").write_text(settings, "utf-8")
        done = run("check", tmp_path / "plan.docx", "--select", "DAT002", "--format", "json")
        assert len(json.loads(done.stdout)["documents"][0]["findings"]) == count


def test_a_month_means_what_the_house_says(tmp_path: Path) -> None:
    words = '[vocabulary.dates.months]\njanuary = ["june"]\n'
    as_of = ("--as-of", "2024-03-01", "--select", "DAT005", "--format", "json")
    assert findings(tmp_path, words, "DAT005") == 0
    done = run("check", tmp_path / "plan.docx", *as_of)
    assert len(json.loads(done.stdout)["documents"][0]["findings"]) == 2


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[vocabulary.columns]\nevidence = [""]', "`vocabulary.columns.evidence` has an empty"),
        ('[vocabulary.columns]\nevidence = ["log", "  "]', "has an empty wording."),
        ('[vocabulary.dates.months]\nmay = [" "]', "`vocabulary.dates.months.may` has an empty"),
        (
            '[vocabulary.columns]\nevidence = ["log"]\nprogress = ["Log"]',
            "`vocabulary.columns` has “Log” in two lists; it can mean one thing only.",
        ),
    ],
)
def test_a_wording_that_means_nothing_or_two_things_is_refused(
    tmp_path: Path, text: str, said: str
) -> None:
    word_table(tmp_path / "plan.docx", [HEADER, ROW])
    (tmp_path / "plansift.toml").write_text(text + "\n", "utf-8")
    done = run("check", tmp_path / "plan.docx")
    assert done.returncode == 2
    [complaint] = complaints(done)
    assert said in complaint
