"""`plansift check` from the outside: drafts in, findings and exit codes out."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
from command import CORPUS, complaints, run
from word_tables import word_table

from pipeline.checks import RULES

DRAFT = CORPUS / "draft-eskmouth.docx"
CLEAN, FINDINGS, COULD_NOT = 0, 1, 2


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The draft's JSON, as `convert` writes it."""
    out = tmp_path_factory.mktemp("converted")
    run("convert", DRAFT, "-o", out, "--no-report")
    return (out / "draft-eskmouth.docx.plan.json").read_bytes()


@pytest.fixture
def draft(converted: bytes, tmp_path: Path) -> Path:
    """A folder of its own with the draft's JSON in it."""
    path = tmp_path / "house" / "draft.plan.json"
    path.parent.mkdir()
    path.write_bytes(converted)
    return path


def checked(*arguments: str | Path) -> tuple[int, list[dict[str, Any]]]:
    """The exit code and the findings of the only document."""
    done = run("check", *arguments, "--format", "json")
    [document] = json.loads(done.stdout)["documents"]
    return done.returncode, document["findings"]


def codes(*arguments: str | Path) -> list[str]:
    return sorted(finding["code"] for finding in checked(*arguments)[1])


def changed(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def test_a_document_and_its_json_have_the_same_findings(draft: Path) -> None:
    def told(path: Path) -> list[tuple[str, str]]:
        return [(f["code"], f["message"]) for f in checked(path)[1]]

    assert told(DRAFT) == told(draft)
    assert len(told(draft)) > 20


def test_a_plan_json_is_checked_without_the_readers(draft: Path) -> None:
    heavy = ("spacy", "pdfplumber", "pypdfium2", "pikepdf", "docx", "dateparser", "numpy")
    code = (
        "import sys; sys.argv = ['plansift', 'check', sys.argv[1], '--exit-zero']\n"
        "from plansift.cli import main\n"
        "try: main()\n"
        "finally: print([m for m in " + repr(heavy) + " if m in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, draft], capture_output=True, text=True, check=True
    )
    assert done.stderr.strip() == "[]"
    assert "OWN002" in done.stdout


def test_exit_codes(draft: Path, tmp_path: Path) -> None:
    assert checked(draft)[0] == FINDINGS
    assert checked(draft, "--exit-zero")[0] == CLEAN
    assert checked(draft, "--select", "LED")[0] == CLEAN
    assert checked(draft, "--select", "LED", "--fail-on", "warning")[0] == FINDINGS
    assert checked(draft, "--select", "LED001,MEA")[0] == CLEAN
    (tmp_path / "broken.plan.json").write_text('{"schema_version": "1.0"')
    assert checked(tmp_path / "broken.plan.json", "--exit-zero")[0] == COULD_NOT


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.plan.json", b'{"a": ', "is no JSON"),
        ("a.plan.json", b'{"a": 1}', "is no plan as plansift writes it"),
        ("a.plan.json", b"\xff\xfe\x00", "is no JSON"),
        ("a.plan.json", None, "does not exist"),
        ("a.pdf", b"not a PDF", "PDF"),
    ],
)
def test_what_cannot_be_checked_is_told_in_a_sentence(
    tmp_path: Path, name: str, content: bytes | None, said: str
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    done = run("check", path, "--format", "json")
    assert done.returncode == COULD_NOT
    [complaint] = complaints(done)
    assert said in complaint
    assert name in complaint


def test_one_that_cannot_be_checked_stops_no_other(draft: Path) -> None:
    (draft.parent / "a.pdf").write_bytes(b"no")
    done = run("check", draft.parent)
    assert done.returncode == COULD_NOT
    assert "OWN002" in done.stdout
    assert "could not be checked" in done.stdout


def test_select_and_ignore(draft: Path) -> None:
    assert set(codes(draft, "--select", "OWN002,DAT002")) == {"OWN002", "DAT002"}
    owners = set(codes(draft, "--select", "OWN"))
    assert owners > {"OWN001", "OWN002"}
    assert all(code.startswith("OWN") for code in owners)
    assert not owners & set(codes(draft, "--ignore", "OWN"))
    assert "OWN002" in codes(draft, "--select", "OWN002,DAT", "--ignore", "OWN")
    assert "DAT008" not in codes(draft)
    assert "DAT008" in codes(draft, "--select", "ALL")


def test_an_unknown_code_names_the_closest(draft: Path) -> None:
    done = run("check", draft, "--select", "OWN02")
    assert done.returncode == COULD_NOT
    assert done.stdout == ""
    assert complaints(done) == [
        "`OWN02` is no rule and no family of rules; the closest is `OWN002`."
    ]


def test_severity_hides_what_is_milder(draft: Path) -> None:
    _, findings = checked(draft, "--severity", "warning")
    assert {finding["severity"] for finding in findings} == {"error", "warning"}


def test_the_day_of_checking(draft: Path) -> None:
    assert "DAT005" not in codes(draft)
    assert codes(draft, "--as-of", "2030-01-01", "--select", "DAT005")


def test_suggestions_name_the_closest_lead_and_the_last_day(draft: Path) -> None:
    told = {f["code"]: f["suggestion"] for f in checked(draft, "--select", "DAT002,LED002")[1]}
    assert told["DAT002"] == "February 2025 ends on the 28th."
    assert told["LED002"] == "Esther Flynn's initials are “EF”."


def test_settings_are_found_from_the_document_upward(draft: Path, tmp_path: Path) -> None:
    (tmp_path / "plansift.toml").write_text('select = ["OWN002"]\n')
    assert set(codes(draft)) == {"OWN002"}
    nearer = draft.parent / "pyproject.toml"
    nearer.write_text("[tool.other]\nx = 1\n")
    assert set(codes(draft)) == {"OWN002"}
    nearer.write_text(
        '[tool.plansift]\nselect = ["DAT002"]\n[tool.plansift.severity]\nDAT = "info"\n'
    )
    code, findings = checked(draft)
    assert code == CLEAN
    assert {(f["code"], f["severity"]) for f in findings} == {("DAT002", "info")}
    assert len(set(codes(draft, "--isolated"))) > 2
    assert set(codes(draft, "--config", tmp_path / "plansift.toml")) == {"OWN002"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('selct = ["OWN"]', "`selct` is no setting; the closest is `select`."),
        ('select = "OWN"', "`select` takes a list, not \"OWN\"."),
        ('select = ["OWNX"]', "the closest is `OWN`."),
        ('fail-on = "never"', "`fail-on` is one of 'error', 'warning' or 'info', not"),
        ("[rules.OWN008]\nshares = 0.3", "`rules.OWN008.shares` is no setting"),
        ("[rules.OWN008]\nshare = 3.0", "`rules.OWN008.share` is at most 1.0, not 3.0."),
        ("[severity]\nOWNER = 'info'", "the closest is `OWN`."),
        ("[vocabulary.colums]\nx = ['y']", "the closest is `columns`."),
        ("[vocabulary.columns.roles]\nownr = ['y']", "no list `"),
        ("select = [", "is no TOML"),
        ("leads = 'nowhere.csv'", "can't be read: No such file or directory."),
        ("baseline = 'nowhere.json'", "does not exist: write it first."),
    ],
)  # fmt: skip
def test_bad_settings_are_told_in_a_sentence(draft: Path, text: str, said: str) -> None:
    (draft.parent / "plansift.toml").write_text(text + "\n")
    done = run("check", draft)
    assert done.returncode == COULD_NOT
    assert done.stdout == ""
    [complaint] = complaints(done)
    assert said in complaint
    assert str(draft.parent) in complaint


def test_ignores_by_file_and_excluded_files(draft: Path) -> None:
    shutil.copy(draft, draft.parent / "other.plan.json")
    (draft.parent / "old").mkdir()
    shutil.copy(draft, draft.parent / "old" / "past.plan.json")
    (draft.parent / "plansift.toml").write_text(
        'select = ["OWN001", "OWN002"]\nexclude = ["old/**"]\n'
        '[per-file-ignores]\n"other*" = ["OWN001"]\n'
    )
    done = run("check", draft.parent, "--format", "json")
    found = {
        Path(d["path"]).name: {f["code"] for f in d["findings"]}
        for d in json.loads(done.stdout)["documents"]
    }
    assert found == {"draft.plan.json": {"OWN001", "OWN002"}, "other.plan.json": {"OWN002"}}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("leads.csv", "Initials,Name,Post\nJW,Jo Ward,Head of Care\n"),
        ("leads.csv", "\ufeffinitials;name;post\nJW;Jo Ward;Head of Care\n"),
        ("leads.toml", '[[leads]]\ninitials = "JW"\nname = "Jo Ward"\npost = "Head of Care"\n'),
    ],
)
def test_the_house_s_register_explains_owners(draft: Path, name: str, text: str) -> None:
    assert "OWN002" in codes(draft)
    (draft.parent / name).write_text(text, "utf-8")
    (draft.parent / "plansift.toml").write_text(f'leads = "{name}"\n')
    assert "OWN002" not in codes(draft)
    (draft.parent / name).write_text(text.replace("JW", "JX"), "utf-8")
    assert "OWN002" in codes(draft)


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.csv", "who,what\nJW,x\n", "needs a header row"),
        ("a.csv", "initials,name,phone\nJW,Jo,1\n", "has a field `phone`"),
        ("a.toml", "[[leads]]\ninitials = 'JW'\n", "neither a name nor a post"),
        ("a.toml", "leads = 3\n", "needs [[leads]] tables"),
    ],
)
def test_a_bad_register_is_told(draft: Path, name: str, text: str, said: str) -> None:
    (draft.parent / name).write_text(text)
    (draft.parent / "plansift.toml").write_text(f'leads = ["{name}"]\n')
    done = run("check", draft)
    assert done.returncode == COULD_NOT
    [complaint] = complaints(done)
    assert said in complaint


def test_vocabulary_of_one_folder_does_not_reach_the_next(tmp_path: Path) -> None:
    rows = [
        ("Ref", "Action", "Owner", "By when"),
        ("1", "Train staff", "Jo Ward", "30 Medi 2024"),
    ]
    for house in ("one", "two"):
        (tmp_path / house).mkdir()
        word_table(tmp_path / house / "plan.docx", rows)
    (tmp_path / "two" / "plansift.toml").write_text(
        '[vocabulary.dates.months]\nseptember = ["medi"]\n'
    )
    done = run("check", tmp_path, "--select", "DAT002", "--format", "json")
    found = [
        (Path(d["path"]).parent.name, len(d["findings"]))
        for d in json.loads(done.stdout)["documents"]
    ]
    assert found == [("one", 1), ("two", 0)]


def test_a_baseline_tells_only_what_is_new(draft: Path, tmp_path: Path) -> None:
    before = codes(draft)
    baseline = draft.parent / "plansift-baseline.json"
    # Without settings the baseline stands where the command is run.
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    assert run("check", draft, "--write-baseline", cwd=elsewhere).returncode == CLEAN
    assert (elsewhere / baseline.name).exists()
    assert not baseline.exists()
    (draft.parent / "plansift.toml").touch()
    run("check", draft, "--write-baseline")
    assert len(json.loads(baseline.read_text("utf-8"))["findings"]) == len(before)
    assert checked(draft) == (CLEAN, [])
    written = baseline.read_bytes()
    run("check", draft, "--write-baseline")
    assert baseline.read_bytes() == written


@pytest.fixture
def known(draft: Path) -> Path:
    """The draft, its errors and warnings on owners and dates known."""
    (draft.parent / "plansift.toml").write_text('select = ["OWN001", "OWN002", "DAT002"]\n')
    run("check", draft, "--write-baseline")
    return draft


def test_a_baseline_survives_order_labels_and_small_edits(known: Path) -> None:
    plan = json.loads(known.read_text("utf-8"))
    plan["recommendations"].reverse()
    for number, rec in enumerate(plan["recommendations"], start=1):
        rec["label"] = rec["id"] = f"R{number}"
        for n, action in enumerate(rec["actions"], start=1):
            action["id"] = action["label"] = f"R{number}/{n}"
            action["text"] = action["text"].replace("every ", "each ").replace(".", ";")
    known.write_text(json.dumps(plan), "utf-8")
    assert checked(known) == (CLEAN, [])


def test_a_baseline_hides_no_other_value(known: Path) -> None:
    changed(known, "JW", "JQ")
    code, findings = checked(known)
    assert code == FINDINGS
    assert [(f["code"], "JQ" in f["message"]) for f in findings] == [("OWN002", True)]
    done = run("check", known)
    assert "no longer occurs" in done.stdout
    assert "JW" in done.stdout


def test_a_second_finding_of_one_kind_is_new(known: Path) -> None:
    plan = json.loads(known.read_text("utf-8"))
    plan["recommendations"][0]["actions"][0]["owners"] = []
    known.write_text(json.dumps(plan), "utf-8")
    assert codes(known) == ["OWN001"]


def test_a_foreign_baseline_is_no_baseline(known: Path) -> None:
    (known.parent / "plansift-baseline.json").write_text('{"x": 1}')
    done = run("check", known)
    assert done.returncode == COULD_NOT
    assert "is none that this plansift wrote" in complaints(done)[0]


def test_config_shows_what_is_in_force(draft: Path) -> None:
    (draft.parent / "plansift.toml").write_text('ignore = ["LED"]\n[rules.OWN008]\nshare = 0.3\n')
    done = run("config", draft)
    assert done.returncode == CLEAN
    assert str(draft.parent / "plansift.toml") in done.stdout
    assert 'ignore = ["LED"]' in done.stdout
    assert "share = 0.3" in done.stdout
    assert "(default)" in done.stdout
    shown = tomllib.loads(done.stdout)
    assert shown["rules"]["DAT007"] == {"share": 0.5, "at-least": 8}


def test_rules_lists_and_explains_every_rule() -> None:
    listed = run("rules").stdout
    assert all(code in listed for code in RULES)
    told = run("rules", "OWN002").stdout
    rule = RULES["OWN002"]
    for part in (rule.name, rule.bad, rule.good):
        assert part in told
    assert run("rules", "OWN").stdout.count("To settle it:") == 8
    assert run("rules", "XYZ").returncode == COULD_NOT


def test_the_page_of_rules_is_up_to_date() -> None:
    page = Path(__file__).parent.parent / "docs" / "rules.md"
    assert page.read_text("utf-8") == run("rules", "--markdown").stdout


def test_findings_never_take_the_place_of_a_document(draft: Path) -> None:
    before = draft.read_bytes()
    for target in (draft, draft.with_name("other.docx")):
        done = run("check", draft, "-o", target)
        assert done.returncode == COULD_NOT
        assert "has the name of a document" in complaints(done)[0]
    assert draft.read_bytes() == before


def test_what_is_not_told_still_fails(draft: Path) -> None:
    arguments = ("--select", "DAT003", "--severity", "error", "--fail-on", "warning")
    assert checked(draft, *arguments) == (FINDINGS, [])


def test_a_baseline_of_some_rules_keeps_the_others(known: Path) -> None:
    run("check", known, "--select", "OWN001", "--write-baseline")
    assert checked(known) == (CLEAN, [])


def test_settings_shown_are_settings(draft: Path) -> None:
    settings = draft.parent / "plansift.toml"
    settings.write_text('exclude = ["x"]\n[severity]\nDAT = "info"\n')
    shown = run("config", draft).stdout
    settings.write_text(shown, "utf-8")
    again = tomllib.loads(run("config", draft).stdout)
    assert again == tomllib.loads(shown)
    assert again["severity"] == {"DAT": "info"}
    assert again["exclude"] == ["x"]
