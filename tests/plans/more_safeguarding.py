# ruff: noqa: E501 (a row of data stays on its line)
"""Harder plans: a homicide review, an adult review, a coroner's letter, an ombudsman's order."""

from __future__ import annotations

from .blocks import Block, Break, Cell, Heading, Made, Para, Table, head, row
from .golden import Gold, printed


def homicide() -> Made:
    """The Home Office's template; the outcome column says what is done; bodies own."""
    g = Gold(
        title="Domestic Homicide Review into the death of ‘Joanna’: Action Plan",
        organisation="Merrivale Community Safety Partnership",
        plan_date="9 October 2023 = 2023-10-09",
    )
    police = "{Avon and Merrivale Constabulary:organisation}"
    parts = [
        ("Recommendation 1", "That every GP practice has a named lead for domestic abuse who is known to all its staff.", "Local", [
            ("Identify a lead in each practice and keep the list on the ICB’s intranet.",
             "{Merrivale Integrated Care Board:organisation}", "List drawn up in February and checked with practice managers.",
             "31/03/23 = 2023-03-31", "Completed 12 May 2023. All 31 practices have a named lead.", "complete"),
            ("Commission a half-day course for leads and repeat it for those who join later.",
             "{Merrivale Integrated Care Board:organisation}; {Women’s Aid Merrivale:organisation}", "Course written. Two dates held, a third is booked.",
             "Q3 23/24 = 2023-10/2023-12 @quarter", "", ""),
        ]),
        ("Recommendation 2", "That the Constabulary reviews how officers record and share risk when there are repeat calls to one address.", "Local", [
            ("Strengthen the process by: (a) changing the form so that earlier calls are shown; (b) briefing each response team; and (c) dip-sampling forty cases.",
             police, "Form changed in June. Briefings under way.", "30 November 2023 = 2023-11-30", "", ""),
            ("Report the results of the dip sample to the Partnership and again six months later.",
             police, "None yet.", "31/05/2024 = 2024-05-31|30/11/2023 & 31/05/2024|30/11/2023 = 2023-11-30", "", ""),
        ]),
        ("Recommendation 3", "That the Home Office considers national guidance on economic abuse.", "National", [
            ("Write to the Minister with a copy of this review.", "{Chair, Merrivale Community Safety Partnership:post}",
             "Letter approved.", "within 3 months of publication = @relative", "", ""),
        ]),
        ("Recommendation 4", "That housing officers can recognise coercive control and know where to refer.", "Regional", [
            ("Put coercive control into the induction of housing staff.", "{Merrivale Borough Council – Housing Options:organisation}",
             "E-learning bought from a specialist.", "Complete – Jan 23 = 2023-01 @complete", "Complete. 112 of 118 staff had taken the course by June 2023.", "complete"),
            ("Bring the matter to the landlords’ forum and ask for its members’ own training figures.",
             "{All registered providers:group}", "", "Ongoing – reviewed quarterly = @ongoing", "", ""),
            ("Include the learning in the joint strategic needs assessment.", "{Health and Wellbeing Board:organisation}",
             "Chapter drafted by public health.", "March 2024 (was Dec 2023) = 2024-03 < Dec 2023 = 2023-12", "", ""),
        ]),
        ("Recommendation 5", "That employers in the area are helped to support staff who are victims.", "Local", [
            ("Publish a model policy with the Chamber of Commerce.", "", "", "TBC = @tbc", "", ""),
            ("Write to the Minister with a copy of this review.", "{Chair, Merrivale Community Safety Partnership:post}",
             "", "31/01/2024 = 2024-01-31", "", ""),
        ]),
    ]  # fmt: skip
    rows = [
        head("Recommendation", "Scope of recommendation, i.e. local or regional", "Action to take", "Lead agency",
             "Key milestones achieved in enacting recommendation", "Target date", "Date of completion and outcome")
    ]  # fmt: skip
    for number, (label, text, scope, actions) in enumerate(parts, 1):
        g.rec(str(number), text, label)
        for place, (what, who, milestone, spec, outcome, status) in enumerate(actions, 1):
            due, shown, *stones = spec.split("|") if "|" in spec else (spec, printed(spec))
            g.act(
                f"{number}-{place}",
                what,
                who,
                due,
                milestones=stones,
                status=status,
                progress=outcome,
            )
            cells: list[str | Cell] = [what, printed(who), milestone, shown, outcome]
            if place == 1:
                cells = [
                    Cell(f"**{label}:** {text}", rows=len(actions)),
                    Cell(scope, rows=len(actions)),
                    *cells,
                ]
            rows.append(row(*cells))
    g.find("ACT001", "5", "5-2")
    blocks: list[Block] = [
        Heading("Merrivale Community Safety Partnership"),
        Heading("Domestic Homicide Review into the death of ‘Joanna’: Action Plan"),
        Para("Version 4 – as agreed by the Partnership on 9 October 2023"),
        Para(
            "‘Joanna’ was killed in August 2020. The review was commissioned under section 9 of the"
            " Domestic Violence, Crime and Victims Act 2004 and its panel met seven times, the last on"
            " 6 September 2022. Agencies have already made changes of their own, which are told in the"
            " overview report and are not repeated here."
        ),
        Table(rows, [2.3, 2.1, 2.9, 1.8, 2.1, 1.5, 2.1]),
    ]  # fmt: skip
    return Made(
        "dhr-merrivale", "word", blocks, g.done(), head="OFFICIAL-SENSITIVE until publication",
        foot="Page {page} of {pages}", size=10.5,
    )  # fmt: skip


def adult_review() -> Made:
    """Recommendations as bold paragraphs between tables; contacts; support; an appendix repeats."""
    g = Gold(
        title="Safeguarding Adults Review ‘Adult P’: Multi-Agency Action Plan",
        organisation="Lowmoor Safeguarding Adults Board",
        plan_date="17 May 2023 = 2023-05-17",
        report_date="2 March 2023 = 2023-03-02",
    )
    people = [
        ("MS", "Maria Szczepańska", "Head of Adult Safeguarding", "Lowmoor Council", "maria.szczepanska@lowmoor.example", "01632 960 114"),
        ("AVP", "Dr Anneliese Vogt-Parry", "Named GP", "Lowmoor ICB", "a.vogt-parry@nhs.example", "01632 960 220"),
        ("TO", "Tom Okonjo", "Detective Chief Inspector", "Lowmoor Police", "tom.okonjo@police.example", "01632 960 871"),
        ("DB", "D’Arcy Bell", "Tenancy Sustainment Manager", "Pennant Homes", "dbell@pennant.example", "01632 960 009"),
        ("MP", "Mark Pell", "Board Business Manager", "Lowmoor Safeguarding Adults Board", "mark.pell@lowmoor.example", "01632 960 115"),
    ]  # fmt: skip
    for key, name, post, body, _, _ in people:
        g.lead(key, name, post, initials=None, organisation=body)
    parts = [
        ("Recommendation 1", "The Board should assure itself that partners understand self-neglect and use the agreed pathway.", [
            ("1a", "Revise the self-neglect pathway and publish a one-page guide.^^1^^", "{Maria Szczepańska} supported by {Mark Pell}",
             "w/c 5 June 2023 = 2023-06-05/2023-06-11 @range", "75%", "in_progress"),
            ("1b", "Hold three learning events for front-line staff and record who attended.", "{Mark Pell}",
             "29 September 2023 = 2023-09-29", "25%", "in_progress"),
            ("1c", "Survey staff six months later to see whether practice has changed.", "{mark.pell@lowmoor.example:person:MP}",
             "by 31 March 2024 = 2024-03-31", "0%", "not_started"),
        ]),
        ("Recommendation 2", "Agencies should hold a multi-agency meeting where a person declines care and the risk is high.", [
            ("2a", "Agree who may call a meeting, and by when it must sit:", "{Maria Szczepańska} with {DCI Okonjo:person:TO}",
             "30/06/23 = 2023-06-30", "50%", "in_progress"),
            ("2b", "Add a prompt to the GP record when three home visits have been declined.", "{Dr Anneliese Vogt-Parry}",
             "~~31/05/23~~ 31/08/23 = 2023-08-31 < 31/05/23 = 2023-05-31", "0%", "not_started"),
        ]),
        ("Recommendation 3", "Landlords should pass on what their contractors see inside a tenant’s home.", [
            ("3a", "Give every contractor a card that tells how to raise a concern.^^2^^", "{D’Arcy Bell}",
             "Complete – April 2023 = 2023-04 @complete", "100%", "complete"),
            ("3b", "Bring gas-access refusals to the weekly tenancy panel.", "{D’Arcy Bell} supported by {Pennant Homes Repairs Team:organisation}",
             "Ongoing = @ongoing", "50%", "in_progress"),
            ("3c", "Share the card with the other six landlords of the borough.", "{Lowmoor Social Landlords and Support Providers Forum:organisation}",
             "Autumn 2023 = 2023-09/2023-11 @season", "", ""),
        ]),
    ]  # fmt: skip
    limits = Table(
        [
            head("Level of risk", "Sits within"),
            row("Critical", "2 working days"),
            row("High", "10 working days"),
        ],
        [1, 1],
    )
    blocks: list[Block] = [
        Heading("Safeguarding Adults Review ‘Adult P’: Multi-Agency Action Plan"),
        Para("**Lowmoor Safeguarding Adults Board** · agreed 17 May 2023"),
        Para("The review was published on 2 March 2023. This plan is reviewed by the Learning and Quality Sub-Group at each of its meetings."),
        Heading("Contacts", 2),
        Table([head("Name", "Role", "Agency", "E-mail", "Telephone")] + [row(*x[1:]) for x in people], [1.8, 2, 2, 3.9, 1.9], header_fill="#ddeedd"),
        Heading("Actions", 2),
    ]  # fmt: skip
    for key, (label, text, actions) in zip("123", parts, strict=True):
        g.rec(key, text, label)
        blocks.append(Para(f"**{label}. {text}**"))
        rows = [head("Ref", "What we will do", "Lead (support)", "When", "% complete")]
        for ref, what, who, due, share, status in actions:
            held = (
                what
                if ref != "2a"
                else what
                + " Level of risk Sits within Critical 2 working days High 10 working days"
            )
            g.act(ref, held, who, due, ref, status=status)
            cell = Cell(what, nested=limits if ref == "2a" else None)
            rows.append(row(ref, cell, printed(who), printed(due), share))
        blocks.append(Table(rows, [0.6, 4.2, 3.3, 1.9, 1.2], header_fill="#ddeedd"))
    blocks += [
        Para(
            "1 The pathway was last revised in 2018.\n2 Pennant Homes has 46 contractors.",
            small=True,
        ),
        Break(),
        Heading("Appendix: milestones for the Board’s calendar", 2),
        Table(
            [
                head("Date", "Milestone"),
                row("w/c 5 June 2023", "1a – Self-neglect pathway and one-page guide published"),
                row("30/06/23", "2a – Agreement on who may call a meeting"),
                row("31/08/23", "2b – Prompt added to the GP record"),
                row("29 September 2023", "1b – Three learning events held"),
            ],
            [1, 4],
        ),
    ]
    return Made(
        "sar-lowmoor",
        "chromium",
        blocks,
        g.done(),
        landscape=False,
        foot="Page {page} of {pages}",
        size=9.5,
    )


def coroner() -> Made:
    """No table; owner and date stand only inside the sentences of a letter; concerns auto-numbered."""
    g = Gold(
        title="Response to Regulation 28 Report to Prevent Future Deaths",
        organisation="Otterbourne City Council",
        plan_date="24 April 2023 = 2023-04-24",
        report_date="27 February 2023 = 2023-02-27",
    )
    parts = [
        ("The risk assessment for the flat was not reviewed after the fire service’s visit in 2021.",
         "The council accepts this concern. A new assessment was made on 3 March 2023.", [
             ("The Director of Housing will write to every resident of a building over 18 metres by the end of June 2023.",
              "{Director of Housing:post}", "by the end of June 2023 = 2023-06-30 @date"),
             ("By 31 July 2023 the Head of Building Safety will put in place a register that shows when each assessment is due.",
              "{Head of Building Safety:post}", "By 31 July 2023 = 2023-07-31"),
         ]),
        ("Out-of-hours staff did not know how to reach the duty surveyor.",
         "The rota was held on paper and had not been updated since November 2022. It is now kept on the telephone system.", [
             ("The Contact Centre Manager and the Duty Surveyor will test the rota together every month.",
              "{Contact Centre Manager:post} {Duty Surveyor:post}", "every month = @recurring"),
             ("Mr Iestyn Cole-Hughes, our Resilience Officer, will run a night-time exercise in September 2023 and send you its findings.",
              "{Mr Iestyn Cole-Hughes:person:Iestyn Cole-Hughes}", "September 2023 = 2023-09"),
             ("We will also tell the fire service of any failed call.", "", ""),
         ]),
        ("There was no system to act on repeated reports of a faulty door closer.",
         "Eleven reports had been made since 2019 and each was treated as a new job.", [
             ("The Repairs Manager will, within 28 days of this letter, introduce a flag for three reports of one fault in a year.",
              "{Repairs Manager:post}", "within 28 days of this letter = 2023-04-24/2023-05-22 @relative"),
             ("Our contractor, Hallmark Doors Ltd, will replace all closers in the block by 15 December 2023.",
              "{Hallmark Doors Ltd:organisation}", "by 15 December 2023 = 2023-12-15"),
         ]),
    ]  # fmt: skip
    blocks: list[Block] = [
        Para("HM Senior Coroner for Otterbourne\nThe Old Assembly Rooms"),
        Para("24 April 2023"),
        Para("Dear Madam"),
        Para(
            "**Response to Regulation 28 Report to Prevent Future Deaths**\n**The late Mr Leonard Askew**"
        ),
        Para(
            "I write on behalf of Otterbourne City Council in reply to your report of 27 February 2023."
            " We offer Mr Askew’s family our sincere condolences. You raised three matters of concern,"
            " which I take in turn."
        ),
    ]
    for number, (text, said, actions) in enumerate(parts, 1):
        g.rec(str(number), text, str(number))
        blocks.append(Para(text, word_style="List Number"))
        blocks.append(Para(" ".join([said, *(what for what, _, _ in actions)])))
        for place, (what, who, due) in enumerate(actions, 1):
            g.act(f"{number}-{place}", what, who, due)
    blocks += [
        Para(
            "The Audit and Governance Committee considered this reply on 19 April 2023. Should you wish"
            " to see any of the documents, my office can supply them."
        ),
        Para("Yours faithfully"),
        Para("Rosamund Etheridge\nChief Executive"),
    ]
    return Made(
        "pfd-otterbourne",
        "word",
        blocks,
        g.done(),
        landscape=False,
        size=11,
        font="Liberation Serif",
    )


def ombudsman() -> Made:
    """No table: numbered paragraphs, each with a line of Owner and By; heading styles; doc control."""
    g = Gold(
        title="Learning from the Housing Ombudsman’s Special Report",
        organisation="Carrick Vale Homes",
        inspectorate="Housing Ombudsman",
        plan_date="11 September 2023 = 2023-09-11",
        report_date="20 July 2023 = 2023-07-20",
    )
    parts = [
        ("Damp and mould", "1", "Reports of damp must be treated as a health risk and not as a matter of lifestyle.", [
            ("1.1", "We will inspect every home where damp has been reported more than once since April 2021, starting with homes in which a child or an older person lives.",
             "{Director of Property:post}", "31 January 2024 = 2024-01-31"),
            ("1.2", "We will buy moisture sensors for 400 homes.", "{Head of Assets:post} / {Head of Procurement:post}", "Q4 2023/24 = 2024-01/2024-03 @quarter"),
            ("1.3", "We will remove the word ‘lifestyle’ from all letters and leaflets.", "{Communications Team:organisation}",
             "Complete – August 2023 = 2023-08 @complete"),
        ]),
        ("Complaint handling", "2", "Complaints must be answered within the times that the Code sets.", [
            ("2.1", "We will move complaints to one team that reports to the Chief Executive.", "{Chief Executive:post}", "2 October 2023 = 2023-10-02"),
            ("2.2", "We will publish our self-assessment against the Code each year.", "{Company Secretary:post}", "Annually, by 30 June = @recurring"),
            ("2.3", "We will pay compensation within ten working days of an order.", "{Head of Finance:post}", "Immediate = @immediate"),
        ]),
        ("Records", "3", "Records of repairs and vulnerabilities must be complete and used.", [
            ("3.1", "We will ask every tenant about their needs and put the answers on the housing system.", "{All front-line staff:group}", "2023/24 = 2023-04/2024-03 @year"),
            ("3.2", "We will check one hundred repair records a month against photographs.", "{Data Quality Manager:post}", ""),
        ]),
    ]  # fmt: skip
    blocks: list[Block] = [
        Heading("Learning from the Housing Ombudsman’s Special Report"),
        Para("Carrick Vale Homes"),
        Table(
            [
                row("Document owner", "Philippa Rowntree, Company Secretary"), row("Version", "1.2 (board approved)"),
                row("Date", "11 September 2023"), row("Next review", "March 2024"),
                row("Distribution", "Board; Tenant Voice Panel; Housing Ombudsman; Regulator of Social Housing"),
            ],
            [1, 3], header_rows=0,
        ),
        Para("The Housing Ombudsman published its special report on 20 July 2023. The board has accepted the whole of it. We apologise to the residents named in the report as A to F."),
    ]  # fmt: skip
    for heading, key, text, actions in parts:
        g.rec(key, text, key)
        blocks += [Heading(f"{heading}", 2), Para(f"**{key}. {text}**")]
        for label, what, who, due in actions:
            g.act(label, what, who, due, label)
            blocks.append(Para(f"{label} {what}"))
            by = f" By: {printed(due)}" if due else ""
            blocks.append(Para(f"Owner: {printed(who)}.{by}", indent=8))
    blocks += [
        Heading("Words we use", 2),
        Para("Code: the Complaint Handling Code. Order: what the Ombudsman tells a landlord to do in a case. Self-assessment: our own check against the Code."),
    ]  # fmt: skip
    return Made(
        "ombudsman-carrick",
        "word",
        blocks,
        g.done(),
        landscape=False,
        foot="{page} | Carrick Vale Homes",
        size=10.5,
    )


ALL = [homicide, adult_review, coroner, ombudsman]
