"""The pages of a scan shared out among processes, and told on a terminal while they are read."""

from __future__ import annotations

import os
import pty
import re
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil
import pypdfium2 as pdfium
import pytest
from command import COMMAND, CORPUS, run, shown_on
from test_batch import manifest, started, until, workers_of

pytestmark = pytest.mark.xdist_group("ocr")

NOTHING_KEPT = {"PLANSIFT_CACHE": ""}


def pieces(path: Path, many: int) -> Path:
    """A scan of so many small pages: pieces of the real one, which OCR reads in a second each."""
    pdf = pdfium.PdfDocument(CORPUS / "scanned-merrowdale.pdf")
    page = pdf[1].render(scale=200 / 72).to_pil().convert("L")
    pdf.close()
    cut = []
    for n in range(many):
        left, top = 150 + 400 * (n % 3), 250 + 120 * (n // 3 % 10)
        cut.append(page.crop((left, top, left + 500, top + 500)))
    cut[0].save(path, "PDF", resolution=200, save_all=True, append_images=cut[1:])
    return path


@pytest.fixture(scope="module")
def scan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return pieces(tmp_path_factory.mktemp("pieces") / "pieces.pdf", 6)


@pytest.fixture(scope="module")
def alone(scan: Path) -> dict[str, bytes]:
    """What one process makes of the scan."""
    out = scan.parent / "alone"
    done = run("convert", scan, "-o", out, "--jobs", "1", **NOTHING_KEPT)
    assert done.returncode == 0, done.stderr
    return results(out)


def results(out: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in out.iterdir() if p.name.startswith("pieces.pdf.")}


@contextmanager
def converting(*arguments: str | Path) -> Iterator[subprocess.Popen[str]]:
    with started("convert", *arguments, env=os.environ | NOTHING_KEPT) as running:
        yield running


def reading(running: subprocess.Popen[str]) -> list[psutil.Process]:
    """The processes that have the models by now, the first one started first."""
    found = []
    for worker in workers_of(running):
        try:
            maps = {Path(m.path).name for m in worker.memory_maps()}
        except psutil.Error:
            continue
        if any(name.startswith("onnxruntime_pybind") for name in maps):
            found.append(worker)
    return sorted(found, key=lambda worker: worker.create_time())


def test_pages_are_shared_out_and_the_result_is_the_same(
    scan: Path, alone: dict[str, bytes], tmp_path: Path
) -> None:
    with converting(scan, "-o", tmp_path, "--jobs", "2") as running:
        until(lambda: len(reading(running)) == 2)
        _, told = running.communicate(timeout=120)
    assert (running.returncode, told) == (0, "")
    assert results(tmp_path) == alone


def test_there_are_never_more_processes_than_jobs(scan: Path, tmp_path: Path) -> None:
    for n in range(2):
        (tmp_path / f"{n}.pdf").write_bytes(scan.read_bytes())
    most = 0
    with converting(tmp_path, "-o", tmp_path / "out", "--jobs", "3") as running:
        while running.poll() is None:
            with suppress(psutil.Error):  # it may end meanwhile
                most = max(most, len(workers_of(running)))
            time.sleep(0.05)
        running.communicate(timeout=60)
    assert running.returncode == 0
    assert most == 3
    first, second = (manifest(tmp_path / "out")[f"{n}.pdf"] for n in range(2))
    assert first["actions"] == second["actions"]


def test_a_process_that_dies_over_a_page_of_another_costs_nothing(
    scan: Path, alone: dict[str, bytes], tmp_path: Path
) -> None:
    with converting(scan, "-o", tmp_path, "--jobs", "2") as running:
        until(lambda: len(reading(running)) == 2)
        reading(running)[1].kill()
        _, told = running.communicate(timeout=120)
    assert (running.returncode, told) == (0, "")
    assert results(tmp_path) == alone


def test_a_scan_whose_own_process_dies_has_failed(scan: Path, tmp_path: Path) -> None:
    with converting(scan, "-o", tmp_path, "--jobs", "2") as running:
        until(lambda: len(reading(running)) == 2)
        held = workers_of(running)
        reading(running)[0].kill()
        _, told = running.communicate(timeout=120)
    assert running.returncode == 1
    assert "pieces.pdf crashed the process that read it (signal 9)" in told
    assert not [worker for worker in held if worker.is_running()]


def test_ctrl_c_leaves_no_process(scan: Path, tmp_path: Path) -> None:
    with converting(scan, "-o", tmp_path, "--jobs", "2") as running:
        until(lambda: len(reading(running)) == 2)
        held = workers_of(running)
        running.send_signal(signal.SIGINT)
        _, told = running.communicate(timeout=60)
    assert (running.returncode, told) == (130, "")
    assert not [worker for worker in held if worker.is_running()]
    assert results(tmp_path) == {}


def test_a_scan_that_takes_too_long_is_told_and_leaves_no_process(tmp_path: Path) -> None:
    long, out = pieces(tmp_path / "long.pdf", 60), tmp_path / "out"
    with converting(long, "-o", out, "--jobs", "2", "--timeout", "12") as running:
        until(lambda: len(reading(running)) == 2)
        held = workers_of(running)
        _, told = running.communicate(timeout=60)
    assert running.returncode == 1
    assert told == (
        f"plansift: {long} took longer than 12 seconds: try it alone, with a larger --timeout.\n"
    )
    assert not [worker for worker in held if worker.is_running()]


@pytest.mark.parametrize(
    ("arguments", "shown"),
    [
        (("convert", "-o", "out", "--jobs", "1"), True),
        (("convert", "-o", "-"), True),
        (("check",), True),
        (("convert", "-o", "out", "--quiet"), False),
    ],
)
def test_pages_are_told_on_a_terminal(
    scan: Path, tmp_path: Path, arguments: tuple[str, ...], shown: bool
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / scan.name).write_bytes(scan.read_bytes())
    ours, theirs = pty.openpty()
    environment = {**os.environ, **NOTHING_KEPT, "TERM": "xterm", "COLUMNS": "100"}
    command = [COMMAND, *arguments, scan.name]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=theirs, env=environment, cwd=folder, text=True
    ) as running:
        os.close(theirs)
        told = shown_on(ours).decode()
        said = running.stdout.read() if running.stdout else ""
    os.close(ours)
    assert running.returncode in (0, 1)
    pages = re.findall(r"page (\d) of (\d): pieces.pdf", told)
    assert (("6", "6") in pages) is shown
    assert "\x1b" not in said


def test_nothing_is_told_of_pages_in_a_pipe(scan: Path, tmp_path: Path) -> None:
    done = run("convert", scan, "-o", tmp_path, **NOTHING_KEPT)
    assert done.stderr == ""
    assert "page" not in done.stdout
