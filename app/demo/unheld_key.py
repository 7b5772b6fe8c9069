"""The key of whoever enters by the demo's door: a session names one, and nobody holds this one's other half."""

from __future__ import annotations

import secrets
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric import ec
from sqlalchemy.orm import Session
from webauthn.helpers import encode_cbor

from app.areas.family.models import Relative
from app.ground.ids import new_id
from app.portal.keys import keys_of
from app.portal.models import RelativeCredential

_MARK = b"demo"


def unheld_key(session: Session, relative: Relative, *, now: datetime) -> RelativeCredential:
    """The relative's key of the demo, made at their first visit and after it was removed."""
    for kept in keys_of(session, relative.id):
        if kept.credential_id.startswith(_MARK):
            kept.used_at = now
            return kept
    made = RelativeCredential(
        id=new_id(),
        establishment_id=relative.establishment_id,
        relative_id=relative.id,
        credential_id=_MARK + secrets.token_bytes(28),
        public_key=_public_key(),
        sign_count=0,
        is_backed_up=False,
        created_at=now,
        used_at=now,
    )
    session.add(made)
    session.flush()
    return made


def _public_key() -> bytes:
    """An ES256 key as a device gives it; its other half is forgotten here."""
    numbers = ec.generate_private_key(ec.SECP256R1()).public_key().public_numbers()
    x, y = (number.to_bytes(32, "big") for number in (numbers.x, numbers.y))
    return encode_cbor({1: 2, 3: -7, -1: 1, -2: x, -3: y})
