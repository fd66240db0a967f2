"""Documents checked: each under the settings of its own folder."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path

from extractors import vocabulary
from pipeline.checks import Context, check
from pipeline.emit.text import SEVERITIES
from pipeline.files import Job, Problem, find_documents
from pipeline.manifest import gone_told, without_gone
from pipeline.passed_over import passed_over
from schemas.by_eye import Mode
from schemas.errors import ConfigError
from schemas.plan import Finding, Lead, Plan, Severity

from .baseline import NAME, Baseline
from .config import Config, Settings, find_config, read_config
from .load import CHECKED, load_plan, named_like
from .register import read_register, resolve_registered
from .result import Checked, Gone, Outcome
from .selectors import check_selectors, chosen, severity_of

Step = Callable[[str], None]
Result = tuple[Plan, list[Finding]] | Problem


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line asks for; it outweighs the settings."""

    select: Sequence[str] = ()
    ignore: Sequence[str] = ()
    severity: Severity = "info"
    fail_on: Severity | None = None
    as_of: dt.date | None = None
    password: str | None = None
    ocr: Mode = "auto"
    config: Path | None = None
    isolated: bool = False
    baseline: Path | None = None
    write_baseline: bool = False


@dataclass(slots=True)
class Run:
    """A check of many documents: what it came to, whether it fails, and what it left out."""

    outcome: Outcome = field(default_factory=Outcome)
    failed: bool = False
    baselines: list[Path] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def check_documents(
    paths: Sequence[Path], options: Options, step: Step = lambda _name: None
) -> Run:
    """Check the documents that `paths` name; `step` is called with the path of each.

    A document whose settings, register or baseline can't be used is one that could not be
    checked.  Raises `ConfigError` where that is true of all, and `ValueError` for a code that is
    no rule's.
    """
    check_selectors([*options.select, *options.ignore])
    found = find_documents(paths, CHECKED)
    jobs, gone = without_gone(found.jobs, paths)
    run = Run()
    run.outcome.documents += [Checked(p.path, problem=p.message) for p in found.problems]
    if told := passed_over(job.path for job in found.passed):
        run.notes.append(f"Not read: {told}.")
    if gone:
        run.notes.append(gone_told(gone))
    checker = _Checker(options)
    named = {path.absolute() for path in paths}
    work: list[tuple[Job, Config]] = []
    tasks: list[_Task] = []
    refused: list[ConfigError] = []
    for job in jobs:
        try:
            config = checker.config(job.path)
            # What is named itself is always checked; patterns sort out what folders hold.
            if job.path.absolute() in named or not _excluded(job.path, config):
                tasks.append(checker.task(job, config))
                work.append((job, config))
        except ConfigError as error:
            refused.append(error)
            run.outcome.documents.append(Checked(job.path, problem=str(error)))
    if refused and not work:
        raise refused[0]
    for (job, config), made in zip(work, _results(tasks, step), strict=True):
        document = checker.checked(job.path, config, made)
        run.outcome.documents.append(document)
        least = SEVERITIES.index(options.fail_on or config.settings.fail_on)
        run.failed |= document.worst is not None and SEVERITIES.index(document.worst) <= least
    if options.write_baseline:
        run.baselines = checker.write_baselines()
    return run


def _excluded(path: Path, config: Config) -> bool:
    return any(named_like(path, p, config.folder) for p in config.settings.exclude)


@dataclass(frozen=True, slots=True)
class _Task:
    """All that it takes to check one document; it may be done in another process."""

    job: Job
    password: str | None
    ocr: Mode
    codes: frozenset[str]
    context: Context
    leads: list[Lead]
    vocabulary: vocabulary.Additions

    def done(self) -> Result:
        plan = load_plan(self.job, self.password, self.ocr)
        if isinstance(plan, Problem):
            return plan
        resolve_registered(plan, self.leads)
        return plan, check(plan, self.context, self.codes)


def _results(tasks: list[_Task], step: Step) -> list[Result]:
    """What the tasks come to, in order.

    A vocabulary holds for a whole process, so documents under another get a process of their own.
    """
    made: dict[int, Result] = {}
    kinds: list[vocabulary.Additions] = []
    for task in tasks:
        if task.vocabulary not in kinds:
            kinds.append(task.vocabulary)
    for additions in kinds:
        mine = [(n, task) for n, task in enumerate(tasks) if task.vocabulary == additions]
        with _worker(additions) as work:
            for number, task in mine:
                step(str(task.job.path))
                made[number] = work(task)
    return [made[number] for number in range(len(tasks))]


@contextmanager
def _worker(additions: vocabulary.Additions) -> Iterator[Callable[[_Task], Result]]:
    if vocabulary.use(additions):
        yield _Task.done
        return
    with ProcessPoolExecutor(
        1, mp_context=get_context("spawn"), initializer=vocabulary.use, initargs=(additions,)
    ) as pool:
        yield lambda task: pool.submit(_Task.done, task).result()


def _in_order(plan: Plan, findings: list[Finding]) -> list[Finding]:
    """Findings by severity, then as their rows stand in the document; on the whole plan last."""
    places: dict[tuple[str | None, str | None], int] = {}
    for rec in plan.recommendations:
        for action in (None, *(action.id for action in rec.actions)):
            places.setdefault((rec.id, action), len(places))

    def key(finding: Finding) -> tuple[int, int]:
        at = (finding.recommendation, finding.action)
        return SEVERITIES.index(finding.severity), places.get(at, len(places))

    return sorted(findings, key=key)


class _Checker:
    """Checks plans; holds the settings, registers and baselines that documents share."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._registers: dict[Path, list[Lead]] = {}
        self._baselines: dict[Path, Baseline] = {}
        self._configs: dict[Path, Config] = {}

    def config(self, path: Path) -> Config:
        """The settings in force for a document."""
        if self._options.isolated:
            return Config(Settings())
        if self._options.config is not None:
            return self._configs.setdefault(Path(), read_config(self._options.config))
        folder = path.absolute().parent
        if folder not in self._configs:
            self._configs[folder] = find_config(path)
        return self._configs[folder]

    def task(self, job: Job, config: Config) -> _Task:
        """What is to be done for a document under its settings; raises `ConfigError`."""
        self._baseline(config)
        rules = config.settings.rules
        context = Context(
            as_of=self._options.as_of,
            share_of_owner=rules.OWN008.share,
            share_of_day=rules.DAT007.share,
            least_on_day=rules.DAT007.at_least,
        )
        codes = self._codes(job.path, config)
        leads = [lead for path in config.registers for lead in self._register(path)]
        words = config.settings.vocabulary
        return _Task(job, self._options.password, self._options.ocr, codes, context, leads, words)

    def checked(self, path: Path, config: Config, result: Result) -> Checked:
        """A document's findings as they are told, those that are known left out."""
        if isinstance(result, Problem):
            return Checked(path, problem=result.message)
        plan, found = result
        findings = [self._told(finding, config) for finding in found]
        baseline = self._baseline(config)
        if self._options.write_baseline:
            baseline.record(path, plan, findings, self._codes(path, config))
            return Checked(path, plan, known=len(findings))
        fresh, gone = baseline.part(path, plan, findings)
        codes = self._codes(path, config)
        least = SEVERITIES.index(self._options.severity)
        return Checked(
            path,
            plan,
            _in_order(plan, [f for f in fresh if SEVERITIES.index(f.severity) <= least]),
            known=len(findings) - len(fresh),
            gone=[Gone(e.code, e.message) for e in gone if e.code in codes],
            worst=min((f.severity for f in fresh), key=SEVERITIES.index, default=None),
        )

    def write_baselines(self) -> list[Path]:
        """Write the baselines of all documents that were checked."""
        for baseline in self._baselines.values():
            baseline.write()
        return list(self._baselines)

    def _told(self, finding: Finding, config: Config) -> Finding:
        severity = severity_of(finding.code, config.settings.severity)
        return finding.model_copy(update={"severity": severity})

    def _codes(self, path: Path, config: Config) -> frozenset[str]:
        settings, options = config.settings, self._options
        if options.select:
            codes = chosen(options.select, options.ignore)
        else:
            select = [*settings.select, *settings.extend_select]
            codes = chosen(select, [*settings.ignore, *options.ignore])
        for pattern, ignored in settings.per_file_ignores.items():
            if named_like(path, pattern, config.folder):
                codes -= chosen(ignored)
        return codes

    def _register(self, path: Path) -> list[Lead]:
        if path not in self._registers:
            self._registers[path] = read_register(path)
        return self._registers[path]

    def _baseline(self, config: Config) -> Baseline:
        named = config.settings.baseline
        if self._options.isolated and not (self._options.baseline or self._options.write_baseline):
            return Baseline(None)
        path = self._options.baseline or config.folder / (named or NAME)
        if path not in self._baselines:
            asked_for = self._options.baseline is not None or named is not None
            if asked_for and not self._options.write_baseline and not path.exists():
                raise ConfigError(f"The baseline {path} does not exist: write it first.")
            self._baselines[path] = Baseline(path)
        return self._baselines[path]
