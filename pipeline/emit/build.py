"""From a plan to what the report shows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from schemas.document import Document
from schemas.plan import Action, Finding, Lead, Owner, Plan, Recommendation, Source

from . import anchors, wording
from .differences import differences_of
from .pages import document_view, placed
from .pictures import Picture
from .report_view import ReportView
from .text import SEVERITIES, count
from .timeline import loads_of, timeline_of
from .view import (
    ActionView,
    FindingView,
    LeadView,
    Link,
    OwnerView,
    RecommendationView,
    SeverityGroup,
    Share,
    Tone,
)
from .when import date_view

_SEVERITY_NAMES = {"error": "Errors", "warning": "Warnings", "info": "Notes"}
_SEVERITY_MEANS = {
    "error": "To be put right.",
    "warning": "To be looked at.",
    "info": "Good to know.",
}
_STATES = {"named": "", "tbc": "to be confirmed", "vacant": "vacant"}


def report_view(
    plan: Plan,
    document: Document | None = None,
    pictures: Mapping[int, Picture] | None = None,
) -> ReportView:
    """Make a plan ready to show.

    `document` is what the plan was read from; with it, findings quote the words they are about,
    and its pages (`pictures`, by number) stand beside what was read from them.
    """
    return _Maker(plan, document).view(pictures or {})


class _Maker:
    """Makes a report's view; holds the anchors and findings that its parts share."""

    def __init__(self, plan: Plan, document: Document | None) -> None:
        self.plan = plan
        self.document = document
        self.text = document.text if document else ""
        self.lead_anchors = {lead.id: anchors.lead(n) for n, lead in enumerate(plan.leads, 1)}
        self.leads = {lead.id: lead for lead in plan.leads}
        self.places: dict[tuple[str, str | None], Link] = {}
        for n, r in enumerate(plan.recommendations, 1):
            name = wording.name(r.label, f"Recommendation {n}", "Recommendation")
            self.places.setdefault((r.id, None), Link(name, anchors.recommendation(n)))
            for m, a in enumerate(r.actions, 1):
                anchor = anchors.action(n, m)
                self.places.setdefault((r.id, a.id), Link(wording.action_name(r, n, a, m), anchor))
        self.findings = [self._finding(n, f) for n, f in enumerate(plan.findings, 1)]
        self.at: dict[str, list[FindingView]] = defaultdict(list)
        for finding in self.findings:
            if finding.at and finding.at.anchor:
                self.at[finding.at.anchor].append(finding)

    def view(self, pictures: Mapping[int, Picture]) -> ReportView:
        plan = self.plan
        recommendations = [
            self._recommendation(n, r) for n, r in enumerate(plan.recommendations, 1)
        ]
        leads, others = self._owning()
        loads, more = loads_of(leads, others)
        document = document_view(plan, self.document, pictures, recommendations)
        return ReportView(
            plan=plan,
            title=plan.title or plan.source.file,
            verdicts=self._verdicts(),
            facts=self._facts(),
            tiles=self._tiles(),
            groups=self._groups(),
            recommendations=recommendations,
            leads=leads,
            others=others,
            shares=self._shares(),
            unclaimed=self._unclaimed(),
            timeline=timeline_of(plan),
            loads=loads,
            more_owners=more,
            differences=differences_of(plan),
            document=document,
            idle=[lead for lead in leads if not lead.actions and not lead.recommendations],
            unknown=self._unknown(),
            placed=placed(document),
        )

    def _unknown(self) -> list[tuple[str, list[Link]]]:
        """The owners that nobody explains, each with its actions."""
        found: dict[str, list[Link]] = {}
        for n, r in enumerate(self.plan.recommendations, 1):
            for m, a in enumerate(r.actions, 1):
                link = Link(wording.short_action(r, n, a, m), anchors.action(n, m))
                for owner in a.owners:
                    if owner.kind == "unknown" and not owner.registered:
                        _add(found.setdefault(owner.raw, []), link)
        return list(found.items())

    def _finding(self, number: int, finding: Finding) -> FindingView:
        at = None
        if finding.recommendation is not None:
            at = self.places.get((finding.recommendation, finding.action))
            at = at or Link(f"{finding.recommendation} {finding.action or ''}".strip())
        rec, action = self._stands(finding)
        owners = action.owners if action else rec.leads if rec else []
        return FindingView(
            anchor=anchors.finding(number),
            code=finding.code,
            severity=finding.severity,
            message=finding.message,
            quotes=self._quotes(finding.sources),
            at=at,
            suggestion=finding.suggestion,
            recommendation=self.places[rec.id, None].label if rec else "",
            owners=list(dict.fromkeys(o.name or o.raw for o in owners)),
        )

    def _stands(self, finding: Finding) -> tuple[Recommendation | None, Action | None]:
        for rec in self.plan.recommendations:
            if rec.id == finding.recommendation:
                return rec, next((a for a in rec.actions if a.id == finding.action), None)
        return None, None

    def _quotes(self, sources: list[Source]) -> list[tuple[int | None, str]]:
        """For each page the words at `sources`; pieces that are no neighbours stand apart."""
        pages: dict[int | None, str] = {}
        last: dict[int | None, int] = {}
        for source in sources:
            start, end = source.span or (0, 0)
            words = " ".join(self.text[start:end].split())
            before = pages.get(source.page, "")
            between = self.text[last.get(source.page, start) : start].strip()
            gap = (" … " if between else " ") if before and words else ""
            pages[source.page] = before + gap + words
            last[source.page] = end
        return [(page, wording.shortened(words)) for page, words in pages.items() if words or page]

    def _recommendation(self, number: int, r: Recommendation) -> RecommendationView:
        anchor = anchors.recommendation(number)
        facts = [("Priority", r.priority), ("Response", r.response), *r.extra.items()]
        summary = r.summary
        differs = summary is not None and not wording.alike(summary.text, r.text)
        return RecommendationView(
            anchor=anchor,
            label=r.label,
            text=r.text,
            facts=[(name, value) for name, value in facts if value],
            leads=self._owners(r.leads),
            linked_plans=r.linked_plans,
            summary_text=summary.text if summary and differs else None,
            summary_leads=self._owners(summary.leads) if summary else [],
            summary_plans=summary.linked_plans if summary else [],
            outcomes=r.expected_outcomes,
            measures=r.success_measures,
            actions=[
                self._action(anchors.action(number, m), wording.short_action(r, number, a, m), a)
                for m, a in enumerate(r.actions, 1)
            ],
            pages=wording.pages(r.sources),
            findings=self.at[anchor],
        )

    def _action(self, anchor: str, number: str, a: Action) -> ActionView:
        details = [
            ("Progress", a.progress),
            ("Evidence", a.evidence),
            ("Success measure", a.success_measure),
            ("Resources", a.resources),
            *a.extra.items(),
        ]
        return ActionView(
            anchor=anchor,
            label=a.label,
            number=number,
            text=a.text,
            owners=self._owners(a.owners),
            owner_note=a.owner_note,
            deadline=date_view(a.deadline, due=True) if a.deadline else None,
            milestones=[date_view(when) for when in a.milestones],
            status=wording.mark(a.status),
            rag=wording.mark(a.rag),
            details=[(name, value) for name, value in details if value],
            pages=wording.pages(a.sources),
            sure=wording.sure(a.confidence),
            findings=self.at[anchor],
        )

    def _owners(self, owners: Iterable[Owner]) -> list[OwnerView]:
        return [self._owner(owner) for owner in owners]

    def _owner(self, owner: Owner) -> OwnerView:
        lead = self.leads.get(owner.lead_id or "")
        shown = owner.name or (lead.name if lead else None) or owner.raw
        notes: list[tuple[Tone, str]] = []
        if owner.kind == "unknown":
            notes.append(("warn", "not among the leads" if self.leads else "unknown"))
        elif owner.kind == "group":
            notes.append(("warn", "group"))
        elif lead and lead.state != "named":
            notes.append(("warn", _STATES[lead.state]))
        elif self.leads and not owner.name and owner.kind != "person":
            notes.append(("plain", owner.kind))
        if owner.kind != "unknown" and (sure := wording.sure(owner.confidence)):
            notes.append(("warn", sure))
        return OwnerView(
            shown=shown,
            printed=wording.beside_name(owner.raw, shown),
            notes=notes,
            anchor=self.lead_anchors.get(owner.lead_id or ""),
        )

    def _owning(self) -> tuple[list[LeadView], list[LeadView]]:
        """The leads with what each owns, and the others that are named as owners."""
        leads = {lead.id: self._lead(lead) for lead in self.plan.leads}
        others: dict[str, LeadView] = {}

        def view(owner: Owner) -> LeadView:
            if owner.lead_id in leads:
                return leads[owner.lead_id]
            shown = owner.name or owner.raw
            made = LeadView(None, shown, "", "", "" if owner.kind == "person" else owner.kind)
            return others.setdefault(shown.casefold(), made)

        for n, r in enumerate(self.plan.recommendations, 1):
            whole = Link(wording.short_name(r.label, n), anchors.recommendation(n))
            for owner in r.leads:
                _add(view(owner).recommendations, whole)
            for m, a in enumerate(r.actions, 1):
                link = Link(wording.short_action(r, n, a, m), anchors.action(n, m))
                for owner in a.owners:
                    _add(view(owner).actions, link)
        return list(leads.values()), list(others.values())

    def _lead(self, lead: Lead) -> LeadView:
        post = ", ".join(part for part in (lead.job_title, lead.organisation) if part)
        return LeadView(
            anchor=self.lead_anchors[lead.id],
            name=lead.name or post or lead.id,
            initials=lead.initials or "",
            post=post if lead.name else "",
            state=_STATES[lead.state],
        )

    def _verdicts(self) -> list[tuple[Tone, str]]:
        actions = [a for r in self.plan.recommendations for a in r.actions]
        if not actions:
            return [("warn", "No action was found in this document.")]
        verdicts: list[tuple[Tone, str]] = []
        for noun, missing in (
            ("an owner", sum(not a.owners for a in actions)),
            ("a deadline", sum(a.deadline is None for a in actions)),
        ):
            if missing:
                verdicts.append(("warn", f"{count(missing, 'action')} without {noun}."))
            else:
                verdicts.append(("plain", f"Every action has {noun}."))
        unknown = sum(o.kind == "unknown" for a in actions for o in a.owners)
        if unknown and self.leads:
            verdicts.append(("warn", f"{count(unknown, 'owner')} not among the leads."))
        if unsure := sum(not wording.surely_read(a) for a in actions):
            verdicts.append(("warn", f"{count(unsure, 'action')} to check against the page."))
        return verdicts

    def _facts(self) -> list[tuple[str, str, str | None]]:
        plan, source = self.plan, self.plan.source
        facts: list[tuple[str, str, str | None]] = []
        words = [
            ("Organisation", plan.organisation),
            ("Inspectorate", plan.inspectorate),
            ("Judgement", plan.judgement),
        ]
        facts += [(name, value, None) for name, value in words if value]
        dates = [
            ("Plan date", plan.plan_date),
            ("Inspection", plan.inspection_date),
            ("Report published", plan.report_date),
        ]
        for name, when in dates:
            if when:
                shown = date_view(when)
                facts.append((name, shown.printed, shown.read))
        how = {"ocr": "read by OCR", "mixed": "partly read by OCR"}.get(source.text_source)
        pages = count(source.pages, "page") if source.pages else None
        facts.append(("Source", source.file, ", ".join(p for p in (pages, how) if p) or None))
        return facts

    def _tiles(self) -> list[tuple[str, str, str]]:
        plan = self.plan
        actions = [a for r in plan.recommendations for a in r.actions]
        sure = sum(wording.surely_read(a) for a in actions)
        tiles = [
            ("Recommendations", str(len(plan.recommendations)), "recommendations"),
            ("Actions", str(len(actions)), "recommendations"),
            ("Read surely", wording.percent(sure, len(actions)), "recommendations"),
            ("Leads", str(len(plan.leads)), "leads"),
        ]
        return tiles + [
            (group.name, str(len(group.findings)), f"findings-{group.severity}")
            for group in self._groups()
        ]

    def _groups(self) -> list[SeverityGroup]:
        return [
            SeverityGroup(
                severity,
                _SEVERITY_NAMES[severity],
                _SEVERITY_MEANS[severity],
                [f for f in self.findings if f.severity == severity],
            )
            for severity in SEVERITIES
        ]

    def _shares(self) -> list[Share]:
        held = self.plan.accounting
        rows = (
            ("fields", "Fields", "became a value of the plan", held.fields),
            ("boilerplate", "Boilerplate", "headings, page numbers, keys", held.boilerplate),
            ("narrative", "Narrative", "running text around the plan", held.narrative),
            ("unclaimed", "Unclaimed", "went nowhere; listed below", held.unclaimed),
        )
        return [
            Share(k, name, means, n, wording.percent(n, held.words)) for k, name, means, n in rows
        ]

    def _unclaimed(self) -> list[tuple[int | None, list[str]]]:
        pages: dict[int | None, list[str]] = defaultdict(list)
        for run in self.plan.accounting.unclaimed_text:
            pages[run.page].append(run.text)
        return list(pages.items())


def _add(links: list[Link], link: Link) -> None:
    if link not in links:
        links.append(link)
