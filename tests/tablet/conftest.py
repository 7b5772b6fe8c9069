"""A home to work in, its team, and tablets that talk to the application in this process."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

import httpx
import pytest

from app import create_app
from app.areas.journal.commands import publish_vocabulary
from app.areas.persons.commands import admit
from app.gate.auth import devices, invitations
from app.gate.auth.actor import Actor
from app.gate.directory import commands as directory
from app.gate.directory.models import Establishment, Staff
from app.gate.sync import standing
from app.ground import clock
from app.ground.house import House
from app.ground.ids import new_id
from app.tablet import Authenticator, Tablet
from transmissions.vocabulary_csv import starting_vocabulary

ORIGIN = "http://localhost:8000"
YESTERDAY = timedelta(days=1)


@dataclass
class Home:
    """An establishment with units and persons; it hires, invites and enrols as its coordinating nurse would."""

    house: House
    leader: Actor
    units: dict[str, UUID] = field(default_factory=dict)
    persons: dict[str, UUID] = field(default_factory=dict)

    def hire(self, first_name: str, role: str, *units: str) -> UUID:
        now = clock.now()
        with self.house.database.write() as session:
            member = directory.create_staff(
                session,
                self.house,
                self.leader,
                establishment_id=self.leader.establishment_id,
                given_name=first_name,
                family_name="Benali",
                role=role,
                now=now,
            )
            session.flush()
            for unit in units:
                directory.assign(
                    session,
                    self.leader,
                    staff=member,
                    unit_id=self.units[unit],
                    starts_at=now - YESTERDAY,
                    now=now,
                )
        return member.id

    def invite(self, staff_id: UUID) -> str:
        with self.house.database.write() as session:
            member = session.get_one(Staff, staff_id)
            return invitations.create(session, self.leader, staff=member, now=clock.now())[1]

    def device(self, *units: str, name: str = "Chariot") -> str:
        """The token of a new shared tablet's link."""
        with self.house.database.write() as session:
            ids = [self.units[unit] for unit in units]
            return devices.create(
                session, self.leader, name=name, kind="shared", unit_ids=ids, now=clock.now()
            )[1]

    def new_epoch(self) -> None:
        """What a restore does to what tablets know."""
        with self.house.database.write() as session:
            row = session.get_one(Establishment, self.leader.establishment_id)
            row.epoch = new_id()
        standing.forget()

    def revoke(self, tablet: Tablet, now: datetime) -> None:
        with self.house.database.write() as session:
            devices.revoke(session, self.house, self.leader, tablet.device, now=now)


def open_home(house: House, name: str, structure: dict[str, tuple[str, ...]]) -> Home:
    """A home whose units hold these persons."""
    now = clock.now()
    with house.database.write() as session:
        row = directory.create_establishment(
            session, house, name=name, kind="nursing_home", now=now
        )
        lead = directory.create_staff(
            session,
            house,
            None,
            establishment_id=row.id,
            given_name="Hélène",
            family_name="Marchand",
            role="lead_nurse",
            now=now,
        )
        home = Home(house, Actor(lead.id, row.id, "lead_nurse", None))
        publish_vocabulary(
            session, starting_vocabulary(), establishment_id=row.id, actor=home.leader, now=now
        )
        for unit, people in structure.items():
            _open_unit(session, home, unit, people, now)
    return home


def _open_unit(session, home: Home, name: str, people: tuple[str, ...], now: datetime) -> None:
    unit = directory.create_unit(session, home.leader, name=name, now=now)
    session.flush()
    home.units[name] = unit.id
    for person in people:
        identity = {
            "family_name": person,
            "given_name": "Jeanne",
            "used_name": None,
            "birth_name": None,
            "born_on": date(1931, 3, 3),
            "sex": "F",
        }
        home.persons[person] = admit(
            session,
            home.house,
            home.leader,
            identity,
            unit_id=unit.id,
            room_id=None,
            admitted_at=now - YESTERDAY,
            now=now,
        ).id


@pytest.fixture
def home(house: House) -> Home:
    return open_home(house, "Les Tilleuls", {"Glycines": ("Lenoir", "Petit"), "Mimosas": ("Roy",)})


@pytest.fixture
def new_tablet(house: House) -> Iterator[Callable[..., Tablet]]:
    """Makes tablets that ask the application in this process."""
    application = create_app(house)
    made: list[Tablet] = []

    def make(**options: object) -> Tablet:
        client = httpx.Client(transport=httpx.WSGITransport(app=application))
        made.append(Tablet(ORIGIN, client=client, **options))  # type: ignore[arg-type]
        return made[-1]

    yield make
    for tablet in made:
        tablet.close()


@pytest.fixture
def key() -> Authenticator:
    """Aïcha's security key."""
    return Authenticator()
