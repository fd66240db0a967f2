"""Names of the Word file format."""

from __future__ import annotations

import re
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_NUMBER = re.compile("-?[0-9]{1,9}")


def value_of(element: Any, name: str = "val") -> str | None:
    """An attribute of the main namespace, None where it is missing."""
    value: str | None = element.get(W + name)
    return value


def number_of(text: str | None) -> int | None:
    """A whole number as an attribute holds it; None where it is missing, no number or huge."""
    return int(text) if text and _NUMBER.fullmatch(text) else None


def child(element: Any, *names: str) -> Any:
    """The element that a path of names leads to, None where there is none."""
    for name in names:
        if element is None:
            return None
        element = element.find(W + name)
    return element


def is_on(element: Any) -> bool:
    """Whether an on-off property is on: present and not switched off."""
    return element is not None and value_of(element) not in ("0", "false", "off", "none")
