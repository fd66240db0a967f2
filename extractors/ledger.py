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
# A word that several claim goes to the last of these; the first stands for unclaimed.
_USES = ("", "narrative", "boilerplate", "fields")


class Ledger:
    """Who claimed which word of a document."""

    def __init__(self, document: Document) -> None:
        self._document = document
        # A byte a word, by its index: a long document has a million.
        count = 1 + max((w.index for w in document.words), default=-1)
        self._use = bytearray(count)
        self._expected = bytearray(count)

    def claim(self, use: Use, *passages: Passage | None) -> None:
        """Put the passages' words to a use; a stronger use of a word stays."""
        rank = _USES.index(use)
        for passage in passages:
            for piece in passage or ():
                index = piece.word.index
                if rank > self._use[index]:
                    self._use[index] = rank

    def expect(self, passages: Iterable[Passage]) -> None:
        """Say that these words stand in a plan table: if nobody claims them, they are unclaimed."""
        for passage in passages:
            for piece in passage:
                self._expected[piece.word.index] = 1

    def settle(self) -> Accounting:
        """The account: its four classes add up to the number of words."""
        counts = {"fields": 0, "boilerplate": 0, "narrative": 0}
        unclaimed: list[int] = []
        for word in self._document.words:
            use = self._use[word.index]
            if use:
                counts[_USES[use]] += 1
            elif self._expected[word.index]:
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
            w for w in self._document.words if self._expected[w.index] and not self._use[w.index]
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
