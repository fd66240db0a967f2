# ruff: noqa: E501 (a row of data stays on its line)
"""Harder plans: a peer challenge, a council in intervention, a data audit, an external audit."""

from __future__ import annotations

from .blocks import Block, Cell, Heading, Made, Para, Table, Turn, head, row
from .golden import Gold, printed


def peer_challenge() -> Made:
    """Each recommendation in a box; each table with its columns in another order; councillors."""
    g = Gold(
        title="Corporate Peer Challenge: Action Plan",
        organisation="Stonebridge District Council",
        inspectorate="Local Government Association",
        plan_date="10 June 2024 = 2024-06-10",
        inspection_date="6 to 9 February 2024 = 2024-02-06/2024-02-09",
        report_date="April 2024 = 2024-04",
    )
    hanlon = "{Cllr Maeve O’Hanlon:person:Maeve O’Hanlon}"
    parts = [
        ("Recommendation 1", "Set a clear vision for the district with partners and say what will not be done.", "awol", [
            ("1.1", "Hold four place workshops with parish councils, business and young people",
             hanlon + " / {Chief Executive:post}", "End Q2 24/25 = 2024-09-30 @date"),
            ("1.2", "Bring a corporate plan of no more than ten pages to Full Council",
             "{Leader of the Council:post} and {Chief Executive:post}", "by Christmas 2024 = 2024-12-25 @date"),
            ("1.3", "Stop or pause the projects that the plan does not need", "{Corporate Leadership Team:organisation}", "2024/25 = 2024-04/2025-03 @year"),
        ]),
        ("Recommendation 2", "Close the gap in the Medium Term Financial Strategy and help members to understand it.", "owal", [
            ("2.1", "Publish a savings tracker with each quarterly budget report^^1^^", "{Head of Finance and Section 151 Officer:post}", "Q3 24/25 = 2024-10/2024-12 @quarter"),
            ("2.2", "Run all-member briefings before each round of the budget", "{Cllr Devinder Sohal-Price:person:Devinder Sohal-Price}", "September 2024 & January 2025|January 2025 = 2025-01|September 2024 = 2024-09"),
            ("2.3", "Review reserves with our external advisers", "{Head of Finance and Section 151 Officer:post}", "Ongoing – reviewed quarterly = @ongoing"),
        ]),
        ("Recommendation 3", "Strengthen scrutiny so that it looks ahead.", "lawo", [
            ("3.1", "Adopt a work programme that is drawn from the forward plan", "{Overview and Scrutiny Committee:organisation}", "July 2024 = 2024-07"),
            ("3.2", "Appoint a scrutiny officer", "", "TBC = @tbc"),
        ]),
        ("Recommendation 4", "Make the most of the council’s people by agreeing a workforce strategy.", "awol", [
            ("4.1", "Agree the strategy with staff and unions", "{Head of Human Resources / Organisational Development:post}", "Mar-25 = 2025-03"),
            ("4.2", "Invite the peer team back to look at progress", "{CEO:post}", "within 12 months = @relative"),
        ]),
        ("Recommendation 5", "Agree a protocol for the way that members and officers work together.", "lawo", []),
    ]  # fmt: skip
    names = {"a": "Action", "w": "By when", "o": "Responsible", "l": "Ref."}
    widths = {"a": 4.5, "w": 1.8, "o": 2.4, "l": 0.7}
    blocks: list[Block] = [
        Heading("Stonebridge District Council"),
        Heading("Corporate Peer Challenge: Action Plan"),
        Para("Agreed by Cabinet on 10 June 2024"),
        Heading("Contents", 2),
        Para("1. Background ..................... 1\n2. How we will report ............. 1\n3. The recommendations ............ 2"),
        Heading("1. Background", 2),
        Para("A team from the Local Government Association was on site from 6 to 9 February 2024. Its report came out in April 2024 and made five key recommendations."),
        Heading("2. How we will report", 2),
        Table([head("Recommendation", "Actions", "Begun", "Done"), row("1", "3", "1", "0"), row("2", "3", "2", "0"), row("3", "2", "1", "0"), row("4", "2", "0", "0"), row("5", "0", "0", "0")], [2, 1, 1, 1]),
        Heading("3. The recommendations", 2),
    ]  # fmt: skip
    for number, (label, text, order, actions) in enumerate(parts, 1):
        g.rec(str(number), text, label)
        blocks.append(Table([[Cell(f"**{label}**\n{text}", fill="#fff2cc")]], [1], header_rows=0))
        rows = [head(*(names[c] for c in order))]
        for ref, what, who, spec in actions:
            due, shown, *stones = _dates(spec)
            g.act(ref, what, who, due, ref, milestones=stones)
            held = {"a": what, "w": shown, "o": printed(who), "l": ref}
            rows.append(row(*(held[c] for c in order)))
        if not actions:
            g.find("REC003", str(number))
            rows += [row("", "", "", "")] * 2
        blocks.append(Table(rows, [widths[c] for c in order]))
    blocks.append(
        Para(
            "1 The tracker will show savings that were planned, delivered and replaced.", small=True
        )
    )
    return Made(
        "cpc-stonebridge",
        "word",
        blocks,
        g.done(),
        landscape=False,
        foot="Page {page} of {pages}",
        size=10,
    )


def _dates(spec: str) -> tuple[str, ...]:
    """`printed|deadline|milestone...`, or one date that is both."""
    if "|" not in spec:
        return spec, printed(spec)
    shown, due, *stones = spec.split("|")
    return (due, shown, *stones)


def intervention() -> Made:
    """Upright cover, flat tables; turned themes over all rows; Start and Finish; letters; A: and R:."""
    g = Gold(
        title="Improvement and Recovery Plan",
        organisation="Calderholt Metropolitan Borough Council",
        plan_date="15 January 2024 = 2024-01-15",
    )
    fin = "A: {Section 151 Officer:post}\nR: {Head of Exchequer Services:post}"
    parts = [
        ("FINANCE", [
            ("Direction 1", "Prepare and agree an action plan to achieve financial sustainability.", [
                ("F1", "Set a balanced budget for 2024/25 with exceptional financial support.", fin, "Oct 2023", "11/03/24 = 2024-03-11", "P", "in_progress"),
                ("F2", "Clear the backlog of bank reconciliations, month by month from April 2021.", fin, "01/12/23", "31/05/24 = 2024-05-31", "P", "in_progress"),
                ("F3", "Apply spending controls to all orders above £500.", "A: {Section 151 Officer:post}\nR: {All budget holders:group}", "22/11/23", "22/12/23 = 2023-12-22", "C", "complete"),
            ]),
            ("Direction 2", "Ensure compliance with all rules on the capital programme.", [
                ("F4", "Review each scheme and stop those without a business case.", "A: {Chief Executive:post}\nR: {Capital Programme Manager:post}", "Jan 2024", "End of Q1 24/25 = 2024-06-30 @date", "N", "not_started"),
            ]),
        ]),
        ("GOVERNANCE", [
            ("Direction 3", "Improve decision making, internal audit and the way that members challenge.", [
                ("G1", "Rewrite the scheme of delegation in plain terms.", "A: {Monitoring Officer:post}\nR: {Democratic Services Manager:post}", "Jan 2024", "April 2024 = 2024-04", "P", "in_progress"),
                ("G2", "Give every member training on the Nolan principles and on conflicts of interest.", "A: {Monitoring Officer:post}\nR: {Group Leaders:group}", "Feb 2024", "31/06/24 = @unparsed", "N", "not_started"),
                ("G3", "Fill the post of Head of Internal Audit.", "A: {Section 151 Officer:post}\nR: {HR Business Partner:post}", "Sept 2023", "30/11/23 = 2023-11-30", "P", "in_progress"),
            ]),
        ]),
        ("ASSETS", [
            ("Direction 4", "Reduce debt by an orderly sale of assets.", [
                ("A1", "Make a list of all assets with value, use and cost of upkeep.", "A: {Director of Place:post}\nR: {Corporate Property and Valuation:organisation}", "Jan 2024", "28/06/24 = 2024-06-28", "P", "in_progress"),
                ("A2", "Bring the first tranche of disposals to Commissioners.", "A: {Director of Place:post}\nR: ", "", "by 30 September 2024 = 2024-09-30", "H", "on_hold"),
            ]),
        ]),
    ]  # fmt: skip
    top = [
        head(Cell("Theme", rows=2), Cell("Direction", rows=2), Cell("Ref", rows=2), Cell("Action", rows=2),
             Cell("Accountable / Responsible", rows=2), Cell("Timescale", columns=2), Cell("Status", rows=2)),
        head("Start", "Finish"),
    ]  # fmt: skip
    rows = list(top)
    for theme, directions in parts:
        length = sum(len(actions) for _, _, actions in directions)
        for label, text, actions in directions:
            g.rec(label.replace("irection ", ""), text, label)
            for place, (ref, what, who, start, due, letter, status) in enumerate(actions):
                g.act(ref, what, who, due, ref, status=status)
                cells: list[str | Cell] = [
                    ref,
                    what,
                    printed(who).removesuffix("\nR: "),
                    start,
                    printed(due),
                    letter,
                ]
                if place == 0:
                    cells = [Cell(f"**{label}**\n{text}", rows=len(actions)), *cells]
                if length:
                    cells = [
                        Cell(theme, rows=length, rotated=True, bold=True, fill="#dae3f3"),
                        *cells,
                    ]
                    length = 0
                rows.append(row(*cells))
    blocks: list[Block] = [
        Heading("Improvement and Recovery Plan"),
        Para("**Calderholt Metropolitan Borough Council**\n15 January 2024"),
        Heading("Document control", 2),
        Table(
            [
                head("Version", "Author", "Date", "Change"),
                row("0.1", "Perpetua Lindqvist", "11 December 2023", "First draft"),
                row("0.2", "Perpetua Lindqvist", "4 January 2024", "After comments of Commissioners"),
                row("1.0", "Gethin Oduya", "15 January 2024", "For Improvement Board"),
            ],
            [1, 2, 2, 3],
        ),
        Heading("Distribution", 2),
        Para("Commissioners; Corporate Management Team; Group Leaders; Grant Thornbury LLP"),
        Heading("Status", 2),
        Table([row("C", "Complete"), row("P", "In progress"), row("N", "Not started"), row("H", "On hold")], [1, 6], header_rows=0),
        Para("The council issued a report under section 114(3) of the Local Government Finance Act 1988 on 21 September 2023. On 9 November 2023 the Secretary of State appointed Commissioners and gave the four directions that this plan answers."),
        Turn(),
        Table(rows, [0.7, 2.4, 0.7, 3.6, 2.8, 1.2, 1.7, 0.9], header_rows=2, header_fill="#8ea9db"),
        Heading("Annex A: critical path", 2),
        Para("• 11/03/24 – F1 balanced budget set\n• April 2024 – G1 scheme of delegation rewritten\n• 31/05/24 – F2 bank reconciliations cleared\n• 28/06/24 – A1 list of all assets made"),
    ]  # fmt: skip
    return Made(
        "bestvalue-calderholt", "chromium", blocks, g.done(), landscape=False, watermark="DRAFT",
        head="OFFICIAL – Calderholt Improvement Board", foot="Page {page} of {pages}", size=9,
    )  # fmt: skip


RISK = {"Urgent": "#c00000", "High": "#ff5050", "Medium": "#ffc000", "Low": "#92d050"}


def data_audit() -> Made:
    """Bands for control areas, recommendations in a column; who and when share a cell; risk is coloured."""
    g = Gold(
        title="Data Protection Audit: Action Plan",
        organisation="Tarnwick University Hospitals Charity",
        inspectorate="Information Commissioner’s Office",
        judgement="Limited assurance",
        plan_date="3 June 2024 = 2024-06-03",
        report_date="29 April 2024 = 2024-04-29",
    )
    dpo = "{Data Protection Officer:post}"
    parts = [
        ("A. Governance and accountability", [
            ("A.01", "Put a deputy in place for the Data Protection Officer.", "High", "Accepted",
             "A deputy will be named from the information team.", "{CEO:post}", "31/07/24 = 2024-07-31"),
            ("A.02", "Report breaches to the board each quarter.", "Medium", "Accepted",
             "A standing item with ﬁgures and lessons will be added to the board’s agenda.", dpo, "Q2 24/25 = 2024-07/2024-09 @quarter"),
            ("A.03", "Keep a record of processing for each department.", "Urgent", "Partially accepted",
             "The record will cover the ﬁve departments that hold health data. The shop and café are out of scope.",
             dpo + " and {Head of Digital:post}", "within 3 months = @relative"),
        ]),
        ("B. Training and awareness", [
            ("B.01", "Give specialised training to staff who handle requests.", "Medium", "Accepted",
             "Oﬃcers who handle requests will take the practitioner certiﬁcate.", "{Head of People and Culture:post}", "March 2025 = 2025-03"),
            ("B.02", "Require all volunteers to pass a test before they are given a log-in.", "High", "Rejected", "", "", ""),
            ("B.03", "Refresh training every year.", "Low", "Accepted",
             "A yearly course will open on the ﬁrst of April.", "{Learning & Development:organisation}", "01/04/2025 = 2025-04-01"),
        ]),
        ("C. Requests for access", [
            ("C.01", "Log the date on which identity was conﬁrmed.", "Urgent", "Accepted",
             "A new ﬁeld was added to the log and staff were briefed.", "{Julian St. John-Okafor, Information Manager:person:Julian St. John-Okafor}", "Complete – May 24 = 2024-05 @complete"),
            ("C.02", "Monitor how many replies are late.", "High", "Accepted",
             "A weekly count will go to the executive and late replies will be explained one by one.", "{Julian St. John-Okafor, Information Manager:person:Julian St. John-Okafor}", "w/c 8 July 2024 = 2024-07-08/2024-07-14 @range"),
        ]),
    ]  # fmt: skip
    rows = [
        head("Ref", "Recommendation", "Risk", "Accepted?", "Agreed action", "Lead and target date")
    ]
    for area, items in parts:
        rows.append([Cell(area, columns=6, bold=True, fill="#d9d9d9")])
        for key, text, risk, response, what, who, due in items:
            g.rec(key, text.replace("ﬁ", "fi"), key, priority=risk, response=response)
            if what:
                g.act(f"{key}-1", what.replace("ﬁ", "fi").replace("ﬃ", "ffi"), who, due)
            both = (
                "N/A"
                if not what
                else f"{printed(who)}\n{printed(due)}"
                if key != "A.01"
                else f"{printed(who)}, {printed(due)}"
            )
            rows.append(row(key, text, Cell(risk, fill=RISK[risk]), response, what, both))
    blocks: list[Block] = [
        Heading("Data Protection Audit: Action Plan"),
        Para("**Tarnwick University Hospitals Charity** – 3 June 2024"),
        Para("The Information Commissioner’s Ofﬁce issued its report on 29 April 2024 with an overall opinion of: Limited assurance.".replace("ﬁ", "fi")),
        Table(
            [
                head("Risk", "Recommendations", "Meaning"),
                row(Cell("Urgent", fill=RISK["Urgent"]), "2", "Clear evidence of non-compliance"),
                row(Cell("High", fill=RISK["High"]), "3", "Likely non-compliance"),
                row(Cell("Medium", fill=RISK["Medium"]), "2", "Possible non-compliance"),
                row(Cell("Low", fill=RISK["Low"]), "1", "Good practice could be better"),
            ],
            [1, 1.4, 4],
        ),
        Table(rows, [0.8, 3, 1.1, 1.4, 3.8, 2.6], header_fill="#bdd7ee"),
    ]  # fmt: skip
    return Made(
        "ico-tarnwick",
        "reportlab",
        blocks,
        g.done(),
        foot="Tarnwick – ICO audit – {page}",
        size=10.5,
    )


def external_audit() -> Made:
    """ISA 260: numbered replies in one cell, with owners and dates numbered alike; one shared by all."""
    g = Gold(
        title="Action plan in reply to the Audit Findings (ISA260) Report 2021/22",
        organisation="Wexcombe Borough Council",
        plan_date="24 February 2023 = 2023-02-24",
    )
    parts = [
        ("1", "High", "Journals can be posted and approved by the same officer.",
         "The council should make the ledger refuse a journal that has only one name on it.",
         [("1", "The ledger’s settings will be changed so that two names are needed.", "{Chief Accountant:post}", "31/03/23 = 2023-03-31"),
          ("2", "All journals posted by one officer since April 2021 will be reviewed.", "{Deputy Chief Accountant:post}", "31/05/23 = 2023-05-31"),
          ("3", "A quarterly report will go to the Audit Committee.", "{Chief Accountant:post}", "30/06/2023 = 2023-06-30")]),
        ("2", "Medium", "The valuer was not told of changes to leisure centres.",
         "Estates and finance should agree what is sent to the valuer and when.",
         [("", "1. A timetable will be agreed with the valuer.\n2. Estates will send floor areas each January.\n3. Finance will check the report to the asset register.",
           "{Head of Estates:post} / {Chief Accountant:post}", "January 2024 = 2024-01")]),
        ("3", "Low", "Declarations of interest are missing for two members.",
         "Members should be reminded and late ones named.",
         [("", "The Monitoring Officer will write to all members, and will name in public those who have not replied by June.",
           "{Monitoring Officer:post}", "End Q1 23/24 = 2023-06-30 @date")]),
        ("5", "Medium", "Housing benefit overpayments have no impairment review.",
         "The council should review what it can expect to recover.",
         [("a", "Debt older than six years will be reviewed and written off where it cannot be recovered.", "{Revenues & Benefits Manager:post}", "30/09/23 = 2023-09-30"),
          ("b", "The method will be written down and agreed with the auditor.", "{Chief Accountant:post}", "Nov 2023 = 2023-11")]),
    ]  # fmt: skip
    rows = [
        head(
            "No.",
            "Risk",
            "Issue",
            "Recommendation",
            "Management response",
            "Responsible officer",
            "Due date",
        )
    ]
    for key, risk, issue, text, actions in parts:
        g.rec(key, text, key, priority=risk)
        for place, (label, what, who, due) in enumerate(actions, 1):
            g.act(f"{key}-{place}", what, who, due, label or None)
        mark = {"1": "{}. ", "a": "({}) ", "": "{}"}[actions[0][0]]
        columns = ["\n".join(mark.format(a[0]) + printed(a[i]) for a in actions) for i in (1, 2, 3)]
        rows.append(row(key, Cell(risk, fill=RISK[risk]), issue, text, *columns))
    g.find("REC005", "5")
    blocks: list[Block] = [
        Heading("Wexcombe Borough Council"),
        Heading("Action plan in reply to the Audit Findings (ISA260) Report 2021/22", 2),
        Para("To the Audit Committee, 24 February 2023. Author: Ottoline Farr-Reeve, Chief Accountant"),
        Para("Our auditor gave an unqualified opinion on 30 January 2023 and made the recommendations that follow. The colour shows the auditor’s view of the risk and not how far we have got."),
        Table(rows, [0.6, 1, 2, 2.4, 3.4, 2.3, 1.6], header_fill="#e7e6e6"),
        Table([head("Signed", "Date"), row("Chair of the Audit Committee", "24 February 2023"), row("Section 151 Officer", "24 February 2023")], [3, 2]),
    ]  # fmt: skip
    return Made(
        "isa260-wexcombe",
        "reportlab",
        blocks,
        g.done(),
        foot="Page {page}",
        size=10.5,
        watermark="COMMITTEE",
    )


ALL = [peer_challenge, intervention, data_audit, external_audit]
