"""How reading flattened text grows with a table: `python -m benchmarks.flattened [PAGE]`.

A plan with one table of 10, 30, 100 or 300 rows is made as a PDF and flattened
by four tools; each text is read and laid out, which is where its rows are found.
Prints Markdown: seconds, milliseconds a row, and how many times as much a row
costs as in the smallest table (1.0 everywhere would be strictly linear).  Where a
PAGE is named, the figures take the place of those below its marker.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.telling import machine, parser_of
from pipeline.evaluate.markdown import made_by
from pipeline.evaluate.markdown import table as as_table
from pipeline.layout import lay_out
from pipeline.read import read_document
from schemas.blocks import Table
from tests.plans.build import flattened
from tests.plans.flat_random import long_plan
from tests.plans.render_reportlab import write

ROWS = (10, 30, 100, 300)
MARKER = "<!-- Below this line: made by `make bench`. -->"
TOOLS = ("pdftotext", "layout", "pdfminer", "pypdf")


def texts(folder: Path, rows: int, tools: Sequence[str]) -> dict[str, Path]:
    """The text of a plan with so many rows, as a file for each tool."""
    made = long_plan(rows)
    write(made, folder)
    paths = {}
    for tool, text in flattened(folder / f"{made.stem}.pdf"):
        if tool in tools:
            paths[tool] = folder / f"{made.stem}.{tool}.txt"
            paths[tool].write_text(text, encoding="utf-8")
    return paths


def measure(path: Path) -> tuple[float, int]:
    """Seconds to read and lay out a file; rows of its longest table."""
    began = time.perf_counter()
    layout = lay_out(read_document(path))
    seconds = time.perf_counter() - began
    tables = [block for block in layout.blocks if isinstance(block, Table)]
    # A header that no file marks as such is a row too: of ours, each table has one.
    return seconds, max((table.rows - 1 for table in tables), default=0)


def figures(rows: Sequence[int], tools: Sequence[str]) -> str:
    """What was measured, as a Markdown table."""
    lines = []
    with tempfile.TemporaryDirectory() as folder:
        # The first file read pays for imports and vocabularies, which is another matter.
        for path in texts(Path(folder), 4, tools).values():
            measure(path)
        made = {count: texts(Path(folder), count, tools) for count in rows}
        for tool in tools:
            first = 0.0
            for count in rows:
                seconds, found = measure(made[count][tool])
                print(f"{tool}, {count} rows: {seconds:.2f} s", file=sys.stderr)
                each = seconds / count
                first = first or each
                cells = (str(count), str(found), f"{seconds:.2f}", f"{each * 1000:.1f}")
                lines.append((tool, *cells, f"{each / first:.2f}"))
    return as_table(("tool", "rows", "rows found", "s", "ms a row", "a row, to the first"), lines)


def main() -> None:
    """Measure, and print the figures or put them into a page."""
    parser = parser_of(__doc__)
    parser.add_argument("--rows", type=int, nargs="+", default=ROWS)
    parser.add_argument("--tools", nargs="+", choices=TOOLS, default=TOOLS)
    given = parser.parse_args()
    if shutil.which("pdftotext") is None:
        parser.error("pdftotext is missing: install poppler-utils, which the texts are made with.")
    number, commit = made_by()
    of = f"plansift {number} (commit {commit or '-'}) on {machine()}"
    command = " ".join(["python -m benchmarks.flattened", *sys.argv[1:]])
    text = f"`{command}`, {of}.\n\n{figures(given.rows, given.tools)}"
    if given.page:
        by_hand = given.page.read_text(encoding="utf-8").partition(MARKER)[0].rstrip()
        given.page.write_text(f"{by_hand}\n\n{MARKER}\n\n{text}", encoding="utf-8")
    else:
        print(text)


if __name__ == "__main__":
    main()
