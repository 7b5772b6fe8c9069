"""Those whose stay is over: what retention reckons from, without a name."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.areas.persons.models import Movement, Person, Picture
from app.gate.directory.finding import find
from app.ground.house import House
from app.ground.vault import KeyGone, SealBroken


@dataclass(frozen=True, slots=True)
class PastStay:
    """Somebody who left: when, when they were born, and whether a picture is kept."""

    person_id: uuid.UUID
    left_at: datetime
    born_on: date | None
    has_picture: bool


def stays_over(session: Session, house: House, establishment_id: uuid.UUID) -> list[PastStay]:
    """Everybody who left that home, the longest ago first. A row that does not open is left out: nobody knows of whom
    it is, and nothing goes unknown. A departure counts from the day it was noted where that is later: a wrong year
    makes nothing old.
    """
    noted = (
        select(func.max(Movement.received_at))
        .where(Movement.person_id == Person.id, Movement.kind == "departure")
        .scalar_subquery()
    )
    rows = session.execute(
        select(Person, Person.left_at, Picture.person_id, noted)
        .outerjoin(Picture, Picture.person_id == Person.id)
        .where(Person.establishment_id == establishment_id, Person.left_at.is_not(None))
        .order_by(Person.left_at, Person.id)
    ).all()
    house.vault.warm(row.Person.id for row in rows)
    found = []
    for person, left_at, picture, noted_at in rows:
        try:
            kept = house.vault.open(person.id, "person", person.id, person.sealed)
        except (KeyGone, SealBroken):
            continue
        born = kept.get("born_on")
        born_on = date.fromisoformat(born) if born else None
        assert left_at is not None  # as asked
        found.append(
            PastStay(person.id, max(left_at, noted_at or left_at), born_on, picture is not None)
        )
    return found


def admitted_at_of(session: Session, establishment_id: uuid.UUID, person_id: uuid.UUID) -> datetime:
    """When somebody came, there or left since. Raises NotFound for another home's person."""
    return find(session, Person, establishment_id, person_id).admitted_at


def places_of(
    session: Session, establishment_id: uuid.UUID, person_ids: Iterable[uuid.UUID]
) -> dict[uuid.UUID, list[tuple[datetime, uuid.UUID | None]]]:
    """By person, from which instant on they lived in which unit, oldest first; None once they had left."""
    wanted = set(person_ids)
    rows = session.execute(
        select(Movement.person_id, Movement.occurred_at, Movement.kind, Movement.unit_id)
        .where(Movement.establishment_id == establishment_id)
        .order_by(Movement.occurred_at, Movement.id)
    )
    found: dict[uuid.UUID, list[tuple[datetime, uuid.UUID | None]]] = defaultdict(list)
    for row in rows:
        if row.person_id in wanted:
            unit_id = None if row.kind == "departure" else row.unit_id
            found[row.person_id].append((row.occurred_at, unit_id))
    return found
