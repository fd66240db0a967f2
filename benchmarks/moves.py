"""Learn how tools go from cell to cell of a table: `python -m benchmarks.moves`.

Tables of random shape are drawn as PDFs whose every word is one of a kind, and
flattened by pdftotext, pdfminer and pypdf: what each printed after what is then
known.  A conditional logit (McFadden, 1974: "Conditional logit analysis of
qualitative choice behavior") over the moves that the search for rows knows is
fitted to them and written to `pipeline/layout/flattened/moves.toml`.  No words
of plans are involved, only where on a page they stood.
"""

from __future__ import annotations

import argparse
import io
import math
import shutil
import subprocess
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from pdfminer.high_level import extract_text
from pypdf import PdfReader
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

import pipeline.layout.flattened
from pipeline.layout.flattened.moves import Moves, State, features

FONT = "Helvetica"
PAGES = 2
# A column's share of the width, the lines of its cells, and how often it has one.
COLUMNS: dict[str, tuple[float, Sequence[int], float]] = {
    "label": (0.5, (1,), 1.0),
    "text": (2.2, (1, 2, 2, 3, 3, 4, 5, 6), 0.9),
    "action": (3.0, (1, 1, 2, 2, 3, 3, 4, 5), 1.0),
    "owner": (1.1, (1, 1, 1, 2, 2, 3), 0.95),
    "date": (0.9, (1, 1, 1, 2), 0.95),
    "value": (0.8, (1, 1, 1, 2), 0.9),
    "prose": (2.2, (1, 2, 3, 4, 5), 0.7),
}
LETTERS = (2, 3, 3, 4, 4, 5, 5, 6, 7, 8, 9, 10, 11)
# Letters that fonts or tools join in pairs are left out.
ALPHABET = "abcdeghjkmnopqrstuvwxyz"

Spot = tuple[int, int]
# A printed line: whether a blank line stood before it, and where its words belong.
Line = tuple[bool, list[Spot]]


@dataclass
class Shape:
    """How a table looks."""

    columns: list[str]
    page: tuple[float, float]
    size: float
    leading: float
    padding: float
    margin: float
    merged: bool
    bands: bool
    middle: list[bool]

    @property
    def widths(self) -> list[float]:
        whole = sum(COLUMNS[c][0] for c in self.columns)
        return [(self.page[0] - 2 * self.margin) * COLUMNS[c][0] / whole for c in self.columns]


@dataclass
class Sheet:
    """The words of one page, each where it belongs."""

    rng: Random
    spots: dict[str, Spot] = field(default_factory=dict)

    def word(self, spot: Spot) -> str:
        """A new word, which no other place has."""
        while True:
            text = "".join(self.rng.choices(ALPHABET, k=self.rng.choice(LETTERS)))
            if text not in self.spots:
                self.spots[text] = spot
                return text

    def lines(self, spot: Spot, shape: Shape, width: float, count: int) -> list[str]:
        """So many lines of new words, the last one filled to a random extent."""
        found: list[str] = []
        held = ""
        full = self.rng.uniform(0.2, 1.0) * width
        while True:
            word = self.word(spot)
            longer = f"{held} {word}".strip()
            if held and stringWidth(longer, FONT, shape.size) > width:
                found.append(held)
                if len(found) == count:
                    del self.spots[word]
                    return found
                held = word
            else:
                held = longer
            if len(found) + 1 >= count and stringWidth(held, FONT, shape.size) > full:
                return [*found, held]


def shape_of(rng: Random) -> Shape:
    """A random shape of a table."""
    columns = ["label"] if rng.random() < 0.65 else []
    columns += ["text"] if rng.random() < 0.6 else []
    columns += ["action", *rng.sample(["owner", "date"], 2)]
    columns += [c for c in ("value", "prose", "prose", "value", "date") if rng.random() < 0.28]
    if rng.random() < 0.15:
        rng.shuffle(columns)
    wide = len(columns) > 4 or rng.random() < 0.3
    middle = rng.random() < 0.1
    return Shape(
        columns,
        landscape(A4) if wide else A4,
        rng.choice((8, 9, 9, 10, 10, 11)),
        rng.choice((1.15, 1.2, 1.2, 1.3)),
        rng.choice((1, 2, 3, 4, 4, 5, 6)),
        rng.choice((30, 40, 56)),
        "text" in columns and rng.random() < 0.7,
        rng.random() < 0.25,
        [middle or rng.random() < 0.07 for _ in columns],
    )


def draw(canvas: Canvas, shape: Shape, rng: Random) -> dict[str, Spot]:
    """Fill a page with rows; where each of its words belongs."""
    sheet = Sheet(rng)
    height = shape.size * shape.leading
    top = shape.page[1] - shape.margin - rng.uniform(0, 120)
    row = left = 0
    text = shape.columns.index("text") if "text" in shape.columns else 0
    while True:
        banded = shape.bands and rng.random() < 0.2
        cells: list[list[str]] = [[] for _ in shape.columns]
        if banded:
            cells[text] = [" ".join(sheet.word((row, text)) for _ in range(rng.randint(3, 8)))]
        opening = left == 0
        if shape.merged and opening:
            left = rng.choice((1, 1, 2, 2, 3, 4))
        for place, column in enumerate(shape.columns if not banded else ()):
            _, counts, filled = COLUMNS[column]
            shared = shape.merged and not opening and column in ("label", "text")
            if not shared and rng.random() < filled:
                width = shape.widths[place] - 2 * shape.padding
                cells[place] = sheet.lines((row, place), shape, width, rng.choice(counts))
        tall = max(1, *(len(c) for c in cells)) * height + 2 * shape.padding
        if top - tall < shape.margin:
            canvas.showPage()
            return sheet.spots
        x = shape.margin + shape.padding
        for place, cell in enumerate(cells):
            y = top - shape.padding - shape.size
            if shape.middle[place]:
                y -= (tall - 2 * shape.padding - len(cell) * height) / 2
            canvas.setFont(FONT, shape.size)
            for line in cell:
                canvas.drawString(x, y, line)
                y -= height
            x += shape.widths[place]
        top -= tall
        row += 1
        left = 0 if banded else max(0, left - 1)


def flattened(data: bytes) -> Iterator[list[str]]:
    """A PDF's pages as text, by each tool."""
    with tempfile.NamedTemporaryFile(suffix=".pdf") as held:
        held.write(data)
        held.flush()
        run = subprocess.run(["pdftotext", held.name, "-"], check=True, capture_output=True)
    yield run.stdout.decode("utf-8").split("\f")
    yield extract_text(io.BytesIO(data)).split("\f")
    yield [page.extract_text() for page in PdfReader(io.BytesIO(data)).pages]


def pages(seed: int) -> Iterator[tuple[int, list[Line]]]:
    """How many columns a random table has and its printed lines, a page and a tool at a time."""
    rng = Random(seed)
    shape = shape_of(rng)
    paper = io.BytesIO()
    canvas = Canvas(paper, pagesize=shape.page)
    spots = [draw(canvas, shape, rng) for _ in range(PAGES)]
    canvas.save()
    for texts in flattened(paper.getvalue()):
        for known, text in zip(spots, texts, strict=False):
            yield len(shape.columns), _lines(text, known)


def _lines(text: str, known: dict[str, Spot]) -> list[Line]:
    found: list[Line] = []
    gap = False
    for line in text.split("\n"):
        words = [known[w] for w in line.split() if w in known]
        if words:
            found.append((gap, words))
        gap = not words
    return found


def choices(
    columns: int, lines: Iterable[Line], *, blank: bool
) -> Iterator[tuple[list[list[str]], int]]:
    """For each move: the features of all that it might have been, and which it was."""
    state = State(0, 0, 0, tuple([-1] * columns), 0)
    last: Spot | None = None
    for gap, words in lines:
        for at, spot in enumerate(words):
            if spot == last:
                continue
            row, column = spot
            on = state.fingers[column] == row
            inside = at > 0
            if last is not None:
                moves = state.moves(inside=inside)
                if (row, column, on) in moves:
                    given = [
                        features(state, m, inside=inside, gap=blank and gap and not inside)
                        for m in moves
                    ]
                    yield given, moves.index((row, column, on))
            state = state.after(row, column, goes_on=on, first=last is None)
            last = spot


def fit(examples: list[tuple[list[list[str]], int]], seed: int) -> dict[str, float]:
    """Weights of a conditional logit, by AdaGrad (Duchi, Hazan and Singer, 2011)."""
    weights: dict[str, float] = defaultdict(float)
    squares: dict[str, float] = defaultdict(lambda: 1e-6)
    rng = Random(seed)
    for _ in range(6):
        rng.shuffle(examples)
        for given, true in examples:
            odds = [math.exp(sum(weights[f] for f in one)) for one in given]
            whole = sum(odds)
            slopes: dict[str, float] = defaultdict(float)
            for place, one in enumerate(given):
                slope = odds[place] / whole - (place == true)
                for name in one:
                    slopes[name] += slope
            for name, slope in slopes.items():
                slope += 1e-4 * weights[name]
                squares[name] += slope * slope
                weights[name] -= 0.3 * slope / math.sqrt(squares[name])
    return weights


def weigh(
    weights: dict[str, float], examples: list[tuple[list[list[str]], int]]
) -> tuple[float, float]:
    """How likely true moves are on average (a logarithm), and how often the likeliest."""
    told = right = 0.0
    for given, true in examples:
        sums = [sum(weights.get(f, 0.0) for f in one) for one in given]
        told += sums[true] - math.log(sum(math.exp(s) for s in sums))
        right += max(range(len(sums)), key=sums.__getitem__) == true
    return told / len(examples), right / len(examples)


def main() -> None:
    """Draw tables, learn from most and measure on the others."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tables", type=int, default=400)
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    if shutil.which("pdftotext") is None:
        parser.error("pdftotext is missing: install poppler-utils, which the texts are made with.")
    drawn = [[*pages(given.seed + n)] for n in range(given.tables)]
    cut = given.tables * 3 // 4
    out = [
        "# How tools go from cell to cell of a table: the weights of a conditional logit.",
        f"# Written by `python -m benchmarks.moves --tables {given.tables} --seed {given.seed}`.",
    ]
    for name, blank in (("blank", True), ("bare", False)):
        # Without blank lines the text may be of any tool; pypdf prints none.
        def known(
            tables: list[list[tuple[int, list[Line]]]], blank: bool = blank
        ) -> list[tuple[list[list[str]], int]]:
            return [
                e
                for table in tables
                for n, (columns, lines) in enumerate(table)
                if not blank or n < 2 * PAGES
                for e in choices(columns, lines, blank=blank)
            ]

        weights = fit(known(drawn[:cut]), given.seed)
        likely, right = weigh(weights, known(drawn[cut:]))
        print(f"{name}: {likely:.3f} a move on tables not learned from, {right:.1%} foreseen")
        out += ["", f"[{name}]", *(f'"{k}" = {weights[k]:.2f}' for k in sorted(weights))]
    target = Path(pipeline.layout.flattened.__file__).with_name("moves.toml")
    target.write_text("\n".join(out) + "\n", encoding="utf-8")
    Moves.load("blank")


if __name__ == "__main__":
    main()
