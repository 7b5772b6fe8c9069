"""What is known of somebody's health: noted, said otherwise, withdrawn. Nothing that was said is lost."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from app.areas.medical.commands import versions
from app.areas.medical.facts import IN_FORCE, WITHDRAWN, reason, said_by
from app.areas.medical.models import MedicalFact
from app.areas.medical.records.checking import checked
from app.areas.medical.records.kinds import KINDS, NO_ANTECEDENT, RecordKind
from app.areas.medical.reminding import settle_review
from app.areas.persons.commands import tell_tablets
from app.gate.audit.record import Doer, record
from app.ground.checks import Checks, all_told
from app.ground.errors import Conflict, NotFound
from app.ground.vault import Vault

_RECORDS = (*KINDS, NO_ANTECEDENT)
_REPLACED = "Un antécédent a été noté."


def add_record(
    session: Session,
    vault: Vault,
    actor: Doer,
    person_id: uuid.UUID,
    kind: str,
    typed: Mapping[str, Any],
    *,
    today: date,
    now: datetime,
) -> MedicalFact:
    """Something new; "aucun antécédent connu", if it was said, no longer holds once there is one.

    Raises NotFound, Invalid; Conflict where one already holds of a kind that has one at a time.
    """
    about = _kind(kind)
    kept = checked(about, typed, today=today)
    tell_tablets(session, actor.establishment_id, person_id)
    there = versions.in_force(session, person_id)
    if about.is_single and any(row.kind == kind for row in there):
        raise Conflict("C’est déjà décidé : modifiez ce qui est noté, avec la raison.")
    for row in there:
        if kind == "antecedent" and row.kind == NO_ANTECEDENT:
            versions.follow(
                session, vault, actor, row, None, state=WITHDRAWN, reason=_REPLACED, now=now
            )
    added = versions.first(session, vault, actor, person_id, kind, kept, now)
    return _told(session, actor, added, "medical.noted", now)


def change_record(
    session: Session,
    vault: Vault,
    actor: Doer,
    person_id: uuid.UUID,
    chain_id: uuid.UUID,
    typed: Mapping[str, Any],
    *,
    why: str | None,
    today: date,
    seen: str | None = None,
    now: datetime,
) -> MedicalFact:
    """The same thing said otherwise: a new version with a reason. Raises NotFound, Invalid, Conflict."""
    row = versions.standing(session, actor, person_id, chain_id, seen, kinds=tuple(KINDS))
    about, checks = KINDS[row.kind], Checks()
    text = reason(checks, why)
    all_told(lambda: checked(about, typed, today=today), checks.end)
    kept = checked(about, typed, today=today)
    made = versions.follow(session, vault, actor, row, kept, state=IN_FORCE, reason=text, now=now)
    settle_review(session, vault, actor, chain_id, now=now)
    return _told(session, actor, made, "medical.changed", now)


def withdraw_record(
    session: Session,
    vault: Vault,
    actor: Doer,
    person_id: uuid.UUID,
    chain_id: uuid.UUID,
    *,
    why: str | None,
    now: datetime,
) -> MedicalFact:
    """Says that something does not hold, or was cancelled; what was said stays readable.

    Raises NotFound, Invalid, Conflict when it was withdrawn already.
    """
    row = versions.standing(session, actor, person_id, chain_id, None, kinds=_RECORDS)
    checks = Checks()
    text = reason(checks, why)
    checks.end()
    gone = versions.follow(session, vault, actor, row, None, state=WITHDRAWN, reason=text, now=now)
    settle_review(session, vault, actor, chain_id, now=now)
    return _told(session, actor, gone, "medical.withdrawn", now)


def say_no_antecedent(
    session: Session,
    vault: Vault,
    actor: Doer,
    person_id: uuid.UUID,
    *,
    by: str | None,
    now: datetime,
) -> MedicalFact:
    """ "Aucun antécédent connu": an answer, with who gave it. Raises NotFound, Invalid, Conflict when one is noted."""
    checks = Checks()
    kept = {"said_by": said_by(checks, by)}
    checks.end()
    tell_tablets(session, actor.establishment_id, person_id)
    there = {row.kind for row in versions.in_force(session, person_id)}
    if "antecedent" in there:
        raise Conflict("Un antécédent est noté : retirez-le d’abord, avec la raison.")
    if NO_ANTECEDENT in there:
        raise Conflict("C’est déjà noté : aucun antécédent connu.")
    said = versions.first(session, vault, actor, person_id, NO_ANTECEDENT, kept, now)
    return _told(session, actor, said, "medical.noted", now)


def _kind(kind: str) -> RecordKind:
    if kind not in KINDS:
        raise NotFound()
    return KINDS[kind]


def _told(session: Session, actor: Doer, row: MedicalFact, verb: str, now: datetime) -> MedicalFact:
    record(session, verb, at=now, actor=actor, person_id=row.person_id, subject_id=row.chain_id)
    session.flush()
    return row
