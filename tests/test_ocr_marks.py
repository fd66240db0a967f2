"""Rules and words on pages as a scanner or a fax gives them, from real plans.

None but the last test reads: OCR costs seconds.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import pytest
from scans import KINDS, scan_of, write_scans

from extractors.columns import role_seen
from pipeline.convert import convert
from pipeline.evaluate.run import evaluate_folder
from pipeline.layout.columns import Measure, pieces
from pipeline.layout.grid import Grid, GridCell
from pipeline.layout.joining import continues, join, repeated_header
from pipeline.layout.lines import Line
from pipeline.layout.running import running_lines
from pipeline.read.ocr.bilevel import as_grey, is_bilevel
from pipeline.read.ocr.clean import skew, turned_by
from pipeline.read.ocr.letters import English
from pipeline.read.ocr.look import SeenWord, mark_bold, mend_case
from pipeline.read.ocr.missed import overlooked
from pipeline.read.ocr.rules import Marks, marks_of
from pipeline.read.ocr.widths import unlikely
from pipeline.read.ocr.words import strips_of
from schemas.document import Box, Passage
from schemas.page import PageContent, PageWord

SAMPLES = Path(__file__).parent.parent / "samples"
DPI = 200


@cache
def picture(document: str, page: int, kind: str) -> np.ndarray:
    """A page of a sample, scanned, as `marks_of` gets it."""
    drawn = scan_of((SAMPLES / f"{document}.pdf").read_bytes(), kind, 8)[page - 1]
    grey = np.asarray(drawn.convert("L"))
    if kind == "colour":
        made = np.ascontiguousarray(np.asarray(drawn)[:, :, ::-1])
    elif is_bilevel(grey):
        made = as_grey(grey, KINDS[kind], DPI)
    else:
        made = np.repeat(grey[:, :, None], 3, axis=2)
    return turned_by(made, skew(made))[0]


@cache
def marks(document: str, page: int, kind: str) -> Marks:
    return marks_of(picture(document, page, kind))


def columns_at(found: Marks, y: float) -> int:
    """How many upright rules, side by side ones as one, stand at a height."""
    places = sorted(at for at, low, high in found.down if low <= y <= high)
    return sum(n == 0 or at - places[n - 1] > 6 for n, at in enumerate(places))


def test_bold_print_that_runs_together_is_not_struck_out() -> None:
    found = marks("corpus/draft-eskmouth", 2, "fax")
    # A date over two lines, the second of them short, and a few words of an action.
    assert 2 <= len(found.struck) <= 3
    assert {round(at, -1) for at, _, _ in found.struck} <= {610, 640, 760}


def test_a_black_head_has_the_columns_under_it() -> None:
    found = marks("corpus/audit-brackenwater", 2, "fax")
    top = min(at for at, _, _ in found.across)
    assert columns_at(found, top + 40) == 9
    # The band below it, a title over all columns, is not cut up.
    assert columns_at(found, top + 115) == 2


def test_a_black_title_is_not_cut_up() -> None:
    found = marks("corpus/lscb-saltmarsh", 2, "fax")
    uprights = [r for r in found.down if 600 <= r[0] <= 1900 and r[1] <= 745 <= r[2]]
    assert uprights == []


def test_brackets_and_stems_over_each_other_are_no_rules() -> None:
    found = marks("corpus/lewisham-2016", 3, "fax")
    assert {round(at / 20) for at, _, _ in found.down} == {
        round(at / 20) for at, low, high in found.down if high - low > 300
    }
    found = marks("own/university-aldermoor", 1, "grey")
    first = min(at for at, _, _ in found.across)
    assert columns_at(found, first + 20) == columns_at(found, first + 50) == 5


def test_hairlines_of_which_a_fax_kept_dots_are_rules() -> None:
    found = marks("own/fire-severn-marches", 1, "fax")
    foot = max(at for at, _, _ in found.across)
    assert columns_at(found, foot - 15) == 9


def test_a_dark_head_in_colour_has_all_its_rules() -> None:
    found = marks("corpus/audit-brackenwater", 2, "colour")
    top = min(at for at, _, _ in found.across)
    assert columns_at(found, top + 40) == 9


def struck_at(found: Marks, low: float, high: float) -> int:
    """How many lines through words lie between two heights."""
    return sum(low < at < high for at, _, _ in found.struck)


def test_words_are_struck_out_beside_a_coloured_cell_and_within_a_line() -> None:
    # "30 September" and "2016" left of an amber cell.
    assert struck_at(marks("corpus/hospital-westmere", 2, "colour"), 790, 850) == 2
    # "a month", whose last letter stands out from under the line.
    assert struck_at(marks("corpus/draft-eskmouth", 2, "colour"), 745, 785) == 1


def test_a_box_that_reaches_over_a_rule_adds_no_stroke_of_the_next_cell() -> None:
    page = Marks(down=[(200.0, 0.0, 400.0)])
    found = strips_of([(50, 100, 215, 130), (205, 100, 320, 130), (50, 200, 320, 230)], page)
    assert sorted((s.top, s.left, s.right) for s in found) == [
        (100, 50, 200), (100, 205, 320), (200, 50, 200), (200, 200, 320),
    ]  # fmt: skip


def test_bold_is_known_by_less_where_plain_lines_are_alike() -> None:
    def bold(strokes: list[float]) -> list[bool]:
        words = [
            SeenWord("management", 0, 0, 90, 10, 10, 40.0 * n, stroke, 1.0, line=(0, n))
            for n, stroke in enumerate(strokes)
            for _ in range(2)
        ]
        mark_bold(words)
        return [word.bold for word in words[::2]]

    even, uneven = [0.098, 0.1, 0.102] * 8, [0.09, 0.1, 0.11] * 8
    assert bold([*even, 0.114]) == [False] * 24 + [True]
    assert bold([*uneven, 0.114]) == [False] * 25


def test_a_label_is_known_though_ocr_misread_a_letter() -> None:
    def label(text: str, *, by_eye: bool) -> Passage:
        words = [
            PageWord(n, part, 0, 0, page=1, by_eye=by_eye) for n, part in enumerate(text.split())
        ]
        return Passage.of(words)

    known = role_seen(label("How will we know?", by_eye=False))
    assert known is not None
    assert role_seen(label("How wili we know?", by_eye=True)) == known
    assert role_seen(label("How wili we know?", by_eye=False)) != known


def test_the_grains_of_a_tint_become_an_even_grey() -> None:
    page = picture("corpus/council-calderbourne", 2, "fax")[:, :, 0]
    found = marks("corpus/council-calderbourne", 2, "fax")
    # Right of "Action", in the head of the plan's table.
    head = min(at for at, low, high in found.across if high - low > 1500)
    ground = page[round(head) + 12 : round(head) + 60, 1050:1300]
    assert 200 < np.median(ground) < 230
    assert (ground < 150).mean() < 0.02


def test_words_without_a_box_are_found_by_their_ink() -> None:
    page = np.full((400, 600, 3), 255, np.uint8)
    for x in (100, 130, 160):
        page[100:124, x : x + 4] = page[120:124, x : x + 16] = 0
    page[300:303, 100:103] = 0  # a speck
    boxes = overlooked(page, [(300, 98, 420, 126)])
    assert len(boxes) == 1
    left, top, right, bottom = boxes[0]
    assert max(left, top) <= 100
    assert right >= 176
    assert bottom >= 124


def weights(of: dict[str, float], known: list[str]) -> np.ndarray:
    made = np.zeros((1, 1, len(known)), np.float32)
    for char, share in of.items():
        made[0, 0, known.index(char)] = share
    return made


@pytest.mark.parametrize(
    ("seen", "read"),
    [
        ({"ł": 0.7, "o": 0.2}, "l"),
        ({"ó": 0.7, "o": 0.2}, "o"),
        ({"é": 0.99, "e": 0.002}, "é"),
        ({"一": 0.9, "-": 0.05}, "-"),
    ],
)
def test_letters_are_those_of_english_and_of_names(seen: dict[str, float], read: str) -> None:
    known = ["blank", "l", "o", "e", "-", "ł", "ó", "é", "一", " "]
    english = English(known)
    assert english.characters[int(english.of(weights(seen, known)).argmax())] == read


@pytest.mark.parametrize(
    ("text", "odd"), [("1", True), ("31st", False), ("31", False), ("", False)]
)
def test_a_word_is_doubted_that_its_ink_belies(text: str, odd: bool) -> None:
    assert unlikely(text, 40.0, 29.0) is odd


def seen(text: str, size: float, line: int, *, vague: bool = False) -> SeenWord:
    return SeenWord(text, 0, 0, 20, 20, size, 20, 0.1, 1.0, line=(0, line), vague=vague)


def test_initials_have_the_case_that_their_height_shows() -> None:
    plain = [seen("Manager", 28.0, n) for n in range(5)]
    tall, low = seen("so", 28.0 * 0.69 / 0.49, 8, vague=True), seen("so", 28.0, 9, vague=True)
    mixed = seen("sO", 28.0, 10)
    mend_case([*plain, tall, low, mixed])
    assert [w.text for w in (tall, low, mixed)] == ["SO", "so", "SO"]


def line(text: str, page: int, x: float = 50.0, y: float = 100.0, sure: float = 0.9) -> Line:
    words = []
    for n, part in enumerate(text.split()):
        left = x + 40 * n
        box = Box(left, y - 8, left + 6 * len(part), y)
        words.append(
            PageWord(
                0, part, 0, 0, page=page, box=box, size=10, baseline=y, by_eye=True, confidence=sure
            )
        )
    return Line(words)


def test_the_wide_spaces_of_a_title_part_no_columns() -> None:
    def title(*, by_eye: bool) -> Line:
        words = [
            PageWord(n, text, 0, 0, page=1, box=Box(x0, 0, x1, 14), size=19, baseline=14,
                     by_eye=by_eye)
            for n, (text, x0, x1) in enumerate([("Response", 59, 154), ("to", 163, 182)])
        ]  # fmt: skip
        return Line(words)

    measure = Measure(gap=8.0, gutter=4.5, near=2.5)
    assert len(pieces(title(by_eye=True), measure)) == 1
    assert len(pieces(title(by_eye=False), measure)) == 2


def grid(page: int, rows: list[list[tuple[str, float]]]) -> Grid:
    cells = [
        GridCell(r, c, 1, 1, Box(100 * c, 20 * r, 100 * c + 100, 20 * r + 20),
                 [line(text, page, 100 * c + 5, 20 * r + 15, sure)])
        for r, row in enumerate(rows)
        for c, (text, sure) in enumerate(row)
    ]  # fmt: skip
    return Grid(page, Box(0, 0, 300, 200), [0, 100, 200, 300], len(rows), cells)


def test_a_header_read_otherwise_overleaf_is_the_same_and_the_surer_reading_counts() -> None:
    above = grid(1, [[("Actos", 0.6), ("Owner", 0.9), ("By whon", 0.5)],
                     [("Write it", 0.9), ("Head", 0.9), ("May", 0.9)]])  # fmt: skip
    below = grid(2, [[("Action", 0.9), ("Ownor", 0.7), ("By when", 0.8)],
                     [("Read it", 0.9), ("Head", 0.9), ("June", 0.9)]])  # fmt: skip
    assert continues(above, below)
    joined = join(above, below)
    assert joined.rows == 3
    assert [c.text for c in joined.row(0)] == ["Action", "Owner", "By when"]


def test_rows_that_differ_in_a_number_are_not_the_same() -> None:
    above = grid(1, [[("Write plan 1", 0.9), ("Head", 0.9), ("1 May", 0.9)]])
    below = grid(2, [[("Write plan 2", 0.9), ("Head", 0.9), ("2 May", 0.9)]])
    assert repeated_header(above, below) == 0


def test_running_feet_are_known_though_read_otherwise() -> None:
    pages = []
    for number, foot in ((1, "Internal Audit Tracker"), (2, "laternal Audat Trackor")):
        lines = [line("Some text", number, y=300.0), line(foot, number, y=800.0)]
        pages.append((PageContent(number, 595, 842, []), lines))
    assert [found.text for found in running_lines(pages, 10.0)] == [
        "Internal Audit Tracker",
        "laternal Audat Trackor",
    ]


@pytest.mark.xdist_group("ocr")
def test_a_fax_of_a_plan_with_hairlines_is_read(tmp_path: Path) -> None:
    name = "fire-severn-marches.pdf"
    assert any(path.name == name for path in write_scans(SAMPLES / "own", tmp_path, "fax", name))
    evaluation = evaluate_folder(tmp_path, convert, [name])
    strict = evaluation.counts()["strict"]
    assert strict.f1 >= 0.8
    assert not evaluation.documents[0].comparison.silent
