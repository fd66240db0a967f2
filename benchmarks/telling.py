"""What benchmarks share: their arguments, and how they tell what they measured."""

from __future__ import annotations

import argparse
import os
import platform
import re
import sys
from pathlib import Path

from pipeline.evaluate.markdown import made_by


def machine() -> str:
    """The machine in a few words."""
    name = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists():
        lines = info.read_text(encoding="utf-8").splitlines()
        names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
        name = names[0] if names else name
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return f"{name}, {os.cpu_count()} cores, {platform.system()}, {python}"


def told(page: Path | None, module: str, text: str) -> None:
    """Print figures with the command that made them, or put them into a page's section."""
    number, commit = made_by()
    of = f"plansift {number} (commit {commit or '-'}) on {machine()}"
    command = " ".join([f"python -m {module.partition(' ')[0]}", *sys.argv[1:]])
    text = f"`{command}`, {of}. {text.rstrip()}"
    if page is None:
        print(text)
        return
    begin, end = f"<!-- Made by `{module}`: -->", f"<!-- End of `{module}`. -->"
    section = re.compile(f"{re.escape(begin)}.*?{re.escape(end)}", re.DOTALL)
    held = page.read_text(encoding="utf-8")
    if not section.search(held):
        raise SystemExit(f"{page} has no place for {module}: {begin} … {end}")
    page.write_text(section.sub(lambda _: f"{begin}\n\n{text}\n\n{end}", held), encoding="utf-8")


def parser_of(description: str | None) -> argparse.ArgumentParser:
    """What every benchmark takes: a page to put its figures in."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("page", type=Path, nargs="?", help="A page to put the figures in.")
    return parser
