"""A wound as tablets read it: one row, with its last assessments inside."""

from __future__ import annotations

from typing import Any, Final

from app.areas.wounds.values import Act, WoundValue
from app.gate.sync.scope import Row
from app.ground import clock

MOST_ASSESSMENTS: Final = 16
MOST_NOTES: Final = 8


def tell(wound: WoundValue) -> Row:
    """The row, as JSON. What no longer opens says so by its flag."""
    said, opening = wound.described, wound.opening
    return {
        "id": str(wound.id),
        "person": str(wound.person_id),
        "site": said.site,
        "side": said.side,
        "kind": said.kind,
        "origin_on": said.origin_on,
        "note": said.note,
        "opened": _by(opening) if opening else None,
        "flags": list(opening.flags) if opening else [],
        "consent": _consent(wound.consents[-1]) if wound.consents else None,
        "assessments": [_assessment(act) for act in wound.assessments[-MOST_ASSESSMENTS:]],
        "notes": [_note(act) for act in wound.notes[-MOST_NOTES:]],
        "closed": _closing(wound.closing) if wound.closing else None,
        "expires_at": clock.to_text(wound.expires_at) if wound.expires_at else None,
    }


def _by(act: Act) -> Row:
    return {"id": str(act.id), "by": str(act.author_id), "at": clock.to_text(act.taken_at)}


def _consent(act: Act) -> Row:
    said = act.consent
    return {**_by(act), "given": said.given, "whose": said.by, "note": said.note}


def _assessment(act: Act) -> Row:
    said = act.assessment
    shown: dict[str, Any] = {
        "length_mm": said.length_mm,
        "width_mm": said.width_mm,
        "depth_mm": said.depth_mm,
        "missing": said.missing,
        "tissue": dict(said.tissue),
        "exudate": said.exudate,
        "edges": list(said.edges),
        "pain": said.pain,
        "infection": list(said.infection),
        "stage": said.stage,
        "care": said.care,
    }
    beside = {"photo": act.said.get("photo"), "next_days": act.said.get("next_days")}
    told = {"told": list(act.said.get("told") or ()), "flags": list(act.flags)}
    return {**_by(act), **shown, **beside, **told, "corrected": act.said.get("why")}


def _note(act: Act) -> Row:
    said = {"text": act.said.get("text"), "photo": act.said.get("photo")}
    return {**_by(act), **said, "flags": list(act.flags)}


def _closing(act: Act) -> Row:
    return {**_by(act), "ending": act.said.get("ending"), "note": act.said.get("note")}
