"""Pages as they lie in files: turned, upside down, in colour, over text layers good and bad."""

from __future__ import annotations

import io
import json
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pikepdf
import pytest
from command import run
from PIL import Image
from reportlab.lib import colors
from reportlab.lib.pagesizes import A5, landscape
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table
from scans import KINDS, scan_of

pytestmark = pytest.mark.xdist_group("ocr")

ROWS = [
    ("1.1", "Train all of the staff who are on the ward to spot the signs of sepsis", "Jane Smith",
     "31 March 2027", colors.HexColor("#00b050")),
    ("1.2", "Check the records of ten patients a month and tell the board what they show",
     "Omar Khan", "30 April 2027", colors.HexColor("#ffc000")),
    ("1.3", "Put a new pump on the list of the things that are to be bought by the trust",
     "Jane Smith", "15 May 2027", colors.HexColor("#ff0000")),
]  # fmt: skip
SHOWN = [(label, text, owner, due) for label, text, owner, due, _ in ROWS]


def digital() -> bytes:
    """A plan on one small page."""
    styles, held = getSampleStyleSheet(), io.BytesIO()
    rows = [["No", "Action", "Lead", "By when", "RAG"]]
    rows += [[label, Paragraph(text, styles["Normal"]), *rest, ""]
             for label, text, *rest, _ in ROWS]  # fmt: skip
    table = Table(rows, colWidths=[35, 250, 80, 90, 50])
    table.setStyle([("GRID", (0, 0), (-1, -1), 0.75, colors.black)])
    table.setStyle(
        [("BACKGROUND", (4, n), (4, n), colour) for n, (*_, colour) in enumerate(ROWS, 1)]
    )
    document = SimpleDocTemplate(
        held, pagesize=landscape(A5), topMargin=30, bottomMargin=30, leftMargin=30, rightMargin=30
    )
    document.build(
        [
            Paragraph("Ward Action Plan", styles["Heading1"]),
            Paragraph("Recommendation 1: Care for those who are ill must be safe.", styles["h3"]),
            table,
        ]
    )
    return held.getvalue()


def scanned(kind: str) -> Image.Image:
    return scan_of(digital(), kind, 5)[0]


def pdf_of(pictures: list[Image.Image], kind: str) -> bytes:
    held = io.BytesIO()
    first, *rest = pictures
    first.save(held, "PDF", resolution=KINDS[kind], save_all=True, append_images=rest)
    return held.getvalue()


def plan_of(data: bytes, path: Path) -> dict[str, Any]:
    path.write_bytes(data)
    done = run("convert", path, "-o", "-", PLANSIFT_CACHE="")
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


def actions(plan: dict[str, Any]) -> list[dict[str, Any]]:
    return [action for rec in plan["recommendations"] for action in rec["actions"]]


def shown(plan: dict[str, Any]) -> list[tuple[str, str, str, str]]:
    return [
        (a["label"], a["text"], "/".join(o["raw"] for o in a["owners"]), a["deadline"]["raw"])
        for a in actions(plan)
    ]


def test_ratings_by_colour_are_read_from_a_scan_in_colour(tmp_path: Path) -> None:
    plan = plan_of(pdf_of([scanned("colour")], "colour"), tmp_path / "colour.pdf")
    assert plan["source"]["ocr_pages"] == [1]
    assert shown(plan) == SHOWN
    assert [a["rag"]["value"] for a in actions(plan)] == ["green", "amber", "red"]


def test_a_page_whose_greys_are_dots_is_read(tmp_path: Path) -> None:
    plan = plan_of(pdf_of([scanned("dithered-200")], "dithered-200"), tmp_path / "dots.pdf")
    assert plan["source"]["ocr_pages"] == [1]
    assert shown(plan) == SHOWN


def test_pages_that_lie_turned_or_upside_down_are_read(tmp_path: Path) -> None:
    page = scanned("grey")
    turned = [Image.fromarray(np.rot90(np.asarray(page), k)) for k in (0, 1, 3)]
    with pikepdf.open(io.BytesIO(pdf_of([*turned, page], "grey"))) as pdf:
        pdf.pages[3].Rotate = 180  # upside down by the file's word alone
        held = io.BytesIO()
        pdf.save(held)
    plan = plan_of(held.getvalue(), tmp_path / "turned.pdf")
    assert plan["source"]["ocr_pages"] == [1, 2, 3, 4]
    assert shown(plan) == SHOWN * 4


def over(picture: Image.Image, wrong: float) -> bytes:
    """A scan with an invisible text layer, so much of whose letters are wrong."""
    width, height = landscape(A5)
    chance, held = Random(3), io.BytesIO()
    canvas = Canvas(held, pagesize=(width, height))
    canvas.drawImage(ImageReader(picture), 0, 0, width, height)
    text = canvas.beginText(40, height - 60)
    text.setTextRenderMode(3)
    text.setFont("Helvetica", 9)
    for line in ("Ward Action Plan", *(" ".join(row) for row in SHOWN)):
        text.textLine(
            "".join(
                chance.choice("abcdefghklmnoprstuvw1|") if c.isalpha() and chance.random() < wrong
                else c
                for c in line
            )
        )  # fmt: skip
    canvas.drawText(text)
    canvas.save()
    return held.getvalue()


@pytest.mark.parametrize(("wrong", "read"), [(0.0, []), (0.25, [1])])
def test_a_text_layer_is_believed_only_where_its_words_are_words(
    tmp_path: Path, wrong: float, read: list[int]
) -> None:
    plan = plan_of(over(scanned("grey"), wrong), tmp_path / "layer.pdf")
    assert plan["source"]["ocr_pages"] == read
    assert (shown(plan) == SHOWN) is bool(read)


def test_of_a_mixed_file_those_pages_are_read_that_need_it(tmp_path: Path) -> None:
    picture = scanned("grey")
    parts = [digital(), pdf_of([picture], "grey"), over(picture, 0.25)]
    held = io.BytesIO()
    with pikepdf.new() as pdf:
        for part in parts:
            with pikepdf.open(io.BytesIO(part)) as one:
                pdf.pages.extend(one.pages)
        pdf.save(held)
    plan = plan_of(held.getvalue(), tmp_path / "mixed.pdf")
    assert plan["source"]["text_source"] == "mixed"
    assert plan["source"]["ocr_pages"] == [2, 3]
    assert shown(plan) == SHOWN * 3
