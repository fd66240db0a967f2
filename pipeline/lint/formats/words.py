"""What the formats share: counts in words, and JSON that any reader takes."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

from pipeline.checks import RULES
from pipeline.emit.text import NOUNS, SEVERITIES, count
from pipeline.escape import line
from pipeline.lint.result import Checked, Outcome

# JSON writes these as they are, but terminals obey some and UTF-8 has no place for others.
_RAW = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def counted(outcome: Outcome) -> str:
    """`3 documents: 2 errors, 1 warning, 4 notes; 1 could not be checked.`"""
    counts, problems = outcome.counts(), len(outcome.problems)
    found = ", ".join(count(counts[s], NOUNS[s]) for s in SEVERITIES if counts[s])
    parts = [found or "no findings"] if found or problems < len(outcome.documents) else []
    parts += [f"{problems} could not be checked"] if problems else []
    return f"{count(len(outcome.documents), 'document')}: {'; '.join(parts) or 'no findings'}."


def known(number: int) -> str:
    """`3 known findings are in the baseline`."""
    return f"{count(number, 'known finding')} {'is' if number == 1 else 'are'} in the baseline"


def gone(document: Checked) -> list[str]:
    """`no longer occurs: CODE message`, for each entry of the baseline that is to go."""
    return [line(f"no longer occurs: {entry.code} {entry.message}") for entry in document.gone]


def rule_name(code: str) -> str:
    """What a rule finds, in a few words; nothing for a code that is no rule's."""
    return RULES[code].name if code in RULES else ""


def from_here(path: Path) -> str:
    """A path from the working folder, which is a pipeline's checkout, with `/` between parts."""
    return Path(os.path.relpath(path)).as_posix()


def dump(value: object) -> str:
    """A value as JSON text; what can't be shown or encoded is escaped, what is no number null."""
    held = json.loads(json.dumps(value), parse_constant=lambda _: None)
    text = json.dumps(held, indent=2, ensure_ascii=False)
    return _RAW.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + "\n"
