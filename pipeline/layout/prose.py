"""Lines -> headings, paragraphs and list items."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.layout.lines import Line, wraps_to
from pipeline.layout.markers import is_bullet, marker_length
from pipeline.layout.style import Style
from schemas.blocks import TextBlock, TextKind
from schemas.document import Passage, Word

_ENDED = re.compile(r"[.!?:;][)\]’”\"']*$")
_RUNNING = re.compile(r"(?:[;:,]|\b(?:and|or))$")
# The most of a line's width that may be left where two bound words did not fit.
_BOUND = 0.15
# The farthest, in font sizes, that a raised word may push a line down.
_PUSHED = 1.7
_STOPS = ".,;:()"
_HEADING_WORDS = 40
_BOLD_HEADING_WORDS = 20


def paragraphs(lines: Sequence[Line], style: Style, *, in_cell: bool = False) -> list[list[Line]]:
    """Lines grouped into paragraphs and list items, each group in order."""
    groups: list[list[Line]] = []
    listed = _listed(lines)
    for line in lines:
        if groups and not _begins(groups[-1], line, style, in_cell=in_cell, listed=listed):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _listed(lines: Sequence[Line]) -> bool:
    """Whether a marked line begins anew although its first word would have fitted above."""
    return any(
        marker_length(line.words) and wraps_to(above, line) is not True
        for above, line in pairwise(lines)
    )


def _begins(group: list[Line], line: Line, style: Style, *, in_cell: bool, listed: bool) -> bool:
    """Whether `line` begins something new after the lines of `group`."""
    last = group[-1]
    wrapped = wraps_to(last, line)
    if line.words[0].dotted:
        return True
    if marker_length(line.words) and _marks(group, line, wrapped=wrapped, listed=listed):
        return True
    pushed = wrapped is True and (_pushed(last, line) or _runs_on(last, line))
    if style.parted(last, line) and not pushed:
        return True
    if abs(line.size - last.size) > 0.08 * style.body:
        return True
    if line.bold != group[-1].bold and (line.bold or all(g.bold for g in group)):
        mixed = any(w.bold for w in line.words) and any(not w.bold for w in last.words)
        if not (wrapped and mixed) and not in_cell:
            return True
    if wrapped is False and not _bound(last, line):
        return True
    if line.page != last.page:
        return _new_after_break(last, line)
    if not in_cell and _shifted(group, line):
        return True
    hanging = marker_length(group[0].words) > 0
    return hanging and line.x0 < group[0].x0 - 2.0 and wrapped is not True


def _shifted(group: list[Line], line: Line) -> bool:
    """Whether `line` is indented against a paragraph without a label, or set back from it."""
    last = group[-1]
    if marker_length(group[0].words) or abs(line.x0 + line.x1 - last.x0 - last.x1) < 4.0:
        return False
    if line.x0 > last.x0 + 6.0:
        return True
    settled = len(group) > 1 or bool(_ENDED.search(last.text))
    return line.x0 < last.x0 - 6.0 and settled


def _pushed(last: Line, line: Line) -> bool:
    """Whether only a raised ordinal sets a line off, in the middle of a sentence."""
    raised = any(w.raised for w in line.words)
    near = line.page == last.page and line.baseline - last.baseline < _PUSHED * line.size
    return raised and near and line.text[:1].islower()


def _runs_on(last: Line, line: Line) -> bool:
    """Whether a sentence read by eye goes on below: sizes, and so spacing, are uncertain there."""
    near = line.page == last.page and line.baseline - last.baseline < _PUSHED * line.size
    even = abs(line.x0 - last.x0) < 0.3 * line.size and line.bold == last.bold
    small = line.text[:1].islower() and last.text[-1:] not in ".!?:;"
    return line.words[0].by_eye and near and even and small


def _bound(last: Line, line: Line) -> bool:
    """Whether a sentence goes on, though its next word alone would just have fitted.

    A space that does not break (which looks like any other) keeps two words together.
    """
    if last.room is None or len(line.words) < 2 or not line.text[:1].islower():
        return False
    if len(last.words) < 2 or not last.text[-1:].isalpha():
        return False
    both = line.words[1].place.x1 - line.words[0].place.x0
    return both > last.room and last.room < _BOUND * last.box.width


def _marks(group: list[Line], line: Line, *, wrapped: bool | None, listed: bool) -> bool:
    """Whether a line that looks marked is: `12.` or `-` may be just a wrapped word."""
    first = line.words[0].text
    if is_bullet(first) and first not in "-–—o*>":
        return True
    if wrapped is False or wrapped is None:
        return True
    # Wrapped text can bring a label look-alike to a line's beginning: believe it where
    # the line stands where the last marked one stood, or the sentence above has ended.
    head = group[0]
    if marker_length(head.words) > 0 and abs(head.x0 - line.x0) < 2.0:
        return True
    if not listed and _RUNNING.search(group[-1].text):
        # Each label of "(a) ...; (b) ..." came to a line's beginning by wrapping.
        return False
    return bool(_ENDED.search(group[-1].text))


def _new_after_break(last: Line, line: Line) -> bool:
    return bool(_ENDED.search(last.text)) or not line.text[:1].islower()


def mend(lines: Sequence[Line], known: frozenset[str]) -> None:
    """Glue words that a narrow cell broke in the middle: `Septembe` + `r`, `Septem-` + `ber`.

    `known` holds words that stand elsewhere, in lower case: a second part that
    is one of them is a word by itself, unless both together are one, too.
    """
    for above, below in pairwise(lines):
        left, right = above.words[-1], below.words[0]
        whole = (left.text[:-1] + right.text).strip(_STOPS).lower()
        if left.text[1:].endswith("-") and right.text[0].islower() and whole in known:
            both = (left.text + right.text).strip(_STOPS).lower()
            if both not in known:
                left.text = left.text[:-1] + "\u00ad"
        if len(above.words) != 1 or above.room is None or not right.text[0].islower():
            continue
        if not left.text.isalpha() or len(left.text) < 4:
            continue
        head = "".join(c for c in right.text if c.isalpha())
        letter = right.place.width / len(right.text)
        joined = (left.text + head).lower()
        if above.room < 1.5 * letter and (joined in known or head.lower() not in known):
            right.glued = True


def block_of(group: Sequence[Line], style: Style, *, in_cell: bool = False) -> TextBlock:
    """One block of the lines of a paragraph; its level is given later, by `rank`."""
    words: list[list[Word]] = [list(line.words) for line in group]
    count = marker_length(words[0])
    marker = Passage.of(words[0][:count])
    words[0] = words[0][count:]
    passage = Passage.of_lines(words)
    bold = all(line.bold for line in group)
    total = sum(len(line) for line in words)
    size = max(line.size for line in group)
    heading = not in_cell and is_heading(
        passage.text, size, bold=bold, words=total, body=style.body, labelled=bool(marker)
    )
    dotted = group[0].words[0].dotted
    bullet = dotted or (bool(marker) and is_bullet(marker.text))
    kind: TextKind = "list_item" if marker or dotted else "paragraph"
    return TextBlock(
        kind="heading" if heading and not bullet else kind,
        passage=passage,
        marker=marker,
        indent=round(group[0].x0, 1),
        page=group[0].page or None,
        bold=bold,
    )


def is_heading(
    text: str, size: float, *, bold: bool, words: int, body: float, labelled: bool
) -> bool:
    """Whether a paragraph outside tables is a heading, by size, weight and length."""
    if not any(c.isalpha() for c in text) or words > _HEADING_WORDS:
        return False
    if size > 1.08 * body:
        return bold or words <= _BOLD_HEADING_WORDS
    if not bold or size < 0.92 * body:
        return False
    if labelled:
        return True
    return words <= _BOLD_HEADING_WORDS and not text.endswith((".", ";", ","))


def rank(headings: Sequence[tuple[TextBlock, float]]) -> None:
    """Give headings their levels: 1 for the largest size, and so on; bold before plain."""
    keys = {
        (round(size * 2) / 2, block.bold) for block, size in headings if block.kind == "heading"
    }
    order = {key: level for level, key in enumerate(sorted(keys, reverse=True), start=1)}
    for block, size in headings:
        if block.kind == "heading":
            block.level = order[(round(size * 2) / 2, block.bold)]
