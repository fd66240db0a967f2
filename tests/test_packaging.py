"""What is installed: pinned, documented, and under permissive licences."""

from __future__ import annotations

import re
import subprocess
import tomllib
from importlib.metadata import distribution, metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]
DIRECT = [Requirement(text) for text in PROJECT["dependencies"] + EXTRAS["dev"]]
PINS = [
    line
    for line in (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
LOCKED = {canonicalize_name(name): version for name, version in (p.split("==") for p in PINS)}


@pytest.mark.parametrize("pin", PINS)
def test_every_pin_is_a_name_and_a_version(pin: str) -> None:
    assert re.fullmatch(r"[A-Za-z0-9._-]+==[0-9][A-Za-z0-9.]*", pin)


@pytest.mark.parametrize("wanted", DIRECT, ids=lambda r: r.name)
def test_the_lock_keeps_to_the_bounds(wanted: Requirement) -> None:
    assert LOCKED[canonicalize_name(wanted.name)] in wanted.specifier
    assert any(s.operator == "<" for s in wanted.specifier)


@pytest.mark.parametrize("name", LOCKED)
def test_licences_are_permissive(name: str) -> None:
    facts = metadata(name)
    classifiers = [c for c in facts.get_all("Classifier", []) if c.startswith("License")]
    stated = [facts.get("License-Expression"), facts.get("License"), *classifiers]
    told = " ".join(filter(None, stated))
    if not told:  # some say it only in the licence they carry
        files = [f for f in distribution(name).files or () if f.name.startswith("LICEN")]
        told = " ".join(Path(str(f.locate())).read_text("utf-8") for f in files)
    assert told
    assert not re.search(r"\bA?L?GPL|General Public License|Affero", told)


def test_every_dependency_is_documented() -> None:
    page = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in page.splitlines()
        if line.startswith("|") and "---" not in line and not line.startswith("| package")
    ]
    assert {canonicalize_name(row[0]) for row in rows} == set(LOCKED)
    bounds = {canonicalize_name(row[0]): row[3].strip("`") for row in rows if len(row) == 4}
    assert all(row[-1] for row in rows)
    assert bounds.keys() == {canonicalize_name(r.name) for r in DIRECT}
    for wanted in DIRECT:
        assert Requirement(wanted.name + bounds[canonicalize_name(wanted.name)]) == Requirement(
            wanted.name + str(wanted.specifier)
        )


def test_the_tools_for_tests_hold_every_extra() -> None:
    for extra, wanted in EXTRAS.items():
        assert set(wanted) <= set(EXTRAS["dev"]), extra


def test_an_old_python_is_refused_in_one_sentence(tmp_path: Path) -> None:
    for name in ("Makefile", "pyproject.toml", "requirements.lock"):
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    old = tmp_path / "old-python"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    done = subprocess.run(
        ["make", "setup", f"PYTHON={old}"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    assert done.stderr.startswith("plansift needs Python 3.11 or newer")
    assert "Traceback" not in done.stderr
    assert not (tmp_path / ".venv").exists()
