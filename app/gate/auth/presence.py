"""Which device and whose session a request comes with: two small queries, the same for every page and API path."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, or_, select, update
from sqlalchemy.orm import Session

from app.gate.audit.record import record
from app.gate.auth import cookies
from app.gate.auth.actor import Actor
from app.gate.auth.models import AuthSession, Device, EmergencyAccess
from app.gate.directory.models import Assignment, Establishment, Staff
from app.ground.database import Database
from app.ground.errors import SignInNeeded

SESSION_HOURS = 12
OFFICE_IDLE_SECONDS = 900
PERSONAL_IDLE_SECONDS = 300
ROUND_IDLE_SECONDS = 300


@dataclass(frozen=True, slots=True)
class SeenDevice:
    """The enrolled device that a request comes from; a revoked one may still hand in its outbox.

    `clock_offset_ms` is how far the server's clock is ahead of its own, when the request says its time; `handed_in_by`
    whoever carries what is this device's, when it does not speak for itself.
    """

    id: uuid.UUID
    establishment_id: uuid.UUID
    name: str
    kind: str
    is_demo: bool
    revoked_at: datetime | None
    seen_at: datetime | None
    seal_head: str | None = None
    clock_offset_ms: int | None = None
    handed_in_by: uuid.UUID | None = None


@dataclass(frozen=True, slots=True)
class SeenSession:
    """An open session, its actor as assigned now, and when its user was last seen to act."""

    actor: Actor
    basis: str
    opened_at: datetime
    active_at: datetime
    idle_seconds: int


# Written out once and asked of the connection: these run before every request, where making a statement costs more
# than its answer.
_DEVICES, _SESSIONS = Device.__table__, AuthSession.__table__
_STAFF, _HOMES, _ASSIGNMENTS = Staff.__table__, Establishment.__table__, Assignment.__table__
_DEVICE = select(
    _DEVICES.c.id,
    _DEVICES.c.establishment_id,
    _DEVICES.c.name,
    _DEVICES.c.kind,
    _DEVICES.c.is_demo,
    _DEVICES.c.revoked_at,
    _DEVICES.c.seen_at,
    _DEVICES.c.seal_head,
    _DEVICES.c.secret_hash,
).where(_DEVICES.c.id == bindparam("id"))
_SESSION = (
    select(
        _SESSIONS.c.id,
        _SESSIONS.c.secret_hash,
        _SESSIONS.c.device_id,
        _SESSIONS.c.basis,
        _SESSIONS.c.opened_at,
        _SESSIONS.c.active_at,
        _SESSIONS.c.suspended_at,
        _SESSIONS.c.ended_at,
        _SESSIONS.c.refused,
        _STAFF.c.id.label("staff_id"),
        _STAFF.c.establishment_id,
        _STAFF.c.role,
        _STAFF.c.left_at,
        _HOMES.c.idle_seconds,
    )
    .join_from(_SESSIONS, _STAFF, _STAFF.c.id == _SESSIONS.c.staff_id)
    .join(_HOMES, _HOMES.c.id == _SESSIONS.c.establishment_id)
    .where(_SESSIONS.c.id == bindparam("id"))
)
_UNITS = select(_ASSIGNMENTS.c.unit_id).where(
    _ASSIGNMENTS.c.staff_id == bindparam("staff"),
    _ASSIGNMENTS.c.starts_at <= bindparam("at"),
    or_(_ASSIGNMENTS.c.ends_at.is_(None), _ASSIGNMENTS.c.ends_at > bindparam("at")),
)


def seen_device(session: Session, cookie: str | None) -> SeenDevice | None:
    """The device that the cookie proves, revoked or not; None when it proves none."""
    parts = cookies.split(cookie)
    if parts is None:
        return None
    row = session.connection().execute(_DEVICE, {"id": parts[0]}).one_or_none()
    if row is None or not cookies.matches(parts[1], row.secret_hash):
        return None
    return SeenDevice(*row[:-1])


def assigned_units(
    session: Session, staff_id: uuid.UUID, at: datetime
) -> tuple[bool, frozenset[uuid.UUID] | None]:
    """Whether the member has an assignment at `at`, and its units (None: the whole establishment)."""
    rows = session.connection().execute(_UNITS, {"staff": staff_id, "at": at}).all()
    units = {row.unit_id for row in rows}
    return bool(rows), None if None in units else frozenset(units)


def seen_session(
    session: Session, cookie: str | None, device: SeenDevice | None, *, now: datetime
) -> SeenSession:
    """The open session that the cookie proves, on the device it was opened on. Raises SignInNeeded, with a code."""
    parts = cookies.split(cookie)
    if parts is None:
        raise SignInNeeded()
    row = session.connection().execute(_SESSION, {"id": parts[0]}).one_or_none()
    if row is None or not cookies.matches(parts[1], row.secret_hash):
        raise SignInNeeded()
    _check(row, device, now)
    assigned, units = assigned_units(session, row.staff_id, now)
    if not assigned:
        raise SignInNeeded("Votre affectation est terminée : adressez-vous à votre encadrement.")
    actor = Actor(row.staff_id, row.establishment_id, row.role, units, row.device_id, row.id)
    idle = idle_seconds(device.kind if row.device_id and device else "office", row.idle_seconds)
    return SeenSession(actor, row.basis, row.opened_at, row.active_at, idle)


def _check(row: Any, device: SeenDevice | None, now: datetime) -> None:
    if row.device_id is not None and (device is None or device.id != row.device_id):
        raise SignInNeeded()  # a cookie carried to another device opens nothing
    if device is not None and row.device_id is not None and device.revoked_at is not None:
        raise SignInNeeded("Cette tablette a été révoquée.", code="revoked")
    if row.ended_at is not None or row.refused is not None:
        raise SignInNeeded()
    if row.left_at is not None and row.left_at <= now:
        raise SignInNeeded()
    if row.suspended_at is not None:
        raise SignInNeeded("La session est verrouillée : identifiez-vous.", code="suspended")
    if row.opened_at + timedelta(hours=SESSION_HOURS) <= now:
        raise SignInNeeded("La session a expiré : identifiez-vous.", code="suspended")


def in_emergency(session: Session, staff_id: uuid.UUID, at: datetime) -> dict[uuid.UUID, datetime]:
    """The persons whose files an emergency access keeps open to the member at `at`, and until when."""
    rows = session.execute(
        select(EmergencyAccess.person_id, EmergencyAccess.ends_at)
        .where(
            EmergencyAccess.staff_id == staff_id,
            EmergencyAccess.opened_at <= at,
            EmergencyAccess.ends_at > at,
        )
        .order_by(EmergencyAccess.ends_at)
    )
    return {row[0]: row[1] for row in rows}


def idle_seconds(kind: str, establishment_idle: int) -> int:
    """After how long without a gesture a session locks, on this kind of device (`office`: at a desk)."""
    if kind == "office":
        return OFFICE_IDLE_SECONDS
    return (
        max(PERSONAL_IDLE_SECONDS, establishment_idle) if kind == "personal" else establishment_idle
    )


def in_round(seen: SeenSession) -> SeenSession:
    """The same session while its page goes through a round: hands are busy longer, five minutes at most."""
    return replace(seen, idle_seconds=max(seen.idle_seconds, ROUND_IDLE_SECONDS))


def keep_or_suspend(
    database: Database,
    seen: SeenSession,
    *,
    last_gesture_at: datetime | None,
    is_gesture: bool,
    now: datetime,
) -> None:
    """Suspends a session left alone too long (raises SignInNeeded), else notes the last gesture.

    The page says when that was; a request that is itself a gesture (a page is opened) counts for what follows, not for
    whether the session was left alone before. Most requests write nothing: a gesture is noted once per quarter of the
    idle time.
    """
    active_at = max(seen.active_at, last_gesture_at or seen.active_at)
    if active_at + timedelta(seconds=seen.idle_seconds) < now:
        suspend(database, seen.actor, now=now)
        raise SignInNeeded("La session est verrouillée : identifiez-vous.", code="suspended")
    if is_gesture:
        active_at = now
    if active_at - seen.active_at >= timedelta(seconds=seen.idle_seconds / 4):
        with database.write() as session:
            session.execute(
                update(AuthSession)
                .where(AuthSession.id == seen.actor.session_id)
                .values(active_at=active_at)
            )


def suspend(database: Database, actor: Actor, *, now: datetime) -> None:
    """Suspends a session left alone, in its own transaction: it stays so whatever becomes of the request."""
    with database.write() as session:
        suspended = session.scalars(
            update(AuthSession)
            .where(AuthSession.id == actor.session_id, AuthSession.suspended_at.is_(None))
            .values(suspended_at=now)
            .returning(AuthSession.id)
        ).all()
        if suspended:
            record(session, "session.suspended", at=now, actor=actor)
