"""Answers about allergies that are not an allergy: none is known; what became of a mark written in words."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy.orm import Session

from app.areas.medical.commands import versions
from app.areas.medical.facts import (
    ALLERGY,
    ALLERGY_WORDS,
    IN_FORCE,
    NO_ALLERGY,
    WORDS_ANSWERED,
    said_by,
)
from app.areas.medical.models import MedicalFact
from app.areas.persons.commands import tell_tablets
from app.gate.audit.record import Doer
from app.ground.checks import Checks
from app.ground.errors import Conflict, Invalid
from app.ground.vault import Vault


def say_no_allergy(
    session: Session,
    vault: Vault,
    actor: Doer,
    person_id: uuid.UUID,
    *,
    by: str | None,
    waiting: str | None,
    now: datetime,
) -> MedicalFact:
    """ "Aucune allergie connue": an answer, with who gave it. `waiting` is the written mark nobody has coded yet.

    Raises NotFound, Invalid; Conflict when an allergy is in force, or is written in words.
    """
    checks = Checks()
    kept = {"said_by": said_by(checks, by)}
    checks.end()
    tell_tablets(session, actor.establishment_id, person_id)
    there = {row.kind for row in versions.in_force(session, person_id)}
    if ALLERGY in there:
        raise Conflict("Une allergie est notée : retirez-la d’abord, avec la raison.")
    if NO_ALLERGY in there:
        raise Conflict("C’est déjà noté : aucune allergie connue.")
    if waiting:
        raise Conflict(f"Le repère dit « {waiting} » : codez-le, ou dites ce qu’il en est.")
    said = versions.first(session, vault, actor, person_id, NO_ALLERGY, kept, now)
    versions.tell(session, actor, said, "allergy.none_known", now)
    return said


def answer_words(
    session: Session,
    vault: Vault,
    actor: Doer,
    person_id: uuid.UUID,
    *,
    text: str,
    how: str,
    now: datetime,
) -> MedicalFact:
    """What became of a mark in words: taken up in codes (it is no longer shown), or not about drugs (it stays).

    Raises NotFound, Invalid; Conflict when it is said to be coded and no allergy is in force.
    """
    if how not in WORDS_ANSWERED or not text:
        raise Invalid({"how": "Choisissez ce qu’il en est."})
    tell_tablets(session, actor.establishment_id, person_id)
    there = versions.in_force(session, person_id)
    if how == "coded" and not any(row.kind == ALLERGY for row in there):
        raise Conflict("Aucune allergie n’est encore codée : codez-la d’abord.")
    kept = {"text": text, "how": how}
    before = next((row for row in there if row.kind == ALLERGY_WORDS), None)
    if before is None:
        row = versions.first(session, vault, actor, person_id, ALLERGY_WORDS, kept, now)
    else:
        row = versions.follow(
            session, vault, actor, before, kept, state=IN_FORCE, reason=None, now=now
        )
    versions.tell(session, actor, row, "allergy.words_answered", now)
    return row
