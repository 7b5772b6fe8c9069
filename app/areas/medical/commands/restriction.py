"""Who may give to a person, at the widest: the decision in force, and those before it."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from sqlalchemy.orm import Session

from app.areas.medical.commands import versions
from app.areas.medical.facts import IN_FORCE, RESTRICTION, RestrictionDraft, checked_restriction
from app.areas.medical.models import MedicalFact
from app.areas.persons.commands import tell_tablets
from app.gate.audit.record import Doer
from app.ground.stamps import check_unchanged
from app.ground.vault import Vault


def set_restriction(
    session: Session,
    vault: Vault,
    actor: Doer,
    person_id: uuid.UUID,
    draft: RestrictionDraft,
    *,
    today: date,
    seen: str | None = None,
    now: datetime,
) -> MedicalFact:
    """Who may give from now on, or that nothing is restricted any more; what was decided before stays.

    Raises NotFound, Invalid, Conflict.
    """
    kept = checked_restriction(draft, today=today)
    tell_tablets(session, actor.establishment_id, person_id)
    before = next(
        (row for row in versions.in_force(session, person_id) if row.kind == RESTRICTION), None
    )
    check_unchanged({"version": before.version if before else 0}, seen)
    if before is None:
        row = versions.first(session, vault, actor, person_id, RESTRICTION, kept, now)
    else:
        row = versions.follow(
            session, vault, actor, before, kept, state=IN_FORCE, reason=None, now=now
        )
    versions.tell(session, actor, row, "restriction.set", now)
    return row
