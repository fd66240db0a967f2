"""The examples for pipelines: their commands run, and say what the page promises."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from command import COMMAND, CORPUS

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "ci.md").read_text("utf-8")
EXAMPLES = dict(re.findall(r"```yaml\n# (\S+)\n(.*?)```", PAGE, re.S))


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with one draft in it."""
    folder = tmp_path_factory.mktemp("repository")
    (folder / "plans").mkdir()
    shutil.copy(CORPUS / "draft-eskmouth.docx", folder / "plans" / "draft.docx")
    return folder


def commands(example: str) -> list[str]:
    """The lines of an example that call plansift."""
    found = re.findall(r"^\s*- (?:run: )?(plansift .*)$", EXAMPLES[example], re.M)
    assert found
    return list(found)


def ran(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """A command run by a shell, as a runner does it."""
    path = f"{COMMAND.parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        ["sh", "-ec", command], cwd=folder, env={**os.environ, "PATH": path},
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_github(repository: Path) -> None:
    written, told = commands(".github/workflows/plans.yml")
    assert ran(written, repository).returncode == 0
    [run] = json.loads((repository / "plans.sarif").read_text("utf-8"))["runs"]
    assert run["results"]
    done = ran(told, repository)
    assert done.returncode == 1
    assert "::error file=plans/draft.docx" in done.stdout


def test_gitlab(repository: Path) -> None:
    written, told = commands(".gitlab-ci.yml")
    assert ran(written, repository).returncode == 0
    assert ET.parse(repository / "plans.xml").getroot().tag == "testsuites"
    assert ran(told, repository).returncode == 1


def test_the_pre_commit_hook_takes_files(repository: Path) -> None:
    hook = (ROOT / ".pre-commit-hooks.yaml").read_text("utf-8")
    [entry] = re.findall(r"entry: (.*)", hook)
    [identifier] = re.findall(r"- id: (.*)", hook)
    assert f"- id: {identifier}" in EXAMPLES[".pre-commit-config.yaml"]
    files = re.compile(re.findall(r"files: (.*)", hook)[0])
    assert files.search("plans/draft.docx")
    assert not files.search("plans/notes.txt")
    assert ran(f"{entry} plans/draft.docx", repository).returncode == 1
