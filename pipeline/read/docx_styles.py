"""Styles of a Word file: what a paragraph or run looks like, inheritance worked out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from pipeline.read.docx_xml import W, child, is_on, number_of, value_of

_HEADING = re.compile(r"^heading (\d)$", re.IGNORECASE)
_TWIPS = 20
# Styles based on styles: Word ends at eleven.
_BASES = 20


@dataclass(frozen=True, slots=True)
class ParagraphLook:
    """`level` by heading style (1: title or first heading); `number` is (list id, depth)."""

    level: int
    bold: bool
    italic: bool
    size: float | None
    indent: float | None
    number: tuple[str, int] | None


@dataclass(frozen=True, slots=True)
class RunLook:
    """The look of a run."""

    bold: bool
    italic: bool
    struck: bool
    raised: bool
    hidden: bool
    size: float | None


class Styles:
    """Looks up styles by id, each with those that it is based on."""

    def __init__(self, document: Any) -> None:
        root = document.styles.element
        self._by_id = {value_of(s, "styleId"): s for s in root.findall(W + "style")}
        self._default = next(
            (
                s
                for s in root.findall(W + "style")
                if value_of(s, "type") == "paragraph" and value_of(s, "default") in ("1", "true")
            ),
            None,
        )
        self._base = child(root, "docDefaults", "rPrDefault", "rPr")

    def _chain(self, style_id: str | None) -> list[Any]:
        """The style and those it is based on, nearest first."""
        found: list[Any] = []
        style = self._by_id.get(style_id) if style_id else self._default
        while style is not None and style not in found and len(found) < _BASES:
            found.append(style)
            based = child(style, "basedOn")
            style = self._by_id.get(value_of(based)) if based is not None else None
        return found

    def of(self, paragraph: Any) -> ParagraphLook:
        """The look that a paragraph's style and own properties give it."""
        own = child(paragraph, "pPr")
        style = child(own, "pStyle")
        chain = self._chain(value_of(style) if style is not None else None)
        looks = [child(s, "rPr") for s in chain] + [self._base]
        properties = [own] + [child(s, "pPr") for s in chain]
        return ParagraphLook(
            _level(chain, properties),
            _on(looks, "b"),
            _on(looks, "i"),
            _size(looks),
            _indent(properties),
            _numbering(properties),
        )

    def run(self, run: Any, bold: bool, italic: bool, size: float | None) -> RunLook:
        """The look of a run in a paragraph that is bold, italic and of a size by style."""
        own = child(run, "rPr")
        style = child(own, "rStyle")
        chain = self._chain(value_of(style)) if style is not None else []
        looks = [own] + [child(s, "rPr") for s in chain]
        align = _first(looks, "vertAlign")
        return RunLook(
            _on(looks, "b", bold),
            _on(looks, "i", italic),
            _on(looks, "strike") or _on(looks, "dstrike"),
            align is not None and value_of(align) == "superscript",
            _on(looks, "vanish"),
            _size(looks) or size,
        )


def _first(looks: list[Any], name: str) -> Any:
    return next((f for look in looks if (f := child(look, name)) is not None), None)


def _on(looks: list[Any], name: str, default: bool = False) -> bool:
    found = _first(looks, name)
    return default if found is None else is_on(found)


def _size(looks: list[Any]) -> float | None:
    found = _first(looks, "sz")
    half = number_of(value_of(found)) if found is not None else None
    return half / 2 if half and half > 0 else None


def _level(chain: list[Any], properties: list[Any]) -> int:
    for style in chain:
        name = child(style, "name")
        text = (value_of(name) or "") if name is not None else ""
        if text.lower() == "title":
            return 1
        heading = _HEADING.match(text)
        if heading:
            return int(heading.group(1))
    outline = _first(properties, "outlineLvl")
    depth = number_of(value_of(outline)) if outline is not None else None
    return depth + 1 if depth is not None and 0 <= depth < 9 else 0


def _indent(properties: list[Any]) -> float | None:
    found = _first(properties, "ind")
    if found is None:
        return None
    twips = number_of(value_of(found, "left") or value_of(found, "start"))
    return None if twips is None else twips / _TWIPS


def _numbering(properties: list[Any]) -> tuple[str, int] | None:
    number, depth = None, 0
    for some in properties:
        listed = child(some, "numPr")
        if listed is None:
            continue
        level, ident = child(listed, "ilvl"), child(listed, "numId")
        if level is not None:
            depth = number_of(value_of(level)) or 0
        if ident is not None:
            number = value_of(ident)
            break
    return (number, depth) if number and number != "0" else None
