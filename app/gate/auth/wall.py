"""The wall: all that a locked device needs to know, so that whoever works there can unlock it with no network.

It names staff by their first names, and nobody accompanied. One answer holds the lease, the intake key, and each
professional's passkeys and wrapped keys.
"""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.gate.audit.heads import last_head
from app.gate.auth import b64, fitting, intake, leases, replaced_keys, store_keys
from app.gate.auth.charter.accepting import accepted_by
from app.gate.auth.charter.texts import CURRENT, charter
from app.gate.auth.models import Device, DeviceUnit, UserKey
from app.gate.auth.policy import allows
from app.gate.auth.presence import SeenDevice, idle_seconds
from app.gate.auth.wall_rows import Read, home_row, staff_rows
from app.gate.directory import queries
from app.gate.directory.models import Unit
from app.gate.directory.queries import Member
from app.ground import clock
from app.ground.house import House

_SEEN_EVERY = timedelta(minutes=1)


def wall(house: House, device: SeenDevice, *, version: str, now: datetime) -> dict[str, Any]:
    """The wall of one device. Writes only when something is missing or out of date."""
    found = _find(house, device, now)
    if found.lease is None or found.lacks_a_key() or found.outsiders() or _unseen(device, now):
        with house.database.write() as session:
            _provide(session, house, device, found, now)
        found = _find(house, device, now)
    assert found.lease is not None
    with house.database.read() as session:
        kid, jwk = intake.current(session, house, device.establishment_id)
    return {
        "now": clock.to_text(now),
        "version": version,
        "device": {"id": str(device.id), "name": device.name, "kind": device.kind},
        "establishment": home_row(found.home),
        "rp_id": house.settings.rp_id,
        "idle_seconds": idle_seconds(device.kind, found.home.idle_seconds),
        "quick_hours": found.home.quick_hours,
        "units": [{"id": str(unit.id), "name": unit.name} for unit in found.units],
        "intake": {"kid": kid, "jwk": jwk},
        "lease": leases.signed(house, device.establishment_id, found.lease),
        "seal_head": b64.encode(found.head) if found.head else None,
        "charter": _charter(found),
        "staff": staff_rows(house, found),
    }


def _find(house: House, device: SeenDevice, now: datetime) -> Read:
    with house.database.read() as session:
        home = queries.establishment(session, device.establishment_id)
        here = _device_units(session, device.id)
        units = [
            unit for unit in queries.open_units(session, device.establishment_id) if unit.id in here
        ]
        team = _team(session, device, units, now)
        ids = [member.id for member in team]
        return Read(
            home=home,
            units=units,
            team=team,
            on_duty=queries.on_duty_at(session, device.establishment_id, now),
            fitting=fitting.passkeys_of(session, device, ids, now=now),
            user_keys={
                key.staff_id: key
                for key in session.scalars(select(UserKey).where(UserKey.staff_id.in_(ids)))
            },
            wrapped=store_keys.wrapped(session, device.id),
            lease=leases.fresh_enough(session, device.id, now=now),
            head=last_head(session),
            accepted=accepted_by(session, ids, CURRENT),
        )


def _charter(found: Read) -> dict[str, Any] | None:
    """What somebody of the team has yet to accept, so that they can with no network; None when everybody has."""
    is_due = any(member.id not in found.accepted for member in found.team)
    return charter().as_json() if is_due else None


def _device_units(session: Session, device_id: uuid.UUID) -> set[uuid.UUID]:
    return set(session.scalars(select(DeviceUnit.unit_id).where(DeviceUnit.device_id == device_id)))


def _team(session: Session, device: SeenDevice, units: list[Unit], now: datetime) -> list[Member]:
    """Whoever is assigned now to one of the device's units and may use the bedside screens."""
    here = {unit.id for unit in units}
    return [
        member
        for member in queries.members_at(session, device.establishment_id, now)
        if allows(member.role, "bedside.use")
        and here
        and (member.unit_ids is None or member.unit_ids & here)
    ]


def _unseen(device: SeenDevice, now: datetime) -> bool:
    return device.seen_at is None or device.seen_at + _SEEN_EVERY < now


def _provide(
    session: Session, house: House, device: SeenDevice, found: Read, now: datetime
) -> None:
    if found.lease is None:
        leases.renew(session, house, device, now=now)
        intake.current(session, house, device.establishment_id)  # a new home's first is made here
    replaced_keys.drop_old(session, house, device, now=now)
    if found.outsiders():
        replaced_keys.withdraw(session, house, device, found.opening(), now=now)
    if found.lacks_a_key() or found.outsiders():
        store_keys.refresh(session, house, device, found.opening(), now=now)
    session.execute(update(Device).where(Device.id == device.id).values(seen_at=now))
