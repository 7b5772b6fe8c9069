"""Rooms: where persons live. Their order within a unit is the walking order of the round."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.gate.directory import ranks
from app.gate.directory.finding import find_to_change
from app.gate.directory.models import Room, Unit
from app.gate.directory.trace import Doer, tell
from app.ground.checks import Checks
from app.ground.errors import Conflict
from app.ground.ids import new_id


def create_room(
    session: Session,
    actor: Doer | None,
    unit_id: uuid.UUID,
    *,
    name: str,
    establishment_id: uuid.UUID | None = None,
    room_id: uuid.UUID | None = None,
    now: datetime,
) -> Room:
    """A room, last in its unit's walking order. Raises NotFound, Invalid."""
    home = actor.establishment_id if actor else establishment_id
    assert home is not None
    unit = find_to_change(session, Unit, home, unit_id)
    siblings = _rooms(session, unit.id)
    clean = _checked_name(siblings, name, except_id=None)
    row = Room(
        id=room_id or new_id(),
        establishment_id=home,
        unit_id=unit.id,
        name=clean,
        position=len(siblings) + 1,
    )
    session.add(row)
    tell(session, "room.created", at=now, actor=actor, establishment_id=home, subject_id=row.id)
    return row


def rename_room(
    session: Session, actor: Doer, room_id: uuid.UUID, *, name: str, now: datetime
) -> Room:
    """Names a room. Raises NotFound, Invalid."""
    row = find_to_change(session, Room, actor.establishment_id, room_id)
    clean = _checked_name(_rooms(session, row.unit_id), name, except_id=row.id)
    if clean != row.name:
        row.name = clean
        tell(session, "room.renamed", at=now, actor=actor, subject_id=row.id)
    return row


def place_room(
    session: Session, actor: Doer, room_id: uuid.UUID, *, rank: int, now: datetime
) -> list[Room]:
    """Gives a room its rank, from 1, in the walking order; answers the rooms that moved. Raises NotFound."""
    row = find_to_change(session, Room, actor.establishment_id, room_id)
    moved = ranks.place(_rooms(session, row.unit_id), row, rank)
    if moved:
        tell(session, "room.placed", at=now, actor=actor, subject_id=row.id)
    return moved


def close_room(
    session: Session, actor: Doer, room_id: uuid.UUID, *, persons_there: int, now: datetime
) -> Room:
    """Closes a room. Raises NotFound, Conflict while somebody lives there."""
    row = find_to_change(session, Room, actor.establishment_id, room_id)
    if persons_there:
        raise Conflict(f"Quelqu’un vit encore dans la chambre {row.name} : changez-la d’abord.")
    if row.closed_at is None:
        row.closed_at = now
        tell(session, "room.closed", at=now, actor=actor, subject_id=row.id)
    return row


def reopen_room(session: Session, actor: Doer, room_id: uuid.UUID, *, now: datetime) -> Room:
    """Opens a closed room again. Raises NotFound, Conflict when another bears its name now."""
    row = find_to_change(session, Room, actor.establishment_id, room_id)
    if _is_taken(_rooms(session, row.unit_id), row.name, except_id=row.id):
        raise Conflict(f"Une autre chambre ouverte s’appelle déjà « {row.name} ».")
    if row.closed_at is not None:
        row.closed_at = None
        tell(session, "room.reopened", at=now, actor=actor, subject_id=row.id)
    return row


def _rooms(session: Session, unit_id: uuid.UUID) -> list[Room]:
    return list(
        session.scalars(
            select(Room).where(Room.unit_id == unit_id).order_by(Room.position, Room.id)
        )
    )


def _checked_name(siblings: Iterable[Room], name: str, *, except_id: uuid.UUID | None) -> str:
    checks = Checks()
    clean = checks.line("name", name, missing="Donnez un nom ou un numéro.", limit=40)
    if _is_taken(siblings, clean, except_id=except_id):
        checks.refuse("name", "Une chambre de cette unité porte déjà ce nom.")
    checks.end()
    return clean


def _is_taken(siblings: Iterable[Room], name: str, *, except_id: uuid.UUID | None) -> bool:
    return any(
        each.name.casefold() == name.casefold() and each.id != except_id and each.closed_at is None
        for each in siblings
    )
