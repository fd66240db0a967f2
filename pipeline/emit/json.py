"""A plan as JSON, and the JSON Schema of that JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from io import BytesIO
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import PydanticSerializationError
from pydantic_core import to_json as pydantic_to_json

from schemas.errors import NotAPlanError
from schemas.plan import Plan


def to_json(plan: Plan) -> str:
    """The plan as JSON text: two spaces a level, dates in ISO form, a newline at the end.

    The same plan gives the same text, byte for byte once encoded by `to_bytes`.
    """
    return to_bytes(plan).decode("utf-8")


def to_bytes(plan: Plan) -> bytes:
    """`to_json` as UTF-8.

    A file name may hold bytes that are no UTF-8; Python keeps them as lone
    surrogates, which JSON writes as an escape.
    """
    try:
        return _written(plan)
    except PydanticSerializationError:
        # Of lone surrogates only Python's own JSON, slower by far, makes something.
        return _dump(plan.model_dump(mode="json")).encode("utf-8", "backslashreplace")


def _written(plan: Plan) -> bytes:
    """The JSON by pydantic, which holds a text twice: so, of the long lists, item by item."""
    lists: dict[bytes, Sequence[BaseModel]] = {
        b'  "recommendations": []': plan.recommendations,
        b'  "findings": []': plan.findings,
    }
    frame = plan.model_copy(update={"recommendations": [], "findings": []})
    held = BytesIO()
    for line in pydantic_to_json(frame, indent=2).split(b"\n"):
        items = lists.get(line.removesuffix(b","))
        if not items:
            held.write(line + b"\n")
            continue
        opening, end = line.split(b"[]")
        held.write(opening + b"[")
        for number, item in enumerate(items):
            # No text holds a line feed: JSON writes it as an escape.
            text = pydantic_to_json(item, indent=2).replace(b"\n", b"\n    ")
            held.write((b",\n    " if number else b"\n    ") + text)
        held.write(b"\n  ]" + end + b"\n")
    return held.getvalue()


def from_bytes(data: bytes, name: str) -> Plan:
    """The plan that `to_bytes` wrote; `name` is the file's, for what is said of it.

    Raises `NotAPlanError` for what is no JSON, or no plan of this contract.
    """
    try:
        return Plan.model_validate_json(data)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        if first["type"] == "json_invalid":
            raise NotAPlanError(f"{name} is no JSON: it may be cut short.") from None
        raise NotAPlanError(
            f"{name} is no plan as plansift writes it ({place}: {first['msg']}); "
            "convert the document again."
        ) from None


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) that every emitted plan meets."""
    made = Plan.model_json_schema(mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **made}


def schema_text() -> str:
    """The JSON Schema as it is printed by `plansift schema` and kept in `schemas/`."""
    return _dump(schema())


def _dump(value: object) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False, allow_nan=False) + "\n"
