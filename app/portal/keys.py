"""Keeping and withdrawing the passkeys of relatives."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.areas.family.models import Relative
from app.gate.audit.record import record
from app.gate.auth.actor import Actor
from app.gate.directory.finding import find_to_change
from app.ground.errors import NotFound
from app.portal import sessions
from app.portal.models import RelativeCredential


def keys_of(session: Session, relative_id: uuid.UUID) -> list[RelativeCredential]:
    """The relative's passkeys that still open the portal, the oldest first."""
    rows = session.scalars(
        select(RelativeCredential)
        .where(
            RelativeCredential.relative_id == relative_id, RelativeCredential.revoked_at.is_(None)
        )
        .order_by(RelativeCredential.created_at)
    )
    return list(rows)


def withdraw_own(
    session: Session, seen: sessions.SeenRelative, key_id: uuid.UUID, *, now: datetime
) -> None:
    """One of the relative's own passkeys opens nothing any more. Raises NotFound."""
    row = find_to_change(session, RelativeCredential, seen.establishment_id, key_id)
    if row.relative_id != seen.relative_id:
        raise NotFound()
    _withdraw(session, row, None, now)


def withdraw(session: Session, actor: Actor, key_id: uuid.UUID, *, now: datetime) -> uuid.UUID:
    """The same by the team: a phone was lost. Returns whose it was. Raises NotFound."""
    row = find_to_change(session, RelativeCredential, actor.establishment_id, key_id)
    _withdraw(session, row, actor, now)
    return row.relative_id


def _withdraw(
    session: Session, row: RelativeCredential, actor: Actor | None, now: datetime
) -> None:
    if row.revoked_at is not None:
        return
    row.revoked_at = now
    sessions.end_all_by(session, row.id, now=now)
    relative = session.get_one(Relative, row.relative_id)
    record(
        session,
        "relative.passkey_withdrawn",
        at=now,
        actor=actor,
        establishment_id=row.establishment_id,
        person_id=relative.person_id,
        subject_id=relative.id,
        detail={"passkey": str(row.id)},
    )
