"""Facts about a PDF that are gathered before any work on it, by a second reader.

pdfplumber is silent about some broken files; pypdfium2 tells how many pages
and characters there should be.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.read.limits import PAGE_CHARACTERS, PAGE_OBJECTS
from schemas.errors import DamagedPdfError, EncryptedPdfError, NotAPdfError, TooLargeError

_HEAD = 1024
_OBJECT = re.compile(rb"\d\s+\d+\s+obj\b")


@dataclass(frozen=True, slots=True)
class Survey:
    """How many pages a PDF has, and how many printed characters stand on them."""

    pages: int
    characters: int


def survey(data: bytes, name: str, password: str | None) -> Survey:
    """What pypdfium2 sees in a PDF; raises where it can't be opened at all."""
    import pypdfium2 as pdfium

    try:
        pdf = pdfium.PdfDocument(data, password=password)
    except pdfium.PdfiumError as error:
        raise _told(data, name, password) from error
    try:
        characters = 0
        for number in range(len(pdf)):
            page = pdf[number]
            check_page(
                pdfium.raw.FPDFPage_CountObjects(page), PAGE_OBJECTS, "objects", number, name
            )
            text = page.get_textpage()
            check_page(text.count_chars(), PAGE_CHARACTERS, "characters", number, name)
            characters += len("".join(text.get_text_bounded().split()))
            text.close()
            page.close()
        return Survey(len(pdf), characters)
    except pdfium.PdfiumError as error:
        raise _told(data, name, password) from error
    finally:
        pdf.close()


def check_page(count: int, most: int, what: str, number: int, name: str) -> None:
    """Raise `TooLargeError` for a page that holds more than is read."""
    if count > most:
        raise TooLargeError(
            f"{name} has {count:,} {what} on page {number + 1}, as no plan does, and at most "
            f"{most:,} are read: leave that page out."
        )


def check_whole(data: bytes, name: str) -> None:
    """Raise `NotAPdfError` for what is no PDF, `DamagedPdfError` for one that ends in an object.

    Readers find pages in what is left of a file, and would give a part for the whole.
    """
    if b"%PDF-" not in data[:_HEAD]:
        raise NotAPdfError(f"{name} is no PDF, whatever its name says: check what was saved.")
    if b"%%EOF" not in data[-_HEAD:]:
        last = data.rfind(b"endobj")
        if _OBJECT.search(data, max(last, 0)) is not None:
            raise _cut_short(name)


def _cut_short(name: str) -> DamagedPdfError:
    return DamagedPdfError(f"{name} is cut short (a download that broke off?): fetch it again.")


def _told(data: bytes, name: str, password: str | None) -> EncryptedPdfError | DamagedPdfError:
    # pdfium may name the password after an earlier file's failure: believe the file.
    if b"/Encrypt" in data:
        if password is None:
            return EncryptedPdfError(f"{name} is locked with a password: give it with --password.")
        return EncryptedPdfError(f"The password given for {name} is wrong: check --password.")
    if b"%%EOF" not in data[-_HEAD:]:
        return _cut_short(name)
    return DamagedPdfError(
        f"{name} is damaged and can't be read: save it anew from the program that made it, "
        "and try that copy."
    )
