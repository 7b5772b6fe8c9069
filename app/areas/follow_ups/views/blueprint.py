"""The address under which follow-ups are, and the one way to reach one of them."""

from __future__ import annotations

import uuid

from flask import Blueprint

from app.areas.follow_ups.queries import FollowUpValue, one_of, person_about
from app.areas.persons.queries import PersonValue, person_of
from app.gate.auth.actor import Actor, Subject
from app.gate.auth.actors import require
from app.ground.errors import NotFound
from app.ground.house import current_house

blueprint = Blueprint("follow_ups", __name__, url_prefix="/bureau")
REVIEW, WRITE = "follow_up.review", "follow_up.write"


def reached(follow_up_id: uuid.UUID, *permissions: str) -> tuple[Actor, PersonValue, FollowUpValue]:
    """The actor, and the follow-up with its person, which they may review and do `permissions` to.

    Raises NotFound, Refused.
    """
    actor, house = require(REVIEW), current_house()
    with house.database.read() as session:
        person_id = person_about(session, actor.establishment_id, follow_up_id)
    person = about(person_id, *permissions)
    with house.database.read() as session:
        return actor, person, one_of(session, house, actor.establishment_id, follow_up_id)


def about(person_id: uuid.UUID, *permissions: str) -> PersonValue:
    """A person whose follow-ups the actor may review and do `permissions` to. Raises NotFound, Refused."""
    actor, house = require(REVIEW), current_house()
    home = actor.establishment_id
    with house.database.read() as session:
        person = person_of(session, house, home, person_id)
    if person.unit_id is None and actor.unit_ids is not None:
        raise NotFound()  # who has left is known to those of the whole home
    for permission in (REVIEW, *permissions):
        require(permission, Subject(home, person.unit_id))
    return person
