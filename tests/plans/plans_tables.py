# ruff: noqa: E501 (a row of data stays on its line)
"""Plans as ruled tables: a police force, a Welsh school, a university, a hospital trust."""

from __future__ import annotations

from .blocks import Block, Break, Cell, Heading, Made, Para, Table, head, row
from .golden import Gold, printed


def police() -> Made:
    """Owner, deadline, action, update; contents list, OFFICIAL, footnote; no list of people."""
    g = Gold(
        title="Response to the PEEL inspection 2021/22",
        organisation="Fenmarch Constabulary",
        inspectorate="His Majesty’s Inspectorate of Constabulary and Fire & Rescue Services",
        plan_date="21 November 2022 = 2022-11-21",
        report_date="29 September 2022 = 2022-09-29",
    )
    foyle = "{ACC Marguerite Foyle:person:Marguerite Foyle}"
    vane = "{Det Supt Hollis Vane:person:Hollis Vane}"
    kerr = "{Ch Insp Dominic Kerr:person:Dominic Kerr}"
    parts = [
        ("Cause of concern 1", "The constabulary does not answer emergency calls quickly enough.", [
            (kerr, "30 November 2022 = 2022-11-30",
             "Bring in a second shift of call handlers between four in the afternoon and midnight.",
             "Rota agreed with unions. First shift starts on 27 November."),
            (kerr + "\n{Head of Contact Management:post}", "31/01/2023 = 2023-01-31",
             "Replace the telephone system so that waiting calls are shown by risk.",
             "Supplier appointed."),
            (foyle, "Quarterly = @recurring",
             "Report time to answer to the performance board with the reasons for each breach.", ""),
        ]),
        ("Cause of concern 2",
         "Investigations of domestic abuse are too often closed without a supervisor’s review.", [
            (vane, "16 December 2022 = 2022-12-16",
             "Require a detective sergeant’s entry on the log before a case is closed.",
             "Policy signed on 14 November."),
            (vane, "March 2023 = 2023-03",
             "Train all first line supervisors in the review of investigations, beginning with"
             " public protection and moving to response teams in the new year.",
             "Sixty of 210 trained so far; next courses are in January and February."),
            ("{Domestic Abuse Scrutiny Panel:organisation}", "By end of February 2023 = 2023-02-28 @date",
             "Examine thirty closed cases with victims’ advocates and publish the findings.", ""),
        ]),
        ("Area for improvement 1",
         "The constabulary should make sure that its officers record the grounds for stop and search.", [
            ("{All neighbourhood inspectors:group}", "Ongoing = @ongoing",
             "Check five records a month for each officer and give feedback in person.",
             "Started in October."),
            (kerr, "Completed October 2022 = 2022-10 @complete",
             "Change the form on handheld devices so that grounds cannot be left blank.",
             "Live since 18 October."),
            ("", "28 April 2023 = 2023-04-28",
             "Invite young people to watch body-worn video of searches and say what they think.", ""),
        ]),
    ]  # fmt: skip
    blocks: list[Block] = [
        Heading("Response to the PEEL inspection 2021/22"),
        Para("**Fenmarch Constabulary**\n21 November 2022"),
        Heading("Contents", 2),
        Para(
            "Introduction ........................................ 1\n"
            "Cause of concern 1 .................................. 2\n"
            "Cause of concern 2 .................................. 2\n"
            "Area for improvement 1 .............................. 3\n"
            "Sign-off ............................................ 3"
        ),
        Heading("Introduction", 2),
        Para(
            "His Majesty’s Inspectorate of Constabulary and Fire & Rescue Services published its"
            " report on 29 September 2022. It found two causes of concern^^1^^ and one area for"
            " improvement. The chief constable accepted them all."
        ),
        Para("1 A cause of concern is a serious or critical shortcoming in practice.", small=True),
        Break(),
    ]
    for key, (label, text, actions) in zip(("C1", "C2", "A1"), parts, strict=True):
        g.rec(key, text, label)
        blocks += [Heading(f"{label}", 2), Para(f"**{text}**")]
        rows = [head("Owner", "Deadline", "Action", "Update")]
        for number, (who, due, what, update) in enumerate(actions, 1):
            g.act(f"{key}.{number}", what, who, due, progress=update)
            rows.append(row(printed(who), printed(due), what, update))
        blocks.append(Table(rows, [2, 1.5, 4, 3], header_fill="#d6dce5"))
    blocks += [
        Heading("Sign-off", 2),
        Table(
            [
                head("Name", "Role", "Date"),
                row("Rosalind Achterberg", "Chief Constable", "18 November 2022"),
                row("Emeka Obi", "Police and Crime Commissioner", "21 November 2022"),
            ],
            [2, 3, 2],
        ),
    ]
    return Made(
        "police-fenmarch", "chromium", blocks, g.done(), landscape=False, head="OFFICIAL",
        foot="Page {page}",
    )  # fmt: skip


def estyn() -> Made:
    """Merged recommendation cells, bullets in cells, terms without years, key at the end."""
    g = Gold(
        title="Post-Inspection Action Plan 2018-2019",
        organisation="Ysgol Bro Tegid",
        inspectorate="Estyn",
        judgement="Adequate and needs improvement",
        plan_date="12 October 2018 = 2018-10-12",
        inspection_date="May 2018 = 2018-05",
        report_date="16 July 2018 = 2018-07-16",
    )
    g.lead("SPJ", "Siân Prys-Jones", "Headteacher")
    g.lead("GaR", "Gareth ap Rhys", "Deputy Headteacher")
    g.lead("LlE", "Llinos Eirian", "Literacy Coordinator")
    g.lead("HMW", "Huw Meirion Wyn", "Chair of Governors")
    g.lead("ND", "Nia Dafydd", "Additional Learning Needs Coordinator")
    parts = [
        ("R1", "Raise standards in Welsh and English writing in Key Stage 2",
         "• Nine in ten pupils reach the expected outcome\n• Pupils redraft their work", [
             ("Agree a progression map for writing in both languages", "{LlE}",
              "Autumn 2 = 2018-11/2018-12 @term", "Two staff meetings"),
             ("Moderate writing with the schools of the cluster", "{LlE} / {GaR}",
              "Spring 2 = 2019-03/2019-04 @term", "Supply £320"),
             ("Hold a workshop for parents on reading at home", "{SPJ}",
              "8 February 2019 = 2019-02-08", ""),
         ]),
        ("R2", "Plan better for the needs of more able pupils",
         "• Lessons show challenge\n• Pupils say that work makes them think", [
             ("Visit a school where challenge is strong and report to staff", "{GaR} / {ND}",
              "Spring 1 = 2019-01/2019-02 @term", "Release £180"),
             ("Look at books with governors", "{HMW}\n{All subject leaders:group}",
              "every half term = @recurring", "None"),
         ]),
        ("R3", "Make self-evaluation more rigorous",
         "• Leaders know strengths and weaknesses from first-hand evidence", [
             ("Write a calendar for self-evaluation and keep to it", "{SPJ}",
              "Autumn 1 = 2018-09/2018-10 @term", "None"),
             ("Report to governors on the progress of this plan", "{SPJ} / {HMW}",
              "Summer 2 = 2019-06/2019-07 @term", "None"),
             ("Survey pupils, parents and staff", "", "17 May 2019 = 2019-05-17", "Online survey £60"),
         ]),
    ]  # fmt: skip
    rows = [
        head(
            "Argymhelliad / Recommendation", "Camau / Actions", "Cyfrifoldeb / Responsibility",
            "Amserlen / Timescale", "Adnoddau / Resources", "Meini prawf / Success criteria",
        )
    ]  # fmt: skip
    for key, text, measure, actions in parts:
        g.rec(key, text, key)
        for number, (what, who, due, cost) in enumerate(actions, 1):
            g.act(f"{key}.{number}", what, who, due, resources=cost, success_measure=measure)
            cells: list[str | Cell] = [what, printed(who), printed(due), cost]
            if number == 1:
                cells = [
                    Cell(f"{key}: {text}", rows=len(actions)), *cells,
                    Cell(measure, rows=len(actions)),
                ]  # fmt: skip
            rows.append(row(*cells))
            if due.endswith("@term"):
                g.find("DAT006", key, f"{key}.{number}", printed(due))
    blocks: list[Block] = [
        Heading("Ysgol Bro Tegid"),
        Heading("Post-Inspection Action Plan 2018-2019"),
        Para("Adopted by the governing body on 12 October 2018"),
        Para(
            "Estyn inspected the school in May 2018 and published its report on 16 July 2018."
            " Standards were judged to be: Adequate and needs improvement."
        ),
        Table(rows, [2.2, 3, 1.6, 1.4, 1.4, 2.6]),
        Para(
            "SPJ = Siân Prys-Jones, Headteacher; GaR = Gareth ap Rhys, Deputy Headteacher;"
            " LlE = Llinos Eirian, Literacy Coordinator; HMW = Huw Meirion Wyn, Chair of Governors;"
            " ND = Nia Dafydd, Additional Learning Needs Coordinator",
            small=True,
        ),
    ]
    return Made("estyn-bro-tegid", "word", blocks, g.done(), foot="Tudalen / Page {page}")


def university() -> Made:
    """Audit response: count table, key to priorities, agreed, partially, not; dotted dates."""
    g = Gold(
        title="Internal Audit of Research Grants: Management Response",
        organisation="University of Aldermoor",
        plan_date="5 September 2022 = 2022-09-05",
        report_date="11 July 2022 = 2022-07-11",
    )
    falk = "{Ines Falk (Academic Registrar):person:Ines Falk}"
    rao = "{Vikram Rao (Head of Research Finance):person:Vikram Rao}"
    items = [
        ("1", "Costings should be approved before a bid is sent to the funder.", "H", "Agreed",
         "The costing tool will not print a submission form until the head of school has approved"
         " the figures.", rao, "31.01.23 = 2023-01-31"),
        ("2", "Timesheets should be signed by the principal investigator each month.", "H", "Agreed",
         "A reminder will be sent by the system on the first of each month.",
         "{As 1 above:person:Vikram Rao}", "31.10.22 = 2022-10-31"),
        ("3", "Equipment bought with grant money should be on the asset register.", "M",
         "Partially agreed",
         "Items over £10,000 will be added. Below that the cost of tagging is more than the risk.",
         "{Director of Estates, Procurement and Sustainability:post}", "28.02.23 = 2023-02-28"),
        ("4", "Overheads should be recovered at the full rate from all funders.", "M", "Not agreed",
         "", "", ""),
        ("5", "Ethics approval should be recorded on the grants system.", "L", "Agreed",
         "A field will be made compulsory in the next release.", falk, "30.06.23 = 2023-06-30"),
        ("6", "Staff should be told how to deal with a late report to the funder.", "L", "Agreed",
         "Guidance will be put on the intranet and mentioned at induction.",
         "{Ines Falk (Academic Registrar):person:Ines Falk}; "
         "{Vikram Rao (Head of Research Finance):person:Vikram Rao}", "Ongoing = @ongoing"),
    ]  # fmt: skip
    rows = [
        head("Rec no.", "Recommendation", "Priority", "Response", "Management response",
             "Responsible officer (Title)", "Implementation date")
    ]  # fmt: skip
    for number, text, priority, response, what, who, due in items:
        g.rec(number, text, number, priority=priority, response=response)
        if what:
            g.act(f"{number}-1", what, who, due)
        rows.append(
            row(number, text, priority, response, what,
                printed(who) if what else "N/A", printed(due) if what else "N/A")
        )  # fmt: skip
    blocks: list[Block] = [
        Heading("University of Aldermoor"),
        Heading("Internal Audit of Research Grants: Management Response"),
        Para("5 September 2022"),
        Para("The report was issued on 11 July 2022. Six recommendations were made, as follows."),
        Table(
            [
                head("Priority", "Agreed", "Partially agreed", "Not agreed"),
                row("High", "2", "0", "0"),
                row("Medium", "0", "1", "1"),
                row("Low", "2", "0", "0"),
            ],
            [2, 1, 1, 1],
        ),
        Table(
            [
                head("Priority", "Meaning"),
                row("H", "Control is absent; act within three months"),
                row("M", "Control is weak; act within six months"),
                row("L", "Good practice; act when convenient"),
            ],
            [1, 5],
        ),
        Table(rows, [0.8, 2.8, 1.25, 1.4, 3, 2.1, 2.1]),
    ]
    return Made("university-aldermoor", "word", blocks, g.done(), foot="{page}", size=13)


FILLS = {"blue": "#5b9bd5", "green": "#70ad47", "amber": "#ffc000", "red": "#ff0000"}


def hospital() -> Made:
    """Colour alone, rotated headers, a struck date, a vacant post, its key before the tables."""
    g = Gold(
        title="Section 29A Warning Notice: Action Plan",
        organisation="Harrowmere University Hospitals NHS Trust",
        inspectorate="CQC",
        plan_date="6 June 2022 = 2022-06-06",
        inspection_date="22 to 24 March 2022 = 2022-03-22/2022-03-24",
    )
    g.lead("don", "Patience Mwangi", "Director of Nursing", initials=None)
    g.lead("md", "Alasdair Quill", "Medical Director", initials=None)
    g.lead("hop", "Rhiannon Tate", "Head of Patient Safety, Quality and Risk", initials=None)
    g.lead("pharm", None, "Chief Pharmacist", "vacant", initials=None)
    g.lead("gm", "Stuart Lindley", "General Manager, Urgent Care", initials=None)
    parts = [
        ("1", "Patients in the emergency department were not always assessed for sepsis.", [
            ("1.1", "Put a sepsis screening prompt on the triage form.", "{Medical Director}",
             "29 April 2022 = 2022-04-29", "blue", "Prompt live. Audit shows use in 96% of cases."),
            ("1.2", "Audit fifty attendances each week until three audits in a row reach 95%.",
             "{Medical Director}\n{Head of Patient Safety, Quality and Risk}",
             "~~31 May 2022~~ 29 July 2022 = 2022-07-29 < 31 May 2022 = 2022-05-31", "amber",
             "Two audits reached the standard; the third did not, so the run begins again."),
            ("1.3", "Train agency nurses before their first shift.", "{General Manager, Urgent Care}",
             "30 June 2022 = 2022-06-30", "green", ""),
        ]),
        ("2", "Controlled drugs were not checked twice a day on three wards.", [
            ("2.1", "Name a nurse in charge of the check on each shift.", "{Director of Nursing}",
             "13 May 2022 = 2022-05-13", "red", "Two wards have not yet named a nurse."),
            ("2.2", "Carry out spot checks and send the results to ward managers on the same day.",
             "{Chief Pharmacist}", "Weekly = @recurring", "amber", "Begun on 1 June."),
            ("2.3", "Fit new cabinets to the wards on Level 6.", "{Chief Pharmacist}",
             "Q2 2022/23 = 2022-07/2022-09 @quarter", "", ""),
        ]),
        ("3", "Staff did not always know how to raise a concern about safety.", [
            ("3.1", "Put the names of guardians on a poster in every staff room.",
             "{Head of Patient Safety, Quality and Risk}", "17 June 2022 = 2022-06-17", "green",
             "Posters printed."),
            ("3.2", "Hold drop-in sessions for night staff.", "{Freedom to Speak Up Guardian:post}",
             "1 August 2022 = 2022-08-01", "amber", "Dates being agreed."),
            ("3.3", "Tell staff each month what was raised and what was done about it.",
             "{Director of Nursing}", "On-going = @ongoing", "green", "First bulletin in May."),
        ]),
    ]  # fmt: skip
    meanings = [("blue", "Done, with evidence seen"), ("green", "On course"),
                ("amber", "Some slippage; will be met"), ("red", "Off course")]  # fmt: skip
    blocks: list[Block] = [
        Heading("Harrowmere University Hospitals NHS Trust"),
        Heading("Section 29A Warning Notice: Action Plan"),
        Para("Position at 6 June 2022"),
        Para(
            "CQC inspected urgent care and the medical wards from 22 to 24 March 2022 and served a"
            " warning notice under section 29A."
        ),
        Heading("Post-holders", 2),
        Table(
            [head("Post", "Held by")]
            + [row(x["job_title"], x["name"] or "Vacant") for x in g.plan["leads"]],
            [3, 3],
        ),
        Heading("Rating key", 2),
        Table(
            [row(Cell("", fill=FILLS[colour]), meaning) for colour, meaning in meanings],
            [0.4, 5],
            header_rows=0,
        ),
    ]
    for number, text, actions in parts:
        g.rec(number, text, f"Concern {number}")
        rows = [
            [Cell(f"Concern {number}: {text}", columns=6, bold=True, fill="#eeeeee")],
            head(Cell("Ref", rotated=True), "What we are doing", "Executive or manager",
                 Cell("To be done by", rotated=True), Cell("Rating", rotated=True), "Where we are"),
        ]  # fmt: skip
        for label, what, who, due, colour, update in actions:
            rag = f"{colour}:fill" if colour else ""
            g.act(label, what, who, due, label, rag=rag, progress=update)
            cells = [
                label,
                what,
                printed(who),
                printed(due),
                Cell("", fill=FILLS.get(colour)),
                update,
            ]
            rows.append(row(*cells))
        blocks.append(Table(rows, [0.7, 4, 2.4, 1.6, 0.6, 3.2], header_rows=2))
    head_text = "Harrowmere University Hospitals NHS Trust – OFFICIAL: SENSITIVE"
    return Made("hospital-harrowmere", "chromium", blocks, g.done(), head=head_text, foot="{page}")


ALL = [police, estyn, university, hospital]
