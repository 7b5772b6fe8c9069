"""Tables of surveys."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, Integer, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from app.ground.database import Base


class Survey(Base):
    """One survey of a home, from its opening to its end. `version`: which questions were asked."""

    __tablename__ = "survey"
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    establishment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("establishment.id"), index=True)
    version: Mapped[str] = mapped_column(String(8))
    opened_at: Mapped[datetime]
    opened_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("staff.id"))
    closed_at: Mapped[datetime | None]
    closed_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("staff.id"))


class SurveyCount(Base):
    """How many gave an answer without their name. No row tells of one person, nor in which order they came."""

    __tablename__ = "survey_count"
    survey_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("survey.id"), primary_key=True)
    question: Mapped[str] = mapped_column(String(16), primary_key=True)
    answer: Mapped[str] = mapped_column(String(8), primary_key=True)
    establishment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("establishment.id"), index=True)
    number: Mapped[int] = mapped_column(Integer)


class SurveyTaken(Base):
    """That a person answered, so that nobody answers twice; neither when, nor what, nor with their name or not."""

    __tablename__ = "survey_taken"
    survey_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("survey.id"), primary_key=True)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"), primary_key=True)
    establishment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("establishment.id"), index=True)


class SurveyReply(Base):
    """What a person answered with their name. It leaves with their file, the survey does not: `survey_id` points there
    by its name alone. Sealed (table `survey_reply`): answers, words.
    """

    __tablename__ = "survey_reply"
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    establishment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("establishment.id"), index=True)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"), index=True)
    survey_id: Mapped[uuid.UUID] = mapped_column(index=True)
    sent_at: Mapped[datetime]
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
