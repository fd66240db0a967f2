"""Owners led back to the leads: the mentions of a cell made into the contract's owners."""

from __future__ import annotations

from collections.abc import Callable

from extractors.people import Mention, OwnerCell, Register, is_post_code, nobody_state
from extractors.people.fold import fold
from schemas.by_eye import ocr_confidence
from schemas.plan import Lead, Owner, OwnerKind, ResolvedBy
from schemas.provenance import sources_of

ByLabel = Callable[[str], list[Owner] | None]

_SHARED = 0.4
_LETTERS = 0.75
_NEAR = 0.8
_LOOKS_LIKE = 0.7
_RUN_TOGETHER = 0.6
_THERE_FOR = 0.75


def resolve(cell: OwnerCell, register: Register, by_label: ByLabel | None = None) -> list[Owner]:
    """The owners of a cell, in printed order; empty where it names nobody.

    `by_label` gives the owners of the action that a reference points to (`2.1`;
    `above` for the action before), None where there is no such action.  A
    reference to an action that nobody owns names nobody.  What fits no lead, or
    two, keeps `lead_id` null; nothing is guessed.
    """
    owners: list[Owner] = []
    for mention in cell.mentions:
        if mention.reference is not None:
            owners += _referred(mention, by_label)
        else:
            owner = _owner(mention, register)
            if owner.lead_id is None and (several := _run_together(mention, register)):
                owners += several
                continue
            owner.role = mention.role
            owner.ocr_confidence = ocr_confidence(mention.passage.words)
            if owner.ocr_confidence is not None:
                owner.confidence = round(owner.confidence * owner.ocr_confidence, 3)
            owners.append(owner)
    return owners


def _run_together(mention: Mention, register: Register) -> list[Owner]:
    """The owners of initials that OCR read as one word; empty where they are none."""
    if mention.hint or not any(word.by_eye for word in mention.passage.words):
        return []
    sure = ocr_confidence(mention.passage.words)
    return [
        Owner(
            raw=raw,
            kind="person" if lead.name else "post",
            lead_id=lead.id,
            name=lead.name,
            role=mention.role,
            resolved_by="fuzzy",
            confidence=round(_RUN_TOGETHER * (sure or 1.0), 3),
            ocr_confidence=sure,
            sources=sources_of(mention.passage),
        )
        for raw, lead in register.run_together(mention.raw)
    ]


def _referred(mention: Mention, by_label: ByLabel | None) -> list[Owner]:
    found = by_label(mention.reference or "") if by_label else None
    sources = sources_of(mention.passage)
    if found is None:
        return [Owner(raw=mention.raw, kind="unknown", confidence=0.2, sources=sources)]
    return [
        owner.model_copy(
            update={
                "raw": mention.raw,
                "role": mention.role or owner.role,
                "resolved_by": "reference",
                "confidence": min(0.95, owner.confidence),
                "sources": sources,
            }
        )
        for owner in found
    ]


def _owner(mention: Mention, register: Register) -> Owner:
    found, how, sure = _leads(mention, register)
    sources = sources_of(mention.passage)
    if len(found) == 1:
        lead = found[0]
        return Owner(
            raw=mention.raw,
            kind=_kind(mention, lead, how),
            lead_id=lead.id,
            name=lead.name,
            resolved_by=how,
            confidence=min(sure, mention.confidence),
            sources=sources,
        )
    if found:
        named = any(lead.name for lead in found)
        kind: OwnerKind = "person" if named and how in ("initials", "name") else mention.kind
        return Owner(raw=mention.raw, kind=kind, confidence=_SHARED, sources=sources)
    # With a list of leads at hand, a name that is not on it is nobody that the plan knows.
    name = mention.name if not register.has_people else None
    confidence = mention.confidence
    if mention.kind == "unknown":
        confidence = min(confidence, 0.5)
    return Owner(
        raw=mention.raw, kind=mention.kind, name=name, confidence=confidence, sources=sources
    )


def _leads(mention: Mention, register: Register) -> tuple[list[Lead], ResolvedBy, float]:
    """The leads that fit, by what, and how sure."""
    raw = mention.raw
    tries: list[tuple[ResolvedBy, float, list[Lead]]] = []
    bare = raw.partition("(")[0].strip() if mention.hint else raw
    if mention.hint and nobody_state(bare):
        bare = mention.hint
    tries.append(("initials", 1.0, register.by_initials(bare)))
    tries.append(("name", 1.0, register.by_name(mention.name or bare)))
    tries.append(("job_title", 1.0, _titled(mention, bare, register)))
    if mention.initials and mention.name is None:
        tries.append(("initials", 1.0, register.by_initials(mention.initials)))
    tries.append(("organisation", 1.0, register.by_organisation(bare)))
    if mention.initials and mention.name is None:
        tries.append(("initials", _LETTERS, register.by_letters(mention.initials)))
    elif "@" in raw:
        local = raw.partition("@")[0].replace(".", " ").replace("_", " ").title()
        tries.append(("name", _LETTERS, register.by_name(local)))
    elif mention.kind != "group":
        tries.append(("fuzzy", _NEAR, register.near(mention.name or bare)))
    if any(word.by_eye for word in mention.passage.words):
        tries.append(("fuzzy", _LOOKS_LIKE, register.by_lookalike(bare)))
    for how, sure, leads in tries:
        if not leads:
            continue
        fitting = _hinted(leads, mention) if len(leads) > 1 else leads
        if how == "organisation" and len(fitting) > 1:
            continue
        if how == "organisation" and fitting[0].name:
            sure = _THERE_FOR
        return fitting, how, sure
    return [], "name", 0.0


def _titled(mention: Mention, bare: str, register: Register) -> list[Lead]:
    if mention.kind == "organisation":
        # "Police" in the column of job titles is still a body.
        return []
    return register.by_job_title(bare) or (
        register.by_job_title(mention.post) if mention.post and not mention.name else []
    )


def _hinted(leads: list[Lead], mention: Mention) -> list[Lead]:
    """The leads that a bracket or a printed post tells apart; all where it does not."""
    for hint in (mention.hint, mention.post):
        words = set(fold(hint).split()) if hint else set()
        if not words:
            continue
        fitting = [
            lead
            for lead in leads
            if words <= set(fold(f"{lead.job_title or ''} {lead.organisation or ''}").split())
        ]
        if len(fitting) == 1:
            return fitting
    return leads


def _kind(mention: Mention, lead: Lead, how: ResolvedBy) -> OwnerKind:
    if how == "initials":
        return "post" if is_post_code(lead) or lead.name is None else "person"
    if how == "name":
        return "person"
    if how == "fuzzy" and mention.kind == "unknown":
        return "person"
    if how == "job_title":
        return "person" if mention.kind == "person" else "post"
    return mention.kind
