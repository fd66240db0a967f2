"""Summary against sections: which row of a summary table belongs to which recommendation."""

from __future__ import annotations

from dataclasses import dataclass, field

from rapidfuzz import fuzz

from extractors.draft import DraftSummary
from extractors.labels import label_code
from schemas.plan import Recommendation

# Two wordings are of one recommendation from here on (rapidfuzz's 0 to 100).
_SAME = 80.0
_SAME_WITH_LABEL = 45.0


@dataclass(slots=True)
class Matched:
    """Summary rows by recommendation id, and the rows that no section answers."""

    rows: dict[str, DraftSummary] = field(default_factory=dict)
    loose: list[DraftSummary] = field(default_factory=list)


def match_summaries(rows: list[DraftSummary], recommendations: list[Recommendation]) -> Matched:
    """Pair summary rows with recommendations, by label and wording."""
    matched = Matched()
    free = {r.id: _Wording.of(r.text, r.label) for r in recommendations}
    for row in rows:
        wording = _Wording.of(row.text.text, row.label_text)
        best, most = "", 0.0
        for name, other in free.items():
            likeness = _likeness(wording, other)
            if likeness > most:
                best, most = name, likeness
        if best:
            matched.rows[best] = row
            del free[best]
        else:
            matched.loose.append(row)
    return matched


@dataclass(frozen=True, slots=True)
class _Wording:
    """A text and its label, ready to be compared."""

    text: str
    label: str | None

    @staticmethod
    def of(text: str, label: str | None) -> _Wording:
        return _Wording(text.casefold(), None if label is None else label_code(label))


def _likeness(row: _Wording, rec: _Wording) -> float:
    score = fuzz.token_set_ratio(row.text, rec.text)
    same = row.label is not None and row.label == rec.label
    if score >= (_SAME_WITH_LABEL if same else _SAME):
        return score + (50 if same else 0)
    return 0.0
