"""What erasing a person takes with it: their relatives, what these were granted, what was shared with them."""

from __future__ import annotations

import uuid

from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.areas.family.models import FamilyMessage, Relative, RelativeGrant, SharedItem
from app.areas.persons.commands import ERASERS


def erase_family(session: Session, person_id: uuid.UUID) -> None:
    """Deletes what the person's relatives could see, then the relatives."""
    for table in (FamilyMessage, SharedItem, RelativeGrant, Relative):
        session.execute(delete(table).where(table.person_id == person_id))


if erase_family not in ERASERS:
    ERASERS.append(erase_family)
