"""Every value leads back to its words: on the page for a PDF, in the text for all."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pdfplumber

from samples import LEWISHAM, SAMPLES, TRIO, conversion, each
from schemas.plan import Action

PDFS = sorted(p for p in SAMPLES.glob("*/*.pdf") if not p.name.startswith("scanned"))
# Flattened text is slow, and its words are claimed in one way whatever the plan.
TEXTS = sorted(SAMPLES.glob("*/*.docx")) + [p for p in LEWISHAM + TRIO if p.suffix == ".txt"]
# Ghostscript turns round the two bytes of what a ligature stands for.
TURNED = {0x6600: "f", 0x6900: "i", 0x6C00: "l"}


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


def _inside(page: pdfplumber.page.Page, bbox: tuple[float, float, float, float]) -> str:
    """The letters of the characters whose middle lies in a box, by a reader of its own."""
    x0, top, x1, bottom = bbox
    chars = [
        c
        for c in page.chars
        if x0 <= (c["x0"] + c["x1"]) / 2 <= x1
        and top <= (c["top"] + c["bottom"]) / 2 <= bottom
        # A watermark's letters are larger than the line that they lie behind.
        and c["size"] < 1.5 * (bottom - top)
    ]
    return "".join(c["text"] for c in chars)


@each(PDFS)
def test_words_in_an_actions_boxes_are_its_text(path: Path) -> None:
    plan = conversion(path).plan
    with pdfplumber.open(path) as pdf:
        for rec in plan.recommendations:
            for action in rec.actions:
                assert action.sources, action.text
                places = [(s.page, s.bbox) for s in action.sources if s.page and s.bbox]
                assert len(places) == len(action.sources), action.id
                found = "".join(_inside(pdf.pages[page - 1], box) for page, box in places)
                # Ligatures and doubled characters are the reader's to mend; letters are compared.
                assert Counter(_letters(_plain(found))) == Counter(_letters(action.text)), action.id


def _plain(text: str) -> str:
    return text.replace("ﬁ", "fi").replace("ﬂ", "fl").replace("\u00ad", "").translate(TURNED)


@each([*PDFS, *TEXTS])
def test_spans_hold_the_words_and_the_account_adds_up(path: Path) -> None:
    done = conversion(path)
    plan, text = done.plan, done.layout.document.text
    account = plan.accounting
    assert account.words == len(done.layout.document.words)
    assert account.words == (
        account.fields + account.boilerplate + account.narrative + account.unclaimed
    )
    assert sum(len(run.text.split()) for run in account.unclaimed_text) >= account.unclaimed * 0.9
    for rec in plan.recommendations:
        for action in rec.actions:
            _held(action, text)
            for owner in action.owners:
                assert owner.sources, (action.id, owner.raw)
            if action.deadline is not None:
                assert action.deadline.sources, (action.id, action.deadline.raw)


def _held(action: Action, text: str) -> None:
    words = "".join(text[s.span[0] : s.span[1]] for s in action.sources if s.span)
    assert Counter(_letters(_plain(words))) == Counter(_letters(action.text)), action.id
