"""The person's own access to the portal: they enter by the same door as their relatives, and read their own file.

No measure of protection takes it away (Code civil, 459 and 459-2; CASF, L311-3: everybody is heard on what concerns
them). Whether a row is the person's own is sealed with their name, never beside it: no hand in the database makes a
relative into the person.
"""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy.orm import Session

from app.areas.family.models import Relative
from app.areas.family.queries import own_access_id, own_access_of
from app.areas.persons.queries import person_of
from app.gate.audit.record import Doer, record
from app.ground.errors import Conflict
from app.ground.house import House

LINK = "La personne elle-même"


def open_own_access(
    session: Session, house: House, actor: Doer, person_id: uuid.UUID, *, now: datetime
) -> uuid.UUID:
    """Lets the person be invited to their own space; one each. Raises NotFound, Conflict."""
    person = person_of(session, house, actor.establishment_id, person_id)
    if person.left_at is not None:
        raise Conflict("Cette personne est sortie : plus aucun accès ne s’ouvre.")
    if own_access_of(session, house, person_id) is not None:
        raise Conflict("Cette personne a déjà son accès : la page le montre.")
    id = own_access_id(person_id)
    content = {
        "given_name": person.given_name,
        "family_name": person.family_name,
        "link": LINK,
        "own": True,
    }
    row = Relative(
        id=id,
        establishment_id=actor.establishment_id,
        person_id=person_id,
        contact_id=None,
        state="active",
        state_at=now,
        state_by=actor.staff_id,
        created_at=now,
        created_by=actor.staff_id,
        sealed=house.vault.seal(person_id, "relative", id, content),
    )
    session.add(row)
    session.flush()
    record(session, "own.open_access", at=now, actor=actor, person_id=person_id, subject_id=id)
    return id
