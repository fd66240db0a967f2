"""Reading: a file -> words with their places, rules and fills."""

from __future__ import annotations

import hashlib
import stat
from pathlib import Path

from pipeline.read.limits import check_file_size
from schemas.by_eye import Mode
from schemas.errors import EmptyFileError, MissingFileError, UnsupportedTypeError
from schemas.page import FileFacts, ReadResult

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TEXT = "text/plain"

_TYPES = {".pdf": PDF, ".docx": DOCX, ".txt": TEXT, ".text": TEXT}


def media_type_of(path: Path, data: bytes) -> str:
    """The media type by the file's name, else by its first bytes.

    Raises `UnsupportedTypeError` for a type that is not read.
    """
    known = _TYPES.get(path.suffix.lower())
    if known:
        return known
    if b"%PDF-" in data[:1024]:
        return PDF
    if not path.suffix and b"\x00" not in data[:4096]:
        return TEXT
    raise UnsupportedTypeError(
        f"{path.name} is of a type that is not read: give a PDF, a Word file (.docx) or text."
    )


def read_document(
    path: str | Path, password: str | None = None, ocr: Mode = "auto", *, keep: bool = False
) -> ReadResult:
    """Read one file: PDF, Word (.docx) or plain text.

    `password` opens an encrypted PDF; `ocr` says which pages are read by OCR; `keep`
    keeps a PDF as it was mended, to draw its pages from.
    Raises a `PlansiftError` that says in a sentence what is wrong with the file and
    what to do.
    """
    path = Path(path)
    try:
        told = path.stat()
        if not stat.S_ISREG(told.st_mode) and not stat.S_ISDIR(told.st_mode):
            # A pipe or device may never end.
            raise MissingFileError(f"{path} is no ordinary file: copy it into one.")
        check_file_size(told.st_size, path.name)
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise MissingFileError(f"{path} does not exist: check the path.") from error
    except OSError as error:
        raise MissingFileError(f"{path} can't be opened ({error.strerror}).") from error
    if not data:
        raise EmptyFileError(f"{path.name} is empty (0 bytes): download or export it again.")
    media = media_type_of(path, data)
    facts = FileFacts(path.name, hashlib.sha256(data).hexdigest(), media)
    if media == PDF:
        from pipeline.read.pdf import read_pdf

        return read_pdf(data, facts, password, ocr, keep=keep)
    if media == DOCX:
        from pipeline.read.docx import read_docx

        return read_docx(data, facts)
    from pipeline.read.text import read_text

    return read_text(data, facts)
