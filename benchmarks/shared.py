"""Whether a long PDF's pages are worth sharing out: `python -m benchmarks.shared [PAGE]`.

Only reading can be shared out: layout and extraction need the whole document.  A second process
has to start and to send back what it read.  CPU of each is measured for PDFs of the corpus's pages,
and from that how much sooner two idle cores would be done than one.
"""

from __future__ import annotations

import pickle
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.long import made
from benchmarks.telling import parser_of, told
from pipeline.convert import convert
from pipeline.evaluate.markdown import table
from pipeline.read import read_document
from schemas.page import PagedSource

LENGTHS = (50, 100, 300, 1000)
WARM_UP = Path("samples/own/college-quenby.pdf")


def start() -> float:
    """Seconds of CPU that a worker process takes to start."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-c", "import pipeline.convert, pipeline.read.pdf"], check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def figures() -> str:
    """What was measured, as a Markdown table."""
    lines = []
    convert(WARM_UP)
    starting = min(start() for _ in range(3))
    with tempfile.TemporaryDirectory() as folder:
        for length in LENGTHS:
            path = made(Path(folder), length)[0]
            began = time.process_time()
            source = read_document(path)
            read = time.process_time() - began
            assert isinstance(source, PagedSource)
            began = time.process_time()
            sent = pickle.dumps(source.pages[length // 2 :], pickle.HIGHEST_PROTOCOL)
            pickle.loads(sent)
            sending = time.process_time() - began
            del source
            began = time.process_time()
            convert(path)
            whole = time.process_time() - began
            saved = read / 2 - sending
            cells = [f"{length:,}"] + [f"{v:.2f}" for v in (whole, read, sending)]
            cells += [f"{whole / (whole - saved):.2f}", f"{whole / (whole - saved + starting):.2f}"]
            lines.append(tuple(cells))
            print(*cells, file=sys.stderr)
    heads = (
        "pages", "whole conversion, s of CPU", "of it reading", "to send half the pages",
        "times as fast, processes running", "times as fast, one to start",
    )  # fmt: skip
    return f"A process takes {starting:.2f} s to start.\n\n{table(heads, lines)}"


def main() -> None:
    """Measure, and print the figures or put them into a page."""
    told(parser_of(__doc__).parse_args().page, "benchmarks.shared", figures())


if __name__ == "__main__":
    main()
