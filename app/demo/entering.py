"""Entering the demo world: a session without a passkey, on a tablet made of this browser, or at a desk."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from app.gate.auth import cookies, devices, proofs, replaced_keys, sessions
from app.gate.auth.actor import Actor
from app.gate.auth.actors import current_device
from app.gate.auth.keys import thumbprint_text
from app.gate.auth.models import AuthSession, Device, DeviceUnit
from app.gate.auth.presence import SeenDevice
from app.gate.auth.store_keys import StoreKeyOf
from app.gate.directory.models import Unit
from app.ground.errors import Conflict
from app.ground.house import House
from app.ground.ids import new_id


def open_session(
    session: Session,
    actor: Actor,
    session_id: uuid.UUID,
    device_id: uuid.UUID | None,
    jwk: dict[str, str],
    *,
    now: datetime,
) -> str:
    """A session of the demo, on a tablet or at a desk; returns its cookie's secret. Raises Conflict."""
    if session.get(AuthSession, session_id) is not None:
        raise Conflict("Cette session existe déjà : recommencez.")
    opened = AuthSession(
        id=session_id,
        establishment_id=actor.establishment_id,
        staff_id=actor.staff_id,
        device_id=device_id,
        basis="demo",
        jwk=jwk,
        thumbprint=thumbprint_text(jwk),
        opened_at=now,
        received_at=now,
        active_at=now,
    )
    session.add(opened)
    session.flush()
    secret = sessions.give_cookie(session, opened, now=now)
    proofs.tell(session, "session.opened", opened, now=now)
    return secret


def keys_for(
    session: Session, house: House, device: SeenDevice | Device, actor: Actor, *, now: datetime
) -> list[StoreKeyOf]:
    """The store keys of the actor's units on that tablet, opened: the data is fictional."""
    units = {unit for unit in devices.units_of(session, device.id) if actor.covers(unit)}
    keys = replaced_keys.all_opened(session, house, device, now=now)
    return [one for one in keys if one.unit_id in units]


def this_tablet(
    session: Session, actor: Actor, *, now: datetime
) -> tuple[SeenDevice | Device, str | None]:
    """This browser as a demo tablet of the actor's home, with its new cookie's secret if it was none.

    Raises Conflict on a device that was enrolled for real.
    """
    present = current_device()
    if present is not None and not present.is_demo:
        raise Conflict("Cet appareil est enrôlé avec de vraies clés : déverrouillez-le par le mur.")
    if present is not None and present.establishment_id == actor.establishment_id:
        return present, None
    secret = cookies.new_secret()
    made = Device(
        id=new_id(),
        establishment_id=actor.establishment_id,
        name="Tablette de démonstration",
        kind="shared",
        secret_hash=cookies.digest(secret),
        is_demo=True,
        created_at=now,
        enrolled_at=now,
        seen_at=now,
    )
    session.add(made)
    session.flush()
    home = made.establishment_id
    units = session.scalars(
        select(Unit.id).where(Unit.establishment_id == home, Unit.closed_at.is_(None))
    )
    session.execute(insert(DeviceUnit), [{"device_id": made.id, "unit_id": one} for one in units])
    return made, secret
