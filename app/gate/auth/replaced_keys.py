"""Store keys that are replaced, because somebody who was given them no longer works there.

It is done at the device's next wall, whatever ended: an assignment, a role, a stay in the team. What they were given
opens nothing that is written from then on. The key before stays a while for the others: a tablet seals its store
again at the next unlock there, with or without network.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from itertools import groupby

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.gate.audit.record import record
from app.gate.auth import store_keys
from app.gate.auth.models import Device, StoreKey, WrappedStoreKey
from app.gate.auth.store_keys import OfHome, StoreKeyOf, Wrapped, drop, ensure, kept, make, wrapped
from app.ground.house import House

KEPT = timedelta(hours=72)
"""How long a key that was replaced is still handed to the team: the longest that a tablet opens without network."""
MOST_KEPT = 3


def rotate(
    session: Session, house: House, device: OfHome, unit_id: uuid.UUID, *, now: datetime
) -> int:
    """A new key for one unit of the device; returns its version. The tablet seals its store again under it."""
    version = make(session, house, device, unit_id, now)
    detail = {"unit": str(unit_id), "version": version}
    home = device.establishment_id
    record(
        session,
        "keys.store_replaced",
        at=now,
        establishment_id=home,
        subject_id=device.id,
        detail=detail,
    )
    return version


def all_opened(
    session: Session, house: House, device: OfHome, *, now: datetime
) -> list[StoreKeyOf]:
    """As `ensure`, with the keys that were replaced and are still kept: for whoever is given them at each unlock."""
    keys = ensure(session, house, device, now=now)
    versions = kept(session, device.id)
    older = [(one.unit_id, each) for one in keys for each in versions.get(one.unit_id, [])[:-1]]
    return [*keys, *(store_keys.opened(house, device, *one) for one in older)]


def outsiders(
    found: Wrapped, team: Mapping[uuid.UUID, Iterable[uuid.UUID]]
) -> set[tuple[uuid.UUID, uuid.UUID]]:
    """Who holds the key of which unit without being of its team any more, as (staff, unit)."""
    theirs = {staff_id: set(units) for staff_id, units in team.items()}
    held = {(staff_id, unit_id) for (staff_id, _), keys in found.items() for unit_id in keys}
    return {one for one in held if one[1] not in theirs.get(one[0], ())}


def withdraw(
    session: Session,
    house: House,
    device: OfHome,
    team: Mapping[uuid.UUID, Iterable[uuid.UUID]],
    *,
    now: datetime,
) -> None:
    """Replaces each key that somebody outside the team holds, and forgets what was wrapped to them."""
    session.execute(select(Device.id).where(Device.id == device.id).with_for_update())
    gone = outsiders(wrapped(session, device.id), team)
    for unit_id in sorted({unit_id for _, unit_id in gone}):
        rotate(session, house, device, unit_id, now=now)
    for staff_id, unit_id in gone:
        session.execute(
            delete(WrappedStoreKey).where(
                WrappedStoreKey.device_id == device.id,
                WrappedStoreKey.unit_id == unit_id,
                WrappedStoreKey.staff_id == staff_id,
            )
        )


def drop_old(session: Session, house: House, device: OfHome, *, now: datetime) -> None:
    """Drops the keys that were replaced long ago, or too many times since."""
    rows = session.execute(
        select(StoreKey.unit_id, StoreKey.version, StoreKey.created_at)
        .where(StoreKey.device_id == device.id, StoreKey.dropped_at.is_(None))
        .order_by(StoreKey.unit_id, StoreKey.version.desc())
    ).all()
    for unit_id, versions in groupby(rows, key=lambda row: row.unit_id):
        replaced_at: list[datetime] = []
        for row in versions:
            is_old = bool(replaced_at) and replaced_at[-1] + KEPT <= now
            if is_old or len(replaced_at) > MOST_KEPT:
                drop(session, house, device, unit_id, now, version=row.version)
            replaced_at.append(row.created_at)
