"""Texts that were printed over each other, pulled apart.

Where a tool read two overlapping texts as one, their words are mixed, each text
still in its own order.  Phrases that the document has whole elsewhere (a
recommendation in the summary, a line of the frame that every section repeats)
are found among the mixed words and taken out; what remains is the other text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from schemas.document import Word

from .lines import Line, tokens

# How many foreign words may stand between two words of a phrase.
_GAP = 6
_ENOUGH = 0.9
_LOOK_ON = 8


@dataclass(slots=True)
class Phrase:
    """A wording that the document has whole: its words, and where its printing ends."""

    text: str
    after: int = -1
    tokens: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.tokens = tokens(self.text)

    @property
    def label(self) -> str:
        return self.text.split()[0]


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    word: Word
    line: int


def untangle(
    lines: list[Line], missing: Sequence[Phrase], frame: Sequence[Phrase], names: frozenset[str]
) -> list[Line]:
    """The lines with mixed ones pulled apart.

    `missing` are phrases that should stand as lines of their own and do not;
    `frame` the lines that sections repeat; `names` the leads' names, lower case.
    """
    for phrase in missing:
        lines = _pull(lines, phrase, frame, names)
    return lines


def _pull(
    lines: list[Line], phrase: Phrase, frame: Sequence[Phrase], names: frozenset[str]
) -> list[Line]:
    stream = [
        _Token(token, word, number)
        for number, line in enumerate(lines)
        for word in line.words
        if word.index > phrase.after
        for token in tokens(word.text)
    ]
    found = _in_order(stream, phrase.tokens)
    if found is None:
        return lines
    first, last = found[0].line, found[-1].line
    heading = _words(found)
    taken = {w.index for w in heading}
    end = last
    for number in range(last + 1, min(last + 1 + _LOOK_ON, len(lines))):
        if lines[number].bullet:
            break
        end = number
    rest = [t for t in stream if first <= t.line <= end and t.word.index not in taken]
    pulled: list[tuple[Word, ...]] = []
    reach = last
    for other in frame:
        whole = any(tokens(lines[n].text) == other.tokens for n in range(first, end + 1))
        mixed = None if whole else _near_order(rest, other.tokens, reach + 4)
        if mixed is not None:
            words = _words(mixed)
            pulled.append(tuple(words))
            taken |= {w.index for w in words}
            reach = max(reach, *(t.line for t in mixed))
            rest = [t for t in rest if t.word.index not in taken]
    return [*lines[:first], *_laid_out(lines, first, reach, pulled, heading, taken, names)]


def _laid_out(
    lines: list[Line],
    first: int,
    reach: int,
    pulled: list[tuple[Word, ...]],
    heading: list[Word],
    taken: set[int],
    names: frozenset[str],
) -> list[Line]:
    """Frame lines, then the heading, then what remains, then the lines after."""
    page = lines[first].page
    made = [Line(words, 0, page) for words in pulled]
    made.append(Line(tuple(heading), 1, page))
    loose = [w for line in lines[first : reach + 1] for w in line.words if w.index not in taken]
    after = lines[reach + 1 :]
    # A name cut in two by a label goes to the label's value.
    if loose and len(after) > 1 and after[0].text.endswith(":"):
        value = after[1]
        joined = (*loose, *value.words)
        if _begins_with_name(joined, names):
            return [*made, after[0], Line(joined, value.gap, value.page), *after[2:]]
    if loose:
        made.append(Line(tuple(loose), 1, page))
    return [*made, *after]


def _begins_with_name(words: tuple[Word, ...], names: frozenset[str]) -> bool:
    text = " ".join(tokens(" ".join(w.text for w in words)))
    return any(text.startswith(" ".join(tokens(name))) for name in names)


def _words(found: Sequence[_Token]) -> list[Word]:
    seen: dict[int, Word] = {}
    for token in found:
        seen.setdefault(token.word.index, token.word)
    return list(seen.values())


def _in_order(stream: list[_Token], wanted: list[str]) -> list[_Token] | None:
    """The tightest run of tokens that holds almost all wanted ones, in their order."""
    best: list[_Token] | None = None
    for start, token in enumerate(stream):
        if token.text != wanted[0]:
            continue
        found, at = [token], start + 1
        for want in wanted[1:]:
            ahead = next(
                (i for i in range(at, min(at + _GAP + 1, len(stream))) if stream[i].text == want),
                None,
            )
            if ahead is not None:
                found.append(stream[ahead])
                at = ahead + 1
        if len(found) >= _ENOUGH * len(wanted) and (best is None or len(found) > len(best)):
            best = found
    return best


def _near_order(stream: list[_Token], wanted: list[str], last: int) -> list[_Token] | None:
    """All wanted tokens close together, in their order or nearly; None where one is lacking."""
    usable = [t for t in stream if t.line <= last]
    for start in range(len(usable)):
        window = usable[start : start + len(wanted) + 4]
        found: list[_Token] = []
        spare = list(window)
        for want in wanted:
            hit = next((t for t in spare if t.text == want), None)
            if hit is None:
                break
            found.append(hit)
            spare.remove(hit)
        else:
            if window and found and usable[start] in found:
                return found
    return None
