"""The outcome as JSON, for tools.

    {
      "version": 1,
      "documents": [
        {
          "path": "drafts/plan.docx",
          "source": {"name": "plan.docx", "sha256": "9f…"},
          "findings": [{"code": "OWN002", …, "page": 2, "place": "page 2, recommendation 1"}],
          "known": 3,
          "gone": [{"code": "DAT001", "message": "Action 2.1 has no deadline."}],
          "problem": null
        }
      ],
      "counts": {"documents": 1, "error": 1, "warning": 0, "info": 0,
                 "known": 3, "gone": 1, "problems": 0}
    }

Documents stand in the order in which they were named, `path` as it was named.  `source` is the
file that the plan was read from; it is null where there is no plan, and then `problem` says why.
A finding has the fields of the plan contract's `findings` and also `page`, counted from 1 (null
where the document has no pages), and `place`, which tells people where it stands (empty for the
plan as a whole).  `known` is how many findings the baseline holds back, `gone` are its entries
that no longer occur.  `version` changes when a field changes its meaning or goes.
"""

from __future__ import annotations

from typing import Any

from pipeline.emit.text import SEVERITIES
from pipeline.lint.result import Checked, Outcome
from schemas.plan import Finding

from .words import dump

VERSION = 1


def render(outcome: Outcome) -> str:
    """The outcome as JSON, two spaces a level."""
    documents, found = outcome.documents, outcome.counts()
    counts: dict[str, int] = {severity: found[severity] for severity in SEVERITIES}
    return dump(
        {
            "version": VERSION,
            "documents": [_document(document) for document in documents],
            "counts": {
                "documents": len(documents),
                **counts,
                "known": sum(document.known for document in documents),
                "gone": sum(len(document.gone) for document in documents),
                "problems": len(outcome.problems),
            },
        }
    )


def _document(document: Checked) -> dict[str, Any]:
    source = document.plan.source if document.plan else None
    return {
        "path": document.path.as_posix(),
        "source": {"name": source.file, "sha256": source.sha256} if source else None,
        "findings": [_finding(document, finding) for finding in document.findings],
        "known": document.known,
        "gone": [{"code": entry.code, "message": entry.message} for entry in document.gone],
        "problem": document.problem,
    }


def _finding(document: Checked, finding: Finding) -> dict[str, Any]:
    held = finding.model_dump(mode="json")
    return {**held, "page": document.page(finding), "place": document.place(finding)}
