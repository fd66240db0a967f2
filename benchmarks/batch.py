"""How a batch gains by a second process: the same documents with one and with two.

    python -m benchmarks.batch [--documents 200]

Prints Markdown. The documents are the corpus's PDFs and Word files, over and over, each in a
folder of its own; every run starts from nothing.
"""

from __future__ import annotations

import argparse
import itertools
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

CORPUS = Path(__file__).parent.parent / "samples" / "corpus"
COMMAND = Path(sys.executable).parent / "plansift"


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=200)
    wanted = parser.parse_args().documents
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        samples = sorted(
            p
            for p in CORPUS.iterdir()
            if p.suffix in {".pdf", ".docx"} and not p.name.startswith("scanned")
        )
        for number, path in zip(range(wanted), itertools.cycle(samples), strict=False):
            place = folder / "in" / f"{number:04}"
            place.mkdir(parents=True)
            shutil.copy(path, place / path.name)
        print("| processes | s | documents a minute | to one process |")
        print("| ---: | ---: | ---: | ---: |")
        first = 0.0
        for jobs in (1, 2):
            started = time.perf_counter()
            subprocess.run(
                [COMMAND, "convert", folder / "in", "-o", folder / str(jobs), "--jobs", str(jobs),
                 "--quiet"], check=True,
            )  # fmt: skip
            took = time.perf_counter() - started
            first = first or took
            rate = 60 * wanted / took
            print(f"| {jobs} | {took:.1f} | {rate:.0f} | {first / took:.2f} |", flush=True)


if __name__ == "__main__":
    main()
