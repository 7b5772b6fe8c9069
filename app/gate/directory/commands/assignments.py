"""Assignments: where a professional's rights hold, from when until when."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.gate.directory.finding import find, find_to_change
from app.gate.directory.models import Assignment, Staff, Unit
from app.gate.directory.trace import Doer, tell
from app.ground.errors import Invalid
from app.ground.ids import new_id


def assign(
    session: Session,
    actor: Doer | None,
    *,
    staff: Staff,
    unit_id: uuid.UUID | None,
    starts_at: datetime,
    ends_at: datetime | None = None,
    now: datetime,
) -> Assignment:
    """Rights in a unit, or in the whole establishment (None). Raises NotFound, Invalid."""
    if unit_id is not None:
        unit = find(session, Unit, staff.establishment_id, unit_id)
        if unit.closed_at is not None:
            raise Invalid({"unit_id": "Cette unité est fermée."})
    _check_period(starts_at, ends_at)
    if _overlaps(session, staff.id, unit_id, starts_at, ends_at):
        raise Invalid({"unit_id": "Cette affectation existe déjà pour cette période."})
    row = Assignment(
        id=new_id(),
        establishment_id=staff.establishment_id,
        staff_id=staff.id,
        unit_id=unit_id,
        starts_at=starts_at,
        ends_at=ends_at,
    )
    session.add(row)
    _tell(session, "assignment.created", actor, row, now)
    return row


def end_assignment(
    session: Session,
    actor: Doer,
    assignment_id: uuid.UUID,
    *,
    ends_at: datetime,
    now: datetime,
) -> Assignment:
    """Rights end at `ends_at`. Raises NotFound, Invalid."""
    row = find_to_change(session, Assignment, actor.establishment_id, assignment_id)
    row.ends_at = max(ends_at, row.starts_at)
    _tell(session, "assignment.ended", actor, row, now)
    return row


def reopen_assignment(
    session: Session, actor: Doer, assignment_id: uuid.UUID, *, now: datetime
) -> Assignment:
    """Undoes the end of an assignment. Raises NotFound."""
    row = find_to_change(session, Assignment, actor.establishment_id, assignment_id)
    row.ends_at = None
    _tell(session, "assignment.reopened", actor, row, now)
    return row


def _check_period(starts_at: datetime, ends_at: datetime | None) -> None:
    if ends_at is not None and ends_at <= starts_at:
        raise Invalid({"ends_at": "La fin doit venir après le début."})


def _overlaps(
    session: Session,
    staff_id: uuid.UUID,
    unit_id: uuid.UUID | None,
    starts_at: datetime,
    ends_at: datetime | None,
) -> bool:
    rows = session.scalars(
        select(Assignment).where(Assignment.staff_id == staff_id, Assignment.unit_id == unit_id)
    )
    return any(
        (ends_at is None or row.starts_at < ends_at)
        and (row.ends_at is None or row.ends_at > starts_at)
        for row in rows
    )


def _tell(session: Session, verb: str, actor: Doer | None, row: Assignment, now: datetime) -> None:
    detail = {
        "assignment": str(row.id),
        "unit": str(row.unit_id) if row.unit_id else None,
        "from": row.starts_at.isoformat(),
        "until": row.ends_at.isoformat() if row.ends_at else None,
    }
    tell(
        session,
        verb,
        at=now,
        actor=actor,
        establishment_id=row.establishment_id,
        subject_id=row.staff_id,
        detail=detail,
    )
