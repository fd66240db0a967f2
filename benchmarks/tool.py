"""One tool over some PDFs, in a process of its own: `python tool.py NAME WARM-UP PDF ...`.

Prints as JSON the milliseconds of CPU that each PDF took, and the most megabytes of
memory held before and in all.
Stands alone, so that tools that plansift never depends on run in an environment of
their own.  The first PDF named pays for imports and is not counted.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
import warnings
from collections.abc import Callable

Tool = Callable[[str], object]


def plansift() -> Tool:
    from pipeline.convert import convert
    from pipeline.emit.json import to_bytes

    return lambda path: to_bytes(convert(path))


def pypdfium2() -> Tool:
    from pypdfium2 import PdfDocument

    def text(path: str) -> None:
        pdf = PdfDocument(path)
        for page in pdf:
            page.get_textpage().get_text_bounded()
        pdf.close()

    return text


def pdfplumber_words() -> Tool:
    return _pdfplumber("extract_words")


def pdfplumber_tables() -> Tool:
    return _pdfplumber("extract_tables")


def _pdfplumber(method: str) -> Tool:
    import pdfplumber

    def read(path: str) -> None:
        with pdfplumber.open(path) as pdf:
            for page in pdf.pages:
                getattr(page, method)()
                page.close()

    return read


def pymupdf_tables() -> Tool:
    import pymupdf

    def tables(path: str) -> None:
        with pymupdf.open(path) as pdf:
            for page in pdf:
                for table in page.find_tables():
                    table.extract()

    return tables


def camelot_lattice() -> Tool:
    import camelot

    return lambda path: [t.df for t in camelot.read_pdf(path, pages="all", flavor="lattice")]


TOOLS: dict[str, Callable[[], Tool]] = {
    "plansift, file to JSON": plansift,
    "pypdfium2, text": pypdfium2,
    "pdfplumber, words": pdfplumber_words,
    "pdfplumber, `extract_tables`": pdfplumber_tables,
    "PyMuPDF, `find_tables`": pymupdf_tables,
    "camelot, lattice": camelot_lattice,
}
# What is installed for the benchmark only.
FOREIGN = {"PyMuPDF, `find_tables`", "camelot, lattice"}


def spent() -> float:
    """Milliseconds of CPU that this process and its children have taken."""
    children = os.times()
    return 1000 * (time.process_time() + children.children_user + children.children_system)


def held() -> float:
    """The most megabytes (of a million bytes) that this process has held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6


def main() -> None:
    warnings.simplefilter("ignore")
    name, warm_up, *paths = sys.argv[1:]
    # Some tools talk on standard output.
    out = os.dup(1)
    os.dup2(2, 1)
    tool = TOOLS[name]()
    tool(warm_up)
    took = []
    before = held()
    for path in paths:
        began = spent()
        tool(path)
        took.append(spent() - began)
    os.write(out, json.dumps([took, before, held()]).encode())


if __name__ == "__main__":
    main()
