"""Putting right what was said of a wound: another version, set aside, under the right wound. Nothing is erased."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from app.areas.wounds import content, keeping, saying
from app.areas.wounds.commands.writing import Typed, judged_clear, reached, refuse, trace
from app.areas.wounds.queries import wound_of
from app.areas.wounds.values import Act
from app.gate.audit.record import Doer
from app.ground.database import take_revision
from app.ground.errors import Conflict, Invalid, NotFound
from app.ground.ids import new_id
from app.ground.vault import Vault
from transmissions.wounds import Described, judge_described
from transmissions.wounds.judging import text_problems

ELSEWHERE = "Cette évaluation a été corrigée ou écartée entre-temps : la page montre la suite."


def correct(
    session: Session,
    vault: Vault,
    actor: Doer,
    act_id: uuid.UUID,
    typed: Typed,
    why: str,
    *,
    now: datetime,
) -> uuid.UUID:
    """Keeps another version of an assessment, and returns its id; the one before stays readable.

    Raises NotFound, Invalid, Asked, and Conflict when another version was written meanwhile.
    """
    _needs_why(why)
    row, found = _standing(session, vault, actor, act_id)
    doing, wound = reached(session, vault, actor, row.wound_id, now, typed.taken_at)
    judged_clear(wound, typed, corrects=act_id)
    version_id = new_id()
    one = saying.Assessed(
        typed.said,
        photo=found.photo,
        next_days=typed.next_days,
        is_confirmed=typed.is_answered,
        corrects=act_id,
        why=why,
    )
    saying.replace(doing, wound, one, id=version_id)
    trace(doing, "wound.correct", version_id)
    return version_id


def set_aside(
    session: Session, vault: Vault, actor: Doer, act_id: uuid.UUID, *, now: datetime
) -> uuid.UUID:
    """An assessment or a note counts no more; returns the wound. Raises NotFound, Conflict."""
    row, _ = _standing(session, vault, actor, act_id)
    doing, wound = reached(session, vault, actor, row.wound_id, now)
    saying.take_back(doing, row, "Écartée au bureau.")
    trace(doing, "wound.withdraw", act_id)
    return wound.id


def move(
    session: Session,
    vault: Vault,
    actor: Doer,
    act_id: uuid.UUID,
    wound_id: uuid.UUID,
    *,
    now: datetime,
) -> None:
    """An assessment was of another wound of the same person. Raises NotFound, Invalid, Conflict."""
    row, found = _standing(session, vault, actor, act_id)
    doing, right = reached(session, vault, actor, wound_id, now, row.taken_at)
    if right.person_id != row.person_id or right.id == row.wound_id:
        raise Invalid({"wound": "Choisissez une autre plaie de la même personne."})
    saying.take_back(doing, row, "Rangée sous une autre plaie.")
    moved_id = new_id()
    one = saying.Assessed(
        found.assessment,
        photo=found.photo,
        next_days=found.said.get("next_days"),
        is_confirmed=True,
        why="Rangée d’abord sous une autre plaie.",
    )
    saying.assess(doing, right, one, id=moved_id)
    trace(doing, "wound.move", moved_id)


def describe(
    session: Session,
    vault: Vault,
    actor: Doer,
    wound_id: uuid.UUID,
    said: Described,
    why: str,
    *,
    today: date,
    now: datetime,
) -> None:
    """Says anew where and what the wound is. Raises NotFound, Invalid."""
    refuse(judge_described(said, today=today))
    _needs_why(why)
    doing, wound = reached(session, vault, actor, wound_id, now)
    act_id = saying.describe(doing, wound.id, said, why)
    trace(doing, "wound.describe", act_id)


def _standing(session: Session, vault: Vault, actor: Doer, act_id: uuid.UUID) -> tuple[Any, Act]:
    """The act, which nobody changes before the commit. Raises NotFound, Conflict."""
    take_revision(session, actor.establishment_id)
    row = keeping.find_act(session, act_id)
    if row is None or row.establishment_id != actor.establishment_id:
        raise NotFound()
    if row.kind not in (content.ASSESS, content.NOTE):
        raise NotFound()
    if row.superseded_by is not None or row.retracted_at is not None:
        raise Conflict(ELSEWHERE)
    found = _opened(session, vault, actor, row)
    return row, found


def _opened(session: Session, vault: Vault, actor: Doer, row: Any) -> Act:
    wound = wound_of(session, vault, actor.establishment_id, row.wound_id)
    for act in wound.acts:
        if act.id == row.id:
            return act
    raise NotFound()


def _needs_why(why: str) -> None:
    if not why.strip():
        raise Invalid({"why": "Dites ce qui n’allait pas."})
    refuse(text_problems("why", why))
