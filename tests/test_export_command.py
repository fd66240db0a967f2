"""`plansift export`, `plansift show` and `convert --also`, as a user runs them."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from command import COMMAND, CORPUS, complaints, run
from exported import save
from made_plans import bare_plan, plan

from pipeline.batch import Settings, convert_into
from pipeline.emit.json import to_bytes
from pipeline.export.formats import ENDINGS, Form, forms_named
from pipeline.export.load import Named, load_plans
from pipeline.files import Job, Problem
from plansift.exit_codes import ExitCode
from schemas.errors import ExportError, OutputClashError

DOCUMENT = CORPUS / "narrative-hartsmere.docx"
EVERY = ",".join(Form)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Plans in a tree, as `convert` leaves them."""
    out = tmp_path_factory.mktemp("plans") / "out"
    save((Named("a.pdf", plan()), Named("b.pdf", bare_plan())), out)
    save((Named("a.pdf", plan()),), out / "north")
    (out / "a.pdf.report.html").write_text("not a plan")
    return out


@pytest.mark.parametrize("form", list(Form))
def test_several_plans_go_into_one(form: Form, folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "deep" / f"all{ENDINGS[form]}"
    for _ in range(2):
        done = run("export", folder, "--to", form.value, "-o", target)
        assert (done.returncode, done.stdout) == (ExitCode.OK, "")
        left_out = ["2 of 4 actions without a day to be done by: left out of the calendar."]
        assert complaints(done) == (left_out if form is Form.ics else [])
    assert target.exists()
    assert [p.name for p in target.parent.iterdir()] == [target.name]


def test_plans_are_named_by_their_place(folder: Path) -> None:
    done = run("export", folder, "--to", "csv", "-o", "-")
    found = list(csv.DictReader(io.StringIO(done.stdout.removeprefix("\ufeff"), newline="")))
    assert [row["Plan"] for row in found] == ["a.pdf", "a.pdf", "north/a.pdf", "north/a.pdf"]
    done = run("export", folder / "north" / "a.pdf.plan.json", "--to", "markdown", "-o", "-")
    assert "Plan: a.pdf · " in done.stdout


def test_an_alarm_and_what_is_complete(folder: Path) -> None:
    done = run("export", folder, "--to", "ics", "--alarm", "7", "--all", "-o", "-")
    assert done.stdout.count("TRIGGER:-P7D") == done.stdout.count("BEGIN:VEVENT") == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--to", "csv", "--alarm", "3", "-o", "x.csv"], "are for '--to ics'"),
        (["--to", "xlsx", "--all", "-o", "x.xlsx"], "are for '--to ics'"),
        (["--to", "xlsx", "-o", "-"], "for xlsx name a file"),
        (["--to", "parquet", "-o", "-"], "for parquet name a file"),
        (["--to", "csv", "-o", "{}/a.pdf.plan.json"], "is a plan itself"),
    ],
)
def test_a_wrong_command_does_nothing(
    arguments: list[str], said: str, folder: Path, tmp_path: Path
) -> None:
    before = (folder / "a.pdf.plan.json").read_bytes()
    done = run("export", folder, *[a.format(folder) for a in arguments], cwd=tmp_path)
    assert done.returncode == ExitCode.USAGE
    [complaint] = complaints(done)
    assert said in complaint
    assert not list(tmp_path.iterdir())
    assert (folder / "a.pdf.plan.json").read_bytes() == before


def test_an_unknown_format_is_told(folder: Path) -> None:
    done = run("export", folder, "--to", "pdf", "-o", "x")
    assert done.returncode == ExitCode.USAGE
    assert "'pdf' is not one of" in done.stderr
    assert "Traceback" not in done.stderr


def test_one_that_fails_stops_no_other(tmp_path: Path) -> None:
    out = save((Named("good.pdf", plan()),), tmp_path / "out")
    (out / "cut.plan.json").write_bytes(to_bytes(plan())[:200])
    (out / "other.plan.json").write_text('{"a": 1}')
    pdf = tmp_path / "real.pdf"
    pdf.write_bytes(b"%PDF-1.7")
    missing, empty = tmp_path / "gone.plan.json", tmp_path / "empty"
    empty.mkdir()
    target = tmp_path / "all.csv"
    done = run("export", out, pdf, missing, empty, "--to", "csv", "-o", target)
    assert done.returncode == ExitCode.FAILED
    said = "\n".join(complaints(done))
    assert "cut.plan.json is no JSON" in said
    assert "other.plan.json is no plan as plansift writes it" in said
    assert "real.pdf is no .plan.json: run plansift convert on it first" in said
    assert "gone.plan.json does not exist" in said
    assert "The folder holds no document (.plan.json)" in said
    assert "good.pdf" in target.read_text(encoding="utf-8-sig")
    done = run("export", missing, "--to", "csv", "-o", tmp_path / "none.csv")
    assert done.returncode == ExitCode.FAILED
    assert not (tmp_path / "none.csv").exists()


@pytest.mark.parametrize("form", list(Form))
def test_where_nothing_can_be_written(form: Form, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    target = tmp_path / "file" / "export"
    done = run("export", folder, "--to", form.value, "-o", target)
    assert done.returncode == ExitCode.FAILED
    assert "can't be written" in complaints(done)[-1]
    assert [p.name for p in tmp_path.iterdir()] == ["file"]


@pytest.mark.parametrize("form", [f for f in Form if f is not Form.parquet])
def test_a_folder_in_the_way(form: Form, folder: Path, tmp_path: Path) -> None:
    done = run("export", folder, "--to", form.value, "-o", tmp_path)
    assert done.returncode == ExitCode.FAILED
    assert "is a folder" in complaints(done)[-1]
    assert not list(tmp_path.iterdir())


def test_without_pyarrow_it_says_how_to_get_it(folder: Path, tmp_path: Path) -> None:
    code = (
        "import sys; sys.modules['pyarrow'] = None\n"
        "import importlib.util as u; find = u.find_spec\n"
        "u.find_spec = lambda n, *a: None if n == 'pyarrow' else find(n, *a)\n"
        "from plansift.cli import main; main()"
    )
    for arguments in (
        ["export", folder, "--to", "parquet", "-o", tmp_path / "x"],
        ["convert", DOCUMENT, "--also", "parquet", "-o", tmp_path / "x"],
    ):
        done = subprocess.run(
            [sys.executable, "-c", code, *map(str, arguments)],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == ExitCode.USAGE
        assert "pip install 'plansift[parquet]'" in complaints(done)[0]
        assert not list(tmp_path.iterdir())


def test_convert_writes_exports_beside_the_json(tmp_path: Path) -> None:
    (tmp_path / "in" / "north").mkdir(parents=True)
    shutil.copy(DOCUMENT, tmp_path / "in" / "north" / "plan.docx")
    out = tmp_path / "out"
    for _ in range(2):
        done = run("convert", tmp_path / "in", "-o", out, "--no-report", "--also", EVERY)
        assert done.returncode == ExitCode.OK, done.stderr
    names = sorted(p.name for p in (out / "north").iterdir())
    assert names == sorted(f"plan.docx{end}" for end in [*ENDINGS.values(), ".plan.json"])
    assert all("left out of the calendar" in line for line in complaints(done))
    beside, later = out / "north" / "plan.docx.csv", tmp_path / "later.csv"
    assert run("export", out, "--to", "csv", "-o", later).returncode == ExitCode.OK
    assert beside.read_bytes() == later.read_bytes()
    quiet = run("convert", DOCUMENT, "-o", out, "--no-report", "-q", "--also", "ics")
    assert (quiet.stdout, quiet.stderr) == ("", "")


def test_all_of_a_documents_results_or_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = Job(DOCUMENT, Path(DOCUMENT.name))
    settings = Settings(reports=(), also=("xlsx", "ics"))

    def failing(error: Exception) -> Any:
        def fails(*_: Any, **__: Any) -> Any:
            raise error

        return fails

    for error in (ExportError("It can't be."), RuntimeError("unforeseen")):
        monkeypatch.setattr("pipeline.export.ics.to_ics", failing(error))
        made = convert_into(job, tmp_path / "out", settings)
        assert isinstance(made, Problem)
        assert not (tmp_path / "out").exists()
    monkeypatch.undo()
    (tmp_path / "out" / f"{DOCUMENT.name}.ics").mkdir(parents=True)
    made = convert_into(job, tmp_path / "out", settings)
    assert isinstance(made, Problem)
    assert [p.name for p in (tmp_path / "out").iterdir()] == [f"{DOCUMENT.name}.ics"]


def test_wrong_formats_of_also(tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = run("convert", DOCUMENT, "-o", out, "--also", "xlsx,pdf")
    assert done.returncode == ExitCode.USAGE
    assert complaints(done)[0].startswith("'pdf' is no format of an export: there are csv, ")
    done = run("convert", DOCUMENT, "-o", "-", "--also", "xlsx")
    assert done.returncode == ExitCode.USAGE
    assert "writes no '--also'" in complaints(done)[0]
    assert not out.exists()
    assert forms_named(["xlsx, ics", "xlsx"]) == [Form.xlsx, Form.ics]


def test_plans_by_one_name_are_refused(folder: Path) -> None:
    twice = [folder / "a.pdf.plan.json", folder / "north" / "a.pdf.plan.json"]
    with pytest.raises(OutputClashError, match=r"as the plan a\.pdf: name the folder"):
        load_plans(twice)
    done = run("export", *twice, "--to", "csv", "-o", "-")
    assert (done.returncode, done.stdout) == (ExitCode.USAGE, "")
    assert "would both be exported" in complaints(done)[0]
    loaded = load_plans([folder, folder / "a.pdf.plan.json"])
    assert [named.name for named in loaded.plans] == ["a.pdf", "b.pdf", "north/a.pdf"]
    assert not loaded.problems


def test_show_in_a_pipe(folder: Path) -> None:
    done = run("show", folder)
    assert (done.returncode, done.stderr) == (ExitCode.OK, "")
    assert "\x1b" not in done.stdout
    assert "Light the lamps" in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 110
    assert max(map(len, run("show", folder, COLUMNS="70").stdout.splitlines())) <= 70
    done = run("show", folder, folder / "gone.plan.json")
    assert done.returncode == ExitCode.FAILED
    assert "does not exist" in complaints(done)[0]


@pytest.mark.parametrize(("no_colour", "coloured"), [("", True), ("1", False)])
def test_show_on_a_terminal(folder: Path, no_colour: str, coloured: bool) -> None:
    ours, theirs = pty.openpty()
    environment = {**os.environ, "TERM": "xterm-256color", "NO_COLOR": no_colour}
    running = subprocess.Popen(
        [COMMAND, "show", folder / "a.pdf.plan.json"], stdout=theirs, env=environment
    )
    os.close(theirs)

    def chunks() -> Iterator[bytes]:
        while True:
            try:
                yield (chunk := os.read(ours, 65536))
            except OSError:  # the other end is closed
                return
            if not chunk:
                return

    told = b"".join(chunks()).decode()
    os.close(ours)
    assert running.wait(timeout=60) == ExitCode.OK
    assert bool(re.search(r"\x1b\[(\d+;)*3[0-7]", told)) is coloured


def test_only_what_a_format_needs_is_loaded(folder: Path) -> None:
    code = (
        "import sys; from plansift.cli import app\n"
        "try: app(sys.argv[1:])\n"
        "except SystemExit: pass\n"
        "print([m for m in ('openpyxl', 'icalendar', 'pyarrow', 'spacy', 'pdfplumber', 'docx',"
        " 'sqlite3', 'rich.table') if m in sys.modules], file=sys.stderr)"
    )
    for arguments, wanted in (
        (["export", "--help"], []),
        (["export", folder, "--to", "csv", "-o", "-"], []),
        (["export", folder, "--to", "ics", "-o", "-"], ["icalendar"]),
        (["show", folder], ["rich.table"]),
    ):
        done = subprocess.run(
            [sys.executable, "-c", code, *map(str, arguments)],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        assert done.stderr.splitlines()[-1] == str(wanted)


def test_a_workbook_is_whole(folder: Path, tmp_path: Path) -> None:
    run("export", folder, "--to", "xlsx", "-o", tmp_path / "t.xlsx")
    with zipfile.ZipFile(tmp_path / "t.xlsx") as book:
        assert book.testzip() is None
    assert json.loads((folder / "a.pdf.plan.json").read_bytes())["title"].startswith("Harbour")
