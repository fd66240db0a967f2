# ruff: noqa: E501 (a row of data stays on its line)
"""Harder plans: maternity, a Welsh care service, a removal centre, a depot under notice."""

from __future__ import annotations

from typing import Any

from .blocks import Block, Cell, Heading, Made, Para, Table, Turn, head, row
from .golden import Gold, printed

FILLS = {"blue": "#4472c4", "green": "#00b050", "amber": "#ffc000", "red": "#ff0000"}


def maternity() -> Made:
    """Colour alone; headers on the first page only; initials with stops; a key in a line; soft hyphens."""
    g = Gold(
        title="Maternity Insight Visit: Improvement Plan",
        organisation="Elmswell and Orre Valley NHS Trust",
        inspectorate="NHS England",
        plan_date="22 May 2023 = 2023-05-22",
        inspection_date="14 March 2023 = 2023-03-14",
    )
    g.lead("CEO", "Aurelio Banks", "Chief Executive")
    g.lead("DoN", "Prof Jane Sutcliffe", "Director of Nursing")
    g.lead("MD", "Dr Ifeoma Nnadi", "Medical Director")
    g.lead("J.S.", "Jocasta Small", "Consultant Midwife")
    g.lead("P.O’R.", "Pádraig O’Rourke", "Governance Lead")
    g.lead("HoM", None, "Head of Midwifery", "vacant", initials="HoM")
    parts = [
        ("IEA 1", "Workforce planning and sustain­ability", [
            ("1.1", "Present a funded estab­lishment to the board that follows the latest Birth­rate Plus assess­ment", "{DoN:post}/{MD:post}", "30/09/2023 = 2023-09-30", "amber", "Assessment report received 2 May"),
            ("1.2", "Recruit to the post of Head of Midwifery", "{CEO:post}", "within 3 months = @relative", "red", "First advert drew no candidates who met the specification"),
            ("1.3", "Offer every newly qualified midwife a preceptor­ship of eighteen months", "{J.S.}", "Complete – Apr 23 = 2023-04 @complete", "blue", ""),
        ]),
        ("IEA 2", "Listening to women and families", [
            ("2.1", "Appoint a lay chair to the Maternity and Neonatal Voices Partner­ship", "{Maternity and Neonatal Voices Partnership:organisation}", "w/c 5 June 2023 = 2023-06-05/2023-06-11 @range", "green", "Interviews on 7 June"),
            ("2.2", "Ring women within a week of a com­plaint and write down what they ask for", "{HoM:post}", "Ongoing = @ongoing", "amber", ""),
            ("2.3", "Show on each ward what has changed because of feed­back", "{HoM:post} / {J.S.}", "Q2 23/24 = 2023-07/2023-09 @quarter", "green", "Boards ordered"),
        ]),
        ("IEA 3", "Learning from incidents", [
            ("3.1", "Clear the backlog of fifty-one incident reviews, oldest first", "{P.O’R.}", "~~31/05/23~~ 28/07/23 = 2023-07-28 < 31/05/23 = 2023-05-31", "red", "Twenty-two still open; two reviewers on leave"),
            ("3.2", "Invite a consultant from another trust to each review of a serious incident", "{MD:post}; {R.T.:unknown}", "July 2023 = 2023-07", "green", "Agreement with the network"),
            ("3.3", "Tell families in writing, in plain words and in their own language, what was found and what will be done about it", "{P.O’R.}", "", "", ""),
        ]),
        ("IEA 4", "Complex pregnancy", [
            ("4.1", "Audit whether each woman with a complex preg­nancy has a named consultant", "{MD:post}", "Monthly = @recurring", "green", "91% in April"),
            ("4.2", "Write a pathway to the maternal medicine centre with the network and sign it", "{MD:post}", "TBC = @tbc", "amber", "Draft with the network"),
            ("4.3", "Buy two more scanners for the day assessment unit", "", "31 October 2023 = 2023-10-31", "amber", "Bid to charitable funds; owner TBC"),
        ]),
    ]  # fmt: skip
    rows = [head("Ref", "Action", "Owner", "Date", "Update", "BRAG")]
    for key, (label, text, actions) in zip("1234", parts, strict=True):
        g.rec(key, text, label)
        rows.append([Cell(f"{label}: {text}", columns=6, bold=True, fill="#e2efda")])
        for ref, what, who, due, rag, update in actions:
            g.act(ref, what, who, due, ref, rag=f"{rag}:fill" if rag else "", progress=update)
            shown = "TBC" if ref == "4.3" else printed(who)
            rows.append(row(ref, what, shown, printed(due), update, Cell("", fill=FILLS.get(rag))))
    blocks: list[Block] = [
        Heading("Maternity Insight Visit: Improvement Plan"),
        Para("**Elmswell and Orre Valley NHS Trust** – plan of 22 May 2023"),
        Para("NHS England’s regional team visited on 14 March 2023. The plan is set out by the immediate and essential actions (IEA)."),
        Table([[Cell("Done and evidenced", fill=FILLS["blue"]), Cell("On track", fill=FILLS["green"]), Cell("At risk", fill=FILLS["amber"]), Cell("Off track", fill=FILLS["red"])]], [1, 1, 1, 1], header_rows=0),
        Table(rows, [0.7, 4.6, 2, 2, 3, 0.8], header_fill="#c6e0b4", repeat_header=False),
        Para("Owners: CEO – Aurelio Banks (Chief Executive); DoN – Prof Jane Sutcliffe (Director of Nursing); MD – Dr Ifeoma Nnadi (Medical Director); J.S. – Jocasta Small (Consultant Midwife); P.O’R. – Pádraig O’Rourke (Governance Lead); HoM – Vacant (Head of Midwifery)", small=True),
    ]  # fmt: skip
    return Made(
        "maternity-elmswell",
        "chromium",
        blocks,
        g.done(),
        head="Trust Board – Part 1",
        foot="Page {page} of {pages}",
        size=11,
    )


def care_wales() -> Made:
    """Bold lines for headings, all in Normal; regulations; bullets and struck dates; columns change places."""
    g = Gold(
        title="Response to Priority Action Notices and Areas for Improvement",
        organisation="Hafan Deg Domiciliary Care Ltd",
        inspectorate="Care Inspectorate Wales",
        plan_date="16 October 2023 = 2023-10-16",
        inspection_date="23 and 24 August 2023 = 2023-08-23/2023-08-24",
    )
    notice = [
        ("PAN 1", "The provider has not ensured that staff are vetted before they work alone.", "Regulation 35(2)", [
            ("• Check all forty-two files against the list in Schedule 1\n• Take off the rota anyone whose check is missing", "{Registered Manager:post}", "Complete – Sept 23 = 2023-09 @complete", "Complete", "complete"),
            ("• Recruit an administrator for one year", "{Responsible Individual:post}", "~~30 September 2023~~ 30 November 2023 = 2023-11-30 < 30 September 2023 = 2023-09-30", "In progress", "in_progress"),
        ]),
        ("PAN 2", "Calls are cut short and people do not receive the care that is in their plan.", "Regulation 21(1)", [
            ("• Compare call times with plans each Monday\n• Ring people whose calls were short", "{Care Co-ordinator:post} / {Deputy Manager:post}", "Weekly = @recurring", "In progress", "in_progress"),
            ("• Ask the council’s commissioners to pay for travel time", "{Responsible Individual:post}", "by Christmas = 2023-12-25 @date", "Not started", "not_started"),
        ]),
    ]  # fmt: skip
    areas = [
        ("AFI 1", "Quality of care reviews do not say what will change.", "Regulation 80", [
            ("Use the regulator’s form for the next review and consult people and families", "{Responsible Individual:post}", "Feb 2024 = 2024-02", "Not started", "not_started"),
        ]),
        ("AFI 2", "Not all staff have supervision every three months.", "Regulation 36(2)(c)", [
            ("Draw up a calendar and show it in the office", "{Registered Manager:post}", "31/10/23 = 2023-10-31", "In progress", "in_progress"),
            ("Train three senior carers to supervise", "{Nest Llewelyn-Pugh:person}", "31/11/23 = @unparsed", "Not started", "not_started"),
        ]),
        ("AFI 3", "The active offer of the Welsh language is weak.", "Regulation 24", [
            ("Ask each person which language they prefer and write it on the first page of their plan", "{All carers:group}", "15 December 2023 = 2023-12-15", "In progress", "in_progress"),
        ]),
    ]  # fmt: skip

    def table(parts: list[Any], names: list[str], order: str) -> Table:
        rows = [head(*names)]
        for label, text, rule, actions in parts:
            g.rec(label, text, label)
            for place, (what, who, due, shown, status) in enumerate(actions, 1):
                g.act(f"{label}-{place}", what, who, due, status=status)
                if due.startswith("by Christmas"):
                    g.find("DAT006", label, f"{label}-{place}", "by Christmas")
                held: dict[str, str | Cell] = {
                    "a": what,
                    "w": printed(who),
                    "d": printed(due),
                    "s": shown,
                }
                held |= {
                    "r": Cell(f"{label}\n{text}", rows=len(actions)),
                    "g": Cell(rule, rows=len(actions)),
                }
                rows.append(row(*(held[c] for c in order if place == 1 or c not in "rg")))
        widths = {"a": 3.2, "w": 1.8, "d": 1.8, "s": 1.5, "r": 2.6, "g": 1.8}
        return Table(rows, [widths[c] for c in order])

    blocks: list[Block] = [
        Para("**Hafan Deg Domiciliary Care Ltd**"),
        Para("**Response to Priority Action Notices and Areas for Improvement**"),
        Para("16 October 2023"),
        Para("Care Inspectorate Wales inspected the service on 23 and 24 August 2023. Two priority action notices were issued and three areas for improvement were found."),
        Para("**Part 1: Priority Action Notices**"),
        table(notice, ["Priority action", "Regulation", "What we will do", "Who", "By when", "Status"], "rgawds"),
        Para("**Part 2: Areas for Improvement**"),
        table(areas, ["Area for improvement", "What we will do", "By when", "Status", "Who", "Regulation"], "radswg"),
        Para("**Declaration**"),
        Para("I confirm that this response is true. Signed: Carys Beddoe-Nash, Responsible Individual. Date: 16 October 2023"),
    ]  # fmt: skip
    return Made(
        "ciw-hafan-deg",
        "word",
        blocks,
        g.done(),
        landscape=False,
        size=10.5,
        font="Liberation Serif",
        foot="{page}/{pages}",
    )


def removal_centre() -> Made:
    """Response and action in one cell; refused rows; bands say to whom; headers on the first page only."""
    g = Gold(
        title="Action Plan: Hollin Moor Immigration Removal Centre",
        organisation="Hollin Moor Immigration Removal Centre",
        inspectorate="HM Chief Inspector of Prisons",
        plan_date="12 February 2024 = 2024-02-12",
        inspection_date="4 to 21 September 2023 = 2023-09-04/2023-09-21",
        report_date="19 December 2023 = 2023-12-19",
    )
    parts = [
        ("To the Home Office", [
            ("6.1", "Detention should be for the shortest possible time.", "Accepted.", "A panel will review each case that has lasted for more than six months and will record its reasons for further detention.", "{Director, Detention and Escorting Services:post}", "30 April 2024 = 2024-04-30", "First panel met on 6 February."),
            ("6.2", "There should be a time limit on detention.", "Rejected.", "", "", "", "Parliament has considered this and the law contains sufficient safeguards."),
            ("6.3", "Detainees should not be moved at night.", "Partially accepted.", "Moves between ten at night and six in the morning will need the approval of a senior manager. Charter flights cannot always avoid the night.", "{Head of Operations (Escorting):post}", "March 2024 = 2024-03", ""),
        ]),
        ("To the centre manager", [
            ("6.4", "Rooms should be clean, ventilated and in good repair.", "Accepted.", "All 214 rooms will be inspected each month, repaired within ten days and repainted in turn.", "{Deputy Director, Residential:post}", "Spring 2024 = 2024-03/2024-05 @season", "Block A is finished."),
            ("6.5", "Force should be used only as a last resort.", "Accepted.", "Every use of force will be reviewed within 48 hours by a manager who was not there. Training in de-escalation will be given to all officers.", "{Supt Gwilym Rhys-Davies:person:Gwilym Rhys-Davies}\n{Head of Security:post}", "31 May 2024 = 2024-05-31", "Forty of 160 trained."),
            ("6.6", "Detainees should have access to the internet in their rooms.", "Rejected.", "", "", "", "Access in the library has been extended to eight in the evening."),
            ("6.7", "Interpreters should be used for all assessments of risk.", "Accepted.", "Reception staff will book telephone interpreters for each first interview and the contract manager will check usage against arrivals.", "{Contract Manager:post}", "Completed 31 January 2024 = 2024-01-31 @complete", ""),
        ]),
        ("To the healthcare provider", [
            ("6.8", "Rule 35 reports should be full and prompt.", "Accepted.", "Two more doctors will be trained, and appointments will be offered within two days.", "{Clinical Director:post}/{Head of Healthcare:post}", "29/02/2024 = 2024-02-29", ""),
            ("6.9", "Patients should not wait more than six weeks for a dentist.", "Accepted.", "A second session a week will be commissioned.", "{NHS England (North West) Health and Justice Team:organisation}", "Subject to funding = @relative", "Business case submitted."),
        ]),
    ]  # fmt: skip
    rows = [head("No.", "Recommendation", "Response", "Lead", "Target date", "Progress")]
    for band, items in parts:
        rows.append([Cell(band, columns=6, bold=True, fill="#ededed")])
        for key, text, response, what, who, due, progress in items:
            g.rec(key, text, key, response=response.rstrip("."))
            shown = f"{response} {what}".strip()
            if what:
                g.act(f"{key}-1", what, who, due, progress=progress)
                rows.append(row(key, text, shown, printed(who), printed(due), progress))
            else:
                rows.append(row(key, text, f"{response} {progress}", "-", "-", ""))
    blocks: list[Block] = [
        Heading("Action Plan: Hollin Moor Immigration Removal Centre"),
        Para("Submitted to HM Chief Inspector of Prisons on 12 February 2024"),
        Para("The centre was inspected from 4 to 21 September 2023 and the report was published on 19 December 2023."),
        Para("**Accepted**: we will do as recommended. **Partially accepted**: we will do some of it. **Rejected**: we will not do it, and say why."),
        Turn(),
        Table(rows, [0.6, 2.6, 4, 2.1, 1.8, 2], repeat_header=False),
        Para("Six accepted, one partially accepted, two rejected."),
    ]  # fmt: skip
    return Made(
        "irc-hollin-moor",
        "word",
        blocks,
        g.done(),
        landscape=False,
        head="OFFICIAL",
        foot="Page {page} of {pages}",
        size=13,
    )


def depot() -> Made:
    """Rules under rows only; ditto marks, As above, See 1.2, Vacant, TBC, percentages, short dates."""
    g = Gold(
        title="Health and Safety Improvement Notices: Compliance Plan",
        organisation="Ravensmere Waste Services",
        inspectorate="Health and Safety Executive",
        plan_date="20 March 2023 = 2023-03-20",
        inspection_date="9 February 2023 = 2023-02-09",
    )
    due_12 = "28/04/23 = 2023-04-28"
    parts = [
        ("Notice 1", "Vehicles and people on foot are not kept apart in the yard.", [
            ("1.1", "Paint walkways and put up barriers at the weighbridge.", "{Yard Manager:post}", "Yard Manager", "31/03/23 = 2023-03-31", "31/03/23", "75%", "in_progress"),
            ("1.2", "Make the yard one way and move the exit to Tern Street.", "{As above:post}", "As above", due_12, "28/04/23", "40%", "in_progress"),
            ("1.3", "Brief all drivers and agency staff at the gate.", '{":post}', '"', "See 1.2 = 2023-04-28", "See 1.2", "0%", "not_started"),
            ("1.4", "Fit reversing cameras to the older nine vehicles.", "{Fleet Manager:post}", "Fleet Manager", "31/09/23 = @unparsed", "31/09/23", "10%", "in_progress"),
        ]),
        ("Notice 2", "Workers are exposed to dust in the sorting hall.", [
            ("2.1", "Have the extraction tested by a competent person.", "{H&S Adviser:post}", "H&S Adviser", "Completed 14/02/23 = 2023-02-14 @complete", "Completed 14/02/23", "100%", "complete"),
            ("2.2", "Replace the filters and write down when they must next be changed.", "{Maintenance Supervisor:post}", "Maintenance Supervisor", "End of May 23 = 2023-05-31 @date", "End of May 23", "50%", "in_progress"),
            ("2.3", "Face-fit test everyone who wears a mask.", "", "Vacant", "TBC = @tbc", "TBC", "0%", "not_started"),
            ("2.4", "Offer health checks through occupational health.", "{HR:organisation} & {OH:organisation}", "HR & OH", "Q1 23/24 = 2023-04/2023-06 @quarter", "Q1 23/24", "0%", "not_started"),
        ]),
        ("Notice 3", "The baler has no interlock.", [
            ("3.1", "Take the baler out of use until it is made safe.", "{J. O'Dowd-Blake:person}", "J. O'Dowd-Blake", "10/02/23 = 2023-02-10", "10/02/23", "100%", "complete"),
            ("3.2", "Fit an interlock and have it signed off by the maker.", "{J. O'Dowd-Blake:person}", "J. O'Dowd-Blake", "06/03/23 = 2023-03-06", "06/03/23", "90%", "in_progress"),
        ]),
    ]  # fmt: skip
    rows = [head("Ref", "Step", "Person responsible", "To be completed by", "Progress")]
    for key, (label, text, actions) in zip("123", parts, strict=True):
        g.rec(key, text, label)
        rows.append([Cell(f"{label}: {text}", columns=5, bold=True)])
        for ref, what, who, shown_who, due, shown_due, share, status in actions:
            made = g.act(ref, what, who, due, ref, status=status, progress=share)
            if ref in ("1.2", "1.3"):
                made["owners"][0]["resolved_by"] = "reference"
            rows.append(row(ref, what, shown_who, shown_due, share))
    blocks: list[Block] = [
        Heading("Ravensmere Waste Services"),
        Heading("Health and Safety Improvement Notices: Compliance Plan", 2),
        Para("20 March 2023"),
        Para("An inspector of the Health and Safety Executive visited the Tern Street depot on 9 February 2023 and served three notices."),
        Table(rows, [0.7, 4.4, 2.2, 2.2, 1.4], rules="rows", header_fill=None),
        Para("Circulation: Managing Director; depot notice board; union safety representatives. Next review 17 April 2023."),
    ]  # fmt: skip
    return Made(
        "hse-ravensmere",
        "reportlab",
        blocks,
        g.done(),
        landscape=False,
        head="Ravensmere Waste Services",
        foot="HSE plan v3 – page {page}",
        size=11,
    )


ALL = [maternity, care_wales, removal_centre, depot]
