"""A defect put into a plan is found, and nothing else changes."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from planting import (
    Defect,
    Edit,
    add_line,
    add_row,
    cell,
    changes,
    drop_line,
    drop_row,
    found,
    plant,
    unmatched,
    words,
)

from pipeline.convert import convert
from samples import SAMPLES, conversion

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


def _case(
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


FOSTERING_DATES = {
    "R1.1": "30/08/2019",
    "R1.2": "27/09/2019",
    "R1.3": "31/07/2019",
    "R1.4": "12/07/2019",
    "R2.2": "16/08/2019",
    "R3.1": "Autumn 2019",
    "R3.3": "10/01/2020",
}
TRUST_DATES = {
    "M1.1": "31 March 2023",
    "M1.3": "28 February 2023",
    "M2.1": "14 April 2023",
    "M3.1": "30 September 2023",
    "M3.2": "25 May 2023",
    "M3.3": "1 February 2023",
    "S1.1": "31 May 2023",
}

# fmt: off
DEFECTS = [
    # OWN001: no owner.
    _case(FOSTERING, "deleted", cell("R3.2", "PT", ""), "OWN001 R3.2: has no owner.",
          "R3.2 owners"),
    _case(PRISON, "tbc", cell("5.13", "Catering Manager", "TBC"),
          "OWN001 5.13-1: “TBC” stands in its place", "5.13-1 owners; 5.13-1 owner_note"),
    _case(CARDS, "deleted", cell("F2.1", "Kevin Strachan", ""), "OWN001 F2.1: no owner",
          "F2.1 owners"),
    _case(PROSE, "deleted in bracket", words("(SH, 28 February 2019)", "(28 February 2019)"),
          "OWN001 2.2: no owner", "2.2 owners"),
    _case(OMBUDSMAN, "tbc in line", words("Owner: Chief Executive.", "Owner: TBC."),
          "OWN001 2.1: “TBC” stands in its place", "2.1 owners; 2.1 owner_note"),
    _case(BOARD, "deleted", cell("4.1…", "LGH", ""), "OWN001 4.1: no owner", "4.1 owners"),
    _case(FOOD, "dash", cell("New businesses…", "Business Support Team", "-"),
          "OWN001 6.2: no owner", "6.2 owners; 6.2 owner_note"),
    _case(COUNCIL, "vacant", cell("Run monthly…", "Leon Whitby", "Vacant"),
          "OWN001 1.4: “Vacant” stands in its place", "1.4 owners; 1.4 owner_note"),
    _case(LETTER, "deleted before its deadline",
          words("Lead: Head of Prison and Custody Health. D", "Lead: D"), "OWN001 1.1: no owner.",
          "1.1 owners"),
    _case(PROSE, "deleted before its deadline", words("Lead: Karen Mullins.", "Lead:"),
          "OWN001 1.1: no owner.", "1.1 owners"),
    _case(OMBUDSMAN, "deleted before its deadline", words("Owner: Chief Executive.", "Owner:"),
          "OWN001 2.1: no owner.", "2.1 owners"),
    _case(LETTER, "nobody yet",
          words("Lead: Head of Prison and Custody Health.", "Lead: Nobody yet."),
          "OWN001 1.1: “Nobody yet” stands in its place", "1.1 owners; 1.1 owner_note"),
    _case(LETTER, "to be recruited",
          words("Lead: Custody Nurse Manager.", "Lead: To be recruited."),
          "OWN001 1.2: “To be recruited” stands in its place", "1.2 owners; 1.2 owner_note"),
    _case(AUDIT, "deleted, and pointed to", cell("1.1", "Dawn Hesketh", ""),
          ("OWN001 1.1-1: no owner.", "OWN001 1.2-1: “As 1.1 above” stands in its place"),
          "1.1-1 owners; 1.2-1 owners; 1.2-1 owner_note"),
    _case(AUDIT, "deleted, and pointed to twice", cell("2.1", "Gareth Tolley", ""),
          ("OWN001 2.1-1: no owner.", "OWN001 2.2-1: “As 2.1 above”",
           "OWN001 2.3-1: “As 2.1 above”"),
          "2.1-1 owners; 2.2-1 owners; 2.2-1 owner_note; 2.3-1 owners; 2.3-1 owner_note"),
    _case(PROSE, "bracket of text", words("(GN, 1 March 2019)", "(see page 3, March)"),
          ("OWN001 4.1: no owner.", "DAT001 4.1: no deadline"),
          "4.1 owners; 4.1 deadline; 4.1 text"),
    _case(PROSE, "bracket of places", words("(GN, 1 March 2019)", "(all wards, including Maple)"),
          ("OWN001 4.1: no owner.", "DAT001 4.1: no deadline"),
          "4.1 owners; 4.1 deadline; 4.1 text"),
    _case(PROSE, "bracket of place and month", words("(GN, 1 March 2019)", "(North Ward, March)"),
          ("OWN001 4.1: no owner.", "DAT001 4.1: no deadline"),
          "4.1 owners; 4.1 deadline; 4.1 text"),
    # OWN002: an owner whom the list does not have.
    _case(HOUSING, "initials changed", cell("3.1", "JP", "JR"), "OWN002 3.1: “JR”", "3.1 owners"),
    _case(SEND, "initials changed", cell("2.4", "MF", "MT"), "OWN002 2.4: “MT”", "2.4 owners"),
    _case(SCHOOL, "initials changed", cell("Introduce a daily spelling…", "AB", "AD"),
          "OWN002 2.1: “AD”", "2.1 owners"),
    _case(ESTYN, "initials changed", cell("Agree a progression…", "LlE", "LlW"),
          "OWN002 R1.1: “LlW”", "R1.1 owners"),
    _case(PROBATION, "initials changed", cell("2a", "HG", "HB"), "OWN002 2a: “HB”", "2a owners"),
    _case(TAMARSIDE, "another name", cell("R2.2", "Tobias Reed-Jones", "Owen Marsh"),
          "OWN002 R2.2: “Owen Marsh”", "R2.2 owners"),
    _case(PROSE, "another name",
          words("Lead: Gordon Neame.  Deadline: 31 July", "Lead: Ruth Ellery.  Deadline: 31 July"),
          "OWN002 3.1: “Ruth Ellery”", "3.1 owners"),
    _case(HOUSING, "row of the leads deleted", drop_row("Rory Duggan"),
          ("OWN002 1.1: “RD”", "OWN002 1.2: “RD”"), "lead RD; 1.1 owners; 1.2 owners"),
    _case(FOSTERING, "second owner changed", cell("R3.3", "PT & AC", "PT & AG"),
          ("OWN002 R3.3: “AG”", "LED001: Amadou Cissé", "OWN007 R3.3: (“PT”, “AG”)"),
          "R3.3 owners", ("OWN007 R3.3: (“PT”, “AC”)",)),
    # OWN003: initials that two share.
    _case(BOARD, "bracket deleted", cell("3.2…", "JS (Police)", "JS"),
          "OWN003 3.2: may be Joanna Sayle or Jon Stroud", "3.2 owners"),
    _case(ACADEMY, "second FN",
          (cell("Imogen Marsh", "IM", "FN"), words("Imogen Marsh", "Fergus Nash")),
          ("OWN003 1.1: Farida Noor or Fergus Nash", "OWN003 1.2: “FN”", "OWN003 1.3: “FN”"),
          "lead FN; lead IM; lead FN-farida-noor; lead FN-fergus-nash; 1.1 owners; 1.2 owners; "
          "1.3 owners",
          ("LED001: Imogen Marsh",)),
    # OWN004: a post or body without a holder.
    _case(HOUSING, "post not listed", cell("3.1", "JP", "Tenancy Manager"),
          "OWN004 3.1: “Tenancy Manager”", "3.1 owners"),
    _case(TAMARSIDE, "another post",
          cell("R3.3", "Head of MIS and Funding", "Head of Admissions"),
          "OWN004 R3.3: “Head of Admissions”", "R3.3 owners"),
    _case(SEND, "body", cell("3.3", "CT", "Northmoor College"), "OWN004 3.3: “Northmoor College”",
          "3.3 owners"),
    _case(TRUST, "another post", cell("M3.3", "Chief Operating Officer", "Director of Nursing"),
          "OWN004 M3.3: “Director of Nursing”", "M3.3 owners"),
    # OWN005: no lead.
    _case(SEND, "lead deleted", drop_line("Priority lead: Deborah Vance"), "OWN005 3: no lead",
          "rec 3 leads"),
    _case(COLLEGE, "lead deleted in both places",
          (drop_line("Lead: NV"), cell("Students must know…", "NV", "")), "OWN005 4: no lead",
          "rec 4 leads; rec 4 summary"),
    # OWN006: a group.
    _case(PRIMARY, "all staff", cell("Invite parents…", "Headteacher", "All staff"),
          "OWN006 2.4: “All staff”", "2.4 owners"),
    _case(FOSTERING, "all", cell("R2.1", "BS", "All"), "OWN006 R2.1: “All”", "R2.1 owners"),
    _case(PROSE, "all partners", words("(GN, 1 March 2019)", "(All partners, 1 March 2019)"),
          "OWN006 4.1: “All partners”", "4.1 owners"),
    _case(PROSE, "in small letters", words("(GN, 1 March 2019)", "(all partners, 1 March 2019)"),
          "OWN006 4.1: “all partners”", "4.1 owners"),
    _case(HOME_CARE, "all managers",
          cell("Ask the council’s…", "Responsible Individual", "All managers"),
          "OWN006 PAN 2.2: “All managers”", "PAN 2.2 owners"),
    # OWN007: a second owner, neither marked.
    _case(HOUSING, "second owner", cell("1.1", "RD", "RD/TB"),
          "OWN007 1.1: 2 owners (“RD”, “TB”)", "1.1 owners"),
    _case(PRISON, "second owner",
          cell("5.13", "Catering Manager", "Catering Manager / Head of Residence"),
          "OWN007 5.13-1: 2 owners", "5.13-1 owners"),
    _case(CARDS, "second owner",
          cell("P1.2", "Leah Mordecai", "Leah Mordecai and Kevin Strachan"),
          "OWN007 P1.2: 2 owners", "P1.2 owners"),
    _case(CORONER, "second owner in prose",
          words("The Repairs Manager will", "The Repairs Manager and the Duty Surveyor will"),
          ("OWN007 3.1: 2 owners", "DAT003 3.1: Repairs Manager and"), "3.1 owners; 3.1 text",
          ("DAT003 3.1: Repairs Manager will",)),
    # OWN008: one owner carries much.
    _case(ACADEMY, "one more", cell("Commission an outside…", "HW", "OBT"),
          "OWN008: Oliver Blake Thorne owns 5 of 11 actions", "3.3 owners"),
    _case(PROBATION, "two more", (cell("2a", "HG", "MO"), cell("4a", "CB", "MO")),
          "OWN008: Marcus Okafor owns 5 of 12 actions", "2a owners; 4a owners"),
    # DAT001: no deadline.
    _case(FOSTERING, "deleted", cell("R1.3", "31/07/2019", ""), "DAT001 R1.3: no deadline",
          "R1.3 deadline"),
    _case(PROSE, "deleted in bracket", words("(SH, 28 February 2019)", "(SH)"),
          "DAT001 2.2: no deadline", "2.2 deadline"),
    _case(CARDS, "deleted", cell("F2.1", "15 February 2020", ""), "DAT001 F2.1: no deadline",
          "F2.1 deadline"),
    _case(OMBUDSMAN, "deleted in line", words(" By: 31 January 2024", ""),
          "DAT001 1.1: no deadline", "1.1 deadline"),
    _case(BOARD, "deleted", cell("4.1…", "end of July 2017", ""), "DAT001 4.1: no deadline",
          "4.1 deadline"),
    _case(SEND, "merged cell emptied", cell("1.3a", "31 January 2020", ""),
          ("DAT001 1.3a: no deadline", "DAT001 1.3b: no deadline", "DAT001 1.3c: no deadline"),
          "1.3a deadline; 1.3b deadline; 1.3c deadline"),
    _case(LETTER, "line of lead and deadline deleted", drop_line("Lead: Custody Nurse Manager"),
          ("DAT001 1.2: no deadline", "OWN001 1.2: no owner"), "1.2 deadline; 1.2 owners"),
    # DAT002: a date that is none.
    _case(SEND, "30 February", cell("2.1b", "28 February 2020", "30 February 2020"),
          "DAT002 2.1b: “30 February 2020”", "2.1b deadline"),
    _case(CARDS, "31 April", cell("F2.1", "15 February 2020", "31 April 2020"),
          "DAT002 F2.1: “31 April 2020”", "F2.1 deadline"),
    _case(FOOD, "31/09", cell("Overdue category D…", "30/09/2023", "31/09/2023"),
          "DAT002 4.2: “31/09/2023”", "4.2 deadline"),
    _case(PROSE, "31 June", words("29 March 2019", "31 June 2019"), "DAT002 1.1: “31 June 2019”",
          "1.1 deadline"),
    _case(OMBUDSMAN, "32 October", words("2 October 2023", "32 October 2023"),
          "DAT002 2.1: “32 October 2023”", "2.1 deadline"),
    _case(AUDIT, "31/11", cell("Each vehicle…", "30/11/18", "31/11/18"),
          "DAT002 4.2-1: “31/11/18”", "4.2-1 deadline"),
    _case(HOSPITAL, "month 13", cell("MD4.1", "20 January 2017", "20/13/2017"),
          "DAT002 MD4.1: “20/13/2017”", "MD4.1 deadline"),
    _case(PROBATION, "misspelt", cell("3a", "June 2024", "Jnue 2024"), "DAT002 3a: “Jnue 2024”",
          "3a deadline"),
    _case(PROSE, "line of the deadline alone",
          words("Lead: Karen Mullins.  Deadline: 29 March 2019.", "Deadline: 31 June 2019."),
          ("DAT002 1.1: “31 June 2019”", "OWN001 1.1: no owner."), "1.1 owners; 1.1 deadline"),
    _case(PROSE, "31 June without year in bracket",
          words("(GN, 1 March 2019)", "(GN, 31 June)"), "DAT002 4.1: “31 June”", "4.1 deadline"),
    _case(CORONER, "31 September in a sentence",
          words("by 15 December 2023", "by 31 September 2023"),
          "DAT002 3.2: “by 31 September 2023”", "3.2 deadline; 3.2 text"),
    # DAT003: a deadline without a day.
    _case(ACADEMY, "ongoing", cell("Ring the home…", "23 January 2023", "Ongoing"),
          "DAT003 2.1: “Ongoing”", "2.1 deadline"),
    _case(PRISON, "tbc", cell("5.20", "April 2020", "TBC"), "DAT003 5.20-1: “TBC”",
          "5.20-1 deadline"),
    _case(CARDS, "as required", cell("P1.1", "31 May 2020", "As required"),
          "DAT003 P1.1: “As required”", "P1.1 deadline"),
    _case(LETTER, "ongoing in bracket",
          words("(Aled Prosser, 1 September 2023)", "(Aled Prosser, ongoing)"),
          "DAT003 2.3: “ongoing”", "2.3 deadline"),
    _case(AUDIT_WALES, "asap", cell("R5", "June 2025", "ASAP"), "DAT003 R5.1: “ASAP”",
          "R5.1 deadline"),
    _case(LETTER, "soon in bracket",
          words("(Aled Prosser, 1 September 2023)", "(Aled Prosser, soon)"),
          "DAT003 2.3: “soon”", "2.3 deadline"),
    _case(CORONER, "immediately in a sentence", words("by 15 December 2023", "immediately"),
          "DAT003 3.2: “immediately”", "3.2 deadline; 3.2 text"),
    _case(CORONER, "as soon as possible in a sentence",
          words("by 15 December 2023", "as soon as possible"),
          "DAT003 3.2: “as soon as possible”", "3.2 deadline; 3.2 text"),
    _case(CORONER, "in due course in a sentence", words("by 15 December 2023", "in due course"),
          "DAT003 3.2: “in due course”", "3.2 deadline; 3.2 text"),
    _case(CORONER, "ongoing in a sentence", words("by 15 December 2023", "on an ongoing basis"),
          "DAT003 3.2: “on an ongoing basis”", "3.2 deadline; 3.2 text"),
    # DAT004: before the plan's own date.
    _case(SEND, "too early", cell("3.4", "15 November 2019", "15 September 2019"),
          "DAT004 3.4: “15 September 2019”", "3.4 deadline"),
    _case(FOSTERING, "too early", cell("R1.4", "12/07/2019", "12/06/2019"),
          "DAT004 R1.4: “12/06/2019”", "R1.4 deadline"),
    _case(UNIVERSITY, "too early", cell("2", "31.10.22", "31.08.22"), "DAT004 2.1: “31.08.22”",
          "2.1 deadline"),
    _case(PROSE, "last year", words("28 February 2019", "28 February 2018"),
          "DAT004 2.2: “28 February 2018”", "2.2 deadline"),
    _case(OMBUDSMAN, "last year", words("2 October 2023", "2 October 2022"),
          "DAT004 2.1: “2 October 2022”", "2.1 deadline"),
    # DAT005: past on the day of checking.
    _case(SEND, "past", cell("3.4", "15 November 2019", "5 November 2019"),
          "DAT005 3.4: had passed on 10 November 2019", "3.4 deadline", as_of="2019-11-10"),
    _case(FOSTERING, "past", cell("R1.4", "12/07/2019", "05/07/2019"),
          "DAT005 R1.4: “05/07/2019”", "R1.4 deadline", as_of="2019-07-10"),
    _case(PROBATION, "no longer complete", cell("2c", "Complete", "In progress"),
          ("DAT005 2c: “15 January 2024”", "DAT004 2c: “15 January 2024”"), "2c status",
          as_of="2024-01-25"),
    # DAT006: no year.
    _case(HOUSING, "month alone", cell("3.1", "October 2024", "October"),
          "DAT006 3.1: read as 31 October 2024", "3.1 deadline"),
    _case(FOSTERING, "year deleted", cell("R2.3", "20/12/2019", "20 December"),
          "DAT006 R2.3: read as 20 December 2019", "R2.3 deadline"),
    _case(PROSE, "year deleted", words("31 July 2019", "31 July"),
          "DAT006 3.1: read as 31 July 2019", "3.1 deadline"),
    _case(PRIMARY, "term alone",
          cell("Work with the Diocese…", "Autumn term 2022", "Autumn term"),
          "DAT006 2.2: “Autumn term”", "2.2 deadline"),
    _case(PROSE, "year deleted in bracket", words("(GN, 1 March 2019)", "(GN, 1 March)"),
          "DAT006 4.1: read as 1 March 2019", "4.1 deadline"),
    _case(PROSE, "month alone in bracket", words("(GN, 1 March 2019)", "(GN, by March)"),
          "DAT006 4.1: “by March”", "4.1 deadline"),
    _case(PROSE, "Easter in bracket", words("(GN, 1 March 2019)", "(GN, Easter)"),
          "DAT006 4.1: “Easter”", "4.1 deadline"),
    _case(PROSE, "term in bracket", words("(GN, 1 March 2019)", "(GN, autumn term)"),
          "DAT006 4.1: “autumn term”", "4.1 deadline"),
    _case(LETTER, "year deleted in bracket",
          words("(Aled Prosser, 1 September 2023)", "(Aled Prosser, 31 October)"),
          "DAT006 2.3: read as 31 October 2023", "2.3 deadline"),
    _case(CORONER, "month alone in a sentence", words("by 15 December 2023", "by December"),
          "DAT006 3.2: “by December”", "3.2 deadline; 3.2 text"),
    _case(CORONER, "month alone before its owner",
          words("By 31 July 2023 the Head", "By July the Head"), "DAT006 1.2: “By July”",
          "1.2 deadline; 1.2 text"),
    # DAT007: most on one day.
    _case(FOSTERING, "filled down",
          tuple(cell(ref, date, "20/12/2019") for ref, date in FOSTERING_DATES.items()),
          "DAT007: 8 of 10 actions are due on 20 December 2019",
          "; ".join(f"{ref} deadline" for ref in FOSTERING_DATES)),
    _case(TRUST, "filled down",
          tuple(cell(ref, date, "30 June 2023") for ref, date in TRUST_DATES.items()),
          "DAT007: 8 of 11 actions are due on 30 June 2023",
          "; ".join(f"{ref} deadline" for ref in TRUST_DATES)),
    # DAT008: a weekend or bank holiday.
    _case(HOUSING, "Christmas", cell("2.1", "20 December 2024", "25 December 2024"),
          "DAT008 2.1: Christmas", "2.1 deadline"),
    _case(SEND, "Saturday", cell("2.4", "20 December 2019", "21 December 2019"),
          "DAT008 2.4: a Saturday", "2.4 deadline"),
    # ACT001: the same again.
    _case(SEND, "row copied",
          add_row("3.4", "3.5", "Publish waiting times every month on the Local Offer website",
                  "HJ", "20 December 2019", "Page visited by 100 families"),
          "ACT001 3.5: repeats action 3.4", "3.5"),
    _case(ACADEMY, "row copied",
          add_row("Ask a family liaison…", "LC", "17 March 2023", "5",
                  "Ring the home of each absent pupil by ten in the morning."),
          "ACT001 2.5: repeats action 1", "2.5"),
    _case(PROSE, "same line",
          words("We will review our policy on out-of-court disposals in the light of that work.",
                "We will give health and education partners read-only access."),
          ("ACT001 5.3: repeats action 3.3", "DAT001 3.3: will give", "OWN001 3.3: will give"),
          "3.3 text", ("DAT001 3.3: will review", "OWN001 3.3: will review")),
    # ACT002: nothing to do.
    _case(ACADEMY, "continue", words("Ring the home", "Continue to ring the home"),
          "ACT002 2.1: opens with “Continue to”", "2.1 text"),
    _case(CARDS, "consider", words("Train 12 coaches", "Consider training 12 coaches"),
          "ACT002 P1.2: opens with “Consider”", "P1.2 text"),
    _case(PROBATION, "no verb", cell("4a", "Publish a directory…", "Directory of services"),
          "ACT002 4a: has no verb", "4a text"),
    _case(PROSE, "continue", words("track the hours", "continue to track the hours"),
          "ACT002 4.1: “continue to”", "4.1 text"),
    # ACT003: an abbreviation that nothing explains.
    _case(HOUSING, "TPAS", words("Set up a scrutiny panel", "Set up a TPAS scrutiny panel"),
          "ACT003 3.1: “TPAS”", "3.1 text"),
    _case(CARDS, "NFCC",
          words("Train 12 coaches and mentors.", "Train 12 coaches and mentors with the NFCC."),
          "ACT003 P1.2: “NFCC”", "P1.2 text"),
    # REC001: summary and section name different leads.
    _case(COLLEGE, "section changed", words("Lead: NV", "Lead: YS"),
          "REC001 4: names Niamh Verity, its section Yolanda Strand", "rec 4 leads"),
    _case(TAMARSIDE, "summary changed", cell("R1", "Hugo Mbeki", "Sana Qureshi"),
          "REC001 R1: names Sana Qureshi, its section Hugo Mbeki", "rec R1 summary"),
    _case(BOARD, "one deleted in summary",
          cell("1. Strengthen…", "Felicity Ann Munro/ Helen Jane Burrows", "Felicity Ann Munro"),
          "REC001 1: names Felicity Ann Munro, its section", "rec 1 summary"),
    # REC002: summary and section are worded differently.
    _case(COLLEGE, "summary reworded",
          cell("NV", "Students must know…", "Students must be told how to get help"),
          "REC002 4: must be told", "rec 4 summary"),
    _case(TAMARSIDE, "summary reworded",
          cell("Hugo Mbeki", "The Corporation should…", "The Corporation must recruit members"),
          "REC002 R1: must recruit", "rec R1 summary"),
    # REC003: no action.
    _case(PRISON, "row emptied",
          (cell("5.21", "The education provider…", ""), cell("5.21", "Head of Education…", ""),
           cell("5.21", "31 January 2020", "")),
          "REC003 5.21: has no action", "5.21-1"),
    _case(PRISON, "no longer refused", cell("5.3", "Not agreed", "Agreed"),
          "REC003 5.3: has no action", "rec 5.3 response"),
    _case(HOSPITAL, "only row deleted", drop_row("SD2.1"),
          ("REC003 SD2: has no action", "LED001: Bridget Nolan"), "SD2.1",
          ("OWN007 SD2.1: 2 owners",)),
    # REC004: in one place only.
    _case(BOARD, "row of the summary deleted", drop_row("Jon Stroud"),
          "REC004 3: is not in the summary", "rec 3 summary", ("REC001 3: ", "REC007 3: ")),
    _case(TAMARSIDE, "row added to the summary",
          add_row("R4", "R5", "The group should publish its plan.", "Sana Qureshi"),
          ("REC004 R5: has no section", "REC008: “four recommendations”, and holds 5"), "rec R5"),
    # REC008: another number than stated.
    _case(TAMARSIDE, "number changed", words("four recommendations", "five recommendations"),
          "REC008: “five recommendations”, and holds 4", "recommendations_stated"),
    # DAT009: after the plan's own end.
    _case(BOARD, "years too late", cell("1.1…", "30th June 2017", "30th June 2019"),
          "DAT009 1.1: “30th June 2019”", "1.1 deadline"),
    # REC005: numbers.
    _case(FOSTERING, "number left out", words("Requirement 3 –", "Requirement 4 –"),
          "REC005 4: from “Requirement 2” to “Requirement 4”", "rec 3; rec 4; R3.1; R3.2; R3.3"),
    _case(FOOD, "number left out", cell("Carry out internal…", "7", "8"), "REC005 8: without 7",
          "rec 7; rec 8; 7.1; 8.1"),
    _case(PRISON, "number used twice", cell("Meals should be…", "5.13", "5.12"),
          ("REC005 5.12-2: “5.12” is used twice", "REC005 5.14: without 5.13"),
          "rec 5.13; rec 5.12-2; 5.13-1; 5.12-2-1"),
    # REC006: no success measure.
    _case(DRAFT, "line deleted", drop_line("Success measure: 95%"),
          "REC006 5: has no success measure", "rec 5 success_measures"),
    _case(LEWISHAM, "row deleted", drop_row("Clear business plan…"),
          "REC006 4: has no success measure", "rec 4 success_measures"),
    _case(ESTYN, "merged cell emptied", cell("Write a calendar…", "Leaders know strengths…", ""),
          "REC006 R3: has no success measure",
          "R3.1 success_measure; R3.2 success_measure; R3.3 success_measure"),
    # REC007: different linked plans.
    _case(BOARD, "summary changed",
          cell("4. Evaluate…", "Learning and Improvement Framework", "Training Strategy"),
          "REC007 4: links to Training Strategy", "rec 4 summary"),
    _case(BOARD, "one deleted in summary",
          cell("2. Ensure…", "Neglect Strategy…", "Neglect Strategy"),
          "REC007 2: links to Neglect Strategy, its section", "rec 2 summary"),
    # LED001: a lead with nothing to do.
    _case(FOSTERING, "row added", add_row("Petra Tolland", "Finance Manager", "Owen Pratt", "OP"),
          "LED001: Owen Pratt", "lead OP"),
    _case(HOSPITAL, "row added", add_row("Helen Marriott", "Director of Finance", "Meera Joshi"),
          "LED001: Meera Joshi", "lead meera-joshi"),
    _case(SEND, "line added", add_line("Tom Achebe", "Petra Hill – Finance Manager (PH)"),
          "LED001: Petra Hill", "lead PH"),
    _case(PROSE, "line added", add_line("BT – Bea", "JN – Jo Nash, Business Manager"),
          "LED001: Jo Nash", "lead JN"),
    # LED002: initials and name.
    _case(ACADEMY, "name changed", cell("FN", "Farida Noor", "Farida Moor"),
          "LED002: “FN” don't fit Farida Moor", "lead FN; 1.1 owners; 1.2 owners; 1.3 owners"),
    _case(SEND, "name changed", words("Ian Whitcombe", "Ian Bitcombe"),
          "LED002: “IW” don't fit Ian Bitcombe", "lead IW; 1.4 owners; 2.1b owners"),
    # LED003: no holder.
    _case(HOSPITAL, "holder gone", cell("Clinical Director, Surgery", "Tom Hallam", "Vacant"),
          ("LED003: Director, Surgery", "OWN004 MD4.1: is vacant", "OWN004 MD4.2: is vacant"),
          "lead tom-hallam; lead clinical-director-surgery; MD4.1 owners; MD4.2 owners"),
    _case(TRUST, "vacant row added", add_row("Gemma Curnow", "TBC", "Director of Finance", ""),
          ("LED003: Director of Finance", "LED001: Director of Finance"),
          "lead director-of-finance"),
    # RAG001: rating or status at odds with the dates.
    _case(TRUST, "blue to green", cell("M1.3", "B", "G"),
          ("RAG001 M1.3: is rated green", "DAT004 M1.3: “28 February 2023”"), "M1.3 rag"),
    _case(COUNCIL, "green and past", cell("Review every child…", "End Jan 2018", "31/10/2017"),
          ("RAG001 3.2: is rated green", "DAT004 3.2: “31/10/2017”"), "3.2 deadline"),
    _case(HOSPITAL, "green and past", cell("MD3.1", "15th December 2016", "15th October 2016"),
          ("RAG001 MD3.1: is rated green", "DAT004 MD3.1: “15th October 2016”"),
          "MD3.1 deadline"),
    _case(CARDS, "complete before its start",
          (words("October to December 2019", "November to December 2019"),
           cell("E1.2", "In progress", "Complete")),
          "RAG001 E1.2: marked “Complete”", "E1.2 deadline; E1.2 status"),
    # MEA001: nothing to measure.
    _case(CARDS, "vague", cell("E2.1", "Report with costs…", "Staff feel better supported"),
          "MEA001 E2.1: “Staff feel better supported”", "E2.1 success_measure"),
    _case(BOARD, "vague",
          words("Attendance of 90% at board meetings", "Partners work better together"),
          "MEA001 1: “Partners work better together”", "rec 1 success_measures"),
    _case(PRIMARY, "vague",
          cell("Invite parents…", "50 or more families attend", "Parents feel better informed"),
          "MEA001 2.4: “Parents feel better informed”", "2.4 success_measure"),
]
# fmt: on


@pytest.mark.parametrize(
    "defect", [pytest.param(d, id=d.id, marks=pytest.mark.xdist_group(d.sample)) for d in DEFECTS]
)
def test_a_planted_defect_is_found_and_nothing_else_changes(defect: Defect, tmp_path: Path) -> None:
    source = SAMPLES / f"{defect.sample}.docx"
    clean, planted = conversion(source).plan, convert(plant(source, defect, tmp_path))
    before, after = found(clean, defect), found(planted, defect)
    assert unmatched(defect.new, after - before) == ([], []), "new findings"
    assert unmatched(defect.gone, before - after) == ([], []), "findings that are gone"
    assert changes(clean, planted) == defect.changed


def test_there_are_enough_of_them() -> None:
    assert len(DEFECTS) >= 40
    assert len({defect.sample for defect in DEFECTS}) >= 8
    assert len({defect.id for defect in DEFECTS}) == len(DEFECTS)
