"""Rows of persons in, values out: the one place where their seals are opened for a page."""

from __future__ import annotations

import base64
import uuid
from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from app.areas.persons.absences import AbsenceValue, absences_of, absences_shown
from app.areas.persons.circle import Around, around
from app.areas.persons.coded import coded_marks
from app.areas.persons.file.identity import NationalIdentity, statuses_of
from app.areas.persons.file.trusted import without_trusted
from app.areas.persons.identity import UNREADABLE
from app.areas.persons.models import Movement, Person, Picture
from app.areas.persons.past import PastStay, admitted_at_of, places_of, stays_over
from app.areas.persons.representation import (
    Contact,
    contacts_by_person,
    contacts_of,
    measures_of,
    trusted_of,
)
from app.areas.persons.representation_rules import Ground, ground_of, who_may
from app.areas.persons.values import Mark, MovementValue, PersonValue
from app.gate.directory.models import Room, Unit
from app.ground.errors import NotFound
from app.ground.folding import fold
from app.ground.house import House
from app.ground.vault import KeyGone, SealBroken

__all__ = [
    "AbsenceValue",
    "Around",
    "Contact",
    "Ground",
    "Mark",
    "MovementValue",
    "NationalIdentity",
    "PastStay",
    "PersonValue",
    "absences_of",
    "absences_shown",
    "admitted_at_of",
    "around",
    "contacts_by_person",
    "contacts_of",
    "ground_of",
    "measures_of",
    "places_of",
    "statuses_of",
    "stays_over",
    "trusted_of",
    "who_may",
    "without_trusted",
]


def persons_of(
    session: Session,
    house: House,
    establishment_id: uuid.UUID,
    *,
    unit_ids: frozenset[uuid.UUID] | None = None,
    left: bool = False,
) -> list[PersonValue]:
    """The persons there (or those who left), in walking order; only those of `unit_ids` when it is given."""
    query = _query(establishment_id).where(
        Person.left_at.is_not(None) if left else Person.left_at.is_(None)
    )
    if unit_ids is not None:
        query = query.where(Person.unit_id.in_(unit_ids))
    rows = session.execute(query).all()
    house.vault.warm(row.Person.id for row in rows)
    values = (_value(house, *row) for row in rows)
    return sorted(
        (value for value in values if value), key=lambda value: (value.walk, value.listed_name)
    )


def person_of(
    session: Session, house: House, establishment_id: uuid.UUID, person_id: uuid.UUID
) -> PersonValue:
    """One person of that establishment. Raises NotFound."""
    row = session.execute(_query(establishment_id).where(Person.id == person_id)).one_or_none()
    value = _value(house, *row) if row else None
    if value is None:
        raise NotFound()
    return value


def marks_shown(session: Session, house: House, person: PersonValue) -> list[Mark]:
    """What tablets show at once of a person: what is known in codes, then the words that no code answers."""
    written = [{"kind": mark.kind, "text": mark.text} for mark in person.marks]
    coded = coded_marks(session, house.vault, [person.id]).get(person.id)
    shown = coded.with_words(written) if coded else written
    return [Mark(one["kind"], one["text"]) for one in shown]


def picture_of(session: Session, house: House, person_id: uuid.UUID) -> bytes | None:
    """The person's picture (WebP); None when there is none, or none that opens."""
    row = session.get(Picture, person_id)
    if row is None:
        return None
    try:
        kept = house.vault.open(person_id, "picture", person_id, row.sealed)
    except (KeyGone, SealBroken):
        return None
    return base64.b64decode(kept["webp"])


def movements_of(session: Session, person_id: uuid.UUID) -> list[MovementValue]:
    """The person's stay, newest first."""
    rows = session.execute(
        select(Movement, Unit.name, Room.name)
        .outerjoin(Unit, Unit.id == Movement.unit_id)
        .outerjoin(Room, Room.id == Movement.room_id)
        .where(Movement.person_id == person_id)
        .order_by(Movement.occurred_at.desc(), Movement.id.desc())
    )
    return [
        MovementValue(row.kind, unit, room, row.author_id, row.occurred_at)
        for row, unit, room in rows
    ]


def last_departure(session: Session, person_id: uuid.UUID) -> datetime | None:
    """The last instant at which a departure of the person was so, or was noted; None when there was none."""
    when = select(func.max(Movement.occurred_at), func.max(Movement.received_at))
    about = when.where(Movement.person_id == person_id, Movement.kind == "departure")
    return max((one for one in session.execute(about).one() if one is not None), default=None)


def unit_of(
    session: Session, establishment_id: uuid.UUID, person_id: uuid.UUID
) -> uuid.UUID | None:
    """The unit where a person lives, None when they left. Raises NotFound for another home's person."""
    row = session.execute(
        select(Person.unit_id).where(
            Person.id == person_id, Person.establishment_id == establishment_id
        )
    ).one_or_none()
    if row is None:
        raise NotFound()
    unit_id: uuid.UUID | None = row.unit_id
    return unit_id


def ids_of(
    session: Session,
    establishment_id: uuid.UUID,
    *,
    unit_ids: frozenset[uuid.UUID] | None = None,
) -> set[uuid.UUID]:
    """Who lives there, in those units when they are given; nothing is opened."""
    query = select(Person.id).where(
        Person.establishment_id == establishment_id, Person.left_at.is_(None)
    )
    if unit_ids is not None:
        query = query.where(Person.unit_id.in_(unit_ids))
    return set(session.scalars(query))


def changed_since(session: Session, establishment_id: uuid.UUID, revision: int) -> set[uuid.UUID]:
    """Of whom something changed after that revision: identity, place, marks, what is known in codes."""
    query = select(Person.id).where(
        Person.establishment_id == establishment_id, Person.revision > revision
    )
    return set(session.scalars(query))


def count_by_unit(session: Session, establishment_id: uuid.UUID) -> dict[uuid.UUID, int]:
    """How many persons live in each unit."""
    return _count(session, establishment_id, Person.unit_id)


def count_by_room(session: Session, establishment_id: uuid.UUID) -> dict[uuid.UUID, int]:
    """How many persons live in each room."""
    return _count(session, establishment_id, Person.room_id)


def count_without_room(session: Session, establishment_id: uuid.UUID) -> int:
    """How many persons live in a unit of the home but in none of its rooms."""
    query = (
        select(func.count())
        .select_from(Person)
        .join(Unit, Unit.id == Person.unit_id)
        .where(
            Person.establishment_id == establishment_id,
            Person.left_at.is_(None),
            Person.room_id.is_(None),
            Unit.kind == "unit",
        )
    )
    return session.scalar(query) or 0


def same_person(
    others: Iterable[PersonValue], family_name: str, given_name: str, born_on: date
) -> PersonValue | None:
    """Whoever bears the same names and birth date, or None."""
    family, given = fold(family_name), fold(given_name)
    for other in others:
        families = {fold(name) for name in (other.family_name, other.used_name) if name}
        is_same = other.born_on == born_on and fold(other.given_name) == given
        if is_same and family in families:
            return other
    return None


def _count(session: Session, establishment_id: uuid.UUID, column: object) -> dict[uuid.UUID, int]:
    rows = session.execute(
        select(column, func.count())  # type: ignore[call-overload]
        .where(Person.establishment_id == establishment_id, Person.left_at.is_(None))
        .group_by(column)
    )
    return {key: count for key, count in rows if key is not None}


def _query(establishment_id: uuid.UUID) -> Select[Person, Unit, Room, uuid.UUID]:
    return (
        select(Person, Unit, Room, Picture.person_id)
        .outerjoin(Unit, Unit.id == Person.unit_id)
        .outerjoin(Room, Room.id == Person.room_id)
        .outerjoin(Picture, Picture.person_id == Person.id)
        .where(Person.establishment_id == establishment_id)
    )


def _value(
    house: House, row: Person, unit: Unit | None, room: Room | None, picture: uuid.UUID | None
) -> PersonValue | None:
    """The row opened; None when its key was destroyed: erased, and not yet swept after a restore.

    A row that was altered keeps its place and says that it cannot be read.
    """
    try:
        kept, is_broken = house.vault.open(row.id, "person", row.id, row.sealed), False
    except KeyGone:
        return None
    except SealBroken:
        kept, is_broken = {"family_name": UNREADABLE, "given_name": ""}, True
    born_on = kept.get("born_on")
    return PersonValue(
        id=row.id,
        unit_id=row.unit_id,
        unit=unit.name if unit else None,
        room_id=row.room_id,
        room=room.name if room else None,
        walk=(unit.position if unit else 9999, room.position if room else 9999),
        family_name=kept["family_name"],
        given_name=kept["given_name"],
        used_name=kept.get("used_name"),
        birth_name=kept.get("birth_name"),
        born_on=date.fromisoformat(born_on) if born_on else None,
        sex=kept.get("sex"),
        marks=tuple(Mark(mark["kind"], mark["text"]) for mark in kept.get("marks", ())),
        presence=row.presence,
        admitted_at=row.admitted_at,
        left_at=row.left_at,
        has_picture=picture is not None,
        is_broken=is_broken,
        marks_lost=is_broken or bool(kept.get("marks_lost")),
    )
