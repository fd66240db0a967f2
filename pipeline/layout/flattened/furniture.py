"""Running heads, running feet and page numbers.

A line is furniture where it comes again at the edge of several pages, or where
it ends in a number that counts the pages.  Form feeds mark the pages; where a
tool wrote none, the lines that count do.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict

from extractors.labels import bare_label
from extractors.people.shape import shape_of

from .dated import date_kind
from .heads import head_role, header_cells
from .kinds import status_words
from .lines import Line, folded

_NUMBER = re.compile(
    r"^(?P<head>.*?)(?P<page>\bpage\s+)?(?<!\S)(?P<number>\d{1,4})(?P<of>\s*(?:of|/)\s*\d{1,4})?$",
    re.I,
)
_YEAR = re.compile(r"(?:19|20)\d\d$")
_FEWEST_COUNTED = 2
_EDGE = 5
_MANY = 3
# Lines at the beginning of a document among which its title stands.
_TITLE = 3
_LONGEST_INITIALS = 5


def furniture(lines: list[Line]) -> set[int]:
    """The numbers of the lines that are furniture."""
    heads = _header_lines(lines)
    counting = _counting(lines) - heads
    pages = _pages(lines, counting)
    total = Counter(folded(line.text) for line in lines)
    found = set(counting)
    if len(pages) < 2:
        return found
    found |= _moved(lines, pages, heads)
    for edge in (slice(0, _EDGE), slice(-_EDGE, None)):
        on: dict[str, set[int]] = defaultdict(set)
        for number, page in enumerate(pages):
            for position in page[edge]:
                on[folded(lines[position].text)].add(number)
        for page in pages:
            for position in page[edge]:
                line, text = lines[position], folded(lines[position].text)
                if head_role(line.text) is not None:
                    continue
                often = len(on[text]) >= max(2, 0.6 * len(pages))
                if _bare_number(line) or (
                    # What stands elsewhere as well is content that a page happened to end with.
                    often
                    and total[text] <= len(pages) + 1
                    and position not in heads
                    and not (line.text.endswith(".") and len(line.words) > 4)
                    and len(line.words) <= 16
                    and not line.bullet
                    and not _somebody(line)
                    and not _of_cell(line)
                ):
                    found.add(position)
    return found


def number_leaves(lines: list[Line]) -> None:
    """Give each line the number of its page: by form feeds, or by what counts the pages."""
    for leaf, page in enumerate(_pages(lines, _counting(lines))):
        for position in page:
            lines[position].leaf = leaf


def _moved(lines: list[Line], pages: list[list[int]], heads: set[int]) -> set[int]:
    """Lines that stand once on each page, on some of them at the edge: a tool moved the others.

    On every one of several pages a line of some words need stand at no edge at all.
    """
    held: dict[str, list[tuple[int, int, bool]]] = defaultdict(list)
    for number, page in enumerate(pages):
        for at, position in enumerate(page):
            edge = at < _EDGE or at >= len(page) - _EDGE
            held[folded(lines[position].text)].append((number, position, edge))
    found: set[int] = set()
    for same in held.values():
        line = lines[same[0][1]]
        titled = same[0][1] < _TITLE and len(same) == len(pages) + 1
        if titled:
            # The document's title, and once more on each of its pages.
            same = same[1:]
        if (
            len({number for number, _, _ in same}) == len(same) >= max(2, 0.6 * len(pages))
            and (
                any(edge for _, _, edge in same)
                or titled
                or (len(same) == len(pages) >= _MANY and len(line.words) > _MANY)
            )
            and (len(line.words) > 1 or _stamp(line, len(same), len(pages)))
            and head_role(line.text) is None
            and not line.bullet
            and not line.text.endswith(".")
            and (titled or not _somebody(line))
            and not _of_cell(line)
            and (len(pages) >= _MANY or not _dated(line))
        ):
            found.update(position for _, position, _ in same if position not in heads)
    return found


def _of_cell(line: Line) -> bool:
    """True for a status, a part of a date (`End of February`), or the rest of a sentence."""
    if line.text[:1].islower() or folded(line.text) in status_words():
        return True
    # A year alone may well be a foot.
    return not line.text.isdigit() and date_kind(line.text) == "piece"


def _dated(line: Line) -> bool:
    """True for a whole date: on two pages it may as well be a cell's, twice by chance."""
    return date_kind(line.text) == "whole"


def _somebody(line: Line) -> bool:
    """True for a person or a post: who is in the list of leads may own one action elsewhere."""
    kind = shape_of(line.text).kind
    # Not `Appendix B`.
    return kind == "post" or (kind == "person" and all(len(w.text) > 1 for w in line.words))


def _stamp(line: Line, count: int, pages: int) -> bool:
    """True for a word in capitals on every page (`OFFICIAL`); initials may chance to be."""
    return line.text.isupper() and len(line.text) > _LONGEST_INITIALS and count == pages >= _MANY


def _header_lines(lines: list[Line]) -> set[int]:
    """The lines that carry a table's header: it comes again on every page and is no furniture."""
    found: set[int] = set()
    for number in range(len(lines)):
        heads = header_cells(lines, number)
        if len(heads) >= 2:
            words, at = sum(len(h.words) for h in heads), number
            while words > 0 and at < len(lines):
                found.add(at)
                words -= len(lines[at].words)
                at += 1
    return found


def _bare_number(line: Line) -> bool:
    match = _NUMBER.match(line.text)
    return bool(match and not match["head"].strip() and (match["page"] or match["of"]))


def _counting(lines: list[Line]) -> set[int]:
    """Lines that are the same but for a number that grows by one from each to the next."""
    groups: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for position, line in enumerate(lines):
        match = _NUMBER.match(line.text)
        if match is None or len(line.words) > 16 or line.bullet:
            continue
        if not match["page"] and (_dated(line) or _YEAR.match(match["number"])):
            # `31 March 2017`, and `31 March 2018` elsewhere.
            continue
        if bare_label(line.text) is not None and match["head"].strip() and not match["page"]:
            continue
        head = folded(match["head"]).rstrip(" –-|,")
        kind = "page" if match["page"] else ""
        if not head and not kind and not match["of"] and not _alone(lines, position):
            continue
        if head and not kind and len(head.split()) < 2:
            continue
        groups[f"{head}|{kind}"].append((position, int(match["number"])))
    found: set[int] = set()
    for key, held in groups.items():
        run = _count_run(held, close=key != "|")
        if len(run) >= 2 or (key.endswith("page") and len(held) == 1 and held[0][1] <= 2):
            found |= set(run) if len(run) >= 2 else {held[0][0]}
    return found


def _alone(lines: list[Line], position: int) -> bool:
    """A bare number counts pages only at the end of a page (a form feed follows)."""
    if position + 1 == len(lines):
        return True
    return lines[position + 1].page > lines[position].page


def _count_run(held: list[tuple[int, int]], *, close: bool) -> list[int]:
    """The longest run of positions whose numbers grow by one, far enough apart for pages."""
    best: list[int] = []
    for start in range(len(held)):
        run, last = [held[start][0]], held[start]
        for position, number in held[start + 1 :]:
            if number == last[1] + 1 and (not close or position - last[0] > 5):
                run.append(position)
                last = (position, number)
        if len(run) > len(best):
            best = run
    return best


def _pages(lines: list[Line], counting: set[int]) -> list[list[int]]:
    """The pages as lists of line numbers: by form feeds, else after each counting line.

    One counting line alone may stand anywhere on the one page there is.
    """
    pages: list[list[int]] = [[]]
    feeds = len(counting) < _FEWEST_COUNTED or (lines and lines[-1].page > 1)
    for position, line in enumerate(lines):
        if feeds and position and line.page > lines[position - 1].page:
            pages.append([])
        pages[-1].append(position)
        if not feeds and position in counting:
            pages.append([])
    return [page for page in pages if page]
