"""What erasing a person takes from the facts of the file: every version of all of them."""

from __future__ import annotations

import uuid

from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.areas.persons.commands import ERASERS
from app.areas.persons.file.models import PersonFact


def erase_file(session: Session, person_id: uuid.UUID) -> None:
    """Deletes every version of what was said."""
    session.execute(delete(PersonFact).where(PersonFact.person_id == person_id))


if erase_file not in ERASERS:
    ERASERS.append(erase_file)
