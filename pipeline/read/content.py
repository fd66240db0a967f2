"""The operations of a PDF page's content, told apart fast.

pdfminer's tokeniser takes a third of its time.  Here one regular expression finds
an operation with its numbers at once; whatever it does not know for sure is left
to pdfminer (`OddContentError`).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from pdfminer.psparser import LIT

Operation = tuple[bytes, list[Any]]


class OddContentError(ValueError):
    """Content that only pdfminer's own tokeniser takes apart as it does."""


_HEX = rb"<[0-9A-Fa-f\s]*+>"
_STRING = rb"\((?:[^()\\]++|\\.|\((?:[^()\\]++|\\.)*+\))*+\)"
_FLAT = rb"(?:[^<>()%]++|" + _HEX + rb"|" + _STRING + rb")*+"
_DICTIONARY = rb"<<(?:[^<>()%]++|" + _HEX + rb"|" + _STRING + rb"|<<" + _FLAT + rb">>)*+>>"
_NUMBERS = rb"[-+.\d][-+.\d\s]*+"
_ENDS = rb"\s#/%\[\]()<>{}\x00"
_OPERATION = re.compile(
    rb"\s*+(?:"
    rb"(" + _NUMBERS + rb")?+([A-Za-z][^" + _ENDS + rb"]*+|['\"])"
    rb"|(\[(?:[-+.\d\s]++|" + _HEX + rb"|" + _STRING + rb")*+\])"
    rb"|/([^" + _ENDS + rb"]*+)"
    rb"|(" + _HEX + rb"|" + _STRING + rb")"
    rb"|(" + _DICTIONARY + rb")"
    rb"|(" + _NUMBERS + rb")"
    # So that a match begins where the last one ended, and nothing is searched for.
    rb"|\Z|(.))",
    re.DOTALL,
)
_ITEM = re.compile(rb"[-+.\d]++|" + _HEX + rb"|" + _STRING, re.DOTALL)
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.DOTALL)
_LETTERS = {b"b": b"\b", b"t": b"\t", b"n": b"\n", b"f": b"\f", b"r": b"\r"}
_LETTERS |= {b"(": b"(", b")": b")", b"\\": b"\\"}
# Inline images have bytes of any kind; true and false are operands.
_NOT_HERE = frozenset((b"BI", b"ID", b"EI", b"true", b"false"))


def operations(data: bytes) -> list[Operation]:
    """The operations of a content stream, each with its operands.

    Numbers are floats; a dictionary (of marked content, which nothing here reads)
    is empty.  Raises `OddContentError` where the content is not plain.
    """
    found: list[Operation] = []
    operands: list[Any] = []
    try:
        for match in _OPERATION.finditer(data):
            kind = match.lastindex
            if kind == 2:
                numbers, operator = match.group(1, 2)
                if numbers:
                    operands += map(float, numbers.split())
                if operator in _NOT_HERE:
                    raise OddContentError
                found.append((operator, operands))
                operands = []
            elif kind == 3:
                operands.append(_array(match[3]))
            elif kind == 4:
                operands.append(LIT(str(match[4], "utf-8")))
            elif kind == 5:
                operands.append(_string(match[5]))
            elif kind == 6:
                operands.append({})
            elif kind == 7:
                operands += map(float, match[7].split())
            elif kind == 8:
                raise OddContentError
    except ValueError as error:
        raise OddContentError from error
    return found


def _array(raw: bytes) -> list[Any]:
    return list(map(_item, _ITEM.findall(raw, 1, len(raw) - 1)))


# Text set with kerning is a string and a number for nearly each letter, the same again and again.
@lru_cache(maxsize=16_384)
def _item(raw: bytes) -> float | bytes:
    """A number or a string of an array; raises `ValueError`."""
    return _string(raw) if raw[0] in b"<(" else float(raw)


def _string(raw: bytes) -> bytes:
    if raw[:1] == b"<":
        return bytes.fromhex(raw[1:-1].decode("ascii"))
    text = raw[1:-1]
    return _ESCAPE.sub(_unescaped, text) if b"\\" in text else text


def _unescaped(match: re.Match[bytes]) -> bytes:
    escaped = match[1]
    if escaped[0] in b"01234567":
        code = int(escaped, 8)
        if code > 255:
            raise OddContentError
        return bytes((code,))
    return _LETTERS.get(escaped, b"")
