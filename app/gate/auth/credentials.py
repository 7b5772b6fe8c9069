"""Passkeys of professionals: registered from an invitation, withdrawn when lost.

The kind of authenticator is fixed here, from where and how it was made; what is said at sign-in is advisory.
"""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.gate.audit.record import record
from app.gate.auth import (
    authenticators,
    codes,
    invitations,
    nonces,
    notices,
    passkeys,
    sessions,
    user_keys,
)
from app.gate.auth.actor import Actor
from app.gate.auth.codes import Chosen
from app.gate.auth.models import Credential, Invitation
from app.gate.auth.passkeys import NewPasskey, NotBelieved
from app.gate.auth.presence import SeenDevice
from app.gate.auth.user_keys import WrappedUserKey
from app.gate.directory import queries
from app.gate.directory.finding import find_to_change
from app.gate.directory.models import Staff
from app.ground.errors import Conflict
from app.ground.house import House
from app.ground.ids import new_id

KINDS = {
    "tablet": "Une tablette partagée, avec un code",
    "key": "Clé ou badge",
    "phone": "Téléphone ou ordinateur",
}


def register(
    session: Session,
    house: House,
    token: str,
    credential: dict[str, Any],
    label: str,
    user_key: WrappedUserKey | None,
    device: SeenDevice | None,
    chosen: Chosen | None = None,
    *,
    now: datetime,
) -> str:
    """Keeps the passkey made from an invitation, which is used up; returns the member's first name. One that lives in a
    shared tablet comes with the code that its holder has `chosen`.

    Raises NotFound, NotBelieved, Invalid, Conflict.
    """
    invitation, staff = invitations.find(session, token, now=now)
    challenge = passkeys.challenge_of(credential)
    if nonces.consume(session, "register", invitation.id, challenge, now=now) is None:
        raise NotBelieved("Cette page est restée ouverte trop longtemps : recommencez.")
    made = passkeys.verify_creation(house.settings, credential, challenge=challenge)
    kind = checked_kind(session, staff, made, device, has_code=chosen is not None, now=now)
    row = keep(session, staff, made, kind, label, device, now=now)
    if chosen is not None:
        codes.choose(session, house, row, chosen, now=now)
    invitations.use_up(session, invitation, now=now)
    if user_key is not None:
        user_keys.keep(session, row, user_key, now)
    by = invitation.created_by
    notices.tell(session, notices.ADDED, of=row, by=by, through=invitation, now=now)
    _tell(session, invitation, row, now)
    return queries.staff_names(house, {staff.id: staff.sealed})[staff.id].given_name


def kind_of(made: NewPasskey, device: SeenDevice | None) -> str:
    """`tablet`, `key` or `phone`: of the platform on a shared device; roaming and bound to a key; everything else."""
    if made.attachment == "platform" and device is not None and device.kind == "shared":
        return "tablet"
    by_hand = {"usb", "nfc"} & set(made.transports)
    is_key = made.attachment == "cross-platform" and by_hand and not made.is_backup_eligible
    return "key" if is_key else "phone"


def checked_kind(
    session: Session,
    staff: Staff,
    made: NewPasskey,
    device: SeenDevice | None,
    *,
    has_code: bool = False,
    now: datetime,
) -> str:
    """The kind of a new passkey. Raises NotBelieved for one that does not count where it was made (without a device:
    anywhere), and for one of the tablet that comes without a code.
    """
    kind = kind_of(made, device)
    if kind == "tablet":
        if not invitations.takes_tablet(session, staff.establishment_id, device, now=now):
            raise NotBelieved(
                "Sur une tablette partagée, il faut une clé, un badge ou un téléphone : "
                "le code de la tablette, tout le monde le connaît.",
                code="tablet_passkey",
            )
        if not has_code:
            raise NotBelieved("Choisissez d’abord un code personnel.", code="code_missing")
        return kind
    if has_code:
        raise NotBelieved("Cette clé n’est pas celle de la tablette : recommencez.", code="kind")
    rules = authenticators.rules_at(session, staff.establishment_id, now)
    places = [device.kind] if device is not None else list(authenticators.PLACES)
    verdicts = [authenticators.allowed(rules, place, kind) for place in places]
    if not any(one.counts for one in verdicts):
        raise NotBelieved(verdicts[0].why, code="passkey_kind")
    return kind


def withdraw(
    session: Session, actor: Actor, credential_id: uuid.UUID, *, now: datetime
) -> Credential:
    """The passkey opens nothing from now on, and the sessions of its owner end. Raises NotFound."""
    row = find_to_change(session, Credential, actor.establishment_id, credential_id)
    if row.revoked_at is None:
        notices.revoke(session, row, actor, now=now)
        sessions.end_all_of(session, row.staff_id, now=now)
        notices.tell(session, notices.WITHDRAWN, of=row, by=actor.staff_id, now=now)
    return row


def keep(
    session: Session,
    staff: Staff,
    made: NewPasskey,
    kind: str,
    label: str,
    device: SeenDevice | None,
    *,
    now: datetime,
) -> Credential:
    """A row for a verified passkey. Raises Conflict when it is known."""
    known = select(Credential.id).where(Credential.credential_id == made.credential_id)
    if session.scalar(known) is not None:
        raise Conflict("Cette clé est déjà enregistrée.")
    is_ours = device is not None and device.establishment_id == staff.establishment_id
    row = Credential(
        id=new_id(),
        establishment_id=staff.establishment_id,
        staff_id=staff.id,
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
    session.flush()
    return row


def _tell(session: Session, invitation: Invitation, row: Credential, now: datetime) -> None:
    """Which link made the key, who asked for that link and who agreed to it: three names for one trace."""
    people = {"asked_by": invitation.created_by, "agreed_by": invitation.agreed_by}
    record(
        session,
        "passkey.registered",
        at=now,
        establishment_id=row.establishment_id,
        subject_id=row.staff_id,
        detail={
            "passkey": str(row.id),
            "kind": row.kind,
            "backup_eligible": row.is_backup_eligible,
            "backed_up": row.is_backed_up,
            "invitation": str(invitation.id),
            **{name: str(each) for name, each in people.items() if each is not None},
        },
    )
