"""Gestures about a transmission that is there: an alarm answered for, transmissions read, one taken back.

Each writes its audit event in the running transaction and never commits.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from app.areas.journal import standing
from app.areas.journal.chains import Standing
from app.areas.journal.standing import Forbidden
from app.gate.audit.record import Doer, record
from app.ground.database import take_revision
from app.ground.errors import Conflict, NotFound, Refused


def acknowledge_entry(
    session: Session,
    actor: Doer,
    entry_id: uuid.UUID,
    *,
    now: datetime,
    occurred_at: datetime | None = None,
) -> None:
    """Answers for an alarm. Raises NotFound, Conflict for what is no alarm."""
    entry = find_entry(session, actor, entry_id)
    if not entry.is_alarm:
        raise Conflict("Cette transmission n’est pas une alerte.")
    at = occurred_at or now
    standing.acknowledge(session, entry, actor.staff_id, at)
    trace(session, "transmission.acknowledge", actor, entry.person_id, entry.id, now, at)


def read_entries(
    session: Session,
    actor: Doer,
    entry_ids: Sequence[uuid.UUID],
    *,
    now: datetime,
    occurred_at: datetime | None = None,
) -> None:
    """Marks transmissions as read. Raises NotFound."""
    take_revision(session, actor.establishment_id)
    found = standing.find(session, entry_ids)
    mine = [one for one in found.values() if one.establishment_id == actor.establishment_id]
    if len(mine) != len(set(entry_ids)):
        raise NotFound()
    at = occurred_at or now
    standing.read(session, mine, actor.staff_id, at)
    trace(session, "transmission.read", actor, None, None, now, at, count=len(mine))


def retract_entry(
    session: Session,
    actor: Doer,
    entry_id: uuid.UUID,
    *,
    now: datetime,
    occurred_at: datetime | None = None,
) -> None:
    """The author takes an entry back. Raises NotFound, Refused (not the author, too late, acknowledged)."""
    entry = find_entry(session, actor, entry_id)
    at = occurred_at or now
    try:
        flags = standing.retract(session, entry, actor.staff_id, at)
    except Forbidden as error:
        raise Refused(str(error)) from error
    if flags:
        raise Refused("Cette alerte a déjà été prise en compte : complétez-la plutôt.")
    trace(session, "transmission.retract", actor, entry.person_id, entry.id, now, at)


def find_entry(session: Session, actor: Doer, entry_id: uuid.UUID) -> Standing:
    """The entry, which nobody else changes before the commit. Raises NotFound."""
    take_revision(session, actor.establishment_id)
    entry = standing.find(session, [entry_id]).get(entry_id)
    if entry is None or entry.establishment_id != actor.establishment_id:
        raise NotFound()
    return entry


def trace(
    session: Session,
    verb: str,
    actor: Doer,
    person_id: uuid.UUID | None,
    subject_id: uuid.UUID | None,
    now: datetime,
    occurred_at: datetime,
    *,
    count: int | None = None,
) -> None:
    record(
        session,
        verb,
        at=now,
        actor=actor,
        person_id=person_id,
        subject_id=subject_id,
        occurred_at=occurred_at,
        detail={"count": count} if count is not None else None,
    )
