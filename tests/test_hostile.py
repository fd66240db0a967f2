"""Files that fight back: each gives a plan or one sentence, within a minute and a gigabyte or two.

Each file is converted, report and all, in a process that may take 3 GiB of address space and a
minute of CPU: quick ones together, those that take seconds each in its own (by `make fuzz`).  The
files are made in `hostile_pdfs.py` and `hostile_texts.py`.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import hostile_made
import hostile_pdfs
import hostile_texts
import pytest
from command import complaints, run

from plansift.exit_codes import ExitCode

SECONDS = 60
CLASSES = ("fields", "boilerplate", "narrative", "unclaimed")
# Of memory that is really used; the largest takes what a picture takes that is drawn.
MOST_MIB = 1_200
FILES = {
    f"{name}{end}": entry
    for end, table in (
        (".pdf", hostile_pdfs.PDFS),
        (".docx", hostile_texts.DOCX),
        (".txt", hostile_texts.TEXTS),
    )
    for name, entry in table.items()
}
SLOW = frozenset(
    {
        "pages-2000.pdf",
        "pages-200000.pdf",
        "objects-by-the-million.pdf",
        "rules-by-the-ten-thousand.pdf",
        "states-unended.pdf",
        "bomb-as-a-picture.pdf",
        "paragraphs-by-the-ten-thousand.docx",
        "one-letter-lines.txt",
        "numbers.txt",
        "a-line-over-and-over.txt",
        "one-word-that-fits.txt",
        "combining.txt",
    }
)
QUICK = [name for name in FILES if name not in SLOW]
GROUPS = 8
# Told apart by its kind, so that a batch can count.
CHILD = """
import json, resource, sys, time
from pathlib import Path
seconds = int(sys.argv[2])
resource.setrlimit(resource.RLIMIT_AS, (3 << 30, 3 << 30))
resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
from pipeline.batch import Settings, convert_into
from pipeline.files import Job, Problem
from schemas import errors
def peak():
    # `ru_maxrss` would hold what the process that started this one had used: it outlives exec.
    held = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    return int(held["VmHWM"].split()[0]) // 1024
kinds = []
made_error = errors.PlansiftError.__init__
def noted(error, *arguments):
    kinds.append(error.kind)
    made_error(error, *arguments)
errors.PlansiftError.__init__ = noted
out = Path(sys.argv[1])
for path in map(Path, sys.argv[3:]):
    kinds.clear()
    began = time.process_time()
    made = convert_into(Job(path, Path(path.name)), out / path.name, Settings())
    failed = isinstance(made, Problem)
    print(json.dumps({
        "kind": (kinds[-1] if kinds else "unforeseen") if failed else "plan",
        "told": made.message if failed else "",
        "mib": peak(),
        "seconds": time.process_time() - began,
    }), flush=True)
"""


def outcomes(folder: Path, names: Sequence[str]) -> dict[str, dict[str, Any]]:
    """What becomes of these files, converted one after the other by one process."""
    for name in names:
        (folder / name).write_bytes(FILES[name][0]())
    ended = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", CHILD, folder / "out", str(SECONDS)]
        + [folder / name for name in names],
        capture_output=True,
        text=True,
        check=False,
        timeout=8 * SECONDS,
        env={k: v for k, v in os.environ.items() if not k.startswith("PLANSIFT_")},
    )
    assert "Traceback" not in ended.stderr
    found = dict(zip(names, map(json.loads, ended.stdout.splitlines()), strict=False))
    missing = [name for name in names if name not in found]
    assert ended.returncode == 0, (ended.returncode, missing[:1], ended.stderr[-2000:])
    assert not missing
    return found


def check_outcome(out: Path, name: str, outcome: dict[str, Any]) -> None:
    assert outcome["kind"] in FILES[name][1].split(), (name, outcome)
    assert outcome["mib"] < MOST_MIB, name
    written = sorted(p.name for p in out.rglob("*")) if out.exists() else []
    if outcome["kind"] == "plan":
        assert written == [f"{name}.plan.json", f"{name}.report.html"]
        plan = json.loads((out / f"{name}.plan.json").read_bytes())
        assert plan["accounting"]["words"] == sum(plan["accounting"][key] for key in CLASSES)
    else:
        assert written == [], name
        assert name in outcome["told"]
        assert outcome["told"].endswith(".")
        assert "unexpected" not in outcome["told"]


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(SLOW))
def test_each_gives_a_plan_or_a_sentence(tmp_path: Path, name: str) -> None:
    [outcome] = outcomes(tmp_path, [name]).values()
    check_outcome(tmp_path / "out" / name, name, outcome)


@pytest.mark.parametrize("group", range(GROUPS))
def test_quick_ones_give_a_plan_or_a_sentence(tmp_path: Path, group: int) -> None:
    for name, outcome in outcomes(tmp_path, QUICK[group::GROUPS]).items():
        check_outcome(tmp_path / "out" / name, name, outcome)


def test_a_character_without_a_map_is_told_and_not_passed_on(tmp_path: Path) -> None:
    path = tmp_path / "plan.pdf"
    path.write_bytes(hostile_made.no_map())
    done = run("convert", path, "-o", "-")
    assert done.returncode == ExitCode.OK
    assert "(cid:" not in done.stdout


def test_what_stands_in_a_field_is_read(tmp_path: Path) -> None:
    path = tmp_path / "plan.pdf"
    path.write_bytes(hostile_made.fields())
    done = run("convert", path, "-o", "-")
    assert json.loads(done.stdout)["accounting"]["words"] == 9, "seven on the page, two in a field"
    assert "no one prints" not in done.stdout


NAMES = (
    "-o.docx",
    "--help.docx",
    "new\nline.docx",
    "half\udcff.docx",
    "\u202efdp.docx",
    "$(touch x);`y`.docx",
    "a'b\"c&<d>.docx",
    "é" * 100 + ".docx",
)


def told_of(done: subprocess.CompletedProcess[str]) -> list[str]:
    """The lines on the documents, without the summary below them."""
    return done.stdout.partition("\n\n")[0].splitlines()


def test_odd_names_in_a_folder(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for name in NAMES:
        shutil.copy(hostile_texts.SAMPLE, tmp_path / "in" / name)
    done = run("convert", "in", "-o", "out", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (ExitCode.OK, "")
    assert len(told_of(done)) == len(NAMES)
    written = {p.name for p in (tmp_path / "out").iterdir()}
    assert {f"{name}.plan.json" for name in NAMES} <= written
    assert sorted(p.name for p in tmp_path.iterdir()) == ["in", "out"]


def test_a_name_too_long_for_its_results_is_told(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    shutil.copy(hostile_texts.SAMPLE, tmp_path / "in" / ("x" * 248 + ".docx"))
    done = run("convert", "in", "-o", "out", cwd=tmp_path)
    assert done.returncode == ExitCode.FAILED
    [complaint] = complaints(done)
    assert "File name too long" in complaint


def test_links_out_of_the_folder_are_told_and_not_followed(tmp_path: Path) -> None:
    inside, outside = tmp_path / "in", tmp_path / "elsewhere"
    inside.mkdir()
    outside.mkdir()
    shutil.copy(hostile_texts.SAMPLE, outside / "secret.docx")
    shutil.copy(hostile_texts.SAMPLE, inside / "plan.docx")
    (inside / "out.docx").symlink_to(outside / "secret.docx")
    (inside / "near.docx").symlink_to("plan.docx")
    (inside / "gone.docx").symlink_to("nowhere.docx")
    (inside / "round.docx").symlink_to("round.docx")
    (inside / "folder").symlink_to(outside)
    (inside / "up").symlink_to("..")
    os.mkfifo(inside / "pipe.pdf")
    done = run("convert", "in", "-o", "out", cwd=tmp_path)
    assert done.returncode == ExitCode.FAILED
    told = {line.split()[0]: line for line in complaints(done)}
    assert set(told) == {f"in/{n}" for n in ("out.docx", "gone.docx", "round.docx", "pipe.pdf")}
    assert "leads out of the folder" in told["in/out.docx"]
    assert "no ordinary file" in told["in/pipe.pdf"]
    # Two names of one file are one document.
    assert len(told_of(done)) == 1
    assert run("convert", "in/out.docx", "-o", "out2", cwd=tmp_path).returncode == ExitCode.OK


def test_results_are_no_input(tmp_path: Path) -> None:
    shutil.copy(hostile_texts.SAMPLE, tmp_path / "plan.docx")
    shutil.copy(hostile_texts.TEXT, tmp_path / "plan.txt")
    for _ in range(3):
        done = run("convert", ".", "-o", "out", "--report", "markdown", cwd=tmp_path)
        assert (done.returncode, done.stderr) == (ExitCode.OK, "")
        assert len(told_of(done)) == 2
    assert sorted(p.name for p in tmp_path.iterdir()) == ["out", "plan.docx", "plan.txt"]
