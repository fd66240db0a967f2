"""The house's settings: `plansift.toml`, or `[tool.plansift]` of `pyproject.toml`.

The nearest one, from the document's folder upward, is in force; settings of
folders above it are not mixed in.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails

from extractors.vocabulary import Additions, check_additions, closest
from schemas.errors import ConfigError
from schemas.plan import Severity

from .files import read_toml
from .selectors import check_selectors

NAME, SHARED = "plansift.toml", "pyproject.toml"
FailOn = Literal["error", "warning", "info"]


def _kebab(name: str) -> str:
    return name.replace("_", "-")


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, alias_generator=_kebab, frozen=True)


class OwnerShare(_Table):
    """`[rules.OWN008]`: the share of all actions that one owner may carry."""

    share: float = Field(default=0.4, gt=0, le=1)


class DayShare(_Table):
    """`[rules.DAT007]`: the share of all actions, and their least number, that tells."""

    share: float = Field(default=0.5, gt=0, le=1)
    at_least: int = Field(default=8, ge=2)


class RuleOptions(_Table):
    """`[rules]`: what some rules let a house decide."""

    OWN008: OwnerShare = OwnerShare()
    DAT007: DayShare = DayShare()


class Settings(_Table):
    """All settings, with their defaults."""

    select: list[str] = Field(
        default=["DEFAULT"], description="Rules to apply: codes, families, ALL, DEFAULT."
    )
    extend_select: list[str] = Field(default=[], description="Rules to apply beside those.")
    ignore: list[str] = Field(default=[], description="Rules not to apply.")
    severity: dict[str, Severity] = Field(
        default={}, description="Severities of codes or families that differ from the rules' own."
    )
    fail_on: FailOn = Field(
        default="error", description="The least severity that ends with exit code 1."
    )
    per_file_ignores: dict[str, list[str]] = Field(
        default={}, description="Rules not to apply to files, by pattern."
    )
    exclude: list[str] = Field(default=[], description="Files in folders to pass over, by pattern.")
    baseline: str | None = Field(default=None, description="The file of known findings.")
    leads: list[str] | str = Field(
        default=[], description="The house's own register of leads: TOML or CSV files."
    )
    vocabulary: Additions = Field(default={}, description="Wordings beside plansift's own.")
    rules: RuleOptions = Field(default=RuleOptions(), description="Options of single rules.")


@dataclass(frozen=True, slots=True)
class Config:
    """The settings in force for a document, and the file that gave them (None: the defaults)."""

    settings: Settings
    file: Path | None = None

    @property
    def folder(self) -> Path:
        """The folder that patterns and paths of the settings start from."""
        return self.file.parent if self.file else Path.cwd()

    def is_default(self, name: str) -> bool:
        """True where the file says nothing of a setting."""
        return name not in self.settings.model_fields_set

    @property
    def registers(self) -> list[Path]:
        """The register files of leads."""
        named = self.settings.leads
        return [self.folder / path for path in ([named] if isinstance(named, str) else named)]


def find_config(document: Path) -> Config:
    """The config in force for a document; the defaults where none is found.

    Raises `ConfigError` for one that can't be read or says what plansift doesn't know.
    """
    for folder in document.absolute().parents if not document.is_dir() else _self(document):
        if (path := folder / NAME).is_file():
            return read_config(path)
        path = folder / SHARED
        if path.is_file() and "plansift" in read_toml(path, str(path)).get("tool", {}):
            return read_config(path)
    return Config(Settings())


def _self(folder: Path) -> list[Path]:
    whole = folder.absolute()
    return [whole, *whole.parents]


def read_config(path: Path) -> Config:
    """The config that a file holds; raises `ConfigError`."""
    data = read_toml(path, str(path))
    if path.name == SHARED:
        data = data.get("tool", {}).get("plansift", {})
    try:
        settings = Settings.model_validate(data)
    except ValidationError as error:
        raise ConfigError(f"{path}: {_sentence(error)}") from None
    try:
        check_selectors(settings.select + settings.extend_select)
        check_selectors([*settings.ignore, *settings.severity])
        for codes in settings.per_file_ignores.values():
            check_selectors(codes)
        check_additions(settings.vocabulary)
    except ValueError as error:
        raise ConfigError(f"{path}: {error}") from None
    return Config(settings, path)


def _sentence(error: ValidationError) -> str:
    """The first thing that is wrong, in one sentence."""
    first = error.errors()[0]
    place = [str(part) for part in first["loc"]]
    name = ".".join(place)
    if first["type"] != "extra_forbidden":
        return f"`{_named(first['loc'])}` {_wanted(first)}."
    known = _keys(place[:-1])
    near = closest(place[-1], known)
    told = f"the closest is `{near}`" if near else f"there are {', '.join(known)}"
    return f"`{name}` is no setting; {told}."


_WANTED = {
    "list_type": "takes a list",
    "string_type": "takes a text in quotes",
    "float_type": "takes a number",
    "int_type": "takes a whole number",
    "dict_type": "is a table",
    "model_type": "is a table",
    "literal_error": "is one of {expected}",
    "greater_than": "is more than {gt}",
    "greater_than_equal": "is at least {ge}",
    "less_than_equal": "is at most {le}",
}


def _wanted(error: ErrorDetails) -> str:
    """What a setting takes, in words of its own; pydantic's where none are known."""
    told = _WANTED.get(error["type"])
    if told is None:
        return f"is wrong: {error['msg'][:1].lower()}{error['msg'][1:]}"
    given = error["input"]
    shown = "" if isinstance(given, list | dict) else f", not {json.dumps(given, default=str)}"
    return told.format(**error.get("ctx", {})) + shown


def _named(place: Sequence[str | int]) -> str:
    """A setting by its keys, without pydantic's names of the kinds that it tried."""
    kinds = ("list[str]", "str")
    return ".".join(str(part) for part in place if not isinstance(part, int) and part not in kinds)


def _keys(place: list[str]) -> list[str]:
    """The settings' names at a place: at the top, or in one of its tables."""
    model: type[BaseModel] = Settings
    for part in place:
        found = model.model_fields.get(part.replace("-", "_"))
        default = found.default if found else None
        if not isinstance(default, BaseModel):
            return []
        model = type(default)
    return [field.alias or name for name, field in model.model_fields.items()]
