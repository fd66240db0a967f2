"""What can go wrong with an input, said in one sentence that tells what to do.

The library raises these; only the command line turns `exit_code` into an exit.
"""

from __future__ import annotations

from typing import ClassVar


class PlansiftError(Exception):
    """Base of all errors that plansift raises about its input.

    `kind` names the sort of error for machines, `exit_code` is what a command
    ends with where it meets one (1: this input could not be read).
    """

    kind: ClassVar[str] = "error"
    exit_code: ClassVar[int] = 1


class MissingFileError(PlansiftError):
    """The path does not exist or can't be opened."""

    kind = "missing-file"


class UnsupportedTypeError(PlansiftError):
    """The file is of a type that plansift does not read."""

    kind = "unsupported-type"


class EmptyFileError(PlansiftError):
    """The file has no bytes, or no text at all."""

    kind = "empty-file"


class NotAPdfError(PlansiftError):
    """The file is called a PDF but is none."""

    kind = "not-a-pdf"


class DamagedPdfError(PlansiftError):
    """The PDF is cut short or broken."""

    kind = "damaged-pdf"


class EncryptedPdfError(PlansiftError):
    """The PDF needs a password that was not given or is wrong."""

    kind = "encrypted-pdf"


class NoTextError(PlansiftError):
    """The PDF has pages but no text: it is a scan."""

    kind = "no-text"


class TooLargeError(PlansiftError):
    """The file is larger than what is read, or unpacks to more."""

    kind = "too-large"


class EncryptedDocxError(PlansiftError):
    """The Word file is locked with a password."""

    kind = "encrypted-docx"


class MissingOcrError(PlansiftError):
    """OCR was asked for and is not installed."""

    kind = "no-ocr"


class DamagedDocxError(PlansiftError):
    """The Word file is broken or no Word file."""

    kind = "damaged-docx"


class OutputClashError(PlansiftError):
    """Two documents would be written to one place."""

    kind = "output-clash"


class NotAPlanError(PlansiftError):
    """The JSON is none, or no plan of this contract."""

    kind = "not-a-plan"


class ExportError(PlansiftError):
    """An export can't be made, or not where it was asked for."""

    kind = "export"


class ConfigError(PlansiftError):
    """A file of settings can't be read, or says what plansift doesn't know."""

    kind = "config"
    exit_code = 2
