"""The baseline: findings that are known, told again only when they change.

A plan can't carry a comment that silences a finding, so a file beside it
does.  An entry is found again by a fingerprint of the document, the code, the
value at fault and the words of its action or recommendation; labels, numbers
and order are no part of it, and where words were edited a little the nearest
entry is taken.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz

from pipeline.files import reason, write_whole
from schemas.errors import ConfigError
from schemas.plan import Finding, Plan

NAME = "plansift-baseline.json"
_VERSION = 1
# Words that were edited by less are still the same action (rapidfuzz's 0 to 100).
_SAME = 75.0
_QUOTED = re.compile(r"“([^”]*)”")


@dataclass(frozen=True, slots=True)
class Entry:
    """One known finding: what it is told by again, and its message, for people."""

    file: str
    code: str
    value: str
    words: str
    message: str

    @property
    def fingerprint(self) -> str:
        """Sixteen hexadecimal digits over what tells the finding again."""
        held = "\0".join((self.file, self.code, _plain(self.value), _plain(self.words)))
        return hashlib.sha256(held.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def entry_of(file: str, plan: Plan, finding: Finding) -> Entry:
    """A finding as an entry; `file` is the document's path from the baseline's folder."""
    words = _words(plan, finding)
    quoted = [q for q in _QUOTED.findall(finding.message) if not _same_words(q, words)]
    # On the plan as a whole the message is all there is; its counts change with every edit.
    value = " ".join(quoted) if words else re.sub(r"\d+%?", "#", finding.message)
    return Entry(file, finding.code, value, words, finding.message)


def _words(plan: Plan, finding: Finding) -> str:
    for rec in plan.recommendations:
        if rec.id == finding.recommendation:
            for action in rec.actions:
                if action.id == finding.action:
                    return action.text
            return rec.text
    return ""


def _same_words(quoted: str, words: str) -> bool:
    return _plain(words).startswith(_plain(quoted.removesuffix(" …")))


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


class Baseline:
    """The known findings of one file, which need not exist yet; None holds none."""

    def __init__(self, path: Path | None) -> None:
        self.path = path or Path(NAME)
        self.entries = _read(path) if path and path.exists() else []

    def name(self, document: Path) -> str:
        """A document's path from the baseline's folder, with `/` between its parts."""
        whole = os.path.relpath(document.absolute(), self.path.absolute().parent)
        return Path(whole).as_posix()

    def part(
        self, document: Path, plan: Plan, findings: list[Finding]
    ) -> tuple[list[Finding], list[Entry]]:
        """The findings that are new, and the document's entries that none of them answers."""
        file = self.name(document)
        left = [entry for entry in self.entries if entry.file == file]
        open_: list[tuple[Finding, Entry]] = []
        for finding in findings:
            entry = entry_of(file, plan, finding)
            same = next((e for e in left if e.fingerprint == entry.fingerprint), None)
            if same is None:
                open_.append((finding, entry))
            else:
                left.remove(same)
        fresh: list[Finding] = []
        for finding, entry in open_:
            likely = max(left, key=lambda e: _likeness(e, entry), default=None)
            if likely is not None and _likeness(likely, entry) >= _SAME:
                left.remove(likely)
            else:
                fresh.append(finding)
        return fresh, left

    def record(
        self, document: Path, plan: Plan, findings: list[Finding], codes: frozenset[str]
    ) -> None:
        """Put a document's findings in the place of its entries; `codes` are the rules applied."""
        file = self.name(document)
        self.entries = [e for e in self.entries if e.file != file or e.code not in codes]
        self.entries += [entry_of(file, plan, finding) for finding in findings]

    def write(self) -> None:
        """Write the file whole; raises `ConfigError` where that can't be done."""
        rows = [{"fingerprint": e.fingerprint, **asdict(e)} for e in self.entries]
        rows.sort(key=lambda row: (row["file"], row["code"], row["words"], row["message"]))
        text = json.dumps({"version": _VERSION, "findings": rows}, indent=2, ensure_ascii=False)
        try:
            write_whole({self.path: (text + "\n").encode("utf-8", "backslashreplace")})
        except OSError as error:
            raise ConfigError(
                f"The baseline {self.path} can't be written: {reason(error)}."
            ) from None


def _likeness(known: Entry, entry: Entry) -> float:
    if known.code != entry.code or not known.words or not entry.words:
        return 0.0
    if _plain(known.value) != _plain(entry.value):
        return 0.0
    return fuzz.ratio(_plain(known.words), _plain(entry.words))


def _read(path: Path) -> list[Entry]:
    try:
        data = json.loads(path.read_text("utf-8"))
        if data["version"] != _VERSION:
            raise ValueError(f"version {data['version']}")
        return [_entry(row) for row in data["findings"]]
    except OSError as error:
        raise ConfigError(f"The baseline {path} can't be read: {reason(error)}.") from None
    except (ValueError, KeyError, TypeError):
        raise ConfigError(
            f"The baseline {path} is none that this plansift wrote; "
            "`plansift check --write-baseline` makes it anew once it is moved away."
        ) from None


def _entry(row: dict[str, Any]) -> Entry:
    return Entry(*(str(row[key]) for key in ("file", "code", "value", "words", "message")))
