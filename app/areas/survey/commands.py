"""Opening a survey, answering it, closing it. They never commit."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.areas.survey.models import Survey, SurveyCount, SurveyReply, SurveyTaken
from app.areas.survey.questions import VERSION, is_whole
from app.gate.audit.record import Doer, record
from app.gate.directory.finding import find_to_change
from app.ground.errors import Conflict, Invalid
from app.ground.ids import new_id
from app.ground.vault import Vault

MOST_WORDS: Final = 1000


@dataclass(frozen=True, slots=True)
class Answered:
    """What somebody answers, question by question. `words` go with a name only: a text says who wrote it."""

    answers: Mapping[str, str]
    is_named: bool
    words: str = ""


def open_survey(session: Session, actor: Doer, *, now: datetime) -> uuid.UUID:
    """Asks everybody who has their own space. Raises Conflict while another one is open."""
    if open_of(session, actor.establishment_id) is not None:
        raise Conflict("Une enquête est déjà ouverte : terminez-la d’abord.")
    id = new_id()
    session.add(
        Survey(
            id=id,
            establishment_id=actor.establishment_id,
            version=VERSION,
            opened_at=now,
            opened_by=actor.staff_id,
        )
    )
    session.flush()
    record(session, "survey.opened", at=now, actor=actor, subject_id=id)
    return id


def close_survey(session: Session, actor: Doer, survey_id: uuid.UUID, *, now: datetime) -> None:
    """Nobody answers any more, and the home reads the results. Raises NotFound."""
    row = find_to_change(session, Survey, actor.establishment_id, survey_id)
    if row.closed_at is None:
        row.closed_at, row.closed_by = now, actor.staff_id
        record(session, "survey.closed", at=now, actor=actor, subject_id=survey_id)


def answer(
    session: Session,
    vault: Vault,
    establishment_id: uuid.UUID,
    person_id: uuid.UUID,
    survey_id: uuid.UUID,
    said: Answered,
    *,
    now: datetime,
) -> None:
    """Keeps what a person answers, once. The trail does not tell: an hour would say whose answer it is.

    Raises NotFound, Conflict (it is closed, or was answered), Invalid.
    """
    survey = find_to_change(session, Survey, establishment_id, survey_id)
    if survey.closed_at is not None:
        raise Conflict("Cette enquête est terminée.")
    if has_answered(session, survey.id, person_id):
        raise Conflict("Vous avez déjà répondu. Merci !")
    if not is_whole(survey.version, said.answers):
        raise Invalid({"answers": "Répondez à chaque question, ou choisissez « Je ne sais pas »."})
    if len(said.words) > MOST_WORDS:
        raise Invalid({"words": f"{MOST_WORDS} caractères au plus."})
    taken = SurveyTaken(survey_id=survey.id, person_id=person_id, establishment_id=establishment_id)
    session.add(taken)
    if said.is_named:
        _keep(session, vault, survey, person_id, said, now)
    else:
        _count(session, survey, said.answers)
    session.flush()


def open_of(session: Session, establishment_id: uuid.UUID) -> Survey | None:
    """The survey that is open in a home."""
    return session.scalars(
        select(Survey)
        .where(Survey.establishment_id == establishment_id, Survey.closed_at.is_(None))
        .order_by(Survey.opened_at)
    ).first()


def has_answered(session: Session, survey_id: uuid.UUID, person_id: uuid.UUID) -> bool:
    """Whether that person has answered that survey."""
    return session.get(SurveyTaken, (survey_id, person_id)) is not None


def _keep(
    session: Session,
    vault: Vault,
    survey: Survey,
    person_id: uuid.UUID,
    said: Answered,
    now: datetime,
) -> None:
    id = new_id()
    content = {"answers": dict(said.answers), "words": said.words.strip()}
    session.add(
        SurveyReply(
            id=id,
            establishment_id=survey.establishment_id,
            person_id=person_id,
            survey_id=survey.id,
            sent_at=now,
            sealed=vault.seal(person_id, "survey_reply", id, content),
        )
    )


def _count(session: Session, survey: Survey, answers: Mapping[str, str]) -> None:
    """The survey's row is held: two who answer at once are both counted."""
    for question, one in answers.items():
        row = session.get(SurveyCount, (survey.id, question, one))
        if row is None:
            row = SurveyCount(
                survey_id=survey.id,
                question=question,
                answer=one,
                establishment_id=survey.establishment_id,
                number=0,
            )
            session.add(row)
        row.number += 1
