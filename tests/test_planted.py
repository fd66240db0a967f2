"""A defect put into a plan is found, and nothing else changes."""

from __future__ import annotations

from pathlib import Path

import pytest
from planted_others import OTHERS
from planted_owners import OWNERS
from planting import Defect, changes, found, plant, unmatched

from pipeline.convert import convert
from samples import SAMPLES, conversion

DEFECTS = [*OWNERS, *OTHERS]


@pytest.mark.parametrize(
    "defect", [pytest.param(d, id=d.id, marks=pytest.mark.xdist_group(d.sample)) for d in DEFECTS]
)
def test_a_planted_defect_is_found_and_nothing_else_changes(defect: Defect, tmp_path: Path) -> None:
    source = SAMPLES / f"{defect.sample}.docx"
    clean, planted = conversion(source).plan, convert(plant(source, defect, tmp_path))
    before, after = found(clean, defect), found(planted, defect)
    assert unmatched(defect.new, after - before) == ([], []), "new findings"
    assert unmatched(defect.gone, before - after) == ([], []), "findings that are gone"
    assert changes(clean, planted) == defect.changed


def test_there_are_enough_of_them() -> None:
    assert len(DEFECTS) >= 40
    assert len({defect.sample for defect in DEFECTS}) >= 8
    assert len({defect.id for defect in DEFECTS}) == len(DEFECTS)
