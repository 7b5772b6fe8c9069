"""Sessions of relatives, on the server: 12 hours at most, half an hour without a gesture, and none for who may not be.

A relative whose invitation was taken back, who was excluded or whose person has left has no session from that instant:
their state is read at every request, never kept. Whoever is let in again is invited anew: nothing from before counts.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask import g, request
from sqlalchemy import CursorResult, select, update
from sqlalchemy.orm import Session

from app.areas.family.models import Relative
from app.areas.family.queries import relative_of
from app.gate.audit.record import record
from app.gate.auth.cookies import digest, matches, new_secret, split
from app.ground import clock, tenancy
from app.ground.errors import NotFound, SignInNeeded
from app.ground.house import current_house
from app.ground.ids import new_id
from app.portal.cookies import COOKIE
from app.portal.models import RelativeCredential, RelativeSession

LONGEST = timedelta(hours=12)
IDLE = timedelta(minutes=30)
_NOTED_EVERY = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class SeenRelative:
    """Who reads the portal: a relative, of one person, in one home."""

    relative_id: uuid.UUID
    establishment_id: uuid.UUID
    person_id: uuid.UUID
    session_id: uuid.UUID
    credential_id: uuid.UUID


def load() -> None:
    """Before each request: finds whose it is, and acts for their home. Nobody is somebody without a cookie."""
    g.seen_relative = None
    cookie = request.cookies.get(COOKIE)
    if cookie is None:
        return
    now, database = clock.now(), current_house().database
    with tenancy.acting_for_every(), database.read() as session:
        row = _row(session, cookie, now)
    if row is None:
        return
    tenancy.set_establishment(row.establishment_id)
    if now - row.active_at >= _NOTED_EVERY:
        with database.write() as session:
            session.execute(
                update(RelativeSession).where(RelativeSession.id == row.id).values(active_at=now)
            )
    g.seen_relative = SeenRelative(
        row.relative_id, row.establishment_id, row.person_id, row.id, row.credential_id
    )


def current_relative() -> SeenRelative:
    """Whose request this is. Raises SignInNeeded."""
    seen: SeenRelative | None = g.get("seen_relative")
    if seen is None:
        raise SignInNeeded("Entrez avec votre clé pour continuer.")
    return seen


def is_somebody() -> bool:
    """Whether a relative is signed in."""
    return g.get("seen_relative") is not None


def is_person() -> bool:
    """Whether whoever is signed in is the person themself: what is sealed says so, at every request."""
    seen: SeenRelative | None = g.get("seen_relative")
    if seen is None:
        return False
    if "is_person" not in g:
        house = current_house()
        with house.database.read() as session:
            g.is_person = relative_of(session, house, seen.relative_id).is_self
    return bool(g.is_person)


def current_person() -> SeenRelative:
    """The person whose request this is. Raises SignInNeeded; NotFound for a relative."""
    seen = current_relative()
    if not is_person():
        raise NotFound()
    return seen


def open_for(
    session: Session, relative: Relative, credential: RelativeCredential, *, now: datetime
) -> tuple[RelativeSession, str]:
    """A new session and its cookie's secret: no cookie that was there before opens anything."""
    secret = new_secret()
    opened = RelativeSession(
        id=new_id(),
        establishment_id=relative.establishment_id,
        relative_id=relative.id,
        credential_id=credential.id,
        secret_hash=digest(secret),
        opened_at=now,
        active_at=now,
    )
    session.add(opened)
    session.flush()
    tell(session, "relative.signed_in", relative, now=now)
    return opened, secret


def end(session: Session, seen: SeenRelative, *, now: datetime) -> None:
    """Signs the relative out of this browser."""
    _close(session, RelativeSession.id == seen.session_id, now)
    _record(session, "relative.signed_out", seen, now)


def end_others(session: Session, seen: SeenRelative, *, now: datetime) -> int:
    """Signs the relative out everywhere else; returns of how many browsers."""
    closed = _close(
        session,
        (RelativeSession.relative_id == seen.relative_id) & (RelativeSession.id != seen.session_id),
        now,
    )
    if closed:
        _record(session, "relative.signed_out", seen, now)
    return closed


def end_all_of(session: Session, relative_id: uuid.UUID, *, now: datetime) -> int:
    """Signs a relative out everywhere; returns of how many browsers."""
    return _close(session, RelativeSession.relative_id == relative_id, now)


def end_all_by(session: Session, credential_id: uuid.UUID, *, now: datetime) -> int:
    """Ends the sessions that one passkey opened; returns how many."""
    return _close(session, RelativeSession.credential_id == credential_id, now)


def open_of(session: Session, relative_id: uuid.UUID, *, now: datetime) -> list[RelativeSession]:
    """The sessions that are open, the last used first."""
    rows = session.scalars(
        select(RelativeSession)
        .where(
            RelativeSession.relative_id == relative_id,
            RelativeSession.ended_at.is_(None),
            RelativeSession.opened_at > now - LONGEST,
            RelativeSession.active_at > now - IDLE,
        )
        .order_by(RelativeSession.active_at.desc())
    )
    return list(rows)


def tell(session: Session, verb: str, relative: Relative, *, now: datetime, **detail: Any) -> None:
    """One event of the trail about a relative; who reads one's file sees it too."""
    record(
        session,
        verb,
        at=now,
        establishment_id=relative.establishment_id,
        person_id=relative.person_id,
        subject_id=relative.id,
        detail=detail or None,
    )


def _row(session: Session, cookie: str, now: datetime) -> Any:
    parts = split(cookie)
    if parts is None:
        return None
    row = session.execute(
        select(
            RelativeSession.id,
            RelativeSession.establishment_id,
            RelativeSession.relative_id,
            RelativeSession.credential_id,
            RelativeSession.secret_hash,
            RelativeSession.active_at,
            Relative.person_id,
        )
        .join(Relative, Relative.id == RelativeSession.relative_id)
        .join(RelativeCredential, RelativeCredential.id == RelativeSession.credential_id)
        .where(
            RelativeSession.id == parts[0],
            RelativeSession.ended_at.is_(None),
            RelativeSession.opened_at > now - LONGEST,
            RelativeSession.active_at > now - IDLE,
            RelativeCredential.revoked_at.is_(None),
            RelativeSession.opened_at >= Relative.state_at,
            Relative.state == "active",
        )
    ).one_or_none()
    return row if row is not None and matches(parts[1], row.secret_hash) else None


def _close(session: Session, which: Any, now: datetime) -> int:
    done: CursorResult[tuple[int]] = session.execute(  # type: ignore[assignment]
        update(RelativeSession)
        .where(which, RelativeSession.ended_at.is_(None))
        .values(ended_at=now)
        .execution_options(synchronize_session=False)
    )
    return done.rowcount


def _record(session: Session, verb: str, seen: SeenRelative, now: datetime) -> None:
    record(
        session,
        verb,
        at=now,
        establishment_id=seen.establishment_id,
        person_id=seen.person_id,
        subject_id=seen.relative_id,
    )
