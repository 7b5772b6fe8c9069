"""What erasing a person takes of marks: all that stood beside their entries."""

from __future__ import annotations

import uuid

from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.areas.marks.models import RightsMark
from app.areas.persons.commands import ERASERS


def erase_marks(session: Session, person_id: uuid.UUID) -> None:
    """Deletes every mark of the person's file."""
    session.execute(delete(RightsMark).where(RightsMark.person_id == person_id))


if erase_marks not in ERASERS:
    ERASERS.append(erase_marks)
