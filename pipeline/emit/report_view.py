"""All that the report's template needs, in one object."""

from __future__ import annotations

from dataclasses import dataclass, field

from schemas.plan import Plan

from .differences import Difference
from .pages import DocumentView
from .timeline import Load, Timeline
from .view import LeadView, Link, RecommendationView, SeverityGroup, Share, Tone


@dataclass(slots=True)
class ReportView:
    """The report on one plan, part by part, in the order in which it is read.

    `placed` are the anchors of what is drawn on a page or marked in the text; `idle` the leads
    that own nothing, `unknown` the owners that no lead explains, with their actions.
    """

    plan: Plan
    title: str
    verdicts: list[tuple[Tone, str]]
    facts: list[tuple[str, str, str | None]]
    tiles: list[tuple[str, str, str]]
    groups: list[SeverityGroup]
    recommendations: list[RecommendationView]
    leads: list[LeadView]
    others: list[LeadView]
    shares: list[Share]
    unclaimed: list[tuple[int | None, list[str]]]
    timeline: Timeline | None
    loads: list[Load]
    more_owners: int
    differences: list[Difference]
    document: DocumentView
    idle: list[LeadView] = field(default_factory=list)
    unknown: list[tuple[str, list[Link]]] = field(default_factory=list)
    placed: frozenset[str] = frozenset()
