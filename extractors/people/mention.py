"""One owner as a cell words it, before it is led back to the leads."""

from __future__ import annotations

from dataclasses import dataclass, field

from schemas.document import Passage
from schemas.plan import OwnerKind, OwnerRole


@dataclass(slots=True)
class Mention:
    """A part of a cell that names one owner.

    `kind` is a guess from the shape alone.  `confidence` (0 to 1) says how sure
    it is that just these words are one owner.  `hint` is what a bracket adds
    (`Health` in `JS (Health)`); `reference` what the words point to (`2.1` in
    `As 2.1 above`, `above` in `As above`).  `role` is what the cell marks: a label
    (`Lead:`), a joining word (`supported by`) or a bracket (`KM (lead)`).
    """

    passage: Passage
    raw: str
    kind: OwnerKind
    name: str | None = None
    initials: str | None = None
    post: str | None = None
    hint: str | None = None
    reference: str | None = None
    confidence: float = 1.0
    role: OwnerRole | None = None


@dataclass(slots=True)
class OwnerCell:
    """A cell of owners, split.

    `nobody` is what stood there where the cell names nobody at all (`TBC`);
    `unnamed` are the passages of such words.  `separators` hold the marks and
    joining words between owners and labels such as `Lead:`; `leftovers` the
    words that seem to be no owner.
    """

    passage: Passage
    mentions: list[Mention] = field(default_factory=list)
    nobody: str | None = None
    unnamed: list[Passage] = field(default_factory=list)
    separators: list[Passage] = field(default_factory=list)
    leftovers: list[Passage] = field(default_factory=list)
