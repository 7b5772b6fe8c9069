"""Single-use nonces handed to a device or a browser, of which only the hash is kept.

Those of an unlock carry their own time (`dated.py`), because their proof may come back after a restore.
"""

from __future__ import annotations

import hashlib
import secrets
import uuid
from datetime import datetime, timedelta

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from app.gate.auth import dated
from app.gate.auth.models import Challenge
from app.ground.ids import new_id

LIFETIME = timedelta(minutes=5)


def issue(session: Session, purpose: str, subject: uuid.UUID | None, *, now: datetime) -> bytes:
    """A fresh nonce for one purpose and subject, good for 5 minutes and one use."""
    nonce = secrets.token_bytes(32)
    _keep(session, purpose, subject, nonce, expires_at=now + LIFETIME)
    return nonce


def issue_dated(
    session: Session, key: bytes, purpose: str, subject: uuid.UUID, *, now: datetime
) -> bytes:
    """The same, that says when it was issued under the establishment's `key`."""
    nonce = dated.make(key, purpose, subject, now=now)
    _keep(session, purpose, subject, nonce, expires_at=now + LIFETIME)
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


def claim_lost(
    session: Session, purpose: str, subject: uuid.UUID, nonce: bytes, *, now: datetime
) -> bool:
    """Uses up a nonce of which a restore has lost the row; False when it has one, which decides."""
    digest = hashlib.sha256(nonce).digest()
    if session.scalar(select(Challenge.id).where(Challenge.nonce_hash == digest)) is not None:
        return False
    _keep(session, purpose, subject, nonce, expires_at=now, used_at=now)
    return True


def _keep(
    session: Session, purpose: str, subject: uuid.UUID | None, nonce: bytes, **times: datetime
) -> None:
    session.execute(
        insert(Challenge).values(
            id=new_id(),
            purpose=purpose,
            subject=subject,
            nonce_hash=hashlib.sha256(nonce).digest(),
            **times,
        )
    )
