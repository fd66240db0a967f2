# ruff: noqa: E501 (a row of data stays on its line)
"""Plans with odd tables: tinted bands, two header rows, several dates in a cell."""

from __future__ import annotations

from .blocks import Block, Cell, Heading, Made, Para, Table, head, row
from .golden import Gold, printed


def surgery() -> Made:
    """Reportlab, no rules, tinted bands; areas as lines between the rows."""
    g = Gold(
        title="Practice Improvement Plan",
        organisation="Larkhill Road Surgery",
        inspectorate="Care Quality Commission",
        judgement="Requires improvement",
        plan_date="2 March 2020 = 2020-03-02",
        inspection_date="14 January 2020 = 2020-01-14",
        report_date="21 February 2020 = 2020-02-21",
    )
    people = [
        ("SM", "Dr Sunita Mehta", "Senior Partner"),
        ("WB", "Wendy Bastable", "Practice Manager"),
        ("JO", "Jude Oyelaran", "Lead Nurse"),
        ("RC", "Rhona Cairns", "Reception Manager"),
        ("AK", "Dr Arne Kvist", "Safeguarding Lead"),
    ]
    for person in people:
        g.lead(*person)
    areas = [
        ("1", "Improve the safe handling of medicines and test results", [
            ("Review all patients on high-risk medicines and recall those overdue a blood test",
             "{SM}, {JO}", "17.4.20 = 2020-04-17"),
            ("Empty the results inbox every working day, with a rota for cover when a doctor is"
             " away", "{SM}", "Immediate = @immediate"),
            ("Check vaccine fridge temperatures twice a day and keep the log by the fridge", "{JO}",
             "9.3.20 = 2020-03-09"),
            ("Bring recruitment files up to date", "{WB}", ""),
        ]),
        ("2", "Finish the programme of clinical audit", [
            ("Repeat the audit of antibiotic prescribing", "{AK}", "June 2020 = 2020-06"),
            ("Book overdue cervical screening for 140 patients", "{JO}, {RC}",
             "end of May 2020 = 2020-05-31 @date"),
        ]),
        ("3", "Make sure that governance covers risk, complaints and learning", [
            ("Hold a monthly meeting on significant events, open to all staff", "{WB}",
             "Monthly = @recurring"),
            ("Log every complaint, with the date of the reply", "{RC}", "30.3.20 = 2020-03-30"),
            ("Complete safeguarding training at the right level", "{All clinicians:group}",
             "29.5.20 = 2020-05-29"),
        ]),
    ]  # fmt: skip
    rows = [head("What will be done", "Owner", "Due")]
    for key, text, actions in areas:
        g.rec(key, text, f"Area {key}")
        rows.append([Cell(f"Area {key}: {text}", columns=3, bold=True)])
        for number, (what, who, due) in enumerate(actions, 1):
            g.act(f"{key}.{number}", what, who, due)
            rows.append(row(what, printed(who), printed(due)))
    blocks: list[Block] = [
        Heading("Larkhill Road Surgery"),
        Heading("Practice Improvement Plan", 2),
        Para("Agreed at the partners’ meeting of 2 March 2020"),
        Para(
            "The Care Quality Commission visited on 14 January 2020. The report, published on"
            " 21 February 2020, rated the practice Requires improvement."
        ),
        Heading("Who leads", 3),
        Table(
            [head("Initials", "Name", "Role")] + [row(k, n, p) for k, n, p in people],
            [1, 2, 2],
            rules="none",
        ),
        Table(rows, [5, 1.4, 1.6], rules="none", header_fill="#c5e0b3", band_fill="#f2f2f2"),
    ]
    return Made(
        "surgery-larkhill", "reportlab", blocks, g.done(), landscape=False, size=9, foot="{page}"
    )


def college() -> Made:
    """Two header rows, nested numbers, quarters; draft of the summary in other words."""
    g = Gold(
        title="Quality Improvement Plan 2023/24",
        organisation="Quenby College",
        inspectorate="Ofsted",
        judgement="requires improvement",
        plan_date="25 September 2023 = 2023-09-25",
        inspection_date="6 to 9 June 2023 = 2023-06-06/2023-06-09",
        report_date="14 July 2023 = 2023-07-14",
    )
    people = [
        ("LF", "Lorcan Feeney", "Principal"),
        ("YS", "Yolanda Strand", "Vice Principal, Curriculum and Quality"),
        ("BH", "Bashir Haddad", "Head of Apprenticeships"),
        ("EC", "Edith Colquhoun", "Head of English and Mathematics"),
        ("NV", "Niamh Verity", "Head of Student Support"),
        ("PG", "Piers Gathercole", "Director of Finance"),
    ]
    for person in people:
        g.lead(*person)
    parts = [
        ("1", "Apprentices must have regular reviews with their employers",
         "Make sure that apprentices have regular reviews with their employers", "{BH}", "{BH}", [
            ("1.1", "Put a review date in the diary of every apprentice and employer", "{BH}",
             "Q1 2023/24 = 2023-04/2023-06 @quarter", "Done for all new starters", "complete",
             "Complete"),
            ("1.1.1", "Show missed reviews on the weekly report to managers", "{BH}/{YS}",
             "Q3 2023/24 = 2023-10/2023-12 @quarter", "In testing", "in_progress", "In progress"),
            ("1.1.2", "Call employers who have missed two reviews", "{BH}",
             "Quarter 4 of 2023/24 = 2024-01/2024-03 @quarter", "", "not_started", "Not started"),
            ("1.2", "Train assessors to set targets that stretch the apprentice", "{YS}",
             "15 December 2023 = 2023-12-15", "Dates fixed", "in_progress", "In progress"),
        ]),
        ("2", "Teaching in English and mathematics must meet the needs of adults",
         "Teaching in English and mathematics must meet the needs of adults", "{EC}", "{EC}; {YS}", [
            ("2.1", "Assess every adult in the first two weeks and plan from the result", "{EC}",
             "13 October 2023 = 2023-10-13", "Four in five done", "in_progress", "In progress"),
            ("2.2", "Offer evening classes at the Harbour site", "{EC}/{PG}",
             "Q2 2024/25 = 2024-07/2024-09 @quarter", "", "on_hold", "On hold"),
            ("2.3", "Offer evening classes at the Harbour site.", "{EC}",
             "January 2024 = 2024-01", "", "not_started", "Not started"),
        ]),
        ("4", "Students must know how to get help with their mental health",
         "Students must know how to get help with their mental health", "{NV}", "{NV}", [
            ("4.1", "Open a drop-in room on both sites with a counsellor at lunch", "{NV}/{XT:unknown}",
             "6 November 2023 = 2023-11-06", "Room found on one site", "in_progress", "In progress"),
            ("4.2", "Print the helpline on the back of every student’s card", "{NV}",
             "1 September 2023 = 2023-09-01", "Printer broke down", "overdue", "Overdue"),
        ]),
    ]  # fmt: skip
    blocks: list[Block] = [
        Heading("Quenby College"),
        Heading("Quality Improvement Plan 2023/24"),
        Para("Approved by the corporation on 25 September 2023"),
        Para(
            "Ofsted inspected the college from 6 to 9 June 2023 and published its report on"
            " 14 July 2023. It judged that the college requires improvement."
        ),
        Heading("Staff named in this plan", 2),
        Table([head("Name", "Post", "Initials")] + [row(n, p, k) for k, n, p in people], [2, 4, 1]),
        Heading("Summary of areas for improvement", 2),
        Table(
            [head("No.", "Area for improvement", "Lead")]
            + [row(key, short, printed(lead)) for key, _, short, _, lead, _ in parts],
            [0.6, 6, 1.5],
        ),
    ]
    for key, text, short, leads, summary_leads, actions in parts:
        rec = g.rec(key, text, key, leads=leads)
        rec["summary"] = {"text": short, "leads": g.owners(summary_leads)}
        blocks += [Heading(f"{key}. {text}", 2), Para(f"Lead: {printed(leads)}")]
        rows = [
            head(Cell("Plan", columns=4), Cell("Position this month", columns=2)),
            head("Ref", "Action", "Responsible", "Deadline", "Progress to date", "Status"),
        ]
        for label, what, who, due, progress, status, shown in actions:
            g.act(label, what, who, due, label, progress=progress, status=status)
            rows.append(row(label, what, printed(who), printed(due), progress, shown))
        blocks.append(Table(rows, [0.8, 4.5, 1.4, 2, 2.5, 1.4], header_rows=2))
    g.find("REC002", "1")
    g.find("REC001", "2")
    g.find("REC005", "4")
    g.find("ACT001", "2", "2.3")
    return Made("college-quenby", "word", blocks, g.done(), head="Quenby College – for governors")


def fire_audit() -> Made:
    """Original and revised dates, milestones in one cell, text statuses, a repeated header."""
    g = Gold(
        title="Audit Recommendations Monitor",
        organisation="Severn Marches Fire Authority",
        plan_date="31 January 2021 = 2021-01-31",
    )
    parts = [
        ("IA1", "Stock checks of breathing apparatus are not recorded.", "High", [
            ("Introduce a quarterly count, signed by the station commander.",
             "{Head of Operational Assurance:post}", "30/06/20", "26/02/21",
             "26/02/21 = 2021-02-26 < 30/06/20 = 2020-06-30", [], "in_progress", "In progress"),
            ("Draft policy, consult and adopt.", "{Policy Manager:post}",
             "Draft: 31/03/21\nConsult: 30/04/21\nAdopt: 30/06/21", "",
             "Adopt: 30/06/21 = 2021-06-30 @date",
             ["Draft: 31/03/21 = 2021-03-31", "Consult: 30/04/21 = 2021-04-30"],
             "not_started", "Not started"),
        ]),
        ("IA2", "Vehicle fuel is not reconciled to mileage.", "Medium", [
            ("Buy a fuel system that takes a reading at each fill.",
             "{Fleet and Equipment Manager:post}; {Treasurer:post}", "Dec-20", "Apr-21",
             "Apr-21 = 2021-04 < Dec-20 = 2020-12", [], "in_progress", "In progress"),
            ("Report exceptions to the treasurer each month.", "{Treasurer:post}", "30/09/20", "",
             "30/09/20 = 2020-09-30", [], "complete", "Complete"),
        ]),
        ("IA3", "Overtime is approved after it has been worked.", "High", [
            ("Stop payment of claims without prior approval.",
             "{Head of People, Learning and Culture:post}", "30/11/20", "", "30/11/20 = 2020-11-30",
             [], "overdue", "Overdue"),
            ("Brief all managers.", "{All watch commanders:group}", "TBA", "", "TBA = @tbc", [],
             "not_started", "Not started"),
        ]),
        ("IA4", "The asset register has not been checked since 2016.", "Low", [
            ("Carry out a full check of the register.", "{Fleet and Equipment Manager:post}",
             "31/05/21", "", "31/05/21 = 2021-05-31", [], "not_started", "Not started"),
            ("Write off what cannot be found.", "", "", "", "", [], "not_started", "Not started"),
        ]),
    ]  # fmt: skip
    header = head(
        "Ref", "Recommendation", "Priority", "Agreed action", "Responsible manager",
        "Original date", "Revised date", "Status",
    )  # fmt: skip
    rows = [header]
    for key, text, priority, actions in parts:
        g.rec(key, text, key, priority=priority)
        for number, (what, who, first, second, due, stones, status, shown) in enumerate(actions, 1):
            g.act(f"{key}-{number}", what, who, due, milestones=stones, status=status)
            cells: list[str | Cell] = [what, printed(who), first, second, shown]
            if number == 1:
                left = [Cell(x, rows=len(actions)) for x in (key, text, priority)]
                cells = [*left, *cells]
            rows.append(row(*cells))
    blocks: list[Block] = [
        Heading("Severn Marches Fire Authority"),
        Heading("Audit Recommendations Monitor"),
        Para("Report to the Audit Committee: position at 31 January 2021"),
        Heading("Status words", 3),
        Table(
            [
                head("Status", "What it means"),
                row("Complete", "Internal audit has seen the evidence"),
                row("In progress", "Work has begun"),
                row("Overdue", "The latest agreed date has passed"),
                row("Not started", "Nothing has been done yet"),
            ],
            [1, 4],
        ),
        Table(rows, [0.7, 2.6, 1, 3, 2.2, 1.6, 1.2, 1.3], header_fill="#f8cbad"),
        Para(
            "Summary: 4 recommendations, 8 actions; complete 1, in progress 2, overdue 1, not"
            " started 4."
        ),
    ]
    return Made(
        "fire-severn-marches", "reportlab", blocks, g.done(), size=9,
        head="Severn Marches Fire Authority – Audit Committee", foot="Page {page}",
    )  # fmt: skip


ALL = [surgery, college, fire_audit]
