"""The house's own register of leads: who is meant where the plan's own table is silent."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

from extractors.people import Register
from pipeline.checks.base import owners_of
from schemas.errors import ConfigError
from schemas.plan import Lead, Owner, Plan, ResolvedBy

from .files import read_toml, read_words

# Spreadsheets put a mark of its encoding before a text.
_ENCODING = "utf-8-sig"
_FIELDS = ("initials", "name", "post", "organisation")


def read_register(path: Path) -> list[Lead]:
    """The leads of a TOML file (`[[leads]]` tables) or of a CSV file with a header row.

    Both have the fields `initials`, `name`, `post` and `organisation`, of which a name or a post
    must be filled.  Raises `ConfigError` for a file that can't be read or has other fields.
    """
    what = f"The register {path}"
    if path.suffix.lower() == ".csv":
        rows = _csv(read_words(path, what, _ENCODING), path)
    else:
        rows = _leads(read_toml(path, what, _ENCODING), path)
    return [_lead(number, row, path) for number, row in enumerate(rows, start=1)]


def _csv(text: str, path: Path) -> list[dict[str, Any]]:
    # Spreadsheets in some countries part cells by semicolons.
    first = text.partition("\n")[0]
    separator = max(",;\t", key=first.count)
    reader = csv.DictReader(io.StringIO(text), delimiter=separator)
    heads = [(name or "").strip().casefold() for name in reader.fieldnames or ()]
    if not {"name", "post"} & set(heads):
        raise ConfigError(f"The register {path} needs a header row: {', '.join(_FIELDS)}.")
    reader.fieldnames = heads
    return [row for row in reader if any(value for value in row.values())]


def _leads(data: dict[str, Any], path: Path) -> list[dict[str, Any]]:
    rows = data.get("leads")
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise ConfigError(f"The register {path} needs [[leads]] tables with {', '.join(_FIELDS)}.")
    return rows


def _lead(number: int, row: dict[str, Any], path: Path) -> Lead:
    unknown = [str(key) for key in row if key not in _FIELDS]
    if unknown:
        raise ConfigError(
            f"The register {path} has a field `{unknown[0]}`; it takes {', '.join(_FIELDS)}."
        )
    held = {key: str(row.get(key) or "").strip() or None for key in _FIELDS}
    if not held["name"] and not held["post"]:
        raise ConfigError(f"Entry {number} of the register {path} has neither a name nor a post.")
    return Lead(
        id=f"register-{number}",
        name=held["name"],
        initials=held["initials"],
        job_title=held["post"],
        organisation=held["organisation"],
        state="named" if held["name"] else "tbc",
    )


def resolve_registered(plan: Plan, leads: list[Lead]) -> None:
    """Name, in the plan, the owners that its own leads don't explain and one lead here does.

    Such an owner has `registered` set and no `lead_id`: the plan itself still does not say who it
    is.  Initials that two fit, here or in the plan, stay as they are.
    """
    register = Register(leads)
    own = [lead.initials for lead in plan.leads if lead.initials]
    for owner in owners_of(plan):
        if owner.lead_id is None and owner.name is None and owner.raw.strip() not in own:
            _resolve(owner, register)


def _resolve(owner: Owner, register: Register) -> None:
    if owner.kind in {"organisation", "group"}:
        return
    ways: tuple[tuple[ResolvedBy, list[Lead]], ...] = (
        ("initials", register.by_initials(owner.raw)),
        ("name", register.by_name(owner.raw)),
        ("job_title", register.by_job_title(owner.raw)),
    )
    for how, found in ways:
        if len(found) == 1 and found[0].name:
            owner.name, owner.resolved_by, owner.registered = found[0].name, how, True
            owner.kind = owner.kind if how == "job_title" else "person"
        if found:
            return
