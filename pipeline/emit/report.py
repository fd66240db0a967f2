"""The reconciliation report: one HTML file that needs nothing beside itself."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from schemas.document import Document
from schemas.plan import Plan

from .build import report_view

# Characters that HTML forbids; a PDF's text can hold them.
_FORBIDDEN = dict.fromkeys([*range(9), 11, *range(14, 32), 127], "�")


def to_html(plan: Plan, document: Document | None = None) -> str:
    """The report on a plan, as HTML text without scripts or links to elsewhere.

    `document` is what the plan was read from; with it, findings quote the
    words they are about.  The same plan gives the same text.
    """
    view = report_view(plan, document)
    return _environment().get_template("report.html.j2").render(view=view, plan=plan) + "\n"


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("pipeline.emit"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_clean,
    )


def _clean(value: object) -> object:
    if isinstance(value, str) and not isinstance(value, Markup):
        return value.translate(_FORBIDDEN)
    return value
