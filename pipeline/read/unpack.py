"""How large a packed stream of a PDF is, found without holding more of it than a limit.

A library unpacks a stream whole; a kilobyte can hold a gigabyte, and a gigabyte a terabyte.
"""

from __future__ import annotations

import base64
import binascii
import zlib
from collections.abc import Sequence

_STEP = 2**20
_FLATE = ("/FlateDecode", "/Fl")
_LZW = ("/LZWDecode", "/LZW")
_RUN_LENGTH = ("/RunLengthDecode", "/RL")
_BASE85 = ("/ASCII85Decode", "/A85")
_HEX = ("/ASCIIHexDecode", "/AHx")
# A stream packed this many times over is packed to harm; two is what producers do.
_MOST_FILTERS = 6


class OverLimitError(Exception):
    """The stream unpacks to more than the limit."""


def unpacked(packed: bytes, filters: Sequence[str], most: int) -> bytes:
    """What the filters make of the bytes; raises `OverLimitError` where that is over `most` bytes.

    Broken data gives what could be unpacked of it.  Filters of pictures end the unpacking.
    """
    if len(filters) > _MOST_FILTERS:
        raise OverLimitError
    for one in filters:
        if one in _FLATE:
            packed = inflated(packed, most)
        elif one in _LZW:
            packed = _lzw(packed, most)
        elif one in _RUN_LENGTH:
            packed = _run_length(packed, most)
        elif one in _BASE85:
            packed = _base85(packed)
        elif one in _HEX:
            packed = _hex(packed)
        else:
            break
        if len(packed) > most:
            raise OverLimitError
    return packed


def inflated(packed: bytes, most: int) -> bytes:
    """As `unpacked`, for Flate."""
    made = bytearray()
    inflater = zlib.decompressobj()
    rest: bytes = packed
    try:
        while rest and not inflater.eof:
            made += inflater.decompress(rest, _STEP)
            rest = inflater.unconsumed_tail
            if len(made) > most:
                raise OverLimitError
    except zlib.error:
        pass  # cut short or damaged: readers take what there is, too
    return bytes(made)


def _run_length(packed: bytes, most: int) -> bytes:
    made, at = bytearray(), 0
    while at < len(packed) and packed[at] != 128:
        count = packed[at]
        if count < 128:
            made += packed[at + 1 : at + 2 + count]
            at += 2 + count
        else:
            made += packed[at + 1 : at + 2] * (257 - count)
            at += 2
        if len(made) > most:
            raise OverLimitError
    return bytes(made)


def _base85(packed: bytes) -> bytes:
    body = packed.partition(b"~>")[0].strip().removeprefix(b"<~")
    try:
        return base64.a85decode(body, ignorechars=b" \t\n\r\v\f\x00")
    except ValueError:
        return b""


def _hex(packed: bytes) -> bytes:
    digits = b"".join(packed.partition(b">")[0].split())
    try:
        return binascii.unhexlify(digits + b"0" * (len(digits) % 2))
    except binascii.Error:
        return b""


def _lzw(packed: bytes, most: int) -> bytes:
    table: list[bytes] = []
    made = bytearray()
    held, bits, width = 0, 0, 9
    last = b""
    for byte in packed:
        held, bits = (held << 8 | byte) & 0xFFFFFF, bits + 8
        if bits < width:
            continue
        bits -= width
        code = held >> bits & ((1 << width) - 1)
        if code == 256 or not table:
            table = [bytes((n,)) for n in range(256)] + [b"", b""]
            width, last = 9, b""
            if code == 256:
                continue
        if code == 257:
            break
        if code < len(table):
            now = table[code]
        elif last:
            now = last + last[:1]
        else:
            break
        if last and len(table) < 4096:
            table.append(last + now[:1])
        made += now
        last = now
        # Codes widen one early, as PDF does unless told otherwise.
        size = len(table) + 1
        width = 9 if size < 512 else 10 if size < 1024 else 11 if size < 2048 else 12
        if len(made) > most:
            raise OverLimitError
    return bytes(made)
