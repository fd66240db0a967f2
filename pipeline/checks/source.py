"""Rules on how well the plan is grounded in its document."""

from __future__ import annotations

import re
from collections.abc import Iterator

from schemas.by_eye import DOUBTFUL, ocr_share
from schemas.document import unreadable
from schemas.plan import Action, Plan, Recommendation, Source

from .base import Context, Hit, actions_of, begin, called, named, owners_of, rule

# Below this a row's cells may belong to another row.
SURE_ROW = 0.7
# An owner, a date and a status have no more words.
_MOST_WORDS = 12
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_ROW = "If this is a row whose action is missing, write what is to be done."


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
            suggestion=_ROW if _is_row_without_action(run.text, plan) else None,
        )


def _is_row_without_action(text: str, plan: Plan) -> bool:
    """True for what is left of a row that has an owner or a date and nothing to be done.

    Where text has lost its columns, words of any cell may be left.
    """
    if plan.source.media_type == "text/plain":
        return False
    words = text.split()
    known = {lead.initials for lead in plan.leads if lead.initials}
    known |= {owner.raw for owner in owners_of(plan)}
    begins = any(text == who or text.startswith(f"{who} ") for who in known)
    return len(words) <= _MOST_WORDS and (begins or bool(_YEAR.search(text)))


@rule(
    "SRC002",
    "page read by OCR",
    "info",
    why="The page is a picture. OCR mistakes a letter now and then, most in names and numbers.",
    bad="A scan of a signed plan.",
    good="The file that was printed and signed, exported as a PDF.",
    settle="Compare owners and dates with the page, or give plansift the file behind the print.",
)
def src002(plan: Plan, context: Context) -> Iterator[Hit]:
    del context
    for page in plan.source.ocr_pages:
        yield _of_page(page, f"The words of page {page} were read by OCR.")


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
        # Doubts about the letters are another rule's.
        if action.confidence < SURE_ROW * ocr_share(action.ocr_confidence):
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


@rule(
    "SRC005",
    "owner or date read with doubt",
    "warning",
    why="OCR is not sure of these letters, and a wrong one makes another owner or another day.",
    bad="A smudged “3O June 2O27”, or initials under a stamp.",
    good="The same words printed clearly, or a file that holds its text.",
    settle="Look at the words on the page.",
)
def src005(plan: Plan, context: Context) -> Iterator[Hit]:
    del context
    for rec in plan.recommendations:
        for owner in rec.leads:
            if _doubtful(owner.ocr_confidence):
                told = _doubt(owner.raw, f"a lead of {named(rec)}", owner.ocr_confidence)
                yield Hit(told, rec.id, None, "leads", owner.sources)
        for action in rec.actions:
            for owner in action.owners:
                if _doubtful(owner.ocr_confidence):
                    told = _doubt(owner.raw, f"an owner of {called(action)}", owner.ocr_confidence)
                    yield Hit(told, rec.id, action.id, "owners", owner.sources)
            when = action.deadline
            if when is None:
                continue
            where = f"the deadline of {called(action)}"
            if when.ocr_raw is not None:
                told = f"“{when.ocr_raw}”, {where}, is what OCR read; taken for “{when.raw}”."
                yield Hit(told, rec.id, action.id, "deadline", when.sources)
            elif _doubtful(when.ocr_confidence):
                told = _doubt(when.raw, where, when.ocr_confidence)
                yield Hit(told, rec.id, action.id, "deadline", when.sources)


def _doubtful(confidence: float | None) -> bool:
    return confidence is not None and confidence < DOUBTFUL


def _doubt(text: str, where: str, confidence: float | None) -> str:
    return f"“{text}”, {where}, was read by OCR with doubt ({confidence:.2f})."


@rule(
    "SRC006",
    "page that was not read",
    "warning",
    why="The page is a picture without text, so nothing that stands on it is in the plan.",
    bad="A scanned page in a PDF, and OCR turned off or not installed.",
    good="The same file with `plansift[ocr]` installed and without `--no-ocr`.",
    settle="Install `plansift[ocr]`, or look whether the page matters.",
)
def src006(plan: Plan, context: Context) -> Iterator[Hit]:
    del context
    for page in plan.source.unread_pages:
        told = f"Page {page} is a picture and was not read: OCR is turned off or not installed."
        yield _of_page(page, told)


@rule(
    "SRC007",
    "page whose lines were left out",
    "warning",
    why="The page has so many lines and boxes that it is taken for a drawing: a table on it is "
    "read without its lines, and its rows and columns may be wrong.",
    bad="A page of 20,000 short strokes, as a map or a drawing program's hatching has them.",
    good="The same table printed on a page of its own, or exported anew.",
    settle="Look at the page; export it without the drawing where a table stands on it.",
)
def src007(plan: Plan, context: Context) -> Iterator[Hit]:
    del context
    for page in plan.source.crowded_pages:
        told = f"Page {page} has too many lines and boxes to be read by them; they were left out."
        yield _of_page(page, told)


def _of_page(page: int, told: str) -> Hit:
    return Hit(told, sources=[Source(page=page, bbox=None, span=None)])


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
