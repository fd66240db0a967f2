"""A folder of results over many runs: what is out of date, gone, or another document's."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from command import CORPUS, complaints, run

from plansift.exit_codes import ExitCode

ONE, TWO = "fire-eastmarch.docx", "draft-eskmouth.docx"
FAST = ("--no-report", "--jobs", "1")


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    folder = tmp_path / "plans"
    folder.mkdir()
    shutil.copy(CORPUS / ONE, folder / "a.docx")
    shutil.copy(CORPUS / TWO, folder / "b.docx")
    return folder


def entries(out: Path) -> dict[str, dict[str, object]]:
    lines = (out / "manifest.jsonl").read_text("ascii").splitlines()
    return {row["name"]: row for row in map(json.loads, lines)}


def test_what_is_still_true_stays_and_what_is_not_goes(plans: Path) -> None:
    out = plans.parent / "out"
    run("convert", plans, "-o", out, "-j", "1", "--also", "csv,ics,parquet")
    again = run("convert", plans, "-o", out, *FAST)
    assert "Out of date" not in again.stdout
    assert (out / "a.docx.report.html").exists()
    # Somebody works in this one, and this one is nobody's of plansift.
    (out / "a.docx.csv").write_text("My own notes")
    (out / "a.docx.xlsx").write_text("My own tracker")
    shutil.copy(CORPUS / TWO, plans / "a.docx")
    changed = run("convert", plans, "-o", out, *FAST)
    [gone] = [line for line in changed.stdout.splitlines() if "and removed" in line]
    [left] = [line for line in changed.stdout.splitlines() if "and left" in line]
    assert "a.docx.report.html" in gone
    assert "a.docx.ics" in gone
    assert not (out / "a.docx.report.html").exists()
    assert not (out / "a.docx.parquet").exists()
    assert left.endswith(": a.docx.csv, a.docx.xlsx.")
    assert (out / "a.docx.csv").read_text() == "My own notes"
    assert sorted(entries(out)["a.docx"]["stale"]) == ["a.docx.csv", "a.docx.xlsx"]
    assert (out / "b.docx.report.html").exists()


def test_a_document_alone_says_what_it_leaves_behind(plans: Path) -> None:
    out = plans.parent / "out"
    run("convert", plans / "a.docx", "-o", out)
    shutil.copy(CORPUS / TWO, plans / "a.docx")
    done = run("convert", plans / "a.docx", "-o", out, "--no-report")
    [told] = complaints(done)
    assert told.endswith("removed: a.docx.report.html.")
    assert not (out / "a.docx.report.html").exists()


def test_results_of_one_that_fails_now_are_told(plans: Path) -> None:
    out = plans.parent / "out"
    run("convert", plans, "-o", out, *FAST)
    (plans / "a.docx").write_bytes(b"no Word file")
    done = run("convert", plans, "-o", out, *FAST)
    assert done.returncode == ExitCode.FAILED
    assert "nothing newer could be made: a.docx.plan.json." in done.stdout
    assert entries(out)["a.docx"]["stale"] == ["a.docx.plan.json"]
    assert (out / "a.docx.plan.json").exists()
    assert "What stands there is of an earlier run" in (out / "index.html").read_text("utf-8")


def test_documents_that_are_gone_are_told_left_out_and_pruned(plans: Path) -> None:
    out = plans.parent / "out"
    run("convert", plans, "-o", out, *FAST)
    (plans / "a.docx").rename(plans / "c.docx")
    done = run("convert", plans, "-o", out, *FAST)
    assert "No longer there: a.docx; their results are left, --prune removes them." in done.stdout
    outcomes = {name: row["outcome"] for name, row in entries(out).items()}
    assert outcomes == {"a.docx": "gone", "b.docx": "converted", "c.docx": "converted"}
    index = (out / "index.html").read_text("utf-8")
    assert "<b>2</b> Documents" in index
    assert "No longer there" in index
    for command in (("export", out, "--to", "csv", "-o", "-"), ("show", out), ("check", out)):
        told = run(*command)
        assert "a.docx.plan.json is left out" in told.stderr
        assert "c.docx" in told.stdout
        assert "a.docx" not in told.stdout
    named = run("export", out / "a.docx.plan.json", "--to", "csv", "-o", "-")
    assert (named.stderr, named.returncode) == ("", ExitCode.OK)
    (out / "a.docx.csv").write_text("Somebody's own")
    pruned = run("convert", plans, "-o", out, *FAST, "--prune")
    assert "1 result removed, left since somebody changed them: a.docx.csv" in pruned.stdout
    assert not (out / "a.docx.plan.json").exists()
    (out / "a.docx.csv").unlink()
    assert "No longer there: a.docx" in run("convert", plans, "-o", out, *FAST).stdout
    assert set(entries(out)) == {"b.docx", "c.docx"}


def test_what_another_folder_gave_is_not_gone(plans: Path, tmp_path: Path) -> None:
    (tmp_path / "more").mkdir()
    shutil.copy(CORPUS / TWO, tmp_path / "more" / "d.docx")
    out = tmp_path / "out"
    run("convert", plans, "-o", out, *FAST)
    done = run("convert", tmp_path / "more", "-o", out, *FAST, "--prune")
    assert "No longer there" not in done.stdout + done.stderr
    assert {row["outcome"] for row in entries(out).values()} == {"converted"}
    # The folder as a whole moved: its documents are known by their names.
    plans.rename(tmp_path / "moved")
    moved = run("convert", tmp_path / "moved", "-o", out, *FAST)
    assert "2 unchanged since an earlier run" in moved.stdout


def test_two_documents_by_one_name_do_not_replace_each_other(plans: Path, tmp_path: Path) -> None:
    (tmp_path / "south").mkdir()
    shutil.copy(CORPUS / TWO, tmp_path / "south" / "a.docx")
    out = tmp_path / "out"
    run("convert", plans / "a.docx", "-o", out, *FAST)
    before = (out / "a.docx.plan.json").read_bytes()
    done = run("convert", tmp_path / "south" / "a.docx", "-o", out, *FAST)
    assert done.returncode == ExitCode.USAGE
    [told] = complaints(done)
    assert "south/a.docx would take the place of" in told
    assert "plans/a.docx, whose results stand in" in told
    assert (out / "a.docx.plan.json").read_bytes() == before
    assert run("convert", tmp_path / "south", "-o", out, *FAST, "--force").returncode == 0
    assert (out / "a.docx.plan.json").read_bytes() != before


def test_files_of_other_programs_are_left_alone(plans: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "index.html").write_text("<h1>Our home page</h1>")
    done = run("convert", plans, "-o", out, *FAST)
    assert "index.html was not made by plansift and is left as it is" in done.stdout
    assert (out / "index.html").read_text() == "<h1>Our home page</h1>"
    (out / "manifest.jsonl").write_text('{"files": ["somebody else\'s"]}\n')
    refused = run("convert", plans, "-o", out, *FAST)
    assert refused.returncode == ExitCode.USAGE
    assert "manifest.jsonl was not made by plansift" in complaints(refused)[0]


def test_what_is_not_read_is_told(plans: Path, tmp_path: Path) -> None:
    for name in ("old.doc", "older.DOC", "macros.docm", "scan.jpg", "notes.md", "~$old.doc"):
        (plans / name).write_bytes(b"...")
    out = plans / "out"
    done = run("convert", plans, "-o", out, *FAST)
    [told] = [line for line in done.stdout.splitlines() if line.startswith("Not read")]
    assert told == (
        "Not read: 2 .doc, 1 .docm (save as .docx or PDF); "
        "1 .jpg (put into a PDF, which is read by OCR)."
    )
    assert done.returncode == ExitCode.OK
    assert entries(out)["old.doc"]["outcome"] == "passed-over"
    assert "save as .docx or PDF" in str(entries(out)["old.doc"]["message"])
    assert '<h2 id="passed-h">Not read</h2>' in (out / "index.html").read_text("utf-8")
    (plans / "old.doc").unlink()
    run("convert", plans, "-o", out, *FAST, "--quiet")
    assert "old.doc" not in entries(out)
    checked = run("check", plans, "--exit-zero")
    assert "Not read: 1 .doc, 1 .docm (save as .docx or PDF)" in checked.stderr
    alone = run("convert", plans / "a.docx", "-o", tmp_path / "alone", *FAST)
    assert alone.stderr == ""


@pytest.mark.parametrize(
    "command",
    [("check", ""), ("convert", "", "-o", "out"), ("convert", ".", "-o", ""), ("show", ""),
     ("export", "", "--to", "csv", "-o", "-"), ("export", ".", "--to", "parquet", "-o", "")],
)  # fmt: skip
def test_a_path_without_a_name_is_told(plans: Path, command: tuple[str, ...]) -> None:
    done = run(*command, cwd=plans)
    assert (done.returncode, done.stdout) == (ExitCode.USAGE, "")
    assert complaints(done) == [
        "A path without a name was given: name a file or folder, '.' for this."
    ]
    assert len(list(plans.iterdir())) == 2
