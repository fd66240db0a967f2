"""A check's outcome in each format: right for tools, and nothing in a plan breaks out of it."""

from __future__ import annotations

import itertools
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import check_outcomes
import pytest
from check_outcomes import HOSTILE, ROUGH, found, named
from lxml import etree
from markdown_it import MarkdownIt

from pipeline.checks import RULES
from pipeline.lint.command import Format
from pipeline.lint.formats import FORMATS, render
from pipeline.lint.formats.words import line
from pipeline.lint.result import Checked, Gone, Outcome
from schemas.plan import Finding, Source

DATA = Path(__file__).parent / "data"


@pytest.fixture(scope="module")
def draft() -> Checked:
    return check_outcomes.draft()


@pytest.fixture(scope="module")
def outcome() -> Outcome:
    return check_outcomes.outcome()


def test_the_command_and_the_formats_agree() -> None:
    assert [form.value for form in Format] == list(FORMATS)


@pytest.mark.parametrize("name", FORMATS)
def test_each_ends_in_one_newline_and_is_the_same_every_time(name: str, outcome: Outcome) -> None:
    for held in (outcome, Outcome()):
        made = render(name, held)
        assert made.endswith("\n")
        assert not made.endswith("\n\n")
        assert made == render(name, held)
        made.encode()


@pytest.mark.parametrize("name", FORMATS)
def test_no_control_character_leaves_raw(name: str, outcome: Outcome) -> None:
    # What a terminal or a log would obey: C0 but for line ends, DEL, C1.
    obeyed = {c for c in render(name, outcome) if c < " " or "\x7f" <= c <= "\x9f"}
    assert obeyed == {"\n"}


def test_a_format_is_imported_only_when_it_is_asked_for() -> None:
    code = (
        "import sys; from pipeline.lint.formats import render\n"
        "from pipeline.lint.result import Outcome\n"
        "render(sys.argv[1], Outcome())\n"
        "print(*[m for m in sys.modules if m.startswith('pipeline.lint.formats.')])\n"
        "assert 'rich' not in sys.modules"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "text"], capture_output=True, text=True, check=True
    )
    home = "pipeline.lint.formats"
    assert sorted(done.stdout.split()) == [f"{home}.text", f"{home}.words"]


# Text


def test_a_line_is_one_line_with_single_spaces() -> None:
    assert line(" a\u00a0\u2009b\r\n\n\tc\x0b\x85d ") == "a b c d"
    assert line("\x1b[1mé\x9b–\u202e\ud800😀") == "\ufffd[1mé\ufffd–\ufffd\ufffd😀"


def test_text_is_grouped_by_document() -> None:
    word = "soon" * 25
    said = Finding(code="OWN001", severity="error", message="Action 1 has no owner.")
    long = Finding(
        code="DAT003",
        severity="info",
        message=f"“{word}” fixes no day.",
        suggestion="Give a day.",
        sources=[Source(page=2)],
    )
    outcome = Outcome(
        [
            named("a.docx", findings=[said, long], known=2, gone=[Gone("LED001", "No leads.")]),
            named("clean.docx", known=1),
            named("b.pdf", problem="b.pdf is no PDF."),
        ]
    )
    assert render("text", outcome) == (
        "a.docx\n"
        "  error    OWN001  Action 1 has no owner.\n"
        f"  info     DAT003  “{word}”\n"
        "                   fixes no day.\n"
        "                   page 2\n"
        "                   suggestion: Give a day.\n"
        "  no longer occurs: LED001 No leads.\n"
        "\n"
        "b.pdf\n"
        "  could not be checked: b.pdf is no PDF.\n"
        "\n"
        "3 known findings are in the baseline.\n"
        "3 documents: 1 error, 1 note; 1 could not be checked.\n"
    )


@pytest.mark.parametrize(
    ("severities", "problems", "said"),
    [
        ([], 0, "1 document: no findings."),
        (["error"], 0, "1 document: 1 error."),
        (["error", "error", "warning", "info"], 0, "1 document: 2 errors, 1 warning, 1 note."),
        (["info", "info"], 2, "3 documents: 2 notes; 2 could not be checked."),
        ([], 1, "2 documents: no findings; 1 could not be checked."),
        (None, 1, "1 document: 1 could not be checked."),
        (None, 0, "0 documents: no findings."),
    ],
)
def test_counts(severities: list[Any] | None, problems: int, said: str) -> None:
    documents = [named("b.pdf", problem="No.") for _ in range(problems)]
    if severities is not None:
        made = [Finding(code="OWN001", severity=s, message="m") for s in severities]
        documents.insert(0, named("a.docx", findings=made))
    for name in ("text", "github", "markdown"):
        assert render(name, Outcome(documents)).splitlines()[-1] == said


def test_text_shows_every_finding_in_lines_of_100(outcome: Outcome) -> None:
    made = render("text", outcome)
    flat = " ".join(made.split())
    for document, finding in outcome.findings():
        assert line(finding.message) in flat
        assert line(document.place(finding)) in flat
        assert line(finding.suggestion or "") in flat
    long = [row for row in made.splitlines() if len(row) > 100]
    assert all(not row.startswith(" ") for row in long), "only a path may be wider"
    assert "\\n" not in made
    assert all(c.isprintable() for c in made.replace("\n", ""))


def test_colour_changes_nothing_but_the_colour(outcome: Outcome) -> None:
    painted = render("text", outcome, colour=True)
    assert "\x1b[1;31merror" in painted
    assert re.sub(r"\x1b\[[0-9;]*m", "", painted) == render("text", outcome)
    assert "\x1b" not in render("text", outcome, colour=False)
    for name in set(FORMATS) - {"text"}:
        assert render(name, outcome, colour=True) == render(name, outcome)


# JSON


def test_json_holds_the_outcome(outcome: Outcome) -> None:
    made = json.loads(render("json", outcome))
    assert made["version"] == 1
    assert made["counts"] == {
        "documents": 4,
        **{s: sum(f.severity == s for f in found(outcome)) for s in ("error", "warning", "info")},
        "known": 1,
        "gone": 1,
        "problems": 1,
    }
    for told, document in zip(made["documents"], outcome.documents, strict=True):
        assert told["path"] == document.path.as_posix()
        assert told["problem"] == document.problem
        assert told["known"] == document.known
        assert told["gone"] == [{"code": g.code, "message": g.message} for g in document.gone]
        plan = document.plan
        source = {"name": plan.source.file, "sha256": plan.source.sha256} if plan else None
        assert told["source"] == source
        places = [(f.pop("page"), f.pop("place")) for f in told["findings"]]
        assert [Finding.model_validate(f) for f in told["findings"]] == document.findings
        assert places == [(document.page(f), document.place(f)) for f in document.findings]
        assert all(place for _, place in places if document is outcome.documents[1])


def test_json_writes_null_for_what_is_no_number() -> None:
    box = (float("nan"), float("inf"), 1.0, 2.0)
    finding = Finding(
        code="OWN001", severity="error", message="m", sources=[Source(page=1, bbox=box)]
    )
    for name in ("json", "sarif"):
        made = render(name, Outcome([named("a.pdf", findings=[finding])]))
        assert "NaN" not in made
        assert "Infinity" not in made


# GitHub


def command(row: str) -> tuple[str, dict[str, str], str]:
    """A line as GitHub's runner takes it: the command, its properties, its message."""
    head, parted, data = row.removeprefix("::").partition("::")
    assert row.startswith("::")
    assert parted
    kind, _, properties = head.partition(" ")
    pairs = dict(pair.split("=", 1) for pair in properties.split(","))
    return kind, {key: unescaped(value) for key, value in pairs.items()}, unescaped(data)


def unescaped(text: str) -> str:
    codes = {"%3A": ":", "%2C": ",", "%0D": "\r", "%0A": "\n", "%25": "%"}
    return re.sub("|".join(codes), lambda match: codes[match[0]], text)


def shown(text: str) -> str:
    """A text as it should arrive: what can't be shown replaced, but for the ends of lines."""
    spaced = text.replace("\t", " ")
    return "".join(c if c.isprintable() or c in "\r\n" else "\ufffd" for c in spaced)


def test_github_lines_are_commands_that_nothing_splits(outcome: Outcome) -> None:
    made = render("github", outcome)
    rows = re.split(r"[\r\n]", made.removesuffix("\n"))
    commands = [command(row) for row in rows if row.startswith("::")]
    assert rows[len(commands) :] == [
        "1 known finding is in the baseline.",
        "1 finding of the baseline no longer occurs.",
        render("text", outcome).splitlines()[-1],
    ]
    kinds = {"error": "error", "warning": "warning", "info": "notice"}
    told = [(kinds[f.severity], f.code, f.message, d.path) for d, f in outcome.findings()]
    told.append(("error", "could not be checked", HOSTILE, outcome.documents[3].path))
    for (kind, properties, message), (due, title, text, path) in zip(commands, told, strict=True):
        assert kind == due
        assert list(properties) == ["file", "title"]
        assert properties["title"].startswith(title)
        assert title not in RULES or properties["title"] == f"{title} {RULES[title].name}"
        assert (Path.cwd() / properties["file"]).resolve() == Path(
            shown(str(path.absolute()))
        ).resolve()
        assert message.startswith(shown(text))


# JUnit


def junit(outcome: Outcome) -> etree._Element:
    return etree.fromstring(render("junit", outcome).encode())


def test_junit_meets_its_schema(outcome: Outcome) -> None:
    schema = etree.XMLSchema(etree.parse(DATA / "junit-10.xsd"))
    for held in (outcome, Outcome()):
        schema.assertValid(junit(held))
    wrong = junit(outcome)
    del wrong[0].attrib["tests"]
    assert not schema.validate(wrong)


def test_junit_has_a_case_for_each_finding(outcome: Outcome) -> None:
    root = junit(outcome)
    suites = root.findall("testsuite")
    for suite, document in zip(suites, outcome.documents, strict=True):
        cases = suite.findall("testcase")
        assert len(cases) == max(len(document.findings), 1)
        bad = [f for f in document.findings if f.severity != "info"]
        failures = suite.findall("testcase/failure")
        assert [f.get("type") for f in failures] == [f.code for f in bad]
        assert [f.get("message") for f in failures] == [line(f.message) for f in bad]
        for finding, case in zip(document.findings, cases, strict=False):
            assert case.get("name", "").startswith(finding.code)
            assert (case.find("system-out") is not None) == (finding.severity == "info")
            assert line(finding.suggestion or "") in "".join(case.itertext())
        errors = [e.get("message") for e in suite.findall("testcase/error")]
        assert errors == ([line(document.problem)] if document.problem else [])
        assert suite.get("tests") == str(len(cases))
        assert suite.get("failures") == str(len(failures))
        assert suite.get("errors") == str(len(errors))
        names = [case.get("name") for case in cases]
        assert len(set(names)) == len(names) or document.path == ROUGH
    assert [len(case) for case in suites[2].findall("testcase")] == [0], "a clean document passes"
    for kind in ("tests", "failures", "errors"):
        assert root.get(kind) == str(sum(int(suite.get(kind, "")) for suite in suites))
    assert "1 known finding is in the baseline\nno longer occurs: DAT001 x<script>" in (
        suites[1].findtext("system-out") or ""
    )


# Markdown


def test_markdown_shows_plan_texts_as_text(outcome: Outcome) -> None:
    made = render("markdown", outcome)
    assert not set("<>`") & set(made)
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    tokens = parser.parse(made)
    inline = [child for token in tokens for child in token.children or ()]
    assert {token.type for token in inline} == {"text", "text_special"} or {
        token.type for token in inline
    } == {"text"}
    assert {token.type for token in tokens if token.nesting >= 0} <= {
        "heading_open", "inline", "paragraph_open", "bullet_list_open", "list_item_open",
        "table_open", "thead_open", "tbody_open", "tr_open", "th_open", "td_open",
    }  # fmt: skip

    def texts(kind: str) -> list[str]:
        return [
            "".join(child.content for child in after.children or ())
            for token, after in itertools.pairwise(tokens)
            if token.type == f"{kind}_open"
        ]

    assert texts("heading") == [line(d.path.as_posix()) for d in outcome.documents]
    cells = [
        [f.severity, f.code, line(f.message), line(d.place(f)), line(f.suggestion or "")]
        for d, f in outcome.findings()
    ]
    assert texts("td") == [cell for row in cells for cell in row]
    paragraphs = texts("paragraph")
    assert line(f"no longer occurs: DAT001 {HOSTILE}") in paragraphs
    assert "No findings." in paragraphs
    assert line(f"Could not be checked: {HOSTILE}") in paragraphs
    assert paragraphs[-1] == render("text", outcome).splitlines()[-1]
