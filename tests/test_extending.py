"""docs/extending.md keeps its word: each change it shows is one line, and works."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest

import plansift
from pipeline.emit.json import to_json

ROOT = Path(__file__).parent.parent
PACKAGES = ("plansift", "pipeline", "extractors", "schemas")
PAGE = (ROOT / "docs" / "extending.md").read_text("utf-8")
DIFFS = dict(re.findall(r"^## ([^\n]+)\n(?:(?!^## ).)*?```diff\n(.*?)```", PAGE, re.M | re.S))
LINES = ["Improvement Plan", "Port of Eastfield", "After the visit of the Harbour Safety Office"]
HEAD = ["Ref", "Action", "Owner", "By when"]

Row = dict[str, Any]
Told = Callable[[Row], object]


def one(plan: Row) -> Row:
    """The only action of a plan."""
    (action,) = [a for rec in plan["recommendations"] for a in rec["actions"]]
    return dict(action)


def due(plan: Row) -> object:
    deadline = one(plan)["deadline"]
    doubted = any(f["code"] == "DAT002" for f in plan["findings"])
    return deadline["kind"], deadline["earliest"], deadline["latest"], doubted


UNREAD = ("unparsed", None, None, True)
# What is changed, a column of the plan, what is looked at, and what it is before and after.
EXAMPLES: list[tuple[str, tuple[str, str], Told, object, object]] = [
    ("A heading", ("Paper trail", "Minutes"), lambda p: (one(p)["evidence"], one(p)["extra"]),
     (None, {"Paper trail": "Minutes"}), ("Minutes", {})),
    ("A month's name", ("By when", "30 Medi 2024"), due,
     UNREAD, ("date", "2024-09-30", "2024-09-30", False)),
    ("A term's name", ("By when", "Martinmas term 2024"), due,
     UNREAD, ("term", "2024-09-01", "2024-12-31", False)),
    ("A season", ("By when", "Harvest 2024"), due,
     UNREAD, ("season", "2024-09-01", "2024-11-30", False)),
    ("A status word", ("Status", "Ticked off"), lambda p: one(p)["status"]["value"],
     "other", "complete"),
    ("An inspectorate", ("Status", "Open"), lambda p: p["inspectorate"],
     None, "Harbour Safety Office"),
    ("A post", ("Owner", "Assistant Reeve"), lambda p: one(p)["owners"][0]["kind"],
     "unknown", "post"),
]  # fmt: skip


def small_plan(path: Path, heading: str, value: str) -> Path:
    row = {"Ref": "1.1", "Action": "Paint the north quay", "Owner": "Harbour Master"}
    row = row | {"By when": "4 May 2025", heading: value}
    made = docx.Document()
    for line in LINES:
        made.add_paragraph(line)
    made.add_heading("Recommendation 1: Keep the quays safe", 2)
    table = made.add_table(2, len(row))
    for column, (name, text) in enumerate(row.items()):
        table.cell(0, column).text = name
        table.cell(1, column).text = text
    made.save(str(path))
    return path


def changed(folder: Path, diff: str) -> None:
    """Make the one change of a diff in a copy of plansift's packages."""
    for package in PACKAGES:
        shutil.copytree(ROOT / package, folder / package)
    named, *lines = diff.splitlines()
    file = folder / named.removeprefix("# ")
    old = "\n".join(line[1:] for line in lines if not line.startswith("+"))
    new = "\n".join(line[1:] for line in lines if not line.startswith("-"))
    assert len([line for line in lines if line.startswith("+")]) == 1
    text = file.read_text("utf-8")
    assert f"\n{text}".count(f"\n{old}\n") == 1, old
    file.write_text(text.replace(f"{old}\n", f"{new}\n", 1), "utf-8")


def converted_by(folder: Path, plan: Path) -> Row:
    """The plan as the plansift in `folder` reads it."""
    code = "import extractors, plansift.cli; print(extractors.__file__); plansift.cli.main()"
    done = subprocess.run(
        [sys.executable, "-P", "-c", code, "convert", plan, "-o", "-"],
        env={"PYTHONPATH": str(folder), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    home, _, told = done.stdout.partition("\n")
    assert Path(home).is_relative_to(folder)
    return dict(json.loads(told))


@pytest.mark.parametrize(
    ("name", "column", "told", "before", "after"), EXAMPLES, ids=[e[0] for e in EXAMPLES]
)
def test_one_line_teaches_a_wording(
    tmp_path: Path, name: str, column: tuple[str, str], told: Told, before: object, after: object
) -> None:
    plan = small_plan(tmp_path / "plan.docx", *column)
    assert told(json.loads(to_json(plansift.convert(plan)))) == before
    changed(tmp_path / "copy", DIFFS[name])
    assert told(converted_by(tmp_path / "copy", plan)) == after


def test_every_change_on_the_page_is_tried() -> None:
    assert list(DIFFS) == [name for name, *_ in EXAMPLES]


def test_the_page_names_every_file_of_the_vocabulary() -> None:
    files = {path.name for path in (ROOT / "extractors" / "vocabulary").glob("*.toml")}
    assert set(re.findall(r"^\| `(\w+\.toml)`", PAGE, re.M)) == files
