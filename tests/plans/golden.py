"""Gold in few words: owners and dates are written down as printed, with their reading.

Owners: `{SK}/{YA}` prints `SK/YA` and owns for both; `{All staff:group}` gives
the kind, `{Sam:person:SM}` the lead too.  Dates: `30 June 2024 = 2024-06-30`;
`Q3 2023/24 = 2023-10/2023-12 @quarter`; `Ongoing = @ongoing`; what follows `<`
is the earlier date in the same form.  The findings that follow from a row alone
are added by the contract's own words; those that need the eye are given by hand.
"""

from __future__ import annotations

import calendar
import re
from typing import Any

_OWNER = re.compile(r"\{([^}]*)\}")
_OPEN = {"recurring", "ongoing", "immediate", "relative", "tbc"}
Row = dict[str, Any]


def day(edtf: str, *, last: bool) -> str:
    """First or last day of `2024`, `2024-06` or `2024-06-30`."""
    parts = [int(p) for p in edtf.split("-")]
    year, month = parts[0], parts[1] if len(parts) > 1 else (12 if last else 1)
    if len(parts) == 3:
        return edtf
    return f"{year}-{month:02}-{calendar.monthrange(year, month)[1] if last else 1:02}"


def when(spec: str) -> Row | None:
    """The When of a date as written here; None for an empty one."""
    if not spec.strip():
        return None
    now, _, before = spec.partition(" < ")
    raw, _, reading = now.partition(" = ")
    edtf, _, kind = (part.strip() for part in reading.partition("@"))
    raw = re.sub(r"~~.*?~~", "", raw).replace("^^", "").strip()
    made: Row = {"raw": " ".join(raw.split()), "kind": kind, "earliest": None, "latest": None}
    if edtf:
        first, _, last = edtf.partition("/")
        made["earliest"] = day(first, last=False)
        if last != "..":
            made["latest"] = day(last or first, last=True)
        made["edtf"] = edtf
        made["kind"] = kind or {2: "date", 1: "month", 0: "year"}[first.count("-")]
        if last and not kind:
            made["kind"] = "range"
    if before:
        made["revised_from"] = when(before)
    return made


def printed(spec: str) -> str:
    """What stands on the page for a date or an owner as written here."""
    shown = spec.partition(" < ")[0].partition(" = ")[0]
    return _OWNER.sub(lambda m: m[1].partition(":")[0], shown)


class Gold:
    """The gold of one plan, put together row by row."""

    def __init__(self, **facts: str) -> None:
        dates = ("plan_date", "inspection_date", "report_date")
        self.plan: Row = {"schema_version": "1.0"}
        self.plan |= {k: when(v) if k in dates else v for k, v in facts.items()}
        self.plan |= {"leads": [], "recommendations": [], "findings": []}

    def lead(
        self,
        key: str,
        name: str | None,
        post: str | None,
        state: str = "named",
        *,
        initials: str | None = "",
        organisation: str | None = None,
    ) -> None:
        """Add a lead; its initials are its key unless given."""
        held = (key if name else None) if initials == "" else initials
        made = {"id": key, "name": name, "initials": held, "job_title": post, "state": state}
        if organisation:
            made["organisation"] = organisation
        self.plan["leads"].append(made)

    def rec(
        self, key: str, text: str, label: str | None = None, leads: str = "", **more: Any
    ) -> Row:
        """Add a recommendation."""
        made: Row = {"id": key, "label": label, "text": plain(text), "actions": []}
        if leads:
            made["leads"] = self.owners(leads)
        made |= {k: v for k, v in more.items() if v}
        self.plan["recommendations"].append(made)
        return made

    def act(
        self, key: str, text: str, who: str, due: str, label: str | None = None, **more: Any
    ) -> Row:
        """Add an action to the last recommendation."""
        made: Row = {"id": key, "label": label, "text": plain(text)}
        made |= {"owners": self.owners(who), "deadline": when(due)}
        for name in ("status", "rag"):
            if more.get(name):
                value, _, basis = more.pop(name).partition(":")
                made[name] = {"value": value} | ({"basis": basis} if basis else {})
        if more.get("milestones"):
            made["milestones"] = [when(m) for m in more.pop("milestones")]
        made |= {k: plain(v) for k, v in more.items() if v}
        self.plan["recommendations"][-1]["actions"].append(made)
        return made

    def owners(self, spec: str) -> list[Row]:
        """The owners of a cell as written here, resolved against the leads."""
        made = []
        for inner in _OWNER.findall(spec):
            raw, kind, lead_id = (*inner.split(":"), "", "")[:3]
            lead = self._lead(lead_id or raw, exact=bool(lead_id))
            if not kind:
                if lead is None:
                    raise ValueError(f"what is {raw!r}?")
                kind = "post" if raw == lead["job_title"] else "person"
            owner = {"raw": raw, "kind": kind, "lead_id": lead and lead["id"]}
            owner["name"] = lead["name"] if lead else (lead_id or None)
            if lead is None and kind == "person" and not lead_id:
                owner["name"] = raw
            made.append(owner)
        return made

    def _lead(self, text: str, *, exact: bool) -> Row | None:
        keys = ("id",) if exact else ("initials", "name", "job_title", "organisation")
        for lead in self.plan["leads"]:
            if any(lead.get(key) == text for key in keys):
                return lead  # type: ignore[no-any-return]
        return None

    def find(
        self, code: str, rec: str | None = None, act: str | None = None, about: str = ""
    ) -> None:
        """Add a finding by hand."""
        made = {"code": code}
        made |= {"recommendation": rec} if rec else {}
        made |= {"action": act} if act else {}
        made |= {"about": about} if about else {}
        self.plan["findings"].append(made)

    def done(self) -> Row:
        """The gold, with the findings that follow from its rows."""
        for rec in self.plan["recommendations"]:
            for action in rec["actions"]:
                self._of_action(rec["id"], action)
        self._of_leads()
        return self.plan

    def _of_action(self, rec: str, action: Row) -> None:
        def find(code: str, about: str = "") -> None:
            self.find(code, rec, action["id"], about)

        named = any(lead["name"] for lead in self.plan["leads"])
        if not action["owners"]:
            find("OWN001")
        states = {lead["id"]: lead["state"] for lead in self.plan["leads"]}
        for owner in action["owners"]:
            lead, kind = owner["lead_id"], owner["kind"]
            if kind == "group":
                find("OWN006", owner["raw"])
            elif states[lead] != "named" if lead else named:
                body = lead or kind in ("post", "organisation")
                find("OWN004" if body else "OWN002", owner["raw"])
        self._of_deadline(find, action)

    def _of_deadline(self, find: Any, action: Row) -> None:
        deadline, made = action["deadline"], self.plan.get("plan_date")
        status = (action.get("status") or {}).get("value")
        if deadline is None:
            find("DAT001")
        elif deadline["kind"] == "unparsed":
            find("DAT002", deadline["raw"])
        elif deadline["kind"] in _OPEN and not deadline["latest"]:
            find("DAT003", deadline["raw"])
        elif (
            made
            and deadline["latest"]
            and deadline["latest"] < made["earliest"]
            and "complete" not in (deadline["kind"], status)
            and (action.get("rag") or {}).get("value") != "blue"
        ):
            find("DAT004", deadline["raw"])

    def _of_leads(self) -> None:
        held = [o for rec in self.plan["recommendations"] for o in rec.get("leads", [])]
        for rec in self.plan["recommendations"]:
            held += [o for action in rec["actions"] for o in action["owners"]]
        owning = {owner["lead_id"] for owner in held}
        for lead in self.plan["leads"]:
            shown = lead["name"] or lead["job_title"] or lead.get("organisation")
            if lead["state"] != "named":
                self.find("LED003", about=shown)
            if lead["id"] not in owning:
                self.find("LED001", about=shown)


def plain(value: Any) -> Any:
    """A text without its markup, bullets and line breaks."""
    if not isinstance(value, str):
        return value
    value = re.sub(r"~~.*?~~", "", value)
    value = re.sub(r"\^\^.*?\^\^|\*\*|\u00ad", "", value).replace("• ", "")
    return " ".join(value.split())
