"""What the trail keeps of a relative's reading: the page once a session, each document once a session."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import select

from app.gate.audit.models import AuditEvent
from app.gate.audit.record import record
from app.ground.house import current_house
from app.portal.sessions import LONGEST, SeenRelative


def tell_opened(seen: SeenRelative, *, now: datetime) -> None:
    """The relative opened the page of their person."""
    _tell("relative.opened", seen, None, now)


def tell_own(seen: SeenRelative, *, now: datetime) -> None:
    """The person opened their own file."""
    _tell("own.opened", seen, None, now)


def tell_document(seen: SeenRelative, item_id: uuid.UUID, *, now: datetime) -> None:
    """The relative opened one document or photo."""
    _tell("relative.document_read", seen, item_id, now)


def _tell(verb: str, seen: SeenRelative, item_id: uuid.UUID | None, now: datetime) -> None:
    database, detail = current_house().database, {"session": str(seen.session_id)}
    if item_id is not None:
        detail["item"] = str(item_id)
    told = select(AuditEvent.detail).where(
        AuditEvent.establishment_id == seen.establishment_id,
        AuditEvent.person_id == seen.person_id,
        AuditEvent.subject_id == seen.relative_id,
        AuditEvent.at > now - LONGEST,
        AuditEvent.verb == verb,
    )
    with database.read() as session:
        is_told = detail in session.scalars(told).all()
    if not is_told:
        with database.write(tells=True) as session:
            record(
                session,
                verb,
                at=now,
                establishment_id=seen.establishment_id,
                person_id=seen.person_id,
                subject_id=seen.relative_id,
                detail=detail,
            )
