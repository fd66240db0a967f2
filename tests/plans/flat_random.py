"""Plans of random but seeded shape: `python -m tests.plans.flat_random OUT --seed N`.

Ordinary plans with tables, each a PDF by reportlab, its gold in the contract's
form and its text by four tools, so that OUT can be given to `plansift evaluate`.
The same seed gives the same plans.
"""

from __future__ import annotations

import argparse
import tomllib
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from random import Random

import extractors.vocabulary

from .blocks import Block, Cell, Heading, Made, Para, Table, head, row
from .build import build
from .flat_words import NOTATIONS, Person, Words, deadline, people
from .golden import Gold, printed

PLANS = 24
_EXTRAS = ("status", "progress", "success_measure", "evidence", "resources")
_WEIGHTS = {"number": 0.2, "recommendation": 2.6, "action": 4.0, "owner": 1.2, "deadline": 0.8}
_WEIGHTS |= {"status": 0.5, "resources": 1.0}
# Wordings that say more than these tables hold, or count other things than actions.
_UNFIT = {
    "milestones and date", "milestone date", "planned start and completion dates", "rec", "rec no",
    "rec ref", "finding no", "recommendation number", "recommendation no", "recommendation ref",
    "para no", "by when completed", "completed y n", "recommendation made to", "cabinet member",
    "actions and milestones", "action and milestones", "direction",
}  # fmt: skip
_ISSUERS = (
    ("{} Council", "Ofsted", "Improvement Plan"),
    ("{} Fire and Rescue Service", "HMICFRS", "Action Plan after Inspection"),
    ("{} Hospitals NHS Foundation Trust", "CQC", "Quality Improvement Plan"),
    ("{} Care Home", "Care Inspectorate", "Action Plan"),
    ("HMP {}", "HM Inspectorate of Prisons", "Response to Inspection"),
)
_PLACES = ("Wexcombe", "Stanholt", "Birkfell", "Cardinham", "Lowmere", "Aldwark", "Pentreath")
_OVER = ("Recommendation", "Priority", "Area for improvement", "Key issue", "")


@dataclass
class Shape:
    """How a plan looks; its words are drawn apart from this."""

    columns: list[str]
    groups: list[int]
    headings: dict[str, str]
    owner: str = "initials"
    leads: str = "before"
    labels: str = "dotted"
    over: str = "Recommendation"
    notation: str = "plain"
    merged: bool = True
    stops: bool = True
    rules: str = "all"
    size: float = 9
    repeat_header: bool = True
    running: bool = True
    fill: str | None = "#d9e2f3"
    slash: str = "/"

    @property
    def landscape(self) -> bool:
        return len(self.columns) > 4


def headings_of(role: str) -> list[str]:
    """The vocabulary's wordings for a column, as one would print them."""
    path = Path(extractors.vocabulary.__file__).with_name("columns.toml")
    words = tomllib.loads(path.read_text(encoding="utf-8"))[role]
    asked = ("how", "who ", "what", "when ")
    return [
        word.capitalize() + ("?" if word.startswith(asked) else "")
        for word in words
        if word not in _UNFIT and len(word) > 2
    ]


def random_shape(rng: Random) -> Shape:
    """The shape of an ordinary plan."""
    columns = ["action", "owner", "deadline"]
    columns += rng.sample(_EXTRAS, rng.choice((0, 0, 1, 1, 2, 2, 3)))
    if rng.random() < 0.4:
        rng.shuffle(columns)
    first = rng.random() < 0.35
    numbered = rng.random() < 0.5 and len(columns) + first < 7
    columns = ["recommendation"] * first + ["number"] * numbered + columns
    groups = [rng.randint(3, 8) for _ in range(rng.randint(1, 3))]
    owner = rng.choice(("initials", "names", "posts"))
    has_leads = owner == "initials" or rng.random() < 0.5
    return Shape(
        columns,
        groups,
        {role: rng.choice(headings_of(role)) for role in columns},
        owner=owner,
        leads=rng.choice(("before", "before", "before", "after")) if has_leads else "",
        labels=rng.choice(("dotted", "dotted", "running", "letters")),
        over=rng.choice(_OVER),
        notation=rng.choice(NOTATIONS),
        merged=rng.random() < 0.5,
        stops=rng.random() < 0.5,
        rules=rng.choice(("all", "all", "all", "rows")),
        size=rng.choice((8, 9, 10)),
        repeat_header=rng.random() < 0.7,
        running=rng.random() < 0.6,
        fill=rng.choice(("#d9e2f3", "#d0cece", None)),
        slash=rng.choice(("/", " / ", ", ", "\n")),
    )


def random_plan(seed: int, number: int) -> Made:
    """One plan of a seed's set."""
    rng = Random(f"{seed}/{number}")
    return Writer(rng, random_shape(rng), f"random-{seed}-{number:02}").write()


def long_plan(rows: int, seed: int = 1) -> Made:
    """A plan with one table of so many rows."""
    headings = {"number": "Ref", "action": "Action", "owner": "Lead", "deadline": "By when"}
    headings |= {"status": "Status"}
    shape = Shape(list(headings), [rows], headings, labels="running")
    return Writer(Random(f"{seed}/long"), shape, f"rows-{rows:03}").write()


@dataclass
class Writer:
    """Writes one plan of a shape."""

    rng: Random
    shape: Shape
    stem: str
    people: list[Person] = field(init=False)
    words: Words = field(init=False)
    gold: Gold = field(init=False)
    day: date = field(init=False)

    def __post_init__(self) -> None:
        self.words = Words(self.rng, stops=self.shape.stops)
        self.people = people(self.rng, self.rng.randint(4, 7))
        self.day = date(2018, 1, 8) + timedelta(days=self.rng.randint(0, 2500))

    def write(self) -> Made:
        """The document and its gold."""
        rng, shape = self.rng, self.shape
        named, inspectorate, title = rng.choice(_ISSUERS)
        organisation = named.format(rng.choice(_PLACES))
        day = f"{self.day.day} {self.day:%B %Y}"
        self.gold = Gold(
            title=title,
            organisation=organisation,
            inspectorate=inspectorate,
            plan_date=f"{day} = {self.day.isoformat()}",
        )
        blocks: list[Block] = [Heading(organisation), Heading(title), Para(f"Plan date: {day}")]
        blocks.append(Para(f"This plan answers the findings of {inspectorate}."))
        leads = self._leads()
        tables = self._one_table() if "recommendation" in shape.columns else self._tables()
        blocks += [*leads, *tables] if shape.leads == "before" else [*tables, *leads]
        return Made(
            self.stem,
            "reportlab",
            blocks,
            self.gold.done(),
            landscape=shape.landscape,
            head=f"{organisation}: {title}" if shape.running else "",
            foot="Page {page}" if shape.running else "",
            size=shape.size,
        )

    def _leads(self) -> list[Block]:
        if not self.shape.leads:
            return []
        short = self.shape.owner == "initials"
        for person in self.people:
            initials = person.initials if short else None
            self.gold.lead(person.initials, person.name, person.post, initials=initials)
        if not short:
            rows = [head("Name", "Job title")] + [row(p.name, p.post) for p in self.people]
        elif self.rng.random() < 0.5:
            rows = [head("Initials", "Name", "Job title")]
            rows += [row(p.initials, p.name, p.post) for p in self.people]
        else:
            rows = [head("Job title", "Post-holder")]
            rows += [row(p.post, f"{p.name} ({p.initials})") for p in self.people]
        title = self.rng.choice(("Lead officers", "Key people", "People responsible"))
        return [Heading(title, 2), Table(rows, [2.0] * len(rows[0]))]

    def _tables(self) -> list[Block]:
        blocks: list[Block] = []
        for number, count in enumerate(self.shape.groups, 1):
            label, text = self._label(number), self.words.fault()
            self.gold.rec(str(number), text, label)
            joint = ". " if label == str(number) else ": "
            rows = self._rows(number, count)
            blocks += [Heading(f"{label}{joint}{text}", 2), self._table(rows)]
        return blocks

    def _one_table(self) -> list[Block]:
        rows: list[list[Cell]] = []
        for number, count in enumerate(self.shape.groups, 1):
            label, text = self._label(number), self.words.fault()
            self.gold.rec(str(number), text, label)
            joint = ". " if label == str(number) else ": "
            made = self._rows(number, count)
            span = count if self.shape.merged else 1
            made[0].insert(0, Cell(f"{label}{joint}{text}", rows=span))
            if span == 1:
                for later in made[1:]:
                    later.insert(0, Cell())
            rows += made
        return [self._table(rows)]

    def _label(self, number: int) -> str:
        return f"{self.shape.over} {number}".strip()

    def _rows(self, number: int, count: int) -> list[list[Cell]]:
        before = sum(self.shape.groups[: number - 1])
        made = []
        for place in range(1, count + 1):
            label = {
                "dotted": f"{number}.{place}",
                "running": str(before + place),
                "letters": chr(ord("a") + (place - 1) % 26),
            }[self.shape.labels]
            made.append(self._row(f"{number}.{place}", label))
        return made

    def _row(self, key: str, label: str) -> list[Cell]:
        """One action, in the gold and on the page."""
        rng, shape = self.rng, self.shape
        notation = shape.notation if rng.random() < 0.7 else rng.choice(NOTATIONS)
        what, who = self.words.action(), self._owner()
        due = deadline(rng, self.day, notation)
        shown = {"number": label, "action": what, "owner": printed(who), "deadline": printed(due)}
        more = {}
        for role in shape.columns:
            if role == "status":
                shown[role], more[role] = self.words.status()
            elif role in _EXTRAS:
                shown[role] = self.words.value(role) if rng.random() < 0.9 else ""
                more[role] = shown[role]
        self.gold.act(key, what, who, due, label if "number" in shape.columns else None, **more)
        return row(*(shown[role] for role in shape.columns if role != "recommendation"))

    def _owner(self) -> str:
        if self.rng.random() < 0.04:
            return ""
        held = self.rng.sample(self.people, 1 if self.rng.random() < 0.75 else 2)
        kind = {"initials": "", "names": "", "posts": ""}
        if not self.shape.leads:
            kind = {"initials": "", "names": ":person", "posts": ":post"}
        part = {"initials": "initials", "names": "name", "posts": "post"}[self.shape.owner]
        shown = [f"{{{getattr(p, part)}{kind[self.shape.owner]}}}" for p in held]
        # Titles have commas of their own.
        loose = self.shape.owner == "posts" and self.shape.slash == ", "
        return ("\n" if loose else self.shape.slash).join(shown)

    def _table(self, rows: list[list[Cell]]) -> Table:
        shape = self.shape
        header = head(*(shape.headings[role] for role in shape.columns))
        return Table(
            [header, *rows],
            self._widths([header, *rows]),
            header_fill=shape.fill,
            rules=shape.rules,
            repeat_header=shape.repeat_header,
        )

    def _widths(self, rows: list[list[Cell]]) -> list[float]:
        """Room for each column's longest word, and the rest by what it holds."""
        count, text_width = len(self.shape.columns), 728 if self.shape.landscape else 481
        least = [0.0] * count
        for cells in rows:
            # A row below a merged cell begins a column later.
            for place, cell in enumerate(cells, count - len(cells)):
                longest = max((len(word) for word in cell.text.split()), default=0)
                em = 0.74 if cell.bold else 0.66
                least[place] = max(least[place], longest * em * (self.shape.size - 1) + 13)
        spare = max(text_width - sum(least), 0)
        weights = [_WEIGHTS.get(role, 1.8) for role in self.shape.columns]
        shares = [spare * weight / sum(weights) for weight in weights]
        return [low + share for low, share in zip(least, shares, strict=True)]


def main() -> None:
    """Make the plans of a seed, and tell of gold that is not on the page."""
    parser = argparse.ArgumentParser(description="Plans of random shape, with their gold.")
    parser.add_argument("out", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--plans", type=int, default=PLANS)
    given = parser.parse_args()
    for number in range(given.plans):
        made = random_plan(given.seed, number)
        for text in build(made, given.out):
            print(f"{made.stem}: not on the page: {text}")


if __name__ == "__main__":
    main()
