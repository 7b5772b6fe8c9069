"""The address under which measures are, and the one way to reach a person's."""

from __future__ import annotations

import uuid

from flask import Blueprint

from app.areas.persons.queries import PersonValue, person_of
from app.gate.auth.actor import Actor, Subject
from app.gate.auth.actors import require
from app.ground.errors import NotFound
from app.ground.house import current_house

blueprint = Blueprint("observations", __name__, url_prefix="/bureau")
READ, WRITE = "observation.read", "observation.write"


def reached(person_id: uuid.UUID, *permissions: str) -> tuple[Actor, PersonValue]:
    """The actor, and the person whose file they may open and do `permissions` to. Raises NotFound, Refused."""
    actor, house = require(READ), current_house()
    with house.database.read() as session:
        person = person_of(session, house, actor.establishment_id, person_id)
    if person.unit_id is None and actor.unit_ids is not None:
        raise NotFound()  # who has left is known to those of the whole home
    for permission in ("person.read", READ, *permissions):
        require(permission, Subject(actor.establishment_id, person.unit_id))
    return actor, person
