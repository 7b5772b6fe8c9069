"""Sessions on the server: opened by an unlock or a sign-in, suspended by a lock, ended by signing out."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from sqlalchemy import CursorResult, delete, update
from sqlalchemy.orm import Session

from app.gate.audit.record import record
from app.gate.auth import cookies, rates
from app.gate.auth.actor import Actor
from app.gate.auth.models import AuthSession, Challenge, Device
from app.gate.auth.presence import SESSION_HOURS

_KEPT_NONCES = timedelta(hours=73)  # a fresh nonce may come back by the outbox, 72 h late


def give_cookie(session: Session, opened: AuthSession, *, now: datetime) -> str:
    """Makes the session the open one of its device, and returns its cookie's secret."""
    if opened.device_id is not None:
        session.execute(
            update(AuthSession)
            .where(
                AuthSession.device_id == opened.device_id,
                AuthSession.id != opened.id,
                AuthSession.secret_hash.is_not(None),
                AuthSession.suspended_at.is_(None),
            )
            .values(suspended_at=now)
        )
    secret = cookies.new_secret()
    opened.secret_hash = cookies.digest(secret)
    opened.active_at = now
    return secret


def expires_at(opened: AuthSession) -> datetime:
    """When the session ends whatever is done: a strong unlock is asked once a shift."""
    return opened.opened_at + timedelta(hours=SESSION_HOURS)


def lock(session: Session, actor: Actor, *, now: datetime) -> None:
    """Suspends the actor's session: it gets nothing more without a fresh assertion."""
    session.execute(
        update(AuthSession).where(AuthSession.id == actor.session_id).values(suspended_at=now)
    )
    record(session, "session.locked", at=now, actor=actor)


def end(session: Session, actor: Actor, *, now: datetime) -> None:
    """Signs the actor out of the office."""
    session.execute(
        update(AuthSession).where(AuthSession.id == actor.session_id).values(ended_at=now)
    )
    record(session, "session.ended", at=now, actor=actor)


def end_all_of(session: Session, staff_id: uuid.UUID, *, now: datetime) -> int:
    """Ends every session of one professional, who left or whose passkey was withdrawn; returns how many."""
    done: CursorResult[tuple[int]] = session.execute(  # type: ignore[assignment]
        update(AuthSession)
        .where(
            AuthSession.staff_id == staff_id,
            AuthSession.secret_hash.is_not(None),
            AuthSession.ended_at.is_(None),
        )
        .values(ended_at=now)
    )
    return done.rowcount


def end_all_by(session: Session, credential_id: uuid.UUID, *, now: datetime) -> int:
    """Ends every session that one passkey opened; returns how many."""
    done: CursorResult[tuple[int]] = session.execute(  # type: ignore[assignment]
        update(AuthSession)
        .where(AuthSession.credential_id == credential_id, AuthSession.ended_at.is_(None))
        .values(ended_at=now)
    )
    return done.rowcount


def forget_expired(session: Session, *, now: datetime) -> int:
    """Deletes nonces, links and counters that are worth nothing any more; returns how many."""
    nonces: CursorResult[tuple[int]] = session.execute(  # type: ignore[assignment]
        delete(Challenge).where(Challenge.expires_at < now - _KEPT_NONCES)
    )
    links: CursorResult[tuple[int]] = session.execute(  # type: ignore[assignment]
        update(Device)
        .where(Device.enrolment_expires_at < now)
        .values(enrolment_hash=None, enrolment_expires_at=None)
    )
    counters = rates.forget_old(session, before=now - timedelta(hours=1))
    return nonces.rowcount + links.rowcount + counters
