"""Reads are told once per professional, person and session: opening a file ten times in a morning is one event."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.gate.audit.models import AuditEvent
from app.gate.audit.record import Doer, record
from app.ground.database import Database

_LONGEST_SESSION = timedelta(hours=12)


def record_once(
    database: Database,
    verb: str,
    *,
    actor: Doer,
    person_id: uuid.UUID | None = None,
    subject_id: uuid.UUID | None = None,
    now: datetime,
) -> None:
    """Tells the trail that `actor` read this, in a transaction of its own, unless this session has told it already."""
    with database.read() as session:
        told = _is_told(session, verb, actor, person_id, subject_id, now)
    if not told:
        with database.write() as session:
            record(session, verb, at=now, actor=actor, person_id=person_id, subject_id=subject_id)


def _is_told(
    session: Session,
    verb: str,
    actor: Doer,
    person_id: uuid.UUID | None,
    subject_id: uuid.UUID | None,
    now: datetime,
) -> bool:
    query = select(AuditEvent.id).where(
        AuditEvent.establishment_id == actor.establishment_id,
        AuditEvent.at > now - _LONGEST_SESSION,
        AuditEvent.verb == verb,
        AuditEvent.actor_id == actor.staff_id,
        AuditEvent.session_id == actor.session_id,
        AuditEvent.person_id == person_id,
        AuditEvent.subject_id == subject_id,
    )
    return session.scalar(query.limit(1)) is not None
