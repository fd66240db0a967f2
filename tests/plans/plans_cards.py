# ruff: noqa: E501 (a row of data stays on its line)
"""Plans without an action table: cards, and a letter in prose."""

from __future__ import annotations

from .blocks import Block, Cell, Heading, Made, Para, Table, row
from .golden import Gold, printed


def care_home() -> Made:
    """Chromium; a card of labels and values for each action, the number in its top bar."""
    g = Gold(
        title="Service Improvement Plan",
        organisation="Thistle Bank Care Home",
        inspectorate="Care Inspectorate",
        plan_date="19 August 2021 = 2021-08-19",
        inspection_date="28 June 2021 = 2021-06-28",
        report_date="2 August 2021 = 2021-08-02",
    )
    needs = [
        ("Requirement 1", "The provider must make sure that people get their medicines as prescribed.", [
            ("Replace paper records with an electronic system on both floors.",
             "{Catriona Moir, Home Manager:person:Catriona Moir}", "31 October 2021 = 2021-10-31",
             "No missed doses in three audits in a row", "In progress", "in_progress"),
            ("Check the competence of each nurse by watching a medicine round.",
             "{Isla Renwick, Clinical Lead:person:Isla Renwick}", "Sept 21 = 2021-09",
             "All nurses signed off", "Not started", "not_started"),
        ]),
        ("Requirement 2", "The provider must make sure that there is enough for people to do.", [
            ("Appoint a second activities worker for evenings and weekends.",
             "{Catriona Moir, Home Manager:person:Catriona Moir}", "29.10.21 = 2021-10-29",
             "Someone in post seven days a week", "In progress", "in_progress"),
            ("Ask each resident and family what they enjoy and write it in the care plan.",
             "{All key workers:group}", "Within 4 weeks of the new rota = @relative",
             "A life story in every care plan", "In progress", "in_progress"),
            ("Repair the garden path so that wheelchairs can use it.",
             "{Deputy Manager:post}", "", "Residents go out when they wish", "On hold",
             "on_hold"),
        ]),
        ("Area for improvement 1", "Care plans should say how a person wants to be comforted.", [
            ("Review five care plans a week with the person or their family.",
             "{Isla Renwick, Clinical Lead:person:Isla Renwick}",
             "by the end of November 2021 = 2021-11-30 @date", "All plans reviewed",
             "Not started", "not_started"),
            ("Give a day’s training on distress to all care staff.", "",
             "31 November 2021 = @unparsed", "95% trained", "Not started", "not_started"),
        ]),
    ]  # fmt: skip
    blocks: list[Block] = [
        Heading("Thistle Bank Care Home"),
        Heading("Service Improvement Plan"),
        Para("19 August 2021"),
        Para(
            "The Care Inspectorate inspected the home on 28 June 2021. The report of 2 August 2021"
            " made two requirements and one area for improvement."
        ),
    ]
    for number, (label, text, actions) in enumerate(needs, 1):
        g.rec(str(number), text, label)
        blocks += [Heading(label, 2), Para(text)]
        for place, (what, who, due, measure, shown, status) in enumerate(actions, 1):
            key = f"{number}.{place}"
            g.act(key, what, who, due, key, success_measure=measure, status=status)
            rows = [
                [Cell(f"Action {key}", columns=2, bold=True, fill="#d9d2e9")],
                row(Cell("What we will do", bold=True), what),
                row(Cell("Person responsible", bold=True), printed(who)),
                row(Cell("To be completed by", bold=True), printed(due)),
                row(Cell("How we will know it has worked", bold=True), measure),
                row(Cell("Status", bold=True), shown),
            ]
            blocks.append(Table(rows, [2, 5], header_rows=0))
    return Made(
        "care-thistle-bank", "chromium", blocks, g.done(), landscape=False,
        foot="Thistle Bank – {page}", font="Liberation Serif", size=11,
    )  # fmt: skip


def letter() -> Made:
    """Word; a letter: sentences that name who and when, lines of lead and date, past deeds."""
    g = Gold(
        title="Response to the thematic inspection of custody healthcare",
        organisation="Wessmoor University Health Board",
        inspectorate="Healthcare Inspectorate Wales",
        plan_date="3 May 2023 = 2023-05-03",
        report_date="15 March 2023 = 2023-03-15",
    )
    head_of = "Head of Prison and Custody Health"
    parts = [
        ("Recommendation 1", "Health boards should agree how long a detained person may wait for a nurse.", [
            ("We will agree a standard of one hour with the police and publish how often it is met.",
             f"{{{head_of}:post}}", "30 June 2023 = 2023-06-30", "line"),
            ("We will move one nurse from the day rota to the night rota.",
             "{Custody Nurse Manager:post}", "Summer 2023 = 2023-06/2023-08 @season", "line"),
        ]),
        ("Recommendation 2", "Records of care in custody should reach the person’s own doctor.", [
            ("send a summary to the general practitioner within two working days of release",
             "{Teleri Hopkin-Vaughan:person}", "31 July 2023 = 2023-07-31", "bullet"),
            ("audit twenty records each quarter and tell custody sergeants what we find",
             "{Custody Nurse Manager:post}", "quarterly = @recurring", "bullet"),
            ("ask the national team for access to the shared record", "{Aled Prosser:person}",
             "1 September 2023 = 2023-09-01", "bullet"),
        ]),
        ("Recommendation 3", "Staff should be trained to see the signs of withdrawal from alcohol.", [
            ("We will train every custody nurse with the substance misuse service.",
             "{Teleri Hopkin-Vaughan:person}; {Aled Prosser:person}",
             "by the end of October 2023 = 2023-10-31 @date", "line"),
            ("We will put a checklist in each custody suite.", "", "", "bare"),
        ]),
    ]  # fmt: skip
    said = {
        "1": "Inspectors found waits of up to four hours. A second nurse joined the night rota in"
        " February, which has already brought the longest wait down.",
        "2": "The report praised the quality of notes but found that few were sent on.",
        "3": "Two nurses were trained last year. The board regrets that no more places were bought.",
    }
    blocks: list[Block] = [
        Para("Wessmoor University Health Board\nCastle Quay\n3 May 2023"),
        Heading("Response to the thematic inspection of custody healthcare", 2),
        Para("Dear Chief Inspector"),
        Para(
            "Thank you for the report that Healthcare Inspectorate Wales published on"
            " 15 March 2023. We accept its three recommendations and set out below what we will do."
        ),
    ]
    for number, (label, text, actions) in enumerate(parts, 1):
        key = str(number)
        g.rec(key, text, label)
        blocks += [Para(f"**{label}**"), Para(text), Para(said[key])]
        if actions[0][3] == "bullet":
            blocks.append(Para("We will:"))
        for place, (what, who, due, form) in enumerate(actions, 1):
            g.act(f"{key}.{place}", what, who, due)
            named = printed(who).replace("; ", " and ")
            if form == "bullet":
                blocks.append(Para(f"• {what} ({named}, {printed(due)})"))
                continue
            blocks.append(Para(what))
            if form == "line":
                blocks.append(Para(f"Lead: {named}. Deadline: {printed(due)}.", indent=10))
    blocks += [
        Para("Yours sincerely"),
        Para("Ffion Mabey\nChief Executive"),
    ]
    return Made("letter-wessmoor", "word", blocks, g.done(), landscape=False, size=11)


ALL = [care_home, letter]
