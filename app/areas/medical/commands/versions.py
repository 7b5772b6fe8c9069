"""How a version of a medical fact follows another, and what every gesture ends with."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.areas.medical.facts import (
    ALLERGY,
    IN_FORCE,
    NO_ALLERGY,
    RESTRICTION,
    SWALLOWING,
    WITHDRAWN,
)
from app.areas.medical.models import MedicalFact
from app.areas.persons.commands import Change, What, tell_change, tell_tablets
from app.gate.audit.record import Doer, record
from app.ground.errors import Conflict, NotFound
from app.ground.ids import new_id
from app.ground.stamps import check_unchanged
from app.ground.vault import SealBroken, Vault


def in_force(session: Session, person_id: uuid.UUID) -> list[MedicalFact]:
    return list(
        session.scalars(
            select(MedicalFact).where(
                MedicalFact.person_id == person_id,
                MedicalFact.superseded_at.is_(None),
                MedicalFact.state == IN_FORCE,
            )
        )
    )


def standing(
    session: Session,
    actor: Doer,
    person_id: uuid.UUID,
    chain_id: uuid.UUID,
    seen: str | None,
    *,
    kinds: tuple[str, ...] = (ALLERGY, NO_ALLERGY),
) -> MedicalFact:
    """A fact of those kinds (an allergy, or the answer that there is none) as it stands. The person's row is held
    first. Raises NotFound, Conflict."""
    tell_tablets(session, actor.establishment_id, person_id)
    row = session.scalars(
        select(MedicalFact).where(
            MedicalFact.person_id == person_id,
            MedicalFact.chain_id == chain_id,
            MedicalFact.kind.in_(kinds),
            MedicalFact.superseded_at.is_(None),
        )
    ).one_or_none()
    if row is None:
        raise NotFound()
    if row.state == WITHDRAWN:
        raise Conflict("C’est déjà retiré.")
    check_unchanged({"version": row.version}, seen)
    return row


def first(
    session: Session,
    vault: Vault,
    actor: Doer,
    person_id: uuid.UUID,
    kind: str,
    kept: dict[str, Any],
    now: datetime,
) -> MedicalFact:
    own_id = new_id()
    row = MedicalFact(
        id=own_id,
        chain_id=own_id,
        version=1,
        establishment_id=actor.establishment_id,
        person_id=person_id,
        kind=kind,
        state=IN_FORCE,
        author_id=actor.staff_id,
        written_at=now,
        sealed=vault.seal(person_id, "medical_fact", own_id, {**kept, "reason": None}),
    )
    session.add(row)
    return row


def follow(
    session: Session,
    vault: Vault,
    actor: Doer,
    before: MedicalFact,
    kept: dict[str, Any] | None,
    *,
    state: str,
    reason: str | None,
    now: datetime,
) -> MedicalFact:
    """The next version: `kept`, or what the one before held."""
    if kept is None:
        try:
            kept = vault.open(before.person_id, "medical_fact", before.id, before.sealed)
        except SealBroken:
            kept = {}
    before.superseded_at = now
    own_id = new_id()
    sealed = vault.seal(before.person_id, "medical_fact", own_id, {**kept, "reason": reason})
    row = MedicalFact(
        id=own_id,
        chain_id=before.chain_id,
        version=before.version + 1,
        establishment_id=before.establishment_id,
        person_id=before.person_id,
        kind=before.kind,
        state=state,
        author_id=actor.staff_id,
        written_at=now,
        sealed=sealed,
    )
    session.add(row)
    return row


def tell(session: Session, actor: Doer, row: MedicalFact, verb: str, now: datetime) -> None:
    record(session, verb, at=now, actor=actor, person_id=row.person_id, subject_id=row.chain_id)
    what = _TOLD.get(row.kind, "allergies")
    tell_change(session, Change(row.establishment_id, row.person_id, what, now))


_TOLD: dict[str, What] = {SWALLOWING: "swallowing", RESTRICTION: "restriction"}
