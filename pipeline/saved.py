"""A plan that was saved earlier: read back from its `.plan.json`."""

from __future__ import annotations

from pathlib import Path

from pipeline.files import Problem, reason
from schemas.errors import NotAPlanError
from schemas.plan import Plan

PLAN = ".plan.json"


def load_saved(path: Path) -> Plan | Problem:
    """The plan of a `.plan.json`, or what stood in the way; loads no reader of documents."""
    from pipeline.emit.json import from_bytes

    try:
        return from_bytes(path.read_bytes(), path.name)
    except NotAPlanError as error:
        return Problem(path, str(error))
    except FileNotFoundError:
        return Problem(path, f"{path.name} does not exist: check the path.")
    except OSError as error:
        return Problem(path, f"{path.name} can't be opened: {reason(error)}.")
