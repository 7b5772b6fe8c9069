"""Surveys and their results. Nothing of an answer is read before the survey is closed."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.areas.survey.models import Survey, SurveyCount, SurveyReply, SurveyTaken
from app.areas.survey.questions import ANSWERS, FEWEST, VERSIONS
from app.gate.directory.finding import find
from app.ground.vault import KeyGone, SealBroken, Vault


@dataclass(frozen=True, slots=True)
class SurveyValue:
    """A survey, and how many answered it."""

    id: uuid.UUID
    version: str
    opened_at: datetime
    closed_at: datetime | None
    answered: int


@dataclass(frozen=True, slots=True)
class Line:
    """One question, and how many gave each answer, by its code."""

    question: str
    numbers: Mapping[str, int]

    @property
    def total(self) -> int:
        return sum(self.numbers.values())

    def share(self, answer: str) -> int:
        """In whole percents."""
        return round(100 * self.numbers.get(answer, 0) / self.total) if self.total else 0


@dataclass(frozen=True, slots=True)
class Reply:
    """What one person answered with their name."""

    person_id: uuid.UUID
    sent_at: datetime
    answers: tuple[tuple[str, str], ...]
    words: str


@dataclass(frozen=True, slots=True)
class Results:
    """What a closed survey says. `lines` is None when so few answered without a name that they could be known."""

    unnamed: int
    lines: tuple[Line, ...] | None
    replies: tuple[Reply, ...]


def surveys_of(session: Session, establishment_id: uuid.UUID) -> list[SurveyValue]:
    """A home's surveys, the latest first."""
    rows = session.scalars(
        select(Survey)
        .where(Survey.establishment_id == establishment_id)
        .order_by(Survey.opened_at.desc())
    ).all()
    taken = select(SurveyTaken.survey_id, func.count()).group_by(SurveyTaken.survey_id)
    found: dict[uuid.UUID, int] = {row[0]: row[1] for row in session.execute(taken)}
    return [_value(row, found.get(row.id, 0)) for row in rows]


def survey_of(session: Session, establishment_id: uuid.UUID, survey_id: uuid.UUID) -> SurveyValue:
    """One survey of a home. Raises NotFound."""
    row = find(session, Survey, establishment_id, survey_id)
    taken = select(func.count()).select_from(SurveyTaken).where(SurveyTaken.survey_id == row.id)
    return _value(row, session.scalar(taken) or 0)


def results_of(session: Session, vault: Vault, survey: SurveyValue) -> Results | None:
    """What was answered; None while the survey is open."""
    if survey.closed_at is None:
        return None
    asked = VERSIONS[survey.version]
    numbers: dict[str, dict[str, int]] = {code: {} for code in asked}
    for row in session.scalars(select(SurveyCount).where(SurveyCount.survey_id == survey.id)):
        numbers.setdefault(row.question, {})[row.answer] = row.number
    lines = tuple(Line(words, numbers[code]) for code, words in asked.items())
    unnamed = max((one.total for one in lines), default=0)
    return Results(
        unnamed, lines if unnamed >= FEWEST else None, tuple(_replies(session, vault, survey))
    )


def _replies(session: Session, vault: Vault, survey: SurveyValue) -> list[Reply]:
    rows = session.scalars(
        select(SurveyReply)
        .where(SurveyReply.survey_id == survey.id)
        .order_by(SurveyReply.sent_at, SurveyReply.id)
    )
    found = []
    for row in rows:
        try:
            said = vault.open(row.person_id, "survey_reply", row.id, row.sealed)
        except KeyGone:
            continue
        except SealBroken:
            said = {"answers": {}, "words": "Cette réponse ne s’ouvre plus."}
        answers = tuple(
            (words, ANSWERS[said["answers"][code]])
            for code, words in VERSIONS[survey.version].items()
            if code in said["answers"]
        )
        found.append(Reply(row.person_id, row.sent_at, answers, said["words"]))
    return found


def _value(row: Survey, answered: int) -> SurveyValue:
    return SurveyValue(row.id, row.version, row.opened_at, row.closed_at, answered)
