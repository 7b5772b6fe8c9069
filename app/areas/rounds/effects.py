"""What a gesture asks for later, as follow-ups: the effect of an as-needed dose, a patch that nobody found.

The rule is `medication/afterwards.py`. A follow-up bears the id of the administration that asks for it: a tablet
without network draws the same one by the same rule, and its answer finds it here.
"""

from __future__ import annotations

import uuid
from typing import Final

from sqlalchemy.orm import Session

from app.areas.follow_ups.commands import Asked, Kind, Subject, close_for, open_task, register_kind
from app.areas.follow_ups.queries import person_about
from app.areas.medical.queries import settings_of
from app.areas.rounds.hooks import Administered, on_administration
from app.ground.errors import NotFound
from app.ground.vault import Vault
from medication import afterwards
from medication.schemes import AsNeeded

EFFECT: Final = register_kind(Kind("effect", "Effet à vérifier", "activity"))
PATCH_LOST: Final = register_kind(Kind("patch_lost", "Patch introuvable", "triangle-alert"))
_LONGEST: Final = 200
_FOUND: Final = {
    "removed": "Patch retiré.",
    "came_off": "Patch retrouvé, décollé.",
    "in_place": "Patch retrouvé en place.",
}


def ask_after(session: Session, vault: Vault, told: Administered) -> None:
    """Opens what the gesture asks for; closes what it answers, or what an amendment no longer asks."""
    asked = _asked(session, told)
    if asked is None:
        if told.what != "recorded":
            about = _about(told.root) if told.act == "give" else _patch(told.chain_id)
            _close(session, vault, told, about, "Ce qui le demandait a été corrigé ou annulé.")
    elif not _is_open(session, told):
        _open(session, vault, told, asked)
    if told.stands and told.act != "give" and told.outcome in _FOUND:
        _close(session, vault, told, _patch(told.chain_id), _FOUND[told.outcome], "done")


def _asked(session: Session, told: Administered) -> afterwards.Asked | None:
    if told.line is None or not told.stands:
        return None
    if told.act == "give" and not isinstance(told.line.scheme, AsNeeded):
        return None  # most of a round: nothing is read for it
    settings = settings_of(session, told.establishment_id)
    return afterwards.asked_after(told.line, told.act, told.outcome, told.at, settings)


def _is_open(session: Session, told: Administered) -> bool:
    """What was said before an amendment may have asked for it already."""
    if told.what == "recorded":
        return False
    try:
        person_about(session, told.establishment_id, told.root)
    except NotFound:
        return False
    return True


def _open(session: Session, vault: Vault, told: Administered, asked: afterwards.Asked) -> None:
    lost = asked.kind == PATCH_LOST.name
    open_task(
        session,
        vault,
        told.author,
        Asked(
            due_at=asked.due_at,
            kind=asked.kind,
            what=asked.what[:_LONGEST],
            role=asked.role,
            urgent=asked.is_urgent,
            subject=_patch(told.chain_id) if lost else _about(told.root),
        ),
        person_id=told.person_id,
        now=told.received_at,
        occurred_at=told.recorded_at,
        id=told.root,
    )


def _close(
    session: Session,
    vault: Vault,
    told: Administered,
    subject: Subject,
    result: str,
    outcome: str = "not_needed",
) -> None:
    close_for(
        session,
        vault,
        told.author,
        subject,
        now=told.received_at,
        outcome=outcome,
        result=result,
        occurred_at=told.recorded_at,
    )


def _about(administration_id: uuid.UUID) -> Subject:
    return Subject("administration", administration_id)


def _patch(chain_id: uuid.UUID) -> Subject:
    """Whichever gesture found out that it is lost, the next one that sees a patch of the line answers it."""
    return Subject("patch", chain_id)


on_administration(ask_after)
