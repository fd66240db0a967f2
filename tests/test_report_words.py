"""What the report says of owners, deadlines and how surely they were read; how it looks."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browser import chromium
from playwright.sync_api import Browser
from small_plans import small_plan

from pipeline.batch.index import to_index
from pipeline.checks import check
from pipeline.emit.report import to_html
from pipeline.manifest import Entry

pytestmark = pytest.mark.xdist_group("browser")


def shown(*actions: Any, label: str = "1", **more: Any) -> str:
    """The report's words on one recommendation with these actions."""
    rec = {"label": label, "text": "Train all staff", "actions": list(actions)}
    html = to_html(small_plan({"recommendations": [rec, *more.pop("others", [])], **more}))
    bare = re.sub(
        r"<(?:script|style|title)[^>]*>.*?</(?:script|style|title)>", "", html, flags=re.S
    )
    return " ".join(re.sub(r"<[^>]*>", " ", bare).split())


@pytest.mark.parametrize(
    ("owner", "said", "unsaid"),
    [
        ("Jane Smith, Head of Care", "Jane Smith Head of Care ", "Jane Smith, Head of Care"),
        ("Area Manager Lewis Crane", "Lewis Crane Area Manager ", "Manager Lewis Crane"),
        ("KM", "Kate Moss KM ", "KM KM"),
    ],
)
def test_an_owner_is_named_once_with_what_stands_beside_the_name(
    owner: str, said: str, unsaid: str
) -> None:
    leads = ["KM Kate Moss, Mate"] if owner == "KM" else []
    told = shown(f"1.1 | Hire a trainer | {owner} | 30 June 2027", leads=leads)
    assert said in told
    assert unsaid not in told


@pytest.mark.parametrize(
    ("confidence", "said"), [(1.0, "100 % Read surely"), (0.8, "0 % Read surely")]
)
def test_an_unsure_owner_is_not_read_surely(confidence: float, said: str) -> None:
    owner = {"raw": "Jo Ward", "name": "Jo Ward", "kind": "person", "confidence": confidence}
    told = shown({"text": "Hire a trainer", "set": {"owners": [owner]}})
    assert said in told
    assert ("1 action to check against the page." in told) == (confidence < 0.9)


def test_a_label_with_a_word_of_its_own_has_the_action_behind_it() -> None:
    label = "Recommendation 2"
    plan = small_plan({"recommendations": [{"label": label, "text": "x", "actions": ["| Go | |"]}]})
    plan.findings = check(plan)
    html = to_html(plan)
    assert "Recommendation 2, action 1" in html
    assert "Action Recommendation" not in html


def test_a_recommendation_without_actions_stands_in_the_timeline() -> None:
    told = shown(
        "1.1 | Hire a trainer | KM | 30 June 2027", others=[{"label": "7", "text": "Mend the roof"}]
    )
    assert "Recommendation 7 no action" in told


def test_blue_is_complete_in_the_timeline() -> None:
    action = {"text": "Hire a trainer", "deadline": "30 June 2027"}
    blue = action | {"set": {"rag": {"raw": "Blue", "value": "blue", "basis": "text"}}}
    for row, word in ((action, "due"), (blue, "done")):
        plan = small_plan({"recommendations": [{"label": "1", "text": "x", "actions": [row]}]})
        assert f'aria-label="{word} 30 June 2027: 1.1"' in to_html(plan)


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (dt.date(9999, 12, 1), dt.date.max),
        (dt.date.min, dt.date(1, 1, 5)),
        (dt.date.min, dt.date.max),
    ],
)
def test_the_ends_of_the_calendar_are_days_like_others(first: dt.date, last: dt.date) -> None:
    when = {"raw": "whenever", "kind": "range", "earliest": first, "latest": last}
    assert "whenever" in shown({"text": "Hire a trainer", "set": {"deadline": when}})


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.mark.parametrize("width", [360, 800, 1280, 1920])
def test_no_heading_or_tile_breaks_inside_a_word(
    browser: Browser, tmp_path: Path, width: int
) -> None:
    rec = {"label": "Recommendation 1", "text": "Train all staff " * 12, "actions": ["1 | Go"]}
    path = tmp_path / "report.html"
    path.write_text(to_html(small_plan({"recommendations": [rec]})), "utf-8")
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(path.as_uri())
    broken = page.evaluate(
        """() => [...document.querySelectorAll('.label, .tiles li, h1, h2, h3')].flatMap(el => {
          const walk = document.createTreeWalker(el, NodeFilter.SHOW_TEXT);
          const bad = [];
          for (let node = walk.nextNode(); node; node = walk.nextNode())
            for (const word of node.data.matchAll(/\\S+/g)) {
              const range = document.createRange();
              range.setStart(node, word.index);
              range.setEnd(node, word.index + word[0].length);
              if (range.getClientRects().length > 1) bad.push(word[0]);
            }
          return bad;
        })"""
    )
    page.close()
    assert broken == []


@pytest.mark.parametrize("width", [360, 1280])
def test_the_page_over_a_batch_is_cut_nowhere(browser: Browser, tmp_path: Path, width: int) -> None:
    entries = [
        Entry(f"council-of-{n}-calderbourne.docx", "converted", recommendations=n, actions=20,
              title="Children's Services Improvement Plan", report=f"{n}.report.html")
        for n in range(3)
    ]  # fmt: skip
    path = tmp_path / "index.html"
    path.write_text(to_index(entries), "utf-8")
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(path.as_uri())
    region = page.locator(".batch")
    assert region.evaluate("e => e.scrollWidth <= e.clientWidth")
    tiles, plans = page.locator(".tiles").bounding_box(), page.locator("#plans-h").bounding_box()
    assert tiles is not None
    assert plans is not None
    assert plans["y"] - tiles["y"] - tiles["height"] >= 16
    page.fill("#find", "of-2")
    assert page.locator("#plans tbody tr:visible").count() == 1
    page.close()
