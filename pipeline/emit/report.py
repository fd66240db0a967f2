"""The reconciliation report: one HTML file that needs nothing beside itself."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from schemas.document import Document
from schemas.plan import Plan

from .build import report_view
from .pictures import Picture

# Characters that HTML forbids; a PDF's text can hold them.
_FORBIDDEN: dict[int, str] = dict.fromkeys([*range(9), 11, *range(14, 32), 127], "�")
# Bullets of the Symbol and Wingdings fonts, which no other font shows.
_BULLETS = {0xF0B7: "•", 0xF0A7: "▪", 0xF0D8: "➢", 0xF0FC: "✓", 0xF0E0: "→", 0xF06E: "■"}
_SHOWN = {**_FORBIDDEN, **_BULLETS}


def to_html(
    plan: Plan,
    document: Document | None = None,
    pictures: Mapping[int, Picture] | None = None,
) -> str:
    """The report on a plan, as HTML text without links to elsewhere.

    `document` is what the plan was read from; with it, findings quote the words they are about,
    and the document stands beside what was read from it, its pages drawn as `pictures` (by
    number).  The same plan gives the same text.
    """
    view = report_view(plan, document, pictures)
    return render_page("report.html.j2", "report.js", view=view, plan=plan)


def render_page(template: str, script: str, **shown: object) -> str:
    """A page of `templates/`, with its one script, which its content policy knows by its hash."""
    code = files("pipeline.emit").joinpath(f"templates/{script}").read_text("utf-8")
    page = _environment().get_template(template)
    # Our own file: nothing of a document is in it.
    return page.render(script=Markup(code), script_hash=_hash(code), **shown) + "\n"


def _hash(script: str) -> str:
    """What the page's content policy lets run: this script, and nothing that a plan holds."""
    return base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii")


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
        return value.translate(_SHOWN)
    return value
