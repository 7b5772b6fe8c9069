"""The address of what is prescribed, and the one way to reach a person's treatment, or one of its lines."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from flask import Blueprint

from app.areas.medical.queries import restrictions_of, settings_of
from app.areas.persons.queries import PersonValue, person_of
from app.areas.prescribing.queries import Version, chain_of
from app.gate.audit.once import record_once
from app.gate.auth.actor import Actor, Subject
from app.gate.auth.actors import require
from app.gate.directory.structure import zone_of
from app.ground import clock
from app.ground.errors import NotFound
from app.ground.house import House, current_house
from medication.alerts import KINDS
from medication.giving_mode import Restriction
from medication.prescription import Line
from medication.settings import Settings

blueprint = Blueprint("prescribing", __name__, url_prefix="/bureau")
READ, WRITE, CONTROL = "prescription.read", "prescription.write", "prescription.control"


@blueprint.context_processor
def _words() -> dict[str, object]:
    """What an alert is about, on every page that shows one."""
    return {"kinds": KINDS}


@dataclass(frozen=True, slots=True)
class Desk:
    """Who reads or writes, about whom, now, by which clock and settings; `restriction` says who may give at
    the widest."""

    actor: Actor
    person: PersonValue
    house: House
    now: datetime
    zone: ZoneInfo
    settings: Settings
    restriction: Restriction | None

    @property
    def home(self) -> uuid.UUID:
        return self.actor.establishment_id

    @property
    def today(self) -> date:
        return self.now.astimezone(self.zone).date()


@dataclass(frozen=True, slots=True)
class LineDesk:
    """The same, before one line: every version of it, the latest first."""

    desk: Desk
    versions: tuple[Version, ...]

    @property
    def head(self) -> Version:
        return self.versions[0]

    @property
    def line(self) -> Line | None:
        """The latest version; None when its seal does not open."""
        return self.head.line

    @property
    def until_then(self) -> Version | None:
        """The version that holds now, when the latest is only planned."""
        if self.head.starts_at <= self.desk.now:
            return None
        return next((one for one in self.versions if one.holds(self.desk.now)), None)


def reached(person_id: uuid.UUID, *permissions: str) -> Desk:
    """The person whose treatment the actor may read, and do `permissions` to; told to the trail.

    Raises NotFound, Refused.
    """
    actor, house, now = require(READ), current_house(), clock.now()
    home = actor.establishment_id
    with house.database.read() as session:
        person = person_of(session, house, home, person_id)
        zone, settings = zone_of(session, home), settings_of(session, home)
        limits = restrictions_of(session, house.vault, [person_id])
    if person.unit_id is None and actor.unit_ids is not None:
        raise NotFound()  # who has left is known to those of the whole home
    # An emergency access opens reading: whoever comes to write is judged without it.
    named = None if permissions else person_id
    for permission in (READ, *permissions):
        require(permission, Subject(home, person.unit_id, named))
    record_once(house.database, "treatment.open", actor=actor, person_id=person_id, now=now)
    return Desk(actor, person, house, now, zone, settings, limits.get(person_id))


def reached_line(person_id: uuid.UUID, chain_id: uuid.UUID, *permissions: str) -> LineDesk:
    """A line of that person, under the same rights. Raises NotFound, Refused."""
    desk = reached(person_id, *permissions)
    with desk.house.database.read() as session:
        versions = chain_of(session, desk.house, desk.home, chain_id)
    if versions[0].person_id != person_id:
        raise NotFound()
    return LineDesk(desk, versions)
