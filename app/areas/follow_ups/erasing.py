"""What erasing a person takes from the follow-ups: all of them, and everything done about them."""

from __future__ import annotations

import uuid

from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.areas.follow_ups.models import FollowUp, FollowUpStep
from app.areas.persons.commands import ERASERS


def erase_follow_ups(session: Session, person_id: uuid.UUID) -> None:
    """Deletes what remained to be done about the person, steps first."""
    session.execute(delete(FollowUpStep).where(FollowUpStep.person_id == person_id))
    session.execute(delete(FollowUp).where(FollowUp.person_id == person_id))


if erase_follow_ups not in ERASERS:
    ERASERS.append(erase_follow_ups)
