"""The closing words of a batch: by outcome, by reason, the slowest, the findings."""

from __future__ import annotations

import re
from collections import Counter

from pipeline.checks import RULES
from pipeline.emit.text import count
from pipeline.passed_over import passed_over

from .run import Result

_SLOWEST = 3
_CODES = 8
_NAMES = 5


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
    return "\n".join([*lines, *left_over(result)])


def left_over(result: Result) -> list[str]:
    """Sentences on what was passed over, and on what earlier runs left behind."""
    lines = []
    if told := passed_over(job.path for job in result.passed):
        lines.append(f"Not read: {told}.")
    removed = [name for done in result.done for name in done.swept.removed]
    left = [name for done in result.done for name in done.swept.left]
    if removed:
        lines.append(
            "Out of date (their plan is another now, and they were not asked for) and removed: "
            f"{_some(removed)}."
        )
    if left:
        lines.append(
            "Out of date and left, since they were changed, or nothing newer could be made: "
            f"{_some(left)}."
        )
    if result.gone:
        lines.append(
            f"No longer there: {_some([entry.name for entry in result.gone])}; " + _pruned(result)
        )
    return lines + result.notes


def _pruned(result: Result) -> str:
    if result.pruned is None:
        return "their results are left, --prune removes them."
    told = f"{count(len(result.pruned.removed), 'result')} removed"
    if result.pruned.left:
        told += f", left since somebody changed them: {_some(result.pruned.left)}"
    return f"{told}."


def _some(names: list[str]) -> str:
    """The first names of a list, and how many more there are; a folder of Parquet is one."""
    names = list(dict.fromkeys(re.sub(r"(?<=\.parquet)/.*", "", name) for name in names))
    told = ", ".join(names[:_NAMES])
    return f"{told} and {len(names) - _NAMES} more" if len(names) > _NAMES else told


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
