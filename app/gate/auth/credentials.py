"""Passkeys of professionals: registered from an invitation, withdrawn when lost.

The kind of authenticator is fixed here, from where and how it was made; what is said at sign-in is advisory.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.gate.audit.record import record
from app.gate.auth import invitations, nonces, passkeys, sessions
from app.gate.auth.actor import Actor
from app.gate.auth.keys import thumbprint_text
from app.gate.auth.models import Credential, Invitation, UserKey
from app.gate.auth.passkeys import NewPasskey, NotBelieved
from app.gate.auth.presence import SeenDevice
from app.gate.directory import queries
from app.gate.directory.finding import find_to_change
from app.gate.directory.models import Staff
from app.ground.errors import Conflict
from app.ground.house import House
from app.ground.ids import new_id

KINDS = {"tablet": "Cette tablette", "key": "Clé ou badge", "phone": "Téléphone ou ordinateur"}


@dataclass(frozen=True, slots=True)
class WrappedUserKey:
    """A user's key pair: its public half, and the private one under the new passkey's PRF output."""

    public_jwk: dict[str, str]
    iv: bytes
    wrapped: bytes


def register(
    session: Session,
    house: House,
    token: str,
    credential: dict[str, Any],
    label: str,
    user_key: WrappedUserKey | None,
    device: SeenDevice | None,
    *,
    now: datetime,
) -> str:
    """Keeps the passkey made from an invitation, which is used up; returns the member's first name.

    Raises NotFound, NotBelieved, Conflict.
    """
    invitation, staff = invitations.find(session, token, now=now)
    challenge = passkeys.challenge_of(credential)
    if nonces.consume(session, "register", invitation.id, challenge, now=now) is None:
        raise NotBelieved("Cette page est restée ouverte trop longtemps : recommencez.")
    made = passkeys.verify_creation(house.settings, credential, challenge=challenge)
    kind = kind_of(made, device)
    if kind == "tablet":
        raise NotBelieved(
            "Sur une tablette partagée, il faut une clé, un badge ou un téléphone : "
            "le code de la tablette, tout le monde le connaît.",
            code="tablet_passkey",
        )
    row = _keep(session, invitation, made, kind, label, device, now)
    if user_key is not None:
        _keep_user_key(session, row, user_key, now)
    _tell(session, "passkey.registered", staff, row, now)
    return queries.staff_names(house, {staff.id: staff.sealed})[staff.id].given_name


def kind_of(made: NewPasskey, device: SeenDevice | None) -> str:
    """`tablet`, `key` or `phone`: of the platform on a shared device; roaming and bound to a key; everything else."""
    if made.attachment == "platform" and device is not None and device.kind == "shared":
        return "tablet"
    by_hand = {"usb", "nfc"} & set(made.transports)
    is_key = made.attachment == "cross-platform" and by_hand and not made.is_backup_eligible
    return "key" if is_key else "phone"


def withdraw(
    session: Session, actor: Actor, credential_id: uuid.UUID, *, now: datetime
) -> Credential:
    """The passkey opens nothing from now on, and the sessions of its owner end. Raises NotFound."""
    row = find_to_change(session, Credential, actor.establishment_id, credential_id)
    if row.revoked_at is None:
        row.revoked_at = now
        sessions.end_all_of(session, row.staff_id, now=now)
        record(
            session,
            "passkey.withdrawn",
            at=now,
            actor=actor,
            subject_id=row.staff_id,
            detail={"passkey": str(row.id), "kind": row.kind},
        )
    return row


def _keep(
    session: Session,
    invitation: Invitation,
    made: NewPasskey,
    kind: str,
    label: str,
    device: SeenDevice | None,
    now: datetime,
) -> Credential:
    known = select(Credential.id).where(Credential.credential_id == made.credential_id)
    if session.scalar(known) is not None:
        raise Conflict("Cette clé est déjà enregistrée.")
    is_ours = device is not None and device.establishment_id == invitation.establishment_id
    row = Credential(
        id=new_id(),
        establishment_id=invitation.establishment_id,
        staff_id=invitation.staff_id,
        credential_id=made.credential_id,
        public_key=made.public_key,
        sign_count=made.sign_count,
        kind=kind,
        transports=made.transports,
        aaguid=made.aaguid,
        is_backup_eligible=made.is_backup_eligible,
        is_backed_up=made.is_backed_up,
        label=label,
        registered_on=device.id if device is not None and is_ours else None,
        created_at=now,
    )
    session.add(row)
    invitations.use_up(session, invitation, now=now)
    session.flush()
    return row


def _keep_user_key(
    session: Session, row: Credential, user_key: WrappedUserKey, now: datetime
) -> None:
    """The newest key pair is the one that counts: passkeys that wrap another keep opening, with network only."""
    thumbprint = thumbprint_text(user_key.public_jwk)
    kept = session.get(UserKey, row.staff_id)
    if kept is not None and kept.thumbprint != thumbprint:
        session.execute(
            update(Credential)
            .where(Credential.staff_id == row.staff_id)
            .values(wrap_iv=None, wrapped_key=None)
        )
    if kept is None or kept.thumbprint != thumbprint:
        session.merge(
            UserKey(
                staff_id=row.staff_id,
                public_jwk=user_key.public_jwk,
                thumbprint=thumbprint,
                created_at=now,
            )
        )
    row.wrap_iv, row.wrapped_key = user_key.iv, user_key.wrapped


def _tell(session: Session, verb: str, staff: Staff, row: Credential, now: datetime) -> None:
    record(
        session,
        verb,
        at=now,
        establishment_id=staff.establishment_id,
        subject_id=staff.id,
        detail={
            "passkey": str(row.id),
            "kind": row.kind,
            "backup_eligible": row.is_backup_eligible,
            "backed_up": row.is_backed_up,
        },
    )
