"""Store keys: what opens the local store that a team shares on one device, one key a unit.

The server makes them and wraps each, in advance, to the public key of every professional who may work there: a first
unlock on a given tablet then works with no network. On the device they rest only wrapped. Revoking a device drops them.

`replaced_keys` says what becomes of those of whoever no longer works there.
"""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from joserfc import jwe
from sqlalchemy import insert, select, true, update
from sqlalchemy.orm import Session

from app.gate.auth.keys import public_key
from app.gate.auth.models import Device, DeviceUnit, StoreKey, UserKey, WrappedStoreKey
from app.ground.house import House
from app.ground.vault import KeyGone

_KIND = "store"
_HEADER = {"alg": "ECDH-ES+A256KW", "enc": "A256GCM"}


class OfHome(Protocol):
    """A device: `presence.SeenDevice` and `models.Device` fit."""

    @property
    def id(self) -> uuid.UUID: ...
    @property
    def establishment_id(self) -> uuid.UUID: ...


@dataclass(frozen=True, slots=True)
class StoreKeyOf:
    """One store key as it travels: opened (32 bytes) or wrapped (compact JWE); `before` are those it replaced."""

    unit_id: uuid.UUID
    version: int
    key: bytes = b""
    jwe: str = ""
    before: tuple[StoreKeyOf, ...] = ()

    def all(self) -> tuple[StoreKeyOf, ...]:
        """The key, and those it replaced."""
        return (self, *self.before)


Wrapped = dict[tuple[uuid.UUID, str], dict[uuid.UUID, StoreKeyOf]]


def wrapped(session: Session, device_id: uuid.UUID) -> Wrapped:
    """What is wrapped of the device's current keys, by professional and thumbprint, then by unit."""
    versions_of = kept(session, device_id)
    found: Wrapped = {}
    rows = session.execute(
        select(
            WrappedStoreKey.staff_id,
            WrappedStoreKey.key_thumbprint,
            WrappedStoreKey.unit_id,
            WrappedStoreKey.version,
            WrappedStoreKey.jwe,
        )
        .where(WrappedStoreKey.device_id == device_id)
        .order_by(WrappedStoreKey.version)
    )
    before: dict[tuple[uuid.UUID, str, uuid.UUID], tuple[StoreKeyOf, ...]] = {}
    for row in rows:
        versions = versions_of.get(row.unit_id, [])
        if row.version not in versions:
            continue
        whose, one = (row.staff_id, row.key_thumbprint), StoreKeyOf(row.unit_id, row.version)
        older = before.get((*whose, row.unit_id), ())
        one = replace(one, jwe=row.jwe, before=older)
        if row.version == versions[-1]:
            found.setdefault(whose, {})[row.unit_id] = one
        before[(*whose, row.unit_id)] = (*older, replace(one, before=()))
    return found


def refresh(
    session: Session,
    house: House,
    device: OfHome,
    team: Mapping[uuid.UUID, Iterable[uuid.UUID]],
    *,
    now: datetime,
) -> None:
    """Makes what is missing, for a team given as professional → units: keys, and their wrapping."""
    keys = ensure(session, house, device, now=now)
    found = wrapped(session, device.id)
    rows = session.scalars(select(UserKey).where(UserKey.staff_id.in_(team)))
    for user_key in rows.all():
        mine = found.get((user_key.staff_id, user_key.thumbprint), {})
        for one in keys:
            if one.unit_id in team[user_key.staff_id] and one.unit_id not in mine:
                _wrap(session, device, one, user_key)


def ensure(session: Session, house: House, device: OfHome, *, now: datetime) -> list[StoreKeyOf]:
    """The device's keys, opened, one for each of its units; those that do not exist yet are made."""
    versions_of = kept(session, device.id)
    units = session.scalars(select(DeviceUnit.unit_id).where(DeviceUnit.device_id == device.id))
    keys = []
    for unit_id in units.all():
        versions = versions_of.get(unit_id)
        version = versions[-1] if versions else make(session, house, device, unit_id, now)
        keys.append(opened(house, device, unit_id, version))
    return keys


def opened(house: House, device: OfHome, unit_id: uuid.UUID, version: int) -> StoreKeyOf:
    """One key, opened. Raises KeyGone when it was dropped."""
    name = _name(device, unit_id, version)
    key = house.vault.get_secret(device.establishment_id, _KIND, name)
    return StoreKeyOf(unit_id, version, key=key)


def drop_all(session: Session, house: House, device: OfHome, *, now: datetime) -> None:
    """Drops every store key of a device at once: nobody can be given one again."""
    units = select(StoreKey.unit_id).where(StoreKey.device_id == device.id).distinct()
    for unit_id in session.scalars(units).all():
        drop(session, house, device, unit_id, now)


def forget_dropped(session: Session, house: House, *, now: datetime) -> set[uuid.UUID]:
    """After a restore: notes as dropped the keys that were dropped since the backup, which the key store has no more.

    Returns the devices that have lost every key they had: they were revoked.
    """
    rows = session.execute(
        select(StoreKey.device_id, StoreKey.unit_id, StoreKey.version, Device.establishment_id)
        .join(Device, Device.id == StoreKey.device_id)
        .where(StoreKey.dropped_at.is_(None))
    ).all()
    held: set[uuid.UUID] = set()
    for row in rows:
        name = f"{row.device_id}/{row.unit_id}/{row.version}"
        try:
            house.vault.get_secret(row.establishment_id, _KIND, name)
            held.add(row.device_id)
        except KeyGone:
            session.execute(
                update(StoreKey)
                .where(
                    StoreKey.device_id == row.device_id,
                    StoreKey.unit_id == row.unit_id,
                    StoreKey.version == row.version,
                )
                .values(dropped_at=now)
            )
    return {row.device_id for row in rows} - held


def kept(session: Session, device_id: uuid.UUID) -> dict[uuid.UUID, list[int]]:
    """The versions of each unit that were not dropped, the present one last."""
    rows = session.execute(
        select(StoreKey.unit_id, StoreKey.version)
        .where(StoreKey.device_id == device_id, StoreKey.dropped_at.is_(None))
        .order_by(StoreKey.version)
    )
    found: dict[uuid.UUID, list[int]] = {}
    for row in rows:
        found.setdefault(row.unit_id, []).append(row.version)
    return found


def make(session: Session, house: House, device: OfHome, unit_id: uuid.UUID, now: datetime) -> int:
    last = session.scalar(
        select(StoreKey.version)
        .where(StoreKey.device_id == device.id, StoreKey.unit_id == unit_id)
        .order_by(StoreKey.version.desc())
        .limit(1)
    )
    version = (last or 0) + 1
    name = _name(device, unit_id, version)
    try:
        # One that a restore made the data forget: the tablet's store is sealed under it, and stays readable.
        house.vault.get_secret(device.establishment_id, _KIND, name)
    except KeyGone:
        house.vault.put_secret(device.establishment_id, _KIND, name, secrets.token_bytes(32))
    session.execute(
        insert(StoreKey).values(
            device_id=device.id, unit_id=unit_id, version=version, created_at=now
        )
    )
    return version


def _wrap(session: Session, device: OfHome, one: StoreKeyOf, user_key: UserKey) -> None:
    sealed = jwe.encrypt_compact(
        {**_HEADER, "kid": user_key.thumbprint},
        one.key,
        public_key(user_key.public_jwk),
        algorithms=list(_HEADER.values()),
    )
    session.execute(
        insert(WrappedStoreKey).values(
            device_id=device.id,
            unit_id=one.unit_id,
            version=one.version,
            staff_id=user_key.staff_id,
            key_thumbprint=user_key.thumbprint,
            jwe=sealed,
        )
    )


def drop(
    session: Session,
    house: House,
    device: OfHome,
    unit_id: uuid.UUID,
    now: datetime,
    *,
    version: int | None = None,
) -> None:
    """One version of the unit's key, or all."""
    dropped = session.scalars(
        update(StoreKey)
        .where(
            StoreKey.device_id == device.id,
            StoreKey.unit_id == unit_id,
            StoreKey.dropped_at.is_(None),
            true() if version is None else StoreKey.version == version,
        )
        .values(dropped_at=now)
        .returning(StoreKey.version)
    )
    for each in dropped.all():
        name = _name(device, unit_id, each)
        house.vault.drop_secret(device.establishment_id, _KIND, name)


def _name(device: OfHome, unit_id: uuid.UUID, version: int) -> str:
    return f"{device.id}/{unit_id}/{version}"
