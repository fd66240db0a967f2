"""The package of a Word file, checked and made plain before python-docx opens it.

A Word file is a zip of XML parts.  Only XML is unpacked, and no more of it than a limit; the
package handed on has the same parts, of which pictures, macros and embedded files are empty.
Templates, files with macros and the strict form of the format read as plain Word files then.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib

from pipeline.read.limits import PARTS, XML_BYTES, size_told
from schemas.errors import (
    DamagedDocxError,
    EncryptedDocxError,
    PlansiftError,
    TooLargeError,
    UnsupportedTypeError,
)

_OLE = b"\xd0\xcf\x11\xe0"
# The stream of an OLE file that holds an encrypted package.
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
# And that of a document in the old format.
_DOC = "WordDocument".encode("utf-16-le")
_XML = (".xml", ".rels")
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCODING = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([^\"']{1,40})")
# Encodings in which `<!DOCTYPE` is written as in ASCII, and UTF-16.
_ENCODINGS = re.compile(rb"utf-?8|utf-?16(?:le|be)?|(?:us-)?ascii|iso-8859-\d+|windows-125\d", re.I)
_MAIN = re.compile(
    rb"application/vnd\.(?:ms-word\.(?:document|template)\.macroEnabled(?:Template)?"
    rb"|openxmlformats-officedocument\.wordprocessingml\.template)\.main\+xml",
    re.I,
)
_DOCUMENT = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
# The names of the strict form (ISO/IEC 29500) and those that all programs write.
_STRICT = b"http://purl.oclc.org/ooxml/"
_NAMESPACES = (
    (b"officeDocument/relationships", b"officeDocument/2006/relationships"),
    (b"officeDocument/math", b"officeDocument/2006/math"),
    (b"wordprocessingml/main", b"wordprocessingml/2006/main"),
    (b"drawingml/main", b"drawingml/2006/main"),
    (b"drawingml/wordprocessingDrawing", b"drawingml/2006/wordprocessingDrawing"),
)


def plain_package(data: bytes, name: str) -> bytes:
    """The file as a package without anything that is not read.

    Raises `EncryptedDocxError`, `UnsupportedTypeError` for the old format, `TooLargeError`, and
    `DamagedDocxError` for what is no package, or has parts that no Word file has.
    """
    if data[:4] == _OLE:
        raise _old(data, name)
    plain = io.BytesIO()
    try:
        with (
            zipfile.ZipFile(io.BytesIO(data)) as package,
            zipfile.ZipFile(plain, "w", zipfile.ZIP_STORED) as made,
        ):
            parts = package.infolist()
            if len(parts) > PARTS:
                raise TooLargeError(
                    f"{name} has {len(parts):,} parts, as no plan does: open it in Word and save "
                    "it anew."
                )
            left = XML_BYTES
            for part in {part.filename: part for part in parts}.values():
                if part.is_dir():
                    continue
                content = b""
                if part.filename.lower().endswith(_XML):
                    content = _read(package, part, left, name)
                    left -= len(content)
                    content = _plain(content, name)
                made.writestr(zipfile.ZipInfo(part.filename), content)
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, OSError) as error:
        raise damaged(name) from error
    except (NotImplementedError, RuntimeError, struct.error) as error:
        raise damaged(name) from error
    return plain.getvalue()


def damaged(name: str) -> DamagedDocxError:
    """What is said of a file that is no Word file."""
    return DamagedDocxError(
        f"{name} is no Word file that can be read (cut short, damaged or of another kind): "
        "open it in Word and save it as .docx."
    )


def _old(data: bytes, name: str) -> PlansiftError:
    if _ENCRYPTED in data:
        return EncryptedDocxError(
            f"{name} is locked with a password: open it in Word and save it without one."
        )
    if _DOC in data:
        return UnsupportedTypeError(f"{name} is in Word's old .doc format: save it as .docx.")
    return DamagedDocxError(
        f"{name} is locked with a password or in the old .doc format: "
        "save it as .docx without a password."
    )


def _read(package: zipfile.ZipFile, part: zipfile.ZipInfo, left: int, name: str) -> bytes:
    """A part's content, of which no more than `left` bytes are ever unpacked.

    The size that the zip states can be a lie: reading to the stated end would unpack the rest,
    too.
    """
    if part.flag_bits & 1:
        raise EncryptedDocxError(f"{name} is locked with a password: save it without one.")
    if part.compress_type not in _METHODS:
        raise damaged(name)
    with package.open(part) as held:
        content = held.read(left + 1)
    if len(content) > left or part.file_size > left:
        raise TooLargeError(
            f"{name} unpacks to more than {size_told(XML_BYTES)} of text and marks, as no plan "
            "does: save the part that holds the plan as a file of its own."
        )
    return content


def _plain(content: bytes, name: str) -> bytes:
    """A part's XML in the names that all programs use; raises where it declares entities."""
    probe = content
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        probe = content.decode("utf-16", "replace").encode("utf-8")
    elif b"\x00" in content[:4]:
        raise damaged(name)
    told = _ENCODING.match(probe.lstrip(b"\xef\xbb\xbf \t\r\n"))
    if told and not _ENCODINGS.fullmatch(told[1]):
        raise damaged(name)
    if b"<!DOCTYPE" in probe or b"<!ENTITY" in probe:
        # Entities can name other files, or grow without end; the format forbids them.
        raise DamagedDocxError(
            f"{name} declares XML entities, which no Word file does and which can do harm: "
            "open it in Word and save it anew."
        )
    content = _MAIN.sub(_DOCUMENT, content)
    if _STRICT in content:
        for strict, usual in _NAMESPACES:
            content = content.replace(
                _STRICT + strict, b"http://schemas.openxmlformats.org/" + usual
            )
    return content
