"""The door to reading by eye: nothing behind it is loaded unless a page asks for it."""

from __future__ import annotations

from dataclasses import replace

from pipeline.read.ocr.engine import installed
from pipeline.read.ocr.pages import pages_to_read
from schemas.by_eye import Mode
from schemas.errors import MissingOcrError
from schemas.page import FileFacts, PageContent

_INSTALL = "pip install 'plansift[ocr]'"


def read_by_eye(
    pages: list[PageContent], data: bytes, facts: FileFacts, password: str | None, mode: Mode
) -> tuple[list[PageContent], FileFacts]:
    """The pages with those read by OCR that need it, and the facts that say which.

    Pages that would need it where OCR is turned off or not installed are noted as unread.
    Raises `MissingOcrError` where it is asked for and not installed.
    """
    there = installed()
    if mode == "force" and not there:
        raise MissingOcrError(
            f"{facts.file} was to be read by OCR, which is not installed: {_INSTALL}."
        )
    numbers = pages_to_read(pages, data, password, "auto" if mode == "never" else mode)
    if not numbers:
        return pages, facts
    if mode == "never" or not there:
        return pages, replace(facts, unread_pages=tuple(numbers))
    from pipeline.read.ocr.scan import read_pages

    source = "ocr" if all(p.number in numbers or not p.words for p in pages) else "mixed"
    made = read_pages(pages, numbers, data, password)
    return made, replace(facts, text_source=source, ocr_pages=tuple(numbers))


def no_text(facts: FileFacts, mode: Mode) -> str:
    """What to say of a file without a word."""
    if facts.ocr_pages:
        return f"{facts.file} holds no text: only pictures, in which OCR found no words."
    if installed() and mode != "never":
        return f"{facts.file} holds no text, and no pictures of any that OCR could read."
    way = (
        "leave out --no-ocr to have it read"
        if installed()
        else f"install OCR ({_INSTALL}) to have it read"
    )
    return (
        f"{facts.file} holds no text, only pictures of it (a scan): {way}, "
        "or run text recognition (OCR) on it first."
    )
