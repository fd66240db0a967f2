"""How a batch gains by a second process: the same documents with one and with two.

    python -m benchmarks.batch [--documents 200] [PAGE] [--no-report]

Prints Markdown, or puts it into a page. Seconds mean nothing on a machine that others use; CPU
that a document takes with two processes, to that with one, says what a second one costs. The
documents are the corpus's PDFs and Word files, over and over, each in a
folder of its own; every run starts from nothing.
"""

from __future__ import annotations

import itertools
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.telling import parser_of, told
from pipeline.evaluate.markdown import table

CORPUS = Path(__file__).parent.parent / "samples" / "corpus"
COMMAND = Path(sys.executable).parent / "plansift"


HEADS = (
    "processes", "s", "documents a second", "to one process", "ms of CPU a document", "to one",
)  # fmt: skip


def copied(folder: Path, wanted: int) -> None:
    """So many documents, each in a folder of its own."""
    samples = sorted(
        p
        for p in CORPUS.iterdir()
        if p.suffix in {".pdf", ".docx"} and not p.name.startswith("scanned")
    )
    for number, path in zip(range(wanted), itertools.cycle(samples), strict=False):
        place = folder / f"{number:04}"
        place.mkdir(parents=True)
        shutil.copy(path, place / path.name)


def spent() -> float:
    """Seconds of CPU of all processes that have ended, and theirs."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def figures(wanted: int, *, report: bool) -> str:
    """What was measured, as a Markdown table."""
    lines = []
    first: tuple[float, float] | None = None
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        copied(folder / "in", wanted)
        for jobs in (1, 2):
            started, before = time.perf_counter(), spent()
            more = [] if report else ["--no-report"]
            subprocess.run(
                [COMMAND, "convert", folder / "in", "-o", folder / str(jobs), "--jobs", str(jobs),
                 "--quiet", *more], check=True,
            )  # fmt: skip
            took, cpu = time.perf_counter() - started, spent() - before
            first = first or (took, cpu)
            cells = (str(jobs), f"{took:.1f}", f"{wanted / took:.1f}", f"{first[0] / took:.2f}")
            lines.append((*cells, f"{1000 * cpu / wanted:.0f}", f"{cpu / first[1]:.2f}"))
            print(*lines[-1], file=sys.stderr)
    kind = "with reports" if report else "JSON only"
    return f"{wanted} documents, {kind}.\n\n{table(HEADS, lines)}"


def main() -> None:
    """Measure, and print a table or put it into a page."""
    parser = parser_of(__doc__)
    parser.add_argument("--documents", type=int, default=200)
    parser.add_argument("--no-report", action="store_true")
    given = parser.parse_args()
    name = "benchmarks.batch --no-report" if given.no_report else "benchmarks.batch"
    told(given.page, name, figures(given.documents, report=not given.no_report))


if __name__ == "__main__":
    main()
