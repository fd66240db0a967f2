"""Whether cost and memory stay flat in the number of pages: `python -m benchmarks.long [PAGE]`.

The corpus's pages, all plans one after the other and again from the start, are put
into PDFs of 10, 100 and 1,000 pages; as many short PDFs as have all pages once, so
that each length has the same ones.  Every length is converted in a process of its own,
which tells its CPU and the most memory it held.
"""

from __future__ import annotations

import sys
import tempfile
from itertools import cycle, islice
from pathlib import Path

from benchmarks.pages import OURS, measured, ruled
from benchmarks.telling import parser_of, told
from pipeline.evaluate.markdown import table

LENGTHS = (10, 100, 1000)


def made(folder: Path, length: int) -> list[Path]:
    """PDFs of so many pages each, that together hold all the corpus's pages."""
    import pikepdf

    plans = [pikepdf.open(path) for path in ruled()]
    pages = [page for plan in plans for page in plan.pages]
    turn = cycle(pages)
    paths = []
    for number in range(max(1, len(pages) // length)):
        paths.append(folder / f"{length}-{number}.pdf")
        with pikepdf.new() as pdf:
            pdf.pages.extend(islice(turn, length))
            pdf.save(paths[-1])
    return paths


def figures() -> str:
    """What was measured, as a Markdown table."""
    lines = []
    first = 0.0
    with tempfile.TemporaryDirectory() as folder:
        for length in LENGTHS:
            paths = made(Path(folder), length)
            took, held, most = measured(OURS, paths)
            each = sum(took) / length / len(paths)
            first = first or each
            print(f"{length} pages: {each:.1f} ms a page, {most:.0f} MB", file=sys.stderr)
            cells = (f"{length:,}", str(len(paths)), f"{each:.1f}", f"{each / first:.2f}")
            lines.append((*cells, f"{held:.0f}", f"{most:.0f}"))
    heads = ("pages", "PDFs", "ms of CPU a page", "to the first", "MB before", "MB at most")
    return f"Most memory in MB of a million bytes.\n\n{table(heads, lines)}"


def main() -> None:
    """Measure, and print the figures or put them into a page."""
    told(parser_of(__doc__).parse_args().page, "benchmarks.long", figures())


if __name__ == "__main__":
    main()
