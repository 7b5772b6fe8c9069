"""Leases: the reusable nonce with which a device may be unlocked with no network, for 72 h.

A lease is random and signed by the establishment. What an unlock on it proves is "signed after the lease was issued,
and before it arrived".
"""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.gate.auth import b64, dated, signing
from app.gate.auth.challenge import length_prefixed
from app.gate.auth.models import Lease
from app.gate.auth.presence import SeenDevice
from app.ground import clock
from app.ground.house import House
from app.ground.ids import new_id

PURPOSE = "lease"
LIFETIME = timedelta(hours=72)
RENEWED_AFTER = timedelta(hours=6)


def fresh_enough(session: Session, device_id: uuid.UUID, *, now: datetime) -> Lease | None:
    """The device's newest lease, while it need not be renewed."""
    return session.scalars(
        select(Lease)
        .where(Lease.device_id == device_id, Lease.issued_at > now - RENEWED_AFTER)
        .order_by(Lease.issued_at.desc())
        .limit(1)
    ).first()


def renew(session: Session, house: House, device: SeenDevice, *, now: datetime) -> Lease:
    """A new lease for the device; the older ones hold until their own end."""
    key = dated.key_of(house, device.establishment_id)
    made = Lease(
        id=new_id(),
        device_id=device.id,
        nonce=dated.make(key, PURPOSE, device.id, now=now),
        issued_at=now,
        expires_at=now + LIFETIME,
    )
    session.add(made)
    return made


def term(
    session: Session, house: House, device: SeenDevice, nonce: bytes
) -> tuple[datetime, datetime] | None:
    """From when until when the device's lease with this nonce holds, though it be over; None when there is none.

    One that a restore has lost is known by its own signature.
    """
    known = session.execute(
        select(Lease.issued_at, Lease.expires_at).where(
            Lease.nonce == nonce, Lease.device_id == device.id
        )
    ).one_or_none()
    if known is not None:
        return known.issued_at, known.expires_at
    home = device.establishment_id
    issued_at = dated.lost(house, home, PURPOSE, device.id, nonce, lifetime=timedelta(0))
    return None if issued_at is None else (issued_at, issued_at + LIFETIME)


def signed(house: House, establishment_id: uuid.UUID, lease: Lease) -> dict[str, str]:
    """The lease as a tablet keeps it: nonce, issued_at, expires_at, and the establishment's Ed25519 signature."""
    issued_at, expires_at = clock.to_text(lease.issued_at), clock.to_text(lease.expires_at)
    message = length_prefixed(
        b"chevet-lease-1",
        lease.nonce,
        lease.device_id.bytes,
        issued_at.encode(),
        expires_at.encode(),
    )
    return {
        "nonce": b64.encode(lease.nonce),
        "issued_at": issued_at,
        "expires_at": expires_at,
        "signature": b64.encode(signing.key(house, establishment_id).sign(message)),
    }
