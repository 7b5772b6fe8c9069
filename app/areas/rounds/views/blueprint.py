"""The addresses of the rounds at a desk, and the units and persons that their reader may look at."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from flask import Blueprint
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.areas.medical.queries import settings_of
from app.areas.persons.queries import PersonValue, person_of, persons_of
from app.gate.audit.once import record_once
from app.gate.auth.actor import Actor, Subject
from app.gate.auth.actors import require
from app.gate.auth.models import Device
from app.gate.directory.structure import UnitValue, units_of, zone_of
from app.gate.directory.team import Member, names_of
from app.gate.sync.silence import Heard, heard
from app.ground import clock
from app.ground.errors import NotFound
from app.ground.house import House, current_house
from medication.discrepancies import LABELS
from medication.settings import Settings
from transmissions.visibility import FLAG_LABELS

blueprint = Blueprint("rounds", __name__, url_prefix="/bureau")
READ, GIVE, RESOLVE = "prescription.read", "medication.give", "medication.resolve"


class FlagWords(NamedTuple):
    """A flag in two words, and in a sentence."""

    short: str
    sentence: str


def flag_words(flag: str) -> FlagWords:
    """Of the round's own flags, then of those that any entry may bear; the flag itself when nobody knows it."""
    if flag in LABELS:
        return FlagWords(*LABELS[flag])
    sentence = FLAG_LABELS.get(flag, "")
    return FlagWords(sentence.partition(",")[0].rstrip(".") or flag, sentence)


@blueprint.context_processor
def _words() -> dict[str, object]:
    return {"flag_words": flag_words}


@dataclass(frozen=True, slots=True)
class Desk:
    """Who reads, of which home, now, by which clock and settings."""

    actor: Actor
    house: House
    now: datetime
    zone: ZoneInfo
    settings: Settings
    staff: dict[uuid.UUID, Member]

    @property
    def home(self) -> uuid.UUID:
        return self.actor.establishment_id

    @property
    def today(self) -> date:
        return self.now.astimezone(self.zone).date()


@dataclass(frozen=True, slots=True)
class Ward:
    """Where the reader may look: units, who lives there, tablets that have not been heard of."""

    units: tuple[UnitValue, ...]
    persons: dict[uuid.UUID, PersonValue]
    silent: tuple[Heard, ...]


def desk(*permissions: str) -> Desk:
    """Whoever is signed in and may do all of `permissions` somewhere. Raises Refused."""
    actor, house, now = require(READ), current_house(), clock.now()
    for permission in permissions:
        require(permission)
    with house.database.read() as session:
        home = actor.establishment_id
        zone, settings = zone_of(session, home), settings_of(session, home)
        staff = names_of(session, house, home)
    return Desk(actor, house, now, zone, settings, staff)


def ward(of: Desk, unit_id: uuid.UUID | None = None) -> Ward:
    """The reader's units, or one of them."""
    with of.house.database.read() as session:
        units = [one for one in units_of(session, of.home) if of.actor.covers(one.id)]
        shown = {one.id for one in units if unit_id in (None, one.id)}
        everybody = persons_of(session, of.house, of.home, unit_ids=frozenset(shown))
        silent = [one for one in heard(session, shown) if one.is_silent(of.now)]
    return Ward(tuple(units), {one.id: one for one in everybody}, tuple(silent))


def reached(of: Desk, person_id: uuid.UUID, *permissions: str) -> PersonValue:
    """A person whom the reader may look at, and do `permissions` to; told to the trail. Raises NotFound, Refused."""
    with of.house.database.read() as session:
        person = person_of(session, of.house, of.home, person_id)
    if person.unit_id is None and of.actor.unit_ids is not None:
        raise NotFound()  # who has left is known to those of the whole home
    # An emergency access opens reading: whoever comes to write is judged without it.
    named = None if permissions else person_id
    for permission in (READ, *permissions):
        require(permission, Subject(of.home, person.unit_id, named))
    record_once(
        of.house.database, "treatment.open", actor=of.actor, person_id=person_id, now=of.now
    )
    return person


def devices_of(session: Session, establishment_id: uuid.UUID) -> dict[uuid.UUID, str]:
    """The names of the home's tablets, those of before included."""
    rows = session.execute(
        select(Device.id, Device.name).where(Device.establishment_id == establishment_id)
    )
    return {row.id: row.name for row in rows}
