"""A check's outcome as text: for people, for trackers of code, for pipelines."""

from __future__ import annotations

from importlib import import_module

from pipeline.lint.result import Outcome

# Each format's module is imported when it is asked for, so that none slows the others down.
FORMATS: dict[str, str] = {
    "text": f"{__name__}.text",
    "json": f"{__name__}.json",
    "sarif": f"{__name__}.sarif",
    "github": f"{__name__}.github",
    "junit": f"{__name__}.junit",
    "markdown": f"{__name__}.markdown",
}


# The width of a text that no terminal shows.
PIPE = 100


def render(name: str, outcome: Outcome, *, colour: bool = False, width: int = PIPE) -> str:
    """The outcome in the format of that name, ending in one newline.

    `colour` and `width` (in columns) are a terminal's and touch `text` alone.  Raises `KeyError`
    for a name that is not in `FORMATS`.
    """
    module = import_module(FORMATS[name])
    if name == "text":
        made: str = module.render(outcome, colour=colour, width=width)
    else:
        made = module.render(outcome)
    return made
