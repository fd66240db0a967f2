"""What a page costs, and what other tools take for it: `python -m benchmarks.pages [PAGE]`.

Every tool reads the corpus's ruled PDFs in a process of its own, several rounds in
turn, after documents that are not counted (imports, vocabularies).  camelot and
PyMuPDF (AGPL) are no dependencies of plansift: they stand in an environment of their
own, `build/bench`, which is made here.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import venv
from pathlib import Path

from pypdfium2 import PdfDocument

from benchmarks.telling import parser_of, told
from benchmarks.tool import FOREIGN, TOOLS
from pipeline.evaluate.markdown import table

ROOT = Path(__file__).parent.parent
WARM_UP = "samples/own/college-quenby.pdf"
ROUNDS = 3
BENCH = ROOT / "build" / "bench"
OURS = "plansift, file to JSON"
REFERENCE = "pdfplumber, `extract_tables`"


def ruled() -> list[Path]:
    """The corpus's PDFs, without the scan."""
    return [p for p in sorted(ROOT.glob("samples/corpus/*.pdf")) if "scanned" not in p.name]


def interpreter(tool: str) -> str:
    """The Python that a tool runs in; made where it is missing."""
    if tool not in FOREIGN:
        return sys.executable
    python = BENCH / "bin" / "python"
    if not (BENCH / ".done").exists():
        venv.create(BENCH, with_pip=True, clear=True)
        needed = ["camelot-py>=1,<3", "PyMuPDF>=1.24,<3"]
        subprocess.check_call([python, "-m", "pip", "install", "--quiet", *needed])
        (BENCH / ".done").touch()
    return str(python)


def measured(tool: str, paths: list[Path]) -> tuple[list[float], float, float]:
    """Milliseconds of CPU that each PDF took, in a process of its own for all of them.

    Also the most megabytes that the process held before, and in all.
    """
    script = str(ROOT / "benchmarks" / "tool.py")
    command = [interpreter(tool), script, tool, WARM_UP, *map(str, paths)]
    path = {"PYTHONPATH": str(ROOT)} if tool not in FOREIGN else {}
    kept = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
    run = subprocess.run(command, check=True, capture_output=True, cwd=ROOT, env={**kept, **path})
    took, before, most = json.loads(run.stdout)
    return took, before, most


def figures(rounds: int) -> str:
    """What was measured, as a Markdown table."""
    paths = ruled()
    pages = [len(PdfDocument(path)) for path in paths]
    each: dict[str, list[list[float]]] = {tool: [] for tool in TOOLS}
    for number in range(rounds):
        for tool, found in each.items():
            found.append(measured(tool, paths)[0])
            print(f"{number + 1}: {tool}: {sum(found[-1]) / sum(pages):.1f}", file=sys.stderr)
    whole = {
        tool: statistics.median(sum(took) / sum(pages) for took in found)
        for tool, found in each.items()
    }
    lines = []
    for tool, found in each.items():
        by_file = [
            statistics.median(took[n] for took in found) / count for n, count in enumerate(pages)
        ]
        spread = f"{min(by_file):.1f}–{max(by_file):.1f}"
        ratio = f"{whole[tool] / whole[REFERENCE]:.2f}"
        lines.append((tool, f"{whole[tool]:.1f}", spread, ratio))
    note = f"{len(paths)} PDFs, {sum(pages)} pages, median of {rounds} rounds."
    heads = ("tool", "ms of CPU a page", "by plan", "to `extract_tables`")
    return f"{note}\n\n{table(heads, lines)}"


def main() -> None:
    """Measure, and print the figures or put them into a page."""
    parser = parser_of(__doc__)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    given = parser.parse_args()
    told(given.page, "benchmarks.pages", figures(given.rounds))


if __name__ == "__main__":
    main()
