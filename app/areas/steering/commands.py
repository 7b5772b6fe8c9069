"""Intents about the structure that also touch persons, of whom the directory knows nothing."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from app.areas.persons import commands as persons
from app.areas.persons.queries import count_by_room, count_by_unit
from app.gate.auth.actor import Actor
from app.gate.directory import commands as directory
from app.gate.directory.models import Room, Unit
from app.ground.errors import Invalid

ROOMS_AT_ONCE = 80


def close_unit(session: Session, actor: Actor, unit_id: uuid.UUID, *, now: datetime) -> Unit:
    """Closes a unit where nobody lives. Raises NotFound, Conflict."""
    there = count_by_unit(session, actor.establishment_id).get(unit_id, 0)
    return directory.close_unit(session, actor, unit_id, persons_there=there, now=now)


def close_room(session: Session, actor: Actor, room_id: uuid.UUID, *, now: datetime) -> Room:
    """Closes a room where nobody lives. Raises NotFound, Conflict."""
    there = count_by_room(session, actor.establishment_id).get(room_id, 0)
    return directory.close_room(session, actor, room_id, persons_there=there, now=now)


def rename_room(
    session: Session, actor: Actor, room_id: uuid.UUID, *, name: str, now: datetime
) -> Room:
    """Names a room; tablets learn it through whoever lives there. Raises NotFound, Invalid."""
    room = directory.rename_room(session, actor, room_id, name=name, now=now)
    persons.restamp(session, actor.establishment_id, [room.id])
    return room


def place_room(
    session: Session, actor: Actor, room_id: uuid.UUID, *, rank: int, now: datetime
) -> None:
    """Gives a room its rank in the walking order; tablets learn it likewise. Raises NotFound."""
    moved = directory.place_room(session, actor, room_id, rank=rank, now=now)
    persons.restamp(session, actor.establishment_id, [room.id for room in moved])


def create_rooms(
    session: Session, actor: Actor, unit_id: uuid.UUID, names: Iterable[str], *, now: datetime
) -> list[Room]:
    """Several rooms, in this order. Raises NotFound; Invalid when one cannot be, and then none is."""
    rooms = []
    for name in names:
        try:
            rooms.append(directory.create_room(session, actor, unit_id, name=name, now=now))
        except Invalid as refusal:
            raise Invalid({"names": f"« {name} » : {refusal.fields['name']}"}) from refusal
        session.flush()
    return rooms


def room_names(text: str) -> list[str]:
    """The names that a line spells: `101, 102`, or `101-112` for each number from one to the other. Raises Invalid."""
    names: list[str] = []
    for part in (" ".join(piece.split()) for piece in text.replace(";", ",").split(",")):
        first, dash, last = part.partition("-")
        if dash and first.strip().isdecimal() and last.strip().isdecimal():
            names += _numbers(first.strip(), last.strip())
        elif part:
            names.append(part)
    if not names:
        raise Invalid({"names": "Donnez au moins un nom ou un numéro."})
    if len(names) > ROOMS_AT_ONCE:
        raise Invalid({"names": f"{len(names)} chambres d’un coup : {ROOMS_AT_ONCE} au plus."})
    return names


def _numbers(first: str, last: str) -> list[str]:
    if len(first) > 6 or len(last) > 6 or int(last) < int(first):
        raise Invalid({"names": f"« {first}-{last} » : le second numéro suit le premier."})
    if int(last) - int(first) >= ROOMS_AT_ONCE:
        raise Invalid({"names": f"« {first}-{last} » : {ROOMS_AT_ONCE} chambres au plus."})
    return [str(number).zfill(len(first)) for number in range(int(first), int(last) + 1)]
