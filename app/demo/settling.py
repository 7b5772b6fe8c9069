"""Puts a demo home in the database: the house itself, its team and its people, by the commands that any home uses."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from app.areas.journal.commands import publish_vocabulary
from app.areas.persons import commands as persons
from app.areas.persons.commands.admission import IDENTITY
from app.areas.persons.models import Person as PersonRow
from app.areas.persons.places import moved
from app.demo import absences
from app.demo.values import Home, Person, StaffMember
from app.gate.audit.record import record
from app.gate.auth.actor import Actor
from app.gate.auth.charter.accepting import note
from app.gate.auth.charter.texts import CURRENT
from app.gate.directory import commands as directory
from app.gate.directory.models import Staff
from app.ground.house import House
from transmissions.vocabulary_csv import starting_vocabulary

_HELD_SINCE = timedelta(days=400)
"""How long before now the demo's assignments began: before anything that is told."""


_NEWCOMERS = frozenset(("cedric",))
"""Who has never entered, and is shown the charter first."""


def settle_home(session: Session, house: House, home: Home, *, now: datetime) -> None:
    """The establishment with its units, rooms, vocabulary, team and persons; nothing of its record yet."""
    directory.create_establishment(
        session,
        house,
        name=home.name,
        kind=home.kind,
        timezone=home.timezone,
        finess=home.finess,
        establishment_id=home.id,
        now=now,
    )
    _build(session, home, now)
    publish_vocabulary(session, starting_vocabulary(), establishment_id=home.id, now=now)
    for member in home.staff:
        _engage(session, house, home, member, now)
    _plan_duty(session, home, now)
    manager = next(member for member in home.staff if member.role in {"lead_nurse", "management"})
    actor = Actor(manager.id, home.id, manager.role, None)
    for person in home.persons:
        _admit(session, house, home, person, actor, now)
    session.flush()


def _build(session: Session, home: Home, now: datetime) -> None:
    for unit in home.units:
        directory.create_unit(
            session,
            None,
            name=unit.name,
            kind=unit.kind,
            establishment_id=home.id,
            unit_id=unit.id,
            now=now,
        )
        session.flush()
    for room in home.rooms:
        directory.create_room(
            session,
            None,
            room.unit,
            name=room.name,
            establishment_id=home.id,
            room_id=room.id,
            now=now,
        )


def _engage(session: Session, house: House, home: Home, member: StaffMember, now: datetime) -> None:
    row = directory.create_staff(
        session,
        house,
        None,
        given_name=member.given_name,
        family_name=member.family_name,
        title=member.title,
        role=member.role,
        establishment_id=home.id,
        staff_id=member.id,
        now=now,
    )
    session.flush()
    places: list[UUID | None] = [unit.id for unit in home.units if unit.key in member.units]
    for unit_id in places or [None]:
        directory.assign(
            session, None, staff=row, unit_id=unit_id, starts_at=now - _HELD_SINCE, now=now
        )
    if member.key not in _NEWCOMERS:
        actor, since = Actor(member.id, home.id, member.role, None), now - _HELD_SINCE
        note(session, actor, CURRENT, at=since, received_at=since)


def _plan_duty(session: Session, home: Home, now: datetime) -> None:
    for shift in home.shifts:
        directory.plan_shift(
            session,
            None,
            staff=session.get_one(Staff, shift.staff),
            unit_id=shift.unit,
            starts_at=shift.starts_at,
            ends_at=shift.ends_at,
            now=now,
        )


def _admit(
    session: Session, house: House, home: Home, person: Person, actor: Actor, now: datetime
) -> None:
    identity = {field: value for field, value in asdict(person).items() if field in IDENTITY}
    row = persons.admit(
        session,
        house,
        actor,
        identity,
        unit_id=next(unit.id for unit in home.units if unit.key == person.unit),
        room_id=person.room,
        admitted_at=person.admitted_at,
        is_someone_else=True,
        person_id=person.id,
        now=now,
    )
    if person.marks:
        marks = [(mark.kind, mark.text) for mark in person.marks]
        persons.edit_marks(session, house, actor, person.id, marks, now=now)
    _tell_absences(session, home, person, row, actor, now)


def _tell_absences(
    session: Session,
    home: Home,
    person: Person,
    row: PersonRow,
    actor: Actor,
    now: datetime,
) -> None:
    """The stays at the hospital and the outing that the record tells of, as facts of the person's stay."""
    row.presence = person.presence
    kinds = {
        "hospitalisation": "hospital",
        "retour-d-hospitalisation": "return",
        "absence-ou-sortie": "outing",
    }
    told: set[str] = set()
    for entry in home.entries:
        kind = kinds.get(entry.cible)
        if entry.person == person.id and kind is not None and kind not in told:
            told.add(kind)
            moved(session, row, kind, actor, occurred_at=entry.occurred_at, now=now)
            absences.note(session, row, kind, actor, entry.occurred_at)
            record(
                session,
                "person.presence_set",
                at=now,
                actor=actor,
                person_id=person.id,
                occurred_at=entry.occurred_at,
                detail={"presence": "present" if kind == "return" else kind},
            )
    absences.settle(session, row, actor, now)
