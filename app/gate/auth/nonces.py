"""Single-use nonces: 32 random bytes handed to a device or a browser, of which only the hash is kept."""

from __future__ import annotations

import hashlib
import secrets
import uuid
from datetime import datetime, timedelta

from sqlalchemy import insert, update
from sqlalchemy.orm import Session

from app.gate.auth.models import Challenge
from app.ground.ids import new_id

LIFETIME = timedelta(minutes=5)


def issue(session: Session, purpose: str, subject: uuid.UUID | None, *, now: datetime) -> bytes:
    """A fresh nonce for one purpose and subject, good for 5 minutes and one use."""
    nonce = secrets.token_bytes(32)
    session.execute(
        insert(Challenge).values(
            id=new_id(),
            purpose=purpose,
            subject=subject,
            nonce_hash=hashlib.sha256(nonce).digest(),
            expires_at=now + LIFETIME,
        )
    )
    return nonce


def consume(
    session: Session,
    purpose: str,
    subject: uuid.UUID | None,
    nonce: bytes,
    *,
    now: datetime,
    late: timedelta = timedelta(0),
) -> datetime | None:
    """Uses up a nonce, and says when it was issued. None when it is unknown, used, another's, or too old.

    `late` is how long after its end it still counts, for what was done in time and arrives late.
    """
    expires_at = session.execute(
        update(Challenge)
        .where(
            Challenge.nonce_hash == hashlib.sha256(nonce).digest(),
            Challenge.purpose == purpose,
            Challenge.subject.is_(None) if subject is None else Challenge.subject == subject,
            Challenge.used_at.is_(None),
            Challenge.expires_at > now - late,
        )
        .values(used_at=now)
        .returning(Challenge.expires_at)
        .execution_options(synchronize_session=False)
    ).scalar_one_or_none()
    return None if expires_at is None else expires_at - LIFETIME
