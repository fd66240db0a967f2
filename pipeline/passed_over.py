"""Files of a folder that may hold a plan and are not read: what they are, and what to do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import PurePath

from pipeline.escape import safe

# Only what may hold a plan: a folder's other files are nobody's business.
_ADVICE = {
    "save as .docx or PDF": ".doc .dot .docm .dotx .dotm .odt .ott .fodt .rtf .wpd .wps .pages",
    "print to PDF": ".xls .xlsx .xlsm .xlsb .ods .ppt .pptx .odp .msg .eml",
    "put into a PDF, which is read by OCR": ".jpg .jpeg .png .tif .tiff .bmp .gif .webp .heic",
    "unpack": ".zip .7z .rar",
}
_OF = {ending: advice for advice, endings in _ADVICE.items() for ending in endings.split()}


def advice_on(path: PurePath) -> str | None:
    """What to do with a file that is not read; None where it is not of a kind that holds plans."""
    return _OF.get(path.suffix.lower())


def passed_over(paths: Iterable[PurePath]) -> str | None:
    """A sentence on the files that were passed over; None where there are none.

    `3 .doc (save as .docx or PDF), 1 .jpg (put into a PDF, which is read by OCR)`
    """
    kinds = Counter(path.suffix.lower() for path in paths)
    groups: dict[str, list[str]] = {}
    for ending, number in sorted(kinds.items()):
        groups.setdefault(_OF[ending], []).append(f"{number} {safe(ending)}")
    told = [f"{', '.join(some)} ({advice})" for advice, some in groups.items()]
    return "; ".join(told) or None
