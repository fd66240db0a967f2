# ruff: noqa: E501 (a row of data stays on its line)
"""Ordinary plans: a mental health trust, a primary school, a care home."""

from __future__ import annotations

from .blocks import Block, Cell, Heading, Made, Para, Table, head, row
from .golden import Gold, printed

FILLS = {"B": "#5b9bd5", "G": "#92d050", "A": "#ffc000", "R": "#ff0000"}
RAGS = {"B": "blue", "G": "green", "A": "amber", "R": "red"}


def trust() -> Made:
    """Nine columns; requirement merged over its rows; executive and operational lead; BRAG letters."""
    g = Gold(
        title="CQC Action Plan",
        organisation="Penhallow Partnership NHS Foundation Trust",
        inspectorate="Care Quality Commission",
        judgement="Requires Improvement",
        plan_date="14 March 2023 = 2023-03-14",
        inspection_date="18 to 20 October 2022 = 2022-10-18/2022-10-20",
        report_date="27 January 2023 = 2023-01-27",
    )
    people = [
        ("YD", "Dr Yusuf Demir", "Chief Medical Officer"),
        ("KA", "Kathryn Allardyce", "Chief Nurse"),
        ("RP", "Rob Penrose", "Chief Operating Officer"),
        ("JT", "Joanne Treloar", "Director of People"),
        ("MS", "Michael Sandercock", "Associate Director of Estates"),
        ("EB", "Dr Ellen Boase", "Chief Pharmacist"),
        ("GC", "Gemma Curnow", "Matron, Acute Wards"),
    ]
    for key, name, post in people:
        g.lead(key, name, post)
    cn, coo, cmo, dop = (
        "{Chief Nurse:post}",
        "{Chief Operating Officer:post}",
        "{Chief Medical Officer:post}",
        "{Director of People:post}",
    )
    parts = [
        ("M1", "The trust must ensure that ligature risks on the acute wards are assessed and managed (Regulation 12(2)(d)).", [
            ("M1.1", "Complete a ligature risk assessment of all nine acute wards using the revised tool, and display the heat map in each nursing office.", coo, "{GC}", "31 March 2023 = 2023-03-31", "Quality Committee", "Signed assessments; photographs of heat maps", "G"),
            ("M1.2", "Replace the 64 non-compliant bathroom doors on Trelawny, Carew and Godolphin wards as part of the 2022/23 capital programme.", coo, "{MS}", "30 June 2023 = 2023-06-30", "Estates and Capital Group", "Handover certificates", "A"),
            ("M1.3", "Include ligature risk in local induction for bank and agency staff by March 2023.", cn, "{GC}", "28 February 2023 = 2023-02-28", "Quality Committee", "Induction checklist", "B"),
        ]),
        ("M2", "The trust must ensure that staff monitor patients’ physical health after rapid tranquillisation (Regulation 12).", [
            ("M2.1", "Re-issue the Rapid Tranquillisation Policy (CL047) with a one-page flowchart and require each registered nurse to sign to say that they have read it.", cmo, "{EB} / {GC}", "14 April 2023 = 2023-04-14", "Medicines Management Group", "Policy; signature sheets", "G"),
            ("M2.2", "Audit every episode of rapid tranquillisation against NICE guideline NG10 and report the results, by ward.", cmo, "{EB}", "Monthly = @recurring", "Clinical Effectiveness Group", "Audit reports", "G"),
        ]),
        ("M3", "The trust must ensure that there are enough suitably qualified staff on every shift (Regulation 18(1)).", [
            ("M3.1", "Recruit to the 38.5 WTE registered nurse vacancies in the Acute Care Group, including 12 internationally educated nurses.", dop, "{KA}", "30 September 2023 = 2023-09-30", "People Committee", "Vacancy report", "A"),
            ("M3.2", "Carry out a safer staffing review (MHOST) and take it to the Trust Board with recommendations for 2023/24.", cn, "{GC}", "25 May 2023 = 2023-05-25", "Trust Board", "Board paper", "G"),
            ("M3.3", "Introduce a daily staffing huddle led by the Head of Service on call.", coo, "", "1 February 2023 = 2023-02-01", "Quality Committee", "Huddle log", "B"),
        ]),
        ("S1", "The trust should ensure that all staff receive regular clinical supervision.", [
            ("S1.1", "Record supervision on the electronic staff record so that compliance can be seen by team (target 85%, baseline 61%).", dop, "{GC}", "31 May 2023 = 2023-05-31", "People Committee", "Compliance report", "A"),
            ("S1.2", "Give each team manager protected time for supervision.", cn, "{All team managers:group}", "Ongoing = @ongoing", "People Committee", "Rotas", "G"),
        ]),
        ("S2", "The trust should consider how patients are told about advocacy and their rights under section 132 of the Mental Health Act.", [
            ("S2.1", "Print easy read and translated leaflets, and agree a visiting timetable with the advocacy provider.", cmo, "{Mental Health Act Manager:post}", "", "Mental Health Legislation Committee", "Leaflets; timetable", "R"),
        ]),
    ]  # fmt: skip
    rows = [head("CQC requirement", "Ref", "Action we will take", "Executive lead", "Operational lead", "Completion date", "Assurance committee", "Evidence of completion", "BRAG")]  # fmt: skip
    for label, text, actions in parts:
        g.rec(label, text, label)
        for place, (ref, what, top, who, due, board, proof, rag) in enumerate(actions):
            g.act(ref, what, top + who, due, ref, rag=f"{RAGS[rag]}:text", evidence=proof)
            cells: list[str | Cell] = [
                ref, what, printed(top), printed(who), printed(due), board, proof, Cell(rag, fill=FILLS[rag]),
            ]  # fmt: skip
            if place == 0:
                cells = [Cell(f"{label}. {text}", rows=len(actions)), *cells]
            rows.append(row(*cells))
    blocks: list[Block] = [
        Heading("CQC Action Plan"),
        Para("**Penhallow Partnership NHS Foundation Trust**"),
        Para("Approved by the Trust Board: 14 March 2023"),
        Heading("Introduction", 2),
        Para("The Care Quality Commission inspected our acute wards for adults of working age from 18 to 20 October 2022 and published its report on 27 January 2023. The service was rated Requires Improvement. The report listed three actions that the trust must take and two that it should take. The Chief Nurse is responsible for the plan as a whole; the Quality Committee will review it every month until all actions are closed."),
        Heading("Leads", 2),
        Table([head("Name", "Role", "Initials")] + [row(name, post, key) for key, name, post in people], [3, 4, 1.2]),
        Heading("Action plan", 2),
        Table(rows, [2.6, 0.9, 3.9, 1.6, 1.7, 1.6, 1.8, 1.8, 1.2], header_fill="#b4c6e7"),
        Para("BRAG: B – complete and evidenced; R – overdue or not going to plan; A – some risk to delivery; G – on course.", small=True),
    ]  # fmt: skip
    return Made(
        "cqc-penhallow", "word", blocks, g.done(), font="Arial", size=10,
        foot="CQC Action Plan – page {page} of {pages}",
    )  # fmt: skip


def primary() -> Made:
    """A heading and a table for each priority; no numbers; terms; costs; monitoring names people."""
    g = Gold(
        title="Post-Ofsted Action Plan 2022–2023",
        organisation="Oakhanger Church of England Primary School",
        inspectorate="Ofsted",
        judgement="Requires Improvement",
        plan_date="30 September 2022 = 2022-09-30",
        inspection_date="21 and 22 June 2022 = 2022-06-21/2022-06-22",
    )
    head_, deputy, senco = "{Headteacher:post}", "{Deputy Headteacher:post}", "{SENCo:post}"
    english, eyfs = "{English lead:post}", "{EYFS lead:post}"
    parts = [
        ("Priority 1", "Ensure that the phonics programme is taught consistently well so that all pupils learn to read fluently", [
            ("All staff, including teaching assistants, to complete the three-day training in our chosen phonics programme (validated list, July 2022).", english, "Autumn 1 2022 = 2022-09/2022-10 @term", "£2,450 training; supply cover", "• All staff trained\n• Lessons follow the agreed structure", "Headteacher: learning walks, weekly", "green"),
            ("Assess all pupils in Reception to Year 3 every six weeks and regroup them.", english + "\n" + eyfs, "Half-termly = @recurring", "Release time", "85% of Year 1 pupils meet the standard in the June 2023 check (2022: 67%)", "Data reports to Standards Committee", "green"),
            ("Replace home reading books that do not match the sounds pupils know.", english, "31 October 2022 = 2022-10-31", "£4,000 (PTA has agreed £1,500)", "Books match phonic knowledge for all pupils", "Book scrutiny by Deputy Headteacher", "amber"),
            ("Put daily catch-up in place for the lowest 20% of readers in Key Stage 2.", senco, "From November 2022 = 2022-11/.. @ongoing", "2 x TA, 5 hours a week", "Gap in reading age reduced by six months by July 2023", "Pupil progress meetings", ""),
        ]),
        ("Priority 2", "Make sure that the wider curriculum sets out the important knowledge that pupils should learn and in what order", [
            ("Subject leaders to rewrite long-term plans for history, geography, science and art, beginning with history.", deputy + " / {Subject leaders:group}", "Spring 1 2023 = 2023-01/2023-02 @term", "4 days’ release, £800", "Plans identify key knowledge for each year group", "Curriculum Committee, 7 February 2023", "amber"),
            ("Work with the Diocese and the Teaching School Hub to train subject leaders in how to monitor their subjects.", deputy, "Autumn term 2022 = 2022-09/2022-12 @term", "No cost", "Leaders can explain strengths and weaknesses of their subjects", "School Improvement Partner visit", "green"),
            ("Carry out a book look and pupil interviews in each foundation subject.", "{Subject leaders:group}", "Summer 1 2023 = 2023-04/2023-05 @term", "Staff meeting time", "Pupils remember what they have been taught", "Feedback to governors", ""),
            ("Invite parents to a curriculum evening to explain the changes.", head_, "9 March 2023 = 2023-03-09", "", "50 or more families attend", "Parent survey", ""),
        ]),
        ("Priority 3", "Improve provision for pupils with special educational needs and/or disabilities (SEND) so that work is well matched to their needs", [
            ("Review the support plans of all 34 pupils on the SEND register with class teachers and parents.", senco, "by 16th December 2022 = 2022-12-16", "6 days’ release for the SENCo", "Targets are precise and reviewed each term", "SEND governor", "green"),
            ("Train teachers in adapting work (educational psychologist, INSET day).", senco + "\n{Educational Psychology Service:organisation}", "3 January 2023 = 2023-01-03", "£650", "Adapted work seen in 90% of lessons", "Lesson visits", ""),
            ("Introduce a calm space for pupils who struggle to regulate their emotions, as set out in the Behaviour Policy of May 2022.", "", "Spring term 2023 = 2023-01/2023-04 @term", "£1,200", "Fewer than five internal exclusions a term", "Headteacher’s report to governors", "red"),
        ]),
        ("Priority 4", "Strengthen governors’ knowledge of the school so that they hold leaders to account", [
            ("Commission an external review of governance and act on its findings.", "{Chair of Governors:post}", "February 2023 = 2023-02", "£900", "Review report received and action plan agreed", "Diocesan Board of Education", "green"),
            ("Link each governor to a priority in this plan, with at least one visit a term.", "{Chair of Governors:post}\n{Clerk to Governors:post}", "", "None", "Visit reports show challenge", "Minutes of the full governing body", "amber"),
        ]),
    ]  # fmt: skip
    shades = {"green": FILLS["G"], "amber": FILLS["A"], "red": FILLS["R"]}
    blocks: list[Block] = [
        Heading("Oakhanger Church of England Primary School"),
        Heading("Post-Ofsted Action Plan 2022–2023"),
        Para("Ofsted inspected the school on 21 and 22 June 2022 and judged it to be Requires Improvement. Leaders and governors have written this plan with the School Improvement Partner to address the areas that inspectors identified. Agreed by the governing body on 30 September 2022."),
    ]  # fmt: skip
    for key, (label, text, actions) in zip("1234", parts, strict=True):
        g.rec(key, text, label)
        rows = [head("Actions", "Who", "Timescale", "Cost / resources", "Success criteria", "Monitoring (who and how)", "RAG")]  # fmt: skip
        for place, (what, who, due, cost, measure, check, rag) in enumerate(actions, 1):
            g.act(
                f"{key}.{place}", what, who, due, rag=f"{rag}:fill" if rag else "",
                resources=cost, success_measure=measure,
            )  # fmt: skip
            rows.append(
                row(what, printed(who), printed(due), cost, measure, check, Cell("", fill=shades.get(rag)))
            )  # fmt: skip
        blocks += [
            Heading(f"{label}: {text}", 2),
            Table(rows, [4, 1.6, 1.5, 1.8, 2.8, 2.2, 0.7], header_fill="#fff2cc"),
        ]
    return Made(
        "school-oakhanger", "word", blocks, g.done(), font="Arial", size=10,
        head="Oakhanger C of E Primary School", foot="{page}",
    )  # fmt: skip


def care_home() -> Made:
    """Upright; a table for each key question; numbers run on through all tables; status words."""
    g = Gold(
        title="Service Improvement Plan",
        organisation="Willow Court Residential Home",
        inspectorate="CQC",
        judgement="Requires Improvement",
        plan_date="6 June 2023 = 2023-06-06",
        inspection_date="19 April 2023 = 2023-04-19",
        report_date="31 May 2023 = 2023-05-31",
    )
    manager, deputy = "{Registered Manager:post}", "{Deputy Manager:post}"
    provider = "{Nominated Individual:post}"
    parts = [
        ("Safe", "Medicines, falls and infection control (Regulation 12)", [
            ("Complete a full audit of medicines administration records (MARs) with the supplying pharmacist and correct any gaps.", manager, "16/06/2023 = 2023-06-16", "Monthly audit", "In progress"),
            ("All senior carers to have their competency to give medicines re-assessed.", deputy, "30/06/2023 = 2023-06-30", "Competency forms on file", "In progress"),
            ("Review the falls risk assessments of all 31 residents and refer to the community falls team where someone has had two or more falls since January 2023.", "{Senior Carers:group}", "07/07/2023 = 2023-07-07", "Falls log reviewed weekly by manager", "In progress"),
            ("Replace the flooring in the sluice and first floor bathroom.", provider, "August 2023 = 2023-08", "Visual check", "Not started"),
            ("Buy pedal bins for all bedrooms and bathrooms.", "{Housekeeper:post}", "31/05/2023 = 2023-05-31", "Infection control audit", "Complete"),
        ]),
        ("Effective", "Training and consent (Regulations 11 and 18)", [
            ("Bring mandatory training up to 95% (72% at inspection), including moving and handling, fire safety and safeguarding.", manager + " and " + deputy, "31/08/2023 = 2023-08-31", "Training matrix", "In progress"),
            ("Complete mental capacity assessments and best interests decisions for the nine residents with bed rails or sensor mats.", deputy, "23/06/2023 = 2023-06-23", "Care plan audit", "In progress"),
            ("Apply for Deprivation of Liberty Safeguards renewals that are out of date.", manager, "Completed 22/05/2023 = 2023-05-22 @complete", "DoLS tracker", "Complete"),
        ]),
        ("Responsive", "Activities and complaints", [
            ("Recruit an Activities Co-ordinator for 25 hours a week.", provider, "TBC = @tbc", "Rota", "Not started"),
            ("Display the complaints procedure, in large print, in the entrance hall and give a copy to each family.", "{Administrator:post}", "09/06/2023 = 2023-06-09", "Walk round", "In progress"),
        ]),
        ("Well-led", "Governance and oversight (Regulation 17)", [
            ("Introduce a monthly provider visit, with a written report and an action plan that is followed up at the next visit.", provider, "From July 2023 = 2023-07/.. @ongoing", "Provider visit reports", "Not started"),
            ("Hold residents’ and relatives’ meetings every three months and share the minutes.", manager, "29/06/2023 = 2023-06-29", "Minutes", "In progress"),
            ("Send all statutory notifications to CQC without delay and keep a log.", "", "Immediate = @immediate", "Log checked by Nominated Individual", "In progress"),
        ]),
    ]  # fmt: skip
    states = {"In progress": "in_progress", "Complete": "complete", "Not started": "not_started"}
    blocks: list[Block] = [
        Heading("Service Improvement Plan"),
        Para("**Willow Court Residential Home**\nPlan written: 6 June 2023"),
        Para("CQC inspected the home on 19 April 2023. The report, published on 31 May 2023, gave an overall rating of Requires Improvement. The plan will be reviewed by the Registered Manager and Nominated Individual every fortnight and shared with the council’s Quality Team."),
    ]  # fmt: skip
    number = 0
    for key, (label, text, actions) in zip("1234", parts, strict=True):
        g.rec(key, f"{label}: {text}")
        rows = [head("No.", "What we will do", "By whom", "By when", "How we will check", "Status")]
        for what, who, due, check, state in actions:
            number += 1
            g.act(f"{key}.{number}", what, who, due, str(number), status=states[state])
            rows.append(row(str(number), what, printed(who), printed(due), check, state))
        blocks += [
            Heading(f"{label}: {text}", 2),
            Table(rows, [0.6, 4.6, 1.8, 1.7, 2, 1.4], header_fill="#d0cece"),
        ]
    return Made(
        "care-willow-court", "chromium", blocks, g.done(), landscape=False, font="Arial",
        size=10, foot="Page {page} of {pages}",
    )  # fmt: skip


ALL = [trust, primary, care_home]
