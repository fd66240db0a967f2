"""The report as Markdown, for tickets and wikis: no pictures, the rest of what the page says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.escape import markdown as shown
from schemas.document import Document
from schemas.plan import Plan

from .build import report_view
from .differences import Difference
from .report_view import ReportView
from .view import ActionView, LeadView, Link, OwnerView, RecommendationView, SeverityGroup


def to_markdown(plan: Plan, document: Document | None = None) -> str:
    """The report on a plan as Markdown with tables (as GitHub and GitLab have them)."""
    view = report_view(plan, document)
    parts = [_head(view), *_findings(view), *_recommendations(view)]
    parts += [*_differences(view), *_leads(view), _words(view), _made(plan)]
    return "\n\n".join(part for part in parts if part) + "\n"


def _head(view: ReportView) -> str:
    facts = [
        f"- {name}: {shown(value)}{f' ({shown(note)})' if note else ''}"
        for name, value, note in view.facts
    ]
    verdicts = " ".join(shown(verdict) for _tone, verdict in view.verdicts)
    numbers = ", ".join(f"{number} {name.lower()}" for name, number, _anchor in view.tiles)
    return "\n".join([f"# {shown(view.title)}", "", *facts, "", f"**{verdicts}**", "", numbers])


def _findings(view: ReportView) -> Iterator[str]:
    yield "## Findings"
    if not view.plan.findings:
        yield "Reconciliation and checks have nothing to say against this plan."
    for group in view.groups:
        if group.findings:
            yield f"### {group.name}\n\n{_group(group)}"


def _group(group: SeverityGroup) -> str:
    rows = []
    for f in group.findings:
        place = shown(f.at.label) if f.at else ""
        row = (f.code, shown(f.message), place, _pages(f.quotes), shown(f.suggestion or ""))
        rows.append(row)
    return _table(("code", "finding", "where", "page", "suggestion"), rows)


def _pages(quotes: Iterable[tuple[int | None, str]]) -> str:
    return ", ".join(dict.fromkeys(str(page) for page, _words in quotes if page))


def _recommendations(view: ReportView) -> Iterator[str]:
    yield "## Recommendations"
    for rec in view.recommendations:
        yield "\n\n".join(_recommendation(rec))


def _recommendation(rec: RecommendationView) -> Iterator[str]:
    yield f"### {shown(' '.join(part for part in (rec.label, rec.text) if part))}"
    facts = [("Led by", _owners(rec.leads))] if rec.leads else []
    facts += [(name, shown(value)) for name, value in rec.facts]
    facts += [("Linked plans", "; ".join(map(shown, rec.linked_plans)))] if rec.linked_plans else []
    if facts:
        yield "\n".join(f"- {shown(name)}: {value}" for name, value in facts)
    if rec.actions:
        rows = (_action(action) for action in rec.actions)
        yield _table(("no.", "action", "owner", "deadline", "status", "findings"), rows)
    else:
        yield "No action stands under it."
    for name, items in (("Expected outcomes", rec.outcomes), ("Success measures", rec.measures)):
        if items:
            yield "\n".join([f"{name}:", "", *(f"- {shown(item)}" for item in items)])


def _action(action: ActionView) -> tuple[str, ...]:
    due = action.deadline
    deadline = shown(f"{due.printed} ({due.read})" if due.read else due.printed) if due else "none"
    text = "; ".join([shown(action.text), *(f"{shown(n)}: {shown(v)}" for n, v in action.details)])
    marks = [shown(mark.word) for mark in (action.status, action.rag) if mark]
    codes = ", ".join(finding.code for finding in action.findings)
    sure = f" ({action.sure})" if action.sure else ""
    owners = _owners(action.owners) or "none"
    return (
        shown(action.label or action.number),
        text + sure,
        owners,
        deadline,
        ", ".join(marks),
        codes,
    )


def _owners(owners: list[OwnerView]) -> str:
    told = []
    for owner in owners:
        notes = [owner.printed] if owner.printed else []
        notes += [note for _tone, note in owner.notes]
        told.append(shown(owner.shown) + (f" ({shown(', '.join(notes))})" if notes else ""))
    return ", ".join(told)


def _differences(view: ReportView) -> Iterator[str]:
    if view.differences:
        yield "## Summary against sections"
    for difference in view.differences:
        yield f"### {shown(difference.at.label)}\n\n" + "\n".join(_sides(difference))


def _sides(difference: Difference) -> Iterator[str]:
    if difference.words:
        marks = {"both": "{}", "summary": "~~{}~~", "section": "**{}**"}
        words = " ".join(marks[side].format(shown(words)) for side, words in difference.words)
        yield f"- Words (~~summary only~~, **section only**): {words}"
    for name, pair in (("Leads", difference.leads), ("Linked plans", difference.plans)):
        if pair:
            summary, section = ("; ".join(map(shown, side)) for side in pair)
            yield f"- {name}: {summary} in the summary, {section} in the section"


def _leads(view: ReportView) -> Iterator[str]:
    yield "## Leads and what they own"
    for raw, links in view.unknown:
        yield f"{shown(raw)} is nobody whom the plan lists, and owns {_links(links)}."
    rows = [*map(_lead, view.leads), *map(_lead, view.others)]
    if rows:
        yield _table(("name", "initials", "post", "state", "leads", "actions"), rows)


def _lead(lead: LeadView) -> tuple[str, ...]:
    held = (_links(lead.recommendations), _links(lead.actions))
    return (*(shown(text) for text in (lead.name, lead.initials, lead.post, lead.state)), *held)


def _links(links: list[Link]) -> str:
    return ", ".join(shown(link.label) for link in links)


def _words(view: ReportView) -> str:
    rows = ((share.name, str(share.words), share.percent) for share in view.shares)
    parts = ["## Where the words went", _table(("class", "words", "share"), rows)]
    for page, runs in view.unclaimed:
        place = f"page {page}" if page else "the text"
        parts.append(f"Unclaimed, {place}:\n\n" + "\n".join(f"- {shown(run)}" for run in runs))
    return "\n\n".join(parts)


def _made(plan: Plan) -> str:
    made = plan.producer
    return f"Made by {shown(made.name)} {shown(made.version)} from {shown(plan.source.file)}."


def _table(head: tuple[str, ...], rows: Iterable[Iterable[str]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join(f"| {' | '.join(row)} |" for row in lines)
