"""Facts about a PDF that are gathered before any work on it, by a second reader.

pdfplumber is silent about some broken files; pypdfium2 tells how many pages
and characters there should be.
"""

from __future__ import annotations

import io
from dataclasses import dataclass

from schemas.errors import DamagedPdfError, EmptyFileError, EncryptedPdfError, NotAPdfError

_HEAD = 1024


@dataclass(frozen=True, slots=True)
class Survey:
    """How many pages a PDF has, and how many printed characters stand on them."""

    pages: int
    characters: int


def survey(data: bytes, name: str, password: str | None) -> Survey:
    """What pypdfium2 sees in a PDF; raises where it can't be opened at all."""
    import pypdfium2 as pdfium

    if not data:
        raise EmptyFileError(f"{name} is empty (0 bytes): download or export it again.")
    if b"%PDF-" not in data[:_HEAD]:
        raise NotAPdfError(f"{name} is no PDF, whatever its name says: check what was saved.")
    try:
        pdf = pdfium.PdfDocument(data, password=password)
    except pdfium.PdfiumError as error:
        raise _told(data, name, password) from error
    try:
        characters = 0
        for number in range(len(pdf)):
            page = pdf[number]
            text = page.get_textpage()
            characters += len("".join(text.get_text_bounded().split()))
            text.close()
            page.close()
        return Survey(len(pdf), characters)
    except pdfium.PdfiumError as error:
        raise _told(data, name, password) from error
    finally:
        pdf.close()


def saved_anew(data: bytes, password: str | None) -> bytes | None:
    """The PDF with its structure rebuilt and without a password; None where that fails."""
    import pikepdf

    anew = io.BytesIO()
    try:
        with pikepdf.open(io.BytesIO(data), password=password or "") as pdf:
            pdf.save(anew)
    except (pikepdf.PdfError, ValueError, RuntimeError):
        return None
    return anew.getvalue()


def _told(data: bytes, name: str, password: str | None) -> EncryptedPdfError | DamagedPdfError:
    # pdfium may name the password after an earlier file's failure: believe the file.
    if b"/Encrypt" in data:
        if password is None:
            return EncryptedPdfError(f"{name} is locked with a password: give it with --password.")
        return EncryptedPdfError(f"The password given for {name} is wrong: check --password.")
    if b"%%EOF" not in data[-_HEAD:]:
        return DamagedPdfError(f"{name} is cut short (a download that broke off?): fetch it again.")
    return DamagedPdfError(
        f"{name} is damaged and can't be read: save it anew from the program that made it, "
        "and try that copy."
    )
