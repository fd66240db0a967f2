"""Defects to put into Word plans: small edits of real files, and what they change in the plan."""

from __future__ import annotations

import copy
import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.text.paragraph import Paragraph

from pipeline.checks import RULES, Context, check
from schemas.plan import Plan

Edit = Callable[[Document], None]
Facts = dict[str, object]


@dataclass(frozen=True)
class Defect:
    """Edits of one sample, and exactly what they lead to.

    `new` and `gone` are findings as `CODE PLACE: words of the message`, where the place is the id
    of an action or recommendation, or missing.  `changed` names what else is different in the
    plan: `1.2 owners` of an action, `rec 2 leads`, `lead KM`.
    """

    name: str
    sample: str
    edits: tuple[Edit, ...]
    new: tuple[str, ...]
    changed: frozenset[str]
    gone: tuple[str, ...] = ()
    as_of: dt.date | None = None

    @property
    def id(self) -> str:
        """`OWN001-trio-housing-deleted`."""
        return f"{self.new[0][:6]}-{Path(self.sample).name}-{self.name}".replace(" ", "-")

    @property
    def codes(self) -> list[str]:
        """The rules that are on, and those that the case selects by name."""
        return [c for c, rule in RULES.items() if rule.on] + [
            c for c in {said[:6] for said in self.new} if not RULES[c].on
        ]


def plant(source: Path, defect: Defect, target: Path) -> Path:
    """The file with the defect in it, written to the folder `target`."""
    document = docx.Document(str(source))
    for edit in defect.edits:
        edit(document)
    document.save(str(target / source.name))
    return target / source.name


# Edits.  `near` and `old` are the whole text of a cell, or its beginning and `…`.


def cell(near: str, old: str, new: str) -> Edit:
    """Change the cell `old` in the row, or else in the table, that has the cell `near`."""

    def edit(document: Document) -> None:
        for tag in ("w:tr", "w:tbl"):
            scopes = [_cells(held) for held in document.element.body.iter(qn(tag))]
            found = [
                there
                for scope in scopes
                if any(_fits(held, near) for held in scope)
                for there in scope
                if _fits(there, old)
            ]
            if found:
                break
        (target,) = found
        first, *rest = target.iter(qn("w:p"))
        for paragraph in rest:
            paragraph.getparent().remove(paragraph)
        _write(Paragraph(first, document), new)

    return edit


def words(old: str, new: str) -> Edit:
    """Change words inside the one paragraph that has them, in a cell or outside."""

    def edit(document: Document) -> None:
        (paragraph,) = [p for p in _paragraphs(document) if old in p.text]
        _write(paragraph, paragraph.text.replace(old, new))

    return edit


def drop_line(start: str) -> Edit:
    """Delete the one paragraph outside tables that begins with `start`."""

    def edit(document: Document) -> None:
        (paragraph,) = [p for p in document.paragraphs if p.text.startswith(start)]
        paragraph._p.getparent().remove(paragraph._p)

    return edit


def add_line(after: str, text: str) -> Edit:
    """A copy of the paragraph that begins with `after`, with another text, behind it."""

    def edit(document: Document) -> None:
        (paragraph,) = [p for p in document.paragraphs if p.text.startswith(after)]
        twin = copy.deepcopy(paragraph._p)
        paragraph._p.addnext(twin)
        _write(Paragraph(twin, document), text)

    return edit


def drop_row(near: str) -> Edit:
    """Delete the row that has the cell `near`."""

    def edit(document: Document) -> None:
        row = _row(document, near)
        row.getparent().remove(row)

    return edit


def add_row(near: str, *texts: str) -> Edit:
    """A copy of the row that has the cell `near`, with other texts, behind it."""

    def edit(document: Document) -> None:
        row = _row(document, near)
        twin = copy.deepcopy(row)
        row.addnext(twin)
        for held, text in zip(twin.iter(qn("w:tc")), texts, strict=True):
            first, *rest = held.iter(qn("w:p"))
            for paragraph in rest:
                held.remove(paragraph)
            _write(Paragraph(first, document), text)

    return edit


def _row(document: Document, near: str) -> BaseOxmlElement:
    rows: list[BaseOxmlElement] = [*document.element.body.iter(qn("w:tr"))]
    (row,) = [row for row in rows if any(_fits(held, near) for held in _cells(row))]
    return row


def _cells(scope: BaseOxmlElement) -> list[BaseOxmlElement]:
    return [*scope.iter(qn("w:tc"))]


def _fits(held: BaseOxmlElement, text: str) -> bool:
    said = "\n".join("".join(t.text or "" for t in p.iter(qn("w:t"))) for p in held.iter(qn("w:p")))
    return said.startswith(text[:-1]) if text.endswith("…") else said.strip() == text


def _paragraphs(document: Document) -> Iterator[Paragraph]:
    yield from (Paragraph(p, document) for p in document.element.body.iter(qn("w:p")))


def _write(paragraph: Paragraph, text: str) -> None:
    """Give a paragraph another text, in the look of its first run."""
    if not paragraph.runs:
        paragraph.add_run()
    first, *rest = paragraph.runs
    first.text = text
    for run in rest:
        run._r.getparent().remove(run._r)


# What a plan says, and how two of them differ.


def found(plan: Plan, defect: Defect) -> Counter[tuple[str, str, str]]:
    """Each finding's code, place and message."""
    findings = check(plan, Context(as_of=defect.as_of), defect.codes)
    return Counter((f.code, f.action or f.recommendation or "", f.message) for f in findings)


def unmatched(
    said: tuple[str, ...], findings: Counter[tuple[str, str, str]]
) -> tuple[list[str], list[tuple[str, str, str]]]:
    """What is said and not among the findings, and the findings that are not said."""
    left, missing = [*findings.elements()], []
    for text in said:
        head, _, message = text.partition(": ")
        code, _, place = head.partition(" ")
        fits = [f for f in left if f[:2] == (code, place) and message in f[2]]
        if fits:
            left.remove(fits[0])
        else:
            missing.append(text)
    return missing, left


def changes(before: Plan, after: Plan) -> set[str]:
    """Where two plans differ, without their findings and places on the page."""
    old, new = _facts(before), _facts(after)
    differing = {path for path in old.keys() | new.keys() if old.get(path) != new.get(path)}
    # What came or went is told once, without its fields.
    whole = {path for path in differing if (path in old) != (path in new)}
    differing = {p for p in differing if not any(p.startswith(f"{w} ") for w in whole)}
    common = old.keys() & new.keys()
    if [path for path in old if path in common] != [path for path in new if path in common]:
        differing.add("order")
    return differing


def _facts(plan: Plan) -> Facts:
    said = _bare(plan.model_dump(mode="json"))
    assert isinstance(said, dict)
    for name in ("source", "producer", "findings", "accounting"):
        said.pop(name)
    facts: Facts = {f"lead {lead['id']}": lead for lead in said.pop("leads")}
    for rec in said.pop("recommendations"):
        actions = rec.pop("actions")
        place = f"rec {rec['id']}"
        facts |= {place: ""} | {f"{place} {field}": held for field, held in rec.items()}
        for action in actions:
            facts[action["id"]] = place
            facts |= {f"{action['id']} {field}": held for field, held in action.items()}
    return said | facts


def _bare(held: object) -> object:
    if isinstance(held, dict):
        return {name: _bare(value) for name, value in held.items() if name != "sources"}
    return [_bare(value) for value in held] if isinstance(held, list) else held
