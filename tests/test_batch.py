"""Batches: resumed, isolated, limited; on this machine and on a real Dask cluster."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest
from browser import Watched, chromium
from command import COMMAND, CORPUS, complaints, run

from pipeline.manifest import Entry, Manifest

pytestmark = pytest.mark.xdist_group("batch")
SMALL = ("narrative-hartsmere.docx", "fire-eastmarch.docx", "draft-eskmouth.docx")


def slow(path: Path) -> None:
    """A text that takes minutes to be put together again."""
    text = (CORPUS / "send-northmoor.pdfminer.txt").read_text("utf-8")
    path.write_text(text * 40, "utf-8")


def manifest(out: Path) -> dict[str, dict[str, Any]]:
    lines = (out / "manifest.jsonl").read_text("ascii").splitlines()
    rows = [json.loads(line) for line in lines]
    assert len({row["name"] for row in rows}) == len(rows)
    return {row["name"]: row for row in rows}


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    folder = tmp_path / "plans"
    folder.mkdir()
    for name in SMALL:
        shutil.copy(CORPUS / name, folder / name)
    return folder


def converted(out: Path) -> list[str]:
    return sorted(path.name.removesuffix(".plan.json") for path in out.glob("*.plan.json"))


def test_a_second_run_converts_what_is_new_or_changed(plans: Path) -> None:
    out = plans.parent / "out"
    first = run("convert", plans, "-o", out, "--jobs", "2")
    assert first.returncode == 0
    assert "3 documents: 3 converted" in first.stdout
    before = {name: (out / f"{name}.plan.json").stat().st_mtime_ns for name in SMALL}
    again = run("convert", plans, "-o", out)
    assert again.stdout.count("unchanged, skipped") == 3
    assert "0 converted, 3 unchanged since an earlier run and skipped" in again.stdout
    shutil.copy(CORPUS / SMALL[1], plans / SMALL[0])
    shutil.copy(CORPUS / SMALL[2], plans / "new.docx")
    third = run("convert", plans, "-o", out)
    assert "4 documents: 2 converted, 2 unchanged" in third.stdout
    after = {name: (out / f"{name}.plan.json").stat().st_mtime_ns for name in SMALL}
    assert [name for name in SMALL if before[name] != after[name]] == [SMALL[0]]
    assert set(manifest(out)) == {*SMALL, "new.docx"}


def test_other_options_missing_results_and_force_convert_again(plans: Path) -> None:
    out = plans.parent / "out"
    run("convert", plans, "-o", out, "--no-report")
    other = run("convert", plans, "-o", out, "--as-of", "2031-01-01", "--no-report")
    assert "3 converted" in other.stdout
    (out / f"{SMALL[0]}.plan.json").unlink()
    lost = run("convert", plans, "-o", out, "--as-of", "2031-01-01", "--no-report")
    assert "1 converted, 2 unchanged" in lost.stdout
    forced = run("convert", plans, "-o", out, "--as-of", "2031-01-01", "--no-report", "--force")
    assert "3 converted" in forced.stdout


def test_results_inside_the_input_are_not_taken_for_input(plans: Path) -> None:
    out = plans / "out"
    run("convert", plans, "-o", out, "--also", "csv")
    (out / "notes.txt").write_text("Somebody's notes")
    again = run("convert", plans, "-o", out, "--also", "csv")
    assert "3 documents: 0 converted, 3 unchanged" in again.stdout


def test_the_manifest_tells_what_became_of_each(plans: Path) -> None:
    (plans / "bad.pdf").write_text("no PDF")
    out = plans.parent / "out"
    done = run("convert", plans, "-o", out)
    assert done.returncode == 1
    rows = manifest(out)
    good, bad = rows[SMALL[2]], rows["bad.pdf"]
    assert (good["outcome"], good["recommendations"], good["actions"]) == ("converted", 5, 16)
    assert good["findings"]["OWN002"] == 1
    assert len(good["sha256"]) == 64
    assert good["seconds"] > 0
    assert (bad["outcome"], bad["error"]) == ("failed", "not-a-pdf")
    assert "bad.pdf" in bad["message"]
    assert "Failed by reason: 1 not-a-pdf." in done.stdout
    # What failed is tried again: it may have been mended in place.
    assert "1 failed" in run("convert", plans, "-o", out).stdout


def test_half_a_line_is_no_entry(tmp_path: Path) -> None:
    held = Manifest(tmp_path)
    held.add(Entry("a.pdf", "converted"))
    with (tmp_path / "manifest.jsonl").open("ab") as file:
        file.write(b'{"name": "b.pdf", "outc')
    again = Manifest(tmp_path)
    assert list(again.entries) == ["a.pdf"]
    again.add(Entry("c.pdf", "failed", error="crash"))
    assert list(Manifest(tmp_path).entries) == ["a.pdf", "c.pdf"]


def test_one_that_takes_too_long_costs_only_itself(plans: Path) -> None:
    slow(plans / "a-slow.txt")
    out = plans.parent / "out"
    done = run("convert", plans, "-o", out, "--timeout", "25", "--jobs", "1", "--no-report")
    assert done.returncode == 1
    [complaint] = complaints(done)
    assert "a-slow.txt took longer than 25 seconds" in complaint
    assert manifest(out)["a-slow.txt"]["error"] == "timeout"
    assert converted(out) == sorted(SMALL)


def test_one_that_takes_too_much_memory_costs_only_itself(plans: Path) -> None:
    import pikepdf

    with pikepdf.open(CORPUS / "send-northmoor.pdf") as source, pikepdf.new() as long:
        while len(long.pages) < 900:
            long.pages.extend(source.pages)
        long.save(plans / "a-long.pdf")
    out = plans.parent / "out"
    done = run("convert", plans, "-o", out, "--memory", "256MiB", "--timeout", "600", "-j", "1")
    assert done.returncode == 1
    assert manifest(out)["a-long.pdf"]["error"] == "memory"
    assert "took more than 256 MiB of memory" in complaints(done)[0]
    assert converted(out) == sorted(SMALL)


def started(*arguments: str | Path, **more: Any) -> subprocess.Popen[str]:
    """The command, going on while the test does; Ctrl-C reaches it as it does a user's."""
    code = (
        "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "from plansift.cli import main; main()"
    )
    return subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **more,
    )  # fmt: skip


def until(true: Callable[[], object], seconds: float = 60.0) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)


def workers_of(process: subprocess.Popen[str]) -> list[psutil.Process]:
    children = psutil.Process(process.pid).children(recursive=True)
    return [child for child in children if "pipeline.batch.worker" in " ".join(child.cmdline())]


def test_one_that_crashes_its_process_costs_only_itself(plans: Path) -> None:
    """The process is killed from outside in the middle of a document."""
    slow(plans / "a-slow.txt")
    out = plans.parent / "out"
    with started("convert", plans, "-o", out, "--jobs", "1", "--no-report") as running:
        until(lambda: workers_of(running) and workers_of(running)[0].cpu_times().user > 1.5)
        workers_of(running)[0].send_signal(signal.SIGSEGV)
        _, told = running.communicate(timeout=120)
    assert running.returncode == 1
    assert "a-slow.txt crashed the process that read it (signal 11)" in told
    assert manifest(out)["a-slow.txt"]["error"] == "crash"
    assert converted(out) == sorted(SMALL)


def test_stopped_by_ctrl_c_it_goes_on_where_it_was(plans: Path) -> None:
    slow(plans / "z-slow.txt")
    out = plans.parent / "out"
    with started("convert", plans, "-o", out, "--jobs", "1", "--no-report") as running:
        until(lambda: len(converted(out)) == 3)
        until(lambda: (out / "manifest.jsonl").read_bytes().count(b"\n") == 3)
        held = workers_of(running)
        running.send_signal(signal.SIGINT)
        said, told = running.communicate(timeout=60)
    assert (running.returncode, told) == (130, "")
    assert "Stopped; what was done is kept" in said
    assert not [worker for worker in held if worker.is_running()]
    assert not [path for path in out.iterdir() if path.name.startswith(".")]
    (plans / "z-slow.txt").unlink()
    again = run("convert", plans, "-o", out, "--no-report")
    assert "0 converted, 3 unchanged" in again.stdout


def test_killed_outright_it_leaves_nothing_half_written(plans: Path) -> None:
    slow(plans / "z-slow.txt")
    out = plans.parent / "out"
    with started("convert", plans, "-o", out, "--jobs", "1", "--no-report") as running:
        until(lambda: len(converted(out)) == 3)
        until(lambda: (out / "manifest.jsonl").read_bytes().count(b"\n") == 3)
        held = workers_of(running)
        running.kill()
        running.communicate()
    # Nobody goes on behind its back.
    until(lambda: not [worker for worker in held if worker.is_running()], 10)
    for path in out.glob("*.json"):
        json.loads(path.read_bytes())
    (plans / "z-slow.txt").unlink()
    again = run("convert", plans, "-o", out, "--no-report")
    assert "0 converted, 3 unchanged" in again.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--memory", "lots"), "'lots' is no size of memory"),
        (("--memory", "10MB"), "give at least 256MiB"),
        (("--scheduler", "tcp://127.0.0.1:1"), "No Dask scheduler answers at tcp://127.0.0.1:1"),
    ],
)
def test_a_wrong_command_is_told(plans: Path, arguments: tuple[str, ...], said: str) -> None:
    done = run("convert", plans, "-o", plans.parent / "out", *arguments)
    assert done.returncode == 2
    [complaint] = complaints(done)
    assert said in complaint


def test_addresses_are_read_and_written(plans: Path) -> None:
    """fsspec's addresses of local files take the same way as those of a store."""
    out = f"file://{plans.parent}/out"
    done = run("convert", f"file://{plans}", "-o", out)
    assert done.returncode == 0, done.stderr
    assert converted(plans.parent / "out") == sorted(SMALL)
    assert set(manifest(plans.parent / "out")) == set(SMALL)
    again = run("convert", f"file://{plans}", "-o", out)
    assert "0 converted, 3 unchanged" in again.stdout
    files = [path.name for path in (plans.parent / "out").iterdir()]
    assert not [name for name in files if "tmp" in name]


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A Dask scheduler and two workers, each a process of its own."""
    address_file = tmp_path / "scheduler.json"
    tools = COMMAND.parent
    log = (tmp_path / "dask.log").open("wb")
    quiet = {"stdout": log, "stderr": log}
    scheduler = subprocess.Popen(
        [tools / "dask", "scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard",
         "--scheduler-file", address_file], **quiet,
    )  # fmt: skip
    until(address_file.exists)
    until(lambda: address_file.read_text().strip().endswith("}"))
    address = json.loads(address_file.read_text())["address"]
    alone = ("--nthreads", "1", "--no-dashboard", "--no-nanny", "--local-directory")
    workers = [
        subprocess.Popen([tools / "dask", "worker", address, *alone, tmp_path / str(n)], **quiet)
        for n in range(2)
    ]
    yield address, workers
    for process in (*workers, scheduler):
        process.kill()
        process.wait()
    log.close()


def test_a_cluster_loses_nothing_when_a_worker_dies(
    plans: Path, cluster: tuple[str, list[subprocess.Popen[bytes]]]
) -> None:
    address, workers = cluster
    for n in range(5):
        for name in SMALL:
            shutil.copy(CORPUS / name, plans / f"{n}-{name}")
    names = sorted(path.name for path in plans.iterdir())
    out = plans.parent / "out"
    arguments = ("convert", plans, "-o", out, "--scheduler", address, "--no-report")
    with started(*arguments) as running:
        until(lambda: len(converted(out)) >= 3)
        workers[0].kill()
        said, told = running.communicate(timeout=240)
    assert (running.returncode, told) == (0, "")
    assert f"{len(names)} documents: {len(names)} converted" in said
    assert converted(out) == names
    assert sorted(manifest(out)) == names


def test_the_page_over_a_batch(plans: Path) -> None:
    (plans / "bad.pdf").write_text("no PDF")
    (plans / "odd <b>:#? name.docx").write_bytes((plans / SMALL[0]).read_bytes())
    out = plans.parent / "out"
    run("convert", plans, "-o", out)
    with chromium() as browser:
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        watched = Watched(page)
        watched.open(out / "index.html")
        rows = page.locator("#plans tbody tr")
        assert rows.count() == 4
        assert page.get_by_text("bad.pdf").is_visible()
        page.get_by_role("button", name="Actions").click()
        counts = [int(text) for text in page.locator("#plans td:nth-child(5)").all_inner_texts()]
        assert counts == sorted(counts)
        page.get_by_role("button", name="Actions").click()
        counts = [int(text) for text in page.locator("#plans td:nth-child(5)").all_inner_texts()]
        assert counts == sorted(counts, reverse=True)
        page.fill("#find", "narrative")
        assert rows.filter(visible=True).count() == 1
        page.fill("#find", "")
        assert watched.complaints == []
        assert watched.outside(out / "index.html") == []
        links = page.locator("#plans a")
        for n in range(links.count()):
            opened = browser.new_page()
            opened.goto(links.nth(n).evaluate("a => a.href"))
            assert "reconciliation report" in opened.title()
            opened.close()


def test_results_do_not_depend_on_the_number_of_processes(plans: Path) -> None:
    for jobs in ("1", "3"):
        run("convert", plans, "-o", plans.parent / jobs, "--jobs", jobs)
    for path in (plans.parent / "1").iterdir():
        if path.name not in {"manifest.jsonl", "index.html"}:
            assert path.read_bytes() == (plans.parent / "3" / path.name).read_bytes()
