"""Who acts in this request, or acted at a given instant. Views ask here; nobody reads a cookie elsewhere."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, cast

from flask import Flask, g, request
from flask_login import LoginManager, UserMixin, current_user
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.gate.auth import presence
from app.gate.auth.actor import Actor, Subject
from app.gate.auth.cookies import DEVICE_COOKIE, SESSION_COOKIE
from app.gate.auth.policy import may
from app.gate.auth.presence import SeenDevice, SeenSession
from app.gate.directory.models import Staff
from app.ground import clock, tenancy
from app.ground.errors import NotFound, Refused, SignInNeeded
from app.ground.house import current_house

IDLE_HEADER, ROUND_HEADER = "Chevet-Idle", "Chevet-Round"


class Professional(UserMixin):
    """The user of Flask-Login: an actor with an open session."""

    def __init__(self, seen: SeenSession) -> None:
        self.actor = seen.actor
        self.seen = seen

    def get_id(self) -> str:
        return str(self.actor.staff_id)


def install(app: Flask) -> None:
    """Lets Flask-Login find the user of each request by our own server-side sessions."""
    manager = LoginManager()
    manager.session_protection = None
    manager.request_loader(_load)
    # Not `init_app`: its hook for remember-me cookies, which we have none of, reads Flask's own cookie on every
    # request, and every asset would then vary with it.
    app.login_manager = manager  # type: ignore[attr-defined]


def actor_at(
    session: Session,
    staff_id: uuid.UUID,
    at: datetime,
    *,
    device_id: uuid.UUID | None = None,
    session_id: uuid.UUID | None = None,
) -> Actor | None:
    """The staff member as assigned at `at`; None when they had left, or had no assignment then."""
    row = session.execute(
        select(Staff.establishment_id, Staff.role, Staff.left_at).where(Staff.id == staff_id)
    ).one_or_none()
    if row is None or (row.left_at is not None and row.left_at <= at):
        return None
    assigned, units = presence.assigned_units(session, staff_id, at)
    if not assigned:
        return None
    return Actor(staff_id, row.establishment_id, row.role, units, device_id, session_id)


def current_actor() -> Actor | None:
    """Whoever has an open session in this request."""
    return current_user.actor if current_user.is_authenticated else None


def current_session() -> SeenSession | None:
    """The open session of this request."""
    return current_user.seen if current_user.is_authenticated else None


def current_device(*, allow_revoked: bool = False) -> SeenDevice | None:
    """The enrolled device this request comes from."""
    if "chevet_device" not in g:
        with tenancy.acting_for_every(), current_house().database.read() as session:
            g.chevet_device = presence.seen_device(session, request.cookies.get(DEVICE_COOKIE))
        _act_for(g.chevet_device)
    device = cast("SeenDevice | None", g.chevet_device)
    return device if device and (allow_revoked or device.revoked_at is None) else None


def current_address() -> str:
    """Where the request comes from: a whole home may share one, so limits by address are wide."""
    return request.remote_addr or ""


def require_device(*, allow_revoked: bool = False) -> SeenDevice:
    """The device of this request. Raises SignInNeeded (`not_enrolled`, `revoked`)."""
    device = current_device(allow_revoked=True)
    if device is None:
        raise SignInNeeded("Cet appareil n’est pas enrôlé.", code="not_enrolled")
    if device.revoked_at is not None and not allow_revoked:
        raise SignInNeeded("Cette tablette a été révoquée.", code="revoked")
    return device


def require(permission: str, subject: Subject | None = None) -> Actor:
    """The actor, who may do `permission` on `subject`.

    Raises SignInNeeded without a usable session, NotFound for what the actor may not know about (another
    establishment, another unit), Refused when the role does not hold the permission.
    """
    actor = current_actor()
    if actor is None:
        raise g.get("chevet_absence") or SignInNeeded()
    if not may(actor, permission):
        raise Refused("Votre rôle ne permet pas cette action.")
    if may(actor, permission, subject):
        return actor
    return _in_emergency(actor, permission, subject)


def _in_emergency(actor: Actor, permission: str, subject: Subject | None) -> Actor:
    """The actor, when an emergency access of theirs opens this now; the page then says so. Raises NotFound."""
    if subject is None or subject.person_id is None:
        raise NotFound()
    with current_house().database.read() as session:
        opened = presence.in_emergency(session, actor.staff_id, clock.now())
    actor = replace(actor, in_emergency=frozenset(opened))
    if not may(actor, permission, subject):
        raise NotFound()
    g.chevet_emergency = (subject.person_id, opened[subject.person_id])
    return actor


def _load(_request: Any) -> Professional | None:
    """The user of this request. Why there is none is kept for the answer."""
    if SESSION_COOKIE not in request.cookies:
        return None
    now = clock.now()
    database = current_house().database
    try:
        # Before we know who asks, we cannot say for which home: these few queries go by secret cookies.
        with tenancy.acting_for_every(), database.read() as session:
            g.chevet_device = presence.seen_device(session, request.cookies.get(DEVICE_COOKIE))
            seen = presence.seen_session(
                session, request.cookies.get(SESSION_COOKIE), g.chevet_device, now=now
            )
        tenancy.set_establishment(seen.actor.establishment_id)
        presence.keep_or_suspend(
            database,
            presence.in_round(seen) if request.headers.get(ROUND_HEADER) == "1" else seen,
            last_gesture_at=_last_gesture(now),
            is_gesture=not request.path.startswith("/api/"),
            now=now,
        )
    except SignInNeeded as absence:
        g.chevet_absence = absence
        _act_for(g.chevet_device)
        return None
    return Professional(seen)


def _act_for(device: SeenDevice | None) -> None:
    """Without a user, the request acts for the device's establishment."""
    if device is not None:
        tenancy.set_establishment(device.establishment_id)


def _last_gesture(now: datetime) -> datetime | None:
    """What the page says of the last gesture, if it says anything."""
    text = request.headers.get(IDLE_HEADER, "")
    if text.isascii() and text.isdigit() and len(text) <= 6:
        return now - timedelta(seconds=int(text))
    return None
