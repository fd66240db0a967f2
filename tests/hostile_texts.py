"""Word files and texts that fight back, each made here from a small one."""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

from hostile_made import MIB, blown

CORPUS = Path(__file__).parent.parent / "samples" / "corpus"
SAMPLE = CORPUS / "lewisham-2016.docx"
TEXT = CORPUS / "lewisham-2016.layout.txt"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"
TEMPLATE = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
PARAGRAPH = "<w:p><w:r><w:t>The board will review the plan by March 2027.</w:t></w:r></w:p>"
Change = Callable[[str], str]


def parts_of(path: Path = SAMPLE) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def zipped(parts: Mapping[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return held.getvalue()


def changed(name: str, change: Change) -> bytes:
    """The sample with one part of it changed."""
    parts = parts_of()
    parts[name] = change(parts[name].decode("utf-8")).encode("utf-8", "surrogatepass")
    return zipped(parts)


def added(more: Mapping[str, bytes]) -> bytes:
    return zipped({**parts_of(), **more})


def body(inner: str, head: str = "") -> bytes:
    """The sample with another body."""
    xml = (
        f'<?xml version="1.0" encoding="UTF-8"?>{head}<w:document xmlns:w="{W}">'
        f"<w:body>{inner}</w:body></w:document>"
    )
    return changed("word/document.xml", lambda _: xml)


def entities(declared: str, used: str) -> bytes:
    paragraph = PARAGRAPH.replace("The board", used)
    return body(paragraph, f"<!DOCTYPE w:document [{declared}]>")


def laughs(tenfold: int) -> bytes:
    lines = [f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, tenfold)]
    return entities('<!ENTITY e0 "ha">' + "".join(lines), f"&e{tenfold - 1};")


def in_utf16(content: str) -> bytes:
    return content.replace("UTF-8", "UTF-16").encode("utf-16")


def bomb(name: str, size: int) -> bytes:
    """The sample with a part that unpacks to `size` spaces, and says so."""
    return _with_blown(name, size, told=size)


def _with_blown(name: str, size: int, told: int) -> bytes:
    parts = parts_of()
    parts.pop(name, None)
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as package:
        for other, content in parts.items():
            package.writestr(other, content)
        # Raw deflate is zlib's without its first two bytes and last four.
        packed = blown(size)[2:-4]
        entry = zipfile.ZipInfo(name)
        entry.compress_type = zipfile.ZIP_STORED
        package.writestr(entry, packed)
        entry.compress_type, entry.file_size = zipfile.ZIP_DEFLATED, told
    made = bytearray(held.getvalue())
    # The header before the data is only looked at for names; the directory has the sizes.
    at = made.index(b"PK\x03\x04", max(0, made.find(name.encode()) - 31))
    made[at + 8 : at + 10] = (8).to_bytes(2, "little")
    return bytes(made)


def nested(before: str, after: str, times: int) -> bytes:
    return body(before * times + PARAGRAPH + after * times + PARAGRAPH)


_CELL = "<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"
_BOX = "<w:p><w:r><w:pict><w:txbxContent>", "</w:txbxContent></w:pict></w:r></w:p>"


def spanned(span: str) -> bytes:
    cell = f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/></w:tcPr>{PARAGRAPH}</w:tc>'
    return body(f"<w:tbl><w:tr>{cell * 60}</w:tr><w:tr>{cell}</w:tr></w:tbl>")


def listed(form: str, start: str) -> bytes:
    parts = parts_of()
    numbering = (
        f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0">'
        f'<w:start w:val="{start}"/><w:numFmt w:val="{form}"/><w:lvlText w:val="%1."/></w:lvl>'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
    )
    parts["word/numbering.xml"] = numbering.encode()
    item = PARAGRAPH.replace(
        "<w:p>",
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>',
    )
    parts["word/document.xml"] = (
        f'<w:document xmlns:w="{W}"><w:body>{item * 20}</w:body></w:document>'.encode()
    )
    name = "word/_rels/document.xml.rels"
    relation = (
        f'<Relationship Id="rId99" Type="{RELATIONS}/numbering" Target="numbering.xml"/>'
        "</Relationships>"
    )
    if b"/numbering" not in parts[name]:
        parts[name] = parts[name].replace(b"</Relationships>", relation.encode())
    types = "[Content_Types].xml"
    override = (
        '<Override PartName="/word/numbering.xml" ContentType="application/vnd.openxmlformats-'
        'officedocument.wordprocessingml.numbering+xml"/></Types>'
    )
    if b"/word/numbering.xml" not in parts[types]:
        parts[types] = parts[types].replace(b"</Types>", override.encode())
    return zipped(parts)


def based(count: int) -> bytes:
    """Styles each based on the next, the last on the first."""
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="S{n}"><w:name w:val="s{n}"/>'
        f'<w:basedOn w:val="S{(n + 1) % count}"/></w:style>'
        for n in range(count)
    )
    parts = parts_of()
    parts["word/styles.xml"] = f'<w:styles xmlns:w="{W}">{styles}</w:styles>'.encode()
    styled = PARAGRAPH.replace("<w:p>", '<w:p><w:pPr><w:pStyle w:val="S0"/></w:pPr>')
    parts["word/document.xml"] = (
        f'<w:document xmlns:w="{W}"><w:body>{styled * 2000}</w:body></w:document>'.encode()
    )
    return zipped(parts)


def related(target: str, kind: str = "attachedTemplate", mode: str = "External") -> bytes:
    told = f' TargetMode="{mode}"' if mode else ""
    relation = f'<Relationship Id="rId98" Type="{RELATIONS}/{kind}" Target="{target}"{told}/>'
    return changed(
        "word/_rels/document.xml.rels",
        lambda xml: xml.replace("</Relationships>", relation + "</Relationships>"),
    )


def strict() -> bytes:
    usual = re.compile(
        rb"http://schemas\.openxmlformats\.org/(officeDocument|wordprocessingml|drawingml)/2006/"
        rb"(relationships|main|wordprocessingDrawing|math)"
    )
    return zipped(
        {
            name: usual.sub(rb"http://purl.oclc.org/ooxml/\1/\2", content)
            for name, content in parts_of().items()
        }
    )


def ole(stream: str) -> bytes:
    """The outside of an OLE file: its first bytes, and the name of a stream in its directory."""
    return (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + stream.encode("utf-16-le") + bytes(900)
    )


def zip_locked() -> bytes:
    """A zip whose entries say that they are encrypted."""
    made = bytearray(SAMPLE.read_bytes())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = made.find(mark)
        while at >= 0:
            made[at + offset] |= 1
            at = made.find(mark, at + 4)
    return bytes(made)


DOCX: dict[str, tuple[Callable[[], bytes], str]] = {
    "bomb-in-the-body": (lambda: bomb("word/document.xml", 1024 * MIB), "too-large"),
    "bomb-that-lies": (
        lambda: _with_blown("word/document.xml", 2048 * MIB, told=500),
        "damaged-docx too-large",
    ),
    "bomb-as-a-picture": (lambda: bomb("word/media/image9.png", 1024 * MIB), "plan"),
    "bomb-of-parts": (
        lambda: added({f"word/extra{n}.xml": b"<a/>" + b" " * MIB for n in range(60)}),
        "too-large",
    ),
    "parts-by-the-ten-thousand": (
        lambda: added({f"word/media/{n}.bin": b"" for n in range(20_000)}),
        "too-large",
    ),
    "billion-laughs": (lambda: laughs(10), "damaged-docx"),
    "a-few-laughs": (lambda: laughs(3), "damaged-docx"),
    "entity-of-a-file": (
        lambda: entities('<!ENTITY x SYSTEM "file:///etc/passwd">', "&x;"),
        "damaged-docx",
    ),
    "entity-of-the-web": (
        lambda: entities('<!ENTITY % x SYSTEM "http://127.0.0.1:9/x.dtd"> %x;', "The board"),
        "damaged-docx",
    ),
    "entity-in-utf16": (
        lambda: zipped(
            {
                **parts_of(),
                "word/document.xml": in_utf16(
                    '<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'
                ),
            }
        ),
        "damaged-docx",
    ),
    "entity-in-utf7": (
        lambda: changed(
            "word/document.xml", lambda _: '<?xml version="1.0" encoding="UTF-7"?>+ADw-a/+AD4-'
        ),
        "damaged-docx",
    ),
    "body-in-utf16": (
        lambda: zipped(
            {
                **parts_of(),
                "word/document.xml": in_utf16(parts_of()["word/document.xml"].decode("utf-8")),
            }
        ),
        "plan",
    ),
    "template-from-elsewhere": (lambda: related("file://///127.0.0.1/share/x.dotm"), "plan"),
    "frame-from-elsewhere": (lambda: related("http://127.0.0.1:9/", "frame"), "plan"),
    "part-that-is-missing": (lambda: related("nothing.xml", "header", ""), "plan damaged-docx"),
    "part-outside": (lambda: related("../../../../etc/passwd", "header", ""), "plan damaged-docx"),
    "names-that-climb": (
        lambda: added({"../../../../tmp/climbed.xml": b"<a/>", "/abs.xml": b"<a/>"}),
        "plan damaged-docx",
    ),
    "macros": (
        lambda: changed("[Content_Types].xml", lambda xml: xml.replace(MAIN, MACROS)),
        "plan",
    ),
    "template": (
        lambda: changed("[Content_Types].xml", lambda xml: xml.replace(MAIN, TEMPLATE)),
        "plan",
    ),
    "strict": (strict, "plan"),
    "locked": (lambda: ole("EncryptedPackage"), "encrypted-docx"),
    "old-doc": (lambda: ole("WordDocument"), "unsupported-type"),
    "locked-zip": (zip_locked, "encrypted-docx"),
    "tables-in-tables": (lambda: nested(*_CELL, 60), "plan damaged-docx"),
    "tables-in-tables-deep": (lambda: nested(*_CELL, 20_000), "damaged-docx"),
    "boxes-in-boxes": (lambda: nested(*_BOX, 40), "plan damaged-docx"),
    "span-of-a-billion": (lambda: spanned("1000000000"), "plan damaged-docx"),
    "span-negative": (lambda: spanned("-7"), "plan damaged-docx"),
    "span-of-words": (lambda: spanned("²many"), "plan damaged-docx"),
    "roman-two-billion": (lambda: listed("upperRoman", "2000000000"), "plan"),
    "letters-two-billion": (lambda: listed("lowerLetter", "2000000000"), "plan"),
    "list-of-words": (lambda: listed("decimal", "first"), "plan"),
    "styles-in-a-ring": (lambda: based(3_000), "plan"),
    "symbols-that-are-none": (
        lambda: body(
            PARAGRAPH.replace(
                "<w:t>",
                '<w:sym w:char="D800"/><w:sym w:char="FFFFFFFFFF"/><w:sym w:char="-1"/>'
                '<w:sym w:char="no"/><w:t>',
            )
        ),
        "plan",
    ),
    "sizes-that-are-none": (
        lambda: body(
            PARAGRAPH.replace("<w:r>", '<w:r><w:rPr><w:sz w:val="NaN"/></w:rPr>')
            + PARAGRAPH.replace("<w:r>", '<w:r><w:rPr><w:sz w:val="1e999"/></w:rPr>')
            + PARAGRAPH.replace("<w:r>", '<w:r><w:rPr><w:sz w:val="0"/></w:rPr>')
        ),
        "plan",
    ),
    "one-run-of-ten-megabytes": (
        lambda: body(PARAGRAPH.replace("The board", "x" * 10 * MIB)),
        "damaged-docx",  # lxml takes 10 MB of text in one piece at most
    ),
    "paragraphs-by-the-ten-thousand": (
        lambda: body(PARAGRAPH * 10_000),
        "plan",
    ),
    "rows-by-the-thousand": (
        lambda: body(
            "<w:tbl>" + f"<w:tr>{f'<w:tc>{PARAGRAPH}</w:tc>' * 4}</w:tr>" * 1_000 + "</w:tbl>"
        ),
        "plan too-large",
    ),
    "no-body": (
        lambda: changed("word/document.xml", lambda _: f'<w:document xmlns:w="{W}"/>'),
        "empty-file damaged-docx",
    ),
    "another-root": (
        lambda: changed("word/document.xml", lambda _: "<a/>"),
        "damaged-docx empty-file",
    ),
    "garbage-after": (lambda: SAMPLE.read_bytes() + b"junk" * 50, "plan damaged-docx"),
    "garbage-before": (lambda: b"junk" * 50 + SAMPLE.read_bytes(), "plan damaged-docx"),
    "a-pdf-inside": (lambda: (CORPUS / "lewisham-2016.pdf").read_bytes(), "damaged-docx"),
}


def _rows(count: int) -> bytes:
    text = TEXT.read_bytes()
    return text * (count // len(text) + 1)


def noise(count: int) -> bytes:
    return random.Random(7).randbytes(count)


TEXTS: dict[str, tuple[Callable[[], bytes], str]] = {
    "huge": (lambda: b"A line of text, and another one.\n" * 3_000_000, "too-large"),
    "a-line-over-and-over": (lambda: b"A line of text, and another one.\n" * 3_000, "plan"),
    "plans-over-and-over": (lambda: _rows(MIB // 8), "plan"),
    "one-line": (lambda: b"word " * 40_000, "plan"),
    "one-word": (lambda: b"x" * (10 * MIB), "plan too-large"),
    "one-word-that-fits": (lambda: b"x" * (MIB // 2), "plan"),
    "one-letter-lines": (lambda: b"a\n" * 20_000, "plan"),
    "only-spaces": (lambda: b" " * MIB, "empty-file"),
    "spaces-and-a-word": (lambda: b" " * (MIB - 4) + b"word", "plan"),
    "wide-lines": (lambda: (b" " * 65_000 + b"word\n") * 15, "plan"),
    "form-feeds": (lambda: b"\f" * 100_000 + b"word", "plan"),
    "numbers": (lambda: b"1.1.1.1.1.1." * 16_000, "plan"),
    "dots": (lambda: b"." * 9_000 + b"\n" + b"- " * 50_000, "plan"),
    "noise": (lambda: noise(200_000), "unsupported-type"),
    "noise-late": (lambda: b"words " * 100 + noise(200_000), "unsupported-type"),
    "a-picture": (lambda: b"\x89PNG\r\n\x1a\n" + noise(5_000), "unsupported-type"),
    "a-zip": (lambda: SAMPLE.read_bytes(), "unsupported-type"),
    "zeros": (lambda: bytes(10_000), "unsupported-type empty-file"),
    "text-with-zeros": (lambda: TEXT.read_bytes().replace(b"Board", b"Bo\x00ard"), "plan"),
    "text-with-escapes": (lambda: TEXT.read_bytes().replace(b"Board", b"\x1b[31mBoard"), "plan"),
    "utf16": (lambda: TEXT.read_text(encoding="utf-8").encode("utf-16"), "plan"),
    "utf16-le-bare": (lambda: TEXT.read_text(encoding="utf-8").encode("utf-16-le"), "plan"),
    "utf16-be-bare": (lambda: TEXT.read_text(encoding="utf-8").encode("utf-16-be"), "plan"),
    "utf16-odd": (lambda: TEXT.read_text(encoding="utf-8").encode("utf-16")[:-1], "plan"),
    "utf16-halves": (
        lambda: b"\xff\xfe" + "The board\ud800 will".encode("utf-16-le", "surrogatepass"),
        "plan",
    ),
    "utf32": (lambda: TEXT.read_text(encoding="utf-8").encode("utf-32"), "plan"),
    "utf32-le-bare": (lambda: TEXT.read_text(encoding="utf-8").encode("utf-32-le"), "plan"),
    "utf32-be-bare": (lambda: TEXT.read_text(encoding="utf-8").encode("utf-32-be"), "plan"),
    "utf8-cut": (lambda: "The board will — £".encode()[:-1], "plan"),
    "chinese": (
        lambda: ("督导委员会将于二〇二七年三月审查计划。" * 400 + "\n").encode() * 20,
        "plan",
    ),
    "combining": (lambda: ("a" + "\u0301" * 5_000 + " ").encode() * 50, "plan"),
}
