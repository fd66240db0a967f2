"""What it costs to take a run of a cell's atoms as one owner."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from .fold import fold
from .marks import Atom, MarkKind, trimmed
from .reference import reference_in
from .register import Register, title_key
from .shape import Shape, is_initials, nobody_state, shape_of
from .words import people

# One more piece; so that a title is not cut for nothing.
_PIECE = 0.4
# Two whole owners in one piece.
_DOUBLE = 1.0
# Joining over a break that was meant, not one of a line's width.
_MEANT = 0.9
_JOIN: dict[MarkKind, float] = {"break": 0.0, "comma": 0.05, "and": 0.05, "slash": 0.9}


@dataclass(frozen=True, slots=True)
class Piece:
    """Atoms `first` to `last` (excluded) as one owner; `firm` where a lead or initials.

    `sure` (0 to 1) speaks of the inside: that these atoms belong together.
    """

    first: int
    last: int
    start: int
    end: int
    cost: float
    shape: Shape
    sure: float = 1.0
    firm: bool = False


class Pricer:
    """Prices the pieces of one cell; `between[n]` is the mark before atom `n + 1`."""

    def __init__(
        self,
        text: str,
        atoms: list[Atom],
        between: list[MarkKind],
        register: Register,
        meant: Sequence[int] = (),
    ) -> None:
        self.meant = meant
        self._text = text
        self._atoms = atoms
        self.between = between
        self._register = register

    def piece(self, first: int, last: int) -> Piece | None:
        """The piece of some atoms; None where they can't be one."""
        start, end = self._atoms[first].start, self._atoms[last - 1].end
        start, end = trimmed(self._text, start, end)
        text = self._text[start:end].replace("\n", " ")
        marks = self.between[first : last - 1]
        made = Piece(first, last, start, end, _PIECE, shape_of(text))
        if self._register.known(text.strip(" .,;:")) and "label" not in marks:
            return replace(made, firm=True)
        if fold(text) in people().whole:
            return made
        if any(m in ("hard", "with", "space", "label") for m in marks):
            return None
        if len(marks) == 0:
            return self._single(made, text)
        return self._joined(made, marks)

    def _single(self, made: Piece, text: str) -> Piece:
        if nobody_state(text) or reference_in(text):
            return replace(made, firm=True)
        shape = made.shape
        if shape.initials and shape.kind == "unknown":
            return replace(made, cost=_PIECE + 0.05, firm=True)
        return replace(made, cost=_PIECE + _badness(shape), sure=_sureness(shape))

    def _joined(self, made: Piece, marks: list[MarkKind]) -> Piece | None:
        parts = [self._text[a.start : a.end].strip() for a in self._atoms[made.first : made.last]]
        shapes = [shape_of(p) for p in parts]
        lettered = any(s.initials and s.kind == "unknown" and not s.name for s in shapes)
        every = fold(parts[0]) == "all" and len(parts) == 2
        if (
            lettered
            and not every
            and not (made.shape.kind == "person" and fold(parts[0]) in people().ranks)
        ):
            return None
        if any(nobody_state(p) for p in parts):
            return None
        shape, sure, extra = made.shape, _sureness(made.shape), 0.0
        if shape.kind == "person" and shape.post and "comma" in marks:
            if not self._same_lead(shape.name, shape.post):
                return None
        elif shape.kind == "person" and set(marks) != {"break"}:
            return None
        if "break" in marks and not (shape.kind == "person" and shape.post):
            composite = self._name_and_post(made, marks)
            if composite is not None:
                shape, sure, extra = composite, 0.7, 0.3
        if shape.kind == "post" and self._starts_again(parts, shapes):
            extra = 0.5
        if self._second_hat(parts, shapes):
            return replace(made, cost=_PIECE, sure=0.75)
        doubles = int(self._holds_known(made) or self._two_posts(parts, marks))
        if not (shape.kind == "person" and shape.post):
            doubles += self._doubles(parts, shapes, marks)
        cost = _PIECE + _badness(shape) + extra + doubles * _DOUBLE
        cost += sum(_JOIN[m] for m in marks)
        if self._opens_title(parts, shapes, marks):
            cost, sure = cost + _MEANT, min(sure, 0.7)
        cost += _MEANT * sum(made.start < at < made.end for at in self.meant)
        if "slash" in marks:
            if shape.kind not in ("post", "organisation"):
                return None
            sure = min(sure, 0.6)
        return replace(made, cost=cost, shape=shape, sure=sure)

    def _holds_known(self, made: Piece) -> bool:
        """True where the piece begins or ends with a known lead beside another whole owner."""
        for cut in range(made.first + 1, made.last):
            middle = self._atoms[cut].start
            left = " ".join(self._text[made.start : middle].split()).strip(" .,;:/")
            right = " ".join(self._text[middle : made.end].split()).strip(" .,;:/")
            for one, other in ((left, right), (right, left)):
                if self._register.known(one) and shape_of(other).whole:
                    return self.between[cut - 1] == "break"
        return False

    @staticmethod
    def _two_posts(parts: list[str], marks: list[MarkKind]) -> bool:
        """True for two whole titles side by side: `Registered Manager and Deputy Manager`."""
        if not set(marks) <= {"and", "break"}:
            return False
        for cut, mark in enumerate(marks, start=1):
            left, right = " ".join(parts[:cut]), " ".join(parts[cut:])
            if mark not in ("and", "break") or len(right.split()) < 2:
                continue
            one, other = shape_of(left), shape_of(right)
            if one.kind != "post" or not (one.whole and other.whole):
                continue
            if other.kind == "post" and len(left.split()) > 1 and one.sure >= 0.85 <= other.sure:
                return True
            if other.kind == "organisation" and is_initials(left) and other.sure >= 0.85:
                return True
        return False

    @staticmethod
    def _second_hat(parts: list[str], shapes: list[Shape]) -> bool:
        """True for `Head of Finance and Section 151 Officer`: one holder by custom."""
        return shapes[0].kind == "post" and fold(" ".join(parts[1:])) in people().hats

    @staticmethod
    def _opens_title(parts: list[str], shapes: list[Shape], marks: list[MarkKind]) -> bool:
        """True where a line begins a title ("Head of …") behind a whole one."""
        lists = people()
        for number, mark in enumerate(marks, start=1):
            words = fold(parts[number]).split()
            if mark != "break" or len(words) < 2 or words[1] != "of" or not lists.is_head(words[0]):
                continue
            before = " ".join(parts[:number])
            shape = shapes[0] if number == 1 else shape_of(before)
            if shape.kind == "post" and shape.whole and len(before.split()) > 1:
                return True
        return False

    @staticmethod
    def _starts_again(parts: list[str], shapes: list[Shape]) -> bool:
        """True where a later part opens a title of its own: `Leisure and the Head of ...`."""
        lists = people()
        if shapes[0].kind == "post" or all(w in lists.modifiers for w in fold(parts[0]).split()):
            return False
        openings = [fold(p).removeprefix("the ").split() for p in parts[1:]]
        return any(
            len(words) > 1 and lists.is_head(words[0]) and words[0] not in lists.modifiers
            for words in openings
        )

    def _name_and_post(self, made: Piece, marks: list[MarkKind]) -> Shape | None:
        """A name on one line and its post on the next, or the other way round."""
        for cut, mark in enumerate(marks, made.first + 1):
            if mark != "break":
                continue
            middle = self._atoms[cut].start
            sides = [self._text[made.start : middle], self._text[middle : made.end]]
            sides = [" ".join(side.split()) for side in sides]
            kinds = [shape_of(s).kind for s in sides]
            if sorted(kinds) != ["person", "post"]:
                continue
            person, post = sides if kinds[0] == "person" else reversed(sides)
            named = shape_of(person)
            if named.post is None and self._same_lead(named.name, post):
                return Shape("person", 0.8, named.name, named.initials, post, named.hint)
        return None

    def _same_lead(self, name: str | None, post: str) -> bool:
        """False where the leads say that the name and the post are two people's."""
        people_ = self._register.by_name(name or "")
        holders = self._register.by_job_title(post)
        if holders and people_:
            return any(lead is other for lead in people_ for other in holders)
        if people_ and people_[0].job_title:
            return _alike(people_[0].job_title, post)
        return not holders

    def _doubles(self, parts: list[str], shapes: list[Shape], marks: list[MarkKind]) -> int:
        """How many whole owners there are in the piece beyond one."""
        whole = [self._whole(n, parts, shapes, marks) for n in range(len(parts))]
        count = sum(whole)
        for n, mark in enumerate(marks):
            pair = (shapes[n].kind, shapes[n + 1].kind)
            # "Designated Nurse, Health": a post and where it sits.
            if whole[n] and whole[n + 1] and mark == "comma" and pair == ("post", "organisation"):
                count -= 1
        return max(0, count - 1)

    def _whole(self, n: int, parts: list[str], shapes: list[Shape], marks: list[MarkKind]) -> bool:
        shape = shapes[n]
        if self._register.known(parts[n].strip(" .,;:")):
            return True
        if not shape.whole or shape.sure < 0.6:
            return False
        if shape.kind == "group" and n and marks[n - 1] == "comma":
            # "Deputy Director, People": a department's name.
            named = parts[n].strip()[:1].isupper() and people().is_subject(fold(parts[n]))
            return not (shapes[n - 1].kind == "post" and named)
        if shape.kind in ("person", "group"):
            return True
        if shape.kind == "post":
            # A title's first word on a line of its own: "Principal⏎Social Worker".
            bare = fold(parts[n]) in people().modifiers
            return not (bare and n + 1 < len(parts))
        if shape.kind != "organisation":
            return False
        if parts[n].strip() in people().body_codes:
            return True
        if len(parts[n].split()) > 1 and shape.sure > 0.8:
            return not self._subject_of(n, parts, shapes, marks)
        return self._body_alone(n, parts, shapes, marks)

    def _body_alone(
        self, n: int, parts: list[str], shapes: list[Shape], marks: list[MarkKind]
    ) -> bool:
        """`Health` is a body beside another, and a subject in `Health and Wellbeing Lead`."""
        if n + 1 < len(parts):
            following = shapes[n + 1]
            one = following.kind == "organisation" and len(parts[n + 1].split()) == 1
            return (one and following.sure >= 0.8) or following.kind in ("person", "group")
        return n > 0 and not self._subject_of(n, parts, shapes, marks)

    @staticmethod
    def _subject_of(n: int, parts: list[str], shapes: list[Shape], marks: list[MarkKind]) -> bool:
        """True where the part goes on with a title's subject: `Head of Education⏎and Health`."""
        if n == 0 or is_initials(parts[0]):
            return False
        words = fold(parts[0]).split()
        if shapes[0].kind == "post" and marks[0] == "comma":
            return all(s.kind not in ("post", "person", "group") for s in shapes[1 : n + 1])
        opened = shapes[0].kind == "post" and not people().is_head(words[-1])
        return opened or not shapes[n - 1].whole


def _alike(title: str, post: str) -> bool:
    one, two = set(title_key(title).split()), set(title_key(post).split())
    return bool(one & two) and (one <= two or two <= one)


def _badness(shape: Shape) -> float:
    if shape.initials and shape.kind == "unknown":
        return 0.05
    if shape.kind == "unknown":
        return 1.5 if not shape.whole else 1.3
    if not shape.whole:
        return 1.1
    return 0.7 if shape.sure <= 0.5 else (1.0 - shape.sure) * 0.3


def _sureness(shape: Shape) -> float:
    """How sure a piece of this shape is one owner."""
    if shape.kind == "unknown":
        return 0.9 if shape.initials else 0.4
    if not shape.whole and shape.kind != "group":
        return 0.6
    return 1.0 if shape.sure >= 0.85 else max(0.6, shape.sure)
