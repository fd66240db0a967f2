"""Names of the Word file format."""

from __future__ import annotations

from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def value_of(element: Any, name: str = "val") -> str | None:
    """An attribute of the main namespace, None where it is missing."""
    value: str | None = element.get(W + name)
    return value


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
