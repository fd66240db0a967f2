"""Which rows of an arrangement are shown at all.

A wrong row that looks right is worse than words that nobody claimed: a row that is
unsure, and whose action reads as no action, is taken apart again.
"""

from __future__ import annotations

from .cells import JOINERS
from .fragments import Fragment
from .kinds import Kinds
from .model import Column
from .rows import Arrangement

# A row surer than this is believed whatever its action reads like.
_SURE = 0.7
# A table of which so many rows are taken apart is not shown.
_RUINED = 0.5
_FEWEST_WORDS = 3


def doubtful(made: Arrangement, columns: list[Column], kinds: Kinds) -> set[int]:
    """The rows that are not to be shown; all of them where too many are."""
    main = next((c.place for c in columns if c.kind == "action"), None)
    if main is None:
        return set()
    rows = [r for r in range(made.rows) if r not in made.bands]
    texts = {r: " ".join(f.text for f in made.cells.get((r, main), [])) for r in rows}
    filled = [r for r in rows if texts[r]]
    notes = [c.place for c in columns if c.kind == "prose"]
    found = {
        r
        for r in filled
        if made.confidence[r] <= _SURE
        and (
            _broken(texts[r], kinds)
            or (
                # The action stands in another column.
                not kinds.acts(texts[r])
                and any(kinds.acts(f.text) for p in notes for f in made.cells.get((r, p), []))
            )
        )
    }
    return set(rows) if len(found) > _RUINED * max(1, len(filled)) else found


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


def take_apart(made: Arrangement, rows: set[int]) -> list[Fragment]:
    """Empty these rows; their fragments in the order of the text."""
    loose: list[Fragment] = []
    for place in [key for key in made.cells if key[0] in rows]:
        loose += made.cells.pop(place)
    return sorted(loose, key=lambda f: f.words[0].index)
