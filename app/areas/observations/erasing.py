"""What erasing a person takes from the measures: all of them, and the thresholds set for the person."""

from __future__ import annotations

import uuid

from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.areas.observations.models import Observation, PersonThresholds
from app.areas.persons.commands import ERASERS


def erase_observations(session: Session, person_id: uuid.UUID) -> None:
    """Deletes the person's measures and thresholds."""
    session.execute(delete(Observation).where(Observation.person_id == person_id))
    session.execute(delete(PersonThresholds).where(PersonThresholds.person_id == person_id))


if erase_observations not in ERASERS:
    ERASERS.append(erase_observations)
