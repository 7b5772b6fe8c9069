"""Leases: the reusable nonce with which a device may be unlocked with no network, for 72 h.

A lease is random and signed by the establishment. What an unlock on it proves is "signed after the lease was issued,
and before it arrived".
"""

from __future__ import annotations

import secrets
import uuid
from datetime import datetime, timedelta

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.gate.auth import b64
from app.gate.auth.challenge import length_prefixed
from app.gate.auth.models import Lease
from app.ground import clock
from app.ground.house import House
from app.ground.ids import new_id
from app.ground.vault import KeyGone

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


def renew(session: Session, device_id: uuid.UUID, *, now: datetime) -> Lease:
    """A new lease for the device; the older ones hold until their own end."""
    made = Lease(
        id=new_id(),
        device_id=device_id,
        nonce=secrets.token_bytes(32),
        issued_at=now,
        expires_at=now + LIFETIME,
    )
    session.add(made)
    return made


def find(session: Session, device_id: uuid.UUID, nonce: bytes) -> Lease | None:
    """The device's lease with this nonce, expired or not."""
    return session.scalars(
        select(Lease).where(Lease.nonce == nonce, Lease.device_id == device_id)
    ).one_or_none()


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
        "signature": b64.encode(signing_key(house, establishment_id).sign(message)),
    }


def signing_key(house: House, establishment_id: uuid.UUID) -> Ed25519PrivateKey:
    """The establishment's key for leases, made when it is first needed."""
    try:
        raw = house.vault.get_secret(establishment_id, "lease", "signing")
    except KeyGone:
        made = Ed25519PrivateKey.generate()
        raw = made.private_bytes(
            serialization.Encoding.Raw,
            serialization.PrivateFormat.Raw,
            serialization.NoEncryption(),
        )
        house.vault.put_secret(establishment_id, "lease", "signing", raw)
    return Ed25519PrivateKey.from_private_bytes(raw)
