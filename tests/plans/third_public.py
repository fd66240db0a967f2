# ruff: noqa: E501 (a row of data stays on its line)
"""Ordinary plans: a food audit, an auditor's report, a university's review, a landlord."""

from __future__ import annotations

from .blocks import Block, Cell, Heading, Made, Para, Table, head, row
from .golden import Gold, printed


def food_audit() -> Made:
    """The Food Standards Agency's form: what to address, what is planned, by when, done so far."""
    g = Gold(
        title="Action Plan for Wyremouth Borough Council",
        organisation="Wyremouth Borough Council",
        inspectorate="Food Standards Agency",
        plan_date="13 February 2023 = 2023-02-13",
        inspection_date="8–10 November 2022 = 2022-11-08/2022-11-10",
    )
    manager = "{Environmental Health Manager:post}"
    lead = "{Lead Food Officer:post}"
    support = "{Business Support Team:organisation}"
    parts = [
        ("Ensure that the Service Plan sets out the full demands on the service, the resources (in full time equivalents) needed to meet them and any shortfall. [The Standard – 3.1]", [
            ("The Food Service Plan for 2023/24 will follow the Service Planning Guidance in the Framework Agreement, will set out the number of interventions due by risk category and will be approved by the Licensing and Regulatory Committee.", manager, "30/06/2023 = 2023-06-30",
             "First draft shared with the Portfolio Holder in January 2023."),
        ]),
        ("Review and update policies and procedures at regular intervals and whenever there are changes to legislation or centrally issued guidance. [The Standard – 4.1 and 4.2]", [
            ("• Matrix of all documented procedures to be drawn up with an owner and a review date for each\n• Procedures for approved establishments, food alerts and sampling to be reviewed first", lead, "31/03/2023 = 2023-03-31",
             "Matrix completed. 4 of 17 procedures reviewed."),
        ]),
        ("Set up, maintain and implement a documented procedure for the authorisation of officers based on their competence. [The Standard – 5.1]", [
            ("Scheme of delegation to be amended so that the Head of Service can authorise officers under the Food Safety and Hygiene (England) Regulations 2013 and the Official Feed and Food Controls (England) Regulations 2009.", "{Head of Regulatory Services:post}\n{Legal Services:organisation}", "April 2023 = 2023-04", "Report drafted for Full Council, 21 March 2023."),
            ("Competency assessments against the Food Law Code of Practice to be completed for all five officers and kept on file.", lead, "28/04/2023 = 2023-04-28", ""),
        ]),
        ("Ensure that food establishments are inspected at the minimum frequency set by the Food Law Code of Practice. [The Standard – 7.1]", [
            ("All overdue category A to C premises (41 at the time of the audit) to be inspected by officers working overtime.", manager, "Completed January 2023 = 2023-01 @complete", "The last of the 41 was inspected on 27 January 2023."),
            ("Overdue category D premises to be inspected using a contractor (budget of £38,000 agreed by Corporate Management Team on 5 December 2022).", manager, "30/09/2023 = 2023-09-30", "Contractor appointed. 62 of 219 inspected."),
            ("Category E premises to be moved to an alternative enforcement strategy with a questionnaire sent to each business.", lead + "\n" + support, "31/12/2023 = 2023-12-31", "Not started."),
        ]),
        ("Take appropriate action on any non-compliance found, in line with the Enforcement Policy. [The Standard – 7.3]", [
            ("Officers to be reminded of the hierarchy of enforcement at the team meeting and a consistency exercise (using the Agency’s ‘brand standard’ scenarios) to be held twice a year.", lead, "Ongoing = @ongoing", "First exercise held on 18 January 2023."),
        ]),
        ("Maintain an accurate and up to date database of food establishments. [The Standard – 11.1]", [
            ("Data cleansing of the 300 premises records without a risk rating, with reference to business rates and licensing records held as at 1 April 2022.", support, "", "Awaiting upgrade of the system."),
            ("New businesses to be entered within 5 working days of registration.", support, "Immediate = @immediate", "In place."),
        ]),
        ("Carry out internal monitoring to verify conformance with the Standard and keep records of it. [The Standard – 19.1 and 19.2]", [
            ("Monthly file checks (two files for each officer) to be brought in, recorded on the monitoring form and discussed at one to ones.", lead, "31/05/2023 = 2023-05-31", "Form agreed."),
        ]),
    ]  # fmt: skip
    rows = [
        head(
            "No.",
            "TO ADDRESS (RECOMMENDATION INCLUDING STANDARD PARAGRAPH)",
            "PLANNED IMPROVEMENTS",
            "OFFICER",
            "BY (DATE)",
            "ACTION TAKEN TO DATE",
        )
    ]
    for number, (text, actions) in enumerate(parts, 1):
        g.rec(str(number), text, str(number))
        for place, (what, who, due, done) in enumerate(actions, 1):
            g.act(f"{number}-{place}", what, who, due, progress=done)
            cells: list[str | Cell] = [what, printed(who), printed(due), done]
            if place == 1:
                span = len(actions)
                cells = [Cell(str(number), rows=span), Cell(text, rows=span), *cells]
            rows.append(row(*cells))
    blocks: list[Block] = [
        Heading("Action Plan for Wyremouth Borough Council"),
        Para("**Audit date:** 8–10 November 2022\n**Date of action plan:** 13 February 2023"),
        Para("This plan answers the recommendations in the report of the Food Standards Agency’s audit of the authority’s food hygiene service. It was agreed by the Head of Regulatory Services and sent to the Agency. Progress will be reported to the Licensing and Regulatory Committee every six months."),
        Table(rows, [0.6, 3.6, 4.6, 2, 1.6, 2.7], header_fill="#d9d9d9"),
    ]  # fmt: skip
    return Made(
        "food-wyremouth", "word", blocks, g.done(), font="Arial", size=10,
        foot="Page {page} of {pages}",
    )  # fmt: skip


def auditor() -> Made:
    """Upright; the organisation's response is what it plans; bullets inside; no list of people."""
    g = Gold(
        title="Review of Workforce Planning: Management Response",
        organisation="Cwm Alarch County Borough Council",
        inspectorate="Audit Wales",
        plan_date="May 2024 = 2024-05",
        report_date="March 2024 = 2024-03",
    )
    parts = [
        ("R1", "The Council should agree a single corporate Workforce Strategy, linked to its Well-being Plan 2023-28 and its Medium Term Financial Plan, by December 2024.", "High",
         "A Workforce Strategy 2025-2030 will be developed with trade unions and service managers, using the exit interview and age profile data that went to Cabinet in February 2024. The draft will be considered by the Governance and Audit Committee before approval by full Council.",
         "December 2024 = 2024-12", "{Corporate Director of People and Performance:post}"),
        ("R2", "The Council should make sure that each service has a workforce plan which identifies future demand, skills gaps and succession risks.", "High",
         "• A template and guidance will be issued to all Heads of Service\n• HR Business Partners will run a workshop for each of the 14 services\n• Completed plans will be reviewed by the Corporate Leadership Team alongside the budget proposals for 2025/26",
         "31 October 2024 = 2024-10-31", "{Head of HR and Organisational Development:post}"),
        ("R3", "The Council should improve the quality of its workforce data.", "Medium",
         "The HR system (iTrent) will be updated with establishment data from Finance, and a monthly dashboard covering headcount, vacancies, agency spend and sickness will be given to directors.",
         "Quarter 3 2024/25 = 2024-10/2024-12 @quarter", "{HR Systems Manager:post} / {Group Accountant:post}"),
        ("R4", "The Council should reduce its reliance on agency staff in Waste Services and Adult Social Care.", "Medium",
         "A review of all agency placements of longer than 12 weeks will be carried out. Managers will have to submit a business case to the Vacancy Control Panel for each extension.",
         "30 September 2024 = 2024-09-30", "{Head of Waste and Fleet Services:post}\n{Head of Adult Services:post}"),
        ("R5", "The Council should evaluate the impact of its apprenticeship and graduate schemes, including the number who stay for two years after they finish.", "Low",
         "An evaluation of the schemes between 2019 and 2023 will be included in the annual workforce report to the Overview and Scrutiny Committee.",
         "June 2025 = 2025-06", "{Learning and Development Manager:post}"),
        ("R6", "The Council should strengthen how elected members oversee workforce risks.", "Medium",
         "Workforce risk has been added to the Corporate Risk Register (CRR12) and is now reviewed each quarter by the Governance and Audit Committee.",
         "Complete = @complete", "{Monitoring Officer:post}"),
        ("R7", "The Council should share good practice on hybrid working with its partners on the Public Services Board.", "Low",
         "The Head of Service will present the results of the 2023 staff survey to the Public Services Board and invite partners to join a working group.",
         "TBC = @tbc", "{Head of HR and Organisational Development:post}"),
    ]  # fmt: skip
    rows = [head("Ref", "Recommendation", "Priority", "Organisational response", "Completion date", "Responsible officer (title)")]  # fmt: skip
    for label, text, priority, what, due, who in parts:
        g.rec(label, text, label, priority=priority)
        g.act(f"{label}-1", what, who, due)
        rows.append(row(label, text, priority, what, printed(due), printed(who)))
    blocks: list[Block] = [
        Heading("Review of Workforce Planning: Management Response"),
        Table(
            [
                row(Cell("Council:", bold=True), "Cwm Alarch County Borough Council"),
                row(Cell("Auditor:", bold=True), "Audit Wales"),
                row(Cell("Report issued:", bold=True), "March 2024"),
                row(Cell("Response agreed:", bold=True), "May 2024"),
            ],
            [1.4, 4],
            header_rows=0,
        ),
        Para("The report of the Auditor General for Wales made seven recommendations. The table below sets out what the Council will do. The Governance and Audit Committee will receive a progress update in November 2024."),
        Table(rows, [0.9, 3.1, 1.4, 4, 1.8, 2], header_fill="#bdd6ee"),
    ]  # fmt: skip
    return Made(
        "audit-cwm-alarch", "word", blocks, g.done(), landscape=False, font="Arial", size=10,
        foot="Page {page}", head="Management response form",
    )  # fmt: skip


def university() -> Made:
    """Sections for recommendations and affirmations; no numbers; merged first column; two columns to skip."""
    g = Gold(
        title="Quality Enhancement Review: Action Plan 2022–23",
        organisation="University of Lyndhurst",
        inspectorate="QAA",
        plan_date="20 October 2022 = 2022-10-20",
        inspection_date="April 2022 = 2022-04",
        report_date="1 August 2022 = 2022-08-01",
    )
    dean = "{Dean of Students:post}"
    quality = "{Head of Quality and Standards:post}"
    education = "{Pro Vice-Chancellor (Education):post}"
    partner = "{Director of Academic Partnerships:post}"
    sections = [
        ("Recommendations", [
            ("Make the criteria for extenuating circumstances clear and apply them in the same way across all Schools (paragraph 1.14).", [
                ("Replace the five School procedures with one University policy, approved by Academic Board, for use from the start of the 2023-24 academic year.", "July 2023 = 2023-07", quality, "One policy in place; fewer than 2% of decisions overturned on appeal", "Academic Board", "Annual report on student casework"),
                ("Train members of School panels, including students’ union advisers.", "End of September 2023 = 2023-09-30 @date", dean, "All 34 panel members trained", "Student Experience Committee", "Feedback forms"),
            ]),
            ("Ensure that students receive feedback on assessed work within the 15 working days set by the University’s own policy (paragraph 2.7).", [
                ("Publish turnaround times by module each semester and discuss exceptions with Associate Deans.", "31 January 2023 = 2023-01-31", "{Associate Deans (Education):group}", "95% of feedback returned on time (78% in 2021-22)", "Education Committee", "National Student Survey, question 9"),
                ("Review the assessment load of modules that missed the deadline twice or more in 2021-22.", "30 June 2023 = 2023-06-30", "{School Directors of Teaching:group}", "Assessment load reduced on the 20 modules identified", "Education Committee", "Periodic review"),
                ("Upgrade the virtual learning environment so that students can see when their feedback is due.", "August 2023 = 2023-08", "{Digital Education Team:organisation}", "Due dates shown for every assessment", "Digital Strategy Board", "User testing"),
            ]),
            ("Strengthen the oversight of collaborative provision, in particular the approval of publicity by partners (paragraph 3.2).", [
                ("Carry out an audit of the websites and prospectuses of all 11 partners and correct any inaccuracy (see the Partnership Handbook, section 6).", "16 December 2022 = 2022-12-16", partner, "No inaccurate statements found in the repeat audit", "Partnerships Sub-Committee", "Repeat audit in May 2023"),
                ("Add an annual check to the role description for Link Tutors.", "", partner, "Checks recorded in annual monitoring", "Partnerships Sub-Committee", "Annual monitoring"),
            ]),
        ]),
        ("Affirmations", [
            ("The work being done to involve students in the design of programmes (paragraph 2.15).", [
                ("Extend the Student Partners scheme from three Schools to all seven, with 40 paid places.", "1 March 2023 = 2023-03-01", dean + "\n{Students’ Union:organisation}", "40 partners appointed by March 2023", "Student Experience Committee", "Survey of partners"),
            ]),
            ("The steps taken to close the awarding gap for Black students (paragraph 4.1).", [
                ("Report progress against the Access and Participation Plan targets for 2025 to the Board of Governors, with data by School.", "Annually = @recurring", education, "Gap reduced from 14 to 9 percentage points", "Board of Governors", "Office for Students monitoring"),
                ("Appoint a Race Equality Charter lead.", "November 2022 = 2022-11", "{Director of HR:post}", "Lead in post", "Equality, Diversity and Inclusion Committee", "None"),
            ]),
        ]),
    ]  # fmt: skip
    names = ("Action to be taken", "Date for completion", "Action by", "Success indicators", "Reported to", "Evaluation")  # fmt: skip
    blocks: list[Block] = [
        Heading("Quality Enhancement Review: Action Plan 2022–23"),
        Para("**University of Lyndhurst**"),
        Para("The QAA review team visited in April 2022 and its report was published on 1 August 2022. This plan was approved by Academic Board on 20 October 2022 after consultation with the Students’ Union. The Head of Quality and Standards will report on it to each meeting of the Education Committee."),
    ]  # fmt: skip
    number = 0
    for section, items in sections:
        blocks.append(Heading(section, 2))
        rows = [head(section.removesuffix("s"), *names)]
        for text, actions in items:
            number += 1
            g.rec(str(number), text)
            for place, (what, due, who, measure, board, check) in enumerate(actions, 1):
                g.act(f"{number}.{place}", what, who, due, success_measure=measure)
                cells: list[str | Cell] = [
                    what, printed(due), printed(who), measure, board, check,
                ]  # fmt: skip
                if place == 1:
                    cells = [Cell(text, rows=len(actions)), *cells]
                rows.append(row(*cells))
        blocks.append(
            Table(
                rows,
                [2.5, 3.4, 1.5, 2, 2.3, 1.6, 1.7],
                header_fill="#e2efd9",
                repeat_header=section != "Recommendations",
            )
        )
    return Made("qer-lyndhurst", "word", blocks, g.done(), font="Arial", size=9.5, foot="{page}")


def landlord() -> Made:
    """Bands for the standards; two owner columns; status words; a list of contacts at the end."""
    g = Gold(
        title="Consumer Standards Improvement Plan",
        organisation="Brookfield & Marsh Homes",
        inspectorate="Regulator of Social Housing",
        judgement="C3",
        plan_date="9 September 2024 = 2024-09-09",
        inspection_date="May 2024 = 2024-05",
        report_date="31 July 2024 = 2024-07-31",
    )
    people = [
        ("NH", "Nicola Harcourt", "Executive Director of Property"),
        ("BO", "Bola Ogunleye", "Executive Director of Customer"),
        ("SW", "Stuart Wakeling", "Head of Building Safety"),
        ("FK", "Farah Khalil", "Head of Repairs"),
        ("LM", "Lesley Mottram", "Complaints and Resolution Manager"),
        ("DT", "Dean Tranter", "Head of Data and Insight"),
    ]
    for key, name, post in people:
        g.lead(key, name, post, initials=None)
    nh, bo = "{Nicola Harcourt}", "{Bola Ogunleye}"
    sections = [
        ("Safety and Quality Standard", "SQ", [
            ("Complete the 1,140 overdue fire remedial actions, highest risk first, and report the position weekly to the Executive Team.", nh, "{Stuart Wakeling}", "31 March 2025 = 2025-03-31", "In progress", "Safe homes"),
            ("Carry out a stock condition survey of all homes not surveyed since April 2019 (about 3,900 homes).", nh, "{Dean Tranter}", "30 September 2025 = 2025-09-30", "In progress", "Safe homes"),
            ("Obtain satisfactory electrical certificates for the 212 homes without one, using the court process where we cannot get access.", nh, "{Stuart Wakeling}", "20 December 2024 = 2024-12-20", "In progress", "Safe homes"),
            ("Agree a Damp and Mould Policy at the Customer and Property Committee.", nh, "{Head of Repairs:post}", "25 July 2024 = 2024-07-25", "Complete", "Safe homes"),
            ("Let a new contract for specialist repairs to replace the one that ends in June 2025.", nh, "{Farah Khalil}", "May 2025 = 2025-05", "Not started", "Value for money"),
        ]),
        ("Transparency, Influence and Accountability Standard", "TIA", [
            ("Answer 95% of stage 1 complaints within 10 working days, as the Complaint Handling Code requires.", bo, "{Lesley Mottram}", "31/12/2024 = 2024-12-31", "In progress", "Listening"),
            ("Set up a Tenant Scrutiny Panel with at least nine members from across our four regions.", bo, "", "28 February 2025 = 2025-02-28", "Not started", "Listening"),
            ("Publish performance against the Tenant Satisfaction Measures on our website and in the Annual Report for 2023/24.", bo, "{Dean Tranter}", "Quarterly = @recurring", "In progress", "Listening"),
            ("Update the information that we hold about tenants’ needs, with the help of an external call centre.", bo, "{All housing officers:group}", "30 June 2025 = 2025-06-30", "In progress", "Listening"),
        ]),
        ("Neighbourhood and Community Standard", "NC", [
            ("Review the Anti-Social Behaviour Policy with the Community Safety Partnerships of the three districts.", bo, "{Head of Neighbourhoods:post}", "November 2024 = 2024-11", "In progress", "Strong communities"),
            ("Bring in quarterly estate walkabouts with ward councillors and tenants, starting with the ten estates with the lowest satisfaction.", bo, "{Head of Neighbourhoods:post}", "1 October 2024 = 2024-10-01", "Not started", "Strong communities"),
        ]),
        ("Tenancy Standard", "TS", [
            ("Revise the tenancy agreement and consult tenants on it under section 103 of the Housing Act 1985.", bo, "{Lesley Mottram}", "", "On hold", "Listening"),
            ("Train lettings staff on the new Allocations Policy.", bo, "{Lettings Manager:post}", "Jan 2025 = 2025-01", "Not started", "Strong communities"),
        ]),
    ]  # fmt: skip
    states = {"In progress": "in_progress", "Complete": "complete", "Not started": "not_started", "On hold": "on_hold"}  # fmt: skip
    rows = [head("Ref", "Improvement action", "Accountable", "Delivery lead", "Complete by", "Status", "Corporate objective")]  # fmt: skip
    for number, (standard, code, actions) in enumerate(sections, 1):
        g.rec(str(number), standard)
        rows.append([Cell(standard, columns=7, bold=True, fill="#deeaf6")])
        for place, (what, top, who, due, state, aim) in enumerate(actions, 1):
            ref = f"{code}{place}"
            g.act(ref, what, top + who, due, ref, status=states[state])
            rows.append(row(ref, what, printed(top), printed(who), printed(due), state, aim))
    blocks: list[Block] = [
        Heading("Consumer Standards Improvement Plan"),
        Para("**Brookfield & Marsh Homes**"),
        Para("Approved by the Board on 9 September 2024"),
        Para("The Regulator of Social Housing inspected us in May 2024 and published its regulatory judgement on 31 July 2024. It graded us C3. We have accepted the findings in full. This plan sets out what we will do; the Board’s Improvement Sub-Group will look at it every month."),
        Table(rows, [0.8, 4.8, 1.7, 1.7, 1.6, 1.3, 1.5], header_fill="#9cc2e5"),
        Heading("Key contacts", 2),
        Table([head("Name", "Role")] + [row(name, post) for _, name, post in people], [2, 3]),
    ]  # fmt: skip
    return Made(
        "housing-brookfield", "reportlab", blocks, g.done(), size=9,
        head="Brookfield & Marsh Homes – Improvement Plan", foot="Page {page}",
    )  # fmt: skip


ALL = [food_audit, auditor, university, landlord]
