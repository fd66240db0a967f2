"""The report: what it shows, that it needs nothing beside itself, and that it can be read."""

from __future__ import annotations

import base64
import hashlib
import itertools
import re
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from made_plans import bare_plan, document, plan, plan_data, plans, retold

import pipeline.emit
from pipeline.emit.report import to_html
from pipeline.emit.wording import percent
from schemas.plan import Plan

VOID = {"meta", "link", "br", "hr", "img", "input"}
INLINE = {"a", "b", "i", "s", "q", "span"}
TAGS_IN_USE = {
    "html", "head", "meta", "title", "style", "body", "a", "header", "nav", "main", "footer",
    "section", "article", "aside", "h1", "h2", "h3", "h4", "p", "dl", "dt", "dd", "div", "span",
    "ol", "ul", "li", "b", "i", "s", "q", "table", "caption", "thead", "tbody", "tfoot", "tr",
    "th", "td", "script", "fieldset", "legend", "label", "svg", "line", "rect", "circle", "text",
    "figure", "img", "input", "del", "ins",
}  # fmt: skip


SCRIPT = (Path(pipeline.emit.__file__).parent / "templates" / "report.js").read_text("utf-8")


class Page(HTMLParser):
    """A strict reading of a page: tags must close, in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.said: list[str] = []
        self.captioned: list[bool] = []
        self.feed(text)
        self.close()
        assert not self.open
        self.text = " ".join("".join(self.said).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag == "caption":
            assert self.open[-1] == "table"
        if tag not in INLINE:
            self.said.append(" ")
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
        if tag not in INLINE:
            self.said.append(" ")

    def handle_data(self, data: str) -> None:
        if not {"style", "script"} & set(self.open):
            self.said.append(data)

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.tags if name == tag]


@pytest.fixture(scope="module")
def page() -> Page:
    return Page(to_html(plan(), document()))


@pytest.mark.parametrize(
    "words",
    [
        "Harbour Watch Plan – Stufe Ü",
        "Organisation Harbour Watch",
        "Inspectorate The Tide Office",
        "Inspection early May 4 May 2031",
        "1 action without an owner.",
        "Every action has a deadline.",
        "1 owner not among the leads.",
        "1 action to check against the page.",
        "Errors 1",
        "OWN002 QX is in no leads table. Action 1.1 Owner QX … nowhere p. 1",
        "LED003 Pilot has no named holder. p. 2",
        "Led by Ann Wray",
        "Priority High",
        "Regulation 12(2)",
        "In the summary table Watch the harbour well Led by Ann Wray",
        "Old Tables",
        "Light the lamps pp. 1, 2 64 % sure",
        "QX not among the leads",
        "Pilot vacant",
        "All crews group",
        "Ann Wray Anne Ray 71 % sure",
        "June 2031 due 30 June 2031 moved from 4 May 2031 before that: 4 May 2031",
        "In progress Under way Amber by colour",
        "Evidence Lamp book",
        "Monitored by Quay board",
        "1.2 Mend the buoys",
        "31 September 2031 no possible date",
        "no owner",
        "No action stands under it.",
        "Expected outcomes A harbour watched",
        "Success measures Hours watched",
        "Others named as owners",
        "Fields became a value of the plan 12 57 %",
        "In all 21",
        "Page 2 Unloved words at the end",
        "In the text adrift",
        "Made by plansift 9.9 from harbour.txt",
    ],
)
def test_what_it_shows(page: Page, words: str) -> None:
    assert words in page.text


def test_a_lead_is_shown_with_what_it_owns(page: Page) -> None:
    assert re.search(r"Ann Wray AW Warden 1 1 1\.1 Pilot vacant – 1 1\.1", page.text)


def test_confidence_is_shown_only_where_it_is_low() -> None:
    data = plan_data()
    data["recommendations"][0]["actions"][0]["confidence"] = 0.9
    data["recommendations"][0]["actions"][0]["owners"] = []
    assert "% sure" not in to_html(Plan.model_validate(data))


def test_links_lead_somewhere_and_anchors_are_unique(page: Page) -> None:
    anchors = Counter(a["id"] for _, a in page.tags if "id" in a)
    assert max(anchors.values()) == 1
    links = [a["href"] for a in page.all("a")]
    assert links
    assert {link.removeprefix("#") for link in links} <= set(anchors)
    findings = [name for name in anchors if re.fullmatch(r"finding-\d+", name)]
    assert len(findings) == 3
    assert {"#rec-1-action-1", "#rec-1-action-2", "#finding-1", "#lead-1"} <= set(links)


def test_a_finding_at_an_unknown_place_is_no_dead_link() -> None:
    lost = {**plan_data()["findings"][0], "recommendation": "9", "action": "9.9"}
    page = Page(to_html(plan(findings=[lost])))
    assert "QX is in no leads table. 9 9.9" in page.text
    assert all(a["href"] != "#9.9" for a in page.all("a"))


def _assert_harmless(text: str) -> None:
    page = Page(text)
    assert {tag for tag, _ in page.tags} <= TAGS_IN_USE
    # One script, our own, which the page's policy knows by its hash.
    assert len(page.all("script")) == 1
    [policy] = [a["content"] for a in page.all("meta") if "http-equiv" in a]
    digest = hashlib.sha256(SCRIPT.encode("utf-8")).digest()
    assert f"script-src 'sha256-{base64.b64encode(digest).decode()}'" in policy
    assert text.count("<script>") == text.count(f"<script>{SCRIPT}</script>") == 1
    for tag, attributes in page.tags:
        assert not any(name.startswith("on") or name == "srcset" for name in attributes)
        assert tag == "img" or "src" not in attributes
        assert attributes.get("src", "data:image/webp;").startswith("data:image/webp;")
        assert attributes.get("href", "#").startswith("#")


def test_it_needs_nothing_beside_itself() -> None:
    text = to_html(plan(), document())
    _assert_harmless(text)
    assert "url(" not in text
    assert "@import" not in text
    assert "default-src 'none'" in text


def test_hostile_words_are_shown_as_text() -> None:
    hostile = "<script>alert(1)</script><img src=x onerror=alert(1)>{{ 7*7 }}{% x %}\"'&amp;"
    text = to_html(Plan.model_validate(retold(plan_data(), hostile)), document())
    _assert_harmless(text)
    page = Page(text)
    assert page.text.count(hostile) > 20
    assert "49" not in page.text.replace(hostile, "")


def test_characters_that_html_forbids_are_replaced() -> None:
    text = to_html(plan(title="a\x00b\x1bc\x7f"))
    assert "a\ufffdb\ufffdc\ufffd" in text
    assert not re.search(r"[\x00-\x08\x0b\x0e-\x1f\x7f]", text)


@settings(max_examples=30, deadline=None)
@given(plans())
def test_any_plan_gives_a_sound_page_and_always_the_same(made: Plan) -> None:
    text = to_html(made)
    _assert_harmless(text)
    assert to_html(made) == text


def test_a_plan_without_anything() -> None:
    page = Page(to_html(bare_plan()))
    for words in (
        "No action was found in this document.",
        "No recommendation was found in this document.",
        "have nothing to say against this plan",
        "The document has no table or list of leads.",
    ):
        assert words in page.text


def test_it_can_be_read_aloud(page: Page) -> None:
    assert page.all("html")[0]["lang"] == "en-GB"
    for landmark in ("header", "nav", "main", "footer"):
        assert len(page.all(landmark)) == 1
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch(r"h\d", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    steps = itertools.pairwise(levels)
    assert all(after - before <= 1 for before, after in steps)
    assert len(page.all("caption")) == len(page.all("table"))
    assert all(a.get("scope") for a in page.all("th"))
    assert all(a.get("aria-label") for _, a in page.tags if a.get("role") == "img")


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _themes() -> dict[str, dict[str, str]]:
    css = (Path(pipeline.emit.__file__).parent / "templates" / "report.css").read_text()
    light, dark = re.findall(r":root \{([^}]*--paper: #[^}]*--ink:[^}]*)\}", css)
    found = {name: dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", text)) for name, text in
             (("light", light), ("dark", dark))}  # fmt: skip
    assert set(found["light"]) == set(found["dark"])
    return found


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(
    ("ink", "paper"),
    [(ink, paper) for ink in ("ink", "soft", "accent", "error", "warning", "info")
     for paper in ("paper", "card", "wash")]
    + [(s, f"{s}-wash") for s in ("error", "warning", "info")],
)  # fmt: skip
def test_words_stand_out_from_what_is_behind_them(theme: str, ink: str, paper: str) -> None:
    colours = _themes()[theme]
    assert _contrast(colours[ink], colours[paper]) >= 4.5


@pytest.mark.parametrize(
    ("part", "whole", "said"),
    [(0, 0, "0 %"), (0, 9, "0 %"), (1, 1000, "under 1 %"), (1, 3, "33 %"), (9, 9, "100 %")],
)
def test_percent(part: int, whole: int, said: str) -> None:
    assert percent(part, whole) == said
