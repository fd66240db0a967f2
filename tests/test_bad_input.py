"""Bad input: one clear sentence, exit code 1, and the other documents converted.

| file | where it comes from |
| --- | --- |
| `no.pdf` | words with a PDF's name |
| `empty.*` | no bytes |
| `cut.pdf` | the first half of a sample PDF |
| `locked.pdf` | a sample PDF, encrypted by pikepdf |
| `pictures.pdf` | a page with a drawing and no text, by reportlab |
| `no.docx`, `cut.docx` | words with a Word file's name; the first half of a sample |
| `bytes.txt` | bytes that are no text |
| `letter.txt` | a letter without any plan in it |
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import docx
import pikepdf
import pytest
from command import CORPUS, complaints, run
from reportlab.pdfgen.canvas import Canvas

import plansift
from pipeline.files import check_writable, find_documents
from plansift.exit_codes import ExitCode
from schemas.errors import EncryptedPdfError, PlansiftError

PDF, DOCX = CORPUS / "lewisham-2016.pdf", CORPUS / "lewisham-2016.docx"
PASSWORD = "Grüße & more"
LETTER = """Dear Mrs Ellery,

Thank you for your letter about the allotments. The fence was mended last week and
the gate has a new lock, for which the key is at the office. We were glad to hear that
the plums did so well this year.

Yours sincerely,
The Clerk
"""
BAD = {
    "no.pdf": "is no PDF",
    "empty.pdf": "is empty",
    "empty.txt": "is empty",
    "empty.docx": "is empty",
    "cut.pdf": "is cut short",
    "locked.pdf": "--password",
    "pictures.pdf": "holds no text",
    "no.docx": "no Word file",
    "cut.docx": "no Word file",
    "bytes.txt": "is no text",
}


def locked(path: Path) -> None:
    with pikepdf.open(PDF) as pdf:
        pdf.save(path, encryption=pikepdf.Encryption(user=PASSWORD, owner="another"))


@pytest.fixture(scope="module")
def bad(tmp_path_factory: pytest.TempPathFactory) -> Path:
    bad = tmp_path_factory.mktemp("bad") / "in"
    bad.mkdir()
    (bad / "no.pdf").write_text("These words are no PDF.")
    for name in ("empty.pdf", "empty.txt", "empty.docx"):
        (bad / name).touch()
    (bad / "cut.pdf").write_bytes(PDF.read_bytes()[: PDF.stat().st_size // 2])
    locked(bad / "locked.pdf")
    page = Canvas(str(bad / "pictures.pdf"))
    page.rect(100, 100, 200, 300, fill=1)
    page.save()
    (bad / "no.docx").write_text("These words are no Word file.")
    (bad / "cut.docx").write_bytes(DOCX.read_bytes()[: DOCX.stat().st_size // 2])
    (bad / "bytes.txt").write_bytes(bytes(range(256)) * 20)
    shutil.copy(DOCX, bad / "good.docx")
    return bad


@pytest.fixture(scope="module")
def done(bad: Path) -> subprocess.CompletedProcess[str]:
    return run("convert", bad, "-o", bad.parent / "out")


def test_each_failure_is_one_sentence_with_its_path(
    done: subprocess.CompletedProcess[str], bad: Path
) -> None:
    assert done.returncode == ExitCode.FAILED
    told = complaints(done)
    assert len(told) == len(BAD)
    for name, why in BAD.items():
        [complaint] = [line for line in told if str(bad / name) in line]
        assert why in complaint
        assert "unexpected" not in complaint


def test_the_good_one_among_them_is_converted(
    done: subprocess.CompletedProcess[str], bad: Path
) -> None:
    assert done.stdout.startswith("good.docx: 4 recommendations, 20 actions, ")
    assert sorted(path.name for path in (bad.parent / "out").iterdir()) == [
        "good.docx.plan.json",
        "good.docx.report.html",
        "index.html",
        "manifest.jsonl",
    ]


@pytest.mark.parametrize("name", BAD)
def test_the_library_raises_its_own_exceptions_only(bad: Path, name: str) -> None:
    with pytest.raises(PlansiftError, match=name.replace(".", r"\.")):
        plansift.convert(bad / name)


def test_a_password_opens_what_it_locks(bad: Path, tmp_path: Path) -> None:
    opened = run("convert", bad / "locked.pdf", "-o", tmp_path, "--password", PASSWORD)
    assert (opened.returncode, opened.stderr) == (ExitCode.OK, "")
    assert opened.stdout.startswith("locked.pdf: 4 recommendations, 20 actions, ")
    by_environment = run("convert", bad / "locked.pdf", "-o", "-", PLANSIFT_PASSWORD=PASSWORD)
    assert by_environment.stdout == (tmp_path / "locked.pdf.plan.json").read_text(encoding="utf-8")


def test_a_wrong_password_is_told(bad: Path, tmp_path: Path) -> None:
    refused = run("convert", bad / "locked.pdf", "-o", tmp_path, "--password", "guess")
    assert refused.returncode == ExitCode.FAILED
    [complaint] = complaints(refused)
    assert "password" in complaint
    assert "wrong" in complaint
    with pytest.raises(EncryptedPdfError, match="wrong"):
        plansift.convert(bad / "locked.pdf", password="guess")


def test_a_pdf_that_only_its_owner_locked_needs_no_password(tmp_path: Path) -> None:
    free = tmp_path / "free.pdf"
    with pikepdf.open(PDF) as pdf:
        pdf.save(free, encryption=pikepdf.Encryption(user="", owner="another"))
    assert len(plansift.convert(free).recommendations) == 4


def _letter(path: Path) -> None:
    lines = LETTER.splitlines()
    if path.suffix == ".txt":
        path.write_text(LETTER, encoding="utf-8")
    elif path.suffix == ".docx":
        letter = docx.Document()
        for line in filter(None, lines):
            letter.add_paragraph(line)
        letter.save(str(path))
    else:
        page = Canvas(str(path))
        for number, line in enumerate(lines):
            page.drawString(72, 760 - 16 * number, line)
        page.save()


@pytest.mark.parametrize("name", ["letter.txt", "letter.docx", "letter.pdf"])
def test_a_text_without_a_plan_is_a_plan_that_says_so(tmp_path: Path, name: str) -> None:
    _letter(tmp_path / name)
    read = run("convert", tmp_path / name, "-o", tmp_path / "out")
    assert (read.returncode, read.stderr) == (ExitCode.OK, "")
    plan = json.loads((tmp_path / "out" / f"{name}.plan.json").read_bytes())
    assert plan["recommendations"] == []
    [finding] = plan["findings"]
    assert (finding["code"], finding["severity"]) == ("REC000", "error")
    assert plan["accounting"]["words"] == len(LETTER.split())
    report = (tmp_path / "out" / f"{name}.report.html").read_text(encoding="utf-8")
    assert finding["message"] in report.replace("&#39;", "'")


@pytest.fixture
def shut() -> Iterator[Path]:
    """A folder with a document in it, neither of which the user may open.

    The super-user may open anything, so that the test runs as nobody then.
    """
    plansift.convert(DOCX)  # loads all modules, which nobody may not read either
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        (folder / "shut").mkdir()
        shutil.copy(DOCX, folder / "shut.docx")
        (folder / "shut.docx").chmod(0)
        (folder / "shut").chmod(0)
        folder.chmod(0o755)
        user = os.geteuid()
        if user == 0:
            os.seteuid(65534)
        try:
            yield folder
        finally:
            os.seteuid(user)
            (folder / "shut").chmod(0o700)


def test_what_may_not_be_opened_is_told(shut: Path) -> None:
    with pytest.raises(PlansiftError, match=r"shut\.docx can't be opened \(Permission denied\)"):
        plansift.convert(shut / "shut.docx")
    found = find_documents([shut])
    assert [job.path.name for job in found.jobs] == ["shut.docx"]
    told = f"{shut / 'shut'}: The folder can't be read: Permission denied."
    assert [str(p) for p in found.problems] == [told]
    with pytest.raises(PermissionError):
        check_writable(shut / "shut" / "out")


def test_missing_paths_are_told_and_the_others_converted(tmp_path: Path) -> None:
    read = run("convert", "nowhere.pdf", DOCX, "no/folder", "-o", "out", cwd=tmp_path)
    assert read.returncode == ExitCode.FAILED
    assert [line.split()[0] for line in complaints(read)] == ["nowhere.pdf", "no/folder"]
    assert (tmp_path / "out" / f"{DOCX.name}.plan.json").exists()


def test_a_path_through_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    read = run("convert", "file/plan.pdf", "-o", "out", cwd=tmp_path)
    assert read.returncode == ExitCode.FAILED
    assert complaints(read) == ["file/plan.pdf can't be opened (Not a directory)."]


def test_a_type_that_is_not_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "sheet.xlsx").write_bytes(b"PK\x03\x04")
    read = run("convert", "sheet.xlsx", "-o", "out", cwd=tmp_path)
    assert read.returncode == ExitCode.FAILED
    [complaint] = complaints(read)
    assert "sheet.xlsx is of a type that is not read" in complaint


def test_what_is_no_ordinary_file_is_told(tmp_path: Path) -> None:
    read = run("convert", "/dev/null", "-o", tmp_path / "out")
    assert read.returncode == ExitCode.FAILED
    assert complaints(read) == ["/dev/null is no ordinary file: copy it into one."]


@pytest.mark.parametrize("out", ["file", "file/below"])
def test_an_output_folder_that_cannot_be_written_is_told(tmp_path: Path, out: str) -> None:
    (tmp_path / "file").touch()
    read = run("convert", DOCX, "-o", out, cwd=tmp_path)
    assert read.returncode == ExitCode.FAILED
    [complaint] = complaints(read)
    assert complaint.startswith(f"The output folder {out} can't be written: ")
    assert read.stdout == ""
    assert (tmp_path / "file").read_bytes() == b""


def test_a_file_name_of_strange_characters(tmp_path: Path) -> None:
    name = "a plan\x1b[31m\nof \udcffbytes – é.docx"
    shutil.copy(DOCX, tmp_path / name)
    read = run("convert", tmp_path / name, "-o", tmp_path / "out")
    assert read.returncode == ExitCode.OK
    assert "\x1b" not in read.stdout
    assert len(read.stdout.splitlines()) == 1
    assert len(list((tmp_path / "out").glob("a plan*"))) == 2
