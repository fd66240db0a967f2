"""The command and the package, from the outside: real files in, files and exit codes out."""

from __future__ import annotations

import json
import os
import pty
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
from command import COMMAND, CORPUS, complaints, run, shown_on

import plansift
from pipeline.batch import Settings, convert_into
from pipeline.batch.run import find_batch
from pipeline.emit.json import schema, schema_text, to_json
from pipeline.files import Job, Problem, find_documents, write_whole
from plansift.exit_codes import ExitCode
from schemas.errors import OutputClashError

HEAVY = ("spacy", "pdfplumber", "docx", "dateparser", "pydantic", "rich", "jinja2", "numpy")


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of documents, some of which are none."""
    tree = tmp_path_factory.mktemp("in") / "plans"
    (tree / "north" / "deep").mkdir(parents=True)
    (tree / ".hidden").mkdir()
    shutil.copy(CORPUS / "lewisham-2016.pdf", tree / "b.pdf")
    shutil.copy(CORPUS / "lewisham-2016.docx", tree / "b.docx")
    shutil.copy(CORPUS / "narrative-hartsmere.docx", tree / "north" / "deep" / "A plan é.DOCX")
    shutil.copy(CORPUS / "narrative-hartsmere.docx", tree / ".hidden" / "c.docx")
    (tree / "~$b.docx").write_bytes(b"Word's lock file")
    (tree / "notes.md").write_text("not asked for")
    (tree / "north" / "bad.pdf").write_text("this is no PDF")
    return tree


@pytest.fixture(scope="module")
def converted(tree: Path) -> tuple[subprocess.CompletedProcess[str], Path]:
    out = tree.parent / "out"
    return run("convert", tree, "-o", out), out


def test_every_document_gets_its_files_and_the_tree_is_kept(
    converted: tuple[subprocess.CompletedProcess[str], Path],
) -> None:
    _, out = converted
    files = sorted(str(p.relative_to(out)) for p in out.rglob("*") if p.is_file())
    names = ["b.docx", "b.pdf", "north/deep/A plan é.DOCX"]
    made = [n + end for n in names for end in (".plan.json", ".report.html")]
    assert files == sorted([*made, "index.html", "manifest.jsonl"])


def test_one_that_fails_stops_no_other(
    converted: tuple[subprocess.CompletedProcess[str], Path], tree: Path
) -> None:
    done, _ = converted
    assert done.returncode == ExitCode.FAILED
    [complaint] = complaints(done)
    assert str(tree / "north" / "bad.pdf") in complaint
    lines = done.stdout.partition("\n\n")[0].splitlines()
    assert [line.partition(": ")[0] for line in lines] == [
        "b.docx",
        "b.pdf",
        "north/deep/A plan é.DOCX",
    ]
    assert lines[1].startswith("b.pdf: 4 recommendations, 20 actions, ")


def test_what_is_emitted_meets_the_schema(
    converted: tuple[subprocess.CompletedProcess[str], Path],
) -> None:
    _, out = converted
    validator = jsonschema.Draft202012Validator(schema())
    emitted = sorted(out.rglob("*.plan.json"))
    assert len(emitted) == 3
    for path in emitted:
        plan = json.loads(path.read_bytes())
        validator.validate(plan)
        assert plan["source"]["file"] == path.name.removesuffix(".plan.json")
        report = path.with_name(path.name.replace(".plan.json", ".report.html"))
        assert plan["recommendations"][0]["text"][:20] in report.read_text(encoding="utf-8")


def test_the_words_of_every_emitted_plan_add_up(
    converted: tuple[subprocess.CompletedProcess[str], Path],
) -> None:
    _, out = converted
    for path in out.rglob("*.plan.json"):
        held = json.loads(path.read_bytes())["accounting"]
        parts = sum(held[kind] for kind in ("fields", "boilerplate", "narrative", "unclaimed"))
        assert parts == held["words"] > 0


def test_the_same_input_gives_the_same_bytes(
    converted: tuple[subprocess.CompletedProcess[str], Path], tree: Path, tmp_path: Path
) -> None:
    _, out = converted
    # Another hash seed, so that no order rests on one.
    again = run("convert", tree / "b.pdf", "-o", tmp_path, PYTHONHASHSEED="7")
    assert again.returncode == ExitCode.OK
    for name in ("b.pdf.plan.json", "b.pdf.report.html"):
        assert (tmp_path / name).read_bytes() == (out / name).read_bytes()


def test_a_dash_prints_the_json_and_nothing_else(
    converted: tuple[subprocess.CompletedProcess[str], Path], tree: Path
) -> None:
    _, out = converted
    done = run("convert", tree / "b.docx", "-o", "-", cwd=tree.parent)
    assert done.returncode == ExitCode.OK
    assert done.stderr == ""
    assert done.stdout == (out / "b.docx.plan.json").read_text(encoding="utf-8")
    assert not (tree.parent / "-").exists()


def test_a_dash_is_for_one_document(tree: Path) -> None:
    done = run("convert", tree, "-o", "-")
    assert done.returncode == ExitCode.USAGE
    assert done.stdout == ""
    assert complaints(done) == ["'--output -' prints one document, and 4 were named."]


def test_quiet_and_without_report(tree: Path, tmp_path: Path) -> None:
    done = run("convert", tree / "b.docx", "-o", tmp_path / "new" / "out", "--no-report", "--quiet")
    assert (done.returncode, done.stdout, done.stderr) == (ExitCode.OK, "", "")
    assert [p.name for p in (tmp_path / "new" / "out").glob("b.*")] == ["b.docx.plan.json"]


def test_the_table_shows_what_was_found(tree: Path, tmp_path: Path) -> None:
    done = run("convert", tree / "b.docx", "-o", tmp_path, "--no-report", "--table")
    assert "In all" in done.stdout
    assert "Clarify the governance role" in done.stdout


def test_the_day_of_checking_counts(tree: Path) -> None:
    codes = {}
    for day in ("2016-04-01", "2030-01-01"):
        done = run("convert", tree / "b.docx", "-o", "-", "--as-of", day)
        codes[day] = {finding["code"] for finding in json.loads(done.stdout)["findings"]}
    assert "DAT005" in codes["2030-01-01"]
    without = json.loads(run("convert", tree / "b.docx", "-o", "-").stdout)
    assert "DAT005" not in {finding["code"] for finding in without["findings"]}


def test_the_bar_is_for_terminals_only(
    converted: tuple[subprocess.CompletedProcess[str], Path], tree: Path, tmp_path: Path
) -> None:
    piped, _ = converted
    assert "\x1b" not in piped.stdout + piped.stderr
    ours, theirs = pty.openpty()
    command = [COMMAND, "convert", tree / "b.docx", "-o", tmp_path, "--no-report"]
    environment = {**os.environ, "TERM": "xterm"}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=theirs, env=environment, text=True
    ) as running:
        os.close(theirs)
        shown = shown_on(ours)
        said = running.stdout.read() if running.stdout else ""
    os.close(ours)
    assert running.returncode == ExitCode.OK
    assert b"b.docx" in shown
    assert said.startswith("b.docx: 4 recommendations, ")
    assert "\x1b" not in said


@pytest.mark.parametrize(
    "arguments",
    [
        ("convert",),
        ("convert", "a.pdf"),
        ("convert", "-o", "out"),
        ("convert", "a.pdf", "-o", "out", "--as-of", "1/4/2016"),
        ("convert", "a.pdf", "-o", "out", "--as-of", "2016-02-30"),
        ("convert", "a.pdf", "-o", "out", "--no-such-option"),
        ("no-such-command",),
    ],
)
def test_a_wrong_command_ends_with_2(arguments: tuple[str, ...], tmp_path: Path) -> None:
    done = run(*arguments, cwd=tmp_path)
    assert done.returncode == ExitCode.USAGE
    assert "Traceback" not in done.stderr
    assert not list(tmp_path.iterdir())


def test_two_documents_for_one_place_are_refused(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        shutil.copy(CORPUS / "lewisham-2016.docx", tmp_path / folder / "a.docx")
    done = run("convert", "one", "two/a.docx", "-o", "out", cwd=tmp_path)
    assert done.returncode == ExitCode.USAGE
    [complaint] = complaints(done)
    assert "one/a.docx and two/a.docx would both be written as a.docx.plan.json" in complaint
    assert not (tmp_path / "out").exists()


def test_schema_is_printed() -> None:
    done = run("schema")
    assert (done.returncode, done.stderr) == (ExitCode.OK, "")
    assert done.stdout == schema_text()


def test_version_and_help() -> None:
    assert run("--version").stdout == f"plansift {plansift.__version__}\n"
    told = run("--help")
    assert told.returncode == ExitCode.OK
    assert {"convert", "schema"} <= set(told.stdout.split())
    told = run("convert", "--help")
    for option in ("--output", "--no-report", "--quiet", "--as-of", "--password"):
        assert option in told.stdout


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys; sys.argv = ['plansift', '--help']\n"
        "import plansift, plansift.cli\n"
        "try: plansift.cli.main()\n"
        "except SystemExit: pass\n"
        f"print([name for name in {HEAVY} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "convert" in done.stdout
    assert done.stderr.strip() == "[]"


def test_what_the_package_exports() -> None:
    assert plansift.__all__ == ["Plan", "PlansiftError", "__version__", "convert"]
    assert dir(plansift) == sorted(plansift.__all__)
    assert all(getattr(plansift, name) for name in plansift.__all__)
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        plansift.nonsense  # noqa: B018
    assert (Path(plansift.__file__).parent / "py.typed").exists()


def test_the_package_gives_what_the_command_writes(
    converted: tuple[subprocess.CompletedProcess[str], Path], tree: Path
) -> None:
    _, out = converted
    plan = plansift.convert(tree / "b.docx")
    assert isinstance(plan, plansift.Plan)
    assert to_json(plan) == (out / "b.docx.plan.json").read_text(encoding="utf-8")
    with pytest.raises(plansift.PlansiftError):
        plansift.convert(tree / "north" / "bad.pdf")


def test_documents_are_found_in_sorted_order_and_once(tree: Path) -> None:
    found = find_documents([tree / "north", tree, tree / "b.pdf"])
    assert not found.problems
    names = ["bad.pdf", "deep/A plan é.DOCX", "b.docx", "b.pdf"]
    assert [str(job.name) for job in found.jobs] == names


def test_a_folder_without_documents_is_told(tmp_path: Path) -> None:
    found = find_documents([tmp_path])
    assert not found.jobs
    assert [str(p) for p in found.problems] == [
        f"{tmp_path}: The folder holds no document (.pdf, .docx, .txt, .text)."
    ]


def test_clashes_are_found_before_anything_is_done(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder / "sub").mkdir(parents=True)
        (tmp_path / folder / "sub" / "a.txt").touch()
    with pytest.raises(OutputClashError, match=r"sub/a\.txt"):
        find_batch([str(tmp_path / "one"), str(tmp_path / "two")], "out")
    found = find_documents([tmp_path])
    assert [str(job.name) for job in found.jobs] == ["one/sub/a.txt", "two/sub/a.txt"]


def test_results_are_written_whole_or_not_at_all(tmp_path: Path) -> None:
    old, blocked = tmp_path / "a.json", tmp_path / "a.html"
    old.write_bytes(b"old")
    blocked.mkdir()
    with pytest.raises(OSError, match="folder"):
        write_whole({old: b"new", blocked: b"new"})
    assert old.read_bytes() == b"old"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.html", "a.json"]
    blocked.rmdir()
    write_whole({old: b"new", blocked: b"new"})
    assert (old.read_bytes(), blocked.read_bytes()) == (b"new", b"new")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.html", "a.json"]


def test_a_result_that_cannot_be_written_is_told(tree: Path, tmp_path: Path) -> None:
    (tmp_path / "b.docx.plan.json").mkdir()
    made = convert_into(Job(tree / "b.docx", Path("b.docx")), tmp_path, Settings(reports=()))
    assert isinstance(made, Problem)
    assert "can't be written" in str(made)
    assert [p.name for p in tmp_path.iterdir()] == ["b.docx.plan.json"]


def test_ctrl_c_leaves_nothing_half_done(tmp_path: Path) -> None:
    # A shell that runs us in the background has Ctrl+C ignored; a user's has not.
    code = (
        "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "from plansift.cli import main; main()"
    )
    command = [sys.executable, "-c", code, "convert", CORPUS, "-o", tmp_path]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as running:
        assert running.stdout
        assert running.stdout.readline().startswith("audit-brackenwater.docx: ")
        running.send_signal(signal.SIGINT)
        _, told = running.communicate(timeout=60)
    assert (running.returncode, told) == (ExitCode.INTERRUPTED, "")
    files = [path.name for path in tmp_path.iterdir()]
    assert "audit-brackenwater.docx.plan.json" in files
    assert not [name for name in files if name.startswith(".")]
    for path in tmp_path.glob("*.json"):
        json.loads(path.read_bytes())


@pytest.mark.parametrize(
    ("path", "message", "told"),
    [
        ("in/a.pdf", "a.pdf is empty.", "in/a.pdf is empty."),
        ("in/a.pdf", "The password for a.pdf is wrong.", "The password for in/a.pdf is wrong."),
        ("in/a.pdf", "in/a.pdf is empty.", "in/a.pdf is empty."),
        ("in/b", "It is empty.", "in/b: It is empty."),
    ],
)
def test_a_problem_names_its_path_once(path: str, message: str, told: str) -> None:
    assert str(Problem(Path(path), message)) == told
