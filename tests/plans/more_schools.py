# ruff: noqa: E501 (a row of data stays on its line)
"""Harder plans: a school's milestones by half term, a college under the FE Commissioner."""

from __future__ import annotations

from .blocks import Block, Cell, Heading, Made, Para, Table, head, row
from .golden import Gold, printed


def rapid() -> Made:
    """Turned headers, milestones by half term under one head, leads in a sentence, ditto words."""
    g = Gold(
        title="Rapid Improvement Plan",
        organisation="Kestrel Fold Primary School",
        inspectorate="Ofsted",
        judgement="Requires Improvement",
        plan_date="3 November 2023 = 2023-11-03",
        inspection_date="26 and 27 September 2023 = 2023-09-26/2023-09-27",
    )
    g.lead("AB", "Anna Brown", "Head of School")
    g.lead("TdS", "Tiago de Sousa", "Assistant Head")
    g.lead("KMcA", "Kirsty McAllister", "Early Reading Lead")
    g.lead("RA-F", "Rukhsana Ali-Ferris", "SENDCo")
    g.lead("JB", "Josh Bright", "Mathematics Lead")
    g.lead("GP", "Gwen Pargeter", "Chair of Governors")
    parts = [
        ("Ofsted Key Issue 1", "Ensure that all staff have the knowledge to teach early reading well.", [
            ("Train every adult who teaches phonics, including supply staff", "{KMcA}", "KMcA", "Autumn 2", "All trained", "Refreshed", "Refreshed"),
            ("Match books to the sounds that pupils know, and throw out those that do not match", "{KMcA}/{AB}", "KMcA/AB", "Spring Term 1", "Audit of books", "New books in use", ""),
            ("Coach teachers weekly", "{As above}", "As above", "Weekly", "6 coached", "12 coached", "All coached"),
        ]),
        ("Ofsted Key Issue 2", "Make sure that the curriculum in foundation subjects sets out what pupils should know and when.", [
            ("Write the sequence for history, geography and computing", "{TdS}", "TdS", "Spring Term 2", "History", "Geography", "Computing"),
            ("Check with quizzes what pupils remember", "{JB}", "JB", "9.2.24 = 2024-02-09", "", "Trial in Y4", "All classes"),
            ("Use release time for subject leaders to visit a partner school", "{TdS} & {JB}", "TdS & JB", "by half term", "", "3 visits", ""),
        ]),
        ("Ofsted Key Issue 3", "Improve the support for pupils with SEND in lessons.", [
            ("Rewrite targets on support plans with parents", "{RA-F}", "RA-F", "1st December 2023 = 2023-12-01", "All plans", "Reviewed", "Reviewed"),
            ("Buy visual timetables for all classes", "{RA-F}", "RA-F", "Done", "In use", "", ""),
            ("Report to governors on what leaders see in lessons", "{AB}, {GP}", "AB, GP", "Each meeting = @recurring", "Nov report", "Jan report", "Mar report"),
            ("Arrange an external review", "{All SLT:group}", "All SLT", "Spring Term 2", "", "", "Report received"),
        ]),
    ]  # fmt: skip
    blocks: list[Block] = [
        Heading("Kestrel Fold Primary School"),
        Heading("Rapid Improvement Plan"),
        Para("3 November 2023. Follows the Ofsted inspection of 26 and 27 September 2023 (overall effectiveness: Requires Improvement)."),
        Para("Leads: AB – Anna Brown (Head of School); TdS – Tiago de Sousa (Assistant Head); KMcA – Kirsty McAllister (Early Reading Lead); RA-F – Rukhsana Ali-Ferris (SENDCo); JB – Josh Bright (Mathematics Lead); GP – Gwen Pargeter (Chair of Governors)."),
        Para("Autumn 2 runs from 6 November to 22 December 2023 and Spring Term 1 from 8 January to 9 February 2024; Spring Term 2 runs from 19 February to 28 March 2024."),
    ]  # fmt: skip
    span = {
        "Autumn 2": "2023-11-06/2023-12-22",
        "Spring Term 1": "2024-01-08/2024-02-09",
        "Spring Term 2": "2024-02-19/2024-03-28",
    }
    for key, (label, text, actions) in zip("123", parts, strict=True):
        g.rec(key, text, label)
        rows = [
            head(Cell("Action", rows=2), Cell("Lead", rows=2, rotated=True), Cell("Deadline", rows=2, rotated=True), Cell("Milestones", columns=3), Cell("Governor comment", rows=2)),
            head("Autumn 2", "Spring 1", "Spring 2"),
        ]  # fmt: skip
        for place, (what, who, shown, due, *stones) in enumerate(actions, 1):
            name = f"{key}.{place}"
            above = who.startswith("{As above")
            spec = f"{due} = {span[due]} @term" if due in span else due
            spec = {
                "Weekly": "Weekly = @recurring",
                "Done": "Done = @complete",
                "by half term": "by half term = 2024-02-09 @date",
            }.get(due, spec)
            if due in span or due == "by half term":
                g.find("DAT006", key, name, due)
            made = g.act(name, what, "" if above else who, spec)
            if above:
                made["owners"] = [
                    o | {"raw": "As above", "resolved_by": "reference"}
                    for o in g.owners("{KMcA}/{AB}")
                ]
            rows.append(row(what, shown, printed(due), *stones, ""))
        blocks += [
            Para(f"**{label}: {text}**"),
            Table(rows, [4, 1.2, 1.8, 1.5, 1.7, 1.5, 2], header_rows=2, header_fill="#ffe699"),
        ]
    return Made(
        "rapid-kestrel-fold",
        "word",
        blocks,
        g.done(),
        plain_headings=True,
        font="Liberation Serif",
        size=10.5,
        foot="Page {page} of {pages}",
    )


def commissioner() -> Made:
    """Themes as bands and recommendations merged at the left; Lead (support); a summary; a glossary."""
    g = Gold(
        title="FE Commissioner Intervention: Action Plan",
        organisation="Tamarside College Group",
        inspectorate="FE Commissioner",
        plan_date="5 February 2024 = 2024-02-05",
        inspection_date="13 to 15 November 2023 = 2023-11-13/2023-11-15",
    )
    people = [
        ("anwen", "Anwen Pryce", "Interim Principal and Chief Executive"),
        ("tobias", "Tobias Reed-Jones", "Director of Finance"),
        ("sana", "Sana Qureshi", "Vice Principal (Curriculum)"),
        ("lev", "Lev Abramovich", "Head of MIS and Funding"),
        ("bea", "Bea D’Souza", "Clerk to the Corporation"),
        ("hugo", "Hugo Mbeki", "Chair of the Corporation"),
    ]
    for key, name, post in people:
        g.lead(key, name, post, initials=None)
    themes = [
        ("Theme A: Leadership and governance", [
            ("R1", "The Corporation should recruit members with experience of finance and of turnaround.", "{Hugo Mbeki}", [
                ("R1.1", "Carry out an audit of members’ skills", "{Bea D’Souza} ({Hugo Mbeki})", "Complete – Jan 24 = 2024-01 @complete", "G", "green"),
                ("R1.2", "Appoint two members, one of them an accountant", "{Hugo Mbeki}", "Q4 23/24 = 2024-01/2024-03 @quarter", "A", "amber"),
            ]),
            ("R2", "Management accounts should reach every member within fifteen working days of the month’s end.", "{Tobias Reed-Jones}", [
                ("R2.1", "Produce the accounts from the ledger without spreadsheets", "{Tobias Reed-Jones} ({Lev Abramovich})", "29/02/2024 = 2024-02-29", "A", "amber"),
                ("R2.2", "Add a cash-flow forecast for twenty-four months", "{Tobias Reed-Jones}", "30/02/2024 = @unparsed", "R", "red"),
            ]),
        ]),
        ("Theme B: Curriculum and quality", [
            ("R3", "The curriculum should be planned from what each course costs and earns.", "{Sana Qureshi}", [
                ("R3.1", "Cost every course and stop those that cannot recover", "{Sana Qureshi} ({Tobias Reed-Jones})", "End of Summer Term 2024 = 2024-07-31 @date", "A", "amber"),
                ("R3.2", "Agree class sizes with heads of school", "{Heads of School:group}", "28 March 2024 = 2024-03-28", "G", "green"),
                ("R3.3", "Check enrolments against plan", "{Head of MIS and Funding:post}", "Each week = @recurring", "G", "green"),
            ]),
        ]),
        ("Theme C: Estates", [
            ("R4", "The group should decide the future of the Quayside campus.", "{Anwen Pryce}", [
                ("R4.1", "Bring an options appraisal to the Corporation", "{Anwen Pryce} ({Prof. Ludo van Hest:person:Ludo van Hest})", "July 2024 (was April 2024) = 2024-07 < April 2024 = 2024-04", "A", "amber"),
                ("R4.2", "Market the east wing", "{Head of Estates:post}", "15/12/2023 = 2023-12-15", "R", "red"),
            ]),
        ]),
    ]  # fmt: skip
    summaries = {
        "R1": (
            "The Corporation should recruit members with experience of finance and of turnaround.",
            "{Hugo Mbeki}",
        ),
        "R2": (
            "Monthly management accounts should be sent to all members promptly.",
            "{Tobias Reed-Jones}",
        ),
        "R3": (
            "The curriculum should be planned from what each course costs and earns.",
            "{Sana Qureshi}",
        ),
        "R4": ("The group should decide the future of the Quayside campus.", "{Tobias Reed-Jones}"),
    }
    rows = [head("Recommendation", "Ref", "Action", "Lead (support)", "Target", "RAG")]
    for theme, recs in themes:
        rows.append([Cell(theme, columns=6, bold=True, fill="#fbe5d6")])
        for key, text, lead, actions in recs:
            rec = g.rec(key, text, key, leads=lead)
            short, leader = summaries[key]
            rec["summary"] = {"text": short, "leads": g.owners(leader)}
            for place, (ref, what, who, due, letter, rag) in enumerate(actions):
                g.act(ref, what, who, due, ref, rag=f"{rag}:text")
                cells: list[str | Cell] = [ref, what, printed(who), printed(due), letter]
                if place == 0:
                    cells = [
                        Cell(f"{key}: {text}\nLead: {printed(lead)}", rows=len(actions)),
                        *cells,
                    ]
                rows.append(row(*cells))
    g.find("REC002", "R2")
    g.find("REC001", "R4")
    blocks: list[Block] = [
        Heading("FE Commissioner Intervention: Action Plan"),
        Para("**Tamarside College Group**\n5 February 2024"),
        Para("The FE Commissioner’s team visited the group from 13 to 15 November 2023 and made four recommendations."),
        Heading("Who is who", 2),
        Table([head("Post", "Post-holder")] + [row(post, name) for _, name, post in people], [3, 2]),
        Heading("Recommendations at a glance", 2),
        Table([head("No.", "Recommendation", "Lead")] + [row(k, t, printed(w)) for k, (t, w) in summaries.items()], [0.6, 6, 2]),
        Heading("Action plan", 2),
        Table(rows, [2.6, 0.8, 3.4, 2.4, 2, 0.7], header_fill="#f4b183"),
        Para("RAG: R – off track; A – at risk; G – on track or done.", small=True),
        Heading("Glossary", 2),
        Table([row("FE", "Further education"), row("MIS", "Management information systems"), row("Corporation", "The governing body of the college group")], [1, 4], header_rows=0),
    ]  # fmt: skip
    return Made(
        "fec-tamarside",
        "chromium",
        blocks,
        g.done(),
        foot="Page {page} of {pages}",
        head="Confidential to members",
        size=9.5,
        also_word=True,
    )


ALL = [rapid, commissioner]
