"""Many documents: each converted and written on its own, so that no one stops the others."""

from __future__ import annotations

from .document import DEBUG, Settings, convert_into, read_plan

__all__ = ["DEBUG", "Settings", "convert_into", "read_plan"]
