"""A first look at a PDF's bytes, before any library unpacks them.

Libraries unpack cross-reference and object streams while they open a file, so that it is too
late to ask them how large these are.
"""

from __future__ import annotations

import re

from pipeline.read.limits import STREAM_BYTES, STREAMS_BYTES, size_told
from pipeline.read.unpack import OverLimitError, unpacked
from schemas.errors import TooLargeError

_STREAM = re.compile(rb">>\s{0,20}stream(?:\r\n|\n|\r)")
_FILTERS = re.compile(rb"/Filter\s{0,20}(\[[^\]]{0,400}\]|/\w{1,40})")
_NAME = re.compile(rb"/\w+")
_PICTURE = re.compile(rb"/Subtype\s{0,20}/Image\b")
# How much of what stands before a stream is looked at for its dictionary.
_DICTIONARY = 2_000


def check_streams(data: bytes, name: str) -> None:
    """Raise `TooLargeError` where a stream, or all together, would unpack to too much.

    Pictures are passed over: nothing unpacks them before they are drawn, and a picture of a
    large page is rightly large.  Encrypted streams show nothing here; see `pdf_mend`.
    """
    total = 0
    for found in _STREAM.finditer(data):
        start = found.end()
        least = max(0, start - _DICTIONARY)
        told = data[max(least, data.rfind(b" obj", least, start)) : start]
        if _PICTURE.search(told):
            continue
        end = data.find(b"endstream", start)
        packed = data[start : end if end >= 0 else len(data)]
        filters = _filters(told, packed)
        if not filters:
            continue
        try:
            total += len(unpacked(packed, filters, STREAM_BYTES))
        except OverLimitError:
            raise stream_too_large(name) from None
        if total > STREAMS_BYTES:
            raise TooLargeError(
                f"{name} unpacks to more than {size_told(STREAMS_BYTES)} without its pictures, "
                "as no plan does: split it, or print it to a new PDF."
            )


def stream_too_large(name: str) -> TooLargeError:
    """What is said of a file with a stream over the limit."""
    return TooLargeError(
        f"{name} holds a part that unpacks to more than {size_told(STREAM_BYTES)}, as no plan "
        "does: print it to a new PDF, and try that."
    )


def _filters(told: bytes, packed: bytes) -> list[str]:
    """The filters of a stream: as its dictionary says, else as its first bytes look."""
    found = _FILTERS.search(told)
    if found:
        return [name.decode("ascii") for name in _NAME.findall(found[1])]
    deflated = (
        len(packed) > 2 and packed[0] & 15 == 8 and int.from_bytes(packed[:2], "big") % 31 == 0
    )
    return ["/FlateDecode"] if deflated else []
