"""The addresses of wounds at a desk, and the one way to reach one."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from flask import Blueprint

from app.areas.persons.queries import PersonValue, person_of
from app.areas.wounds.keeping import find_wound
from app.areas.wounds.queries import wound_of
from app.areas.wounds.values import WoundValue
from app.gate.auth.actor import Actor, Subject
from app.gate.auth.actors import require
from app.gate.auth.policy import may
from app.gate.directory.structure import zone_of
from app.gate.directory.team import Member, names_of
from app.ground import clock
from app.ground.errors import NotFound
from app.ground.house import House, current_house
from transmissions.wounds import area_words, naming
from transmissions.wounds.judging import FLAG_LABELS

blueprint = Blueprint("wounds", __name__, url_prefix="/bureau")
READ, ASSESS, NOTE = "wound.read", "wound.assess", "wound.note"


@blueprint.context_processor
def _words() -> dict[str, object]:
    return {"wound_words": naming, "wound_flags": FLAG_LABELS, "area_words": area_words}


@dataclass(frozen=True, slots=True)
class Desk:
    """Who reads, about whom, now."""

    actor: Actor
    person: PersonValue
    house: House
    now: datetime
    zone: ZoneInfo
    staff: dict[uuid.UUID, Member]

    @property
    def today(self) -> date:
        return self.now.astimezone(self.zone).date()

    def may(self, permission: str) -> bool:
        """Whether the reader may do that about the person; an emergency opens reading alone."""
        return may(
            self.actor, permission, Subject(self.actor.establishment_id, self.person.unit_id)
        )


def reached_person(person_id: uuid.UUID, *permissions: str) -> Desk:
    """The person whose wounds the reader may see, and do `permissions` to. Raises NotFound, Refused."""
    actor, house = require(READ), current_house()
    with house.database.read() as session:
        person = person_of(session, house, actor.establishment_id, person_id)
        zone = zone_of(session, actor.establishment_id)
        staff = names_of(session, house, actor.establishment_id)
    if person.unit_id is None and actor.unit_ids is not None:
        raise NotFound()  # who has left is known to those of the whole home
    named = None if permissions else person_id
    for permission in ("person.read", READ, *permissions):
        require(permission, Subject(actor.establishment_id, person.unit_id, named))
    return Desk(actor, person, house, clock.now(), zone, staff)


def reached(wound_id: uuid.UUID, *permissions: str) -> tuple[Desk, WoundValue]:
    """One wound that the reader may see, and do `permissions` to. Raises NotFound, Refused."""
    actor, house = require(READ), current_house()
    with house.database.read() as session:
        found = find_wound(session, wound_id)
    if found is None or found.establishment_id != actor.establishment_id:
        raise NotFound()
    desk = reached_person(found.person_id, *permissions)
    with house.database.read() as session:
        wound = wound_of(session, house.vault, actor.establishment_id, wound_id)
    return desk, wound
