"""The command line of check: what contradicts itself, and how much of it is said."""

from __future__ import annotations

import json
import os
import pty
import shutil
import subprocess
from pathlib import Path

import pytest
from command import COMMAND, complaints, run, shown_on

SAMPLES = Path(__file__).parent.parent / "samples"
DRAFT, MENDED = SAMPLES / "draft.docx", SAMPLES / "draft-mended.docx"
CLEAN, FINDINGS, COULD_NOT = 0, 1, 2


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", DRAFT, "--ocr", "force", "--no-ocr"),
        ("check", DRAFT, "--no-ocr", "--ocr", "auto"),
        ("convert", DRAFT, "-o", "-", "--no-ocr", "--ocr", "force"),
        ("check", DRAFT, "--isolated", "--config", "x.toml"),
        ("rules", "OWN002", "--markdown"),
    ],
)
def test_options_that_contradict_each_other_are_a_wrong_command(
    arguments: tuple[str | Path, ...],
) -> None:
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (COULD_NOT, "")
    assert "contradict each other" in done.stderr or "name none" in done.stderr


def test_options_that_say_the_same_twice_are_none() -> None:
    assert run("check", MENDED, "--ocr", "never", "--no-ocr").returncode == CLEAN


def test_the_settings_of_a_path_that_is_not_there_are_none() -> None:
    done = run("config", "nope")
    assert (done.returncode, done.stdout) == (COULD_NOT, "")
    assert complaints(done) == ["nope does not exist."]


def test_one_bad_file_of_settings_stops_no_other_folder(tmp_path: Path) -> None:
    for house in ("bad", "good"):
        (tmp_path / house).mkdir()
        shutil.copy(DRAFT, tmp_path / house / "draft.docx")
    (tmp_path / "bad" / "plansift.toml").write_text("selct = 3\n")
    done = run("check", tmp_path, "--format", "json")
    assert done.returncode == COULD_NOT
    told = {Path(d["path"]).parent.name: d for d in json.loads(done.stdout)["documents"]}
    assert len(told["good"]["findings"]) == 5
    assert told["bad"]["findings"] == []
    [complaint] = complaints(done)
    assert "bad/draft.docx: " in complaint
    assert "`selct` is no setting; the closest is `select`." in complaint


@pytest.mark.parametrize("code", ["XYZQ", "ZZZ", "FOO"])
def test_nothing_is_called_the_closest_that_is_far(code: str) -> None:
    done = run("check", DRAFT, "--select", code)
    assert complaints(done) == [
        f"`{code}` is no rule and no family of rules; `plansift rules` lists them."
    ]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--severity", "errr"), "'errr' is not one of 'error', 'warning', 'info'."),
        (("--as-of", "2026-13-01"), "'2026-13-01' does not match"),
    ],
)
def test_a_wrong_value_is_told_in_plain_words(arguments: tuple[str, str], said: str) -> None:
    done = run("check", DRAFT, *arguments)
    assert done.returncode == COULD_NOT
    assert f"Invalid value for '{arguments[0]}': {said}" in done.stderr


def test_a_folder_made_for_the_findings_is_told(tmp_path: Path) -> None:
    file = tmp_path / "new" / "findings.log"
    done = run("check", DRAFT, "-o", file)
    assert done.returncode == FINDINGS
    assert complaints(done) == [f"The folder {file.parent} was missing and has been made."]
    assert "OWN002" in file.read_text("utf-8")
    assert complaints(run("check", DRAFT, "-o", file)) == []


def test_lines_are_as_wide_as_the_terminal() -> None:
    def longest(width: int) -> int:
        told = run("check", DRAFT, COLUMNS=str(width)).stdout
        return max(len(line) for line in told.splitlines()[1:])

    assert 50 < longest(60) <= 60
    assert 60 < longest(100) <= 100
    assert 100 < longest(160) <= 160


def test_a_terminal_itself_says_how_wide_it_is() -> None:
    ours, theirs = pty.openpty()
    import fcntl
    import struct
    import termios

    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 60, 0, 0))
    kept = {k: v for k, v in os.environ.items() if k not in {"COLUMNS", "LINES"}}
    with subprocess.Popen(
        [COMMAND, "check", DRAFT, "-q"], stdout=theirs, env={**kept, "NO_COLOR": "1"}
    ) as process:
        os.close(theirs)
        told = shown_on(ours)
        process.wait(60)
    os.close(ours)
    lines = told.decode().splitlines()
    assert 50 < max(len(line) for line in lines[1:]) <= 60


def test_help_tells_the_exit_codes_of_check() -> None:
    told = " ".join(run("--help").stdout.split())
    assert "check: 1 findings at or over --fail-on, 2 something could not be checked." in told
