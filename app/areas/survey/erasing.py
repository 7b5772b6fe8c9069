"""What erasing a person takes of surveys: that they answered, and what they said with their name. Numbers stay."""

from __future__ import annotations

import uuid

from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.areas.persons.commands import ERASERS
from app.areas.survey.models import SurveyReply, SurveyTaken


def erase_survey(session: Session, person_id: uuid.UUID) -> None:
    """Deletes both."""
    for table in (SurveyReply, SurveyTaken):
        session.execute(delete(table).where(table.person_id == person_id))


if erase_survey not in ERASERS:
    ERASERS.append(erase_survey)
