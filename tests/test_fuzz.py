"""Mutated files: a plan whose words add up, or a `PlansiftError`; nothing else, and no hang.

The files are made in `fuzzing.py`, each from its seed; `make fuzz` runs more of them.
"""

from __future__ import annotations

import io
import random
from collections import Counter
from pathlib import Path

import docx
import fuzzing
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

FIRST, COUNT, GROUPS = 70_000, 520, 8
WHOLE = settings(max_examples=60, suppress_health_check=list(HealthCheck))


@pytest.mark.parametrize("group", range(GROUPS))
def test_mutated_files(tmp_path: Path, group: int) -> None:
    told: Counter[str] = Counter()
    for seed in range(FIRST + group, FIRST + COUNT, GROUPS):
        name, data = fuzzing.mutated(seed)
        told[fuzzing.outcome(name, data, tmp_path)] += 1
    # Were nearly all refused, little behind the readers would have been tried.
    assert told["plan"] > 0.3 * sum(told.values()), told


def test_a_seed_stands_for_one_file() -> None:
    assert fuzzing.mutated(FIRST) == fuzzing.mutated(FIRST)


HEADS = (b"", b"%PDF-1.7\n", b"PK\x03\x04", b"\xff\xfe", b"\xef\xbb\xbf", b"\xd0\xcf\x11\xe0")


@WHOLE
@given(
    data=st.builds(bytes.__add__, st.sampled_from(HEADS), st.binary(max_size=600)),
    end=st.sampled_from((".pdf", ".docx", ".txt", "")),
)
def test_any_bytes_as_each_type(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, end: str
) -> None:
    fuzzing.outcome(f"any{end}", data, tmp_path_factory.getbasetemp())


CODINGS = ("utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be")


@WHOLE
@given(
    text=st.text(st.characters(exclude_categories=["Cs"]), max_size=400),
    coding=st.sampled_from(CODINGS),
)
def test_any_text_in_any_coding(
    tmp_path_factory: pytest.TempPathFactory, text: str, coding: str
) -> None:
    fuzzing.outcome("any.txt", text.encode(coding), tmp_path_factory.getbasetemp())


CELLS = st.sampled_from(
    ("", "1", "1.1", "Recommendation 1", "Action", "Lead", "By when", "KM/AW", "31/02/2027", "Q3")
) | st.text(st.characters(min_codepoint=32, max_codepoint=0x2FFF), max_size=30)


def _document(seed: int, cells: list[str]) -> bytes:
    """Paragraphs and tables of the cells, put together by chance."""
    chance = random.Random(seed)
    document = docx.Document()
    for cell in cells:
        way = chance.randrange(4)
        safe = "".join(c for c in cell if c.isprintable())
        if way == 0:
            document.add_heading(safe, chance.randrange(5))
        elif way == 1:
            document.add_paragraph(safe, style=chance.choice(("List Number", "List Bullet")))
        elif way == 2:
            table = document.add_table(chance.randint(1, 4), chance.randint(1, 5))
            for place in table._cells:
                place.text = (
                    chance.choice(cells).replace("\x00", "") if chance.random() < 0.8 else ""
                )
            one, other = chance.choice(table._cells), chance.choice(table._cells)
            if chance.random() < 0.5:
                one.merge(other)
            if chance.random() < 0.3:
                one.add_table(1, 2)
        else:
            document.add_paragraph(safe)
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


@settings(WHOLE, max_examples=25)
@given(seed=st.integers(0, 10**6), cells=st.lists(CELLS, min_size=1, max_size=8))
def test_word_files_of_any_structure(
    tmp_path_factory: pytest.TempPathFactory, seed: int, cells: list[str]
) -> None:
    cells = ["".join(c for c in cell if c.isprintable()) for cell in cells]
    fuzzing.outcome("any.docx", _document(seed, cells), tmp_path_factory.getbasetemp())
