"""Plain text -> words with their offsets."""

from __future__ import annotations

import codecs
import re
import unicodedata
from itertools import pairwise

from schemas.document import Document, Page, Word
from schemas.errors import EmptyFileError, UnsupportedTypeError
from schemas.page import FileFacts, PageWord, TextSource

_WORD = re.compile(r"[^\s\f]+")
# A ligature, a soft hyphen within a word, the hyphen printed for one at a line's end.
_PRINTED = re.compile("[\ufb00-\ufb06]|\u00ad(?=\\w)|(?<=\u00ad)[-\u2010](?!\\S)")
_GAP = re.compile("( {2,})")
# `guide.1`: a footnote's mark behind a word, and the line that begins with its number.
_MARKED = re.compile(r"(?<=[a-z])[.,;:)’”]*(\d{1,2})$")
_NOTE = re.compile(r"^ {0,4}(\d{1,2}) (?=[A-Z‘“])", re.MULTILINE)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b]")


def decoded(data: bytes) -> str:
    """Bytes as text: UTF-8 (with or without a mark), UTF-16, else Windows-1252.

    Line ends become line feeds, the text NFC, ligatures letters; soft hyphens stay
    only where a word breaks off.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = data.decode("utf-16", errors="replace")
    else:
        try:
            text = _wide(data) or data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("cp1252", errors="replace")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = unicodedata.normalize("NFC", text)
    if _PRINTED.search(text) is None:
        return text
    return "\n".join(_spelt(line) for line in text.split("\n"))


def _spelt(line: str) -> str:
    """A line without ligatures and needless soft hyphens, its columns where they were."""
    made: list[str] = []
    longer = 0
    for part in _GAP.split(line):
        if _GAP.fullmatch(part):
            cut = min(longer, len(part) - 2)
            longer -= cut
            made.append(" " * (len(part) - cut))
        else:
            new = _PRINTED.sub(
                lambda m: unicodedata.normalize("NFKC", m.group()) if m.group() > "\ufaff" else "",
                part,
            )
            longer += len(new) - len(part)
            made.append(new)
    return "".join(made)


def _wide(data: bytes) -> str | None:
    """Unmarked UTF-16, which shows by every other byte being zero; None for other text."""
    for encoding, zeros in (("utf-16-le", data[1::2]), ("utf-16-be", data[::2])):
        if zeros.count(0) > 0.3 * len(zeros) > 0 and len(data) % 2 == 0:
            return data.decode(encoding, errors="replace")
    return None


def _notes(text: str) -> dict[str, int]:
    """Where the last line begins that may be a footnote, by its number."""
    return {found[1]: found.start() for found in _NOTE.finditer(text)}


def read_text(data: bytes, facts: FileFacts) -> TextSource:
    """The words of a text; form feeds part its pages, where there are any.

    Raises `EmptyFileError` where it holds no words, `UnsupportedTypeError`
    where it is no text.
    """
    if data[:256].count(0) > 0 and len(_CONTROL.findall(decoded(data)[:2000])) > 20:
        raise UnsupportedTypeError(
            f"{facts.file} is no text, whatever its name says: check what was saved."
        )
    text = decoded(data)
    paged = "\f" in text.strip("\f\n ")
    words: list[Word] = []
    page = 1
    last = 0
    notes = _notes(text)
    for match in _WORD.finditer(text):
        page += text.count("\f", last, match.start())
        last = match.start()
        cuts = [match.start(), match.end()]
        mark = _MARKED.search(match.group())
        if mark and notes.get(mark[1], 0) > last:
            cuts.insert(1, last + mark.start(1))
        for start, end in pairwise(cuts):
            words.append(
                PageWord(
                    index=len(words),
                    text=text[start:end],
                    start=start,
                    end=end,
                    page=page if paged else None,
                    raised=start > last,
                    glued=start > last,
                )
            )
    if not words:
        raise EmptyFileError(f"{facts.file} holds no words: check that it is the right file.")
    pages = [Page(n, 0.0, 0.0) for n in range(1, page + 1)] if paged else []
    return TextSource(
        Document(facts.file, facts.sha256, facts.media_type, text, words, pages, metadata={})
    )
