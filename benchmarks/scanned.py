"""What a scanned page costs: `python -m benchmarks.scanned [PAGE]`.

Each plan is read in a process of its own, with nothing in the cache; that the models
are loaded, once a process, is counted.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.telling import parser_of, told
from pipeline.evaluate.markdown import table
from tests.scans import save_scan

# A scan as it was made, and two plans of tables as a scanner would give them.
_PLANS = ("corpus/scanned-merrowdale", "corpus/audit-brackenwater", "own/college-quenby")
_KINDS = ("grey", "colour", "fax")
_SAMPLES = Path(__file__).parent.parent / "samples"
# Memory is the most that the process ever held: nothing else may be done in it.
_READ = """
import json, resource, sys
from pipeline.convert import convert
plan = convert(sys.argv[1])
used = resource.getrusage(resource.RUSAGE_SELF)
print(json.dumps([plan.source.pages, used.ru_utime + used.ru_stime, used.ru_maxrss * 1024 / 1e6]))
"""


def figures() -> str:
    """What was measured, as a Markdown table."""
    lines = []
    with TemporaryDirectory() as folder:
        for plan in _PLANS:
            for kind in _KINDS:
                scan = Path(folder) / "scan.pdf"
                save_scan((_SAMPLES / f"{plan}.pdf").read_bytes(), scan, kind, 1)
                done = subprocess.run(
                    [sys.executable, "-W", "ignore", "-c", _READ, scan],
                    capture_output=True,
                    text=True,
                    env=os.environ | {"PLANSIFT_CACHE": ""},
                    check=True,
                )
                pages, cpu, memory = json.loads(done.stdout)
                measured = (f"{pages}", f"{cpu / pages:.1f}", f"{memory:.0f}")
                lines.append((Path(plan).name, kind, *measured))
                print(*lines[-1], file=sys.stderr)
    return f"\n\n{table(('plan', 'scan', 'pages', 's of CPU a page', 'MB'), lines)}"


def main() -> None:
    """Measure, and print the figures or put them into a page."""
    told(parser_of(__doc__).parse_args().page, "benchmarks.scanned", figures())


if __name__ == "__main__":
    main()
