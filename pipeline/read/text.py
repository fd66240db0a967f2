"""Plain text -> words with their offsets."""

from __future__ import annotations

import codecs
import re
import unicodedata
from itertools import pairwise

from pipeline.read.limits import TEXT_BYTES, WORD_LENGTH, check_file_size
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
# What no text holds: control characters, halves of pairs.  White space is none of them.
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f\ud800-\udfff\ufffe\uffff]")
_UNTOLD = "\ufffd"
# The share of a text that may be such.
_ODD = 0.05
_MARKS_32 = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
_MARKS_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def decoded(data: bytes) -> str:
    """Bytes as text: UTF-8, UTF-16 or UTF-32 (with or without a mark), else Windows-1252.

    Line ends become line feeds, the text NFC, ligatures letters; soft hyphens stay
    only where a word breaks off.  Control characters are left out.
    """
    text = _CONTROL.sub("", _bare(data)).replace("\r\n", "\n").replace("\r", "\n")
    text = unicodedata.normalize("NFC", text)
    if _PRINTED.search(text) is None:
        return text
    return "\n".join(_spelt(line) for line in text.split("\n"))


def _bare(data: bytes) -> str:
    """Bytes as the characters that they stand for, whatever these are."""
    # The mark of UTF-32 begins with that of UTF-16.
    if data.startswith(_MARKS_32):
        return data.decode("utf-32", errors="replace")
    if data.startswith(_MARKS_16):
        return data.decode("utf-16", errors="replace")
    try:
        return _wide(data) or data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


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
    """Unmarked UTF-16 or UTF-32, which show by bytes being zero in turn; None for other text."""
    if len(data) % 2 or not data:
        return None
    zeros = [data[n::4].count(0) / max(1, len(data) // 4) for n in range(4)]
    if len(data) % 4 == 0:
        if min(zeros[1:]) > 0.9 > zeros[0]:
            return data.decode("utf-32-le", errors="replace")
        if min(zeros[:3]) > 0.9 > zeros[3]:
            return data.decode("utf-32-be", errors="replace")
    for encoding, some in (("utf-16-le", zeros[1::2]), ("utf-16-be", zeros[::2])):
        if sum(some) / 2 > 0.3:
            return data.decode(encoding, errors="replace")
    return None


def _is_text(data: bytes) -> bool:
    """Whether bytes are a text at all, by the characters that texts don't have."""
    text = _bare(data)
    odd = sum(len(run) for run in _CONTROL.findall(text)) + text.count(_UNTOLD)
    return odd <= max(_ODD * len(text), 20 if len(text) > 400 else 4)


def _notes(text: str) -> dict[str, int]:
    """Where the last line begins that may be a footnote, by its number."""
    return {found[1]: found.start() for found in _NOTE.finditer(text)}


def read_text(data: bytes, facts: FileFacts) -> TextSource:
    """The words of a text; form feeds part its pages, where there are any.

    Raises `EmptyFileError` where it holds no words, `UnsupportedTypeError`
    where it is no text.
    """
    check_file_size(len(data), facts.file, TEXT_BYTES)
    if not _is_text(data):
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
        if cuts[-1] - cuts[0] > WORD_LENGTH:
            cuts[1:-1] = range(cuts[0] + WORD_LENGTH, cuts[-1], WORD_LENGTH)
            mark = None
        for start, end in pairwise(cuts):
            words.append(
                PageWord(
                    index=len(words),
                    text=text[start:end],
                    start=start,
                    end=end,
                    page=page if paged else None,
                    raised=start > last and mark is not None,
                    glued=start > last,
                )
            )
    if not words:
        raise EmptyFileError(f"{facts.file} holds no words: check that it is the right file.")
    pages = [Page(n, 0.0, 0.0) for n in range(1, page + 1)] if paged else []
    return TextSource(
        Document(facts.file, facts.sha256, facts.media_type, text, words, pages, metadata={})
    )
