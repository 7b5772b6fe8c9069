"""The intake key: tablets seal to its public half, the vault keeps the private ones.

It rotates quarterly. Private halves stay for 13 months after another took their place, so that a tablet forgotten in a
drawer can still hand in what it holds; then they are gone, and so is whatever was sealed to them.
"""

from __future__ import annotations

import json
import uuid
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import Any

from joserfc.jwk import ECKey
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.gate.audit.record import record
from app.gate.auth.keys import public_jwk, thumbprint_text
from app.gate.directory.models import Establishment
from app.ground import clock
from app.ground.house import House
from app.ground.vault import KeyGone

_KIND = "intake"
_LIST = "list"  # the names of the keys kept, the current one last
QUARTER = timedelta(days=91)
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
    """Makes a new current key, and drops those that were replaced more than 13 months ago; returns its id."""
    _hold(session, house, establishment_id)
    made = ECKey.generate_key("P-256", private=True)
    jwk = public_jwk(made)
    kid = thumbprint_text(jwk)
    house.vault.put_secret(establishment_id, _KIND, kid, made.as_pem(private=True))
    names = [*_kept(house, establishment_id), {"kid": kid, "jwk": jwk, "made_at": now.isoformat()}]
    gone = [one["kid"] for one, next_ in pairwise(names) if _made_at(next_) + KEPT < now]
    names = [one for one in names if one["kid"] not in gone]
    house.vault.put_secret(establishment_id, _KIND, _LIST, json.dumps(names).encode())
    for one in gone:
        house.vault.drop_secret(establishment_id, _KIND, one)
    return kid


def rotate_due(session: Session, house: House, *, now: datetime) -> int:
    """Rotates the key of every establishment whose quarter is over, and tells the trail; returns how many."""
    homes = session.scalars(select(Establishment.id).order_by(Establishment.id)).all()
    done = 0
    for home in homes:
        _hold(session, house, home)
        kept = _kept(house, home)
        if kept and _made_at(kept[-1]) + QUARTER <= now:
            rotate(session, house, home, now=now)
            record(session, "keys.intake_rotated", at=now, establishment_id=home)
            done += 1
    return done


def _hold(session: Session, house: House, establishment_id: uuid.UUID) -> None:
    """Two who rotate wait for each other, and the second reads what the first has left."""
    session.execute(
        select(Establishment.id).where(Establishment.id == establishment_id).with_for_update()
    )
    house.vault.forget()


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
