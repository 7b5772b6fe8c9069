"""What erasing a person takes from their rights: requests, steps, copies. A copy's file goes with the next sweep."""

from __future__ import annotations

import uuid

from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.areas.persons.commands import ERASERS
from app.areas.privacy.models import AccessCopy, RightsRequest, RightsStep


def erase_rights(session: Session, person_id: uuid.UUID) -> None:
    """Deletes what was asked and what was answered."""
    for model in (AccessCopy, RightsStep, RightsRequest):
        session.execute(delete(model).where(model.person_id == person_id))


if erase_rights not in ERASERS:
    ERASERS.append(erase_rights)
