"""Makers of PDFs that fight back; byte by byte where no library would write such a thing."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path

import pikepdf
from reportlab.pdfgen.canvas import Canvas

SAMPLE = Path(__file__).parent.parent / "samples" / "corpus" / "lewisham-2016.pdf"
MIB = 2**20
FONT = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
TEXT = b"BT /F1 12 Tf 72 700 Td (The board will review the plan by March 2027.) Tj ET\n"
PAGE = (
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
    "/Resources << /Font << /F1 5 0 R >> >> >>"
)
Parts = Mapping[int, bytes]
Maker = Callable[[], bytes]


def blown(size: int, head: bytes = b"") -> bytes:
    """A zlib stream that unpacks to `head` and `size` spaces, made without packing them all."""
    packer = zlib.compressobj(9)
    start = packer.compress(head) + packer.flush(zlib.Z_FULL_FLUSH)
    once = packer.compress(b" " * MIB) + packer.flush(zlib.Z_FULL_FLUSH)
    return start + once * (size // MIB) + packer.flush()


def stream(content: bytes, entries: str = "", *, deflated: int = 0) -> bytes:
    """A stream object, deflated so many times over."""
    for _ in range(deflated):
        content = zlib.compress(content, 9)
    told = f"/Filter [{' /FlateDecode' * deflated}]" if deflated else ""
    head = f"<< /Length {len(content)} {told} {entries} >>\nstream\n".encode()
    return head + content + b"\nendstream"


def raw(changed: Mapping[int, bytes | str] | None = None, *, trailer: str = "") -> bytes:
    """A PDF of one page and five objects, some of which are others than they should be."""
    objects: dict[int, bytes | str] = {
        1: "<< /Type /Catalog /Pages 2 0 R >>",
        2: "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: PAGE,
        4: stream(TEXT),
        5: FONT,
        **(changed or {}),
    }
    made = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places = {}
    for number, content in objects.items():
        places[number] = len(made)
        content = content.encode() if isinstance(content, str) else content
        made += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(made)
    made += b"xref\n0 1\n0000000000 65535 f \n"
    for number, place in places.items():
        made += b"%d 1\n%010d 00000 n \n" % (number, place)
    size = max(objects) + 1
    made += f"trailer\n<< /Size {size} /Root 1 0 R {trailer} >>\n".encode()
    return bytes(made + b"startxref\n%d\n%%%%EOF\n" % start)


def page(entries: str) -> bytes:
    """The one-page PDF with other entries in its page."""
    return raw({3: f"<< /Type /Page /Parent 2 0 R /Contents 4 0 R {entries} >>"})


def boxed(box: str) -> bytes:
    return page(f"/MediaBox {box} /Resources << /Font << /F1 5 0 R >> >>")


def forms(*calls: tuple[str, bytes]) -> bytes:
    """A page that calls the form /X6; each form is given its XObjects and its content."""
    objects: dict[int, bytes | str] = {
        3: PAGE.replace("/Font", "/XObject << /X6 6 0 R >> /Font"),
        4: stream(TEXT + b"/X6 Do\n"),
    }
    for number, (called, content) in enumerate(calls, 6):
        entries = (
            "/Type /XObject /Subtype /Form /BBox [0 0 612 792] "
            f"/Resources << /XObject << {called} >> /Font << /F1 5 0 R >> >>"
        )
        objects[number] = stream(content, entries)
    return raw(objects)


def ladder(steps: int, each: int) -> bytes:
    """Forms each of which calls the next several times: `each ** steps` lines of text in all."""
    rungs = [
        (f"/X{n + 1} {n + 1} 0 R", f"/X{n + 1} Do\n".encode() * each)
        for n in range(6, 6 + steps - 1)
    ]
    return forms(*rungs, ("", TEXT))


def encrypted(user: str, **options: int) -> bytes:
    held = io.BytesIO()
    with pikepdf.open(SAMPLE) as pdf:
        pdf.save(held, encryption=pikepdf.Encryption(user=user, owner="another", **options))  # type: ignore[arg-type]
    return held.getvalue()


def many_pages(count: int) -> bytes:
    """Pages that all show the same content, in a flat page tree."""
    kids = " ".join(f"{n} 0 R" for n in range(10, 10 + count))
    pages = dict.fromkeys(range(10, 10 + count), PAGE)
    return raw({2: f"<< /Type /Pages /Kids [{kids}] /Count {count} >>", **pages})


def deep_tree(depth: int) -> bytes:
    nodes = {
        n: f"<< /Type /Pages /Parent {n - 1} 0 R /Kids [{n + 1} 0 R] /Count 1 >>"
        for n in range(10, 10 + depth)
    }
    last = 10 + depth
    changed = {2: "<< /Type /Pages /Kids [10 0 R] /Count 1 >>", **nodes, last: PAGE}
    return raw(changed)


def wide_cycle() -> bytes:
    """A page tree whose branches each hold all the others."""
    kids = " ".join(f"{n} 0 R" for n in range(10, 20))
    nodes = dict.fromkeys(
        range(10, 20), f"<< /Type /Pages /Parent 2 0 R /Kids [{kids}] /Count 10 >>"
    )
    return raw({2: f"<< /Type /Pages /Kids [{kids} 3 0 R] /Count 101 >>", **nodes})


def counted(count: object) -> bytes:
    return raw({2: f"<< /Type /Pages /Kids [3 0 R] /Count {count} >>"})


def objects(count: int) -> bytes:
    return raw(dict.fromkeys(range(10, 10 + count), "null"))


def drawn(content: bytes, deflated: int = 1) -> bytes:
    return raw({4: stream(content, deflated=deflated)})


def lzw_bomb() -> bytes:
    """A minute of one byte in LZW: each code stands for one byte more than the one before."""
    bits, width = [(256, 9), (32, 9)], 9
    for code in range(258, 4094):
        bits.append((code, width))
        width = 9 if code + 1 < 511 else 10 if code + 1 < 1023 else 11 if code + 1 < 2047 else 12
    packed = "".join(format(code, f"0{wide}b") for code, wide in bits)
    packed += "0" * (-len(packed) % 8)
    once = int(packed, 2).to_bytes(len(packed) // 8, "big")
    return raw({4: stream(once * 200, "/Filter /LZWDecode")})


def no_map() -> bytes:
    """A font that does not say what its characters are, beside one that does."""
    descendant = (
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /ABCDEF+Odd /CIDSystemInfo "
        "<< /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor 8 0 R >>"
    )
    changed: dict[int, bytes | str] = {
        3: PAGE.replace("/F1 5 0 R", "/F1 5 0 R /F2 6 0 R"),
        4: stream(
            b"BT /F1 12 Tf 72 720 Td (Recommendation 1: Train the staff of the house) Tj "
            b"0 -20 Td (Action 1.1 Write the guide and give it to all staff of the house ) Tj "
            b"/F2 12 Tf <000100020003> Tj /F1 12 Tf ( by March 2027) Tj ET"
        ),
        6: "<< /Type /Font /Subtype /Type0 /BaseFont /ABCDEF+Odd /Encoding /Identity-H "
        "/DescendantFonts [7 0 R] >>",
        7: descendant,
        8: "<< /Type /FontDescriptor /FontName /ABCDEF+Odd /Flags 4 /FontBBox [0 0 1000 1000] "
        "/ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>",
    }
    return raw(changed)


def fields() -> bytes:
    """A form with a field filled in, and a note and a text box as annotations."""
    held = io.BytesIO()
    canvas = Canvas(held)
    canvas.drawString(72, 720, "Recommendation 1: Train the staff. Responsible officer:")
    canvas.acroForm.textfield(value="Kate Moss", x=72, y=640, width=200, name="who")
    canvas.textAnnotation("Only a note that no one prints", [300, 600, 320, 620])
    canvas.freeTextAnnotation("A box of free text", [72, 500, 300, 540])
    canvas.save()
    return held.getvalue()


def rotated(turn: int) -> bytes:
    held = io.BytesIO()
    with pikepdf.open(SAMPLE) as pdf:
        for one in pdf.pages:
            one.Rotate = turn
        pdf.save(held)
    return held.getvalue()


def cut(share: float) -> bytes:
    data = SAMPLE.read_bytes()
    return data[: int(len(data) * share)]


def _blown_image() -> bytes:
    entries = (
        "/Type /XObject /Subtype /Image /Width 30000 /Height 30000 /BitsPerComponent 8 "
        "/ColorSpace /DeviceRGB"
    )
    return raw(
        {
            3: PAGE.replace("/Font", "/XObject << /X6 6 0 R >> /Font"),
            4: stream(TEXT + b"q 600 0 0 700 0 0 cm /X6 Do Q\n"),
            6: stream(blown(2_575 * MIB), f"/Filter /FlateDecode {entries}"),
        }
    )


def bomb(size: int, times: int = 1) -> bytes:
    """A content stream that unpacks to `size` spaces; packed `times` times over."""
    packed = blown(size)
    for _ in range(times - 1):
        packed = zlib.compress(packed, 9)
    return raw({4: stream(packed, f"/Filter [{'/FlateDecode ' * times}]")})


def locked_bomb() -> bytes:
    """The bomb in an encrypted file, so that its bytes show nothing of it."""
    held = io.BytesIO()
    with pikepdf.open(io.BytesIO(bomb(1024 * MIB))) as pdf:
        pdf.save(held, encryption=pikepdf.Encryption(user="", owner="another"))
    return held.getvalue()


def object_bomb() -> bytes:
    """An object stream that unpacks to a gigabyte, found by a cross-reference stream."""
    packed = blown(1_024 * MIB, b"6 0 << /A 1 >> ")
    head = f"<< /Type /ObjStm /N 1 /First 4 /Length {len(packed)} /Filter /FlateDecode >>\nstream\n"
    held = {
        1: b"<< /Type /Catalog /Pages 2 0 R /Extra 6 0 R >>",
        2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: PAGE.encode(),
        4: stream(TEXT),
        5: b"6 0 R",
        7: head.encode() + packed + b"\nendstream",
    }
    made, rows = bytearray(b"%PDF-1.7\n"), {0: b"\x00\x00\x00\x00\x00\xff"}
    for number, content in held.items():
        rows[number] = b"\x01" + len(made).to_bytes(4, "big") + b"\x00"
        made += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    rows[6] = b"\x02" + (7).to_bytes(4, "big") + b"\x00"
    rows[8] = b"\x01" + len(made).to_bytes(4, "big") + b"\x00"
    table = b"".join(rows[n] for n in range(9))
    start = len(made)
    entries = "/Type /XRef /Size 9 /W [1 4 1] /Root 1 0 R"
    made += b"8 0 obj\n" + stream(table, entries) + b"\nendobj\n"
    return bytes(made) + b"startxref\n%d\n%%%%EOF\n" % start


def right_to_left() -> bytes:
    """Hebrew, as programs paint it: the first letter of a word to the right."""
    letters = "שלום"
    names = {0x41 + n: ord(letter) for n, letter in enumerate(letters)}
    told = "\n".join(f"<{code:02X}> <{to:04X}>" for code, to in names.items())
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def "
        "1 begincodespacerange <00> <FF> endcodespacerange "
        f"{len(names)} beginbfchar\n{told}\nendbfchar endcmap end end"
    )
    return raw(
        {
            4: stream(b"BT /F1 12 Tf 72 700 Td (DCBA) Tj 60 0 Td (DCBA) Tj ET"),
            5: FONT.replace(">>", "/ToUnicode 6 0 R >>"),
            6: stream(cmap.encode()),
        }
    )


def _xref(data: bytes) -> bytes:
    at = data.rindex(b"startxref")
    return data[:at] + b"startxref\n99999999\n%%EOF\n"


def _own_xref() -> bytes:
    data = raw(trailer="/Prev 0000000000")
    at = data.rindex(b"xref\n0 1")
    return data.replace(b"/Prev 0000000000", b"/Prev %010d" % at)
