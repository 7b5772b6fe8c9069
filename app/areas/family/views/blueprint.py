"""The addresses of relatives at a desk, and the one way to reach a person, a relative or a shared item."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from flask import Blueprint

from app.areas.family.models import SharedItem
from app.areas.family.queries import relative_of
from app.areas.family.rules import TOPICS
from app.areas.family.values import RelativeValue
from app.areas.persons.queries import PersonValue, person_of
from app.gate.auth.actor import Actor, Subject
from app.gate.auth.actors import require
from app.gate.auth.policy import may
from app.gate.directory.structure import zone_of
from app.gate.directory.team import Member, names_of
from app.ground import clock
from app.ground.errors import NotFound
from app.ground.house import House, current_house

blueprint = Blueprint("family", __name__, url_prefix="/bureau")
READ, GRANT, SHARE = "family.read", "family.grant", "family.share"
VALIDATE, PREVIEW, ANSWER = "family.validate", "family.preview", "family.answer"


@blueprint.context_processor
def _words() -> dict[str, object]:
    return {"topics_of": TOPICS}


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
        """Whether the reader may do that about the person."""
        return may(
            self.actor, permission, Subject(self.actor.establishment_id, self.person.unit_id)
        )

    @property
    def reads_words(self) -> bool:
        """Whether the reader may read what is written for relatives: it may tell of health."""
        return any(self.may(one) for one in (SHARE, VALIDATE, PREVIEW))


def reached_person(person_id: uuid.UUID, *permissions: str) -> Desk:
    """The person whose relatives the reader may see, and do `permissions` about. Raises NotFound, Refused."""
    actor, house = require(READ), current_house()
    with house.database.read() as session:
        person = person_of(session, house, actor.establishment_id, person_id)
        zone = zone_of(session, actor.establishment_id)
        staff = names_of(session, house, actor.establishment_id)
    if person.unit_id is None and actor.unit_ids is not None:
        raise NotFound()  # who has left is known to those of the whole home
    for permission in ("person.read", READ, *permissions):
        require(permission, Subject(actor.establishment_id, person.unit_id))
    return Desk(actor, person, house, clock.now(), zone, staff)


def reached(relative_id: uuid.UUID, *permissions: str) -> tuple[Desk, RelativeValue]:
    """A relative that the reader may know of, and do `permissions` about. Raises NotFound, Refused."""
    actor, house = require(READ), current_house()
    with house.database.read() as session:
        found = relative_of(session, house, relative_id)
    if found.establishment_id != actor.establishment_id:
        raise NotFound()
    return reached_person(found.person_id, *permissions), found


def reached_item(item_id: uuid.UUID, *permissions: str) -> Desk:
    """The person of a shared item. Raises NotFound, Refused."""
    actor, house = require(READ), current_house()
    with house.database.read() as session:
        row = session.get(SharedItem, item_id)
        person_id = row.person_id if row else None
        is_ours = row is not None and row.establishment_id == actor.establishment_id
    if person_id is None or not is_ours:
        raise NotFound()
    return reached_person(person_id, *permissions)
