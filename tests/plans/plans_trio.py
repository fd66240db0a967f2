# ruff: noqa: E501 (a row of data stays on its line)
"""Three simple plans: a table of people, numbered sections, owner and date columns."""

from __future__ import annotations

from .blocks import Block, Heading, Made, Para, Table, head, row
from .golden import Gold, printed

Action = tuple[str, str, str, str]


def housing() -> Made:
    """Word and LibreOffice; action, owner, date; themes by number."""
    g = Gold(
        title="Regulatory Improvement Plan",
        organisation="Tarnbrook Homes",
        inspectorate="Regulator of Social Housing",
        judgement="C3",
        plan_date="14 June 2024 = 2024-06-14",
        inspection_date="February 2024 = 2024-02",
        report_date="24 April 2024 = 2024-04-24",
    )
    people = [
        ("AO", "Adaeze Okoro", "Director of Homes"),
        ("TB", "Tristan Bellweather", "Head of Compliance"),
        ("MK", "Magda Kowalczyk", "Repairs Manager"),
        ("RD", "Rory Duggan", "Head of Data and Insight"),
        ("JP", "Josephine Pike", "Customer Voice Manager"),
    ]
    for person in people:
        g.lead(*person)
    g.lead("damp", None, "Damp and Mould Lead", "vacant")
    themes: list[tuple[str, list[Action]]] = [
        (
            "The landlord must know the condition of its homes",
            [
                ("1.1", "Survey the 3,200 homes that have had no survey in five years", "{RD}",
                 "31 March 2025 = 2025-03-31"),
                ("1.2", "Load all survey results into the asset system within ten days of the visit",
                 "{RD}/{TB}", "30^^th^^ September 2024 = 2024-09-30"),
                ("1.3", "Report the number of homes below the Decent Homes Standard to the Board",
                 "{AO}", "Quarterly = @recurring"),
                ("1.4", "Fill the gaps in fire door records for all blocks over 11 metres",
                 "{TB}/{ST:unknown}", "August 2024 = 2024-08"),
            ],
        ),
        (
            "Repairs must be finished on time and to a good standard",
            [
                ("2.1", "Clear the backlog of 1,140 repairs that are older than 60 days", "{MK}",
                 "20 December 2024 = 2024-12-20"),
                ("2.2", "Let a second contract for roofing and drainage", "{MK}/{AO}",
                 "1st November 2024 = 2024-11-01"),
                ("2.3", "Send tenants a text message before and after each appointment", "{JP}/{MK}",
                 "31 July 2024 = 2024-07-31"),
                ("2.4", "Visit every home with a report of damp or mould inside fourteen days",
                 "{Damp and Mould Lead}", "Ongoing = @ongoing"),
                ("2.5", "Check the quality of one repair in twenty by a visit", "{MK}", ""),
            ],
        ),
        (
            "Tenants must be heard and their complaints put right",
            [
                ("3.1", "Set up a scrutiny panel of twelve tenants with a paid coordinator", "{JP}",
                 "October 2024 = 2024-10"),
                ("3.2", "Answer stage one complaints within ten working days", "{JP}/{AO}",
                 "30th June 2024 = 2024-06-30"),
                ("3.3", "Publish what has changed as a result of complaints in each newsletter",
                 "{All heads of service:group}", "Spring 2025 = 2025-03/2025-05 @season"),
                ("3.4", "Train customer advisers in the Housing Ombudsman’s code", "{JP}",
                 "15 May 2024 = 2024-05-15"),
            ],
        ),
    ]  # fmt: skip
    blocks: list[Block] = [
        Heading("Tarnbrook Homes"),
        Heading("Regulatory Improvement Plan"),
        Para("14 June 2024"),
        Para(
            "The Regulator of Social Housing inspected us in February 2024 and published its"
            " judgement on 24 April 2024. We were given a grade of C3."
        ),
        Heading("People in this plan", 2),
        Table(
            [head("Initials", "Officer", "Position")]
            + [row(key, name, post) for key, name, post in people]
            + [row("", "Vacant", "Damp and Mould Lead")],
            [1, 2, 3],
        ),
    ]
    for number, (text, actions) in enumerate(themes, 1):
        g.rec(str(number), text, f"Theme {number}")
        blocks.append(Heading(f"Theme {number}: {text}", 2))
        rows = [head("Ref", "What we will do", "Responsible officer", "Target date")]
        for label, what, who, due in actions:
            g.act(label, what, who, due, label)
            rows.append(row(label, what, printed(who), printed(due)))
        blocks.append(Table(rows, [0.6, 5, 2, 1.8]))
    foot = "Tarnbrook Homes | Page {page}"
    return Made("trio-housing", "word", blocks, g.done(), foot=foot)


def academy() -> Made:
    """Chromium; who and when stand before the step, the number last but one."""
    g = Gold(
        title="Trust Improvement Plan following inspection",
        organisation="Brightwater Learning Trust",
        inspectorate="Ofsted",
        judgement="requires improvement",
        plan_date="9 January 2023 = 2023-01-09",
        inspection_date="18 and 19 October 2022 = 2022-10-18/2022-10-19",
        report_date="2 December 2022 = 2022-12-02",
    )
    people = [
        ("GV", "Gwendolyn Vass", "Chief Executive"),
        ("OBT", "Oliver Blake Thorne", "Director of Education"),
        ("FN", "Farida Noor", "Trust Lead for Mathematics"),
        ("LC", "Leo Castellano", "Attendance Manager"),
        ("HW", "Harriet Winslow", "Chair of Trustees"),
        ("IM", "Imogen Marsh", "Finance Director"),
    ]
    for person in people:
        g.lead(*person)
    goals: list[tuple[str, list[Action]]] = [
        (
            "Raise attainment in mathematics in all four secondary schools",
            [
                ("1", "Write one scheme of work for Years 7 to 9 and put it in every school",
                 "{FN}", "28 April 2023 = 2023-04-28"),
                ("2", "Pair each head of department with a specialist leader for two terms",
                 "{OBT}/{FN}", "February 2023 = 2023-02"),
                ("3", "Hold common assessments at the end of each half term", "{FN}/{OBT}",
                 "26th May 2023 = 2023-05-26"),
                ("4", "Tell trustees how each school compares with schools like it", "{OBT}",
                 "Termly = @recurring"),
            ],
        ),
        (
            "Bring absence below the national average",
            [
                ("1", "Ring the home of each absent pupil by ten in the morning", "{LC}",
                 "23 January 2023 = 2023-01-23"),
                ("2", "Meet the parents of pupils whose attendance is under ninety per cent",
                 "{LC}/{QR:unknown}", "17 March 2023 = 2023-03-17"),
                ("3", "Run a breakfast club in the two schools with the most absence", "",
                 "Summer term 2023 = 2023-04/2023-07 @term"),
                ("4", "Ask a family liaison worker to visit homes after five days", "{LC}/{GV}",
                 "31 June 2023 = @unparsed"),
            ],
        ),
        (
            "Make governance sharper and clearer about who decides what",
            [
                ("1", "Rewrite the scheme of delegation and publish it", "{HW}/{GV}",
                 "31st March 2023 = 2023-03-31"),
                ("2", "Train local committee members in how to read a school’s data",
                 "{HW}/{OBT}", "Summer term 2023 = 2023-04/2023-07 @term"),
                ("3", "Commission an outside review of how trustees hold leaders to account",
                 "{HW}", "September 2023 = 2023-09"),
            ],
        ),
    ]  # fmt: skip
    blocks: list[Block] = [
        Heading("Trust Improvement Plan following inspection"),
        Para("**Brightwater Learning Trust**"),
        Para("Agreed by trustees on 9 January 2023"),
        Para(
            "Ofsted inspected the trust’s schools on 18 and 19 October 2022. Its report of"
            " 2 December 2022 judged that the quality of education requires improvement."
        ),
        Heading("Who is who", 2),
        Table(
            [head("Name", "Role", "Known here as")]
            + [row(name, post, key) for key, name, post in people],
            [2, 3, 1.3],
        ),
    ]
    for number, (text, actions) in enumerate(goals, 1):
        g.rec(str(number), text, f"Goal {number}")
        blocks.append(Heading(f"Goal {number}. {text}", 2))
        rows = [head("Who", "By when", "No.", "Step")]
        for label, what, who, due in actions:
            g.act(f"{number}.{label}", what, who, due, label)
            rows.append(row(printed(who), printed(due), label, what))
        blocks.append(Table(rows, [1.3, 1.8, 0.5, 5]))
    return Made(
        "trio-academy",
        "chromium",
        blocks,
        g.done(),
        landscape=False,
        foot="Page {page}",
        also_word=True,
    )


def fostering() -> Made:
    """Reportlab; date before task, the accountable person last; names in full."""
    g = Gold(
        title="Compliance Action Plan",
        organisation="Kestrel Vale Fostering",
        inspectorate="Ofsted",
        judgement="requires improvement to be good",
        plan_date="3 July 2019 = 2019-07-03",
        inspection_date="13 May 2019 to 17 May 2019 = 2019-05-13/2019-05-17",
        report_date="18 June 2019 = 2019-06-18",
    )
    people = [
        ("BS", "Bronwen Stacey", "Registered Manager"),
        ("AC", "Amadou Cissé", "Responsible Individual"),
        ("PT", "Petra Tolland", "Panel Chair"),
        ("KH", "Kit Hargrave", "Supervising Social Worker"),
        ("DN", "Dilys Nuttall", "Recruitment Officer"),
    ]
    for person in people:
        g.lead(*person)
    needs: list[tuple[str, list[Action]]] = [
        (
            "Foster carers must receive the training that they need to care safely",
            [
                ("R1.1", "Draw up a training profile for each fostering household", "{KH}",
                 "30/08/2019 = 2019-08-30"),
                ("R1.2", "Offer safer caring courses at weekends and in the evening",
                 "{KH} & {DN}", "27/09/2019 = 2019-09-27"),
                ("R1.3", "Review the first aid certificates of all carers", "{KH}",
                 "31/07/2019 = 2019-07-31"),
                ("R1.4", "Write to carers whose core training has lapsed", "{Supervising Social Worker}",
                 "12/07/2019 = 2019-07-12"),
            ],
        ),
        (
            "Records of visits must be complete and signed",
            [
                ("R2.1", "Sample ten case files every month and send the results to the manager",
                 "{BS}", "Monthly = @recurring"),
                ("R2.2", "Put the new visit form on the case system", "{BS} & {KH}",
                 "16/08/2019 = 2019-08-16"),
                ("R2.3", "Make an unannounced visit to each household", "{All social workers:group}",
                 "20/12/2019 = 2019-12-20"),
            ],
        ),
        (
            "The panel must have members with a wider range of experience",
            [
                ("R3.1", "Recruit two members who have been in care", "{PT} & {DN}",
                 "Autumn 2019 = 2019-09/2019-11 @season"),
                ("R3.2", "Hold an annual appraisal of each panel member", "{PT}",
                 "TBC = @tbc"),
                ("R3.3", "Report on the work of the panel to the responsible individual",
                 "{PT} & {AC}", "10/01/2020 = 2020-01-10"),
            ],
        ),
    ]  # fmt: skip
    blocks: list[Block] = [
        Heading("Kestrel Vale Fostering"),
        Heading("Compliance Action Plan"),
        Para("Version of 3 July 2019"),
        Para(
            "Ofsted inspected the agency from 13 May 2019 to 17 May 2019. The report of 18 June 2019"
            " gave an overall judgement of requires improvement to be good."
        ),
        Heading("Key to initials", 2),
        Table(
            [head("Job title", "Post-holder", "Initials")]
            + [row(post, name, key) for key, name, post in people],
            [3, 2.5, 1],
        ),
    ]
    for number, (text, actions) in enumerate(needs, 1):
        g.rec(f"R{number}", text, f"Requirement {number}")
        blocks.append(Heading(f"Requirement {number} – {text}", 2))
        rows = [head("Action number", "Completion date", "Task", "Accountable person")]
        for label, what, who, due in actions:
            g.act(label, what, who, due, label)
            rows.append(row(label, printed(due), what, printed(who)))
        blocks.append(Table(rows, [1.2, 1.5, 5, 2], rules="rows", header_fill="#e2efda"))
    return Made(
        "trio-fostering",
        "reportlab",
        blocks,
        g.done(),
        foot="Kestrel Vale Fostering – page {page}",
        also_word=True,
    )


ALL = [housing, academy, fostering]
