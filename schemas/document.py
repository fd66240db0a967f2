"""Words with their places, and passages: values that keep their words.

A plan is a claim on the words of its document.  A reader turns a file into a
`Document` of `Word` objects; every later stage passes `Passage` objects on,
never bare strings, so that each value can be led back to the page.

Coordinates are PDF points from the page's top left corner; pages count from 1.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

_SPACE = re.compile(r"\s+")


def unreadable(text: str | None) -> bool:
    """True for text with characters whose meaning the file does not give (U+FFFD, `(cid:12)`)."""
    return text is not None and ("\ufffd" in text or "(cid:" in text)


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in points, measured from the page's top left corner."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.bottom - self.top

    def contains_middle(self, other: Box) -> bool:
        """True where the middle point of `other` lies inside this box."""
        x, y = (other.x0 + other.x1) / 2, (other.top + other.bottom) / 2
        return self.x0 <= x <= self.x1 and self.top <= y <= self.bottom

    @staticmethod
    def around(boxes: Iterable[Box]) -> Box:
        """The smallest box that holds all of `boxes` (at least one)."""
        held = list(boxes)
        return Box(
            min(b.x0 for b in held),
            min(b.top for b in held),
            max(b.x1 for b in held),
            max(b.bottom for b in held),
        )


@dataclass(slots=True, eq=False)
class Word:
    """One word of the source: a run of characters without white space.

    `start` and `end` are offsets into `Document.text`.  `page` and `box` are
    None where the format has none.  `raised` marks a superscript (an ordinal's
    `th`, a footnote mark); `glued` says that running text puts no space between
    the word before (in the same passage) and this one.  `by_eye` says that OCR
    read it, `raw` what it read where that was mended.
    """

    index: int
    text: str
    start: int
    end: int
    page: int | None = None
    box: Box | None = None
    size: float | None = None
    bold: bool = False
    italic: bool = False
    struck: bool = False
    raised: bool = False
    glued: bool = False
    confidence: float = 1.0
    by_eye: bool = False
    raw: str | None = None

    def __repr__(self) -> str:
        return f"Word({self.index}, {self.text!r})"


@dataclass(frozen=True, slots=True)
class Piece:
    """The characters `start` to `end` of one word."""

    word: Word
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.word.text[self.start : self.end]

    @staticmethod
    def whole(word: Word) -> Piece:
        return Piece(word, 0, len(word.text))


# Words whose hyphen at a line's end is printed, not put there by the break.
_HARD_HYPHEN = re.compile(r"[^\W\d_]-$")


# "2025-⏎2030": a span of numbers broken at its hyphen.
_SPAN = re.compile(r"\d[-–]$")
_NOTE = re.compile(r"^[\d*†‡§]{1,2}$")


def _is_note(piece: Piece) -> bool:
    """True for a footnote mark: a raised figure or sign (an ordinal's `th` is none)."""
    return piece.word.raised and bool(_NOTE.match(piece.text))


@dataclass(frozen=True, slots=True)
class Passage:
    """Lines of words that together make one value.

    `lines` holds tuples of pieces, a tuple for each printed line; lines need
    not be neighbours in the source.  An empty line says that the break there was
    meant, and does not come from a line's width.  `text` is the contract's form: NFC, white
    space folded, line breaks removed.
    """

    lines: tuple[tuple[Piece, ...], ...] = ()
    # `text`, once it has been asked for.
    _text: str | None = field(default=None, init=False, repr=False, compare=False)

    @staticmethod
    def of(words: Iterable[Word]) -> Passage:
        """One line made of `words`; without words, the empty passage."""
        line = tuple(Piece.whole(w) for w in words)
        return Passage((line,)) if line else Passage()

    @staticmethod
    def of_lines(lines: Iterable[Iterable[Word]]) -> Passage:
        """A passage of several lines; empty ones are left out."""
        made = (tuple(Piece.whole(w) for w in line) for line in lines)
        return Passage(tuple(line for line in made if line))

    @staticmethod
    def join(passages: Iterable[Passage]) -> Passage:
        """All lines of all `passages`, in order."""
        return Passage(tuple(line for p in passages for line in p.lines))

    def __bool__(self) -> bool:
        return any(self.lines)

    def __iter__(self) -> Iterator[Piece]:
        for line in self.lines:
            yield from line

    @property
    def words(self) -> list[Word]:
        """The words that the passage touches, in reading order, each once."""
        seen: dict[int, Word] = {}
        for piece in self:
            seen.setdefault(piece.word.index, piece.word)
        return list(seen.values())

    def _laid_out(self) -> tuple[str, list[tuple[int, Piece]]]:
        """The text, and for every piece the offset at which it begins in it."""
        # What ends the text decides how the next word joins it: no need to look at all of it.
        made: list[str] = []
        end, tail = 0, ""
        places: list[tuple[int, Piece]] = []
        last: Piece | None = None
        for line in self.lines:
            new_line = True
            for piece in line:
                word = piece.word
                shown = word.text[piece.start : piece.end]
                if not shown.isascii():
                    shown = unicodedata.normalize("NFC", shown)
                if last is None:
                    pass
                elif new_line or word.glued or word is last.word or tail[-1:] == "\u00ad":
                    joined = self._join(tail, last, piece, new_line=new_line)
                    if len(joined) > len(tail):
                        made.append(" ")
                    elif len(joined) < len(tail):
                        made[-1] = made[-1][:-1]
                    end += len(joined) - len(tail)
                    tail = joined
                else:
                    made.append(" ")
                    end += 1
                    tail += " "
                places.append((end, piece))
                if shown:
                    made.append(shown)
                    end += len(shown)
                    tail = (tail + shown)[-4:]
                last, new_line = piece, False
        return "".join(made), places

    @staticmethod
    def _join(text: str, last: Piece, piece: Piece, *, new_line: bool) -> str:
        if piece.word is last.word and piece.start == last.end:
            return text
        if text.endswith("\u00ad"):
            return text[:-1]
        if piece.word.glued and piece.start == 0:
            return text
        # "risk-⏎based", "Marlowe-⏎Finch": a hyphen at a line's end stays, without a space.
        hyphened = new_line and _HARD_HYPHEN.search(text) and piece.text[:1].isalpha()
        if new_line and _SPAN.search(text) and piece.text[:1].isdigit():
            return text
        if hyphened and piece.text.lower() not in {"and", "or", "to"}:
            return text
        return text + " "

    @property
    def text(self) -> str:
        """The value in the contract's form."""
        if self._text is None:
            text = _SPACE.sub(" ", self._laid_out()[0]).strip()
            object.__setattr__(self, "_text", text)
            return text
        return self._text

    def slice(self, start: int, end: int) -> Passage:
        """The part of the passage that `text[start:end]` came from.

        Offsets are into `text`; line structure is kept.
        """
        text, places = self._laid_out()
        # `text` strips and folds; pieces hold no white space, so only joins differ.
        shift = len(text) - len(text.lstrip())
        start, end = start + shift, end + shift
        kept: dict[int, Piece] = {}
        for number, (offset, piece) in enumerate(places):
            low, high = max(start, offset), min(end, offset + len(piece.text))
            if (low, high) == (offset, offset + len(piece.text)):
                kept[number] = piece
            elif low < high:
                kept[number] = Piece(
                    piece.word, piece.start + low - offset, piece.start + high - offset
                )
        number = 0
        lines: list[tuple[Piece, ...]] = []
        for line in self.lines:
            cut = tuple(kept[n] for n in range(number, number + len(line)) if n in kept)
            number += len(line)
            # A meant break stays where something stands before it.
            if cut or (not line and lines):
                lines.append(cut)
        while lines and not lines[-1]:
            lines.pop()
        return Passage(tuple(lines))

    def without(self, struck: bool) -> Passage:
        """The passage without its struck words (`struck=True`) or with only them."""
        lines = (
            (line, tuple(p for p in line if p.word.struck is not struck)) for line in self.lines
        )
        return Passage(tuple(kept for line, kept in lines if kept or not line))

    @staticmethod
    def parted(passages: Iterable[Passage]) -> Passage:
        """All lines of all `passages`, with meant breaks between them."""
        lines: list[tuple[Piece, ...]] = []
        for passage in passages:
            if passage:
                lines.extend([*([()] if lines else []), *passage.lines])
        return Passage(tuple(lines))

    def meant_breaks(self) -> list[int]:
        """Offsets into `text` of the spaces that stand for meant breaks."""
        found = []
        for number, line in enumerate(self.lines):
            if not line:
                end = len(Passage(self.lines[:number]).text)
                if 0 < end < len(self.text):
                    found.append(end)
        return found

    def live(self) -> Passage:
        """The passage as it is meant: without struck words and without footnote marks."""
        first = True
        lines = []
        for line in self.lines:
            kept = []
            for piece in line:
                if not piece.word.struck and (first or not _is_note(piece)):
                    kept.append(piece)
                first = False
            if kept or not line:
                lines.append(tuple(kept))
        return Passage(tuple(lines))

    def each_line(self) -> list[Passage]:
        """A passage for each printed line."""
        return [Passage((line,)) for line in self.lines if line]


# x' = a x + b y + c, y' = d x + e y + f
Affine = tuple[float, float, float, float, float, float]


@dataclass(slots=True)
class Page:
    """One page: its number from 1, width and height in points.

    A page read by eye was set straight first; `back` leads places on it to those
    on the page as it is drawn.
    """

    number: int
    width: float
    height: float
    back: Affine | None = None


@dataclass(slots=True)
class Document:
    """What a reader makes of a file.

    `text` is the document's extracted text, into which the words' offsets
    point; `words` are in the order of that text.
    """

    file: str
    sha256: str
    media_type: str
    text: str
    words: list[Word]
    pages: list[Page] = field(default_factory=list)
    text_source: str = "native"
    metadata: dict[str, str] = field(default_factory=dict)
    ocr_pages: list[int] = field(default_factory=list)
    unread_pages: list[int] = field(default_factory=list)
    crowded_pages: list[int] = field(default_factory=list)
