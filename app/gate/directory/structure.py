"""Units and rooms, read: as values, in the order people walk them."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.gate.directory.finding import find
from app.gate.directory.models import Establishment, Room, Unit


@dataclass(frozen=True, slots=True)
class UnitValue:
    """A unit; `closed_at` is None while it is open."""

    id: uuid.UUID
    name: str
    kind: str
    closed_at: datetime | None


@dataclass(frozen=True, slots=True)
class RoomValue:
    """A room of a unit."""

    id: uuid.UUID
    unit_id: uuid.UUID
    name: str
    closed_at: datetime | None


def establishment_of(session: Session, establishment_id: uuid.UUID) -> Establishment:
    """That establishment."""
    return session.get_one(Establishment, establishment_id)


def zone_of(session: Session, establishment_id: uuid.UUID) -> ZoneInfo:
    """The time zone in which that home lives."""
    return ZoneInfo(establishment_of(session, establishment_id).timezone)


def units_of(
    session: Session, establishment_id: uuid.UUID, *, closed: bool = False
) -> list[UnitValue]:
    """The open units in their order; the closed ones when `closed`."""
    rows = session.scalars(
        select(Unit)
        .where(Unit.establishment_id == establishment_id)
        .where(Unit.closed_at.is_not(None) if closed else Unit.closed_at.is_(None))
        .order_by(Unit.position, Unit.id)
    )
    return [UnitValue(row.id, row.name, row.kind, row.closed_at) for row in rows]


def unit_of(session: Session, establishment_id: uuid.UUID, unit_id: uuid.UUID) -> UnitValue:
    """One unit, open or closed. Raises NotFound."""
    row = find(session, Unit, establishment_id, unit_id)
    return UnitValue(row.id, row.name, row.kind, row.closed_at)


def rooms_of(
    session: Session,
    establishment_id: uuid.UUID,
    *,
    unit_id: uuid.UUID | None = None,
    closed: bool = False,
) -> list[RoomValue]:
    """The open rooms of the home, or of one unit, in walking order; the closed ones when `closed`."""
    query = (
        select(Room)
        .join(Unit, Unit.id == Room.unit_id)
        .where(Room.establishment_id == establishment_id)
        .where(Room.closed_at.is_not(None) if closed else Room.closed_at.is_(None))
        .order_by(Unit.position, Room.position, Room.id)
    )
    if unit_id is not None:
        query = query.where(Room.unit_id == unit_id)
    return [_room(row) for row in session.scalars(query)]


def room_of(session: Session, establishment_id: uuid.UUID, room_id: uuid.UUID) -> RoomValue:
    """One room, open or closed. Raises NotFound."""
    return _room(find(session, Room, establishment_id, room_id))


def _room(row: Room) -> RoomValue:
    return RoomValue(row.id, row.unit_id, row.name, row.closed_at)
