"""A plan in a line, or in a short table, for a terminal."""

from __future__ import annotations

from collections import Counter

from schemas.plan import Action, Finding, Plan, Severity

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
NOUNS: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "note"}
_WIDTH = 80
_LABEL_WIDTH = 12
_NUMBERS = ("Actions", "Owner", "Deadline", "Findings")
_GAP = "  "


def count(number: int, noun: str) -> str:
    """`1 action`, `2 actions`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def summary_line(plan: Plan) -> str:
    """Recommendations, actions, and findings by severity, in one line."""
    parts = (
        count(len(plan.recommendations), "recommendation"),
        count(sum(len(r.actions) for r in plan.recommendations), "action"),
        findings_phrase(plan.findings),
    )
    return ", ".join(parts)


def findings_phrase(findings: list[Finding]) -> str:
    """`3 findings (1 error, 2 warnings)`, or `no findings`."""
    if not findings:
        return "no findings"
    found = Counter(finding.severity for finding in findings)
    kinds = ", ".join(count(found[s], NOUNS[s]) for s in SEVERITIES if found[s])
    return f"{count(len(findings), 'finding')} ({kinds})"


def outline(plan: Plan) -> str:
    """A short table of what was found: a line for each recommendation, then the totals.

    At most 80 columns wide, without a newline at its end.
    """
    labels = [_shortened(r.label or "-", _LABEL_WIDTH) for r in plan.recommendations]
    label = max((len(text) for text in labels), default=1)
    room = _WIDTH - label - sum(len(_GAP) + len(name) for name in _NUMBERS) - len(_GAP)
    rows: list[tuple[str, ...]] = [("", "Recommendation", *_NUMBERS)]
    for printed, r in zip(labels, plan.recommendations, strict=True):
        findings = sum(finding.recommendation == r.id for finding in plan.findings)
        rows.append((printed, _shortened(r.text, room), *_numbers(r.actions), str(findings)))
    if loose := sum(finding.recommendation is None for finding in plan.findings):
        rows.append(("", "(at no recommendation)", "", "", "", str(loose)))
    whole = [a for r in plan.recommendations for a in r.actions]
    rows.append(("", "In all", *_numbers(whole), str(len(plan.findings))))
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = [_GAP.join(_cells(row, widths)).rstrip() for row in rows]
    rule = _GAP.join("-" * width for width in widths)
    return "\n".join([lines[0], rule, *lines[1:-1], rule, lines[-1]])


def _numbers(actions: list[Action]) -> tuple[str, str, str]:
    """How many actions there are, how many have an owner, how many a deadline."""
    owned = sum(bool(a.owners) for a in actions)
    dated = sum(a.deadline is not None for a in actions)
    return str(len(actions)), str(owned), str(dated)


def _cells(row: tuple[str, ...], widths: list[int]) -> list[str]:
    """The row padded to the widths: words to the left, numbers to the right."""
    words = [cell.ljust(width) for cell, width in zip(row[:2], widths[:2], strict=True)]
    numbers = [cell.rjust(width) for cell, width in zip(row[2:], widths[2:], strict=True)]
    return words + numbers


def _shortened(text: str, width: int) -> str:
    # A terminal would obey control characters.
    text = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return text if len(text) <= width else text[: width - 1].rstrip() + "…"
