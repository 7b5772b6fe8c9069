"""The intake key: tablets seal to its public half, the vault keeps the private ones.

It rotates quarterly. Private halves are kept 13 months, so that a tablet forgotten in a drawer can still hand in what
it holds; then they are gone, and so is whatever was sealed to them.
"""

from __future__ import annotations

import json
import uuid
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from joserfc.jwk import ECKey
from sqlalchemy.orm import Session

from app.gate.auth.keys import public_jwk, thumbprint_text
from app.ground import clock
from app.ground.house import House
from app.ground.vault import KeyGone

_KIND = "intake"
_LIST = "list"  # the names of the keys kept, the current one last
KEPT = timedelta(days=396)


def current(
    session: Session, house: House, establishment_id: uuid.UUID
) -> tuple[str, dict[str, str]]:
    """The key id and the public JWK that tablets seal to now; the first is made when it is asked for."""
    kept = _kept(house, establishment_id)
    if not kept:
        rotate(session, house, establishment_id, now=clock.now())
        kept = _kept(house, establishment_id)
    return kept[-1]["kid"], kept[-1]["jwk"]


def private(house: House, establishment_id: uuid.UUID, kid: str) -> ECKey:
    """The private key of that id. Raises KeyGone when it never existed here, or is past its 13 months."""
    if len(kid) != 43:
        raise KeyGone("no intake key of that name")
    return _imported(house.vault.get_secret(establishment_id, _KIND, kid))


def rotate(session: Session, house: House, establishment_id: uuid.UUID, *, now: datetime) -> str:
    """Makes a new current key and drops those older than 13 months; returns its id."""
    made = ECKey.generate_key("P-256", private=True)
    jwk = public_jwk(made)
    kid = thumbprint_text(jwk)
    kept = _kept(house, establishment_id)
    gone = [one for one in kept if _made_at(one) + KEPT < now]
    house.vault.put_secret(establishment_id, _KIND, kid, made.as_pem(private=True))
    names = [one for one in kept if one not in gone]
    names.append({"kid": kid, "jwk": jwk, "made_at": now.isoformat()})
    house.vault.put_secret(establishment_id, _KIND, _LIST, json.dumps(names).encode())
    for one in gone:
        house.vault.drop_secret(establishment_id, _KIND, one["kid"])
    return kid


def _kept(house: House, establishment_id: uuid.UUID) -> list[dict[str, Any]]:
    try:
        names: list[dict[str, Any]] = json.loads(
            house.vault.get_secret(establishment_id, _KIND, _LIST)
        )
    except KeyGone:
        return []
    return names


def _made_at(one: dict[str, Any]) -> datetime:
    return datetime.fromisoformat(one["made_at"])


@lru_cache(maxsize=64)
def _imported(pem: bytes) -> ECKey:
    """Parsing costs more than opening the vault, which is asked each time and forgets what is destroyed."""
    return ECKey.import_key(pem)
