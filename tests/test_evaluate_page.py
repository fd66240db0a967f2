"""Evaluations as Markdown: the page of one folder, and the project's own page."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import typer
from typer.testing import CliRunner

from pipeline.evaluate import Comparison, Count, Evaluation, Measured
from pipeline.evaluate.command import evaluate
from pipeline.evaluate.record import MARKER, history, record, renewed

SAMPLES = Path(__file__).parent.parent / "samples"


def evaluation(right: int, error: str | None = None) -> Evaluation:
    comparison = Comparison()
    comparison.counts["strict"].add(Count(right, 10 - right, 10 - right))
    comparison.silent.append("action 1")
    return Evaluation([Measured("a.pdf", "pdf", comparison, error=error)])


def rows(page: str, heading: str) -> list[list[str]]:
    """The table below a heading."""
    below = re.split(rf"^#+ {heading}$", page, maxsplit=1, flags=re.MULTILINE)[1]
    lines = below.split("\n\n", 2)[1].splitlines()
    assert all(line.startswith("| ") and line.endswith(" |") for line in lines)
    return [re.split(r" (?<!\\)\| ", line[2:-2]) for line in lines]


def run(command: Callable[..., None], *arguments: object) -> tuple[int, str]:
    app = typer.Typer()
    app.command()(command)
    result = CliRunner().invoke(app, [str(a) for a in arguments])
    return result.exit_code, result.output


def test_the_command_prints_a_page() -> None:
    only = ("--only", "lewisham-2016.docx", "--only", "lewisham-2016.pdf")
    code, page = run(evaluate, SAMPLES / "corpus", *only, "--markdown")
    assert code == 0
    assert page.startswith(f"# Evaluation of {SAMPLES / 'corpus'}\n\nplansift ")
    assert [row[:3] for row in rows(page, "By document")[2:]] == [
        ["lewisham-2016.docx", "20", "1.000"],
        ["lewisham-2016.pdf", "20", "1.000"],
    ]
    assert [row[0] for row in rows(page, "By format")] == ["format", "---", "docx", "pdf", "all"]
    fields = {row[0]: row[1:] for row in rows(page, "By field")}
    assert fields["strict"] == ["1.000", "1.000", "1.000", "40", "0", "0"]
    assert run(evaluate, SAMPLES / "corpus", *only, "--markdown", "--json")[0] == 2


def test_a_failure_is_told_and_can_not_break_the_page() -> None:
    page = renewed("", {"plans": evaluation(9, "ValueError: <b>\n| x")}, "1.0", "abc")
    assert "- `a.pdf`: ValueError: &lt;b> \\| x\n" in page


def test_a_version_is_added_and_the_same_version_replaced() -> None:
    first = renewed("# By hand\n", {"s/one": evaluation(5)}, "1.0", "abc")
    assert first.startswith(f"# By hand\n\n{MARKER}\n")
    again = renewed(first, {"s/one": evaluation(8)}, "1.0", "def")
    assert history(again) == [{"version": "1.0", "commit": "def", "one pdf": "0.800 (1/10)"}]
    both = {"s/one": evaluation(9), "s/two": evaluation(7)}
    later = renewed(again, both, "1.1", "")
    assert history(later) == [
        {"version": "1.0", "commit": "def", "one pdf": "0.800 (1/10)", "two pdf": "-"},
        {"version": "1.1", "commit": "-", "one pdf": "0.900 (1/10)", "two pdf": "0.700 (1/10)"},
    ]
    assert later.count(MARKER) == later.count("# By hand") == 1
    assert renewed(later, both, "1.1", "") == later


def test_the_page_of_the_project_is_written(tmp_path: Path) -> None:
    page = tmp_path / "evaluation.md"
    folder = tmp_path / "few"
    folder.mkdir()
    for name in ("trio-housing.docx", "trio-housing.gold.json"):
        (folder / name).symlink_to(SAMPLES / "own" / name)
    assert run(record, page, folder)[0] == 0
    assert [row["few docx"] for row in history(page.read_text("utf-8"))] == ["1.000 (0/13)"]


def test_the_projects_own_page_holds_its_parts() -> None:
    page = (SAMPLES.parent / "docs" / "evaluation.md").read_text("utf-8")
    for folder in ("corpus", "own", "more", "third"):
        assert f"\n## samples/{folder}\n" in page
    assert history(page.partition(MARKER)[2])
