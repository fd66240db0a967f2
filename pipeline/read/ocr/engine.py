"""rapidocr, on its own: finding lines of text on a picture, and reading them.

Its models lie in its wheel; nothing is fetched.  It is loaded when the first
picture has to be read, once a process.
"""

from __future__ import annotations

import importlib.util
import logging
import math
import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.read.ocr.letters import English

Image = NDArray[np.uint8]

_NEEDED = ("rapidocr", "onnxruntime", "cv2")
# The longest side of the picture in which lines are looked for; larger costs more, finds no more.
SIDE = 1600
# How high a line is made to be read, how wide at least, and how much room is left after it: by
# default at least 320, which short lines do not need; without room, last letters are lost.
_HEIGHT, _NARROWEST, _ROOM = 48, 160, 32
# Changes when the same picture would be read otherwise by what is here.
_DECODED = "English 5"


@dataclass(frozen=True, slots=True)
class Reading:
    """What a line says: its text, and for each character how sure it is.

    `places` says where each character's middle stands, as a share of the line's
    width; a space has none.
    """

    text: str
    sure: tuple[float, ...]
    places: tuple[float | None, ...]

    @property
    def score(self) -> float:
        return sum(self.sure) / len(self.sure) if self.sure else 0.0


def installed() -> bool:
    """Whether the extra is there."""
    return all(importlib.util.find_spec(name) is not None for name in _NEEDED)


def engine_version() -> str:
    """What must be the same for a reading made earlier to hold."""
    return f"rapidocr {version('rapidocr')}, {_DECODED}"


class Engine:
    """The two models that are used: one finds lines, one reads them."""

    def __init__(self) -> None:
        # onnxruntime calls home unless this is set before it is imported.
        os.environ["ORT_DISABLE_TELEMETRY"] = "1"
        from rapidocr import RapidOCR

        logging.getLogger("RapidOCR").setLevel(logging.ERROR)
        models = Path(str(importlib.util.find_spec("rapidocr").origin)).parent / "models"  # type: ignore[union-attr]
        ocr: Any = RapidOCR(
            params={
                "Global.use_cls": False,
                "Global.log_level": "error",
                "Global.model_root_dir": str(models),
                # A process is one core's: threads of one page spend a quarter of their time
                # waiting for each other, and pages are shared out among processes.
                "EngineConfig.onnxruntime.intra_op_num_threads": 1,
                "EngineConfig.onnxruntime.inter_op_num_threads": 1,
                # Without it, memory goes back to the system and comes again for each picture.
                "EngineConfig.onnxruntime.enable_cpu_mem_arena": True,
            }
        )
        self._find = ocr._load_det_model()
        self._read = ocr._load_rec_model()
        self._read.postprocess_op = _decoder(self._read.postprocess_op.character)

    def boxes(self, picture: Image) -> list[list[list[float]]]:
        """The lines of text on a picture, each as four corners in pixels."""
        import cv2

        scale = min(1.0, SIDE / max(picture.shape[:2]))
        small = picture
        if scale < 1:
            small = cv2.resize(  # type: ignore[assignment]
                picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA
            )
        found = self._find(small)
        if found.boxes is None:
            return []
        return [[[float(x) / scale, float(y) / scale] for x, y in box] for box in found.boxes]

    def read(self, lines: Sequence[Image]) -> list[Reading]:
        """What the pictures of single lines say.

        Lines read together would all be made as wide as the longest of them.
        """
        from rapidocr.ch_ppocr_rec import TextRecInput

        readings = []
        for line in lines:
            width = math.ceil(_HEIGHT * line.shape[1] / line.shape[0])
            self._read.rec_image_shape = [3, _HEIGHT, max(_NARROWEST, width + _ROOM)]
            made = self._read(TextRecInput(img=[line], return_word_box=True))
            readings.append(_reading(made.txts[0], made.word_results[0]))
        return readings


def _decoder(known: list[str]) -> Any:
    """What makes text of the model's weights, among the characters that a page may hold."""
    from rapidocr.ch_ppocr_rec.utils import CTCLabelDecode

    english = English(known)

    class Decoder(CTCLabelDecode):
        def __call__(self, preds: Any, *args: Any, **named: Any) -> Any:
            return super().__call__(english.of(preds), *args, **named)

    # The base class puts the sign for none first and a space last by itself.
    return Decoder(character=english.characters[1:-1])


def _reading(text: str, info: Any) -> Reading:
    if not text:
        return Reading("", (), ())
    columns = [at for word in info.word_cols or () for at in word]
    places: list[float | None] = []
    for char in text:
        at = columns.pop(0) if columns and not char.isspace() else None
        places.append(None if at is None else min(1.0, (at + 0.5) / info.line_txt_len))
    return Reading(text, tuple(float(c) for c in info.confs), tuple(places))


@cache
def engine() -> Engine:
    """The engine; its models are loaded at the first call."""
    return Engine()
