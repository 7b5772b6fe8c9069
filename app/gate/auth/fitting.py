"""Which passkeys of a team fit a device, and what to say to whoever has none that does."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.gate.auth import authenticators
from app.gate.auth.key_models import PersonalCode
from app.gate.auth.models import Credential
from app.gate.auth.presence import SeenDevice


@dataclass(slots=True)
class Fitting:
    """By professional: their passkeys that open here, the last used first; and the codes, by passkey. `lacks` says in
    French why somebody's passkeys open nothing here.
    """

    passkeys: dict[uuid.UUID, list[Credential]] = field(default_factory=dict)
    codes: dict[uuid.UUID, PersonalCode] = field(default_factory=dict)
    lacks: dict[uuid.UUID, str] = field(default_factory=dict)


def passkeys_of(
    session: Session, device: SeenDevice, ids: Collection[uuid.UUID], *, now: datetime
) -> Fitting:
    """What fits this device among the passkeys of these professionals."""
    found = Fitting()
    rules = authenticators.rules_at(session, device.establishment_id, now)
    rows = session.execute(
        select(Credential, PersonalCode)
        .outerjoin(PersonalCode, PersonalCode.credential_id == Credential.id)
        .where(Credential.staff_id.in_(ids), Credential.revoked_at.is_(None))
    )
    for one, code in rows:
        verdict = authenticators.opens(rules, device, one)
        if not verdict.counts:
            found.lacks.setdefault(one.staff_id, _why(verdict.why))
            continue
        found.passkeys.setdefault(one.staff_id, []).append(one)
        if verdict.needs_code and code is not None:
            found.codes[one.id] = code
    for staff_id, mine in found.passkeys.items():
        mine.sort(key=lambda one: one.used_at or one.created_at, reverse=True)
        found.lacks.pop(staff_id, None)
    return found


def _why(why: str) -> str:
    return f"Votre clé ne sert pas ici. {why} Demandez une invitation à la coordination."
