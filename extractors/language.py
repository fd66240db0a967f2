"""spaCy's part: tokens, phrases and sentence ends, by a blank English pipeline.

Importing spaCy costs half a second, so it is done when the first text is read.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.matcher import PhraseMatcher
    from spacy.tokens import Doc


@cache
def english() -> Language:
    """A blank English pipeline with a sentencizer; nothing has to be downloaded."""
    import spacy

    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer", config={"punct_chars": [".", "!", "?", ";", "\n"]})
    nlp.max_length = 10_000_000
    return nlp


@dataclass(frozen=True, slots=True)
class Found:
    """A phrase in a text: its name in the vocabulary, and character offsets."""

    name: str
    start: int
    end: int


class Phrases:
    """Finds the phrases of a vocabulary in texts, whatever their case and apostrophes."""

    def __init__(self, phrases: Iterable[tuple[str, str]]) -> None:
        """Take (name, wording) pairs; several wordings may share a name."""
        from spacy.matcher import PhraseMatcher

        nlp = english()
        self._matcher: PhraseMatcher = PhraseMatcher(nlp.vocab, attr="LOWER")
        for name, wording in phrases:
            forms = {wording, wording.replace("'", "’"), wording.replace("&", "and")}
            self._matcher.add(name, [nlp.make_doc(form) for form in forms])

    def find(self, doc: Doc) -> list[Found]:
        """The longest matches, which do not overlap, in reading order."""
        spans = sorted(
            ((start, end, doc.vocab.strings[key]) for key, start, end in self._matcher(doc)),
            key=lambda s: (s[0] - s[1], s[0]),
        )
        taken: list[tuple[int, int, str]] = []
        for start, end, name in spans:
            if all(end <= s or start >= e for s, e, _ in taken):
                taken.append((start, end, name))
        return [
            Found(name, doc[start].idx, doc[end - 1].idx + len(doc[end - 1]))
            for start, end, name in sorted(taken)
        ]


def sentences(text: str) -> list[tuple[int, int]]:
    """Character offsets of a text's sentences."""
    doc = english()(text)
    return [(s.start_char, s.end_char) for s in doc.sents]
