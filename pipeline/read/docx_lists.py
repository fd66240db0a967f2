"""Automatic list labels of a Word file, counted as Word would print them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from pipeline.read.docx_xml import W, child, number_of, value_of

_PLACE = re.compile(r"%(\d)")
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
# Word counts up to here.
_SPELT = 32_767
_BULLET = "\u2022"


@dataclass(frozen=True, slots=True)
class _Level:
    form: str
    text: str
    start: int


class Lists:
    """Gives each listed paragraph its label; call in the order of the body."""

    def __init__(self, document: Any) -> None:
        self._levels: dict[str, dict[int, _Level]] = {}
        self._family: dict[str, str] = {}
        self._counts: dict[str, dict[int, int]] = {}
        root = _numbering_root(document)
        if root is None:
            return
        abstract = {value_of(a, "abstractNumId"): a for a in root.findall(W + "abstractNum")}
        for number in root.findall(W + "num"):
            ident = value_of(number, "numId") or ""
            link = child(number, "abstractNumId")
            family = (value_of(link) or "") if link is not None else ""
            self._family[ident] = family
            self._levels[ident] = _levels(abstract.get(family))
            for override in number.findall(W + "lvlOverride"):
                # A list that starts again counts for itself.
                if override.find(W + "startOverride") is not None:
                    self._family[ident] = "own:" + ident

    def label(self, number: tuple[str, int] | None) -> tuple[str, int | None]:
        """The paragraph's label (or bullet) as printed and its depth; ("", None) for none."""
        if number is None or number[0] not in self._levels:
            return "", None
        ident, depth = number
        levels = self._levels[ident]
        level = levels.get(depth)
        if level is None or level.form == "none":
            return "", depth
        if level.form == "bullet":
            glyph = level.text.strip()
            return (glyph if glyph and len(glyph) == 1 else _BULLET), depth
        counts = self._counts.setdefault(self._family[ident], {})
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [d for d in counts if d > depth]:
            del counts[deeper]

        def shown(place: re.Match[str]) -> str:
            at = int(place.group(1)) - 1
            other = levels.get(at, level)
            return _formed(counts.get(at, other.start), other.form)

        return _PLACE.sub(shown, level.text).strip(), depth


def _numbering_root(document: Any) -> Any:
    for relation in document.part.rels.values():
        if relation.reltype.endswith("/numbering"):
            return relation.target_part.element
    return None


def _levels(abstract: Any) -> dict[int, _Level]:
    if abstract is None:
        return {}
    found = {}
    for level in abstract.findall(W + "lvl"):
        form, text, start = (child(level, n) for n in ("numFmt", "lvlText", "start"))
        found[number_of(value_of(level, "ilvl")) or 0] = _Level(
            (value_of(form) or "decimal") if form is not None else "decimal",
            (value_of(text) or "") if text is not None else "",
            _start(number_of(value_of(start))) if start is not None else 1,
        )
    return found


def _start(number: int | None) -> int:
    return 1 if number is None else number


def _formed(count: int, form: str) -> str:
    if not 0 < count <= _SPELT:
        # As letters or Roman figures it would fill the page.
        return str(count)
    if form in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letter.upper() if form == "upperLetter" else letter
    if form in ("lowerRoman", "upperRoman"):
        roman, rest = "", count
        for value, sign in _ROMAN:
            while rest >= value:
                roman, rest = roman + sign, rest - value
        return roman.upper() if form == "upperRoman" else roman
    if form == "decimalZero":
        return f"{count:02d}"
    return str(count)
