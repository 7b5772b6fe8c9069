"""What erasing a person takes from the medical part of the file: all of it."""

from __future__ import annotations

import uuid

from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.areas.medical.models import MedicalFact
from app.areas.persons.commands import ERASERS


def erase_medical(session: Session, person_id: uuid.UUID) -> None:
    """Deletes every version of what was known."""
    session.execute(delete(MedicalFact).where(MedicalFact.person_id == person_id))


if erase_medical not in ERASERS:
    ERASERS.append(erase_medical)
