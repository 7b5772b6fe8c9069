"""What the pages of the structure show: rooms with those who live there, tablets with how they are."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.areas.persons.queries import PersonValue, count_by_room, persons_of
from app.areas.steering.todo import SILENT
from app.gate.auth.actor import Actor, Subject
from app.gate.auth.devices import KINDS
from app.gate.auth.models import Device, DeviceUnit
from app.gate.auth.policy import may
from app.gate.directory.finding import find
from app.gate.directory.models import Unit
from app.gate.directory.structure import RoomValue, rooms_of
from app.ground.house import House

ADRIFT = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class RoomLine:
    """A room and who lives there: their names, for a reader who may know them; else how many."""

    room: RoomValue
    names: tuple[str, ...]
    count: int


def room_lines(session: Session, house: House, actor: Actor, unit_id: uuid.UUID) -> list[RoomLine]:
    """The open rooms of a unit, in walking order."""
    counts = count_by_room(session, actor.establishment_id)
    names = _names_by_room(session, house, actor, unit_id)
    rooms = rooms_of(session, actor.establishment_id, unit_id=unit_id)
    return [RoomLine(room, tuple(names[room.id]), counts.get(room.id, 0)) for room in rooms]


def _names_by_room(
    session: Session, house: House, actor: Actor, unit_id: uuid.UUID
) -> dict[uuid.UUID, list[str]]:
    names: dict[uuid.UUID, list[str]] = defaultdict(list)
    if may(actor, "person.read", Subject(actor.establishment_id, unit_id)):
        there: Iterable[PersonValue] = persons_of(
            session, house, actor.establishment_id, unit_ids=frozenset([unit_id])
        )
        for person in there:
            if person.room_id:
                names[person.room_id].append(person.name)
    return names


@dataclass(frozen=True, slots=True)
class DeviceLine:
    """A device as the office sees it."""

    id: uuid.UUID
    name: str
    kind: str
    units: tuple[str, ...]
    unit_ids: frozenset[uuid.UUID]
    state: str
    seen_at: datetime | None
    enrolled_at: datetime | None
    revoked_at: datetime | None
    link_until: datetime | None
    clock_offset_ms: int | None

    @property
    def kind_label(self) -> str:
        return KINDS[self.kind]

    @property
    def is_adrift(self) -> bool:
        return abs(self.clock_offset_ms or 0) > ADRIFT.total_seconds() * 1000


STATES = {
    "en-service": "En service",
    "silencieux": "Sans nouvelles",
    "a-enroler": "À enrôler",
    "revoque": "Révoqué",
}


def device_lines(
    session: Session, establishment_id: uuid.UUID, *, now: datetime
) -> list[DeviceLine]:
    """Every device of the home, those that need a look first."""
    rows = session.scalars(select(Device).where(Device.establishment_id == establishment_id)).all()
    units = _units_by_device(session, [row.id for row in rows])
    lines = [_line(row, units[row.id], now) for row in rows]
    order = ["silencieux", "a-enroler", "en-service", "revoque"]
    return sorted(lines, key=lambda line: (order.index(line.state), line.name.casefold()))


def device_line(
    session: Session, establishment_id: uuid.UUID, device_id: uuid.UUID, *, now: datetime
) -> DeviceLine:
    """One device. Raises NotFound."""
    row = find(session, Device, establishment_id, device_id)
    return _line(row, _units_by_device(session, [row.id])[row.id], now)


def _units_by_device(
    session: Session, ids: list[uuid.UUID]
) -> defaultdict[uuid.UUID, list[tuple[uuid.UUID, str]]]:
    found: defaultdict[uuid.UUID, list[tuple[uuid.UUID, str]]] = defaultdict(list)
    rows = session.execute(
        select(DeviceUnit.device_id, Unit.id, Unit.name)
        .join(Unit, Unit.id == DeviceUnit.unit_id)
        .where(DeviceUnit.device_id.in_(ids))
        .order_by(Unit.position)
    )
    for device_id, unit_id, name in rows:
        found[device_id].append((unit_id, name))
    return found


def _line(row: Device, units: list[tuple[uuid.UUID, str]], now: datetime) -> DeviceLine:
    return DeviceLine(
        id=row.id,
        name=row.name,
        kind=row.kind,
        units=tuple(name for _, name in units),
        unit_ids=frozenset(unit_id for unit_id, _ in units),
        state=_state(row, now),
        seen_at=row.seen_at,
        enrolled_at=row.enrolled_at,
        revoked_at=row.revoked_at,
        link_until=row.enrolment_expires_at,
        clock_offset_ms=row.clock_offset_ms,
    )


def _state(row: Device, now: datetime) -> str:
    if row.revoked_at is not None:
        return "revoque"
    if row.enrolled_at is None:
        return "a-enroler"
    return "silencieux" if row.seen_at is None or row.seen_at < now - SILENT else "en-service"
