"""A home for one schedule: two units, six persons, a team with real passkeys, and what its office does meanwhile."""

from __future__ import annotations

import threading
import uuid
from dataclasses import dataclass, field

from sqlalchemy import delete

from app.areas.persons.commands import stay
from app.gate.auth import devices
from app.gate.auth.models import RateWindow
from app.ground import clock
from app.ground.tenancy import acting_for_every
from app.tablet import Authenticator
from app.tablet.connection import Connection
from app.tablet.registration import register
from tests.soak.site import Fragile
from tests.tablet.conftest import Home, open_home

UNITS: dict[str, tuple[str, ...]] = {
    "Glycines": ("Lenoir", "Petit", "Roux"),
    "Mimosas": ("Blanc", "Roy", "Faure"),
}
PRF_SECRET = "the soak's browser"  # the same for every key: a browser's authenticator carries no PRF over a restart
TEAM = (("Aïcha", "care_assistant"), ("Nadia", "nurse"), ("Thibaut", "nurse"))


@dataclass
class Hand:
    """One professional and the key they carry from tablet to tablet: it answers one at a time."""

    id: uuid.UUID
    first_name: str
    role: str
    key: Authenticator
    lock: threading.Lock = field(default_factory=threading.Lock)


@dataclass
class World:
    """The home as its office sees it. After a restore everything is looked up again."""

    site: Fragile
    home: Home
    team: list[Hand]

    @property
    def id(self) -> uuid.UUID:
        return self.home.leader.establishment_id

    @property
    def persons(self) -> list[uuid.UUID]:
        return list(self.home.persons.values())

    @property
    def units(self) -> list[uuid.UUID]:
        return list(self.home.units.values())

    def device(self, number: int) -> str:
        """The token of a tablet for both units."""
        with acting_for_every():
            return self.home.device(*UNITS, name=f"Tablette {number}")

    def move(self, person: uuid.UUID, unit: uuid.UUID) -> None:
        """The office moves somebody to another unit."""
        house = self.site.open_house
        with acting_for_every(), house.database.write() as session:
            stay.move(
                session, self.home.leader, person, unit_id=unit, room_id=None, now=clock.now()
            )

    def revoke(self, device: uuid.UUID) -> None:
        """The office revokes a tablet."""
        house, now = self.site.open_house, clock.now()
        with acting_for_every(), house.database.write() as session:
            devices.revoke(session, house, self.home.leader, device, now=now)

    def look_again(self) -> None:
        """Whatever was under it has been replaced."""
        self.home.house = self.site.open_house


def found(site: Fragile, name: str) -> World:
    """Opens the home, hires its team and has each register a key through the real addresses.

    All homes come from one address here, and so fast: what limits strangers is set back.
    """
    with acting_for_every():
        with site.open_house.database.write() as session:
            session.execute(delete(RateWindow))
        home = open_home(site.open_house, name, UNITS)
        team = [_hired(site, home, first_name, role) for first_name, role in TEAM]
    return World(site, home, team)


def _hired(site: Fragile, home: Home, first_name: str, role: str) -> Hand:
    key = Authenticator(prf_secret=PRF_SECRET.encode())
    staff_id = home.hire(first_name, role, *UNITS)
    connection = Connection(site.proxy.origin)
    register(connection, home.invite(staff_id), key, label="Clé")
    connection.close()
    return Hand(staff_id, first_name, role, key)
