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
    free = {r.id: r for r in recommendations}
    for row in rows:
        best = max(free.values(), key=lambda r: _likeness(row, r), default=None)
        if best is not None and _likeness(row, best) > 0:
            matched.rows[best.id] = row
            del free[best.id]
        else:
            matched.loose.append(row)
    return matched


def _likeness(row: DraftSummary, rec: Recommendation) -> float:
    score = fuzz.token_set_ratio(row.text.text.casefold(), rec.text.casefold())
    same = (
        row.label_text is not None
        and rec.label is not None
        and label_code(row.label_text) == label_code(rec.label)
    )
    if score >= (_SAME_WITH_LABEL if same else _SAME):
        return score + (50 if same else 0)
    return 0.0
