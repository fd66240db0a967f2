"""The account of the words: every word of the source goes somewhere, and is counted.

A word is a `field` when a value claimed it, `boilerplate` (headings, column
headers, running heads, page numbers, keys), `narrative`, or `unclaimed`: inside
a plan table and yet in no field.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from schemas.document import Document, Passage
from schemas.plan import Accounting, UnclaimedRun
from schemas.provenance import sources_of

Use = Literal["fields", "boilerplate", "narrative"]
# A word that several claim goes to the first of these.
_RANK: dict[str, int] = {"fields": 3, "boilerplate": 2, "narrative": 1}


class Ledger:
    """Who claimed which word of a document."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._use: dict[int, Use] = {}
        self._plan_words: set[int] = set()

    def claim(self, use: Use, *passages: Passage | None) -> None:
        """Put the passages' words to a use; a stronger use of a word stays."""
        for passage in passages:
            for piece in passage or ():
                index = piece.word.index
                held = self._use.get(index)
                if held is None or _RANK[use] > _RANK[held]:
                    self._use[index] = use

    def expect(self, passages: Iterable[Passage]) -> None:
        """Say that these words stand in a plan table: if nobody claims them, they are unclaimed."""
        for passage in passages:
            self._plan_words.update(piece.word.index for piece in passage)

    def settle(self) -> Accounting:
        """The account: its four classes add up to the number of words."""
        counts = {"fields": 0, "boilerplate": 0, "narrative": 0}
        unclaimed: list[int] = []
        for word in self._document.words:
            use = self._use.get(word.index)
            if use is not None:
                counts[use] += 1
            elif word.index in self._plan_words:
                unclaimed.append(word.index)
            else:
                counts["narrative"] += 1
        return Accounting(
            words=len(self._document.words),
            unclaimed=len(unclaimed),
            unclaimed_text=self._runs(unclaimed),
            **counts,
        )

    def _loose(self) -> list[Passage]:
        """The runs of neighbouring unclaimed words, each a passage."""
        loose = [
            w
            for w in self._document.words
            if w.index in self._plan_words and w.index not in self._use
        ]
        runs: list[list[int]] = []
        for word in loose:
            if runs and runs[-1][-1] == word.index - 1:
                runs[-1].append(word.index)
            else:
                runs.append([word.index])
        words = {w.index: w for w in loose}
        return [Passage.of(words[i] for i in run) for run in runs]

    def _runs(self, indexes: list[int]) -> list[UnclaimedRun]:
        if not indexes:
            return []
        return [
            UnclaimedRun(page=p.words[0].page, text=p.text, sources=sources_of(p))
            for p in self._loose()
        ]
