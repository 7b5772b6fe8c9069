"""Reads are told once per professional, person and session: opening a file ten times in a morning is one event."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import Select, select
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
        with database.write(tells=True) as session:
            record(session, verb, at=now, actor=actor, person_id=person_id, subject_id=subject_id)


def record_each_once(
    database: Database, verb: str, *, actor: Doer, person_ids: Iterable[uuid.UUID], now: datetime
) -> None:
    """The same for several persons whom one page shows, in one transaction."""
    with database.read() as session:
        told = set(session.scalars(_told(verb, actor, now).with_only_columns(AuditEvent.person_id)))
    fresh = sorted(set(person_ids) - told)
    if fresh:
        with database.write(tells=True) as session:
            for person_id in fresh:
                record(session, verb, at=now, actor=actor, person_id=person_id)


def _is_told(
    session: Session,
    verb: str,
    actor: Doer,
    person_id: uuid.UUID | None,
    subject_id: uuid.UUID | None,
    now: datetime,
) -> bool:
    query = _told(verb, actor, now).where(
        AuditEvent.person_id == person_id, AuditEvent.subject_id == subject_id
    )
    return session.scalar(query.limit(1)) is not None


def _told(verb: str, actor: Doer, now: datetime) -> Select[uuid.UUID]:
    """What this session has told the trail of that verb."""
    return select(AuditEvent.id).where(
        AuditEvent.establishment_id == actor.establishment_id,
        AuditEvent.at > now - _LONGEST_SESSION,
        AuditEvent.verb == verb,
        AuditEvent.actor_id == actor.staff_id,
        AuditEvent.session_id == actor.session_id,
    )
