"""What a check comes to: documents, their findings, and what could not be checked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.checks.base import titled
from schemas.plan import Finding, Plan, Severity


@dataclass(frozen=True, slots=True)
class Gone:
    """An entry of the baseline that no finding answers any more."""

    code: str
    message: str


@dataclass(slots=True)
class Checked:
    """One document: its plan and findings, or why it could not be checked.

    `path` is as the user named it.  `findings` are those to tell, by severity
    and then in document order; `known` counts those that the baseline holds; `worst`
    is the greatest severity of all that are not known, told or not.
    """

    path: Path
    plan: Plan | None = None
    findings: list[Finding] = field(default_factory=list)
    known: int = 0
    gone: list[Gone] = field(default_factory=list)
    problem: str | None = None
    worst: Severity | None = None

    def place(self, finding: Finding) -> str:
        """Where a finding stands, for people: `page 2, recommendation 1, action 1.2`."""
        parts = [f"page {page}" for page in self._pages(finding)[:1]]
        for rec in self.plan.recommendations if self.plan else ():
            if rec.id != finding.recommendation:
                continue
            parts.append(titled("recommendation", rec.label or rec.id))
            parts += [
                titled("action", action.label or action.id)
                for action in rec.actions
                if action.id == finding.action
            ]
        if finding.recommendation is None and finding.field == "leads":
            parts.append("leads")
        return ", ".join(parts)

    def page(self, finding: Finding) -> int | None:
        """The page that a finding stands on, counted from 1; None where there are no pages."""
        return next(iter(self._pages(finding)), None)

    def _pages(self, finding: Finding) -> list[int]:
        return [source.page for source in finding.sources if source.page is not None]


@dataclass(slots=True)
class Outcome:
    """All documents of one check, in the order in which they were named."""

    documents: list[Checked] = field(default_factory=list)

    def findings(self) -> Iterator[tuple[Checked, Finding]]:
        """All findings with their documents."""
        for document in self.documents:
            for finding in document.findings:
                yield document, finding

    def counts(self) -> Counter[Severity]:
        """How many findings there are of each severity."""
        return Counter(finding.severity for _, finding in self.findings())

    @property
    def problems(self) -> list[Checked]:
        """The documents that could not be checked."""
        return [document for document in self.documents if document.problem is not None]
