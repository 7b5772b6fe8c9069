"""Where a person may live, and the facts that say so."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy.orm import Session

from app.areas.persons.models import Movement, Person
from app.gate.audit.record import Doer
from app.gate.directory.finding import find_to_change
from app.gate.directory.models import Room, Unit
from app.gate.sync.models import Tombstone
from app.ground.checks import Checks
from app.ground.database import take_revision
from app.ground.ids import new_id


def check_place(
    session: Session,
    establishment_id: uuid.UUID,
    unit_id: uuid.UUID | None,
    room_id: uuid.UUID | None,
) -> None:
    """Raises Invalid unless the unit is an open one of the home, and the room an open one of that unit."""
    checks = Checks()
    unit = session.get(Unit, unit_id) if unit_id else None
    if unit is None or unit.establishment_id != establishment_id:
        checks.refuse("unit_id", "Choisissez une unité.")
    elif unit.closed_at is not None:
        checks.refuse("unit_id", "Cette unité est fermée.")
    elif room_id is not None:
        room = session.get(Room, room_id)
        if room is None or room.unit_id != unit.id or room.closed_at is not None:
            checks.refuse("room_id", "Cette chambre n’est pas dans cette unité.")
    checks.end()


def settle(
    session: Session,
    person: Person,
    unit_id: uuid.UUID | None,
    room_id: uuid.UUID | None,
    *,
    now: datetime,
) -> None:
    """Puts the person there. Tablets of a unit that is left forget the person; those of the new one get all of it."""
    revision = take_revision(session, person.establishment_id)
    if person.unit_id is not None and person.unit_id != unit_id:
        session.add(gone_from(person, revision, now=now))
    if person.unit_id != unit_id:
        person.placed_revision = revision
    person.unit_id, person.room_id = unit_id, room_id


def gone_from(person: Person, revision: int, *, now: datetime) -> Tombstone:
    """What tells the tablets of the person's unit to forget the person."""
    assert person.unit_id is not None
    return Tombstone(
        id=new_id(),
        establishment_id=person.establishment_id,
        unit_id=person.unit_id,
        kind="person",
        object_id=person.id,
        revision=revision,
        at=now,
    )


def moved(
    session: Session,
    person: Person,
    kind: str,
    actor: Doer | None,
    *,
    occurred_at: datetime,
    now: datetime,
) -> None:
    """Adds a fact to the person's stay, at the place where the person is."""
    session.add(
        Movement(
            id=new_id(),
            establishment_id=person.establishment_id,
            person_id=person.id,
            kind=kind,
            unit_id=person.unit_id,
            room_id=person.room_id,
            author_id=actor.staff_id if actor else None,
            occurred_at=occurred_at,
            received_at=now,
        )
    )


def tell_tablets(session: Session, establishment_id: uuid.UUID, person_id: uuid.UUID) -> None:
    """Gives a person the next revision: something that tablets draw of them is kept elsewhere. Raises NotFound."""
    row = find_to_change(session, Person, establishment_id, person_id)
    row.revision = take_revision(session, establishment_id)
