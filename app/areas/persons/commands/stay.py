"""A person's stay: room and unit, absences, departure. Each change is a signed fact, and tablets follow."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.areas.persons import away
from app.areas.persons.identity import PRESENCES
from app.areas.persons.models import Movement, Person
from app.areas.persons.places import check_place, moved, settle
from app.gate.audit.record import Doer, record
from app.gate.directory.finding import find_to_change
from app.ground.database import take_revision
from app.ground.errors import Conflict, Invalid
from app.ground.stamps import check_unchanged


def move(
    session: Session,
    actor: Doer,
    person_id: uuid.UUID,
    *,
    unit_id: uuid.UUID | None,
    room_id: uuid.UUID | None,
    seen: str | None = None,
    now: datetime,
) -> Person:
    """Changes room or unit. Raises NotFound, Invalid, Conflict (left meanwhile, or no longer as `seen`)."""
    row = _present(session, actor, person_id)
    check_place(session, actor.establishment_id, unit_id, room_id)
    check_unchanged(place_of(row), seen)
    if (row.unit_id, row.room_id) != (unit_id, room_id):
        kind = "room" if row.unit_id == unit_id else "unit"
        settle(session, row, unit_id, room_id, now=now)
        moved(session, row, kind, actor, occurred_at=now, now=now)
        record(session, "person.moved", at=now, actor=actor, person_id=row.id)
    return row


def set_presence(
    session: Session, actor: Doer, person_id: uuid.UUID, presence: str, *, now: datetime
) -> Person:
    """Says that the person is here, at the hospital or on an outing. Raises NotFound, Invalid, Conflict."""
    if presence not in PRESENCES:
        raise Invalid({"presence": "Choisissez où est la personne."})
    row = _present(session, actor, person_id)
    if row.presence != presence:
        row.presence = presence
        kind = "return" if presence == "present" else presence
        moved(session, row, kind, actor, occurred_at=now, now=now)
        record(
            session,
            "person.presence_set",
            at=now,
            actor=actor,
            person_id=row.id,
            detail={"presence": presence},
        )
        away.note_presence(session, row, presence, actor, now=now)
    return row


def leave(
    session: Session, actor: Doer, person_id: uuid.UUID, *, left_at: datetime, now: datetime
) -> Person:
    """Ends the stay: the person leaves every tablet, the record stays. Raises NotFound, Invalid, Conflict."""
    row = _present(session, actor, person_id)
    if not row.admitted_at <= left_at <= now:
        raise Invalid({"left_on": "La sortie a lieu entre l’entrée et aujourd’hui."})
    moved(session, row, "departure", actor, occurred_at=left_at, now=now)
    settle(session, row, None, None, now=now)
    row.left_at, row.presence = left_at, "present"
    record(session, "person.left", at=now, actor=actor, person_id=row.id)
    away.end_with_stay(session, row, actor, now=now)
    return row


def come_back(session: Session, actor: Doer, person_id: uuid.UUID, *, now: datetime) -> Person:
    """Undoes a departure: the person is again where it says. Raises NotFound, Invalid when that place is closed."""
    row = find_to_change(session, Person, actor.establishment_id, person_id)
    if row.left_at is not None:
        last = session.scalars(
            select(Movement)
            .where(Movement.person_id == row.id, Movement.kind == "departure")
            .order_by(Movement.id.desc())
            .limit(1)
        ).one()
        check_place(session, actor.establishment_id, last.unit_id, last.room_id)
        row.left_at = None
        settle(session, row, last.unit_id, last.room_id, now=now)
        moved(session, row, "return", actor, occurred_at=now, now=now)
        record(session, "person.came_back", at=now, actor=actor, person_id=row.id)
    return row


def restamp(session: Session, establishment_id: uuid.UUID, room_ids: Iterable[uuid.UUID]) -> None:
    """Gives those who live in these rooms the next revision: a room's name and rank are part of what tablets draw."""
    rows = session.scalars(
        select(Person).where(
            Person.establishment_id == establishment_id, Person.room_id.in_(list(room_ids))
        )
    ).all()
    for row in rows:
        row.revision = take_revision(session, establishment_id)


def place_of(row: Person) -> dict[str, object]:
    """What a form about the person's place shows."""
    return {"unit_id": row.unit_id, "room_id": row.room_id}


def _present(session: Session, actor: Doer, person_id: uuid.UUID) -> Person:
    row = find_to_change(session, Person, actor.establishment_id, person_id)
    if row.left_at is not None:
        raise Conflict("Cette personne est sortie : annulez d’abord sa sortie.")
    return row
