"""The duty plan: who is on duty, where, from when until when. It decides who stands on the wall, not who has rights."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.gate.directory.finding import find, find_to_change
from app.gate.directory.models import Shift, Staff, Unit
from app.gate.directory.trace import Doer, tell
from app.ground.errors import Invalid
from app.ground.ids import new_id

LONGEST = timedelta(hours=24)


def plan_shift(
    session: Session,
    actor: Doer | None,
    *,
    staff: Staff,
    unit_id: uuid.UUID | None,
    starts_at: datetime,
    ends_at: datetime,
    now: datetime,
) -> Shift:
    """One line of the plan. Raises NotFound, or Invalid: no such length, or on duty elsewhere at that time."""
    if unit_id is not None and find(session, Unit, staff.establishment_id, unit_id).closed_at:
        raise Invalid({"unit_id": "Cette unité est fermée."})
    if staff.left_at is not None:
        raise Invalid({"staff_id": "Cette personne a quitté l’équipe."})
    if not timedelta(0) < ends_at - starts_at <= LONGEST:
        raise Invalid({"ends_at": "Une présence dure plus de zéro et au plus 24 heures."})
    if _is_busy(session, staff.id, starts_at, ends_at):
        raise Invalid({"staff_id": "Cette personne est déjà de service à ce moment-là."})
    row = Shift(
        id=new_id(),
        establishment_id=staff.establishment_id,
        staff_id=staff.id,
        unit_id=unit_id,
        starts_at=starts_at,
        ends_at=ends_at,
    )
    session.add(row)
    _tell(session, "shift.planned", actor, row, now)
    return row


def cancel_shift(session: Session, actor: Doer, shift_id: uuid.UUID, *, now: datetime) -> Shift:
    """Takes a line out of the plan; answers what it said. Raises NotFound."""
    row = find_to_change(session, Shift, actor.establishment_id, shift_id)
    session.delete(row)
    _tell(session, "shift.cancelled", actor, row, now)
    return row


def _is_busy(session: Session, staff_id: uuid.UUID, starts_at: datetime, ends_at: datetime) -> bool:
    busy = select(Shift.id).where(
        Shift.staff_id == staff_id, Shift.starts_at < ends_at, Shift.ends_at > starts_at
    )
    return session.scalars(busy.limit(1)).first() is not None


def _tell(session: Session, verb: str, actor: Doer | None, row: Shift, now: datetime) -> None:
    tell(
        session,
        verb,
        at=now,
        actor=actor,
        establishment_id=row.establishment_id,
        subject_id=row.staff_id,
        detail={
            "unit": str(row.unit_id) if row.unit_id else None,
            "from": row.starts_at.isoformat(),
            "until": row.ends_at.isoformat(),
        },
    )
