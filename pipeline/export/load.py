"""Which plans are exported, and by which name each is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.files import Problem, find_documents
from pipeline.manifest import without_gone
from pipeline.saved import PLAN, load_saved
from schemas.errors import OutputClashError
from schemas.plan import Plan

from .cells import whole


@dataclass(frozen=True, slots=True)
class Named:
    """A plan and the name that stands for it in every export.

    It is the document's path below the folder that was named, as `convert`
    kept it: `north/plan.pdf`.
    """

    name: str
    plan: Plan


@dataclass(slots=True)
class Loaded:
    """Plans, what stood in the way of others, and those left out as their documents are gone."""

    plans: list[Named]
    problems: list[Problem]
    gone: list[Path]


def load_plans(paths: Sequence[Path]) -> Loaded:
    """The plans that `paths` name, in order.

    A folder's plans of documents that are gone are left out, as its manifest tells them.
    Raises `OutputClashError` where two plans would go by one name.
    """
    found = find_documents(paths, (PLAN,))
    problems = found.problems
    jobs, gone = without_gone(found.jobs, paths)
    plans: list[Named] = []
    taken: dict[str, Path] = {}
    for job in jobs:
        name = plan_name(job.name)
        if (other := taken.setdefault(name, job.path)) != job.path:
            raise OutputClashError(
                f"{other} and {job.path} would both be exported as the plan {name}: "
                "name the folder that holds both."
            )
        if job.path.exists() and not job.path.name.lower().endswith(".json"):
            message = f"{job.path.name} is no .plan.json: run plansift convert on it first."
            problems.append(Problem(job.path, message))
            continue
        plan = load_saved(job.path)
        if isinstance(plan, Problem):
            problems.append(plan)
        else:
            plans.append(Named(name, plan))
    return Loaded(plans, problems, gone)


def plan_name(path: Path) -> str:
    """`north/plan.pdf` for `north/plan.pdf.plan.json`; the same on every system."""
    told = document_name(path)
    for ending in (PLAN, ".json"):
        if told.lower().endswith(ending):
            return told[: -len(ending)]
    return told


def document_name(path: Path) -> str:
    """The name that a document's plan goes by."""
    return whole(path.as_posix())
