"""Opening a person's file: who may, and the trace of it."""

from __future__ import annotations

import uuid

from app.gate.audit.once import record_once
from app.gate.auth.actor import Actor, Subject
from app.gate.auth.actors import require
from app.ground import clock
from app.ground.errors import NotFound
from app.ground.house import current_house


def open_file(person_id: uuid.UUID, unit_id: uuid.UUID | None, *permissions: str) -> Actor:
    """The actor, who holds these rights on a person living in `unit_id` (None: who has left). Traced once a session.

    Raises NotFound or Refused.
    """
    actor = require(permissions[0])
    if unit_id is None and actor.unit_ids is not None:
        raise NotFound()  # who has left is known to those of the whole home
    for permission in permissions:
        require(permission, Subject(actor.establishment_id, unit_id, person_id))
    database = current_house().database
    record_once(database, "person.open", actor=actor, person_id=person_id, now=clock.now())
    return actor
