"""Settings and registers read from their files, what is wrong with them told in a sentence."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from pipeline.files import reason
from schemas.errors import ConfigError


def read_words(path: Path, what: str, encoding: str = "utf-8") -> str:
    """A file's text; `what` begins the sentence of the `ConfigError` that may be raised."""
    try:
        return path.read_text(encoding)
    except OSError as error:
        raise ConfigError(f"{what} can't be read: {reason(error)}.") from None
    except UnicodeDecodeError:
        raise ConfigError(f"{what} is not UTF-8: save it as that.") from None


def read_toml(path: Path, what: str, encoding: str = "utf-8") -> dict[str, Any]:
    """A TOML file's content; raises `ConfigError` as `read_words` does."""
    try:
        return tomllib.loads(read_words(path, what, encoding))
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{what} is no TOML: {error}.") from None
