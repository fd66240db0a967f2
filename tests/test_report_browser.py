"""The report in a real browser: it loads, filters, links both ways, prints, and is accessible."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from axe_playwright_python.sync_playwright import Axe
from browser import SCREENSHOTS, Watched, chromium
from made_plans import plan_data, retold
from playwright.sync_api import Browser, Page, expect

from pipeline.batch import Settings, convert_into
from pipeline.convert import convert_full
from pipeline.emit.report import to_html
from pipeline.files import Job
from samples import CORPUS
from schemas.plan import Plan

pytestmark = pytest.mark.xdist_group("browser")
READ = (".pdf", ".docx")
DOCUMENTS = [
    *sorted(p for p in CORPUS.iterdir() if p.suffix in READ and "scanned" not in p.name),
    CORPUS / "lewisham-2016.seed.txt",
    CORPUS / "lewisham-2016.layout.txt",
]
RULED = "lscb-saltmarsh.pdf"
WIDTHS = (360, 1280, 1920)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The reports on all documents of the corpus."""
    out = tmp_path_factory.mktemp("reports")
    for path in DOCUMENTS:
        convert_into(Job(path, Path(path.name)), out, Settings())
    return {path.name: out / f"{path.name}.report.html" for path in DOCUMENTS}


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    opened = browser.new_page(viewport={"width": 1280, "height": 900})
    yield opened
    opened.close()


@pytest.mark.parametrize("name", [path.name for path in DOCUMENTS])
def test_every_report_opens_without_a_complaint(
    page: Page, reports: dict[str, Path], name: str
) -> None:
    watched = Watched(page)
    path = reports[name]
    watched.open(path)
    page.evaluate("document.querySelectorAll('img').forEach(i => i.loading = 'eager')")
    page.wait_for_function("[...document.images].every(i => i.complete && i.naturalWidth > 0)")
    assert watched.complaints == []
    assert watched.outside(path) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("name", [p.name for p in DOCUMENTS if p.suffix == ".pdf"])
def test_every_claim_lies_on_its_words(page: Page, reports: dict[str, Path], name: str) -> None:
    """Under a box, as the browser puts it on the picture, another reader finds the words."""
    Watched(page).open(reports[name])
    drawn = page.evaluate(
        """() => [...document.querySelectorAll('.sheet')].map(sheet => {
          const paper = sheet.querySelector('img').getBoundingClientRect();
          return [...sheet.querySelectorAll('a.k-owner, a.k-deadline, a.k-action')].map(a => ({
            label: a.getAttribute('aria-label'), kind: a.className.baseVal,
            boxes: [...a.querySelectorAll('rect')].map(r => {
              const b = r.getBoundingClientRect();
              return [(b.left - paper.left) / paper.width, (b.top - paper.top) / paper.height,
                      (b.right - paper.left) / paper.width, (b.bottom - paper.top) / paper.height];
            })}))})"""
    )
    document = pdfium.PdfDocument(CORPUS / name)
    assert len(drawn) == len(document)
    seen = 0
    for number, claims in enumerate(drawn):
        paper = document[number]
        width, height = paper.get_size()
        text = paper.get_textpage()
        for claim in claims:
            under = " ".join(
                text.get_text_bounded(
                    left=x0 * width - 1, right=x1 * width + 1,
                    top=height - y0 * height + 1, bottom=height - y1 * height - 1,
                )
                for x0, y0, x1, y1 in claim["boxes"]
            )  # fmt: skip
            seen += 1
            told = claim["label"].partition(": ")[2]
            if "k-owner" in claim["kind"]:
                assert _letters(under), claim
            else:
                assert _overlap(_letters(told), _letters(under)) > 0.9, (told, under)
    assert seen > 10
    document.close()


def _letters(text: str) -> str:
    return "".join(re.findall(r"\w", text.casefold()))


def _overlap(told: str, under: str) -> float:
    """The share of the characters under the boxes that the claim's text has, in order."""
    from rapidfuzz.distance import LCSseq

    # A claim that runs over a page has only a part of its words here.
    return LCSseq.similarity(told, under) / max(1, min(len(told), len(under)))


def test_findings_can_be_filtered(page: Page, reports: dict[str, Path]) -> None:
    Watched(page).open(reports[RULED])
    items = page.locator(".findings > li")
    whole = items.count()
    assert items.filter(visible=True).count() == whole
    page.select_option("#filter-code", "OWN002")
    assert items.filter(visible=True).count() == 1
    assert page.get_by_role("status").inner_text() == f"1 of {whole} findings shown"
    page.select_option("#filter-code", "")
    page.select_option("#filter-severity", "error")
    assert items.filter(visible=True).count() == page.locator(".group.error li").count() < whole
    page.select_option("#filter-severity", "")
    owner = page.locator("#filter-owners option").nth(1).get_attribute("value")
    page.select_option("#filter-owners", owner)
    assert 0 < items.filter(visible=True).count() < whole
    # A link to a finding that the filter hides shows it.
    link = page.locator(".notes a[href='#finding-1'], .codes a[href='#finding-1']").first
    link.click()
    # `expect` waits: the browser tells of a followed link when it has time to.
    expect(page.locator("#finding-1")).to_be_visible()
    # The second time the address does not change.
    page.select_option("#filter-owners", owner)
    expect(page.locator("#finding-1")).to_be_hidden()
    link.click()
    expect(page.locator("#finding-1")).to_be_visible()


def test_choosing_leads_both_ways(page: Page, reports: dict[str, Path]) -> None:
    Watched(page).open(reports[RULED])
    card = page.locator(".card[data-for='rec-1-action-1']")
    card.locator("a.show").click()
    expect(card).to_have_class(re.compile(r"\bchosen\b"))
    chosen = page.locator(".sheet .chosen")
    kinds = {chosen.nth(n).get_attribute("class") or "" for n in range(chosen.count())}
    assert {"claim k-action chosen", "claim k-owner chosen", "claim k-deadline chosen"} <= kinds
    expect(page.locator("#on-rec-1-action-1")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".chosen")).to_have_count(0)
    page.locator("#on-rec-1-action-2 rect").first.click()
    expect(page.locator(".card.chosen")).to_have_attribute("data-for", "rec-1-action-2")
    expect(page).to_have_url(re.compile("#read-rec-1-action-2$"))
    # The same by keyboard alone.
    page.locator("#on-rec-1-action-3").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#read-rec-1-action-3$"))
    expect(page.locator(".card.chosen")).to_have_attribute("data-for", "rec-1-action-3")


def test_every_kind_of_claim_can_be_turned_off(page: Page, reports: dict[str, Path]) -> None:
    Watched(page).open(reports[RULED])
    boxes = page.locator(".layers input")
    assert boxes.count() >= 6
    for n in range(boxes.count()):
        kind = (boxes.nth(n).get_attribute("id") or "").removeprefix("show-")
        claims = page.locator(f".sheet .k-{kind}")
        assert claims.count()
        assert claims.filter(visible=True).count() == claims.count()
        boxes.nth(n).uncheck()
        assert claims.filter(visible=True).count() == 0


def test_text_is_marked_and_whole(page: Page, reports: dict[str, Path]) -> None:
    name = "lewisham-2016.seed.txt"
    Watched(page).open(reports[name])
    shown = page.locator(".source").evaluate("e => e.textContent")
    text = (CORPUS / name).read_text("utf-8")
    assert shown.split() == text.split()
    page.locator("#on-rec-1-action-1").click()
    expect(page.locator(".card.chosen")).to_have_attribute("data-for", "rec-1-action-1")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", [RULED, "draft-eskmouth.docx"])
def test_axe_finds_no_serious_fault(
    browser: Browser, reports: dict[str, Path], name: str, scheme: str
) -> None:
    opened = browser.new_page(viewport={"width": 1280, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    Watched(opened).open(reports[name])
    found = Axe().run(opened).response["violations"]
    serious = [
        (fault["id"], fault["nodes"][0]["html"][:200], fault["nodes"][0]["failureSummary"])
        for fault in found
        if fault["impact"] in {"serious", "critical"}
    ]
    opened.close()
    assert serious == [], json.dumps(serious, indent=1)


@pytest.mark.parametrize("width", WIDTHS)
def test_it_fits_its_window_and_is_kept_as_a_picture(
    browser: Browser, reports: dict[str, Path], width: int
) -> None:
    opened = browser.new_page(viewport={"width": width, "height": 1000})
    for name in (RULED, "draft-eskmouth.docx"):
        Watched(opened).open(reports[name])
        opened.evaluate("document.querySelectorAll('img').forEach(i => i.loading = 'eager')")
        opened.wait_for_function("[...document.images].every(i => i.complete)")
        assert opened.evaluate("document.documentElement.scrollWidth") <= width
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        opened.screenshot(path=SCREENSHOTS / f"report-{name}-{width}.png", full_page=True)
    opened.close()


def test_paper_has_everything(page: Page, reports: dict[str, Path], tmp_path: Path) -> None:
    """Printed with a filter set and claims turned off, nothing is missing."""
    Watched(page).open(reports[RULED])
    page.select_option("#filter-code", "OWN002")
    page.locator("#show-action").uncheck()
    page.pdf(path=tmp_path / "report.pdf", format="A4")
    with pdfium.PdfDocument(tmp_path / "report.pdf") as printed:
        said = _letters("".join(paper.get_textpage().get_text_bounded() for paper in printed))
        assert 5 < len(printed) < 40
    for message in page.locator(".findings > li p:first-child").all_text_contents():
        assert _letters(message) in said, message
    for card in page.locator(".card > p").all_text_contents():
        assert _letters(re.sub(r"\s*show (?:action|recommendation).*", "", card)) in said, card


def test_hostile_words_do_nothing_in_a_browser(page: Page, tmp_path: Path) -> None:
    hostile = "<script>document.title='owned'</script><img src=x onerror=alert(1)>{{ 7*7 }}"
    path = tmp_path / "plan.txt"
    path.write_text(f"Improvement plan {hostile}\n{hostile}\n", "utf-8")
    document = convert_full(path).layout.document
    made = Plan.model_validate(retold(plan_data(), hostile))
    (tmp_path / "report.html").write_text(to_html(made, document), "utf-8")
    watched = Watched(page)
    watched.open(tmp_path / "report.html")
    assert page.title() != "owned"
    assert watched.complaints == []
    assert watched.outside(tmp_path / "report.html") == []
    assert page.locator("body").inner_text().count("{{ 7*7 }}") > 10


def test_a_report_of_sixty_pages_stays_small(tmp_path: Path) -> None:
    import pikepdf

    with pikepdf.open(CORPUS / RULED) as source, pikepdf.new() as long:
        while len(long.pages) < 60:
            long.pages.extend(source.pages)
        long.save(tmp_path / "long.pdf")
    convert_into(Job(tmp_path / "long.pdf", Path("long.pdf")), tmp_path, Settings())
    report = tmp_path / "long.pdf.report.html"
    assert report.stat().st_size < 8_000_000
    assert report.read_text("utf-8").count("data:image/webp") == 60
    bare = Settings(images=False)
    convert_into(Job(tmp_path / "long.pdf", Path("long.pdf")), tmp_path, bare)
    assert "data:image" not in report.read_text("utf-8")
