"""Rules on how well the plan is grounded in its document."""

from __future__ import annotations

from collections.abc import Iterator

from schemas.document import unreadable
from schemas.plan import Action, Plan, Recommendation, Source

from .base import Context, Hit, actions_of, begin, called, named, rule

# Below this a row's cells may belong to another row.
SURE_ROW = 0.7


@rule(
    "SRC001",
    "words that reached no field",
    "warning",
    why="These words stand in a table of the plan, and no value of the JSON holds them.",
    bad="A row of the table that plansift could not give to any action.",
    good="Every word of the table is in an action, a recommendation or a heading.",
    settle="Read the words on their page; a plainer table (one row an action) is read whole.",
)
def src001(plan: Plan, context: Context) -> Iterator[Hit]:
    del context
    for run in plan.accounting.unclaimed_text:
        where = f" on page {run.page}" if run.page else ""
        yield Hit(
            f"“{run.text}”{where} stands in a table of the plan and reached no field.",
            sources=run.sources,
        )


@rule(
    "SRC003",
    "order of the text is ambiguous",
    "warning",
    why="The text lost its columns; another arrangement of this row explains it nearly as well.",
    bad="Text copied out of a PDF viewer, its columns shuffled.",
    good="The PDF or Word file that the text was copied from.",
    settle="Check the row against the document, or give plansift the document itself.",
)
def src003(plan: Plan, context: Context) -> Iterator[Hit]:
    del context
    for rec, action in actions_of(plan):
        if action.confidence < SURE_ROW:
            yield Hit(
                f"{begin(called(action))} was put together with low confidence "
                f"({action.confidence:.2f}); its owner and date may belong to another row.",
                rec.id, action.id, None, action.sources,
            )  # fmt: skip


@rule(
    "SRC004",
    "characters that can't be read",
    "warning",
    why="The file does not say what some of its characters are, so the words are not known.",
    bad="A PDF whose font has no map to characters: “\ufffd\ufffd” where the page shows “KM”.",
    good="The same PDF exported anew, with its text selectable and searchable.",
    settle="Export the document again, or print it to PDF from another program.",
)
def src004(plan: Plan, context: Context) -> Iterator[Hit]:
    del context
    for lead in plan.leads:
        for text in (lead.name, lead.initials, lead.job_title, lead.organisation):
            if unreadable(text):
                yield Hit(_told(text, "the list of leads"), field="leads", sources=lead.sources)
    for rec in plan.recommendations:
        for field, text, sources in _texts_above(rec):
            if unreadable(text):
                yield Hit(_told(text, named(rec)), rec.id, None, field, sources)
        for action in rec.actions:
            for field, text, sources in _texts(action):
                if unreadable(text):
                    yield Hit(_told(text, called(action)), rec.id, action.id, field, sources)


def _told(text: str | None, where: str) -> str:
    return f"“{text}”, in {where}, has characters that the file gives no meaning for."


def _texts_above(rec: Recommendation) -> Iterator[tuple[str, str | None, list[Source]]]:
    """The texts of a recommendation itself; deadlines are DAT002's."""
    yield "text", rec.text, rec.sources
    for owner in rec.leads:
        yield "leads", owner.raw, owner.sources
    for name in ("expected_outcomes", "success_measures", "linked_plans"):
        for text in getattr(rec, name):
            yield name, text, rec.sources


def _texts(action: Action) -> Iterator[tuple[str, str | None, list[Source]]]:
    yield "text", action.text, action.sources
    yield "owners", action.owner_note, action.sources
    for owner in action.owners:
        yield "owners", owner.raw, owner.sources
    for name in ("progress", "evidence", "success_measure", "resources"):
        yield name, getattr(action, name), action.sources
