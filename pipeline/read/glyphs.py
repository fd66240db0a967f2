"""Characters with places -> words.

A word is a run of characters on one baseline without a gap, and never crosses
a vertical rule.
"""

from __future__ import annotations

import re
import statistics
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import groupby, pairwise
from math import inf
from operator import attrgetter
from sys import intern

from pipeline.read.ink import Glyph, Ink, once
from schemas.document import Box
from schemas.page import PageWord, Rule

# A gap wider than this share of the font size parts two words; spaces in
# common fonts are 0.2 to 0.3 wide.
_WORD_GAP = 0.17
_RAISED_SIZE = 0.88
_ACROSS = attrgetter("x0", "x1")
_HYPHENS = "-\u2010"
# Stands for a character whose font does not say what it is.
UNKNOWN = "\ufffd"
_UNREAD = re.compile(r"\(cid:\d+\)")
_UNSURE = 0.3
# Letters whose two bytes changed places; two or more, so that no real sign is taken for one.
_SWAPPED = re.compile("[" + "".join(chr(c << 8) for c in range(0x61, 0x7B)) + "]{2,}")
_LIGATURES = re.compile("[\ufb00-\ufb06]")
_BULLET_HEAD = re.compile("^([\u2022\u25aa\u25cf\u25e6\u2023\uf000-\uf0ff])(?=\\w)")


def words_of(glyphs: Iterable[Glyph], rules: Sequence[Rule]) -> list[PageWord]:
    """The words that the glyphs of one page make, top down and left to right."""
    walls = _Walls(r for r in rules if not r.horizontal)
    words: list[PageWord] = []
    for run in _baselines(once(glyphs)):
        turn = run[0].ink.turn
        words += _split_upright(run, walls) if turn == 0 else _split(run, turn)
    upright = [w for w in words if w.turn == 0]
    _raise(upright)
    _glue(upright)
    return sorted(words, key=lambda w: (round(w.baseline, 1), w.place.x0))


class _Walls:
    """Upright rules, which no word crosses, from left to right."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._rules = sorted(rules, key=lambda r: r.x0)
        self._places = [r.x0 for r in self._rules]

    def around(self, x: float) -> tuple[float, float]:
        """The places of the last rule at or left of `x` and the first one right of it."""
        places = self._places
        at = bisect_right(places, x)
        return places[at - 1] if at else -inf, places[at] if at < len(places) else inf

    def part(self, low: float, high: float, ink: Ink) -> bool:
        """True where one stands between two places of a line."""
        at, end = bisect_right(self._places, low), bisect_left(self._places, high)
        middle = (ink.top + ink.bottom) / 2
        return any(w.top <= middle <= w.bottom for w in self._rules[at:end])


def _along(glyph: Glyph) -> tuple[float, float]:
    """Where the glyph begins and ends in its reading direction."""
    if glyph.reach is not None:
        return glyph.reach
    if glyph.ink.turn == 90:
        return -glyph.ink.bottom, -glyph.ink.top
    if glyph.ink.turn == 270:
        return glyph.ink.top, glyph.ink.bottom
    return glyph.x0, glyph.x1


def _baselines(glyphs: list[Glyph]) -> list[list[Glyph]]:
    """Glyphs grouped by direction and baseline, each group in reading direction."""
    by_ink: dict[Ink, list[Glyph]] = {}
    for ink, some in groupby(glyphs, attrgetter("ink")):
        by_ink.setdefault(ink, []).extend(some)
    turns = list(dict.fromkeys(ink.turn for ink in by_ink))
    groups: list[list[Glyph]] = []
    for turn in turns:
        last: Ink | None = None
        inks = [ink for ink in by_ink if ink.turn == turn]
        for ink in sorted(inks, key=attrgetter("baseline")):
            if last and ink.baseline - last.baseline <= 0.08 * min(ink.size, last.size):
                groups[-1] += by_ink[ink]
            else:
                groups.append(by_ink[ink])
            last = ink
    for group in groups:
        group.sort(key=_ACROSS if group[0].ink.turn == 0 else _along)
    return groups


def _split_upright(run: list[Glyph], walls: _Walls) -> list[PageWord]:
    """The words of a run that stands upright: nearly all text, so this is short of calls."""
    words: list[PageWord] = []
    held: list[Glyph] = []
    # Where the last glyph's middle is, and between which rules.
    middle = before = low = high = 0.0
    for glyph in _seen(run):
        text, before = glyph.text, middle
        if not text or text.isspace():
            words += _word(held, 0)
            held = []
            continue
        middle = (glyph.x0 + glyph.x1) / 2
        if held:
            last = held[-1]
            gap, size = glyph.x0 - last.x1, glyph.ink.size
            if glyph.ink is not last.ink:
                parted = _unlike(last.ink, glyph.ink)
                size = max(size, last.ink.size)
            else:
                parted = False
            if not low <= before <= middle <= high:
                low, high = walls.around(before)
                parted = parted or (high < middle and walls.part(before, middle, glyph.ink))
            if parted or gap > _WORD_GAP * size or gap < -1.5 * size:
                words += _word(held, 0)
                held = []
        held.append(glyph)
    return words + _word(held, 0)


def _split(run: list[Glyph], turn: int) -> list[PageWord]:
    """The words of a run of turned text, which crosses no rules."""
    words: list[PageWord] = []
    held: list[Glyph] = []
    for glyph in _seen(run):
        if glyph.text.isspace() or not glyph.text:
            words += _word(held, turn)
            held = []
            continue
        if held and _parted(held[-1], glyph):
            words += _word(held, turn)
            held = []
        held.append(glyph)
    return words + _word(held, turn)


def _parted(left: Glyph, right: Glyph) -> bool:
    gap = _along(right)[0] - _along(left)[1]
    size = max(left.ink.size, right.ink.size)
    return gap > _WORD_GAP * size or gap < -1.5 * size or _unlike(left.ink, right.ink)


def _unlike(one: Ink, other: Ink) -> bool:
    """True for sizes that one word does not have."""
    return one is not other and not 0.8 < one.size / other.size < 1.25


def _seen(run: list[Glyph]) -> list[Glyph]:
    """The glyphs without spaces that the next one covers: break marks that the eye does not see.

    A hyphen upon one is a soft hyphen that shows at the line's end.
    """
    kept = list(run)
    for at in [at for at, glyph in enumerate(run) if glyph.text.isspace()]:
        glyph = run[at]
        low, high = _along(glyph)
        middle = (low + high) / 2
        for near in (at - 1, at + 1):
            other = run[near] if 0 <= near < len(run) else None
            if other is None or other.text.isspace():
                continue
            begin, end = _along(other)
            if abs(begin - low) > 0.3 * (high - low) or end < middle:
                continue
            kept[at] = replace(glyph, text="")
            if other.text in _HYPHENS:
                kept[near] = replace(other, text="\u00ad")
            break
    if kept == run:
        return run
    return [k for k, glyph in zip(kept, run, strict=True) if k.text or not glyph.text]


def _word(glyphs: list[Glyph], turn: int) -> list[PageWord]:
    if not glyphs:
        return []
    text = mended("".join([g.text for g in glyphs]))
    if not text:
        return []
    head = None if text.isascii() else _BULLET_HEAD.match(text)
    if head and len(glyphs) > 1 and len(glyphs[0].text) == 1:
        return _word(glyphs[:1], turn) + _word(glyphs[1:], turn)
    ink = glyphs[0].ink
    for glyph in glyphs:
        if glyph.ink is not ink:
            ink = _blend([g.ink for g in glyphs])
            break
    left = glyphs[0].x0 if turn == 0 else min([g.x0 for g in glyphs])
    right = max([g.x1 for g in glyphs])
    return [
        PageWord(
            index=0,
            text=intern(text),
            start=0,
            end=0,
            box=Box(left, ink.top, right, ink.bottom),
            size=_points(ink.size),
            bold=ink.bold,
            italic=ink.italic,
            baseline=ink.baseline,
            turn=turn,
            faint=ink.faint,
            confidence=_UNSURE if UNKNOWN in text else 1.0,
        )
    ]


@lru_cache(maxsize=4096)
def _points(size: float) -> float:
    """A font size, rounded: one number for all words of the size."""
    return round(size, 2)


def _blend(inks: list[Ink]) -> Ink:
    """What most of the glyphs of a word have; its box holds all of them."""
    return Ink(
        min(i.top for i in inks),
        max(i.bottom for i in inks),
        statistics.median(i.size for i in inks),
        statistics.median(i.baseline for i in inks),
        inks[0].turn,
        bold=sum(i.bold for i in inks) * 2 > len(inks),
        italic=sum(i.italic for i in inks) * 2 > len(inks),
        faint=all(i.faint for i in inks),
    )


def _swapped(found: re.Match[str]) -> str:
    return "".join(chr(ord(c) >> 8) for c in found.group())


def mended(text: str) -> str:
    """The text in NFC, ligature glyphs taken apart, soft hyphens inside dropped.

    A character that its font does not name becomes `UNKNOWN`.  Ghostscript writes
    what a ligature stands for with its bytes swapped.  A soft hyphen at the end
    stays: the word goes on in the next line.
    """
    if text.isascii() and text.isprintable() and " " not in text and "(" not in text:
        return text
    text = _LIGATURES.sub(lambda m: unicodedata.normalize("NFKC", m.group()), text)
    text = _SWAPPED.sub(_swapped, _UNREAD.sub(UNKNOWN, text))
    text = text.replace("\x00", "").replace("\x02", "\u00ad")
    inner = text[:-1].replace("\u00ad", "") + text[-1:]
    return unicodedata.normalize("NFC", "".join(inner.split()))


def _raise(words: list[PageWord]) -> None:
    """Mark words set small above the baseline of the word that they follow."""
    rows: dict[int, list[PageWord]] = {}
    for word in words:
        rows.setdefault(int(word.baseline // 20), []).append(word)
    largest = {row: max(w.size or 0.0 for w in held) for row, held in rows.items()}
    for word in words:
        row = int(word.baseline // 20)
        around = [r for r in (row - 1, row, row + 1) if r in rows]
        if (word.size or 0.0) >= _RAISED_SIZE * max(largest[r] for r in around):
            continue
        hosts = [w for r in around for w in rows[r] if _hosts(w, word)]
        if hosts:
            host = min(hosts, key=lambda w: abs(word.place.x0 - w.place.x1))
            word.raised = True
            word.baseline = host.baseline


def _hosts(host: PageWord, word: PageWord) -> bool:
    size, small = host.size or 0.0, word.size or 0.0
    return (
        0 < small < _RAISED_SIZE * size
        and -0.1 * size < word.place.x0 - host.place.x1 < 0.4 * size
        and 0.15 * size < host.baseline - word.baseline < 0.75 * size
    )


def _glue(words: list[PageWord]) -> None:
    """Mark words that touch the one before: `30` + `th`, `th` + `,`."""
    rows: dict[float, list[PageWord]] = {}
    for word in words:
        rows.setdefault(round(word.baseline, 2), []).append(word)
    for row in rows.values():
        row.sort(key=lambda w: w.place.x0)
        for left, right in pairwise(row):
            size = max(left.size or 0.0, right.size or 0.0)
            gap = right.place.x0 - left.place.x1
            right.glued = (left.raised or right.raised) and -0.3 * size < gap < 0.12 * size
