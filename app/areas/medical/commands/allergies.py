"""An allergy in codes: added, said otherwise, withdrawn. Nothing that was said is lost."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.areas.medical.commands import versions
from app.areas.medical.facts import (
    ALLERGY,
    IN_FORCE,
    NO_ALLERGY,
    WITHDRAWN,
    AllergyDraft,
    checked_allergy,
    reason,
)
from app.areas.medical.models import MedicalFact
from app.areas.persons.commands import tell_tablets
from app.gate.audit.record import Doer
from app.ground.checks import Checks, all_told
from app.ground.errors import Conflict
from app.ground.vault import SealBroken, Vault

_REPLACED = "Une allergie a été notée."


def add_allergy(
    session: Session,
    vault: Vault,
    actor: Doer,
    person_id: uuid.UUID,
    draft: AllergyDraft,
    *,
    now: datetime,
) -> MedicalFact:
    """A new allergy; "aucune connue", if it was said, no longer holds.

    Raises NotFound, Invalid; Conflict when the same one is in force already.
    """
    kept = checked_allergy(draft)
    tell_tablets(session, actor.establishment_id, person_id)
    there = versions.in_force(session, person_id)
    for row in there:
        if row.kind == ALLERGY and _same(vault, row, kept):
            raise Conflict("Cette allergie est déjà notée : modifiez-la plutôt.")
    for row in there:
        if row.kind == NO_ALLERGY:
            versions.follow(
                session, vault, actor, row, None, state=WITHDRAWN, reason=_REPLACED, now=now
            )
    added = versions.first(session, vault, actor, person_id, ALLERGY, kept, now)
    versions.tell(session, actor, added, "allergy.added", now)
    return added


def change_allergy(
    session: Session,
    vault: Vault,
    actor: Doer,
    person_id: uuid.UUID,
    chain_id: uuid.UUID,
    draft: AllergyDraft,
    *,
    why: str | None,
    seen: str | None = None,
    now: datetime,
) -> MedicalFact:
    """Says more, or otherwise, of an allergy: a new version with a reason. Raises NotFound, Invalid, Conflict."""
    row = versions.standing(session, actor, person_id, chain_id, seen)
    checks = Checks()
    text = reason(checks, why)
    all_told(lambda: checked_allergy(draft), checks.end)
    kept = checked_allergy(draft)
    changed = versions.follow(
        session, vault, actor, row, kept, state=IN_FORCE, reason=text, now=now
    )
    versions.tell(session, actor, changed, "allergy.changed", now)
    return changed


def withdraw(
    session: Session,
    vault: Vault,
    actor: Doer,
    person_id: uuid.UUID,
    chain_id: uuid.UUID,
    *,
    why: str | None,
    now: datetime,
) -> MedicalFact:
    """Says that an allergy, or the answer "aucune connue", does not hold; what was said stays readable.

    Raises NotFound, Invalid, Conflict when it was withdrawn already.
    """
    row = versions.standing(session, actor, person_id, chain_id, None)
    checks = Checks()
    text = reason(checks, why)
    checks.end()
    gone = versions.follow(session, vault, actor, row, None, state=WITHDRAWN, reason=text, now=now)
    versions.tell(session, actor, gone, "allergy.withdrawn", now)
    return gone


def _same(vault: Vault, row: MedicalFact, kept: dict[str, Any]) -> bool:
    try:
        there = vault.open(row.person_id, "medical_fact", row.id, row.sealed)
    except SealBroken:
        return False
    return (there["kind"], there["code"]) == (kept["kind"], kept["code"])
