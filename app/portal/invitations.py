"""Invitations of relatives: a link by e-mail with a code said by word of mouth, or a printed letter; each serves once.

A letter is good for 14 days, because it travels; a link for three, and its mailbox alone does not open it. Five wrong
codes end the invitation.
"""

from __future__ import annotations

import hmac
import uuid
from datetime import datetime, timedelta
from typing import Literal, cast

from sqlalchemy import CursorResult, select, update
from sqlalchemy.orm import Session

from app.areas.family.models import Relative
from app.gate.audit.record import record
from app.gate.auth.actor import Actor
from app.gate.auth.passkeys import NotBelieved
from app.gate.directory.finding import find_to_change
from app.ground.errors import Conflict, NotFound
from app.ground.house import House
from app.ground.ids import new_id
from app.portal import sessions, tokens
from app.portal.models import RelativeInvitation

Way = Literal["email", "letter"]
LIFETIMES = {"email": timedelta(days=3), "letter": timedelta(days=14)}
MOST_TRIES = 5
_GONE = (
    "Cette invitation ne sert plus. Elle a déjà servi, ou elle est trop ancienne. "
    "Demandez-en une autre à l’équipe."
)


def create(
    session: Session, house: House, actor: Actor, relative: Relative, way: Way, *, now: datetime
) -> tuple[RelativeInvitation, str | None]:
    """A new invitation, and the code that goes with an e-mail; those made before end. Raises Conflict.

    Whoever calls has asked `may`, and has seen that an e-mail has somewhere to go.
    """
    if relative.state != "active":
        raise Conflict("Ce proche n’a plus d’accès : il ne peut pas être invité.")
    _withdraw_open(session, relative.id, now)
    id = new_id()
    secret = (tokens.link if way == "email" else tokens.letter)(
        house, relative.establishment_id, id
    )
    code = tokens.new_code() if way == "email" else None
    made = RelativeInvitation(
        id=id,
        establishment_id=relative.establishment_id,
        relative_id=relative.id,
        way=way,
        token_hash=tokens.token_hash(secret),
        code_hash=code and tokens.code_hash(house, relative.establishment_id, id, code),
        tries=0,
        created_by=actor.staff_id,
        created_at=now,
        expires_at=now + LIFETIMES[way],
        mail="waiting" if way == "email" else None,
        mail_tries=0,
        mail_at=now if way == "email" else None,
    )
    session.add(made)
    session.flush()
    record(
        session,
        "relative.invited",
        at=now,
        actor=actor,
        person_id=relative.person_id,
        subject_id=relative.id,
        detail={"way": way},
    )
    return made, code


def withdraw(session: Session, actor: Actor, invitation_id: uuid.UUID, *, now: datetime) -> None:
    """Ends an invitation before it is used. Raises NotFound."""
    found = find_to_change(session, RelativeInvitation, actor.establishment_id, invitation_id)
    if found.used_at is None and found.withdrawn_at is None:
        relative = session.get_one(Relative, found.relative_id)
        found.withdrawn_at, found.mail_at = now, None
        record(
            session,
            "relative.invitation_withdrawn",
            at=now,
            actor=actor,
            person_id=relative.person_id,
            subject_id=relative.id,
        )


def find(session: Session, token: str, *, now: datetime) -> tuple[RelativeInvitation, Relative]:
    """The invitation of a link or a letter, and whom it is for. Raises NotFound, which never says why."""
    row = session.execute(
        select(RelativeInvitation, Relative)
        .join(Relative, Relative.id == RelativeInvitation.relative_id)
        .where(
            RelativeInvitation.token_hash == tokens.token_hash(token),
            RelativeInvitation.expires_at > now,
            RelativeInvitation.used_at.is_(None),
            RelativeInvitation.withdrawn_at.is_(None),
            RelativeInvitation.created_at >= Relative.state_at,
            Relative.state == "active",
        )
    ).one_or_none()
    if row is None:
        raise Gone(_GONE)
    return cast("tuple[RelativeInvitation, Relative]", tuple(row))


class Gone(NotFound):
    """The invitation serves no more; its message is for whoever holds it."""

    code = "invitation_gone"


def check_code(
    session: Session,
    house: House,
    invitation: RelativeInvitation,
    relative: Relative,
    code: str | None,
    *,
    now: datetime,
) -> NotBelieved | None:
    """Why the code does not open the invitation: answered, not raised, so that what was tried is counted."""
    if invitation.code_hash is None:
        return None
    shown = tokens.code_hash(house, invitation.establishment_id, invitation.id, code or "")
    if code and hmac.compare_digest(shown, invitation.code_hash):
        return None
    if code is None:
        return NotBelieved("Tapez les six chiffres que l’équipe vous a donnés.", code="code")
    invitation.tries = RelativeInvitation.tries + 1
    session.flush()
    session.refresh(invitation)
    left = MOST_TRIES - invitation.tries
    sessions.tell(session, "relative.code_refused", relative, now=now, left=max(left, 0))
    if left > 0:
        told = f"il reste {left} essais" if left > 1 else "il reste un essai"
        return NotBelieved(f"Ce code n’est pas le bon : {told}.", code="code")
    invitation.withdrawn_at, invitation.mail_at = now, None
    return NotBelieved(
        "Trop de codes faux : cette invitation est fermée. Demandez-en une autre à l’équipe.",
        code="code_spent",
    )


def use_up(session: Session, invitation: RelativeInvitation, *, now: datetime) -> None:
    """The invitation has served. Raises Gone when it has just served elsewhere."""
    used: CursorResult[tuple[int]] = session.execute(  # type: ignore[assignment]
        update(RelativeInvitation)
        .where(
            RelativeInvitation.id == invitation.id,
            RelativeInvitation.used_at.is_(None),
            RelativeInvitation.withdrawn_at.is_(None),
        )
        .values(used_at=now, mail_at=None)
    )
    if used.rowcount != 1:
        raise Gone(_GONE)


def _withdraw_open(session: Session, relative_id: uuid.UUID, now: datetime) -> None:
    session.execute(
        update(RelativeInvitation)
        .where(
            RelativeInvitation.relative_id == relative_id,
            RelativeInvitation.used_at.is_(None),
            RelativeInvitation.withdrawn_at.is_(None),
        )
        .values(withdrawn_at=now, mail_at=None)
    )
