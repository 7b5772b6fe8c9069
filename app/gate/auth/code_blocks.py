"""Codes that were tried in vain: what a tablet tells of its tries without network, and a block that is lifted."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.gate.audit.record import record
from app.gate.auth.actor import Actor
from app.gate.auth.key_models import PersonalCode
from app.gate.auth.models import Credential
from app.gate.auth.presence import SeenDevice
from app.gate.directory.finding import find_to_change
from app.ground.errors import Conflict, Refused

MOST_TOLD = 10_000


def lift(session: Session, actor: Actor, credential_id: uuid.UUID, *, now: datetime) -> Credential:
    """Five more tries with the same code, and then a new one. Raises NotFound, Conflict, Refused for one's own."""
    credential = find_to_change(session, Credential, actor.establishment_id, credential_id)
    if credential.staff_id == actor.staff_id:
        raise Refused("Le blocage de son propre code se lève par quelqu’un d’autre.")
    row = session.get(PersonalCode, credential.id, with_for_update=True)
    if row is None or row.blocked_at is None or credential.revoked_at is not None:
        raise Conflict("Ce code n’est pas bloqué.")
    row.blocked_at, row.tries, row.must_change = None, 0, True
    record(
        session,
        "code.lifted",
        at=now,
        actor=actor,
        subject_id=credential.staff_id,
        detail={"passkey": str(credential.id)},
    )
    return credential


def note_offline(
    session: Session, device: SeenDevice, told: Mapping[bytes, int], *, now: datetime
) -> None:
    """Keeps how many wrong codes each of this tablet's passkeys has seen without network (by credential id).

    It blocks nothing: a tablet says so by itself, and may be lied to.
    """
    rows = session.execute(
        select(Credential, PersonalCode)
        .join(PersonalCode, PersonalCode.credential_id == Credential.id)
        .where(
            Credential.credential_id.in_(told),
            Credential.registered_on == device.id,
            Credential.establishment_id == device.establishment_id,
        )
    )
    for credential, code in rows:
        count = told[credential.credential_id]
        code.tries_offline = min(code.tries_offline + count, MOST_TOLD)
        record(
            session,
            "code.tried_offline",
            at=now,
            establishment_id=device.establishment_id,
            subject_id=credential.staff_id,
            detail={"passkey": str(credential.id), "device": str(device.id), "tries": count},
        )
