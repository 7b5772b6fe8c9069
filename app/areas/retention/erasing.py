"""What erasing a person takes from retention, and what refuses that they be erased."""

from __future__ import annotations

import uuid

from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.areas.persons.commands import ERASERS, OBJECTIONS
from app.areas.retention.holds import held
from app.areas.retention.models import PersonDeath, RetentionHold


def erase_retention(session: Session, person_id: uuid.UUID) -> None:
    """Deletes the person's holds, lifted by then, and the day of their death."""
    for model in (RetentionHold, PersonDeath):
        session.execute(delete(model).where(model.person_id == person_id))


def object_to(session: Session, person_id: uuid.UUID) -> str | None:
    """Why nothing of this person may be destroyed now, if something says so."""
    if person_id in held(session, [person_id]):
        return "Une conservation est demandée pour cette personne : levez-la d’abord, page « Conservation »."
    return None


if erase_retention not in ERASERS:
    ERASERS.append(erase_retention)
if object_to not in OBJECTIONS:
    OBJECTIONS.append(object_to)
