"""Which way is up is told by a part of the page where that is enough, else by all of it."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from pipeline.read.ocr.cache import Reader
from pipeline.read.ocr.upright import quarters_of

pytestmark = pytest.mark.xdist_group("ocr")

LINE = "All of the staff on the ward must be trained to spot the signs of sepsis"


def page(lines: int) -> NDArray[np.uint8]:
    """A page at 200 dpi with so many lines of text."""
    held = Image.new("RGB", (1654, 2339), "white")
    font = ImageFont.load_default(30)
    for n in range(lines):
        ImageDraw.Draw(held).text((200, 300 + 60 * n), f"{LINE} {n}", "black", font)
    return np.asarray(held)


class Watched(Reader):
    """A reader that tells the longest side of the pictures in which it looks for lines."""

    def __init__(self, picture: NDArray[np.uint8]) -> None:
        super().__init__(picture)
        self.sides: list[int] = []

    def boxes(self, picture: NDArray[np.uint8]) -> list[list[list[float]]]:
        self.sides.append(max(picture.shape))
        return super().boxes(picture)


@pytest.mark.parametrize("turn", range(4))
@pytest.mark.parametrize(("lines", "whole"), [(20, False), (3, True)])
def test_a_part_full_of_print_is_enough(
    turn: int, lines: int, whole: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLANSIFT_CACHE", "")
    turned = np.ascontiguousarray(np.rot90(page(lines), turn))
    reader = Watched(turned)
    assert (quarters_of(turned, reader) + turn) % 4 == 0
    assert (max(reader.sides) > 1000) is whole


def test_a_page_without_print_stays_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANSIFT_CACHE", "")
    assert quarters_of(page(0), Reader(page(0))) == 0
