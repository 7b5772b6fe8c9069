"""From where on a nurse is told: what the home sets, and what is set for one person."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy.orm import Session

from app.areas.observations.models import HomeThresholds, PersonThresholds
from app.gate.audit.record import Doer, record
from app.ground.vault import Vault
from transmissions.observations.thresholds import Thresholds, to_json


def set_home_thresholds(
    session: Session, actor: Doer, thresholds: Thresholds, *, now: datetime
) -> None:
    """From where on nurses of the actor's home are told; what is not among `thresholds` has its default."""
    row = session.get(HomeThresholds, actor.establishment_id)
    if row is None:
        row = HomeThresholds(establishment_id=actor.establishment_id)
        session.add(row)
    row.content, row.author_id, row.updated_at = to_json(thresholds), actor.staff_id, now
    record(session, "thresholds.home_set", at=now, actor=actor)


def set_person_thresholds(
    session: Session,
    vault: Vault,
    actor: Doer,
    person_id: uuid.UUID,
    thresholds: Thresholds,
    *,
    now: datetime,
) -> None:
    """The same for one person; what is not among `thresholds` is as the home says."""
    row = session.get(PersonThresholds, person_id)
    if row is None:
        row = PersonThresholds(person_id=person_id, establishment_id=actor.establishment_id)
        session.add(row)
    content = {"thresholds": to_json(thresholds)}
    row.sealed = vault.seal(person_id, "person_thresholds", person_id, content)
    row.author_id, row.updated_at = actor.staff_id, now
    record(session, "thresholds.person_set", at=now, actor=actor, person_id=person_id)
