"""What erasing a person takes from the round: what was given to them, and what was said about it."""

from __future__ import annotations

import uuid

from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.areas.persons.commands import ERASERS
from app.areas.rounds.models import Administration, DoseConflict, DoseResolution


def erase_administrations(session: Session, person_id: uuid.UUID) -> None:
    """Deletes the person's administrations, disagreements and their settling."""
    for model in (Administration, DoseResolution, DoseConflict):
        session.execute(delete(model).where(model.person_id == person_id))


if erase_administrations not in ERASERS:
    ERASERS.append(erase_administrations)
