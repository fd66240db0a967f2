"""The samples, each converted once in a process however many tests look at it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest

from pipeline.convert import Conversion, convert_full

SAMPLES = Path(__file__).parent.parent / "samples"
CORPUS, OWN, MORE, THIRD = (SAMPLES / name for name in ("corpus", "own", "more", "third"))
LEWISHAM = sorted(p for p in CORPUS.glob("lewisham-2016.*") if p.suffix != ".json")
TRIO = sorted(p for p in OWN.glob("trio-*") if p.suffix != ".json")


@cache
def conversion(path: Path) -> Conversion:
    """A sample converted; tests must not change it."""
    return convert_full(path)


def each(paths: Iterable[Path]) -> pytest.MarkDecorator:
    """The test for each path; `pytest -n 2 --dist loadgroup` keeps a path's tests together."""
    return pytest.mark.parametrize(
        "path", [pytest.param(p, id=p.name, marks=pytest.mark.xdist_group(p.name)) for p in paths]
    )
