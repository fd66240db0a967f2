"""Inspection-response plans as structured data.

    import plansift

    plan = plansift.convert("plan.pdf")
    for recommendation in plan.recommendations:
        for action in recommendation.actions:
            print(action.label, action.text, action.owners, action.deadline)

`convert` reads a PDF, a Word file or flattened text and returns a `Plan`; it
raises `PlansiftError` (or one of its kinds) and nothing else for bad input.
What is exported is loaded when it is first asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.convert import convert as convert
    from schemas.errors import PlansiftError as PlansiftError
    from schemas.plan import Plan as Plan

    __version__: str

_HOMES = {
    "Plan": "schemas.plan",
    "PlansiftError": "schemas.errors",
    "convert": "pipeline.convert",
}

__all__ = ["Plan", "PlansiftError", "__version__", "convert"]


if not TYPE_CHECKING:  # hidden from type checkers, so that they still see misspelt names

    def __getattr__(name):
        if name == "__version__":
            from importlib.metadata import version

            value = version("plansift")
        elif name in _HOMES:
            value = getattr(import_module(_HOMES[name]), name)
        else:
            raise AttributeError(f"module 'plansift' has no attribute {name!r}")
        globals()[name] = value
        return value

    def __dir__():
        return sorted(__all__)
