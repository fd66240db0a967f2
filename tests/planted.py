"""What planted defects have in common: the samples they are put into, and how one is told."""

from __future__ import annotations

import datetime as dt

from planting import Defect, Edit

ACADEMY, HOUSING = "own/trio-academy", "own/trio-housing"
FOSTERING, COLLEGE = "own/trio-fostering", "own/college-quenby"
LETTER, ESTYN, UNIVERSITY = "own/letter-wessmoor", "own/estyn-bro-tegid", "own/university-aldermoor"
DRAFT, BOARD = "corpus/draft-eskmouth", "corpus/lscb-saltmarsh"
LEWISHAM = "corpus/lewisham-2016"
CARDS, PROSE = "corpus/fire-eastmarch", "corpus/narrative-hartsmere"
PRISON, SEND = "corpus/prison-marlow-heath", "corpus/send-northmoor"
HOSPITAL, COUNCIL = "corpus/hospital-westmere", "corpus/council-calderbourne"
SCHOOL, AUDIT = "corpus/school-fennimore", "corpus/audit-brackenwater"
OMBUDSMAN, CORONER = "more/ombudsman-carrick", "more/pfd-otterbourne"
TAMARSIDE, HOME_CARE = "more/fec-tamarside", "more/ciw-hafan-deg"
FOOD, TRUST = "third/food-wyremouth", "third/cqc-penhallow"
PRIMARY, PROBATION = "third/school-oakhanger", "third/probation-tarrant"
AUDIT_WALES = "third/audit-cwm-alarch"


def case(
    sample: str,
    name: str,
    edits: Edit | tuple[Edit, ...],
    new: str | tuple[str, ...],
    changed: str,
    gone: tuple[str, ...] = (),
    as_of: str | None = None,
) -> Defect:
    return Defect(
        name,
        sample,
        edits if isinstance(edits, tuple) else (edits,),
        (new,) if isinstance(new, str) else new,
        frozenset(changed.split("; ")),
        gone,
        dt.date.fromisoformat(as_of) if as_of else None,
    )
