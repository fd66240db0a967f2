# ruff: noqa: E501 (a row of data stays on its line)
"""Ordinary plans: a probation unit, police custody, a fire service."""

from __future__ import annotations

from .blocks import Block, Break, Cell, Heading, Made, Para, Table, head, row
from .golden import Gold, printed

FILLS = {"B": "#00b0f0", "G": "#92d050", "A": "#ffc000", "R": "#ff0000"}
RAGS = {"B": "blue", "G": "green", "A": "amber", "R": "red"}


def probation() -> Made:
    """Merged recommendation and outcome; letters after numbers; start and target dates; initials."""
    g = Gold(
        title="HMI Probation Inspection Action Plan",
        organisation="Tarrant and Stour Probation Delivery Unit",
        inspectorate="HM Inspectorate of Probation",
        judgement="Requires improvement",
        plan_date="22 January 2024 = 2024-01-22",
        inspection_date="September 2023 = 2023-09",
        report_date="12 December 2023 = 2023-12-12",
    )
    people = [
        ("HG", "Helen Gatward", "Head of Probation Delivery Unit"),
        ("MO", "Marcus Okafor", "Deputy Head of Probation Delivery Unit"),
        ("SP", "Sunita Parmar", "Senior Probation Officer, Court and Assessment"),
        ("JW", "John Westlake", "Senior Probation Officer, Sentence Management"),
        ("CB", "Carly Bishop", "Quality Development Officer"),
        ("TN", "Trevor Nunn", "Business Manager"),
    ]
    for key, name, post in people:
        g.lead(key, name, post)
    parts = [
        ("1", "Improve the quality of work to assess, plan for, manage and review risk of harm.", "People on probation are better understood and the public is safer", [
            ("1a", "All practitioners to attend the Risk of Serious Harm refresher (two half days) delivered by the regional Quality Development Team by March 2024.", "{CB}", "January 2024", "29 March 2024 = 2024-03-29", "In progress", "41 of 63 staff have attended"),
            ("1b", "SPOs to countersign all OASys assessments of high risk cases, and to use the national countersigning framework.", "{SP}/{JW}", "February 2024", "Ongoing = @ongoing", "In progress", ""),
            ("1c", "Complete a dip sample of 10 cases a month and report the findings to the Performance and Quality Board.", "{MO}", "February 2024", "Monthly = @recurring", "Not started", ""),
        ]),
        ("2", "Ensure that domestic abuse and safeguarding information is requested and used in every case.", "Domestic abuse enquiries are made in 95% of cases at court", [
            ("2a", "Agree an information-sharing protocol with Stour Constabulary and the three local authorities (Children’s Services).", "{HG}", "November 2023", "28 February 2024 = 2024-02-28", "In progress", "Draft with Constabulary’s legal team"),
            ("2b", "Place an administrator in the Multi-Agency Safeguarding Hub for two days a week.", "{TN}/{MO}", "January 2024", "1 April 2024 = 2024-04-01", "Not started", "Vetting under way"),
            ("2c", "Brief all court staff on the revised Domestic Abuse Policy Framework (HMPPS, April 2023).", "{SP}", "December 2023", "15 January 2024 = 2024-01-15", "Complete", "Briefing held on 11 January"),
        ]),
        ("3", "Make sure that there are enough staff with the right skills, and that workloads are manageable.", "Average workload is at or below 110% on the Workload Measurement Tool", [
            ("3a", "Fill the seven vacant Probation Officer posts from the PQiP cohort that qualifies in May 2024.", "{HG}/{TN}", "January 2024", "June 2024 = 2024-06", "In progress", ""),
            ("3b", "Review the use of the Prioritising Probation Framework with staff and unions.", "{MO}", "March 2024", "", "Not started", ""),
            ("3c", "Hold reflective practice sessions for each team.", "{All SPOs:group}", "February 2024", "Every six weeks = @recurring", "In progress", "First session planned for 7 February"),
        ]),
        ("4", "Increase the use of interventions and services from the Commissioned Rehabilitative Services.", "More people start and complete the work that they need", [
            ("4a", "Publish a directory of services, with the referral route and eligibility for each, on the unit’s intranet page.", "{CB}", "December 2023", "31 January 2024 = 2024-01-31", "In progress", "Draft complete"),
            ("4b", "Set a target of 60% of eligible people referred to accommodation, ETE or personal wellbeing services within 20 working days.", "{JW}/{RD:unknown}", "April 2024", "30 September 2024 = 2024-09-30", "Not started", ""),
            ("4c", "Invite providers to the practitioner forum and to the Reducing Reoffending Board’s sub-group.", "", "February 2024", "April 2024 = 2024-04", "Not started", ""),
        ]),
    ]  # fmt: skip
    states = {"In progress": "in_progress", "Complete": "complete", "Not started": "not_started"}
    rows = [head("Recommendation", "No.", "Actions", "Lead", "Start", "Target date", "Status", "Progress update", "Intended outcome")]  # fmt: skip
    for label, text, outcome, actions in parts:
        g.rec(label, text, label, expected_outcomes=[outcome])
        for place, (ref, what, who, start, due, state, news) in enumerate(actions):
            g.act(ref, what, who, due, ref, status=states[state], progress=news)
            cells: list[str | Cell] = [ref, what, printed(who), start, printed(due), state, news]
            if place == 0:
                span = len(actions)
                cells = [Cell(f"{label}. {text}", rows=span), *cells, Cell(outcome, rows=span)]
            rows.append(row(*cells))
    blocks: list[Block] = [
        Heading("HMI Probation Inspection Action Plan"),
        Para("**Tarrant and Stour Probation Delivery Unit**"),
        Para("Version 1.0, 22 January 2024"),
        Para("HM Inspectorate of Probation inspected the unit in September 2023 and published its report on 12 December 2023. The overall rating was Requires improvement. The plan is owned by the Head of the unit and monitored at the monthly Performance and Quality Board."),
        Table([head("Name", "Post", "Initials")] + [row(name, post, key) for key, name, post in people], [3, 5, 1]),
        Table(rows, [2.3, 0.7, 4, 0.9, 1.5, 1.5, 1.2, 2, 1.8], header_fill="#d9e2f3"),
    ]  # fmt: skip
    return Made(
        "probation-tarrant", "word", blocks, g.done(), font="Arial", size=10,
        head="OFFICIAL", foot="Page {page} of {pages}",
    )  # fmt: skip


def custody() -> Made:
    """Ranks and names; a review date that is no deadline; areas merged over rows; BRAG letters filled."""
    g = Gold(
        title="Custody Inspection Action Plan",
        organisation="Northshire Police",
        inspectorate="HMICFRS",
        plan_date="4 August 2022 = 2022-08-04",
        inspection_date="14–25 February 2022 = 2022-02-14/2022-02-25",
        report_date="28 June 2022 = 2022-06-28",
    )
    alder = "{Supt Joanna Alder:person:Joanna Alder}"
    rigby = "{Ch Insp Paul Rigby:person:Paul Rigby}"
    dunmore = "{Insp Carla Dunmore:person:Carla Dunmore}"
    healthcare = "{Head of Custody Healthcare:post}"
    parts = [
        ("Cause of concern 1", "The force does not always meet the requirements of PACE Code C for the conduct of reviews of detention.", [
            ("1.1", "Issue revised guidance to all inspectors on face-to-face reviews, including how to record the representations of detainees and when to use video.", dunmore, "September 2022", "31/08/2022 = 2022-08-31", "Guidance drafted and with Legal Services for comment.", "A"),
            ("1.2", "Dip sample 30 custody records a month (10 at each of Ellerby, Stanwick and Holme suites) and give feedback to reviewing officers.", rigby, "Monthly", "Monthly = @recurring", "July results: 71% of reviews met the standard, up from 54% in February 2022.", "G"),
            ("1.3", "Amend the custody IT system (Niche) so that reminders go to inspectors before each review falls due.", "{ICT Department:organisation}", "October 2022", "December 2022 = 2022-12", "Change request 4471 submitted.", "A"),
        ]),
        ("Cause of concern 2", "The governance of the use of force in custody is not good enough.", [
            ("2.1", "Require a use of force form for every incident in custody, and reconcile forms with the custody record each week.", rigby, "September 2022", "30/09/2022 = 2022-09-30", "Started at Ellerby on 18 July.", "G"),
            ("2.2", "Set up a quarterly scrutiny panel, chaired by the Assistant Chief Constable and with members from the Independent Advisory Group, to review CCTV.", alder, "October 2022", "November 2022 = 2022-11", "Terms of reference agreed by the Use of Force Board on 6 July 2022.", "G"),
        ]),
        ("Area for improvement 1", "The force should improve its approach to detainees’ dignity and privacy.", [
            ("3.1", "Fit privacy screens at the booking-in desks (budget of £22,500 in the 2022/23 estates programme).", "{Head of Estates and Facilities:post}", "October 2022", "31/03/2023 = 2023-03-31", "Supplier visit on 1 August.", "G"),
            ("3.2", "Offer all detainees held for more than six hours a shower and a change of clothing, and record it.", "{All custody sergeants:group}", "September 2022", "Immediate = @immediate", "Reminder sent in June 2022.", "B"),
            ("3.3", "Buy replacement clothing and menstrual care packs for all suites.", dunmore, "", "15/07/2022 = 2022-07-15", "Delivered to all suites.", "B"),
        ]),
        ("Area for improvement 2", "The force and its healthcare provider should make sure that detainees have prompt access to healthcare.", [
            ("4.1", "Monitor response times against the contract standard of 60 minutes and discuss breaches at the Contract Performance Meeting.", healthcare + " / " + rigby, "September 2022", "Ongoing = @ongoing", "June: 88% within 60 minutes.", "A"),
            ("4.2", "Agree a mental health triage model with Northshire Integrated Care Board.", alder, "November 2022", "01/04/2023 = 2023-04-01", "", "R"),
        ]),
        ("Area for improvement 3", "The force should strengthen its approach to diverting children from custody.", [
            ("5.1", "Publish a joint protocol with the two local authorities on alternative accommodation, as required by the Concordat on Children in Custody (2017).", "", "October 2022", "31/10/2022 = 2022-10-31", "Meeting with Directors of Children’s Services arranged.", "A"),
        ]),
    ]  # fmt: skip
    rows = [head("Inspection finding", "No", "Action required", "Action owner", "Next review", "Target completion", "Latest update", "BRAG")]  # fmt: skip
    for key, (label, text, actions) in zip(("C1", "C2", "A1", "A2", "A3"), parts, strict=True):
        g.rec(key, text, label)
        for place, (ref, what, who, review, due, news, rag) in enumerate(actions):
            g.act(ref, what, who, due, ref, rag=f"{RAGS[rag]}:text", progress=news)
            cells: list[str | Cell] = [
                ref, what, printed(who), review, printed(due), news, Cell(rag, fill=FILLS[rag]),
            ]  # fmt: skip
            if place == 0:
                cells = [Cell(f"**{label}**\n{text}", rows=len(actions)), *cells]
            rows.append(row(*cells))
    blocks: list[Block] = [
        Heading("Custody Inspection Action Plan"),
        Para("**Northshire Police**\nPosition as agreed by the Force Executive Board on 4 August 2022"),
        Para("HMICFRS and the Care Quality Commission inspected custody suites in Northshire on 14–25 February 2022. The report was published on 28 June 2022. It set out two causes of concern and three areas for improvement. The senior responsible officer for this plan is the Assistant Chief Constable (Operations)."),
        Table([[Cell("B – Complete", fill=FILLS["B"]), Cell("G – On target", fill=FILLS["G"]), Cell("A – Some slippage", fill=FILLS["A"]), Cell("R – Off target", fill=FILLS["R"])]], [1, 1, 1, 1], header_rows=0),
        Table(rows, [2.5, 0.6, 3.8, 1.7, 1.4, 1.5, 2.5, 0.8], header_fill="#c9d6e8"),
    ]  # fmt: skip
    return Made(
        "custody-northshire", "chromium", blocks, g.done(), font="Arial", size=9.5,
        head="OFFICIAL", foot="Page {page} of {pages}",
    )  # fmt: skip


def fire() -> Made:
    """Contents as a table; a section for each pillar; areas as bands; baseline and target; no numbers on actions."""
    g = Gold(
        title="HMICFRS Round 3 Improvement Plan",
        organisation="Ridgeway Fire and Rescue Service",
        inspectorate="HMICFRS",
        plan_date="May 2023 = 2023-05",
        inspection_date="October and November 2022 = 2022-10/2022-11",
        report_date="20 January 2023 = 2023-01-20",
    )
    prevention = "{Area Manager Prevention and Protection:post}"
    response = "{Area Manager Response:post}"
    people_ = "{Head of People and Culture:post}"
    data = "{Business Intelligence Manager:post}"
    sections = [
        ("Effectiveness", [
            ("EF1", "The service should make sure that it targets home fire safety visits at those most at risk.", [
                ("Refresh the risk stratification model using NHS Exeter data, Mosaic and the Census 2021, and publish a target list for each station.", prevention + "\n" + data, "Apr 2023", "Sep 2023 = 2023-09", "58% of visits to high risk homes", "75% of visits to high risk homes", "Data-sharing agreement signed.", "A"),
                ("Clear the backlog of 1,260 visits that built up between March 2020 and April 2022.", prevention, "Jan 2023", "31 Dec 2023 = 2023-12-31", "1,260", "Nil", "640 outstanding at the end of April.", "G"),
            ]),
            ("EF2", "The service should make sure that its risk-based inspection programme is resourced.", [
                ("Recruit and train four fire safety inspectors to Level 4 Diploma (reference: Competency Framework for Fire Safety Regulators, 2020).", "{Group Manager Protection:post} / {Head of People and Culture:post}", "Jun 2023", "Mar 2025 = 2025-03", "11 qualified inspectors", "15 qualified inspectors", "", "A"),
                ("Quality assure one in ten audits.", "{Group Manager Protection:post}", "May 2023", "Ongoing = @ongoing", "None", "10%", "Form drafted.", "G"),
            ]),
            ("EF3", "The service should ensure that site-specific risk information is up to date.", [
                ("Station managers to revisit all 312 high and very high risk sites in line with the Operational Risk Information Policy.", "{All station managers:group}", "Mar 2023", "30 Nov 2023 = 2023-11-30", "64% in date", "100% in date", "201 visited.", "G"),
            ]),
        ]),
        ("Efficiency", [
            ("EY1", "The service should have effective measures in place to assure itself that its workforce is productive.", [
                ("Agree a productivity measure for wholetime stations with the Service Leadership Team and report it to the Fire Authority’s Performance and Scrutiny Committee.", response + "\n" + data, "Apr 2023", "Q3 2023/24 = 2023-10/2023-12 @quarter", "Not measured", "3% gain by April 2025", "Pilot at two stations.", "A"),
            ]),
            ("EY2", "The service should ensure that its fleet and estates strategies are regularly reviewed.", [
                ("Review the Fleet Strategy 2019-24, taking account of the Fire Cover Review and the net zero target for 2030.", "{Fleet and Technical Services Manager:post}", "Jul 2023", "Feb 2024 = 2024-02", "Average age of pumps 9.4 years", "Under 8 years", "", ""),
                ("Carry out condition surveys of the 19 stations.", "", "Jun 2023", "Oct 2023 = 2023-10", "6 done", "19 done", "Tender issued.", "A"),
            ]),
        ]),
        ("People", [
            ("PE1", "The service should make sure that its values and behaviours are understood and shown at all levels.", [
                ("Deliver workshops on the Core Code of Ethics to every watch and team, led by principal officers.", "{Chief Fire Officer:post} / {Deputy Chief Fire Officer:post}", "Feb 2023", "Jul 2023 = 2023-07", "0 of 74 teams", "74 of 74 teams", "49 teams have attended.", "G"),
                ("Set up an independent reporting line, with quarterly reports to the People Board.", people_, "Mar 2023", "Apr 2023 = 2023-04", "None", "In place", "Live on 3 April.", "B"),
            ]),
            ("PE2", "The service should put in place an open and fair process to identify, develop and support high-potential staff.", [
                ("Design a talent scheme with the National Fire Chiefs Council’s toolkit.", people_, "Sep 2023", "", "None", "12 staff on scheme", "Not yet started.", ""),
            ]),
        ]),
    ]  # fmt: skip
    blocks: list[Block] = [
        Heading("HMICFRS Round 3 Improvement Plan"),
        Para("**Ridgeway Fire and Rescue Service**\nMay 2023"),
        Heading("Contents", 2),
        Table([row("Introduction", "1"), row("Effectiveness", "2"), row("Efficiency", "3"), row("People", "3")], [6, 1], header_rows=0, rules="none"),
        Heading("Introduction", 2),
        Para("HMICFRS inspected the service in October and November 2022 and published its report on 20 January 2023. It identified seven areas for improvement. The Fire Authority’s Performance and Scrutiny Committee will receive this plan every quarter. The columns for baseline and target show where we were at the time of the inspection and where we want to be."),
        Para("RAG status: B = complete, G = on schedule, A = minor delay, R = major delay."),
        Break(),
    ]  # fmt: skip
    names = ("Action", "Lead officer", "Start", "Due", "Baseline", "Target", "Progress", "RAG")
    for section, recs in sections:
        blocks.append(Heading(section, 2))
        rows = [head(*names)]
        for label, text, actions in recs:
            g.rec(label, text, label)
            rows.append([Cell(f"{label} {text}", columns=8, bold=True, fill="#f2dcdb")])
            for place, (what, who, start, due, base, goal, news, rag) in enumerate(actions, 1):
                g.act(
                    f"{label}-{place}", what, who, due, progress=news,
                    rag=f"{RAGS[rag]}:text" if rag else "",
                )  # fmt: skip
                shown = Cell(rag, fill=FILLS.get(rag))
                rows.append(row(what, printed(who), start, printed(due), base, goal, news, shown))
        blocks.append(
            Table(rows, [4.2, 2, 1, 1.1, 1.5, 1.5, 2, 0.7], header_fill="#e5b8b7", repeat_header=False)
        )  # fmt: skip
    return Made(
        "fire-ridgeway", "chromium", blocks, g.done(), font="Arial", size=9.5,
        head="Ridgeway Fire and Rescue Service", foot="Page {page}",
    )  # fmt: skip


ALL = [probation, custody, fire]
