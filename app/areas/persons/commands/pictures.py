"""A person's picture, kept only with their consent."""

from __future__ import annotations

import base64
import uuid
from datetime import datetime

from sqlalchemy.orm import Session

from app.areas.persons.models import Person, Picture
from app.areas.persons.pictures import square
from app.gate.audit.record import Doer, record
from app.gate.directory.finding import find_to_change
from app.ground.database import take_revision
from app.ground.errors import Invalid
from app.ground.house import House

CONSENTS = {"person": "La personne elle-même", "representative": "Son représentant légal"}


def set_picture(
    session: Session,
    house: House,
    actor: Doer,
    person_id: uuid.UUID,
    data: bytes,
    *,
    consent: str,
    now: datetime,
) -> Picture:
    """Keeps the picture in `data` as a small square, sealed. Raises NotFound, Invalid."""
    person = find_to_change(session, Person, actor.establishment_id, person_id)
    if consent not in CONSENTS:
        raise Invalid({"consent": "Une photo demande un accord : dites qui l’a donné."})
    kept = {
        "webp": base64.b64encode(square(data)).decode(),
        "taken_at": now.isoformat(),
        "consent": consent,
    }
    row = session.get(Picture, person.id) or Picture(
        person_id=person.id, establishment_id=person.establishment_id
    )
    row.sealed = house.vault.seal(person.id, "picture", person.id, kept)
    row.created_at = now
    session.add(row)
    _tell(session, "person.picture_set", actor, person, now)
    return row


def remove_picture(session: Session, actor: Doer, person_id: uuid.UUID, *, now: datetime) -> None:
    """Takes the picture away; nothing happens when there is none. Raises NotFound."""
    person = find_to_change(session, Person, actor.establishment_id, person_id)
    row = session.get(Picture, person.id)
    if row is not None:
        session.delete(row)
        _tell(session, "person.picture_removed", actor, person, now)


def _tell(session: Session, verb: str, actor: Doer, person: Person, now: datetime) -> None:
    """The picture is part of the person's row on tablets, which must hear that it changed."""
    person.revision = take_revision(session, person.establishment_id)
    record(session, verb, at=now, actor=actor, person_id=person.id)
