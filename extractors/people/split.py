"""A cell of owners, split into mentions.

The cell comes apart at its marks (see `marks`).  Slashes and semicolons part
owners; a comma, an `and` or a line's end may also stand inside a title or a
name.  So every way of cutting is priced, and the cheapest is taken: known
leads cost nothing, whole persons, posts and bodies little, pieces that can't
stand alone much, and two whole owners in one piece much too.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from schemas.document import Passage

from .marks import Atom, Mark, MarkKind, take_apart, text_and_breaks, trimmed
from .mention import Mention, OwnerCell
from .price import Piece, Pricer
from .reference import reference_in
from .register import Register
from .roles import Place, mark_roles
from .shape import nobody_state

_WINDOW = 9
# More words than this are no cell of owners.
_MOST_WORDS = 300


def split_owners(passage: Passage, register: Register | None = None) -> OwnerCell:
    """The owners that a cell names, in printed order.

    Struck words are no part of it.  Every word is in a mention, or among the
    cell's `unnamed`, `separators` or `leftovers`.
    """
    register = register or Register()
    live = passage.without(struck=True)
    cell = OwnerCell(passage)
    if not live:
        return cell
    if len(live.words) > _MOST_WORDS:
        cell.leftovers.append(live)
        return cell
    text = text_and_breaks(live)
    flat = text.replace("\n", " ")
    # `XX` is somebody where the leads have it.
    if nobody_state(flat) and not register.by_initials(flat):
        cell.nobody = flat
        cell.unnamed.append(live)
        return cell
    atoms, marks = take_apart(text, register)
    between = _between(atoms, marks)
    pricer = Pricer(text, atoms, between, register, live.meant_breaks())
    pieces = _cheapest(pricer, len(atoms))
    places: list[Place] = []
    place = 0
    for number, piece in enumerate(pieces):
        sure = min(
            _boundary(pricer, pieces, number), _boundary(pricer, pieces, number + 1), piece.sure
        )
        _place(cell, live, flat, replace(piece, sure=sure), register)
        place = _set(places, cell, flat, piece, place)
    mark_roles(places)
    _keep_marks(cell, live, text, pieces, atoms)
    if not cell.mentions and cell.unnamed:
        cell.nobody = Passage.join(cell.unnamed).text
    return cell


def _set(places: list[Place], cell: OwnerCell, flat: str, piece: Piece, place: int) -> int:
    """Adds the piece just placed, with the gap from `place` on; returns where the next begins."""
    low, high = trimmed(flat, piece.start, piece.end)
    if low == high:
        return place
    held = sum(p.mention is not None for p in places)
    mention = cell.mentions[-1] if len(cell.mentions) > held else None
    places.append(Place(flat[place:low], mention))
    return high


def _between(atoms: list[Atom], marks: list[Mark]) -> list[MarkKind]:
    """The kind of mark before each atom but the first."""
    kinds: list[MarkKind] = []
    for left, right in pairwise(atoms):
        kinds.append(next(m.kind for m in marks if left.end <= m.start and m.end <= right.start))
    return kinds


def _cheapest(pricer: Pricer, count: int) -> list[Piece]:
    """The cheapest way to cut the atoms into pieces."""
    best: list[tuple[float, list[Piece]]] = [(0.0, [])]
    for end in range(1, count + 1):
        ways = []
        for start in range(max(0, end - _WINDOW), end):
            piece = pricer.piece(start, end)
            if piece is not None:
                ways.append((best[start][0] + piece.cost, [*best[start][1], piece]))
        best.append(min(ways, key=lambda way: way[0]))
    return best[count][1]


def _boundary(pricer: Pricer, pieces: list[Piece], number: int) -> float:
    """How sure it is that two owners are parted just before piece `number`."""
    if number in (0, len(pieces)):
        return 1.0
    left, right = pieces[number - 1], pieces[number]
    mark = pricer.between[right.first - 1]
    if mark in ("hard", "label", "space") or (left.firm and right.firm):
        return 1.0
    if mark == "slash":
        return 0.95
    if any(left.end <= at <= right.start for at in pricer.meant):
        return 0.95
    both = {left.shape.kind, right.shape.kind}
    if mark == "comma":
        if both == {"organisation"}:
            return 0.85
        return 0.9 if both <= {"person", "group", "unknown"} else 0.7
    if mark == "break":
        return 0.9 if "group" in both or both == {"person"} else 0.8
    return 0.95 if both == {"person"} else 0.85


def _place(cell: OwnerCell, live: Passage, flat: str, piece: Piece, register: Register) -> None:
    """Puts a piece among the mentions, or where else it belongs."""
    low, high = trimmed(flat, piece.start, piece.end)
    if flat[low:high].startswith("the "):
        low += 4
    raw = flat[low:high]
    passage = live.slice(low, high)
    if not raw:
        return
    pointed = reference_in(raw)
    if pointed is not None:
        cell.mentions.append(Mention(passage, raw, "unknown", reference=pointed))
        return
    if nobody_state(raw) and not register.by_initials(raw):
        cell.unnamed.append(passage)
        return
    shape = piece.shape
    unknown = shape.kind == "unknown" and not shape.initials and not register.known(raw)
    if unknown and not _namelike(raw):
        cell.leftovers.append(passage)
        return
    cell.mentions.append(
        Mention(
            passage,
            raw,
            shape.kind,
            name=shape.name,
            initials=shape.initials,
            post=shape.post,
            hint=shape.hint,
            confidence=round(piece.sure, 2),
        )
    )


def _namelike(text: str) -> bool:
    """True where unknown words may still be a name: a capital and no figure first, or `@`."""
    return "@" in text or (any(c.isupper() for c in text) and not text[0].isdigit())


def _keep_marks(
    cell: OwnerCell, live: Passage, text: str, pieces: list[Piece], atoms: list[Atom]
) -> None:
    """What stands between the pieces, and what was trimmed off them."""
    flat = text.replace("\n", " ")
    place = 0
    for piece in [*pieces, None]:
        low, high = trimmed(flat, piece.start, piece.end) if piece else (len(flat), len(flat))
        if low < high or piece is None:
            if flat[place:low].strip():
                cell.separators.append(live.slice(place, low))
            place = high
    if not atoms and not cell.separators:
        cell.leftovers.append(live)
