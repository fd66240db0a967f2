"""The fast reader sees what stock pdfplumber sees: the same pages, and so the same plans."""

from __future__ import annotations

import io
from dataclasses import astuple
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pdfminer.pdfinterp import PDFContentParser
from pdfminer.pdftypes import PDFStream
from pdfminer.psparser import PSEOF, PSKeyword
from reportlab.pdfgen.canvas import Canvas

import pipeline.read.lean
from pipeline.convert import convert
from pipeline.read.content import OddContentError, operations
from pipeline.read.lean import LeanSource
from pipeline.read.pdf import PageSource, PlumberSource

SAMPLES = Path(__file__).parent.parent / "samples"
PDFS = sorted(SAMPLES.rglob("*.pdf"))
# Of the scan nothing is read.
PLANS = [p for p in PDFS if p.parent.name != "variants" and "scanned" not in p.name]


def seen(source: PageSource) -> list[object]:
    return [
        (p.number, p.width, p.height, [astuple(w) for w in p.words], p.rules, p.fills)
        for p in source.pages()
    ]


def same(data: bytes) -> None:
    found = seen(LeanSource(data))
    assert found == seen(PlumberSource(data))
    assert found


@pytest.mark.parametrize("path", PDFS, ids=lambda p: str(p.relative_to(SAMPLES)))
def test_pages_are_those_of_pdfplumber(path: Path) -> None:
    same(path.read_bytes())


@pytest.mark.parametrize("path", PLANS, ids=lambda p: p.stem)
def test_plans_are_those_of_pdfplumber(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fast = convert(path)
    monkeypatch.setattr(pipeline.read.lean, "LeanSource", PlumberSource)
    assert convert(path) == fast


def drawn(draw: object, **options: object) -> bytes:
    held = io.BytesIO()
    canvas = Canvas(held, pagesize=(400, 300), **options)
    draw(canvas)  # type: ignore[operator]
    canvas.save()
    return held.getvalue()


def test_turned_raised_spaced_and_patterned_pages() -> None:
    def draw(canvas: Canvas) -> None:
        text = canvas.beginText(40, 200)
        text.textOut("Report (due\\) 30")
        text.setRise(4)
        text.textOut("th")
        text.setRise(0)
        text.setCharSpace(2)
        text.setWordSpace(5)
        text.setHorizScale(80)
        text.textLine(" of June")
        canvas.drawText(text)
        for angle in (90, 180, 270, 30):
            canvas.saveState()
            canvas.translate(200, 150)
            canvas.rotate(angle)
            canvas.drawString(10, 10, "turned")
            canvas.restoreState()
        canvas.scale(-1, 1)
        canvas.drawString(-390, 20, "mirrored")
        canvas.setFillColorRGB(1, 0.8, 0)
        canvas.rect(-100, 20, 50, 40, stroke=1, fill=1)
        canvas.circle(-150, 60, 5)

    same(drawn(draw))


def test_pages_turned_and_cut_from_the_middle() -> None:
    data = drawn(lambda canvas: canvas.drawString(60, 200, "Mend the roof"))
    for turn, box in (
        (90, [0, 0, 400, 300]),
        (180, [30, 40, 400, 300]),
        (270, [-20, -10, 500, 400]),
    ):
        with pikepdf.open(io.BytesIO(data)) as pdf:
            pdf.pages[0].Rotate = turn
            pdf.pages[0].MediaBox = box
            held = io.BytesIO()
            pdf.save(held)
        same(held.getvalue())


def test_inline_images_are_left_to_pdfminer() -> None:
    data = drawn(lambda canvas: canvas.drawString(60, 200, "Mend the roof"), pageCompression=0)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        image = b"\nq BI /W 1 /H 1 /BPC 8 /CS /G ID \x42 EI Q\n"
        page = pdf.pages[0]
        page.Contents = pdf.make_stream(page.Contents.read_bytes() + image)
        held = io.BytesIO()
        pdf.save(held)
    with pytest.raises(OddContentError):
        operations(image)
    same(held.getvalue())


def by_pdfminer(data: bytes) -> list[tuple[bytes, list[object]]]:
    parser = PDFContentParser([PDFStream({}, data)])
    found: list[tuple[bytes, list[object]]] = []
    held: list[object] = []
    while True:
        try:
            _, item = parser.nextobject()
        except PSEOF:
            return found
        if isinstance(item, PSKeyword):
            found.append((item.name, held))
            held = []
        else:
            held.append({} if isinstance(item, dict) else item)


PARTS = st.sampled_from(
    [b"q", b"Q", b"12", b"-.5", b"+3.", b"--4", b"1e3", b"0", b"Tj", b"T*", b"'", b'"', b"BT",
     b"/F1", b"/A#20b", b"(a\\)b)", b"(a(b)c)", b"(\\101\\7\\n\\q\\\n)", b"(", b")", b"<41 4>",
     b"<4142>", b"<", b">", b"[(a) -20 <42> 3]", b"[", b"]", b"<</A (b) /C <</D <41>>>>>", b"<<",
     b">>", b"%", b"% note\n", b"TJ", b"re", b"f*", b"true", b"null", b"{", b"\x00", b"\xff"]
)  # fmt: skip


@given(st.lists(st.tuples(PARTS, st.sampled_from([b"", b" ", b"\n", b"\r\n"])), max_size=12))
def test_operations_are_those_of_pdfminer(parts: list[tuple[bytes, bytes]]) -> None:
    data = b"".join(part + gap for part, gap in parts)
    try:
        found = operations(data)
    except OddContentError:
        return
    assert found == by_pdfminer(data)
