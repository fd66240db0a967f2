"""Documents turned into scans, and plansift measured on them.

`python -m tests.scans samples/corpus build/scans --kind grey` prints a line for
each document; `--kind fax`, `colour`, `dithered` make other scans.  Pages read
before come from the cache.
"""

from __future__ import annotations

import argparse
import math
import shutil
import sys
import time
import zlib
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray
from PIL import Image

from pipeline.convert import convert
from pipeline.evaluate.run import documents_with_gold, evaluate_folder

KINDS = {"grey": 200, "colour": 200, "fax": 150, "dithered": 150, "dithered-200": 200}
_TURN = 0.8  # degrees, at most
_NOISE = 9.0  # of 255


def scan_of(data: bytes, kind: str, seed: int) -> list[Image.Image]:
    """The pages of a PDF as somebody's scanner would give them."""
    chance = np.random.default_rng(seed)
    pages = []
    pdf = pdfium.PdfDocument(data)
    try:
        for page in pdf:
            drawn = page.render(scale=KINDS[kind] / 72).to_pil().convert("RGB")
            pages.append(_scanned(np.asarray(drawn), kind, chance))
            page.close()
    finally:
        pdf.close()
    return pages


def _scanned(page: NDArray[np.uint8], kind: str, chance: np.random.Generator) -> Image.Image:
    height, width = page.shape[:2]
    angle = float(chance.uniform(-_TURN, _TURN))
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    turned = cv2.warpAffine(page, matrix, (width, height), borderValue=(255, 255, 255)) * 1.0
    noisy = cv2.GaussianBlur(turned, (0, 0), 0.6) * 0.96 + 4
    noisy += chance.normal(0, _NOISE, (height, width, 1))
    held = np.clip(noisy, 0, 255).astype(np.uint8)
    if kind == "colour":
        return Image.fromarray(held)
    grey = Image.fromarray(held).convert("L")
    if kind == "grey":
        return grey
    if kind.startswith("dithered"):
        return grey.convert("1")  # by Floyd and Steinberg
    black = np.asarray(grey) < 165
    # Specks of dust, and spots where the toner is gone.
    specks = chance.random((height, width))
    black = (black | (specks < 0.0004)) & (specks < 0.9985)
    return Image.fromarray((~black * 255).astype(np.uint8)).convert("1")


def save_scan(data: bytes, out: Path, kind: str, seed: int) -> None:
    """Write the scan of a PDF as a PDF."""
    first, *rest = scan_of(data, kind, seed)
    first.save(out, "PDF", resolution=KINDS[kind], save_all=True, append_images=rest)


def write_scans(source: Path, target: Path, kind: str, like: str = "*") -> Iterator[Path]:
    """A scan of each PDF with right answers below `source`, in `target`, with its answers."""
    target.mkdir(parents=True, exist_ok=True)
    for document, gold in documents_with_gold(source):
        if document.suffix != ".pdf" or not document.match(like):
            continue
        out = target / document.name
        if not out.exists():
            seed = zlib.crc32(f"{document.name} {kind}".encode())
            save_scan(document.read_bytes(), out, kind, seed)
            shutil.copy(gold, target / gold.name)
        yield out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", type=Path)
    parser.add_argument("target", type=Path)
    parser.add_argument("--kind", choices=sorted(KINDS), default="grey")
    parser.add_argument("--only", nargs="*", default=[])
    parser.add_argument("--differences", action="store_true")
    asked = parser.parse_args()
    folder = asked.target / asked.kind
    found = gold = got = silent = 0
    for path in write_scans(asked.source, folder, asked.kind):
        if asked.only and not any(path.match(pattern) for pattern in asked.only):
            continue
        began = time.process_time()
        evaluation = evaluate_folder(folder, convert, [path.name])
        strict = evaluation.counts()["strict"]
        (document,) = evaluation.documents
        dates, owners = (evaluation.counts().get(f"actions.{n}") for n in ("deadline", "owners"))
        print(
            f"{path.stem:28} strict {strict.f1:.3f} of {strict.right + strict.missed}"
            f"  dates {dates.f1 if dates else math.nan:.3f}"
            f"  owners {owners.f1 if owners else math.nan:.3f}"
            f"  silent {len(document.comparison.silent)}"
            f"  {time.process_time() - began:.0f} s {document.error or ''}",
            flush=True,
        )
        for d in document.comparison.silent:
            print(f"    SILENT {d}")
        if asked.differences:
            for d in document.comparison.differences:
                print(f"    {d.field} | {d.where} | {d.gold} | {d.got}")
        found += strict.right
        gold += strict.right + strict.missed
        got += strict.right + strict.false
        silent += len(document.comparison.silent)
    print(f"{'all':28} strict {2 * found / max(1, gold + got):.3f}  silent {silent} of {got}")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
