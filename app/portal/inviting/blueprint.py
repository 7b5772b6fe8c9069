"""The addresses of a relative's access at a desk, and what its page shows."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from flask import Blueprint, render_template, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.areas.family.views.blueprint import READ, reached
from app.gate.audit.once import record_once
from app.gate.auth.routes import reading
from app.portal import keys, sessions
from app.portal.models import RelativeCredential, RelativeInvitation

blueprint = Blueprint("inviting", __name__, url_prefix="/bureau")


@dataclass(frozen=True, slots=True)
class Access:
    """What lets one relative in: passkeys, browsers that are open, and the invitation that waits."""

    keys: list[RelativeCredential]
    open: int
    invitation: RelativeInvitation | None


@reading(blueprint, "/proches/<uuid:relative_id>/invitation", READ)
def relative(relative_id: uuid.UUID) -> str:
    desk, found = reached(relative_id)
    record_once(
        desk.house.database,
        "relative.invitation_seen",
        actor=desk.actor,
        person_id=desk.person.id,
        subject_id=relative_id,
        now=desk.now,
    )
    with desk.house.database.read() as session:
        access = Access(
            keys.keys_of(session, relative_id),
            len(sessions.open_of(session, relative_id, now=desk.now)),
            _waiting(session, relative_id),
        )
    settings = desk.house.settings
    return render_template(
        "office/inviting/relative.html",
        desk=desk,
        person=desk.person,
        relative=found,
        access=access,
        is_open=settings.family_origin is not None,
        mails=settings.mail_url is not None,
        is_over=access.invitation is not None and access.invitation.expires_at <= desk.now,
    )


def back_to(relative_id: uuid.UUID) -> str:
    """The address of that page."""
    return url_for("inviting.relative", relative_id=relative_id)


def _waiting(session: Session, relative_id: uuid.UUID) -> RelativeInvitation | None:
    """The last invitation, unless it has served or was withdrawn."""
    return session.scalars(
        select(RelativeInvitation)
        .where(
            RelativeInvitation.relative_id == relative_id,
            RelativeInvitation.used_at.is_(None),
            RelativeInvitation.withdrawn_at.is_(None),
        )
        .order_by(RelativeInvitation.created_at.desc())
    ).first()
