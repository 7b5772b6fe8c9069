"""What the pages of the structure show: rooms with those who live there."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.areas.persons.queries import PersonValue, count_by_room, persons_of
from app.gate.auth.actor import Actor, Subject
from app.gate.auth.policy import may
from app.gate.directory.structure import RoomValue, rooms_of
from app.ground.house import House


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
