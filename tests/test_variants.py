"""The same plan, written by another program, reads the same.

`samples/variants` holds some such files, named after their original and the
program that wrote them; others are made here where the programs are there.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pikepdf
import pytest

from pipeline.convert import convert
from schemas.plan import Plan

SAMPLES = Path(__file__).parent.parent / "samples"
VARIANTS = sorted((SAMPLES / "variants").glob("*.pdf"))

Make = Callable[[Path, Path], Path]


def original(stem: str, suffix: str) -> Path:
    """The sample of that name, in whichever folder it stands."""
    return next(SAMPLES.glob(f"*/{stem}{suffix}"))


def told(text: str | None) -> str:
    """A text without its spaces: another font wraps and spaces it otherwise."""
    return "".join((text or "").split())


def gist(plan: Plan) -> list[object]:
    """What a plan says: recommendations, actions, their owners and their deadlines."""
    said: list[object] = []
    for recommendation in plan.recommendations:
        leads = [told(o.raw) for o in recommendation.leads]
        said.append((recommendation.label, told(recommendation.text), leads))
        for action in recommendation.actions:
            due = action.deadline
            when = (due.kind, due.earliest, due.latest) if due else None
            owners = [(told(o.raw), o.kind, o.lead_id) for o in action.owners]
            said.append((action.label, told(action.text), owners, when))
    return said


@cache
def gist_of(path: Path) -> list[object]:
    return gist(convert(path))


@pytest.mark.parametrize("path", VARIANTS, ids=lambda p: p.stem)
def test_a_kept_variant_gives_the_plan_of_its_original(path: Path) -> None:
    stem = path.stem.partition(".")[0]
    assert gist_of(path) == gist_of(original(stem, ".pdf"))


def run(program: str, *arguments: str) -> None:
    """Run another program on a file; skip the test where there is no such program."""
    found = shutil.which(program)
    if found is None:
        pytest.skip(f"{program} is not installed on this machine")
    subprocess.run([found, *arguments], check=True, capture_output=True, timeout=120)


def distilled(path: Path, folder: Path) -> Path:
    """The PDF as Ghostscript writes it anew."""
    made = folder / path.name
    run("gs", "-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=pdfwrite", f"-sOutputFile={made}", str(path))
    return made


def rewritten(path: Path, folder: Path) -> Path:
    """The PDF as qpdf writes it anew: its objects packed, its streams compressed again."""
    made = folder / path.name
    with pikepdf.open(path) as pdf:
        pdf.save(
            made,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            recompress_flate=True,
            linearize=True,
        )
    return made


def exported(path: Path, folder: Path, to: str) -> Path:
    """A Word file as LibreOffice converts it, with settings of its own."""
    if shutil.which("lowriter") is None:
        pytest.skip("LibreOffice Writer is not installed on this machine")
    home = f"-env:UserInstallation={(folder / 'home').as_uri()}"
    run("soffice", home, "--headless", "--convert-to", to, "--outdir", str(folder), str(path))
    return folder / (path.stem + "." + to.partition(":")[0])


def tagged(path: Path, folder: Path) -> Path:
    option = '{"UseTaggedPDF":{"type":"boolean","value":"true"}}'
    return exported(path, folder, f"pdf:writer_pdf_Export:{option}")


def printed(path: Path, folder: Path) -> Path:
    """A Word file turned into a web page, and that printed by a browser."""
    page = exported(path, folder, "html")
    made = folder / (path.stem + ".pdf")
    run(
        "chromium",
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        f"--user-data-dir={folder / 'profile'}",
        "--no-pdf-header-footer",
        f"--print-to-pdf={made}",
        page.as_uri(),
    )
    return made


@pytest.mark.parametrize(
    ("stem", "suffix", "make"),
    [
        ("fire-eastmarch", ".pdf", distilled),
        ("school-fennimore", ".pdf", distilled),
        ("maternity-elmswell", ".pdf", distilled),
        ("prison-marlow-heath", ".pdf", rewritten),
        ("lewisham-2016", ".pdf", rewritten),
        ("fec-tamarside", ".docx", tagged),
        ("cpc-stonebridge", ".docx", printed),
    ],
)
def test_another_program_s_pdf_gives_the_same_plan(
    stem: str, suffix: str, make: Make, tmp_path: Path
) -> None:
    assert gist(convert(make(original(stem, suffix), tmp_path))) == gist_of(original(stem, ".pdf"))


def doubled(text: str) -> str:
    """A text as copying may leave it, each line end twice."""
    return text.replace("\n", "\n\n")


def closed(text: str) -> str:
    """A text without its blank lines."""
    return "\n".join(line for line in text.split("\n") if line.strip())


@pytest.mark.parametrize("make", [doubled, closed])
def test_blank_lines_come_and_go_in_flattened_text(
    make: Callable[[str], str], tmp_path: Path
) -> None:
    path = original("lewisham-2016", ".seed.txt")
    made = tmp_path / path.name
    made.write_text(make(path.read_text(encoding="utf-8")), encoding="utf-8")
    assert gist_of(made) == gist_of(path)
