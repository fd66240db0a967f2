"""Cards: a block of labels and values for each action, however a tool printed it.

A card gives each of its labels a line (`Owner`, `Due`), with the value beside it.  Tools
print label and value on one line, in turn, or all labels of a page before all values.
The labels come again in one order; that order, learned from the document, tells cards
from tables.  The values are dealt to the labels by `dealing.py`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from extractors.columns import words_of
from extractors.labels import bare_label, is_action_label
from extractors.people import Register
from schemas.blocks import Block, Cell, Table, TextBlock, TextKind
from schemas.document import Passage, Word
from schemas.plan import Lead

from .dealing import DATES, Dealer, Slot, Value
from .heads import head_role
from .kinds import Kinds, is_label, repeated_values
from .lines import Line, passage_of

_MOST_LABEL_LINES = 3
_MOST_LABEL_WORDS = 10
# A label is the cards' where it comes in this share of them.
_SHARE = 0.6
_TITLE = "title"
# Half of the cards are at least this sure, or it is none.
_SURE = 0.7
_OWNED = frozenset({"owner", "deadline", "original_deadline", "revised_deadline"})

Key = tuple[str, ...]


@dataclass(slots=True)
class Found:
    """A label where it stands: `lines` that it takes, `cut` words of a line that goes on.

    `weak` where what follows does not look like the beginning of a value.
    """

    key: Key
    role: str
    first: int
    lines: int = 1
    cut: int = 0
    weak: bool = False

    @property
    def last(self) -> int:
        return self.first + self.lines - 1

    @property
    def inline(self) -> bool:
        return self.cut > 0


@dataclass(slots=True)
class Card:
    """One card: its labels, the lines dealt to each, and how sure that is (0 to 1)."""

    labels: list[Found]
    values: list[list[Value]] = field(default_factory=list)
    confidence: float = 1.0


def find_cards(lines: Sequence[Line], leads: list[Lead]) -> tuple[list[Card], set[int]]:
    """The cards of a text in order, and the numbers of the lines that they take; or nothing.

    A text that has no cards, or whose cards' values make no sense, gives none.
    """
    order = _learned(_labels(lines))
    cards = _split(_in_order(_labels(lines, frozenset(order)), order)) if order else []
    if len(cards) < 2 or not _are_cards(cards):
        return [], set()
    taken = {n for c in cards for f in c.labels for n in range(f.first, f.last + 1)}
    values = _values(cards, lines, taken)
    width = _width(lines)
    alone = [Line(v.words) for v in values]
    kinds = Kinds(Register(leads), repeated_values(alone))
    slots = [Slot(f.role, f.last, number) for number, card in enumerate(cards) for f in card.labels]
    forced = {f.first: place for place, f in enumerate(f for c in cards for f in c.labels)}
    for value in values:
        if value.line in taken:
            value.slot = forced[value.line]
    if not _room(slots, values, kinds):
        return [], set()
    dealt = Dealer(slots, values, kinds, width).deal()
    if dealt is None:
        return [], set()
    place = 0
    for number, card in enumerate(cards):
        card.values = dealt.cells[place : place + len(card.labels)]
        card.confidence = dealt.confidence[number]
        place += len(card.labels)
    if not _sensible(cards, kinds):
        return [], set()
    held = {v.line for card in cards for cell in card.values for v in cell}
    return cards, taken | held


# The labels


def _labels(lines: Sequence[Line], known: frozenset[Key] = frozenset()) -> list[Found]:
    """All label wordings in the text, at the beginnings of lines; only the `known`, if any."""
    found: list[Found] = []
    number = 0
    while number < len(lines):
        label = _label_at(lines, number, known)
        if label is not None:
            found.append(label)
            number = label.last
        number += 1
    return found


def _label_at(lines: Sequence[Line], number: int, known: frozenset[Key]) -> Found | None:
    line = lines[number]
    if line.bullet or not line.words or not line.text[:1].isupper():
        return None
    if bare_label(line.text) is not None and is_action_label(line.text):
        return Found((_TITLE,), _TITLE, number) if not known or (_TITLE,) in known else None
    whole: Found | None = None
    for count in range(1, _MOST_LABEL_LINES + 1):
        held = lines[number : number + count]
        text = " ".join(x.text for x in held)
        if len(held) < count or len(text.split()) > _MOST_LABEL_WORDS:
            break
        if count > 1 and (held[-1].gap or held[-1].bullet or not held[-1].words):
            break
        if (role := _role(text, known)) is not None:
            whole = Found(words_of(text), role, number, count)
    if whole is not None:
        return whole
    for cut in range(min(len(line.words) - 1, 8), 0, -1):
        text = " ".join(w.text for w in line.words[:cut])
        role = _role(text, known)
        plain = text[-1:] == ":" or _opens(line.words[cut].text)
        if role is not None and (plain or known):
            return Found(words_of(text), role, number, 1, cut, weak=not plain)
    return None


def _role(text: str, known: frozenset[Key]) -> str | None:
    """The role of a label's whole wording."""
    if text[-1] in ".;,-–" or (known and words_of(text) not in known):
        return None
    return head_role(text.rstrip(" :"))


def _opens(word: str) -> bool:
    """True for a word that may be the first of a value."""
    first = word.lstrip("(‘“'\"£")[:1]
    return first.isupper() or first.isdigit()


def _learned(found: list[Found]) -> list[Key]:
    """The wordings of the cards' labels in their order; empty where there are no cards."""
    counts = Counter(f.key for f in found)
    actions = [f.key for f in found if f.role == "action"]
    if not actions:
        return []
    key = max(actions, key=lambda k: counts[k])
    kept = [f for f in found if counts[key] * _SHARE <= counts[f.key]]
    order = _cycle(kept, key) if counts[key] >= 2 else []
    return order if {f.role for f in kept if f.key in order} & _OWNED else []


def _in_order(found: list[Found], order: list[Key]) -> list[Found]:
    """The labels of the cards, each in its turn; a value may begin with such words too."""
    place = {k: n for n, k in enumerate(order)}
    made: list[Found] = []
    for label in found:
        here = place[label.key]
        last = place[made[-1].key] if made else len(order) - 1
        # A card may lack its first label, but begins with no later one.
        turn = here > last or here == 0 or (here == 1 and last == len(order) - 1)
        if label.weak:
            turn = here == last + 1
        if turn and (made or here == 0):
            made.append(label)
    return made


def _cycle(found: list[Found], action: Key) -> list[Key]:
    """The order of the labels within a card, from the label that opens it."""
    best: tuple[float, list[Key]] = (-1.0, [])
    for first in dict.fromkeys(f.key for f in found):
        starts = [n for n, f in enumerate(found) if f.key == first]
        parts = [[f.key for f in found[a:b]] for a, b in pairwise([*starts, len(found)])]
        whole = [p for p in parts if len(set(p)) == len(p) and action in p and len(p) >= 3]
        if not whole:
            continue
        score = len(whole) - 0.1 * starts[0] - 0.5 * (len(parts) - len(whole))
        if score > best[0]:
            best = (score, _merged(whole))
    return best[1]


def _merged(parts: list[list[Key]]) -> list[Key]:
    """One order that holds the labels of most cards."""
    counts = Counter(k for p in parts for k in p)
    order: list[Key] = list(sorted(parts, key=len)[-1])
    for part in parts:
        for before, key in pairwise(part):
            if key not in order and before in order:
                order.insert(order.index(before) + 1, key)
    return [k for k in order if counts[k] >= len(parts) * _SHARE * 0.5]


def _split(labels: list[Found]) -> list[Card]:
    cards: list[Card] = []
    seen: set[Key] = set()
    for label in labels:
        if not cards or label.key == labels[0].key or label.key in seen:
            cards.append(Card([]))
            seen = set()
        cards[-1].labels.append(label)
        seen.add(label.key)
    return cards


def _are_cards(cards: list[Card]) -> bool:
    """True where values stand between labels, or labels come twice before any value.

    A table's header is printed as a whole, and then its rows.
    """
    alike, against = 0, 0
    for number, card in enumerate(cards):
        between = sum(b.first > a.last + 1 or a.inline for a, b in pairwise(card.labels))
        after = cards[number + 1] if number + 1 < len(cards) else None
        before = cards[number - 1] if number else None
        again = _touch(card, after) or _touch(before, card)
        if between >= 2 or (between == 0 and again):
            alike += 1
        elif between == 0:
            against += 1
    return alike >= 2 and alike >= against


def _touch(one: Card | None, two: Card | None) -> bool:
    """True where a card's labels stand right before the next card's."""
    if one is None or two is None:
        return False
    return one.labels[-1].last + 1 == two.labels[0].first


# The values


def _values(cards: list[Card], lines: Sequence[Line], taken: set[int]) -> list[Value]:
    inline = {f.first: f for c in cards for f in c.labels if f.inline}
    opening = {c.labels[0].first for c in cards}
    first = cards[0].labels[0].first
    made: list[Value] = []
    opens = True
    run = 0
    for number in range(first, len(lines)):
        line = lines[number]
        opens = opens or number in opening
        if number in inline:
            label = inline[number]
            made.append(Value(number, line.words[label.cut :], line, card_opens=opens))
            opens, run = False, 0
        elif number in taken:
            run += any(f.last == number for c in cards for f in c.labels)
        elif line.words:
            made.append(Value(number, line.words, line, card_opens=opens, run=run))
            opens, run = False, 0
    return made


def _width(lines: Iterable[Line]) -> int:
    widths = sorted(line.width for line in lines if line.words)
    return widths[int(len(widths) * 0.97)] if widths else 0


def _room(slots: list[Slot], values: list[Value], kinds: Kinds) -> bool:
    """True where the text has no more dates than labels that ask for one; the same of numbers."""
    numbers = sum(len(v.words) == 1 and is_label(v.text) for v in values)
    dates = sum(kinds.date(v.text) == 1.0 for v in values)
    asked = [sum(s.role == "number" for s in slots), sum(s.role in DATES for s in slots)]
    return all(
        found <= 1.25 * wanted + 1 for found, wanted in zip((numbers, dates), asked, strict=True)
    )


def _sensible(cards: list[Card], kinds: Kinds) -> bool:
    """True where the values are what their labels ask for, and nothing is left over.

    The rows of a table under a header that looks like labels leave dates and numbers
    where no card has room for them.
    """
    odd, dealt = 0, 0
    for card in cards:
        for label, cell in zip(card.labels, card.values, strict=True):
            odd += _odd(label, cell, kinds)
            dealt += label.role == "action" and bool(cell)
    sure = sorted(c.confidence for c in cards)[len(cards) // 2]
    return dealt >= 0.7 * len(cards) and odd <= 0.25 * len(cards) and sure >= _SURE


def _odd(label: Found, cell: list[Value], kinds: Kinds) -> int:
    """How many lines of a value stand where the value of another label belongs."""
    if label.role in DATES:
        return max(0, sum(kinds.date(v.text) == 1.0 for v in cell) - 1)
    if label.role == "number":
        return 0
    return sum(kinds.date(v.text) == 1.0 or (len(v.words) == 1 and is_label(v.text)) for v in cell)


# As blocks


def card_table(card: Card, lines: Sequence[Line]) -> Table:
    """A card as the table that it was printed as: a row for each label and its value."""
    cells: list[Cell] = []
    for row, (label, cell) in enumerate(zip(card.labels, card.values, strict=True)):
        if label.role == _TITLE:
            title = TextBlock("heading", lines[label.first].passage)
            cells.append(Cell(row, 0, column_span=2, blocks=[title]))
            continue
        words: list[tuple[Word, ...]] = [lines[n].words for n in range(label.first, label.last + 1)]
        if label.inline:
            words = [words[0][: label.cut]]
        cells.append(Cell(row, 0, blocks=[TextBlock("paragraph", Passage.of_lines(words))]))
        cells.append(Cell(row, 1, blocks=_blocks(cell)))
    page = lines[card.labels[0].first].page
    rows = len(card.labels)
    return Table(cells, rows, 2, page=page, confidence=[card.confidence] * rows)


def _blocks(cell: list[Value]) -> list[Block]:
    """A value's paragraphs: each bullet opens one."""
    groups: list[list[Value]] = []
    for value in cell:
        if groups and not value.source.bullet:
            groups[-1].append(value)
        else:
            groups.append([value])
    made: list[Block] = []
    for group in groups:
        marker = Passage.of(group[0].source.bullet)
        kind: TextKind = "list_item" if marker else "paragraph"
        whole = passage_of(Line(v.words) for v in group)
        made.append(TextBlock(kind, whole, marker=marker))
    return made
