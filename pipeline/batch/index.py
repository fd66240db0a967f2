"""A page over a whole batch: each plan with its counts and a link to its report."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from pipeline.emit.report import render_page
from pipeline.manifest import Entry
from pipeline.version import version

NAME = "index.html"
_MARK = b"Made by plansift"


@dataclass(frozen=True, slots=True)
class _Row:
    name: str
    title: str
    link: str | None
    entry: Entry

    def found(self, severity: str) -> int:
        return self.entry.severities.get(severity, 0)


def to_index(entries: list[Entry]) -> str:
    """The page as HTML; it needs nothing beside itself but the reports it links to."""
    rows = [_Row(e.name, e.title or "", _link(e), e) for e in entries if e.outcome == "converted"]
    failed = [entry for entry in entries if entry.outcome == "failed"]
    gone = [entry.name for entry in entries if entry.outcome == "gone"]
    passed = [entry for entry in entries if entry.outcome == "passed-over"]
    there = [row.entry for row in rows]
    totals = {
        "documents": len(rows) + len(failed),
        "actions": sum(entry.actions for entry in there),
        "errors": sum(entry.severities.get("error", 0) for entry in there),
        "failed": len(failed),
    }
    return render_page(
        "batch.html.j2",
        "batch.js",
        rows=rows,
        failed=failed,
        gone=gone,
        passed=passed,
        totals=totals,
        version=version(),
    )


def is_ours(page: Path) -> bool:
    """True where the page may be written: there is none, or one that plansift made."""
    return not page.exists() or _MARK in page.read_bytes()


def _link(entry: Entry) -> str | None:
    """The report's address from the page; a `:` in a name would be read as a scheme."""
    return f"./{quote(entry.report, errors='surrogateescape')}" if entry.report else None
