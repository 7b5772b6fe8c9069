"""Two homes with the standing cast, as rows: Les Tilleuls, and Les Ormes where Chloé works."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from joserfc.jwk import ECKey
from sqlalchemy.orm import Session

from app.areas.journal.commands import publish_vocabulary
from app.areas.persons.models import Movement, Person
from app.areas.persons.places import moved, settle
from app.gate.auth import cookies, intake
from app.gate.auth.keys import public_jwk, thumbprint_text
from app.gate.auth.models import AuthSession, Device, DeviceUnit
from app.gate.directory.models import Assignment, Establishment, Room, Staff, Unit
from app.ground.database import take_revision
from app.ground.house import House
from app.ground.ids import new_id
from tests.sync.forging import Unlock
from transmissions.vocabulary_csv import starting_vocabulary

NOW = datetime(2026, 11, 21, 14, 0, tzinfo=UTC)
LONG_AGO = NOW - timedelta(days=365)


@dataclass
class Tablet:
    """An enrolled device, its cookie, and the install its store numbers in."""

    id: uuid.UUID
    home: uuid.UUID
    cookie: str
    install: uuid.UUID = field(default_factory=new_id)
    seq: int = 0


@dataclass
class Home:
    """One establishment with two units, four persons, a team and a tablet for both units."""

    house: House
    id: uuid.UUID
    units: list[uuid.UUID] = field(default_factory=list)
    staff: dict[str, uuid.UUID] = field(default_factory=dict)
    persons: dict[str, uuid.UUID] = field(default_factory=dict)
    tablet: Tablet = None  # type: ignore[assignment]
    kid: str = ""
    intake: ECKey = None  # type: ignore[assignment]

    def add_tablet(self, session: Session, units: Iterable[uuid.UUID]) -> Tablet:
        """One more enrolled, shared tablet."""
        tablet_id, secret = new_id(), cookies.new_secret()
        session.add(
            Device(
                id=tablet_id,
                establishment_id=self.id,
                name="Tablette",
                kind="shared",
                secret_hash=cookies.digest(secret),
                created_at=LONG_AGO,
                enrolled_at=LONG_AGO,
                seen_at=NOW,
            )
        )
        session.flush()
        for unit in units:
            session.add(DeviceUnit(device_id=tablet_id, unit_id=unit))
        return Tablet(tablet_id, self.id, f"{tablet_id}.{secret}")

    def unlock(
        self, name: str, tablet: Tablet | None = None, *, refused: str | None = None
    ) -> Unlock:
        """A session of that member on the tablet, known to the server, its cookie with it."""
        tablet = tablet or self.tablet
        key, session_id, secret = ECKey.generate_key("P-256"), new_id(), cookies.new_secret()
        with self.house.database.write() as session:
            session.add(
                AuthSession(
                    id=session_id,
                    establishment_id=self.id,
                    staff_id=self.staff[name],
                    device_id=tablet.id,
                    basis="fresh",
                    jwk=public_jwk(key),
                    thumbprint=thumbprint_text(public_jwk(key)),
                    secret_hash=cookies.digest(secret),
                    opened_at=NOW - timedelta(hours=6),
                    received_at=NOW,
                    active_at=NOW,
                    refused=refused,
                )
            )
        return Unlock(
            session_id,
            self.id,
            self.staff[name],
            tablet,
            key,
            self.kid,
            self.intake,
            f"{session_id}.{secret}",
        )

    def move(self, person: str, unit: uuid.UUID | None, at: datetime = NOW) -> None:
        """Moves a person to another unit, or out of the home, as the office does."""
        with self.house.database.write() as session:
            row = session.get(Person, self.persons[person])
            assert row is not None
            settle(session, row, unit, None, now=at)
            row.left_at = at if unit is None else None
            moved(session, row, "unit" if unit else "departure", None, occurred_at=at, now=at)


def build_home(house: House, name: str, team: dict[str, str], persons: Iterable[str]) -> Home:
    """A home of that name; `team` maps first names to roles, all assigned to the whole home."""
    home = Home(house, new_id())
    house.vault.create_establishment(home.id)
    with house.database.write() as session:
        _structure(session, home, name)
        for first_name, role in team.items():
            home.staff[first_name] = add_staff(session, home, first_name, role)
        for number, family_name in enumerate(persons):
            unit = home.units[number % 2]
            home.persons[family_name] = add_person(session, home, family_name, unit)
        home.kid, _ = intake.current(session, house, home.id)
        publish_vocabulary(session, starting_vocabulary(), establishment_id=home.id, now=LONG_AGO)
        home.tablet = home.add_tablet(session, home.units)
    home.intake = intake.private(house, home.id, home.kid)
    return home


def _structure(session: Session, home: Home, name: str) -> None:
    session.add(
        Establishment(
            id=home.id, name=name, kind="nursing_home", epoch=new_id(), created_at=LONG_AGO
        )
    )
    session.flush()
    for position, label in enumerate(("Glycines", "Capucines")):
        unit = Unit(id=new_id(), establishment_id=home.id, name=label, position=position)
        session.add(unit)
        session.flush()
        session.add(
            Room(id=new_id(), establishment_id=home.id, unit_id=unit.id, name="12", position=1)
        )
        home.units.append(unit.id)


def add_staff(
    session: Session,
    home: Home,
    first_name: str,
    role: str,
    *,
    units: Iterable[uuid.UUID | None] = (None,),
    starts_at: datetime = LONG_AGO,
    ends_at: datetime | None = None,
) -> uuid.UUID:
    """A member of the team, assigned to `units` (None: the whole home)."""
    staff_id = new_id()
    home.house.vault.create_owner(staff_id, home.id, "staff")
    names = {"given_name": first_name, "family_name": "Martin", "title": ""}
    session.add(
        Staff(
            id=staff_id,
            establishment_id=home.id,
            role=role,
            sealed=home.house.vault.seal(staff_id, "staff", staff_id, names),
            created_at=LONG_AGO,
        )
    )
    session.flush()
    for unit in units:
        session.add(
            Assignment(
                id=new_id(),
                establishment_id=home.id,
                staff_id=staff_id,
                unit_id=unit,
                starts_at=starts_at,
                ends_at=ends_at,
            )
        )
    home.staff[first_name] = staff_id
    return staff_id


def add_person(
    session: Session,
    home: Home,
    family_name: str,
    unit: uuid.UUID,
    *,
    id: uuid.UUID | None = None,
) -> uuid.UUID:
    """A person accompanied, in that unit since a year."""
    person_id = id or new_id()
    home.house.vault.create_owner(person_id, home.id, "person")
    identity = {
        "family_name": family_name,
        "given_name": "Jeanne",
        "used_name": None,
        "birth_name": None,
        "born_on": "1936-05-04",
        "sex": "F",
        "marks": [{"kind": "falls", "text": "deux chutes en mars"}],
    }
    session.add(
        Person(
            id=person_id,
            establishment_id=home.id,
            unit_id=unit,
            sealed=home.house.vault.seal(person_id, "person", person_id, identity),
            admitted_at=LONG_AGO,
            created_at=LONG_AGO,
            placed_revision=take_revision(session, home.id),
        )
    )
    session.flush()
    session.add(
        Movement(
            id=new_id(),
            establishment_id=home.id,
            person_id=person_id,
            kind="admission",
            unit_id=unit,
            occurred_at=LONG_AGO,
            received_at=LONG_AGO,
        )
    )
    return person_id


TEAM = {
    "Aïcha": "care_assistant",
    "Nadia": "nurse",
    "Hélène": "lead_nurse",
    "Paule": "pharmacist",
    "Odile": "office",
}
PERSONS = ("Lenoir", "Petit", "Roux", "Blanc")


def tilleuls(house: House) -> Home:
    return build_home(house, "Les Tilleuls", TEAM, PERSONS)


def ormes(house: House) -> Home:
    return build_home(house, "Les Ormes", {"Chloé": "nurse"}, ("Marchand", "Faure"))
