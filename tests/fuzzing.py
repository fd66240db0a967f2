"""Small documents of the corpus, mutated by a seed: what the fuzz tests read.

`python tests/fuzzing.py COUNT [SEED]` is the longer run; it keeps each file that fails in
build/fuzz/, named by its seed.
"""

from __future__ import annotations

import io
import json
import os
import random
import re
import signal
import sys
import tempfile
import traceback
import zipfile
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path
from types import FrameType
from typing import Any

import jsonschema
import pikepdf

import plansift
from pipeline.emit.json import schema_text, to_bytes
from schemas.by_eye import Mode
from schemas.errors import PlansiftError

ROOT = Path(__file__).parent.parent
CORPUS = ROOT / "samples" / "corpus"
# Seconds of CPU for one small file: what others do on the machine doesn't count.
ALARM = 30
CLASSES = ("fields", "boilerplate", "narrative", "unclaimed")
_NUMBER = re.compile(rb"\d+")
# Numbers at which readers break.
_ODD = (
    b"0",
    b"-1",
    b"1",
    b"65536",
    b"2147483647",
    b"4294967296",
    b"99999999999999999999",
    b"1e309",
)
_TOKENS = (b"<<", b">>", b"[", b"]", b"(", b")", b"endobj", b"stream", b"null", b"/Kids", b" 1 0 R",
           b"<w:p>", b"</w:tc>", b"\x00", b"\xff\xfe", b"%", b"Q\n", b" Tj ", b" cm ")  # fmt: skip


class HangError(Exception):
    """A file took longer than the alarm."""


def one_page(path: Path, number: int) -> bytes:
    """A page of a PDF as a file of its own, its streams unpacked so that mutations reach them."""
    held = io.BytesIO()
    with pikepdf.open(path) as pdf, pikepdf.new() as made:
        made.pages.append(pdf.pages[number])
        made.save(held, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.all)
    return held.getvalue()


def tiny_docx(path: Path, paragraphs: int) -> bytes:
    """A Word file with the first things of its body only."""
    import docx

    document = docx.Document(str(path))
    body = document.element.body
    for number, child in enumerate(list(body)):
        if child.tag.endswith("}tbl"):
            for row in list(child)[6:]:
                child.remove(row)
        if number >= paragraphs and not child.tag.endswith("}sectPr"):
            body.remove(child)
    held = io.BytesIO()
    document.save(held)
    with zipfile.ZipFile(held) as package:
        return _zipped({name: package.read(name) for name in package.namelist()})


def _zipped(parts: dict[str, bytes]) -> bytes:
    """A zip of these parts, without the time of day: a seed stands for one file."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as package:
        for name, content in parts.items():
            package.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return held.getvalue()


@cache
def seeds() -> list[tuple[str, bytes]]:
    """Small documents, by the end of their names."""
    made: list[tuple[str, bytes]] = []
    for stem in ("lewisham-2016", "audit-brackenwater", "school-fennimore", "send-northmoor"):
        path = CORPUS / f"{stem}.pdf"
        with pikepdf.open(path) as pdf:
            numbers = (0, len(pdf.pages) - 1)
        made += [(".pdf", one_page(path, n)) for n in numbers]
        # As its producer wrote it: packed, with object streams where it has them.
        made.append((".pdf", path.read_bytes() if path.stat().st_size < 40_000 else made[-1][1]))
        made.append((".docx", tiny_docx(CORPUS / f"{stem}.docx", 14)))
        for kind in ("layout", "pypdf"):
            text = (CORPUS / f"{stem}.{kind}.txt").read_bytes()
            made += [(".txt", text[800:1_400]), (".txt", text[-600:])]
    return made


def mutated(seed: int) -> tuple[str, bytes]:
    """The name and bytes of the file that a seed stands for."""
    chance = random.Random(seed)
    # PDFs and Word files break in more ways than texts.
    end = chance.choice((".pdf", ".pdf", ".pdf", ".docx", ".docx", ".docx", ".txt"))
    data = chance.choice([held for kind, held in seeds() if kind == end])
    if end == ".docx" and chance.random() < 0.8:
        data = _within(data, chance)
    else:
        data = _several(data, chance)
    if chance.random() < 0.02:
        end = chance.choice((".pdf", ".docx", ".txt"))
    return f"fuzz-{seed}{end}", data


def _within(data: bytes, chance: random.Random) -> bytes:
    """Mutate a part of a zip, or its place among the others."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    xml = [name for name in parts if name.endswith((".xml", ".rels"))]
    weights = [6 if name in ("word/document.xml", "word/numbering.xml") else 1 for name in xml]
    for name in chance.choices(xml, weights, k=chance.choice((1, 1, 2))):
        way = chance.random()
        if way < 0.05:
            parts.pop(name, None)
        elif way < 0.1:
            parts[name] = parts[chance.choice(list(parts))]
        elif name in parts:
            parts[name] = _several(parts[name], chance) if way < 0.6 else _tree(parts[name], chance)
    return _zipped(parts)


def _tree(content: bytes, chance: random.Random) -> bytes:
    """Mutate XML so that it stays well-formed: most broken XML is refused at once."""
    from lxml import etree

    try:
        root = etree.fromstring(content)
    except etree.XMLSyntaxError:
        return content
    nodes = [n for n in root.iter() if isinstance(n.tag, str)]
    for _ in range(chance.choice((1, 2, 5, 20))):
        node, other = chance.choice(nodes), chance.choice(nodes)
        way = chance.randrange(5)
        if way == 0 and node.getparent() is not None:
            node.getparent().remove(node)
        elif way == 1 and other not in node.iter() and node not in other.iter():
            node.append(other)
        elif way == 2 and node.attrib:
            node.set(chance.choice(list(node.attrib)), chance.choice(_ODD).decode())
        elif way == 3:
            node.text = chance.choice(
                ("", "\u202e", "x" * 3_000, "\ufffd", "31/02/2027", "\U0001f600")
            )
        elif way == 4:
            node.tag = other.tag
    return etree.tostring(root)


def _several(data: bytes, chance: random.Random) -> bytes:
    for _ in range(chance.choice((1, 1, 2, 4, 12))):
        data = chance.choice(WAYS)(data, chance) or data
    return data[:200_000]


def _flip(data: bytes, chance: random.Random) -> bytes:
    made = bytearray(data)
    for _ in range(chance.choice((1, 3, 30))):
        made[chance.randrange(len(made))] = chance.randrange(256)
    return bytes(made)


def _cut(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data))
    return data[:at] if chance.random() < 0.3 else data[:at] + data[at + chance.randrange(300) :]


def _splice(data: bytes, chance: random.Random) -> bytes:
    other = chance.choice(seeds())[1]
    at, start = chance.randrange(len(data)), chance.randrange(len(other))
    return data[:at] + other[start : start + chance.randrange(2_000)] + data[at:]


def _repeat(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data))
    part = data[at : at + chance.choice((1, 10, 100, 1_000))]
    return data[:at] + part * chance.choice((2, 5, 20)) + data[at:]


def _renumber(data: bytes, chance: random.Random) -> bytes:
    found = list(_NUMBER.finditer(data))
    if not found:
        return data
    one = chance.choice(found)
    return data[: one.start()] + chance.choice(_ODD) + data[one.end() :]


def _insert(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data))
    return data[:at] + chance.choice(_TOKENS) + data[at:]


def _shuffle(data: bytes, chance: random.Random) -> bytes:
    gap = chance.choice((b"\n", b" ", b"endobj", b"</w:p>"))
    parts = data.split(gap)
    low = chance.randrange(len(parts))
    some = parts[low : low + 40]
    chance.shuffle(some)
    return gap.join(parts[:low] + some + parts[low + 40 :])


WAYS: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    _flip, _cut, _splice, _repeat, _renumber, _renumber, _insert, _shuffle,
)  # fmt: skip


@cache
def _validator() -> Any:
    return jsonschema.Draft202012Validator(json.loads(schema_text()))


def outcome(name: str, data: bytes, folder: Path, ocr: Mode = "never") -> str:
    """Convert a file: "plan" or the kind of its error; anything else that happens is raised.

    Without OCR, which takes seconds for each page whose text the mutation broke.
    """
    path = folder / name
    path.write_bytes(data)

    def ring(_number: int, _frame: FrameType | None) -> None:
        raise HangError(f"{name} took over {ALARM} seconds of CPU")

    before = signal.signal(signal.SIGPROF, ring)
    signal.setitimer(signal.ITIMER_PROF, ALARM)
    try:
        plan = plansift.convert(path, ocr=ocr)
        written = to_bytes(plan)
    except PlansiftError as error:
        told = str(error)
        assert name in told, told
        assert told.endswith("."), told
        return error.kind
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
        path.unlink()
    held = json.loads(written)
    _validator().validate(held)
    assert held["accounting"]["words"] == sum(held["accounting"][key] for key in CLASSES)
    assert "(cid:" not in written.decode("utf-8")
    return "plan"


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 5_000
    first = int(sys.argv[2]) if len(sys.argv) > 2 else random.SystemRandom().randrange(10**9)
    kept = ROOT / "build" / "fuzz"
    print(f"{count} files from seed {first}", flush=True)
    told: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(first, first + count):
            name, data = mutated(seed)
            try:
                told[outcome(name, data, Path(folder), "auto")] += 1
            except Exception:
                told["FAILED"] += 1
                kept.mkdir(parents=True, exist_ok=True)
                (kept / name).write_bytes(data)
                (kept / f"{name}.traceback").write_text(traceback.format_exc(), encoding="utf-8")
                print(f"{name} failed, kept in {kept}", flush=True)
    print(", ".join(f"{what} {number}" for what, number in told.most_common()))
    sys.stdout.flush()
    os._exit(1 if told["FAILED"] else 0)


if __name__ == "__main__":
    main()
