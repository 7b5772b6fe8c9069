"""The address of containers, whoever prepares them, and the days that they prepare."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from flask import Blueprint

from app.areas.persons.queries import PersonValue, person_of
from app.areas.rounds.containers.queries import container_of
from app.areas.rounds.containers.values import ContainerValue
from app.gate.audit.once import record_once
from app.gate.auth.actor import Actor, Subject
from app.gate.auth.actors import require
from app.gate.directory.structure import zone_of
from app.gate.directory.team import Member, names_of
from app.ground import clock
from app.ground.errors import NotFound
from app.ground.house import House, current_house
from app.ground.pages.asked import asked_day
from medication.containers import WORDS

blueprint = Blueprint("containers", __name__, url_prefix="/bureau/piluliers")
PREPARE = "medication.prepare"
STATES = {"empty": "Vide", "prepared": "Préparé", "non_conform": "Non conforme"}
DAYS, MOST_DAYS = 7, 9
"""A week at once; doses are written no farther ahead."""


@blueprint.context_processor
def _words() -> dict[str, object]:
    return {"reasons": WORDS, "states_of": STATES}


@dataclass(frozen=True, slots=True)
class Desk:
    """Who prepares, in which home, now."""

    actor: Actor
    house: House
    now: datetime
    zone: ZoneInfo
    staff: dict[uuid.UUID, Member]

    @property
    def home(self) -> uuid.UUID:
        return self.actor.establishment_id

    @property
    def today(self) -> date:
        return self.now.astimezone(self.zone).date()


@dataclass(frozen=True, slots=True)
class Days:
    """The days that are prepared, both included; nothing whose hour is past is among them."""

    first: date
    last: date
    since: datetime
    until: datetime

    @property
    def asked(self) -> dict[str, str]:
        """As an address says them."""
        return {"du": self.first.isoformat(), "au": self.last.isoformat()}


def desk() -> Desk:
    """Whoever is signed in and prepares. Raises Refused."""
    actor, house, now = require(PREPARE), current_house(), clock.now()
    with house.database.read() as session:
        zone = zone_of(session, actor.establishment_id)
        staff = names_of(session, house, actor.establishment_id)
    return Desk(actor, house, now, zone, staff)


def days_asked(of: Desk) -> Days:
    """The days that the address asks for: a week from today when it says none, no more than are written."""
    first = max(asked_day("du") or of.today, of.today)
    last = asked_day("au") or first + timedelta(days=DAYS - 1)
    last = min(max(last, first), of.today + timedelta(days=MOST_DAYS))
    first = min(first, last)
    return Days(
        first,
        last,
        max(of.now, datetime.combine(first, time(), of.zone)),
        datetime.combine(last + timedelta(days=1), time(), of.zone),
    )


def reached(of: Desk, person_id: uuid.UUID) -> PersonValue:
    """A person of the actor's units, who lives there; told to the trail. Raises NotFound, Refused."""
    with of.house.database.read() as session:
        person = person_of(session, of.house, of.home, person_id)
    if person.unit_id is None:
        raise NotFound()
    require(PREPARE, Subject(of.home, person.unit_id))
    record_once(
        of.house.database, "treatment.open", actor=of.actor, person_id=person_id, now=of.now
    )
    return person


def reached_container(of: Desk, container_id: uuid.UUID) -> tuple[ContainerValue, PersonValue]:
    """A container of such a person. Raises NotFound, Refused."""
    with of.house.database.read() as session:
        container = container_of(session, of.house.vault, of.home, container_id)
    return container, reached(of, container.person_id)
