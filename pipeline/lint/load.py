"""A draft on its way into the check: a document is converted, a `.plan.json` only read."""

from __future__ import annotations

from pathlib import Path

from pipeline.batch import Settings, read_plan
from pipeline.files import SUFFIXES, Job, Problem
from pipeline.saved import PLAN, load_saved
from schemas.by_eye import Mode
from schemas.plan import Plan

CHECKED = (*SUFFIXES, PLAN)


def load_plan(job: Job, password: str | None, ocr: Mode = "auto") -> Plan | Problem:
    """The plan of a document or of a `.plan.json`; or what stood in the way.

    Reading a `.plan.json` loads neither a PDF library nor spaCy.
    """
    if not job.path.name.lower().endswith(".json"):
        made = read_plan(job, Settings(password=password, ocr=ocr))
        return made if isinstance(made, Problem) else made[0]
    return load_saved(job.path)


def named_like(path: Path, pattern: str, folder: Path) -> bool:
    """True where a file fits a pattern, by its name or by its path from `folder`.

    `*` stands for anything within a name, `**` for folders as well.
    """
    whole = path.absolute()
    below = whole.relative_to(folder) if whole.is_relative_to(folder) else whole
    parts = [below, *below.parents]
    return any(part.match(pattern) for part in parts if part.name) or _under(below, pattern)


def _under(below: Path, pattern: str) -> bool:
    """True for files anywhere under `drafts/**`."""
    head, stars, rest = pattern.partition("/**")
    if not stars or rest.strip("/*"):
        return False
    return any(parent.match(head) for parent in below.parents if parent.name)
