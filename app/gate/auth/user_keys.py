"""The user's key pair beside each passkey: which passkeys open it, and how one of a former pair learns the present.

A pair is replaced when a key is registered with no older one at hand to open it. Passkeys that carry the former pair go
on opening tablets with the network; the page that made the new pair seals its private half to the former one, and such
a passkey wraps it for itself the next time it unlocks a tablet online. The server reads none of these halves.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.gate.auth import b64
from app.gate.auth.keys import checked, thumbprint_text
from app.gate.auth.models import Credential, UserKey
from app.gate.auth.reads import UserKeyBody
from app.ground.errors import Conflict


@dataclass(frozen=True, slots=True)
class WrappedUserKey:
    """A user's key pair: its public half, the private one under a passkey's PRF output, and, for each passkey (by id)
    that carries a former pair, the private half sealed to that pair.
    """

    public_jwk: dict[str, str]
    iv: bytes
    wrapped: bytes
    bridges: Mapping[str, str] = field(default_factory=dict)


def of_body(body: UserKeyBody | None) -> WrappedUserKey | None:
    """The pair that a page sent, once its public half is known to be one. Raises Invalid."""
    if body is None:
        return None
    jwk = checked(body.public_jwk, "user_key.public_jwk")
    bridges = {one.id: one.jwe for one in body.bridges}
    return WrappedUserKey(jwk, b64.decode(body.iv), b64.decode(body.wrapped), bridges)


def is_current(one: Credential, user_key: UserKey | None) -> bool:
    """Whether the passkey opens the present pair, and so a tablet without network."""
    if one.wrapped_key is None or one.user_jwk is None or user_key is None:
        return False
    return thumbprint_text(one.user_jwk) == user_key.thumbprint


def wrap_of(one: Credential) -> dict[str, str] | None:
    """The private half that the passkey carries, as it travels."""
    if one.wrap_iv is None or one.wrapped_key is None:
        return None
    return {"iv": b64.encode(one.wrap_iv), "wrapped": b64.encode(one.wrapped_key)}


def keep(session: Session, row: Credential, made: WrappedUserKey, now: datetime) -> None:
    """The passkey carries this pair from now on. One that was not known becomes the present one."""
    thumbprint = thumbprint_text(made.public_jwk)
    kept = session.get(UserKey, row.staff_id)
    if kept is None or kept.thumbprint != thumbprint:
        for other in _carrying(session, row.staff_id):
            other.bridge = made.bridges.get(b64.encode(other.credential_id))
        session.merge(
            UserKey(
                staff_id=row.staff_id,
                public_jwk=made.public_jwk,
                thumbprint=thumbprint,
                created_at=now,
            )
        )
    row.wrap_iv, row.wrapped_key, row.bridge = made.iv, made.wrapped, None
    row.user_jwk = made.public_jwk


def carriers(session: Session, staff_id: uuid.UUID) -> list[dict[str, Any]]:
    """The passkeys that carry a pair, and its public half: what a new pair is to be sealed to."""
    return [
        {"id": b64.encode(one.credential_id), "public_jwk": one.user_jwk}
        for one in _carrying(session, staff_id)
    ]


def lacking(session: Session, one: Credential) -> dict[str, Any] | None:
    """What a page needs so that this passkey opens the present pair; None when it does, or when nothing would help."""
    user_key = session.get(UserKey, one.staff_id)
    if is_current(one, user_key) or (user_key is not None and one.bridge is None):
        return None
    return {
        "public_jwk": user_key.public_jwk if user_key else None,
        "wrap": wrap_of(one),
        "bridge": one.bridge,
    }


def mend(session: Session, one: Credential, made: WrappedUserKey, *, now: datetime) -> None:
    """The passkey wraps the present pair for itself, or brings the first one. Raises Conflict when there is no need."""
    user_key = session.get(UserKey, one.staff_id)
    is_other = user_key is not None and user_key.thumbprint != thumbprint_text(made.public_jwk)
    if is_other or is_current(one, user_key):
        raise Conflict("Cette clé n’a rien à reprendre.")
    keep(session, one, made, now)


def let_go(one: Credential) -> None:
    """What a withdrawn passkey carried goes with it."""
    one.wrap_iv = one.wrapped_key = one.bridge = one.user_jwk = None


def _carrying(session: Session, staff_id: uuid.UUID) -> list[Credential]:
    found = select(Credential).where(
        Credential.staff_id == staff_id,
        Credential.revoked_at.is_(None),
        Credential.wrapped_key.is_not(None),
        Credential.user_jwk.is_not(None),
    )
    return list(session.scalars(found))
