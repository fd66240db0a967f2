"""Plans for the tests of exports, what is in them, and readers that are not the writers'."""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from made_plans import plan_data, retold

from pipeline.emit.json import to_bytes
from pipeline.export.load import Named
from samples import CORPUS, conversion
from schemas.plan import Plan

DOCUMENTS = sorted(CORPUS.glob("*.docx"))
needs_office = pytest.mark.skipif(
    shutil.which("soffice") is None or shutil.which("localc") is None,
    reason="LibreOffice Calc is not installed (apt-get install libreoffice-calc)",
)
HOSTILE = (
    "=1+1", "\t=HYPERLINK(1)", " -2", "@SUM(1)", "+4", "\r\n=1", "\u200b=1", "＝1", "'quoted",
    "_x0041_", "a_x0041_x0042_", "_x0041\x01", "bell\x07 \x1f end", "\x00", "a\rb\nc\td",
    "<script>alert(1)</script>", "]]>&amp;{{ x }}", "#N/A", "1.10", "\ufffe\uffff", "pl\udce4n",
    " lead ", "| a | b |", "[x](javascript:1) *b* _i_ `c` ~~s~~ $m$", "https://x.example www.y.z",
    "BEGIN:VEVENT\r\nEND:VEVENT", "a;b,c\\n:\"d\"", "𝄞é", "",
)  # fmt: skip
Fact = tuple[str, str, str, str, str]


@cache
def corpus() -> tuple[Named, ...]:
    """The corpus's Word files, each converted once."""
    return tuple(Named(path.name, conversion(path).plan) for path in DOCUMENTS)


@cache
def hostile() -> tuple[Named, ...]:
    """Plans whose every text is one that a program might obey or choke on."""
    return tuple(Named(f"plan {n}", told(text)) for n, text in enumerate(HOSTILE))


def told(text: str) -> Plan:
    """The plan made by hand with one text in every place; its ids stay."""
    return Plan.model_validate(retold(plan_data(), text))


def utf8(text: str) -> str:
    """A text as UTF-8 can hold it."""
    return text.encode("utf-8", "backslashreplace").decode()


def facts(plans: tuple[Named, ...]) -> list[Fact]:
    """Plan, action's id, its text, the printed deadline and the due day, action by action."""
    return [
        (
            named.name,
            action.id,
            utf8(action.text),
            utf8(action.deadline.raw) if action.deadline else "",
            day(action.deadline.latest if action.deadline else None),
        )
        for named in plans
        for r in named.plan.recommendations
        for action in r.actions
    ]


def day(value: Any) -> str:
    return value.isoformat() if isinstance(value, dt.date) else (value or "")


def save(plans: tuple[Named, ...], folder: Path) -> Path:
    """Write plans as `convert` does."""
    folder.mkdir(parents=True, exist_ok=True)
    for named in plans:
        (folder / f"{named.name}.plan.json").write_bytes(to_bytes(named.plan))
    return folder


def office(source: Path, form: str, out: Path, *more: str) -> Path:
    """A file converted by LibreOffice, which must not complain."""
    profile = (out / "profile").absolute().as_uri()
    start = ["soffice", "--headless", f"-env:UserInstallation={profile}", *more]
    subprocess.run(
        [*start, "--convert-to", form, "--outdir", str(out), str(source)],
        check=True,
        capture_output=True,
        timeout=240,
    )
    return out
