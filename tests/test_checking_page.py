"""docs/checking-a-draft.md: every command on it says what the page shows."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from command import run

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "checking-a-draft.md").read_text("utf-8")
BLOCKS = re.findall(r"```console\n\$ plansift (.*?)\n(.*?)```", PAGE, re.S)


def test_the_page_has_commands() -> None:
    assert len(BLOCKS) >= 4


@pytest.mark.parametrize(("command", "shown"), BLOCKS, ids=[block[0] for block in BLOCKS])
def test_a_command_says_what_is_shown(command: str, shown: str) -> None:
    done = run(*shlex.split(command), cwd=ROOT)
    assert done.stdout.strip() == shown.strip()
    assert done.stderr == ""


def test_the_exit_codes_are_as_told() -> None:
    assert run("check", "samples/draft.docx", cwd=ROOT).returncode == 1
    assert run("check", "samples/draft-mended.docx", cwd=ROOT).returncode == 0
