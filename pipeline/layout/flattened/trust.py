"""Which rows of an arrangement are shown at all.

A wrong row that looks right is worse than words that nobody claimed: a row that is
unsure, and does not read as its table's rows do, is taken apart again.
"""

from __future__ import annotations

import re
from itertools import pairwise

from extractors.status import is_refusal

from .arrangement import Arrangement
from .fragments import Fragment
from .kinds import Kinds, label_depth
from .model import Column, place_of
from .wording import JOINERS, mood

# A row surer than this is believed whatever its action reads like.
_SURE = 0.7
# Surer than this has to be a row that breaks a habit of its table.
_USUAL = 0.8
# A table of which so many rows are taken apart is not shown, nor such a page of one.
_RUINED = 0.5
_FEWEST_WORDS = 3
# A habit: so many of the actions end with a stop; so many of the rows have a cell in a column.
_STOPPED = 0.5
_ALWAYS = 0.8
_FILLED = 0.75
_ACTING = 0.75
_MOSTLY_ACTING = 0.6
# A note of progress has so few words.
_NOTE = 7
_STOPS = ".!?;:)”’\"'"
# A heading has few words; a bracket with a date at its end is no stop.
_TITLE_WORDS = 9
_DATED = re.compile(r"\d\)$")
# A page is a guess where its lines score less than this and no row's margin makes it as sure
# (of a few rows that tells little), or so many rows are less than even.
_GUESSES = ((0.7, 0.9), (0.85, 0.5))
_ENOUGH = 5
_POOR = 0.75
_EVEN = 0.5


def take_apart(made: Arrangement, columns: list[Column], kinds: Kinds) -> list[Fragment]:
    """Empty the rows that are not to be shown; their fragments in the order of the text.

    A row's recommendation stays where it reads as one: the rows below may go on with it.
    """
    main = place_of(columns, "action")
    if main is None:
        return []
    loose = _unlabelled(made, columns)
    loose += _mended(made, columns, kinds)
    loose += _contrary(made, columns, kinds, main)
    loose += _owners_alone(made, columns, kinds, main)
    astray, ruined = _doubtful(made, columns, kinds, main)
    heads = [c.place for c in columns if c.kind in ("label", "text")]
    text = place_of(columns, "text")
    whole = {r for r in astray if text is not None and _recommends(made.text(r, text), kinds)}
    if text is not None:
        ruined |= _orphans(made, [*heads, main], astray - whole, ruined, astray)
    for row, place in list(made.cells):
        if row in ruined or (row in astray and not (row in whole and place in heads)):
            loose += made.cells.pop((row, place))
    made.bands -= astray | ruined
    return sorted(loose, key=lambda f: f.words[0].index)


def _orphans(
    made: Arrangement,
    heads: list[int],
    astray: set[int],
    ruined: set[int],
    doubts: set[int],
) -> set[int]:
    """The rows that go on with a recommendation which is not shown.

    Rows below one of `doubts` are unsure: whether they go on with it is not known.
    """
    *opening, main = heads
    found: set[int] = set()
    # On top of a table they may go on with the heading's.
    lost = doubted = False
    for row in range(made.rows):
        opens = row in made.bands or any((row, place) in made.cells for place in opening)
        if row in ruined or (opens and row in astray):
            lost = True
        elif opens:
            lost = False
        elif lost and (row, main) in made.cells:
            found.add(row)
        if opens:
            doubted = row in doubts
        elif doubted:
            made.confidence[row] = min(made.confidence[row], _SURE - 0.05)
    return found


def _doubtful(
    made: Arrangement, columns: list[Column], kinds: Kinds, main: int
) -> tuple[set[int], set[int]]:
    """The rows that are not to be shown, and those of pages where too many are not."""
    rows = [r for r in range(made.rows) if r not in made.bands]
    texts = {r: made.text(r, main) for r in rows}
    filled = [r for r in rows if texts[r]]
    habits = _Habits(made, columns, filled, texts, kinds)
    found = {r for r in filled if _astray(made, r, texts[r], columns, kinds, habits)}
    for row in filled:
        if habits.mostly_acting and _noted(texts[row], kinds):
            # However sure: a note there shifts the cells of the rows about it.
            for near in range(max(0, row - 1), min(made.rows, row + 2)):
                made.confidence[near] = min(made.confidence[near], _SURE - 0.05)
    ruined: set[int] = set()
    for page in set(made.pages):
        mine = [r for r in range(made.rows) if made.pages[r] == page]
        held = [r for r in mine if r in filled]
        guess = bool(held) and _guessed([made.margins[r] for r in held], made.fit[held[0]])
        if guess or sum(r in found for r in held) > _RUINED * len(held):
            ruined.update(mine)
    if len([r for r in filled if r in found | ruined]) > _RUINED * max(1, len(filled)):
        ruined = set(range(made.rows))
    found |= _no_bands(made, rows, columns, kinds)
    return found, ruined


def _titles(text: str, kinds: Kinds) -> bool:
    """True for what reads as a heading: a few words without a verb or a stop."""
    stopped = text[-1] in _STOPS and not _DATED.search(text)
    few = len(text.split()) <= _TITLE_WORDS
    return few and not stopped and not kinds.acts(text) and not mood(text)


def _guessed(margins: list[float], fit: float) -> bool:
    """True for a page whose rows might as well be others; `fit` is what its lines score."""
    if fit < _POOR and sum(m < _EVEN for m in margins) >= 0.5 * len(margins):
        return True
    return len(margins) >= _ENOUGH and any(
        fit < least and max(margins) < sure for least, sure in _GUESSES
    )


def _recommends(text: str, kinds: Kinds) -> bool:
    """True for a text that reads as a whole recommendation."""
    if not text or _broken(text, kinds) or _titles(text, kinds):
        return False
    owned = kinds.starts_known(text) or kinds.starts_with_lead(text)
    return not owned and mood(text) != "will"


def _unlabelled(made: Arrangement, columns: list[Column]) -> list[Fragment]:
    """Give a row's label back that stands with a band, where bands have none."""
    place = next(c.place for c in columns if c.kind == "label")
    labelled = [b for b in sorted(made.bands) if (b, place) in made.cells]
    if 2 * len(labelled) >= len(made.bands):
        return []
    loose: list[Fragment] = []
    for band in labelled:
        held = made.cells.pop((band, place))
        below = band + 1
        if below < made.rows and below not in made.bands and (below, place) not in made.cells:
            made.cells[below, place] = held
            made.confidence[below] = min(made.confidence[below], _SURE - 0.05)
        else:
            loose += held
    return loose


def _mended(made: Arrangement, columns: list[Column], kinds: Kinds) -> list[Fragment]:
    """Put right what an unsure row shows itself; the labels that this leaves over.

    Owners that stand for a recommendation are the row's, if it has none, and a label beside
    them is another row's.  A recommendation below a label that has none is that label's;
    where nearly all have labels, one without is none.
    """
    places = {c.kind: c.place for c in reversed(columns)}
    if not {"label", "text", "owner"} <= places.keys():
        return []
    label, text, owner = (places[kind] for kind in ("label", "text", "owner"))
    rows = [r for r in range(made.rows) if r not in made.bands]
    loose: list[Fragment] = []
    for row in rows:
        read = made.text(row, text)
        mistaken = len(read.split()) <= _TITLE_WORDS and kinds.starts_known(read)
        if mistaken and made.confidence[row] <= _SURE and (row, owner) not in made.cells:
            made.cells[row, owner] = made.cells.pop((row, text))
            loose += made.cells.pop((row, label), [])
    for above, row in pairwise(rows):
        bare = (above, label) in made.cells and (above, text) not in made.cells
        loud = (row, text) in made.cells and (row, label) not in made.cells
        unsure = max(made.confidence[above], made.confidence[row]) <= _SURE
        if bare and loud and unsure and _recommends(made.text(row, text), kinds):
            made.cells[above, text] = made.cells.pop((row, text))
    told = {r: read for r in rows if (read := made.text(r, text))}
    unlabelled = [r for r in told if (r, label) not in made.cells]
    stopped = [r for r in told if told[r].endswith(".")]
    few = (1.0 - _FILLED) * len(told)
    for row in unlabelled:
        # It has no label where nearly all have one, or is a sentence where hardly any is.
        odd = len(unlabelled) <= few or (row in stopped and len(stopped) <= few)
        if odd and made.confidence[row] <= _SURE:
            loose += made.cells.pop((row, text))
    return loose


def _contrary(made: Arrangement, columns: list[Column], kinds: Kinds, main: int) -> list[Fragment]:
    """Take the actions out of rows that are refused, where unsure: they are their neighbours'."""
    answer = next((c.place for c in columns if c.role == "response"), None)
    loose: list[Fragment] = []
    if answer is None:
        return loose
    for row in range(made.rows):
        text = made.text(row, main)
        if (
            text
            and made.confidence[row] <= _USUAL
            and is_refusal(made.text(row, answer))
            and not kinds.nobody(text)
        ):
            loose += made.cells.pop((row, main))
            for near in range(max(0, row - 1), min(made.rows, row + 2)):
                made.confidence[near] = min(made.confidence[near], _SURE - 0.05)
    return loose


def _owners_alone(
    made: Arrangement, columns: list[Column], kinds: Kinds, main: int
) -> list[Fragment]:
    """Take owners out of rows without an action where they stand for the recommendation."""
    text = place_of(columns, "text")
    rows = [r for r in range(made.rows) if r not in made.bands and (r, main) not in made.cells]
    loose: list[Fragment] = []
    if text is None:
        return loose
    for row in rows:
        if (row, text) in made.cells and _owns(made.text(row, text), kinds):
            loose += made.cells.pop((row, text))
    return loose


def _owns(text: str, kinds: Kinds) -> bool:
    """True for owners, or a text that begins with a lead's name: nobody recommended that."""
    whole = kinds.starts_known(text) and text[-1:] not in _STOPS
    return whole or kinds.starts_with_lead(text)


class _Habits:
    """What most rows of a table have in common."""

    def __init__(
        self,
        made: Arrangement,
        columns: list[Column],
        filled: list[int],
        texts: dict[int, str],
        kinds: Kinds,
    ) -> None:
        count = max(1, len(filled))
        stops = sum(texts[r][-1] in _STOPS and not _DATED.search(texts[r]) for r in filled)
        self.stopped = stops >= _STOPPED * count
        # So sure that a heading among the actions can be told.
        self.always_stopped = stops >= _ALWAYS * count
        advice = [
            text
            for c in columns
            if c.kind == "text"
            for r in filled
            if (text := made.text(r, c.place))
        ]
        self.advised = sum(t[-1] in _STOPS for t in advice) > _STOPPED * len(advice)
        # Beside columns of notes, an action without a verb may be a note.
        noted = any(c.kind == "prose" for c in columns)
        acting = sum(kinds.acts(texts[r]) for r in filled)
        self.acting = noted and acting >= _ACTING * count
        # So often that a few words without one are in doubt.
        self.mostly_acting = noted and acting >= _MOSTLY_ACTING * count
        labels = [c.place for c in columns if c.kind == "label"]
        held = sum((r, place) in made.cells for r in filled for place in labels)
        # So often that a row without a label, and without more, is none.
        self.labelled = held >= _ALWAYS * count
        self.typed = [
            c.place
            for c in columns
            if c.kind in ("label", "owner", "date")
            and sum((r, c.place) in made.cells for r in filled) >= _FILLED * count
        ]


def _astray(
    made: Arrangement,
    row: int,
    text: str,
    columns: list[Column],
    kinds: Kinds,
    habits: _Habits,
) -> bool:
    """True for an unsure row that is none: its action is no action, or it has nothing else."""
    if kinds.nobody(text):
        return False
    if habits.always_stopped and _titles(text, kinds):
        return True
    advice = next((made.text(row, c.place) for c in columns if c.kind == "text"), None)
    if advice and _owns(advice, kinds):
        return True
    lacking = [p for p in habits.typed if (row, p) not in made.cells]
    labels = [c.place for c in columns if c.kind == "label" and c.place in habits.typed]
    named = bool(labels) and not set(labels) & set(lacking)
    if len(lacking) > 1 and not named and habits.labelled:
        return True
    if made.confidence[row] > _USUAL:
        return False
    begun = named and kinds.acts(text) and not kinds.torn(text)
    if habits.stopped and text[-1] not in _STOPS and not begun:
        return True
    if made.confidence[row] > _SURE:
        return False
    if len(lacking) > 1 and not named:
        # Without label, owner and date: the rest of another row.
        return True
    notes = [c.place for c in columns if c.kind == "prose"]
    return (
        _broken(text, kinds)
        or (habits.acting and _noted(text, kinds))
        or kinds.starts_known(text)
        or (advice is not None and mood(text) == "should")
        or (bool(advice) and habits.advised and not _recommends(advice or "", kinds))
        or (bool(advice) and kinds.starts_known(advice or ""))
        # The action stands in another column.
        or (
            not kinds.acts(text)
            and any(kinds.acts(f.text) for p in notes for f in made.cells.get((row, p), []))
        )
    )


def _noted(text: str, kinds: Kinds) -> bool:
    """True for what may be a note of progress: a few words of which none begins an action."""
    return not kinds.acts(text) and not kinds.nobody(text) and len(text.split()) <= _NOTE


def _no_bands(made: Arrangement, rows: list[int], columns: list[Column], kinds: Kinds) -> set[int]:
    """The unsure bands that are rows' texts: sentences, or labelled as rows are."""
    place = next(c.place for c in columns if c.kind == "label")
    depths = [label_depth(held) for r in rows if (held := made.text(r, place))]
    texts = {
        b: " ".join(made.text(b, c.place) for c in columns if c.kind != "label").strip()
        for b in made.bands
    }
    sentences = {b for b, text in texts.items() if text.endswith(".")}
    if len(sentences) > _STOPPED * len(texts):
        # All of them are: recommendations.
        sentences = set()
    labelled = sum((b, place) in made.cells for b in made.bands) > _STOPPED * len(made.bands)
    found: set[int] = set()
    for band in made.bands:
        if label := made.text(band, place):
            odd = bool(depths) and label_depth(label) >= max(depths)
        else:
            odd = labelled or band in sentences
        if _owns(texts[band], kinds) or (odd and made.confidence[band] <= _SURE):
            found.add(band)
    return found


def _broken(text: str, kinds: Kinds) -> bool:
    """True for a text that is no whole action."""
    words = text.split()
    first = text.lstrip("‘“\"'([")[:1]
    return (
        (len(words) < _FEWEST_WORDS and not kinds.nobody(text))
        or not (first.isupper() or first.isdigit())
        or text.endswith(JOINERS)
        or text[-1] in ",/"
        or kinds.date(text) > 0
        or kinds.value(text)
    )
