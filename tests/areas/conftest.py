"""Two homes: Les Tilleuls with two units and three rooms, led by Hélène; Les Érables, where Chloé works."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from app.areas.persons.commands import admit
from app.gate.audit.models import AuditEvent
from app.gate.auth.actor import Actor
from app.gate.directory.commands import (
    assign,
    create_establishment,
    create_room,
    create_staff,
    create_unit,
)
from app.ground.house import House

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
LENOIR = {
    "family_name": "Lenoir",
    "given_name": "Jeanne",
    "used_name": None,
    "birth_name": "Œuvrard",
    "born_on": date(1931, 3, 3),
    "sex": "F",
}


@dataclass
class Home:
    """A home, its leader, and the ids of its units and rooms by name."""

    house: House
    id: UUID
    leader: Actor
    units: dict[str, UUID] = field(default_factory=dict)
    rooms: dict[str, UUID] = field(default_factory=dict)

    def events(self, verb: str) -> list[AuditEvent]:
        with self.house.database.read() as session:
            return session.query(AuditEvent).filter_by(verb=verb, establishment_id=self.id).all()

    def admit(self, unit: str = "Glycines", room: str | None = "101", **identity: object) -> UUID:
        with self.house.database.write() as session:
            row = admit(
                session,
                self.house,
                self.leader,
                {**LENOIR, **identity},
                unit_id=self.units[unit],
                room_id=self.rooms[room] if room else None,
                admitted_at=NOW,
                now=NOW,
            )
        return row.id


def open_home(house: House, name: str, leader: tuple[str, str], structure: dict) -> Home:
    with house.database.write() as session:
        row = create_establishment(session, house, name=name, kind="nursing_home", now=NOW)
        member = create_staff(
            session,
            house,
            None,
            establishment_id=row.id,
            given_name=leader[0],
            family_name=leader[1],
            role="lead_nurse",
            now=NOW,
        )
        assign(session, None, staff=member, unit_id=None, starts_at=NOW, now=NOW)
        home = Home(house, row.id, Actor(member.id, row.id, "lead_nurse", None))
        for unit_name, rooms in structure.items():
            unit = create_unit(session, home.leader, name=unit_name, now=NOW)
            session.flush()
            home.units[unit_name] = unit.id
            for room_name in rooms:
                room = create_room(session, home.leader, unit.id, name=room_name, now=NOW)
                session.flush()
                home.rooms[room_name] = room.id
    return home


@pytest.fixture
def home(house: House) -> Home:
    structure = {"Glycines": ("101", "102"), "Mimosas": ("201",)}
    return open_home(house, "Les Tilleuls", ("Hélène", "Marchand"), structure)


@pytest.fixture
def other_home(house: House) -> Home:
    return open_home(house, "Les Érables", ("Chloé", "Garnier"), {"Sureaux": ("1",)})
