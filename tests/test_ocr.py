"""Pages that are pictures: read without a network, by page, cached; and what happens without OCR.

Reading a page takes seconds, so a few conversions serve all tests.
"""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image

from extractors.people import Register
from pipeline.read.ocr.mend import mend
from pipeline.read.ocr.pages import pages_to_read
from schemas.document import Box
from schemas.page import PageContent, PageWord
from schemas.plan import Lead

ROOT = Path(__file__).parent.parent
SCAN = ROOT / "samples" / "corpus" / "scanned-merrowdale.pdf"
DIGITAL = ROOT / "samples" / "corpus" / "draft-eskmouth.pdf"

# Whatever tries to reach a network fails, in a process that reads this file first.
CUT = """
import socket
def refuse(*_args, **_kw):
    raise OSError("this test has no network")
socket.socket.connect = socket.socket.connect_ex = refuse
socket.getaddrinfo = socket.create_connection = refuse
"""
# As if the extra were not installed.
MISSING = """
import importlib.util
real = importlib.util.find_spec
hidden = {"rapidocr", "onnxruntime"}
importlib.util.find_spec = lambda name, package=None: (
    None if name.partition(".")[0] in hidden else real(name, package)
)
"""
CONVERT = """
import sys
from pipeline.convert import convert
plan = convert(sys.argv[1], ocr=sys.argv[2])
print(plan.model_dump_json())
"""


def converted(
    path: Path, folder: Path, first: str = CUT, mode: str = "auto"
) -> subprocess.CompletedProcess[str]:
    """A conversion in a process of its own, which runs `first` before anything else."""
    folder.mkdir(exist_ok=True)
    (folder / "sitecustomize.py").write_text(first)
    env = os.environ | {
        "PYTHONPATH": f"{folder}{os.pathsep}{ROOT}",
        "PLANSIFT_CACHE": str(folder.parent / "cache"),
    }
    return subprocess.run(
        [sys.executable, "-c", CONVERT, str(path), mode],
        capture_output=True,
        text=True,
        env=env,
        cwd=ROOT,
        check=False,
    )


def plan_of(done: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two pages of a digital plan with a scanned one, its last page, behind them."""
    path = tmp_path_factory.mktemp("mixed") / "mixed.pdf"
    with pikepdf.open(DIGITAL) as pdf, pikepdf.open(SCAN) as scan:
        pdf.pages.append(scan.pages[2])
        pdf.save(path)
    return path


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("ocr")


@pytest.fixture(scope="module")
def scan(home: Path) -> dict[str, Any]:
    return plan_of(converted(SCAN, home / "cut"))


@pytest.mark.xdist_group("ocr")
def test_a_scan_is_read_without_a_network(scan: dict[str, Any]) -> None:
    gold = json.loads(SCAN.with_suffix(".gold.json").read_text("utf-8"))
    assert scan["source"]["text_source"] == "ocr"
    assert scan["source"]["ocr_pages"] == [1, 2, 3]
    wanted = [a for rec in gold["recommendations"] for a in rec["actions"]]
    actions = [a for rec in scan["recommendations"] for a in rec["actions"]]
    assert [a["text"].replace("’", "'") for a in actions] == [
        a["text"].replace("’", "'") for a in wanted
    ]
    assert [[o["lead_id"] for o in a["owners"]] for a in actions] == [
        [o.get("lead_id") for o in a["owners"]] for a in wanted
    ]
    assert [a["deadline"]["latest"] for a in actions] == [a["deadline"]["latest"] for a in wanted]


@pytest.mark.xdist_group("ocr")
def test_each_page_read_by_ocr_is_told_and_each_value_is_rated(scan: dict[str, Any]) -> None:
    told = [f for f in scan["findings"] if f["code"] == "SRC002"]
    assert [f["sources"][0]["page"] for f in told] == [1, 2, 3]
    for rec in scan["recommendations"]:
        for action in rec["actions"]:
            assert 0 < action["ocr_confidence"] <= 1
            assert all(0 < o["ocr_confidence"] <= 1 for o in action["owners"])


@pytest.mark.xdist_group("ocr")
def test_places_are_those_of_the_page_as_it_is_drawn(scan: dict[str, Any]) -> None:
    # The page lies askew by 0.4 degrees: at its right edge, that is two points.
    import pypdfium2 as pdfium

    action = scan["recommendations"][0]["actions"][0]
    x0, top, x1, bottom = action["deadline"]["sources"][0]["bbox"]
    pdf = pdfium.PdfDocument(SCAN)
    held = pdf[action["deadline"]["sources"][0]["page"] - 1].render(scale=4, grayscale=True)
    grey = held.to_numpy().reshape(held.height, held.width)
    inside = grey[int(top * 4) : int(bottom * 4) + 1, int(x0 * 4) : int(x1 * 4) + 1]
    assert (inside < 100).mean() > 0.1
    above = grey[int(top * 4) - 20 : int(top * 4) - 4, int(x0 * 4) : int(x1 * 4)]
    assert (above < 100).mean() < 0.01
    pdf.close()


@pytest.mark.xdist_group("ocr")
def test_what_was_read_is_kept(scan: dict[str, Any], home: Path) -> None:
    kept = sorted((home / "cache" / "ocr").iterdir())
    assert len(kept) == 3
    broken = "import rapidocr\ndef fail(*a, **k): raise RuntimeError\nrapidocr.RapidOCR = fail\n"
    again = plan_of(converted(SCAN, home / "broken", CUT + broken))
    assert again == scan


@pytest.mark.xdist_group("ocr")
def test_a_file_may_mix_pages(mixed: Path, home: Path, scan: dict[str, Any]) -> None:
    del scan  # its third page is in the cache by now
    plan = plan_of(converted(mixed, home / "cut"))
    assert plan["source"]["text_source"] == "mixed"
    assert plan["source"]["ocr_pages"] == [3]
    digital = [o for r in plan["recommendations"][:1] for a in r["actions"] for o in a["owners"]]
    assert digital
    assert all(owner["ocr_confidence"] is None for owner in digital)


@pytest.mark.xdist_group("ocr")
@pytest.mark.parametrize(("first", "mode"), [(MISSING, "auto"), (CUT, "never")])
def test_a_mixed_file_without_ocr_says_what_was_not_read(
    mixed: Path, home: Path, first: str, mode: str
) -> None:
    plan = plan_of(converted(mixed, home / f"without-{mode}", first, mode))
    assert plan["source"]["unread_pages"] == [3]
    assert [f["sources"][0]["page"] for f in plan["findings"] if f["code"] == "SRC006"] == [3]


def test_a_scan_without_the_extra_says_how_to_install_it(home: Path) -> None:
    done = converted(SCAN, home / "missing", MISSING)
    last = done.stderr.strip().splitlines()[-1]
    assert last.startswith("schemas.errors.NoTextError: scanned-merrowdale.pdf holds no text")
    assert "install OCR (pip install 'plansift[ocr]')" in last


def test_forcing_what_is_not_there_fails(home: Path) -> None:
    done = converted(DIGITAL, home / "forced", MISSING, "force")
    assert "MissingOcrError" in done.stderr
    assert "plansift[ocr]" in done.stderr


def test_a_picture_of_a_few_pixels_has_no_lines(home: Path) -> None:
    tiny = home / "tiny.pdf"
    Image.new("L", (6, 6), 40).save(tiny, resolution=200)
    done = converted(tiny, home / "tiny")
    assert done.returncode != 0
    assert done.stderr.strip().splitlines()[-1].startswith("schemas.errors.")


def test_digital_pages_never_pay(home: Path) -> None:
    first = CUT + "import sys\nsys.modules['cv2'] = sys.modules['rapidocr'] = None\n"
    plan = plan_of(converted(DIGITAL, home / "digital", first))
    assert plan["source"]["ocr_pages"] == plan["source"]["unread_pages"] == []


def word(text: str, left: float, baseline: float = 100.0) -> PageWord:
    box = Box(left, baseline - 8, left + 6 * len(text), baseline)
    return PageWord(0, text, 0, 0, page=1, box=box, size=10, baseline=baseline, by_eye=True)


@pytest.mark.parametrize(
    ("read", "mended"),
    [
        (["30tn", "June", "2014"], "30th"),
        (["1sl", "May"], "1st"),
        (["22nc", "March"], "22nd"),
        (["3ro", "Oct"], "3rd"),
    ],
)
def test_ordinals_are_mended_before_a_month(read: list[str], mended: str) -> None:
    words = [word(text, 40.0 * n) for n, text in enumerate(read)]
    mend(words)
    assert words[0].text == mended
    assert words[0].raw == read[0]
    assert words[0].confidence < 0.75


def test_a_small_l_is_the_capital_of_a_name_before_a_surname() -> None:
    words = [word(text, 40.0 * n) for n, text in enumerate(["lan", "Webb", "lan", "of"])]
    mend(words)
    assert [w.text for w in words] == ["Ian", "Webb", "lan", "of"]
    assert words[0].raw == "lan"


@pytest.mark.parametrize("read", [["30tn", "people"], ["30th", "June"], ["45tn", "June"], ["1sl"]])
def test_nothing_else_is_mended(read: list[str]) -> None:
    words = [word(text, 40.0 * n) for n, text in enumerate(read)]
    mend(words)
    assert [w.text for w in words] == read
    assert all(w.raw is None for w in words)


def lead(initials: str) -> Lead:
    return Lead(id=initials, initials=initials, name="Somebody")


@pytest.mark.parametrize(
    ("seen", "meant"), [("J5", "JS"), ("0B", "OB"), ("lM", "IM"), ("8H", "BH")]
)
def test_initials_are_found_by_their_looks(seen: str, meant: str) -> None:
    register = Register([lead("JS"), lead("OB"), lead("IM"), lead("BH"), lead("KM")])
    assert [found.id for found in register.by_lookalike(seen)] == [meant]


@pytest.mark.parametrize("seen", ["I1", "XY", "S", "2016", ""])
def test_initials_that_fit_two_or_none_are_not_guessed(seen: str) -> None:
    register = Register([lead("IL"), lead("II"), lead("I1"), lead("KM")])
    assert register.by_lookalike(seen) == []


@pytest.mark.parametrize(
    ("seen", "meant"),
    [
        ("YAGS", ["YA", "GS"]),
        ("YAICD", ["YA", "CD"]),
        ("YA &GS", ["YA", "GS"]),
        ("YA", []),
        ("YAXX", []),
        ("ABCD", ["AB", "CD"]),
        ("ABCDE", []),
    ],
)
def test_initials_that_ran_together_are_parted_where_one_way_fits(
    seen: str, meant: list[str]
) -> None:
    register = Register([lead(x) for x in ("YA", "GS", "CD", "AB", "ABC", "DE", "CDE")])
    assert [raw for raw, _ in register.run_together(seen)] == meant


def page_with(texts: list[str]) -> PageContent:
    words = [
        word(text, 10.0 + 40 * (n % 12), 100.0 + 12 * (n // 12)) for n, text in enumerate(texts)
    ]
    return PageContent(1, 595, 842, words)


def test_a_rubbish_layer_over_a_picture_is_not_believed() -> None:
    data = SCAN.read_bytes()
    rubbish = page_with(["th3c0", "pl~n", "xkrtg", "0wn3r", "#d@te", "brwnt", "c1ear", "rsk%"] * 20)
    text = page_with(["The", "board", "will", "review", "the", "plan", "of", "the", "day"] * 8)
    assert pages_to_read([rubbish], data, None, "auto") == [1]
    assert pages_to_read([text], data, None, "auto") == []
    assert pages_to_read([rubbish, text], data, None, "never") == []


def test_a_blank_page_is_not_read() -> None:
    held = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(held)
    blank = PageContent(1, 612, 792, [])
    assert pages_to_read([blank], held.getvalue(), None, "auto") == []
