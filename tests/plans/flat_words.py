"""Words for plans made at random: sentences, people, posts, dates, all invented."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

_DOING = """
    Review|Rewrite|Publish|Draw up|Agree|Replace|Test|Introduce|Complete|Commission|Extend|Simplify
    Carry out an audit of|Train all supervisors in|Set a standard for|Consult partners about|Map
    Put in place|Appoint a champion for|Bring together|Measure the use of|Report to the board on
    Write guidance on|Make a register of|Check the quality of|Pilot|Refresh
    Share what was learned from
"""
_THINGS = """
    the induction programme|the supervision policy|the training matrix|the risk register
    the escalation procedure|the complaints process|case recording|the referral form|the duty rota
    the performance dashboard|quality assurance visits|management oversight of decisions
    the workforce strategy|the data sharing agreement|the out of hours service
    the handover checklist
    safety briefings|the equipment inventory|the maintenance contract|exit interviews
    the assessment template|the feedback survey|transition planning|the learning log
    the business continuity plan|the threshold guidance|accommodation standards
    the commissioning framework|peer observation|the whistleblowing policy|record storage
    the recruitment campaign|the absence procedure|the contract monitoring schedule
"""
_ENDS = """
    so that staff know what is expected of them|for all new starters|in every locality
    and tell families about the changes|with the help of an external adviser
    across the three sites|before the new system is bought|using the agreed template
    and follow up what is found|with partners in health and housing|for agency workers too
    so that delays are seen early and acted on|including night shifts and weekends
    and report exceptions to the senior team|as part of the annual cycle|in plain language
    so that nobody waits longer than the standard allows|with a named contact in each team
    by drawing on what frontline workers have said|and keep the results where all can find them
    taking account of the views of people who use the service and of those who care for them
    with clear roles for managers at each level and a simple way of raising a concern
"""
_MEASURES = """
    All cases audited are graded good or better|Ninety per cent of staff trained
    Fewer complaints about delay|Every file has an up to date plan|Survey shows higher satisfaction
    No overdue reviews|Turnover below the regional average|Waiting times within the standard
    Dip samples show improvement|Staff say that they feel supported|Visits take place as planned
    Decisions are recorded with reasons|Attendance above the target
"""
_EVIDENCE = """
    Minutes of the board|Audit report|Signed policy|Training records|Survey results|Dashboard
    Sample of files|Rota|Feedback from partners|Observation notes|Inspection of the premises
    Published guidance|Register of equipment|Supervision notes
"""
_PROGRESS = """
    Draft shared with managers|Supplier chosen and contract signed|First group has been trained
    Working group has met twice|Pilot running in two teams|Waiting for approval of the budget
    Audit tool tested|Consultation has closed with forty replies|Specification being written
    Post advertised|Agreed in principle by partners|Baseline taken|No progress to report yet
"""
_RESOURCES = """
    Within existing budget|Officer time|Training budget|Grant funding|£2,500|£12,000 a year
    One post|None|External adviser|Licence fees|To be met from reserves
"""
_FAULTS = """
    The service should make sure that|Leaders should ensure that|Managers must make certain that
    The organisation should see to it that|The board should satisfy itself that
"""
_GOODS = """
    risks are assessed and reviewed in good time|supervision is regular and recorded
    people are told how to complain and what happened next|training reaches everyone who needs it
    records are complete and can be found|equipment is checked and replaced when it is worn
    learning from incidents is shared with every team|plans say what will change and for whom
    staffing is safe at all times of the day|performance is understood at every level
    partners share information without delay|decisions are explained to those they concern
"""
_STATUS = {
    "Not started": "not_started", "In progress": "in_progress", "Complete": "complete",
    "On track": "in_progress", "Overdue": "overdue", "On hold": "on_hold",
}  # fmt: skip
_FIRST = """
    Marian|Oswin|Priya|Callum|Bronwen|Tunde|Heledd|Gareth|Yusuf|Leonie|Dermot|Sunita|Wanda|Felix
    Nuala|Ivor|Zainab|Rupert|Ottilie|Hamish|Beatrix|Kofi|Estelle|Vikram
"""
_LAST = """
    Attwell|Brisco|Chaudhry|Danvers|Eastham|Fairlie|Gethin|Holroyd|Iveson|Jessop|Kirkbride|Lockyer
    Mottram|Nwosu|Oldroyd|Pargeter|Quennell|Rowntree|Sandhu|Tranmer|Underhill|Verrall|Whitlock|Yeadon
"""
_POSTS = """
    Head of Quality Assurance|Director of Operations|Service Manager|Head of Commissioning
    Training and Development Manager|Principal Social Worker|Finance Manager|Deputy Director, People
    Performance Lead|Head of Estates|Safeguarding Lead|Workforce Manager|Clinical Lead
    Data Protection Officer|Assistant Director of Housing|Communications Manager|Business Manager
    Health and Safety Officer|Head of Legal Services|Contracts Manager
"""


def _parts(text: str) -> list[str]:
    return [part.strip() for line in text.strip().splitlines() for part in line.split("|")]


_NAMED = {
    "success_measure": _parts(_MEASURES),
    "evidence": _parts(_EVIDENCE),
    "progress": _parts(_PROGRESS),
    "resources": _parts(_RESOURCES),
}
_LISTS = {"doing": _parts(_DOING), "things": _parts(_THINGS), "ends": _parts(_ENDS)}
_LISTS |= {"faults": _parts(_FAULTS), "goods": _parts(_GOODS)}


class Words:
    """Texts drawn with one generator; no action of a plan comes twice."""

    def __init__(self, rng: Random, *, stops: bool) -> None:
        self.rng, self.stop = rng, "." if stops else ""
        self._seen: set[str] = set()

    def action(self) -> str:
        """A sentence of 4 to some 30 words."""
        while True:
            parts = [self._one("doing"), self._one("things")]
            parts += self.rng.sample(_LISTS["ends"], self.rng.choice((0, 0, 1, 1, 1, 2)))
            text = " ".join(parts) + self.stop
            if text not in self._seen:
                self._seen.add(text)
                return text

    def fault(self) -> str:
        """What has to be put right, as a sentence."""
        while True:
            text = f"{self._one('faults')} {self._one('goods')}."
            if text not in self._seen:
                self._seen.add(text)
                return text

    def value(self, field: str) -> str:
        """What stands in a column of short prose."""
        text = self.rng.choice(_NAMED[field])
        return text + (self.stop if field in ("progress", "success_measure") else "")

    def status(self) -> tuple[str, str]:
        """A status as printed, and as the contract names it."""
        return self.rng.choice(list(_STATUS.items()))

    def _one(self, name: str) -> str:
        return self.rng.choice(_LISTS[name])


@dataclass(frozen=True)
class Person:
    name: str
    initials: str
    post: str


def people(rng: Random, count: int) -> list[Person]:
    """People of whom no two share initials or a post."""
    held: dict[str, Person] = {}
    posts = rng.sample(_parts(_POSTS), count)
    while len(held) < count:
        name = f"{rng.choice(_parts(_FIRST))} {rng.choice(_parts(_LAST))}"
        initials = "".join(part[0] for part in name.split())
        held.setdefault(initials, Person(name, initials, posts[len(held)]))
    return list(held.values())


NOTATIONS = (
    "plain",
    "ordinal",
    "slashes",
    "dots",
    "short",
    "month",
    "dash",
    "quarter",
    "end",
    "by",
)
_OPEN = ("Ongoing = @ongoing", "Monthly = @recurring", "TBC = @tbc", "Quarterly = @recurring", "")


def deadline(rng: Random, after: date, notation: str) -> str:
    """A date in a notation, with its reading, as `golden.when` takes it."""
    if rng.random() < 0.08:
        return rng.choice(_OPEN)
    day = after + timedelta(days=rng.randint(30, 700))
    name, abbreviated = calendar.month_name[day.month], calendar.month_abbr[day.month]
    whole, month = day.isoformat(), f"{day:%Y-%m}"
    if notation == "quarter":
        start = day.month - (day.month - 1) % 3
        year = day.year - (day.month < 4)
        number = (start - 4) // 3 % 4 + 1
        span = f"{day.year}-{start:02}/{day.year}-{start + 2:02}"
        return f"Q{number} {year}/{(year + 1) % 100:02} = {span} @quarter"
    last = calendar.monthrange(day.year, day.month)[1]
    suffix = {1: "st", 2: "nd", 3: "rd"}.get(day.day if day.day in (11, 12, 13) else day.day % 10)
    return {
        "plain": f"{day.day} {name} {day.year} = {whole}",
        "ordinal": f"{day.day}{suffix or 'th'} {name} {day.year} = {whole}",
        "slashes": f"{day:%d/%m/%Y} = {whole}",
        "dots": f"{day:%d.%m.%y} = {whole}",
        "short": f"{day.day} {abbreviated} {day.year} = {whole}",
        "month": f"{name} {day.year} = {month}",
        "dash": f"{abbreviated}-{day:%y} = {month}",
        "end": f"End of {name} {day.year} = {month}-{last} @date",
        "by": f"By {day.day} {name} {day.year} = {whole}",
    }[notation]
