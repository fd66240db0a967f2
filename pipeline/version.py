"""Which plansift this is."""

from __future__ import annotations

from importlib import metadata


def version() -> str:
    """The installed version; `0+unknown` in a checkout that is not installed."""
    try:
        return metadata.version("plansift")
    except metadata.PackageNotFoundError:
        return "0+unknown"
