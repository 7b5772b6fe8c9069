"""What a tablet asks of the feed, and where each of the units it names stands now."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from app.gate.auth.actor import Actor, Subject
from app.gate.auth.models import DeviceUnit
from app.gate.auth.policy import may
from app.gate.directory.models import Establishment, Unit
from app.gate.sync.cursor import Cursor
from app.ground.database import RevisionCounter
from app.ground.errors import NotFound
from transmissions.visibility import BEDSIDE_WINDOW

UNKNOWN = "Cette unité n’existe pas, ou vous n’y êtes pas affecté·e."


@dataclass(frozen=True, slots=True)
class Asked:
    """One unit, and the cursor that the tablet holds for it, if any."""

    unit_id: uuid.UUID | None
    cursor: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A unit of the device as it stands in this reading."""

    unit_id: uuid.UUID
    establishment_id: uuid.UUID
    epoch: uuid.UUID
    timezone: str
    revision: int


# Written out once and asked of the connection, as in presence.py: this is asked by every tablet every few seconds.
_HOMES, _UNITS = Establishment.__table__, Unit.__table__
_DEVICE_UNITS, _COUNTERS = DeviceUnit.__table__, RevisionCounter.__table__
_PLACES = (
    select(
        _UNITS.c.id,
        _HOMES.c.id,
        _HOMES.c.epoch,
        _HOMES.c.timezone,
        _COUNTERS.c.value,
    )
    .join_from(_HOMES, _UNITS, _UNITS.c.establishment_id == _HOMES.c.id)
    .join(_DEVICE_UNITS, _DEVICE_UNITS.c.unit_id == _UNITS.c.id)
    .outerjoin(_COUNTERS, _COUNTERS.c.establishment_id == _HOMES.c.id)
    .where(
        _UNITS.c.id.in_(bindparam("units", expanding=True)),
        _UNITS.c.closed_at.is_(None),
        _HOMES.c.id == bindparam("home"),
        _DEVICE_UNITS.c.device_id == bindparam("device"),
    )
)


def places(
    session: Session, actor: Actor, device_id: uuid.UUID, asked: Iterable[Asked]
) -> dict[uuid.UUID, Place]:
    """The units among those asked that are open, the device's and the actor's. The others are as if unknown."""
    units = {one.unit_id for one in asked if one.unit_id is not None}
    home = actor.establishment_id
    seen = [unit for unit in units if may(actor, "journal.read", Subject(home, unit))]
    if not seen:
        return {}
    given = {"units": seen, "home": home, "device": device_id}
    rows = session.connection().execute(_PLACES, given)
    return {row[0]: Place(row[0], row[1], row[2], row[3], row[4] or 0) for row in rows}


def place_of(found: dict[uuid.UUID, Place], asked: Asked) -> Place:
    """Where the unit stands. Raises NotFound for one that is not the device's and the actor's."""
    place = found.get(asked.unit_id) if asked.unit_id else None
    if place is None:
        raise NotFound(UNKNOWN)
    return place


def standing(place: Place, device_id: uuid.UUID, now: datetime) -> Cursor:
    """The cursor of whoever is told everything now."""
    return Cursor(place.epoch, place.revision, now, place.unit_id, device_id, now)


def usable(held: Cursor | None, standing: Cursor) -> Cursor | None:
    """The cursor, if it speaks of this unit on this device in this epoch, not of the future, and is not too old."""
    if held is None or held.revision > standing.revision:
        return None
    here = (held.unit_id, held.device_id, held.epoch)
    if here != (standing.unit_id, standing.device_id, standing.epoch):
        return None
    return held if standing.as_of - held.as_of < BEDSIDE_WINDOW else None
