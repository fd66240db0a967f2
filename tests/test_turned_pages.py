"""Pages whose text stands sideways, and pages with more lines than a plan has."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from command import CORPUS

import plansift
from pipeline.batch import Settings, convert_into
from pipeline.files import Job
from schemas.plan import Plan, Source

PLANS = ("send-northmoor.pdf", "audit-brackenwater.pdf")


def turned(path: Path, to: Path, turn: int) -> Path:
    with pikepdf.open(path) as pdf:
        for page in pdf.pages:
            page.rotate(turn, relative=True)
        pdf.save(to)
    return to


def told(plan: Plan) -> list[object]:
    return [
        (rec.label, rec.text, [(a.label, a.text, [o.raw for o in a.owners], a.deadline and
                                a.deadline.raw) for a in rec.actions])
        for rec in plan.recommendations
    ]  # fmt: skip


@pytest.mark.parametrize("name", PLANS)
@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_page_gives_the_plan_of_the_upright_one(
    tmp_path: Path, name: str, turn: int
) -> None:
    upright = plansift.convert(CORPUS / name)
    made = plansift.convert(turned(CORPUS / name, tmp_path / name, turn))
    assert told(made) == told(upright)
    assert made.accounting.unclaimed == upright.accounting.unclaimed


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_places_are_those_of_the_page_as_it_is_shown(tmp_path: Path, turn: int) -> None:
    path = turned(CORPUS / PLANS[0], tmp_path / "turned.pdf", turn)
    plan = plansift.convert(path)
    action = plan.recommendations[0].actions[0]
    with pypdfium2.PdfDocument(path) as pdf:
        for source in action.sources:
            text = words_at(pdf, source)
            assert set(action.text.split()[:3]) & set(text.split()), (text, action.text)


def words_at(pdf: pypdfium2.PdfDocument, source: Source) -> str:
    """What PDFium reads in a box of the page as it is shown."""
    assert source.page is not None
    assert source.bbox is not None
    page = pdf[source.page - 1]
    width, height = page.get_size()
    x0, top, x1, bottom = source.bbox
    assert 0 <= x0 < x1 <= width + 1
    assert 0 <= top < bottom <= height + 1
    # PDFium's own places are those before the turn.
    turn = page.get_rotation()
    corners = [(x0, top), (x1, bottom)]
    ways = {
        0: lambda x, y: (x, height - y),
        90: lambda x, y: (y, x),
        180: lambda x, y: (width - x, y),
        270: lambda x, y: (height - y, width - x),
    }
    made = [ways[turn](x, y) for x, y in corners]
    xs, ys = sorted(x for x, _ in made), sorted(y for _, y in made)
    return str(page.get_textpage().get_text_bounded(xs[0], ys[0], xs[1], ys[1]))


def drawn_over(path: Path, to: Path, drawing: bytes) -> Path:
    """The first page with a drawing upon it."""
    with pikepdf.open(path) as pdf:
        pdf.pages[0].contents_add(pikepdf.Stream(pdf, b"q\n" + drawing + b"\nQ"))
        pdf.save(to)
    return to


def test_lines_that_are_left_out_are_told(tmp_path: Path) -> None:
    strokes = b"\n".join(b"%d %d m %d %d l S" % (n % 500, 5, n % 500, 40) for n in range(16_000))
    plan = plansift.convert(drawn_over(CORPUS / PLANS[1], tmp_path / "map.pdf", strokes))
    assert plan.source.crowded_pages == [1]
    [finding] = [f for f in plan.findings if f.code == "SRC007"]
    assert "Page 1 has too many lines" in finding.message
    assert finding.sources[0].page == 1


def test_dots_leave_a_tables_lines_where_they_are(tmp_path: Path) -> None:
    dots = b"\n".join(b"%d %d 1 1 re f" % (n % 500, n // 500) for n in range(16_000))
    path = CORPUS / PLANS[1]
    plan = plansift.convert(drawn_over(path, tmp_path / "dots.pdf", dots))
    assert plan.source.crowded_pages == []
    assert told(plan) == told(plansift.convert(path))


def test_a_report_draws_a_locked_plan(tmp_path: Path) -> None:
    """Its pictures come from the file as it was opened and mended, once."""
    held = io.BytesIO()
    with pikepdf.open(CORPUS / PLANS[1]) as pdf:
        pages = len(pdf.pages)
        pdf.save(held, encryption=pikepdf.Encryption(user="secret", owner="owner"))
    path = tmp_path / "locked.pdf"
    path.write_bytes(held.getvalue())
    made = convert_into(Job(path, Path(path.name)), tmp_path, Settings(password="secret"))
    assert isinstance(made, Plan)
    report = (tmp_path / "locked.pdf.report.html").read_text("utf-8")
    assert report.count("data:image/webp;base64,") == pages
