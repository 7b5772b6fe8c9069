"""Who accepted the charter, and accepting it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from app.gate.audit.record import record
from app.gate.auth.actor import Actor
from app.gate.auth.charter.models import CharterAcceptance
from app.gate.auth.charter.texts import charter
from app.ground.ids import new_id

_TABLE = CharterAcceptance.__table__
# Asked before every page of the office: written out once.
_LAST = select(func.max(_TABLE.c.version)).where(_TABLE.c.staff_id == bindparam("staff"))


def last_accepted(session: Session, staff_id: uuid.UUID) -> int:
    """The last version that this professional accepted; 0 for none."""
    return session.connection().execute(_LAST, {"staff": staff_id}).scalar() or 0


def accepted_by(session: Session, staff_ids: Iterable[uuid.UUID], version: int) -> set[uuid.UUID]:
    """Those among `staff_ids` who accepted that version, or a later one."""
    query = select(CharterAcceptance.staff_id).where(
        CharterAcceptance.staff_id.in_(staff_ids), CharterAcceptance.version >= version
    )
    return set(session.scalars(query))


def accept(session: Session, actor: Actor, version: int, *, now: datetime) -> bool:
    """Notes that the actor accepted that version; whether that is new. Raises KeyError for a version that is none."""
    if not note(session, actor, version, at=now, received_at=now):
        return False
    record(
        session,
        "charter.accepted",
        at=now,
        actor=actor,
        subject_id=actor.staff_id,
        detail={"version": version},
    )
    return True


def note(
    session: Session, actor: Actor, version: int, *, at: datetime, received_at: datetime
) -> bool:
    """The row alone, for what tablets say, whose trace is their command's own. False when it was there."""
    digest = charter(version).digest
    if last_accepted(session, actor.staff_id) >= version:
        return False
    session.add(
        CharterAcceptance(
            id=new_id(),
            establishment_id=actor.establishment_id,
            staff_id=actor.staff_id,
            version=version,
            digest=digest,
            device_id=actor.device_id,
            accepted_at=at,
            received_at=received_at,
        )
    )
    return True
