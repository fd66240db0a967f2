"""The printed lines of a flattened text.

A line keeps its words, how many blank lines stood before it and where its page
begins and ends: that is all the geometry that flattened text has left.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from schemas.document import Document, Passage, Word

# A bullet is a glyph of its own; converters leave symbols from private fonts.
_FEWEST_LETTERS = 3
# Text is printed with a blank line between all lines where more than this share of them have
# one, and of those that go on with a sentence, of which there are so many.
_SPACED = 0.95
_FEWEST_SPACED = 5
# One line in so many stands behind a blank one where these part the cells.
_GAPPED = 3
_BULLETS = frozenset("•◦▪●○■□‣⁃∙·*–-")


@dataclass(slots=True, eq=False)
class Line:
    """One line: its words, the blank lines before it, its page (from 1).

    `bullet` holds the words of a bullet that opened the line; they are not in
    `words`.  `width` is the printed length in characters; `indent` says that the
    line began with a space, which is what a lost bullet leaves; `runs_on` that it ended
    with one, which is what some tools leave where a text was wrapped; `leaf` is the page
    as far as it can be told without form feeds; `lettered` that a letter opens it which
    numbers a row; `headed` that it begins a cell that heads rows, as `Priority 2: …` does;
    `under` are the roles of the columns' headings that were printed right above it.
    """

    words: tuple[Word, ...]
    gap: int = 0
    page: int = 1
    bullet: tuple[Word, ...] = ()
    width: int = 0
    indent: bool = False
    runs_on: bool = False
    leaf: int = 0
    lettered: bool = False
    headed: bool = False
    under: tuple[str, ...] = ()
    text: str = field(default="", init=False)

    def __post_init__(self) -> None:
        self.text = " ".join(w.text for w in self.words)
        if not self.width:
            self.width = len(self.text) + sum(len(w.text) + 1 for w in self.bullet)

    @property
    def passage(self) -> Passage:
        return Passage.of(self.words)

    def part(self, start: int, end: int) -> Line:
        """The words `start` to `end` as a line of their own; the bullet stays with the first."""
        return Line(
            self.words[start:end],
            self.gap if start == 0 else 0,
            self.page,
            self.bullet if start == 0 else (),
            leaf=self.leaf,
            lettered=self.lettered and start == 0,
            headed=self.headed and start == 0,
            under=self.under if start == 0 else (),
            runs_on=self.runs_on and end == len(self.words),
        )


def gapped(lines: Sequence[Line]) -> bool:
    """True for text whose cells blank lines part, more or less."""
    return _GAPPED * sum(line.gap > 0 for line in lines) > len(lines)


def box_end(lines: Sequence[Line], at: int) -> int:
    """Where the lines between two blank ones end that begin at a place."""
    end = at + 1
    while end < len(lines) and not lines[end].gap:
        end += 1
    return end


def mark_letters(lines: list[Line]) -> None:
    """Mark the letters that number rows, where they run `a`, `b`, `c` and perhaps begin anew."""
    found: list[Line] = []
    run: list[Line] = []
    others = 0
    for line in lines:
        if not _lone_letter(line):
            continue
        letter = line.words[0].text
        if run and ord(letter) == ord(run[-1].words[0].text) + 1:
            run.append(line)
            continue
        if letter != "a":
            others += 1
            continue
        found += run if len(run) >= _FEWEST_LETTERS else []
        run = [line]
    found += run if len(run) >= _FEWEST_LETTERS else []
    if 4 * others <= len(found):
        for line in found:
            line.lettered = True


def _lone_letter(line: Line) -> bool:
    """True where a small letter stands by itself, or before a capital."""
    texts = [w.text for w in line.words[:2]]
    return (
        bool(texts)
        and len(texts[0]) == 1
        and "a" <= texts[0] <= "z"
        and (len(texts) == 1 or texts[1][:1].isupper())
    )


def is_bullet(text: str) -> bool:
    """True for a word that is a bullet and nothing else."""
    return len(text) == 1 and (text in _BULLETS or unicodedata.category(text) in ("Co", "So"))


def read_lines(document: Document) -> list[Line]:
    """The document's lines that hold words, in the order of its text."""
    lines: list[Line] = []
    held: list[Word] = []
    gap, page, end, indent = 0, 1, 0, False
    for word in document.words:
        between = document.text[end : word.start]
        breaks = between.count("\n") + between.count("\f")
        if held and breaks:
            lines.append(_line(held, gap, page, indent, runs_on=between.startswith(" ")))
            held = []
        if not held:
            gap = max(0, breaks - 1) if lines else 0
            page += between.count("\f")
            indent = between.endswith(" ")
        held.append(word)
        end = word.end
    if held:
        lines.append(_line(held, gap, page, indent))
    _close_up(lines)
    return lines


def _close_up(lines: list[Line]) -> None:
    """Halve the blank lines of text that has one between all lines: these part nothing."""
    later = [line for line in lines[1:] if line.words]
    on = [line for line in later if line.text[:1].islower() and not _lone_letter(line)]
    if len(on) >= _FEWEST_SPACED and all(
        sum(line.gap > 0 for line in some) > _SPACED * len(some) for some in (later, on)
    ):
        for line in lines:
            line.gap //= 2


def _line(words: list[Word], gap: int, page: int, indent: bool, *, runs_on: bool = False) -> Line:
    cut = 0
    while cut < len(words) and is_bullet(words[cut].text):
        cut += 1
    # A dash that parts two halves of a line is no bullet: only what stands first counts.
    if cut and words[0].text in "–-" and cut == len(words):
        cut = 0
    return Line(tuple(words[cut:]), gap, page, tuple(words[:cut]), indent=indent, runs_on=runs_on)


def folded(text: str) -> str:
    """A text as two printings of it are compared: lower case, plain quotes, one space."""
    plain = unicodedata.normalize("NFKC", text).replace("’", "'").replace("‘", "'")
    return re.sub(r"\s+", " ", plain).strip().lower()


_TOKEN = re.compile(r"[^\W_]+(?:'[^\W_]+)*")


def tokens(text: str) -> list[str]:
    """The words of a text for comparing: lower case, hyphens part them, no punctuation."""
    return _TOKEN.findall(folded(text))


def passage_of(lines: Iterable[Line]) -> Passage:
    """One passage of all words of the lines, a line for each."""
    return Passage.of_lines(line.words for line in lines)
