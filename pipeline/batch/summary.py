"""The closing words of a batch: by outcome, by reason, the slowest, the findings."""

from __future__ import annotations

from collections import Counter

from pipeline.checks import RULES
from pipeline.emit.text import count

from .run import Result

_SLOWEST = 3
_CODES = 8


def summary(result: Result, seconds: float) -> str:
    """Some lines on what a batch came to; `seconds` is the time it took."""
    skipped = sum(done.skipped for done in result.done)
    converted = [done.entry for done in result.done if done.entry.outcome == "converted"]
    fresh = len(converted) - skipped
    parts = [f"{fresh} converted"]
    parts += [f"{skipped} unchanged since an earlier run and skipped"] if skipped else []
    parts += [f"{len(result.failed)} failed"] if result.failed else []
    lines = [f"{count(len(result.done), 'document')}: {', '.join(parts)}, in {_time(seconds)}."]
    if result.interrupted:
        lines.insert(0, "Stopped; what was done is kept, and the next run goes on from there.")
    if result.failed:
        kinds = Counter(entry.error or "error" for entry in result.failed)
        told = ", ".join(f"{number} {kind}" for kind, number in kinds.most_common())
        lines.append(f"Failed by reason: {told}.")
    actions = sum(entry.actions for entry in converted)
    lines.append(f"Actions: {actions}.")
    codes: Counter[str] = Counter()
    for entry in converted:
        codes.update(entry.findings)
    if codes:
        told = ", ".join(f"{code} {_name(code)} {n}" for code, n in codes.most_common(_CODES))
        rest = len(codes) - _CODES
        lines.append(f"Findings: {told}{f', and {rest} more codes' if rest > 0 else ''}.")
    timed = sorted((d.entry for d in result.done if not d.skipped), key=lambda e: -e.seconds)
    if len(timed) > _SLOWEST:
        told = ", ".join(f"{entry.name} {_time(entry.seconds)}" for entry in timed[:_SLOWEST])
        lines.append(f"Slowest: {told}.")
    return "\n".join(lines)


def _name(code: str) -> str:
    return f"({RULES[code].name})" if code in RULES else ""


def _time(seconds: float) -> str:
    """`3.2 s`, `4 min 10 s`, `2 h 5 min`."""
    if seconds < 60:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    if minutes < 60:
        return f"{minutes} min {rest} s"
    return f"{minutes // 60} h {minutes % 60} min"
