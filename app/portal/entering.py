"""Passkeys of relatives: made from an invitation, shown to enter. They live under the RP id of the family's host."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.areas.family.models import Relative
from app.areas.family.queries import page_for
from app.gate.auth import nonces, passkeys, rates
from app.gate.auth.passkeys import NotBelieved
from app.gate.auth.rates import Rate
from app.ground.config import Settings
from app.ground.errors import ChevetError, Conflict, TooMuch
from app.ground.house import House
from app.ground.ids import new_id
from app.portal import invitations, sessions
from app.portal.models import RelativeCredential, RelativeInvitation, RelativeSession

_MAKE, _SHOW = "family.register", "family.signin"
REFUSALS = Rate("family.refused", 5, 900)
"""What one passkey may show wrongly in a quarter of an hour; after that even a right answer waits."""
_UNKNOWN = "Cette clé n’ouvre rien ici. Demandez une invitation à l’équipe."


def settings_of(house: House) -> Settings:
    """The house's settings as its other door knows them: another origin, another RP id."""
    made = house.settings
    assert made.family_host is not None and made.family_origin is not None
    return replace(made, origin=made.family_origin, rp_id=made.family_host)


def making_options(
    session: Session,
    house: House,
    invitation: RelativeInvitation,
    relative: Relative,
    *,
    name: str,
    now: datetime,
) -> dict[str, Any]:
    """What the page needs to ask for a passkey; the code of the invitation was right."""
    known = session.scalars(
        select(RelativeCredential.credential_id).where(
            RelativeCredential.relative_id == relative.id, RelativeCredential.revoked_at.is_(None)
        )
    )
    return passkeys.creation_options(
        settings_of(house),
        challenge=nonces.issue(session, _MAKE, invitation.id, now=now),
        user_handle=relative.id.bytes,
        user_name=name,
        known=list(known),
        roaming_only=False,
    )


def register(
    session: Session, house: House, token: str, credential: dict[str, Any], *, now: datetime
) -> tuple[RelativeSession, str]:
    """Keeps the passkey made from an invitation, uses this up, and opens a session; with its cookie's secret.

    Raises Gone, NotBelieved, Conflict.
    """
    invitation, relative = invitations.find(session, token, now=now)
    challenge = passkeys.challenge_of(credential)
    if nonces.consume(session, _MAKE, invitation.id, challenge, now=now) is None:
        raise NotBelieved("Cette page est restée ouverte trop longtemps. Recommencez.")
    made = passkeys.verify_creation(settings_of(house), credential, challenge=challenge)
    known = select(RelativeCredential.id).where(
        RelativeCredential.credential_id == made.credential_id
    )
    if session.scalar(known) is not None:
        raise Conflict("Cette clé est déjà enregistrée.")
    invitations.use_up(session, invitation, now=now)
    row = RelativeCredential(
        id=new_id(),
        establishment_id=relative.establishment_id,
        relative_id=relative.id,
        credential_id=made.credential_id,
        public_key=made.public_key,
        sign_count=made.sign_count,
        is_backed_up=made.is_backed_up,
        created_at=now,
        used_at=now,
    )
    session.add(row)
    session.flush()
    sessions.tell(session, "relative.passkey_registered", relative, now=now, passkey=str(row.id))
    return sessions.open_for(session, relative, row, now=now)


def showing_options(session: Session, house: House, *, now: datetime) -> dict[str, Any]:
    """What the page needs to ask for any passkey of the portal."""
    challenge = nonces.issue(session, _SHOW, None, now=now)
    return passkeys.request_options(settings_of(house), challenge=challenge)


def enter(
    session: Session, house: House, assertion: dict[str, Any], *, now: datetime
) -> tuple[RelativeSession, str] | ChevetError:
    """A session and its cookie's secret, or why there is none: answered, so that its trace is committed.

    To whoever was excluded or has no access any more, the answer is the one that a stranger gets.
    """
    try:
        challenge = passkeys.challenge_of(assertion)
        if nonces.consume(session, _SHOW, None, challenge, now=now) is None:
            raise NotBelieved("Cette demande a expiré. Recommencez.", code="nonce")
        credential, relative = _known(session, house, assertion, now)
    except NotBelieved as error:
        return error
    subject = str(credential.id)
    if not rates.has_room(session, REFUSALS, subject, 1, now=now):
        return TooMuch("Trop d’essais refusés. Attendez un quart d’heure, puis recommencez.")
    try:
        _believe(house, credential, assertion, challenge)
    except NotBelieved as error:
        rates.add(session, REFUSALS, subject, 1, now=now)
        sessions.tell(session, "relative.sign_in_refused", relative, now=now, code=error.code)
        return error
    credential.used_at = now
    return sessions.open_for(session, relative, credential, now=now)


def _known(
    session: Session, house: House, assertion: dict[str, Any], now: datetime
) -> tuple[RelativeCredential, Relative]:
    """Whose passkey it is. Raises NotBelieved, in the same words for a stranger and for whom there is nothing."""
    row = session.execute(
        select(RelativeCredential, Relative)
        .join(Relative, Relative.id == RelativeCredential.relative_id)
        .where(
            RelativeCredential.credential_id == passkeys.credential_id(assertion),
            RelativeCredential.revoked_at.is_(None),
            RelativeCredential.created_at >= Relative.state_at,
            Relative.state == "active",
        )
    ).one_or_none()
    if row is None or row[1].id != _handle(assertion):
        raise NotBelieved(_UNKNOWN, code="credential")
    if page_for(session, house, row[1].id, now) is None:
        raise NotBelieved(_UNKNOWN, code="credential")
    return row[0], row[1]


def _handle(assertion: dict[str, Any]) -> uuid.UUID | None:
    told = passkeys.user_handle(assertion)
    return uuid.UUID(bytes=told) if len(told) == 16 else None


def _believe(
    house: House, credential: RelativeCredential, assertion: dict[str, Any], challenge: bytes
) -> None:
    """The passkey answered this very question, and is no copy of itself. Raises NotBelieved."""
    shown = passkeys.verify_assertion(
        settings_of(house), assertion, challenge=challenge, public_key=credential.public_key
    )
    if max(shown.sign_count, credential.sign_count) and shown.sign_count <= credential.sign_count:
        raise NotBelieved(
            "Cette clé semble avoir été copiée. Demandez une nouvelle invitation à l’équipe.",
            code="counter",
        )
    credential.sign_count = shown.sign_count
    credential.is_backed_up = shown.is_backed_up
