"""What erasing a person takes from the wounds: all of them, and all that was said of them."""

from __future__ import annotations

import uuid

from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.areas.persons.commands import ERASERS
from app.areas.wounds.models import Wound, WoundAct


def erase_wounds(session: Session, person_id: uuid.UUID) -> None:
    """Deletes the person's wounds; their pictures are documents, which go with the documents."""
    session.execute(delete(WoundAct).where(WoundAct.person_id == person_id))
    session.execute(delete(Wound).where(Wound.person_id == person_id))


if erase_wounds not in ERASERS:
    ERASERS.append(erase_wounds)
