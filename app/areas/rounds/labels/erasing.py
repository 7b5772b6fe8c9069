"""What erasing a person takes from the labels: every one they had."""

from __future__ import annotations

import uuid

from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.areas.persons.commands import ERASERS
from app.areas.rounds.labels.models import PersonLabel


def erase_labels(session: Session, person_id: uuid.UUID) -> None:
    """Deletes the person's labels, those that held and those that were lost."""
    session.execute(delete(PersonLabel).where(PersonLabel.person_id == person_id))


if erase_labels not in ERASERS:
    ERASERS.append(erase_labels)
