"""Which rules are applied: codes, families, `ALL` and `DEFAULT`, the more exact one deciding."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from extractors.vocabulary import closest
from pipeline.checks import RULES
from schemas.plan import Severity

ALL, DEFAULT = "ALL", "DEFAULT"


def families() -> list[str]:
    """The families of rules: `ACT`, `DAT` ..."""
    return sorted({rule.family for rule in RULES.values()})


def check_selectors(selectors: Iterable[str]) -> None:
    """Raise `ValueError`, with the closest known one, for what selects no rule."""
    known = [*RULES, *families(), ALL, DEFAULT]
    for selector in selectors:
        if selector not in known:
            near = closest(selector.upper(), known)
            hint = f"; the closest is `{near}`" if near else "; `plansift rules` lists them"
            raise ValueError(f"`{selector}` is no rule and no family of rules{hint}.")


def _covers(selector: str, code: str) -> int:
    """How exactly a selector names a rule: 0 not at all, 3 by its code."""
    rule = RULES[code]
    if selector == code:
        return 3
    if selector == rule.family:
        return 2
    return int(selector == ALL or (selector == DEFAULT and rule.on))


def chosen(select: Iterable[str], ignore: Iterable[str] = ()) -> frozenset[str]:
    """The codes that `select` names and `ignore` does not name at least as exactly."""
    wanted, unwanted = list(select), list(ignore)
    return frozenset(code for code in RULES if _best(wanted, code) > _best(unwanted, code))


def _best(selectors: list[str], code: str) -> int:
    return max((_covers(selector, code) for selector in selectors), default=0)


def severity_of(code: str, told: Mapping[str, Severity]) -> Severity:
    """A rule's severity, as the house has set it or as it is."""
    best = max(told, key=lambda selector: _covers(selector, code), default=None)
    if best is not None and _covers(best, code):
        return told[best]
    return RULES[code].severity
