"""Every document of a folder that has its gold beside it, converted and compared."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from schemas.plan import Plan

from .compare import compare
from .result import Comparison
from .score import Count

Row = dict[str, Any]
Convert = Callable[[Path], Plan]

_GOLD = ".gold.json"
# What a document can be; what plansift itself writes beside one is none.
_DOCUMENTS = (".pdf", ".docx", ".txt")


@dataclass(slots=True)
class Measured:
    """One document held against its gold; `error` says why it could not be converted."""

    file: str
    format: str
    comparison: Comparison
    seconds: float = 0.0
    error: str | None = None


@dataclass(slots=True)
class Evaluation:
    """All documents of a folder held against their gold."""

    documents: list[Measured] = field(default_factory=list)

    def counts(self, form: str | None = None) -> dict[str, Count]:
        """The counts of each field over all documents, or over those of one format."""
        total: dict[str, Count] = {}
        for document in self.of(form):
            for name, count in document.comparison.counts.items():
                total.setdefault(name, Count()).add(count)
        return total

    def of(self, form: str | None) -> list[Measured]:
        return [d for d in self.documents if form is None or d.format == form]

    @property
    def formats(self) -> list[str]:
        return sorted({document.format for document in self.documents})

    def as_dict(self) -> Row:
        """The evaluation for machines: overall, by format and by document."""
        return {
            "overall": _figures(self.documents, self.counts()),
            "formats": {f: _figures(self.of(f), self.counts(f)) for f in self.formats},
            "documents": {
                d.file: {
                    "format": d.format,
                    "error": d.error,
                    **_figures([d], d.comparison.counts),
                    "invented_rows": d.comparison.invented,
                    "silent_rows": d.comparison.silent,
                    "differences": [
                        {"field": x.field, "where": x.where, "gold": x.gold, "got": x.got}
                        for x in d.comparison.differences
                    ],
                }
                for d in self.documents
            },
        }


def _figures(documents: Iterable[Measured], counts: dict[str, Count]) -> Row:
    held = list(documents)
    return {
        "documents": len(held),
        "invented": sum(len(d.comparison.invented) for d in held),
        "silent": sum(len(d.comparison.silent) for d in held),
        "fields": {name: c.as_dict() for name, c in sorted(counts.items()) if not c.empty},
    }


def documents_with_gold(folder: Path) -> Iterator[tuple[Path, Path]]:
    """The documents below a folder with the gold of each, in sorted order.

    `STEM.gold.json` is the gold of `STEM.pdf`, `STEM.docx` and `STEM.*.txt`
    beside it; where two stems fit, of the longer one.
    """
    golds = {
        path.parent / path.name.removesuffix(_GOLD): path for path in folder.rglob("*" + _GOLD)
    }
    for path in sorted(folder.rglob("*")):
        if not path.is_file() or path.suffix.lower() not in _DOCUMENTS:
            continue
        stem = path
        while stem.suffix:
            stem = stem.with_suffix("")
            if stem in golds:
                yield path, golds[stem]
                break


def evaluate_folder(folder: Path, convert: Convert, only: Sequence[str] = ()) -> Evaluation:
    """Convert every document below `folder` that has a gold, and compare the two.

    `only` are patterns (`lewisham*`, `*.pdf`) for the documents' file names, of
    which one must fit; without any, all are taken. A document that cannot be
    converted counts as one in which nothing was found.
    """
    evaluation = Evaluation()
    for path, gold_path in documents_with_gold(folder):
        if not only or any(fnmatch(path.name, pattern) for pattern in only):
            evaluation.documents.append(_measure(path, gold_path, convert))
    return evaluation


def _measure(path: Path, gold_path: Path, convert: Convert) -> Measured:
    gold = json.loads(gold_path.read_text(encoding="utf-8"))
    form = path.name.removeprefix(gold_path.name.removesuffix(_GOLD)).lstrip(".")
    began, error = time.perf_counter(), None
    got: Row = {"recommendations": []}
    try:
        got = convert(path).model_dump(mode="json")
    # A crash in one document is a figure of the evaluation, not the end of it.
    except Exception as failure:
        error = f"{type(failure).__name__}: {failure}"
    seconds = time.perf_counter() - began
    printed = path.suffix.lower() != ".txt"
    return Measured(path.name, form, compare(gold, got, printed=printed), seconds, error)
