"""Leads in lines of text: lists, footnotes, keys to initials."""

from __future__ import annotations

import re
from collections.abc import Sequence

from schemas.blocks import TextBlock
from schemas.document import Passage
from schemas.plan import Lead

from .codes import abbreviates, initials_fit
from .cycles import read_cycles
from .entry import Entry, read_entry
from .fold import fold
from .leads import Row, make_leads
from .shape import is_initials, shape_of
from .words import people

_MOST_WORDS = 24
# "Key to initials:" before the first entry of a key in one paragraph.
_KEY = re.compile(r"^\s*[^:=;]{1,60}:\s*(?=\S)")
_ITEM = re.compile(r"[^;]+")
# Lines of a list may have others (a page's foot) between them.
_GAP = 2
# What may follow in the heading of a list: "Lead officers for this plan".
_FOLLOWING = frozenset({"for", "and", "in", "on", "to", "of", "with"})


def read_leads_lines(blocks: Sequence[TextBlock]) -> tuple[list[Lead], set[int]]:
    """The leads that lists and keys in the text give, and the indexes of the blocks used.

    A single line counts only where its letters or a key's heading leave no doubt.
    """
    rows: list[Row] = []
    used: set[int] = set()
    for run in _runs(blocks):
        rows += [row for _, row, _ in run]
        used |= {n for n, _, _ in run}
    for number, block in enumerate(blocks):
        if number not in used and (keyed := _key(block.passage)):
            rows += keyed
            used.add(number)
    turned, places = read_cycles([b.passage for b in blocks])
    if not places & used:
        rows += turned
        used |= places
    return make_leads(_distinct(rows)), used


def _runs(blocks: Sequence[TextBlock]) -> list[list[tuple[int, Row, bool]]]:
    """Runs of lines that each give one lead."""
    found: list[list[tuple[int, Row, bool]]] = []
    for number, block in enumerate(blocks):
        lead = _line(block.passage)
        # A bold line may pass for a heading; then its letters must fit.
        if lead is None or (block.kind == "heading" and not lead[1]):
            continue
        row, certain = lead
        if found and number - found[-1][-1][0] <= _GAP:
            found[-1].append((number, row, certain))
        else:
            found.append([(number, row, certain)])
    return [run for run in found if _believable(run, blocks)]


def announces(text: str) -> bool:
    """True for a heading over a list of leads: "Lead officers", "Key people in this plan"."""
    words = fold(text).split()
    for phrase in people().headings["announcing"]:
        held = phrase.split()
        rest = words[len(held) :]
        if words[: len(held)] == held and (not rest or rest[0] in _FOLLOWING):
            return True
    return False


def _believable(run: list[tuple[int, Row, bool]], blocks: Sequence[TextBlock]) -> bool:
    lists = people().headings
    first = run[0][0]
    above = fold(blocks[first - 1].text) if first else ""
    if any(f" {w} " in f" {above} " for w in lists["dismissing"]) and len(above.split()) <= 8:
        return False
    announced = len(above.split()) <= 12 and any(
        f" {w} " in f" {above} " for w in lists["announcing"]
    )
    certain = sum(sure for _, _, sure in run)
    if not any(row.name for _, row, _ in run) and not announced:
        return False
    if announced:
        return certain >= 1 or len(run) >= 2
    return certain >= 2 or (len(run) >= 3 and certain * 2 >= len(run))


def _line(passage: Passage) -> tuple[Row, bool] | None:
    """The lead of one line, and whether its letters make it certain."""
    text = passage.without(struck=True).text
    if len(text.split()) > _MOST_WORDS or ";" in text:
        return None
    entry = read_entry(text)
    if entry is None or not entry.strong or not entry.useful or not _sound(entry):
        return None
    certain = entry.initials is not None and (
        (entry.name is not None and initials_fit(entry.initials, entry.name))
        or (entry.post is not None and abbreviates(entry.initials, entry.post))
    )
    return _made(entry, passage.without(struck=True)), certain


def _sound(entry: Entry) -> bool:
    """A lead needs a person, or a post that nobody holds; prose in its place is none."""
    if entry.post is not None:
        shape = shape_of(entry.post)
        if any(w in people().prose for w in fold(entry.post).split()):
            return False
        if re.search(r"\d", entry.post) or (not entry.initials and shape.kind == "unknown"):
            return False
        if entry.name is None and shape.kind not in ("post", "organisation"):
            return False
        if entry.name is None and entry.state is None and shape.kind != "post":
            return False
    return entry.name is not None or entry.post is not None


def _made(entry: Entry, passage: Passage) -> Row:
    return Row(
        passage,
        name=entry.name,
        initials=entry.initials,
        job_title=entry.post,
        state=entry.state,
    )


def _key(passage: Passage) -> list[Row]:
    """The leads of a key in one paragraph: `Key: HT = Headteacher (Mrs P Dunn); ...`."""
    live = passage.without(struck=True)
    text = live.text
    items = [m.span() for m in _ITEM.finditer(text)]
    if len(items) < 2:
        items = [m.span() for m in re.finditer(r"[^,]+", text)]
    rows: list[Row] = []
    tried = 0
    for number, (low, high) in enumerate(items):
        opening = _KEY.match(text[low:high]) if number == 0 else None
        if opening and not is_initials(opening.group(0).strip(" :")):
            low += opening.end()
        tried += bool(text[low:high].strip())
        entry = read_entry(text[low:high].strip(" ."))
        coded = entry is not None and entry.strong and entry.initials is not None
        if entry is None or not coded or not _sound(entry):
            continue
        rows.append(_made(entry, live.slice(low, high)))
    # Half of the items at least, or the paragraph is something else.
    return rows if len(rows) >= 2 and len(rows) * 2 > tried else []


def _distinct(rows: list[Row]) -> list[Row]:
    """Without leads that a second list gives again."""
    seen: set[tuple[str, ...]] = set()
    kept = []
    for row in rows:
        key = tuple(fold(x or "") for x in (row.name, row.initials, row.job_title))
        if key not in seen:
            seen.add(key)
            kept.append(row)
    return kept
