"""Builds our own plans, all three sets: `python -m tests.plans.build [STEM...]`.

Each plan is made once from its data as a document, its gold and, from its PDF,
the four flattened texts.  The gold is then held against the words of the page.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from . import (
    more_care,
    more_councils,
    more_safeguarding,
    more_schools,
    plans_cards,
    plans_mixed,
    plans_tables,
    plans_trio,
    render_docx,
    render_html,
    render_reportlab,
    third_care,
    third_justice,
    third_public,
)
from .blocks import Made

OUT = Path(__file__).parents[2] / "samples" / "own"
OUT_MORE = OUT.with_name("more")
OUT_THIRD = OUT.with_name("third")
WRITERS: dict[str, Callable[[Made, Path], None]] = {
    "word": render_docx.write,
    "chromium": render_html.write,
    "reportlab": render_reportlab.write,
}
ALL = plans_trio.ALL + plans_tables.ALL + plans_mixed.ALL + plans_cards.ALL
MORE = more_safeguarding.ALL + more_councils.ALL + more_care.ALL + more_schools.ALL
THIRD = third_public.ALL + third_care.ALL + third_justice.ALL


def build(made: Made, folder: Path = OUT) -> list[str]:
    """Build one plan; returns the gold texts whose words are not in its PDF."""
    folder.mkdir(parents=True, exist_ok=True)
    WRITERS[made.producer](made, folder)
    if made.also_word:
        render_docx.write_word(made, folder)
    gold = json.dumps(made.gold, ensure_ascii=False, indent=1)
    (folder / f"{made.stem}.gold.json").write_text(gold + "\n", encoding="utf-8")
    pdf = folder / f"{made.stem}.pdf"
    for name, text in flattened(pdf):
        (folder / f"{made.stem}.{name}.txt").write_text(text, encoding="utf-8")
    return missing(made.gold, (folder / f"{made.stem}.pdftotext.txt").read_text("utf-8"))


def flattened(pdf: Path) -> Iterator[tuple[str, str]]:
    """A PDF's text by the four tools that the corpus uses."""
    from pdfminer.high_level import extract_text
    from pypdf import PdfReader

    for name, options in (("pdftotext", []), ("layout", ["-layout"])):
        command = ["pdftotext", *options, str(pdf), "-"]
        run = subprocess.run(command, check=True, capture_output=True)
        yield name, run.stdout.decode("utf-8")
    yield "pdfminer", extract_text(str(pdf))
    yield "pypdf", "\n".join(page.extract_text() for page in PdfReader(pdf).pages)


def missing(gold: Any, text: str) -> list[str]:
    """The texts of a gold that have a word which the document does not."""
    words = set(_words(text)) | set(_words(re.sub(r"-\s*\n\s*", "-", text)))
    # pdftotext takes hyphens away at line ends, hard ones too
    closed = set(_words(_closed(text)))
    return [
        value
        for value in _texts(gold)
        if not set(_words(value)) <= words and not set(_words(_closed(value))) <= closed
    ]


def _closed(text: str) -> str:
    return re.sub(r"\u00ad|-\s*\n\s*|-", "", text)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", unicodedata.normalize("NFKC", text))


_READINGS = {"id", "kind", "state", "schema_version", "earliest", "latest", "edtf", "value"}
_READINGS |= {"basis", "lead_id", "code", "recommendation", "action", "resolved_by"}


def _texts(value: Any, key: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for name, held in value.items():
            yield from _texts(held, name)
    elif isinstance(value, list):
        for held in value:
            yield from _texts(held, key)
    elif isinstance(value, str) and key not in _READINGS:
        yield value


def main(stems: list[str]) -> None:
    sets = ((ALL, OUT), (MORE, OUT_MORE), (THIRD, OUT_THIRD))
    for made, folder in ((make(), folder) for makes, folder in sets for make in makes):
        if stems and made.stem not in stems:
            continue
        for text in build(made, folder):
            print(f"{made.stem}: not on the page: {text}")
        print(made.stem)


if __name__ == "__main__":
    main(sys.argv[1:])
