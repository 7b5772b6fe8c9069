"""The address under which the medical part of files is, and the one way to reach one of them."""

from __future__ import annotations

import uuid

from flask import Blueprint

from app.areas.medical.file import MedicalFile, file_of
from app.areas.persons.queries import PersonValue, person_of
from app.gate.auth.actor import Actor, Subject
from app.gate.auth.actors import require
from app.ground.errors import NotFound
from app.ground.house import current_house

blueprint = Blueprint("medical", __name__, url_prefix="/bureau")
READ, WRITE = "medical.read", "medical.write"


def reached(person_id: uuid.UUID, *permissions: str) -> tuple[Actor, PersonValue]:
    """The actor, and the person whose medical file they may read and do `permissions` to. Raises NotFound, Refused."""
    actor, house = require(READ), current_house()
    with house.database.read() as session:
        person = person_of(session, house, actor.establishment_id, person_id)
    if person.unit_id is None and actor.unit_ids is not None:
        raise NotFound()  # who has left is known to those of the whole home
    # An emergency access opens reading: whoever comes to change something is judged without it.
    named = None if permissions else person_id
    for permission in (READ, *permissions):
        require(permission, Subject(actor.establishment_id, person.unit_id, named))
    return actor, person


def file_about(person: PersonValue) -> MedicalFile:
    """What is known of that person."""
    house = current_house()
    with house.database.read() as session:
        return file_of(session, house.vault, person)
