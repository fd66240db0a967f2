"""What a scanned page costs: `python -m benchmarks.scanned [PAGE]`.

Each plan is read in a process of its own, with nothing in the cache; the models
are loaded once a process, which is counted.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from benchmarks.telling import parser_of, told

# A scan as it was made, and two plans of tables as a scanner would give them.
_PLANS = ("corpus/scanned-merrowdale", "corpus/audit-brackenwater", "own/college-quenby")
_SAMPLES = Path(__file__).parent.parent / "samples"
_READ = """
import json, resource, sys
import tests.scans as scans
from pathlib import Path
from tempfile import TemporaryDirectory
name, kind = sys.argv[1:]
data = Path(name).read_bytes()
with TemporaryDirectory() as folder:
    path = Path(folder) / "scan.pdf"
    first, *rest = scans.scan_of(data, kind, 1)
    first.save(path, "PDF", resolution=scans.KINDS[kind], save_all=True, append_images=rest)
    before = resource.getrusage(resource.RUSAGE_SELF)
    from pipeline.convert import convert
    convert(path)
    after = resource.getrusage(resource.RUSAGE_SELF)
cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
print(json.dumps([1 + len(rest), cpu, after.ru_maxrss / 1024]))
"""


def main() -> None:
    page = parser_of(__doc__).parse_args().page
    rows = ["| plan | kind | pages | CPU a page | memory |", "| --- | --- | --- | --- | --- |"]
    for plan in _PLANS:
        for kind in ("grey", "fax"):
            done = subprocess.run(
                [sys.executable, "-W", "ignore", "-c", _READ, str(_SAMPLES / f"{plan}.pdf"), kind],
                capture_output=True,
                text=True,
                env=os.environ | {"PLANSIFT_CACHE": "", "PYTHONPATH": str(_SAMPLES.parent)},
                check=True,
            )
            pages, cpu, memory = json.loads(done.stdout)
            rows.append(
                f"| {Path(plan).name} | {kind} | {pages} | {cpu / pages:.1f} s | {memory:.0f} MB |"
            )
    told(page, "benchmarks.scanned", "\n\n" + "\n".join(rows))


if __name__ == "__main__":
    main()
