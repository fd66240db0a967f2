"""What is known of a table before its rows are: its columns, its labels, its pages."""

from __future__ import annotations

from dataclasses import dataclass

from .habits import BOXED, SOME_BLANKS, Blanks
from .heads import Head, people_role
from .kinds import Kinds, label_depth, opens_with_label
from .lines import Line, gapped
from .marks import banded
from .model import KIND_OF_ROLE, Column, ColumnKind
from .spans import Region, day_alone

# A tool that leaves spaces at lines' ends leaves them at more than this share of them.
_SPACED = 0.05
# A table of so many lines is searched as one, whatever pages it stands on.
_FEW = 60


@dataclass(frozen=True, slots=True)
class Shape:
    """What is known of a table before its rows are."""

    columns: list[Column]
    kinds: Kinds
    prose: int
    inner: bool
    own: bool
    labelled: bool
    depth: int
    headed: bool
    banded: bool
    blanks: Blanks

    @property
    def place(self) -> int:
        """The place of the column of labels."""
        return next(c.place for c in self.columns if c.kind == "label")

    def few(self, lines: list[Line]) -> bool:
        """True for a table so short that its pages are searched as one."""
        return len(lines) <= _FEW and not self.headed


def table_shape(heads: list[Head], lines: list[Line], kinds: Kinds, *, people: bool) -> Shape:
    """What a region's headings and lines say of its table before its rows are found."""
    roles = [(people_role(h.text) or h.role) if people else h.role for h in heads]
    own = "number" not in roles
    shown = (["number"] if own else []) + roles
    columns = [Column(i, _kind(role, people), role) for i, role in enumerate(shown)]
    labels = [
        line.words[0].text
        for n, line in enumerate(lines)
        if opens_with_label(line) and not (own and day_alone(lines, n, kinds))
    ]
    first = next(c.place for c in columns if c.kind == "label") == 0
    return Shape(
        columns,
        kinds,
        prose=sum(c.kind in ("action", "text", "prose") for c in columns),
        inner=columns[1].kind not in ("action", "text") if own else not first,
        own=own,
        labelled=len(labels) >= 2 and not people,
        depth=max((label_depth(x) for x in labels), default=1),
        headed=any(line.headed for line in lines),
        banded=first and not people and banded(lines, kinds),
        blanks=_supposed(lines, kinds),
    )


def _supposed(lines: list[Line], kinds: Kinds) -> Blanks:
    """How blank lines part the cells, as is thought before any is found.

    Of the tools that set blank lines, those that keep the spaces at lines' ends or go down
    columns print what stands in one box together (pdfminer); the others (pdftotext) print
    the lines of a row's cells among one another.
    """
    spaced = sum(line.runs_on for line in lines) > _SPACED * len(lines)
    return BOXED if gapped(lines) and (spaced or kinds.boxed) else SOME_BLANKS


def regions_of(lines: list[Line], table: Shape) -> list[Region]:
    """A table's lines page by page, or in one where they are few."""
    regions: list[Region] = []
    for leaf in [lines] if table.few(lines) else _leaves(lines):
        base = sum(len(region.lines) for region in regions)
        regions.append(
            Region(
                leaf,
                table.kinds,
                prose=table.prose,
                inner=table.inner,
                base=base,
                own=table.own,
            )
        )
    return regions


def _leaves(lines: list[Line]) -> list[list[Line]]:
    """The lines page by page: no tool mixes the words of two pages."""
    leaves: list[list[Line]] = []
    leaf = -1
    for line in lines:
        if line.leaf > leaf or not leaves:
            leaves.append([])
            leaf = max(leaf, line.leaf)
        leaves[-1].append(line)
    return leaves


def _kind(role: str, people: bool) -> ColumnKind:
    if people and role == "owner":
        return "person"
    return KIND_OF_ROLE.get(role, "prose")
