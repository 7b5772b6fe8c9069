"""What a restored database owes to people before it serves again. Every step may be done twice."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import CursorResult, delete, select, update
from sqlalchemy.orm import Session

import app.erasers  # noqa: F401 - whoever is erased again is erased everywhere
from app.areas.persons.erasure import replay_erasures
from app.areas.persons.models import Person
from app.gate.audit.record import record
from app.gate.auth import store_keys
from app.gate.auth.models import AuthSession, Device
from app.gate.auth.presence import SESSION_HOURS
from app.gate.directory.models import Establishment, Staff
from app.ground.backup.durable import start_again
from app.ground.backup.manifest import Manifest
from app.ground.backup.restoring import UNFINISHED
from app.ground.facts import Fact
from app.ground.house import House
from app.ground.vault.keystore import OwnerKey
from app.portal.restoring import close_until_shown


@dataclass(frozen=True, slots=True)
class Settled:
    """What was found and mended: sessions locked, persons erased again, tablets revoked again, owners without a key."""

    locked: int
    erased_again: int
    revoked_again: int
    keyless: int


def settle(session: Session, house: House, backup: Manifest, *, now: datetime) -> Settled:
    """Locks every session, erases and revokes again, takes the promise to tablets back to what is true, and tells.

    The portal closes until keys are shown.
    """
    erased = replay_erasures(session, house, now=now)
    revoked = _revoke_again(session, house, now)
    locked = _lock_all(session, now)
    close_until_shown(session, now=now)
    start_again(session, backup.through)
    for home in session.scalars(select(Establishment.id)).all():
        detail = {"backup": backup.id, "through": backup.through.isoformat(timespec="seconds")}
        record(session, "installation.restored", at=now, establishment_id=home, detail=detail)
    session.execute(delete(Fact).where(Fact.name == UNFINISHED))
    return Settled(locked, erased, revoked, _keyless(session, house))


def _lock_all(session: Session, now: datetime) -> int:
    """Who left, or whose passkey was withdrawn since the backup, is forgotten: everybody shows theirs again.

    The sessions keep their time: what a tablet that was away signs under one of them is not odd for that.
    """
    done: CursorResult[tuple[int]] = session.execute(  # type: ignore[assignment]
        update(AuthSession)
        .where(
            AuthSession.secret_hash.is_not(None),
            AuthSession.opened_at > now - timedelta(hours=SESSION_HOURS),
            AuthSession.ended_at.is_(None),
            AuthSession.suspended_at.is_(None),
        )
        .values(secret_hash=None)
    )
    session.execute(update(AuthSession).values(secret_hash=None))
    return done.rowcount


def _revoke_again(session: Session, house: House, now: datetime) -> int:
    """Tablets that were revoked since the backup: the key store holds none of their keys any more."""
    gone = store_keys.forget_dropped(session, house, now=now)
    count = 0
    for device in session.scalars(select(Device).where(Device.id.in_(gone))):
        if device.revoked_at is None:
            device.revoked_at = now
            record(
                session,
                "device.revoked",
                at=now,
                establishment_id=device.establishment_id,
                subject_id=device.id,
            )
            count += 1
    return count


def _keyless(session: Session, house: House) -> int:
    """Persons and professionals of whom the key store never heard: what is sealed for them cannot be read."""
    owners: set[uuid.UUID] = {
        *session.scalars(select(Person.id)),
        *session.scalars(select(Staff.id)),
    }
    with house.vault.keystore.read() as keys:
        known = set(keys.scalars(select(OwnerKey.owner_id)))
    return len(owners - known)
